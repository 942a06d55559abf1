"""The text of a mail: which of its parts it is, what of it is new, and where its links lead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from analyzer.read import quote
from analyzer.read.charset import decode, html_charset, is_weak
from analyzer.read.clean import tidy
from analyzer.read.html import Page, read_page
from analyzer.read.parts import Part, Tier

#: Characters of text kept, own and quoted each.
LIMIT = 100_000
#: Bytes of one part that are decoded: enough for LIMIT in any markup seen.
_PART_LIMIT = 4_000_000
_MOST_HOSTS = 50

_IS_HTML = re.compile(r"\s*(?:<!doctype html|<html\b|<head\b|<body\b|<meta\b|<table\b|<div\b)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:https?:)?//(?:[^\s/?#@]{0,200}@)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
#: What plain parts say that only stand in for the HTML (Salesforce, Mailchimp, Moka, Beisen and others).
_STUB = re.compile(
    r"view (?:this |it |the )?.{0,30}(?:in|with) (?:a|your|the) (?:web )?browser|view online"
    r"|view as a web ?page|html[- ](?:version|format|e?-?mail|capable|enabled)"
    r"|(?:supports?|enable|display) html"
    r"|为 ?html|html ?(?:格式|邮件|郵件)|支持 ?html|支援 ?html|在浏览器中|[在於]瀏覽器"
    r"|im browser|dans (?:votre|un) navigateur|en (?:su|tu|el) navegador|ブラウザ",
    re.IGNORECASE,
)
#: A plain part is a stub if it says so and is below half of the HTML text; below a quarter in any case.
_STUB_SHARE = 0.5
_TOO_SHORT = 0.25
#: Share of the words of a plain part that stand in the HTML beside it, from which both say the same.
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail and what hangs on it."""

    text: str = ""
    quoted: str = ""
    link_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One part or several, read: tidy text, and what the HTML marks as earlier mail."""

    own: str
    quoted: str = ""
    links: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """Characters of text without spaces and addresses of pages."""
        return len(re.sub(r"\s", "", _URL.sub("", f"{self.own}{self.quoted}")))


def _flowed(text: str, delsp: bool) -> str:
    """The text with soft line breaks joined (RFC 3676, 4.2)."""
    lines = text.replace("\r\n", "\n").split("\n")
    out: list[str] = []
    soft = False
    for line in lines:
        bare = line.removeprefix(" ")
        if soft and not bare.startswith(">"):
            out[-1] += bare
        else:
            out.append(bare)
        soft = bare.endswith(" ") and bare != "-- " and not bare.startswith(">")
        if soft and delsp:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def _decoded(part: Part) -> str:
    payload = part.payload[:_PART_LIMIT]
    label = part.charset
    if part.kind == "text/html" and is_weak(label):
        label = html_charset(payload) or label
    return decode(payload, label)


def _read(part: Part) -> _Reading:
    text = _decoded(part)
    if part.kind == "text/html" or _IS_HTML.match(text):
        page: Page = read_page(text)
        return _Reading(tidy(page.own[: 4 * LIMIT]), tidy(page.quoted[: 4 * LIMIT]), page.links)
    text = _flowed(text[: 4 * LIMIT], part.delsp) if part.flowed else text[: 4 * LIMIT]
    return _Reading(tidy(text), links=tuple(_URL.findall(text)))


def _merged(readings: Iterable[_Reading]) -> _Reading:
    kept = [reading for reading in readings if reading.own or reading.quoted]
    return _Reading(
        "\n\n".join(reading.own for reading in kept if reading.own),
        "\n\n".join(reading.quoted for reading in kept if reading.quoted),
        tuple(link for reading in kept for link in reading.links),
    )


def _is_stub(plain: _Reading, html: _Reading) -> bool:
    share = plain.weight / html.weight if html.weight else 1.0
    return share < _TOO_SHORT or (share < _STUB_SHARE and _STUB.search(plain.own) is not None)


def _says_the_same(plain: _Reading, html: _Reading) -> bool:
    words = set(re.findall(r"\w+", plain.own.lower()))
    return len(words & set(re.findall(r"\w+", f"{html.own} {html.quoted}".lower()))) >= _SAME * len(words)


def _group(parts: Sequence[Part]) -> _Reading:
    """What the parts of one container say: one of two alternatives, or one after the other."""
    html_parts = [part for part in parts if part.kind == "text/html"]
    plain = _merged(_read(part) for part in parts if part.kind != "text/html")
    html = _merged(map(_read, html_parts))
    if not plain.weight or not html.weight:
        return html if html.weight else plain
    links = plain.links + html.links
    if parts[0].alternative or _says_the_same(plain, html):
        chosen = html if _is_stub(plain, html) else plain
        return _Reading(chosen.own, chosen.quoted, links)
    return _merged(map(_read, parts))


def _tiers(parts: Sequence[Part]) -> Iterator[_Reading]:
    for tier in (Tier.BODY, Tier.NAMED, Tier.ATTACHED, Tier.EMBEDDED):
        chosen = [part for part in parts if part.tier is tier]
        yield _merged(_group(list(group)) for _, group in groupby(chosen, key=lambda part: part.group))


def _hosts(links: Iterable[str]) -> tuple[str, ...]:
    found = (_HOST.match(link) for link in links)
    hosts = dict.fromkeys(host[1].lower() for host in found if host)
    return tuple(hosts)[:_MOST_HOSTS]


def read_body(parts: Sequence[Part]) -> Body:
    """The text of the first kind of part that says anything, parted from earlier mail; empty if none does."""
    reading = next((reading for reading in _tiers(parts) if reading.weight), _Reading(""))
    text, quoted = quote.separate(reading.own[:LIMIT], reading.quoted[:LIMIT])
    return Body(text[:LIMIT], quoted[:LIMIT], _hosts(reading.links))
