"""The mails of one folder: first the headers of all, then the text of those that may matter."""

import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from analyzer.domain import Batch, Copy, Cursor, Failure, Folder, Message
from analyzer.errors import MailboxInterrupted
from analyzer.fetch import Memory
from analyzer.fetch.batches import HEAD_BYTES, Pace, in_batches
from analyzer.fetch.imap import (
    MIME_BYTES,
    STRUCTURE,
    TEXT,
    Connection,
    Glimpse,
    Received,
    glimpse,
    moment,
    received,
)
from analyzer.fetch.pipeline import Answer
from analyzer.fetch.structure import Container, outline, rebuilt, sections
from analyzer.fetch.talks import Question, Talk, Told, in_flight

#: Headers and texts on their way at once: some commands hide a round trip of 50 ms behind the transfer.
_DEPTHS = (4, 8)
#: How the answer to TEXT begins.
_TEXT_KEY = b"BODY[]"
#: What a big mail weighs: its sections of text, not its attachments.
_BIG_WEIGHT = 32_768
#: Exchange refuses command lines above 8 kB, RFC 7162 advises clients to stay below 8192 octets.
_LINE_BYTES = 4000
#: So many refused mails and not one given are no broken mails, but a server that does not want to.
_HOPELESS = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail whose header was asked for."""

    uid: int
    glimpse: Glimpse | None
    """None: the server gives no header, so the mail itself is asked for."""
    wanted: bool
    stored: bool = False
    """It lies in another folder too, and is stored from there."""

    @property
    def is_big(self) -> bool:
        """Whether only its texts are fetched."""
        return self.glimpse is not None and self.glimpse.size > HEAD_BYTES

    @property
    def is_fetched(self) -> bool:
        """Whether its text is to come."""
        return self.wanted and not self.stored

    @property
    def is_passed_over(self) -> bool:
        """Whether its header is all that is kept of it."""
        return not self.wanted and not self.stored

    @property
    def weight(self) -> int:
        """About how many bytes are to come."""
        if not self.is_fetched:
            return 0
        return _BIG_WEIGHT if self.is_big or self.glimpse is None else self.glimpse.size


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads one opened folder."""

    connection: Connection
    source: str
    folder: Folder
    where: str
    """Server, user and folder, for messages."""
    validity: str
    reached: int
    memory: Memory
    size: int
    """Mails that a batch begins with. At 1 nothing else is in flight, so that a mail that breaks the line shows."""
    most: int
    """Mails that a batch may grow to."""

    def batches(self, uids: Sequence[int]) -> Iterator[Batch]:
        """Rising UIDs, each in one batch. A mail that is gone by now is in none."""
        pace = Pace(self.size, self.most, time.monotonic)
        ahead, behind = _DEPTHS if self.size > 1 else (1, 1)
        chunks = (self._look(chunk) for chunk in lines(uids, pace.mails))
        seen = chain.from_iterable(in_flight(self.connection, chunks, ahead))
        groups = in_batches(seen, lambda one: one.weight, pace.mails, pace.bytes)
        for batch in in_flight(self.connection, map(self._read, groups), behind):
            yield replace(batch, left=len(uids) - bisect_right(uids, batch.cursor.position))
            pace.received(sum(len(message.raw) for message in batch.messages))

    def _look(self, uids: Sequence[int]) -> Talk[list[Seen]]:
        (told,) = yield [Question(uids, self.connection.heads, b"BODY[HEADER.FIELDS")]
        self._check_hope(told, uids)
        glimpses = {uid: glimpse(answer) for uid, answer in told.got.items()}
        stored = self.memory.stored([found.head for found in glimpses.values() if found])
        return [
            self._seen(uid, glimpses.get(uid), stored)
            for uid in uids
            if uid in glimpses or uid in told.refused
        ]

    def _seen(self, uid: int, found: Glimpse | None, stored: Mapping[str, bool]) -> Seen:
        if found is None:
            return Seen(uid, None, wanted=True)
        wanted = self.memory.wanted(found.header)
        return Seen(uid, found, wanted, stored=found.head in stored and stored[found.head] >= wanted)

    def _read(self, group: Sequence[Seen]) -> Talk[Batch]:
        asked = [one for one in group if one.is_fetched]
        small = [one.uid for one in asked if not one.is_big]
        big = [one.uid for one in asked if one.is_big]
        texts, structures = yield [
            Question(small, TEXT, _TEXT_KEY),
            Question(big, STRUCTURE, b"BODYSTRUCTURE"),
        ]
        self._check_hope(texts, small)
        headers = {one.uid: one.glimpse.header for one in asked if one.glimpse}
        seen = {uid: outline(answer[b"BODYSTRUCTURE"]) for uid, answer in structures.got.items()}
        outlines = {uid: kept for uid, kept in seen.items() if kept}
        plain = [uid for uid in (*structures.got, *structures.refused) if uid not in outlines]
        *parts, beginnings = yield [
            *(_parts(sorted(uids), wanted) for wanted, uids in _by_sections(outlines).items()),
            Question(sorted(plain), TEXT, _TEXT_KEY),
        ]
        got = {uid: received(answer) for told in (texts, beginnings) for uid, answer in told.got.items()}
        for told in parts:
            got |= {uid: _assembled(outlines[uid], headers[uid], answer) for uid, answer in told.got.items()}
        refused = {uid: why for told in (texts, beginnings, *parts) for uid, why in told.refused.items()}
        return self._batch(group, got, refused)

    def _batch(
        self, group: Sequence[Seen], got: Mapping[int, Received | None], refused: Mapping[int, str]
    ) -> Batch:
        messages, failures = [], []
        for one in group:
            mail = got.get(one.uid)
            if mail and mail.raw:
                head = one.glimpse.head if one.glimpse else ""
                messages.append(Message(self.source, self.folder.name, str(one.uid), mail.raw, mail.at, head))
            elif one.uid in refused or mail:
                why = refused.get(one.uid, "the server gave an empty mail")
                failures.append(Failure(self.source, self.folder.name, str(one.uid), why))
        return Batch(
            tuple(messages),
            tuple(failures),
            Cursor(self.validity, max(self.reached, group[-1].uid)),
            tuple(Copy(str(one.uid), one.glimpse.head) for one in group if one.stored and one.glimpse),
            tuple(
                self._passed_over(one.uid, one.glimpse) for one in group if one.is_passed_over and one.glimpse
            ),
        )

    def _passed_over(self, uid: int, found: Glimpse) -> Message:
        return Message(self.source, self.folder.name, str(uid), found.header, None, found.head)

    def _check_hope(self, told: Told, uids: Sequence[int]) -> None:
        if not told.got and len(told.refused) >= _HOPELESS:
            raise MailboxInterrupted(
                f"{self.where}: the server refuses every mail from UID {uids[0]} on: "
                f"{next(iter(told.refused.values()))}; the next run tries again"
            )


