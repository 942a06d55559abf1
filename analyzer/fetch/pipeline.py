"""Several FETCHes in flight on one connection: waiting for answers one by one is what costs on a long line.

Answers to a later command may come before an earlier one is finished (RFC 3501, 5.5), so all of them go into one
pool, and each question takes from it what belongs to its mails once its command has ended.
"""

import imaplib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

from analyzer.fetch.intake import Intake

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
        self._intake = Intake(self._library, self._keep)

    def send(self, uids: Sequence[int], what: str) -> Ticket:
        """Asks for `what` of those mails of the open folder, without waiting."""
        tag = self._library._command("UID", "FETCH", uid_set(uids), f"({what})")  # noqa: SLF001
        self._pool.update((uid, {}) for uid in uids if uid not in self._pool)
        return Ticket(tag, frozenset(uids))

    def take(self, ticket: Ticket) -> dict[int, Answer]:
        """Waits until the command has ended; gives what came for its mails, some of which may be missing.

        Raises as imaplib does: error if the server says no, abort or OSError if the connection is over.
        """
        self._intake.begin()
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
                found = parse_fetch_response(answer, normalise_times=False)
            except _UNREADABLE:
                continue
            for uid, told in found.items():
                self._keep(uid, told)

    def _keep(self, uid: int, told: Mapping[bytes, Any]) -> None:
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
