"""The header of a message: the fields that matter, as bytes, and what their values say."""

import binascii
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.read.charset import decode
from analyzer.read.clean import clean_line

#: The fields that are read. Nothing else is handed to the parser, so that a hostile header costs nothing.
_READ = frozenset(
    {
        "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to",
        "references", "received", "list-id", "list-unsubscribe", "precedence", "auto-submitted",
        "x-autoreply", "x-autorespond", "mime-version", "content-type", "content-transfer-encoding",
        "content-disposition", "content-id",
    }
)  # fmt: skip
#: Longest field and longest header kept, in bytes. Long lists of recipients reach some kB; more is an attack.
FIELD_LIMIT = 32_768
_HEADER_LIMIT = 2_000_000
#: Fields of one name that are kept: only the first is read.
_PER_NAME = 2

#: Values of Precedence that say that a mail is sent to many.
TO_MANY = frozenset({"bulk", "list", "junk"})

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)", re.DOTALL)
_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_MBOX_LINE = re.compile(rb">?From ")
_LEADING_BLANK = re.compile(rb"(?:[ \t]*[\r\n])+")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"\s*\Z")
_MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")
_BASE64_ALPHABET = re.compile(rb"[^A-Za-z0-9+/]+")
_PADDING = re.compile(rb"[=\s]*=[=\s]*")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a message that are read: name in lower case, value unfolded and undecoded."""

    fields: tuple[tuple[str, bytes], ...]
    charset: str | None = None
    """The charset in which raw 8-bit values are probably written."""

    def first(self, name: str) -> bytes:
        """The value of the first field of that name that says something; else empty."""
        return next((value for field, value in self.fields if field == name and value), b"")

    def text(self, name: str, limit: int = 1_000) -> str:
        """The decoded and cleaned value on a single line; empty if there is none."""
        return clean_line(decode_words(self.unicode(name)), limit)

    def unicode(self, name: str) -> str:
        """The value with raw bytes decoded and encoded words still encoded."""
        return decode(self.first(name), self.charset)

    def ids(self, name: str) -> tuple[str, ...]:
        """The message identifiers in the value, without angle brackets."""
        return message_ids(self.unicode(name))

    def rebuilt(self) -> bytes:
        """The header as bytes for a parser, with an empty line at its end."""
        lines = (name.encode("ascii") + b": " + value for name, value in self.fields)
        return b"\n".join((*lines, b"", b""))


def _lines(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """Each line without its end, and where the next one starts."""
    position = 0
    while position < min(len(raw), _HEADER_LIMIT):
        line = _LINE.match(raw, position)
        assert line is not None
        position = line.end()
        yield line[1], position


def _known(line: bytes) -> bool:
    field = _FIELD.match(line)
    name = field[1].decode("ascii").lower() if field else ""
    return name in _READ or name.startswith("x-")


def _unfolded(raw: bytes) -> tuple[list[bytes], int]:
    """The fields as single lines, and where the body starts.

    A line that is no field ends the header, unless a field of a known name follows it (mbox, stray text).
    """
    fields: list[bytearray] = []
    start = 0
    for line, end in _lines(raw):
        if not line.strip():
            return [bytes(field) for field in fields], end
        if line[:1] in b" \t" and fields:
            if len(fields[-1]) < FIELD_LIMIT:
                fields[-1] += b" " + line.strip()[:FIELD_LIMIT]
        elif _FIELD.match(line) and not (
            not fields and not _known(line) and b" " in line.split(b":")[0].strip()
        ):
            fields.append(bytearray(line[:FIELD_LIMIT]))
        elif not _MBOX_LINE.match(line) and not _known(raw[end : end + 200].split(b"\n")[0]):
            return [bytes(field) for field in fields], start
        start = end
    return [bytes(field) for field in fields], start


def _upright(raw: bytes) -> bytes:
    """The raw bytes without what stands before the first field, in an encoding that ASCII is part of."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode("utf-8", "replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    blank = _LEADING_BLANK.match(raw)
    raw = raw[blank.end() :] if blank else raw
    return raw.replace(b"\r\r\n", b"\r\n") if b"\r\r\n" in raw[:2_000] else raw


def split(raw: bytes) -> tuple[Header, bytes]:
    """The header and the body of a raw message; either may be empty."""
    raw = _upright(raw)
    lines, start = _unfolded(raw)
    counted: Counter[str] = Counter()
    fields = []
    for line in lines:
        field = _FIELD.match(line)
        name = field[1].decode("ascii").lower() if field else ""
        counted[name] += 1
        if field and name in _READ and counted[name] <= _PER_NAME:
            fields.append((name, field[2].strip()))
    body = raw[start:]
    if len(raw) > _HEADER_LIMIT <= start:
        blank = re.compile(rb"\r?\n\r?\n").search(raw, start)
        body = raw[blank.end() :] if blank else b""
    return Header(tuple(fields)), body


def unbase64(text: bytes) -> bytes:
    """The decoded bytes; what is not base64 is skipped, a cut end is dropped (as mail programs do)."""
    return b"".join(map(_unbase64_run, _PADDING.split(text)))


def _unbase64_run(text: bytes) -> bytes:
    letters = _BASE64_ALPHABET.sub(b"", text)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _word_bytes(encoding: str, text: str) -> bytes:
    octets = text.encode("ascii", "ignore")
    return unbase64(octets) if encoding in "bB" else binascii.a2b_qp(octets, header=True)


def decode_words(text: str) -> str:
    """The text with its encoded words (RFC 2047) decoded.

    Neighbours of the same charset are joined before decoding: many programs cut inside a character.
    """
    pieces: list[tuple[str | None, bytes, str]] = []
    end = 0
    for word in _ENCODED_WORD.finditer(text):
        between = text[end : word.start()]
        octets = _word_bytes(word[2], word[3])
        neighbour = bool(pieces) and _BETWEEN.match(between) is not None
        if not neighbour:
            pieces.append((None, b"", between))
        label = word[1].partition("*")[0].lower()
        if neighbour and pieces[-1][0] == label:
            octets = pieces.pop()[1] + octets
        pieces.append((label, octets, ""))
        end = word.end()
    pieces.append((None, b"", text[end:]))
    return "".join(plain if label is None else decode(octets, label) for label, octets, plain in pieces)


def message_ids(text: str) -> tuple[str, ...]:
    """Message identifiers in a value, each once; bare ones count where none stands in angle brackets."""
    found = _MESSAGE_ID.findall(text) or [word for word in re.split(r"[\s,;<>]+", text) if "@" in word]
    cleaned = ("".join(clean_line(one).split()) for one in found)
    return tuple(dict.fromkeys(one for one in cleaned if one))