def _by_sections(outlines: Mapping[int, Container]) -> Mapping[tuple[str, ...], list[int]]:
    """Mails that have the same sections are asked for together."""
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for uid, kept in outlines.items():
        found[tuple(sections(kept))].append(uid)
    return found


def _parts(uids: Sequence[int], wanted: Sequence[str]) -> Question:
    pieces = (f"BODY.PEEK[{one}.MIME]<0.{MIME_BYTES}> BODY.PEEK[{one}]<0.{HEAD_BYTES}>" for one in wanted)
    return Question(uids, f"INTERNALDATE {' '.join(pieces)}", f"BODY[{wanted[0]}]".encode())


def _assembled(kept: Container, header: bytes, answer: Answer) -> Received:
    pieces = {
        one: (_bytes(answer, f"BODY[{one}.MIME]<0>"), _bytes(answer, f"BODY[{one}]<0>"))
        for one in sections(kept)
    }
    return Received(rebuilt(kept, header, pieces), moment(answer))


def _bytes(answer: Answer, name: str) -> bytes:
    value = answer.get(name.encode())
    return value if isinstance(value, bytes) else b""


def lines(uids: Sequence[int], size: Callable[[], int]) -> Iterator[list[int]]:
    """The UIDs in lists of at most `size()` that fit into one command line."""
    longest = len(str(uids[-1])) + 1 if uids else 1
    start = 0
    while start < len(uids):
        step = min(size(), _LINE_BYTES // longest)
        yield list(uids[start : start + step])
        start += step
