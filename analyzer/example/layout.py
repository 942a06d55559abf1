"""A mail text as plain text and as HTML, in the layouts that mail programs and recruiting systems make."""

import re
import textwrap
from collections.abc import Mapping
from html import escape

_LINK = re.compile(r"\[\[([^|\]]+)\|([^\]]*)\]\]")
_WIDTH = 72

_HEAD = '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
#: Name → page around the content. `{content}`, `{title}`, `{charset}` and `{button}` are filled in.
_PAGES: Mapping[str, str] = {
    # Gmail and Apple Mail: paragraphs in a div.
    "person": '<html><body><div dir="ltr">{content}</div></body></html>',
    # Outlook: Word's classes.
    "outlook": (
        "<html><head><style>p.MsoNormal{{margin:0cm;font-size:11pt;font-family:Calibri,sans-serif}}</style></head>"
        '<body lang="EN-GB"><div class="WordSection1">{content}</div></body></html>'
    ),
    "plain_card": _HEAD
    + '<body><div style="font-family:Helvetica,Arial,sans-serif;font-size:14px">{content}</div></body></html>',
    "card": (
        _HEAD
        + '<body style="background:#f4f4f5;margin:0"><div style="display:none;max-height:0;overflow:hidden">'
        "{title}&#8199;&#65279;&#847; &#8199;&#65279;&#847;</div>"
        '<div style="max-width:600px;margin:24px auto;padding:32px;background:#fff;border-radius:8px">{content}</div>'
        "</body></html>"
    ),
    "table": (
        _HEAD + '<body><table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">'
        '<table width="640" cellpadding="16"><tr><td><img src="cid:logo" alt="" width="120"></td></tr>'
        '<tr><td style="font-family:Arial;font-size:13px;color:#333">{content}</td></tr></table>'
        "</td></tr></table></body></html>"
    ),
}
LAYOUTS = tuple(_PAGES)
_BUTTON = (
    '<a href="{url}" style="background:#1a56db;color:#fff;padding:10px 18px;text-decoration:none">{label}</a>'
)
_ANCHOR = '<a href="{url}">{label}</a>'


def plain(body: str, *, wrapped: bool) -> str:
    """The text without markup; `wrapped`: broken into lines of 72 characters, as many systems do."""
    text = _LINK.sub(lambda link: f"{link[1]}: {link[2]}", body.strip())
    if not wrapped:
        return text + "\n"
    return "\n".join(_wrap(line) for line in text.split("\n")) + "\n"


def _wrap(line: str) -> str:
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False) if line else ""


def html(body: str, *, layout: str, title: str, charset: str, quote: str = "") -> str:
    """The text as a page in the layout, with the quoted earlier mail below it."""
    content = "".join(_block(block, layout) for block in body.strip().split("\n\n"))
    if quote:
        head, _, earlier = quote.partition("\n")
        lines = escape(re.sub(r"(?m)^> ?", "", earlier)).replace("\n", "<br>")
        content += f'<div class="gmail_quote"><div>{escape(head)}</div><blockquote>{lines}</blockquote></div>'
    return _PAGES[layout].format(content=content, title=escape(title), charset=charset)


def _block(block: str, layout: str) -> str:
    """A paragraph, with a list where its lines begin with a hyphen."""
    lines = block.split("\n")
    items = [line[2:] for line in lines if line.startswith("- ")]
    rest = [line for line in lines if not line.startswith("- ")]
    start = '<p class="MsoNormal">' if layout == "outlook" else "<p>"
    text = "<br>".join(_inline(line, layout) for line in rest)
    found = f"{start}{text}</p>" if rest else ""
    if items:
        found += "<ul>" + "".join(f"<li>{_inline(item, layout)}</li>" for item in items) + "</ul>"
    return found


def _inline(line: str, layout: str) -> str:
    """The line escaped, its links as buttons where the layout is a designed one and the link stands alone."""
    alone = layout in {"card", "table"} and _LINK.fullmatch(line) is not None
    form = _BUTTON if alone else _ANCHOR
    pieces = _LINK.split(line)
    found = escape(pieces[0], quote=False)
    for label, url, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found += form.format(url=escape(url), label=escape(label)) + escape(after, quote=False)
    return found
