"""The leaves of a message: each part's type, charset, name and decoded bytes, whatever the structure."""

import binascii
import quopri
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from enum import IntEnum
from itertools import chain, islice

from analyzer.read.charset import decode
from analyzer.read.clean import clean_line
from analyzer.read.header import FIELD_LIMIT, decode_words, unbase64

#: A message of more parts than that is an attack; what was read until then is enough.
_MOST_PARTS = 2_000


class Tier(IntEnum):
    """How near a part is to being the text of the mail; the first tier that says anything is."""

    BODY = 0
    NAMED = 1
    """Text of another kind, or with a file name but not called an attachment."""
    ATTACHED = 2
    EMBEDDED = 3
    """Text of a mail attached to this one."""
    NOT_TEXT = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the message."""

    kind: str
    """Content type, lower case, such as `text/plain`."""
    charset: str | None
    payload: bytes
    """Transfer encoding removed; empty for what is neither text nor a calendar."""
    tier: Tier
    group: int = 0
    """Parts of one group are alternatives of each other, or lie side by side in one container."""
    alternative: bool = False
    name: str = ""
    method: str = ""
    """Of a calendar part: the method its header states."""
    flowed: bool = False
    """format=flowed (RFC 3676)."""
    delsp: bool = False

    @property
    def is_calendar(self) -> bool:
        """Whether it holds calendar entries."""
        return _is_calendar(self.kind, self.name)


_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)


def _uudecoded(payload: bytes) -> bytes:
    begin = _UU_BEGIN.search(payload)
    lines = payload[begin.end() :].splitlines() if begin else []
    decoded: list[bytes] = []
    for line in lines:
        if line.strip() == b"end":
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            break
    return b"".join(decoded) or payload


_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


def _unbase64_body(payload: bytes) -> bytes:
    """The decoded bytes, and what follows them as it stands: list servers append footers in plain text."""
    lines = payload.split(b"\n")
    length = 0
    while length < len(lines) and (
        not lines[length].strip() or _BASE64_LINE.fullmatch(lines[length].strip())
    ):
        length += 1
    rest = b"\n".join(lines[length:])
    return unbase64(b"".join(lines[:length])) + (b"\n" + rest if rest.strip() else b"")


#: Content-Transfer-Encoding (RFC 2045, 6); any other name means that the bytes stand as they are.
_TRANSFER: dict[str, Callable[[bytes], bytes]] = {
    "base64": _unbase64_body,
    "quoted-printable": quopri.decodestring,
    "x-uuencode": _uudecoded,
    "uuencode": _uudecoded,
    "x-uue": _uudecoded,
    "uue": _uudecoded,
}


def _readable(part: Message) -> None:
    """Bounds the fields of the part and decodes raw 8-bit bytes, which the standard library would replace."""
    for name, value in list(part.raw_items()):
        text = str(value)
        if len(text) > FIELD_LIMIT or not text.isascii():
            octets = text[:FIELD_LIMIT].encode("utf-8", "surrogateescape")
            part.replace_header(name, decode(octets, None))


def _parameter(part: Message, name: str, field: str = "content-type") -> str:
    """A parameter of a field; empty if it is not there or too broken to read."""
    try:
        value = part.get_param(name, "", field)
        if isinstance(value, tuple):
            charset, _, text = value
            value = decode(text.encode("latin-1", "replace"), charset)
    except (TypeError, ValueError, LookupError, AttributeError):
        return ""
    return clean_line(decode_words(str(value)), 255)


def _octets(part: Message) -> bytes:
    """The payload with its transfer encoding removed; the part is left without it."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    del part["content-transfer-encoding"]
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    part.set_payload("")
    return _TRANSFER.get(encoding, bytes)(raw)


def _tier(kind: str, disposition: str, name: str, embedded: bool) -> Tier:
    if not kind.startswith("text/") or kind in {"text/calendar", "text/x-amp-html", "text/rtf"}:
        return Tier.NOT_TEXT
    if embedded:
        return Tier.NOT_TEXT if disposition == "attachment" else Tier.EMBEDDED
    if disposition == "attachment":
        return Tier.ATTACHED
    if kind not in {"text/plain", "text/html"} or (name and disposition != "inline"):
        return Tier.NAMED
    return Tier.BODY


def _is_calendar(kind: str, name: str) -> bool:
    return kind in {"text/calendar", "text/x-vcalendar", "application/ics"} or name.lower().endswith(".ics")


def _leaf(part: Message, group: int, alternative: bool, embedded: bool) -> Part:
    _readable(part)
    kind = part.get_content_type()
    disposition = str(part.get("content-disposition", "")).partition(";")[0].strip().lower()
    name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    tier = _tier(kind, disposition, name, embedded)
    return Part(
        kind=kind,
        charset=_parameter(part, "charset") or None,
        payload=_octets(part) if tier is not Tier.NOT_TEXT or _is_calendar(kind, name) else b"",
        tier=tier,
        group=group,
        alternative=alternative,
        name=name,
        method=_parameter(part, "method").upper(),
        flowed=_parameter(part, "format").lower() == "flowed",
        delsp=_parameter(part, "delsp").lower() == "yes",
    )


def leaves(message: Message) -> list[Part]:
    """The leaves in order of appearance; broken containers are searched for parts line by line."""
    found: list[Part] = []
    stack: list[tuple[Message, int, bool, bool]] = [(message, 0, False, False)]
    containers = 0
    while stack and len(found) < _MOST_PARTS:
        part, group, alternative, embedded = stack.pop()
        payload = part.get_payload() if part.is_multipart() else None
        kind = part.get_content_type()
        if not isinstance(payload, list):
            found += (
                _broken(part)
                if kind.startswith("multipart/")
                else [_leaf(part, group, alternative, embedded)]
            )
            continue
        if kind == "message/delivery-status":
            continue
        containers += 1
        inside = embedded or kind.startswith("message/")
        if not alternative:
            group, alternative = containers, kind == "multipart/alternative"
        stack += [
            (child, group, alternative, inside) for child in reversed(payload) if isinstance(child, Message)
        ]
    return found


def _broken(part: Message) -> list[Part]:
    """The parts of a container whose boundary does not fit; else the container's payload as text."""
    octets = _octets(part)
    return flat(octets) or [Part("text/plain", None, octets, Tier.BODY)]


#: A delimiter line followed by a field that begins a part.
_DELIMITER = re.compile(
    rb"^--[^\r\n]{0,300}(?:\r\n|\r|\n)(?=content-[a-z-]{1,40}[ \t]*:)", re.MULTILINE | re.IGNORECASE
)
_CLOSING = re.compile(rb"^--[^\r\n]{1,300}--[ \t]*$", re.MULTILINE)


def flat(body: bytes) -> list[Part]:
    """The leaves found by looking at the lines only: for nesting too deep, for boundaries that do not fit."""
    delimiters = list(islice(_DELIMITER.finditer(body), 10 * _MOST_PARTS))
    ends = [*(delimiter.start() for delimiter in delimiters[1:]), len(body)]
    sections = (body[delimiter.end() : end] for delimiter, end in zip(delimiters, ends, strict=False))
    return list(islice(chain.from_iterable(map(_section, sections)), _MOST_PARTS))


def _section(section: bytes) -> Iterable[Part]:
    closing = _CLOSING.search(section)
    message = BytesParser().parsebytes(section[: closing.start()] if closing else section, headersonly=True)
    if message.get_content_maintype() in {"multipart", "message"}:
        return []
    return [_leaf(message, 0, alternative=False, embedded=False)]
