"""HTML of a mail to the text that its reader sees, quoted earlier mail apart."""

import re
from dataclasses import dataclass, replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Characters of HTML read, without pictures written into it. Gmail cuts mail at 102 kB; Word's is the longest.
_LIMIT = 600_000
_PICTURE = re.compile(r"data:image/[^\"'\s)>]+", re.IGNORECASE)
#: A tag of more than 20,000 characters has thousands of attributes; the parser's time grows with their square.
_ENDLESS_TAG = re.compile(r"<[a-zA-Z][^<>]{20000}")
#: Nesting from which a page is not parsed but stripped: the parser's time grows with the square of the depth
#: (measured: 0.5 s at 20,000). Real newsletters nest below 100.
_DEEPEST = 2_000
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|o:p"
_TAG = re.compile(rf"<(?:(/)|(?!(?:{_VOID})\b))[a-zA-Z]")

#: No text for the reader.
_DROPPED = frozenset(
    {
        "script", "style", "head", "title", "noframes", "template", "svg", "math", "object", "iframe",
        "canvas", "audio", "video", "select", "textarea", "xml", "map", "datalist",
    }
)  # fmt: skip
#: Elements that stand on lines of their own, and those set off by an empty line (HTML rendering, 15.3.3).
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main",
        "nav", "ol", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
_CELLS = frozenset({"td", "th"})
#: Marks for "a line ends here" and "a paragraph ends here", in characters that no parsed page contains.
_LINE, _PARAGRAPH = "\x01", "\x02"
_GAPS = dict.fromkeys(_BLOCKS, _LINE) | dict.fromkeys(_SPACED, _PARAGRAPH) | dict.fromkeys(_CELLS, " ")
_GAP = re.compile(r"[ \n\x01\x02]*[\n\x01\x02][ \n\x01\x02]*")

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?(?![.\d])"
)
#: A box without height shows its text unless it also clips it.
_FLAT = re.compile(r"(?:max-)?height\s*:\s*0(?:px|pt|em)?\s*(?:!important\s*)?(?:;|$)")
_CLIPPED = re.compile(r"overflow\s*:\s*hidden")
#: MJML sets font-size:0 on every layout box and a real size on the text inside: the innermost size counts.
_FONT_SIZE = re.compile(r"(?<![a-z-])font-size\s*:\s*([\d.]+)\s*(px|pt|%|r?em)?")
_TINY = {"px": 1.5, "pt": 1.2, "%": 10.0, "em": 0.1, "rem": 0.1, None: 1.5}
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")

#: What mail programs wrap the earlier mail in: Gmail, Apple and Thunderbird, Yahoo, Proton, Zoho, NetEase.
_QUOTE_CLASS = re.compile(
    r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|moz-forward-container|protonmail_quote|zmail_extra"
    r"|ntes-mailmaster-quote|OutlookMessageHeader)"
)
_QUOTE_ID = re.compile(
    r"^(?:isReplyContent|isForwardContent|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container"
    r"|ntes-mailmaster-quote)$"
)
#: Outlook marks where the earlier mail begins; it goes on to the end.
_CUT_ID = re.compile(r"^(?:divRplyFwdMsg|appendonsend)$")

_WHITE = re.compile(r"[ \t\r\n\f]+")
_STRIPPED = re.compile(
    r"<(?:script|style|head)\b.*?</(?:script|style|head)>|<!--.*?-->|<[^<>]*>", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of an HTML part; white space is not yet tidy."""

    own: str
    quoted: str
    """Earlier mail, where the page says that it is one."""
    links: tuple[str, ...]
    """The targets of its links, as written."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element inherits."""

    tiny: bool = False
    pre: bool = False
    quoted: bool = False


def depth(html: str) -> int:
    """The deepest nesting that the tags suggest."""
    level = deepest = 0
    for tag in _TAG.finditer(html):
        level = max(level - 1, 0) if tag[1] else level + 1
        deepest = max(deepest, level)
    return deepest


def _is_tiny(style: str, inherited: bool) -> bool:
    size = _FONT_SIZE.search(style)
    if size is None:
        return inherited
    number = size[1].strip(".").split(".")
    value = float(".".join(number[:2]) or 0)
    return value < _TINY[size[2]] if size[2] not in {"%", "em"} else inherited or value < _TINY[size[2]]


def _is_hidden(attributes: dict[str, str | None], style: str) -> bool:
    if "hidden" in attributes:
        return True
    return bool(style) and bool(_HIDDEN.search(style) or (_FLAT.search(style) and _CLIPPED.search(style)))


def _is_quote(tag: str, attributes: dict[str, str | None]) -> bool:
    return bool(
        _QUOTE_CLASS.search(attributes.get("class") or "")
        or _QUOTE_ID.match(attributes.get("id") or "")
        or (tag == "blockquote" and attributes.get("type") == "cite")
    )


class _Reader:
    """Walks a page once, in document order, without recursion."""

    def __init__(self) -> None:
        self.own: list[str] = []
        self.quoted: list[str] = []
        self.links: list[str] = []
        self.cut = False

    def put(self, text: str, look: _Look) -> None:
        (self.quoted if look.quoted or self.cut else self.own).append(text)

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode | str, _Look]] = [(root, _Look())]
        while stack:
            node, look = stack.pop()
            if isinstance(node, str):
                self.put(node, look)
            elif node.is_text_node:
                self.text(node.text_content or "", look)
            elif node.is_element_node:
                stack += self.enter(node, look)

    def text(self, text: str, look: _Look) -> None:
        if not look.tiny:
            self.put(text if look.pre else _WHITE.sub(" ", text), look)

    def enter(self, node: LexborNode, look: _Look) -> list[tuple[LexborNode | str, _Look]]:
        """What is to be walked next, last first."""
        tag = node.tag or ""
        attributes = node.attributes
        style = (attributes.get("style") or "").lower()
        if tag in _DROPPED or _is_hidden(attributes, style):
            return []
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"] or "")
        self.cut = self.cut or bool(_CUT_ID.match(attributes.get("id") or ""))
        if attributes:
            look = replace(
                look,
                tiny=_is_tiny(style, look.tiny),
                pre=look.pre or bool(_PRE.search(style)),
                quoted=look.quoted or _is_quote(tag, attributes),
            )
        if tag == "pre":
            look = replace(look, pre=True)
        if tag == "br":
            self.put("\n", look)
            return []
        gap = _GAPS.get(tag, "")
        self.put(gap, look)
        children = list(node.iter(include_text=True))
        return [(gap, look), *((child, look) for child in reversed(children))]


def _line_breaks(gap: re.Match[str]) -> str:
    """What stands between two lines: a break ends the line it stands on, and only a further one shows."""
    marks = gap[0].replace(" ", "")
    shown = marks.count("\n") + marks.startswith(_LINE)
    return "\n\n" if _PARAGRAPH in marks or shown > 1 else "\n"


def read_page(html: str) -> Page:
    """The visible text of an HTML page, its quoted part and its links."""
    html = _PICTURE.sub("", html)[:_LIMIT]
    if depth(html) > _DEEPEST or _ENDLESS_TAG.search(html):
        return Page(unescape(_STRIPPED.sub(" ", html)), "", ())
    root = LexborHTMLParser(html).root
    reader = _Reader()
    if root is not None:
        reader.walk(root)
    own, quoted = (_GAP.sub(_line_breaks, "".join(pieces)) for pieces in (reader.own, reader.quoted))
    return Page(own, quoted, tuple(reader.links))
