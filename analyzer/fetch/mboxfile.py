"""Where the mails of an mbox file begin and end, and what stands in them."""

import email.errors
import email.header
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from analyzer.fetch.batches import taken
from analyzer.fetch.folders import Purpose, purpose_named

#: The line before each mail (RFC 4155 appendix A): `From `, a sender without blanks, a date as by asctime. Newer
#: Thunderbirds write `From ` alone; that one counts only after an empty line and before a header.
_SEPARATOR = re.compile(
    rb"From (?:\S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,200}|(?P<bare>-? *))\r?\n"
)
_AFTER_EMPTY_LINE = re.compile(rb"(?:\A|\n)(?:\r?\n)?\Z")
_HEADER = re.compile(rb"[!-9;-~]+:")
#: Body lines that look like a separator were written with a `>` in front (mboxrd; mboxo if they had none).
_QUOTED_FROM = re.compile(rb"\n>(>*From )")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_ENDED = re.compile(rb"\n\r?\n\Z")
_LABELS = re.compile(rb"^X-Gmail-Labels:((?:[^\r\n]|\r?\n[ \t])*)", re.MULTILINE | re.IGNORECASE)
#: Headers that mail programs change in place.
_CHANGING = re.compile(
    rb"^(?:Status|X-Status|X-Keywords|X-UID|X-Mozilla-[\w-]+|X-Gmail-Labels|Content-Length|Lines):"
    rb"(?:[^\r\n]|\r?\n[ \t])*\r?\n",
    re.MULTILINE | re.IGNORECASE,
)
_CHUNK = 1024 * 1024
#: Longer than a separator with the lines around it.
_OVERLAP = 2048
#: More than the header of any honest mail.
_HEADER_BYTES = 64 * 1024
#: As Thunderbird and Unix write it, and as Gmail's Takeout does.
_DATES = ("%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y")
#: Of several labels the first of these decides: a draft that was thrown away is thrown away.
_DECIDING = (Purpose.TRASH, Purpose.DRAFTS, Purpose.JUNK, Purpose.SENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail in the file: from the first byte of its separator to that of the next one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry holds."""

    raw: bytes
    """The mail without its separator and the quoting of `From `."""
    at: datetime | None
    """The date of the separator, in UTC."""


def entries(file: int, begin: int, end: int) -> Iterator[Entry]:
    """The mails between two positions of an open file."""
    start = None
    for position in _separators(file, begin, end):
        if start is not None:
            yield Entry(start, position)
        start = position
    if start is not None:
        yield Entry(start, end)


def is_mbox(file: int) -> bool:
    """Whether the file begins as an mbox does; an empty one does too."""
    beginning = os.pread(file, _OVERLAP, 0).lstrip()
    return not beginning or _SEPARATOR.match(beginning) is not None


def goes_on(file: int, position: int, size: int) -> bool:
    """Whether mail may be read from the position on: a separator stands there, or the file ends there."""
    following = os.pread(file, _OVERLAP, position).lstrip(b"\r\n")
    return position <= size and (not following or following.startswith(b"From "))


def is_ended(file: int, entry: Entry) -> bool:
    """Whether the empty line that ends a mail is there."""
    return _ENDED.search(os.pread(file, 4, max(entry.end - 4, entry.start))) is not None


def fingerprint(file: int) -> str:
    """A name for the file by the header of its first mail: it stays when mail is added, or marked as read."""
    head = _EMPTY_LINE.split(os.pread(file, _HEADER_BYTES, 0).lstrip(), maxsplit=1)[0] + b"\n"
    return hashlib.sha256(_CHANGING.sub(b"", head)).hexdigest()[:16]


def content(file: int, entry: Entry) -> Content:
    """The mail of an entry, or the first HEAD_BYTES of a very big one. Raises ValueError if it is empty."""
    separator, _, raw = os.pread(file, taken(entry.end - entry.start), entry.start).partition(b"\n")
    if not raw.strip():
        raise ValueError("there is nothing between two separators")
    raw = _ENDED.sub(b"\n", raw)
    return Content(_QUOTED_FROM.sub(rb"\n\1", raw), _moment(separator))


def purpose(file: int, entry: Entry) -> Purpose | None:
    """What the mail of an entry is by Gmail's labels; None if it has none."""
    head = os.pread(file, min(entry.end - entry.start, _HEADER_BYTES), entry.start)
    found = _LABELS.search(_EMPTY_LINE.split(head, maxsplit=1)[0])
    if found is None:
        return None
    purposes = {purpose_named(label.strip(' "')) for label in _decoded(found[1]).split(",")}
    return next((purpose for purpose in _DECIDING if purpose in purposes), Purpose.MAIL)


def _separators(file: int, begin: int, end: int) -> Iterator[int]:
    for at in range(begin, end, _CHUNK):
        before = min(at, 4)
        window = os.pread(file, min(_CHUNK + _OVERLAP, end - at) + before, at - before)
        for place in _lines_with_from(window, before):
            if place >= before + _CHUNK:
                break
            match = _SEPARATOR.match(window, place)
            if match and (match["bare"] is None or _is_bare_separator(window, match)):
                yield at - before + place


def _lines_with_from(window: bytes, first: int) -> Iterator[int]:
    """Where lines begin with `From `, from `first` on; searched as plain bytes, ten times as fast as by a regex."""
    if first == 0 and window.startswith(b"From "):
        yield 0
    place = window.find(b"\nFrom ", max(0, first - 1))
    while place >= 0:
        yield place + 1
        place = window.find(b"\nFrom ", place + 1)


def _is_bare_separator(window: bytes, match: re.Match[bytes]) -> bool:
    follows = _AFTER_EMPTY_LINE.search(window[max(0, match.start() - 3) : match.start()])
    return follows is not None and _HEADER.match(window, match.end()) is not None


def _decoded(header: bytes) -> str:
    """Header text with its encoded words (RFC 2047) decoded as far as they can be."""
    text = b" ".join(header.split()).decode("utf-8", "replace")
    try:
        return str(email.header.make_header(email.header.decode_header(text)))
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return text


def _moment(separator: bytes) -> datetime | None:
    """A date without zone is UTC (RFC 4155)."""
    words = separator.decode("ascii", "replace").split()
    for form in _DATES:
        try:
            moment = datetime.strptime(" ".join(words[2:]), form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
