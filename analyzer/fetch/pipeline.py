"""Several FETCHes in flight on one connection: waiting for answers one by one is what costs on a long line.

Answers to a later command may come before an earlier one is finished (RFC 3501, 5.5), so all of them go into one
pool, and each question takes from it what belongs to its mails once its command has ended.
"""

import imaplib
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from imapclient import IMAPClient
from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

#: What comes between the ends of two commands: with six batches of 4 MB in flight no more than 30 MB.
_MOST_BYTES = 128 * 1024 * 1024
#: Lines likewise: a few for each of 500 mails, one for each of some thousand folders.
_MOST_LINES = 100_000
#: No piece that is asked for is longer than 256 kB.
_LONGEST_LITERAL = 2 * 1024 * 1024
#: A server that sends a byte a minute never runs into the time-out of a single read.
_MOST_SECONDS = 900.0
_PIECE = 65_536
#: What parsing an answer against the protocol raises.
_UNREADABLE = (ProtocolError, ValueError, TypeError, IndexError, RecursionError, OverflowError)

Answer = Mapping[bytes, Any]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that was sent."""

    tag: str
    uids: frozenset[int]


class Pipeline:
    """The FETCHes of one connection; nothing else may be fetched on it beside."""

    def __init__(self, client: IMAPClient) -> None:
        self._library: Any = client._imap  # noqa: SLF001 - imapclient has no other way to send without waiting
        self._check = client._checkok  # noqa: SLF001
        self._pool: dict[int, dict[bytes, Any]] = {}
        self._guard = _Guard(self._library)

    def send(self, uids: Sequence[int], what: str) -> Ticket:
        """Asks for `what` of those mails of the open folder, without waiting."""
        tag = self._library._command("UID", "FETCH", uid_set(uids), f"({what})")  # noqa: SLF001
        self._pool.update((uid, {}) for uid in uids if uid not in self._pool)
        return Ticket(tag, frozenset(uids))

    def take(self, ticket: Ticket) -> dict[int, Answer]:
        """Waits until the command has ended; gives what came for its mails, some of which may be missing.

        Raises as imaplib does: error if the server says no, abort or OSError if the connection is over.
        """
        self._guard.begin()
        library = self._library
        try:
            kind, data = library._command_complete("FETCH", ticket.tag)  # noqa: SLF001
            self._check("fetch", kind, data)
        except imaplib.IMAP4.error:
            self._drop(ticket)
            raise
        self._gather(library.untagged_responses.pop("FETCH", []))
        return self._drop(ticket)

    def _gather(self, lines: Iterable[Any]) -> None:
        """Into the pool, each answer by itself: a broken one spoils no other; what nobody asked for is left out."""
        for answer in _answers(lines):
            try:
                found = _quickly(answer) or parse_fetch_response(answer, normalise_times=False)
            except _UNREADABLE:
                continue
            for uid, told in found.items():
                if uid in self._pool:
                    self._pool[uid].update(told)

    def _drop(self, ticket: Ticket) -> dict[int, Answer]:
        taken = {uid: self._pool.pop(uid, {}) for uid in ticket.uids}
        return {uid: told for uid, told in taken.items() if told}


def uid_set(uids: Iterable[int]) -> str:
    """Rising UIDs as IMAP writes them, runs as ranges: 1,2,3,7 is `1:3,7`."""
    runs = (
        [uid for _, uid in run] for _, run in groupby(enumerate(uids), key=lambda place: place[1] - place[0])
    )
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)


def _answers(lines: Iterable[Any]) -> Iterator[list[Any]]:
    """Imaplib gives the pieces before each literal with the literal, then the rest of the line."""
    answer: list[Any] = []
    for piece in lines:
        if piece is not None:
            answer.append(piece)
        if isinstance(piece, bytes):
            yield answer
            answer = []


#: An answer as nearly all servers write it: numbers and a date, then one literal and nothing behind it.
_USUAL = re.compile(
    rb"\d+ \((?:UID (?P<uid>\d+) ?|INTERNALDATE (?P<date>\"[^\"\\]{1,40}\") ?|RFC822\.SIZE (?P<size>\d+) ?"
    rb"|X-GM-MSGID (?P<gmail>\d+) ?|SEQ \d+ ?)+(?P<key>BODY\[[^\]{}]*\](?:<\d+>)?) \{\d+\}"
)


def _quickly(answer: Sequence[Any]) -> dict[int, dict[bytes, Any]]:
    """What the library's parser gives for an answer of the usual form, at a fifth of its time; else nothing."""
    if len(answer) != 2 or answer[1] != b")" or not isinstance(answer[0], tuple):
        return {}
    start, literal = answer[0]
    found = _USUAL.fullmatch(start)
    if found is None or found["uid"] is None:
        return {}
    told: dict[bytes, Any] = {found["key"]: literal}
    told |= {name: int(found[group]) for group, name in _NUMBERS if found[group] is not None}
    if found["date"]:
        told[b"INTERNALDATE"] = parse_to_datetime(found["date"][1:-1], normalise=False)
    return {int(found["uid"]): told}


_NUMBERS = (("size", b"RFC822.SIZE"), ("gmail", b"X-GM-MSGID"))


class _Guard:
    """Bounds what a server can make the library swallow: in a literal, between two answers, and in time."""

    def __init__(self, library: Any) -> None:
        self._read, self._readline, self._send = library.read, library.readline, library.send
        library.read, library.readline, library.send = self.read, self.readline, self.send
        self.begin()

    def begin(self) -> None:
        self._left, self._lines_left = _MOST_BYTES, _MOST_LINES
        self._until = time.monotonic() + _MOST_SECONDS

    def send(self, data: bytes) -> None:
        self.begin()
        self._send(data)

    def read(self, size: int) -> bytes:
        if size > _LONGEST_LITERAL:
            raise imaplib.IMAP4.abort(f"it announces a piece of {size} bytes")
        pieces = []
        while size > 0 and (piece := self._read(min(size, _PIECE))):
            self._count(len(piece))
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def readline(self) -> bytes:
        line: bytes = self._readline()
        self._lines_left -= 1
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0 or self._lines_left < 0:
            raise imaplib.IMAP4.abort("it sends without end")
        if time.monotonic() > self._until:
            raise imaplib.IMAP4.abort("it is too slow")
