"""The reading end of a connection: bounded, and quick with answers as nearly all servers write them.

imaplib reads an answer in three pieces and matches each against its patterns; of headers there are thousands. Here
they are taken out of one buffer, and imaplib hears only of what has another form.
"""

import imaplib
import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from imapclient.datetime_util import parse_to_datetime

#: What comes between the ends of two commands: with six batches of 4 MB in flight no more than 30 MB.
_MOST_BYTES = 128 * 1024 * 1024
#: Lines likewise: a few for each of 500 mails, one for each of some thousand folders.
_MOST_LINES = 100_000
#: No piece that is asked for is longer than 256 kB.
_LONGEST_LITERAL = 2 * 1024 * 1024
#: A server that sends a byte a minute never runs into the time-out of a single read.
_MOST_SECONDS = 900.0
_PIECE = 65_536
#: Numbers and a date, then one literal and nothing behind it.
_USUAL = re.compile(
    rb"\* \d{1,20} FETCH \((?:UID (?P<uid>\d{1,20}) ?|INTERNALDATE \"(?P<date>[^\"\\\r\n]{1,40})\" ?"
    rb"|RFC822\.SIZE (?P<size>\d{1,20}) ?|X-GM-MSGID (?P<gmail>\d{1,20}) ?|SEQ \d{1,20} ?){1,8}"
    rb"(?P<key>BODY\[[^\]{}\r\n]*\](?:<\d{1,20}>)?) \{(?P<length>\d{1,20})\}\r\n"
)
_END = b")\r\n"
_DATE = re.compile(
    rb"([ \d]\d)-(\w{3})-(\d{4}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d) ([+-](?:0\d|1[0-4])[0-5]\d)"
)
_MONTHS = {
    name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}

#: Told the UID and what was said of it, by name.
Keep = Callable[[int, dict[bytes, Any]], None]


class Intake:
    """Stands between imaplib and the connection that it has open.

    `keep` is given each usual answer; all others imaplib collects, as ever. What a server can make us swallow is
    bounded: in a literal, in a line, between two answers, and in time; beyond it imaplib's abort is raised.
    """

    def __init__(self, library: Any, keep: Keep) -> None:
        self._keep = keep
        # From Python 3.14 on the file has another name, and imaplib a buffer of its own.
        self._file = library._file if hasattr(library, "_file") else library.file  # noqa: SLF001
        self._ready = bytearray().join(getattr(library, "_readbuf", ()))
        """What has come and is not taken yet."""
        self._send, self._one_answer = library.send, library._get_response  # noqa: SLF001
        library.read, library.readline, library.send = self.read, self.readline, self.send
        library._get_response = self.next_answer  # noqa: SLF001
        self.begin()

    def begin(self) -> None:
        """Bounds count from here on."""
        self._left, self._lines_left = _MOST_BYTES, _MOST_LINES
        self._until = time.monotonic() + _MOST_SECONDS

    def send(self, data: bytes) -> None:
        """Sends a command."""
        self.begin()
        self._send(data)

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end of the connection."""
        if size > _LONGEST_LITERAL:
            raise imaplib.IMAP4.abort(f"it announces a piece of {size} bytes")
        self._holds(size)
        return self._taken(size)

    def readline(self) -> bytes:
        """To the end of the line; less at the end of the connection."""
        self._count_lines(1)
        return self._taken(self._line_end() or len(self._ready))

    def next_answer(self) -> Any:
        """Takes what has the usual form, then lets imaplib read one answer."""
        while self._usual():
            pass
        return self._one_answer()

    def _usual(self) -> bool:
        """Whether there was an answer of the usual form, which is taken and kept then."""
        if not self._line_end():
            return False
        found = _USUAL.match(self._ready)
        if found is None or found["uid"] is None or int(found["length"]) > _LONGEST_LITERAL:
            return False
        start, uid, told = found.end(), int(found["uid"]), _told(found)
        end = start + int(found["length"])
        if not self._holds(end + len(_END)) or not self._ready.startswith(_END, end):
            return False
        told[found["key"]] = bytes(self._ready[start:end])
        del self._ready[: end + len(_END)]
        self._count_lines(2)
        self._keep(uid, told)
        return True

    def _line_end(self) -> int:
        """Where the first line ends, waited for; 0: the connection ends before."""
        searched = 0
        while not (end := self._ready.find(b"\n", searched) + 1):
            searched = len(self._ready)
            if searched > imaplib._MAXLINE:  # type: ignore[attr-defined]  # noqa: SLF001
                raise imaplib.IMAP4.abort("it sends a line without end")
            if not self._more():
                return 0
        return end

    def _holds(self, size: int) -> bool:
        """Whether so many bytes are there, after waiting for them."""
        while len(self._ready) < size:
            if not self._more():
                return False
        return True

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        return taken

    def _more(self) -> bool:
        """Waits for more; False at the end of the connection."""
        piece = self._file.read1(_PIECE)
        self._ready += piece
        self._left -= len(piece)
        if self._left < 0:
            raise imaplib.IMAP4.abort("it sends without end")
        if time.monotonic() > self._until:
            raise imaplib.IMAP4.abort("it is too slow")
        return bool(piece)

    def _count_lines(self, lines: int) -> None:
        self._lines_left -= lines
        if self._lines_left < 0:
            raise imaplib.IMAP4.abort("it sends without end")


def _told(found: re.Match[bytes]) -> dict[bytes, Any]:
    """What an answer of the usual form says, but for its literal."""
    told: dict[bytes, Any] = {name: int(found[group]) for group, name in _NUMBERS if found[group] is not None}
    if found["date"]:
        told[b"INTERNALDATE"] = _moment(found["date"])
    return told


_NUMBERS = (("size", b"RFC822.SIZE"), ("gmail", b"X-GM-MSGID"))


def _moment(date: bytes) -> datetime | None:
    """What the library reads in the date; a date written as RFC 3501 says costs a tenth of its time."""
    found = _DATE.fullmatch(date)
    try:
        if found and found[2] in _MONTHS:
            day, _, year, *rest = (part.decode() for part in found.groups())
            return datetime.fromisoformat(
                f"{year}-{_MONTHS[found[2]]:02}-{day.replace(' ', '0')}T{''.join(rest)}"
            )
        told: datetime = parse_to_datetime(date, normalise=False)
    except ValueError:
        return None
    return told
