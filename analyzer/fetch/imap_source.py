"""A mailbox on an IMAP server: what is read of it, in what portions, and what is done when that fails."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from analyzer.domain import Batch, Cursor, Failure, Folder, Message
from analyzer.errors import MailboxInterrupted, SourceError
from analyzer.fetch.auth import account, password_for
from analyzer.fetch.batches import WHOLE_BYTES, in_batches, taken
from analyzer.fetch.folders import Listed, chosen, named
from analyzer.fetch.imap import Connection, Opened, Received
from analyzer.fetch.probe import Counted, Probe
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.trouble import Lost, Refused

log = logging.getLogger(__name__)

#: How often a lost connection is made anew without a batch in between.
RETRIES = 2
#: Each time with fewer mails at once: old servers drop the line on commands that are long or costly to them.
_SHRINK = 8
#: Servers compare days in their own time zone, some a day off; mails before `since` do no harm.
_EARLIER = timedelta(days=2)
#: Exchange refuses command lines above 8 kB, RFC 7162 advises clients to stay below 8192 octets.
_LINE_BYTES = 4000
#: imaplib takes no line over 1,000,000 bytes: 125,000 UIDs of seven digits in the answer to a search.
_SEARCH_WINDOW = 50_000
#: RFC 9738: Yahoo announces MESSAGELIMIT=1000 and answers for no more mails in one command.
_LIMIT = "MESSAGELIMIT="
#: So many refused mails and not one given are no broken mails, but a server that does not want to.
_HOPELESS = 10

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Position:
    """How far a folder is read, seen from a connection in which it is open."""

    validity: str
    uid: int
    since: date | None
    """Of the first run over the folder: mail that arrived before is not wanted."""
    known: AbstractSet[str]


class ImapSource:
    """Mail from an IMAP server; the connection is made when first needed."""

    def __init__(
        self,
        settings: ImapSettings,
        environ: Mapping[str, str] | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = settings.name
        self._settings = settings
        self._environ = os.environ if environ is None else environ
        self._pause = pause
        self._password: str | None = None
        self._connection: Connection | None = None
        self._listed: dict[str, tuple[Listed, str]] = {}
        self._without_validity = f"none-{time.time_ns()}"

    def folders(self) -> Sequence[Folder]:
        """Those named in the settings, else Sent, all mail or every mail folder, and Junk if asked for."""
        listed = [one for one, _ in self._folders().values()]
        if self._settings.folders:
            return named(listed, self._settings.folders, self.name)
        return chosen(listed, junk=self._settings.junk)

    def fetch(
        self, folder: Folder, cursor: Cursor | None, known: Callable[[], AbstractSet[str]]
    ) -> Iterator[Batch]:
        """New mails by rising UID, each batch once, over up to RETRIES lost connections in a row."""
        reached, losses, size = cursor, 0, self._settings.batch
        while True:
            try:
                for batch in self._new(folder, cursor, reached, known, size):
                    yield batch
                    reached, losses = batch.cursor, 0
            except Lost as lost:
                self._drop()
                losses += 1
                if losses > RETRIES:
                    raise self._given_up(folder, lost) from None
                log.info("%s: %s; trying again", self.name, lost)
                self._pause(max(lost.wait, 2.0 ** (losses - 1)))
                size = max(1, size // _SHRINK)
            except Refused as refused:
                raise SourceError(f"{self._where(folder)}: the server refuses it: {refused}") from None
            else:
                return

    def probe(self) -> Probe:
        """Logs in and counts the mails of each folder. Raises SourceError, LoginRefused when that fails."""
        folders = self.folders()
        read = {folder.name for folder in folders}
        counted = tuple(Counted(folder, self._count(folder)) for folder in folders)
        left_out = tuple(name for name in self._listed if name not in read)
        return Probe(self.name, counted, left_out, self._open().capabilities)

    def close(self) -> None:
        """Logs out; may be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _new(
        self,
        folder: Folder,
        cursor: Cursor | None,
        reached: Cursor | None,
        known: Callable[[], AbstractSet[str]],
        size: int,
    ) -> Iterator[Batch]:
        connection = self._open()
        opened = connection.examine(self._sent_as(folder))
        position = self._position(opened, cursor, reached, known)
        if opened.next_uid is not None and position.uid >= opened.next_uid - 1:
            return
        uids = _new_uids(connection, opened, position)
        log.debug("%s: %d new in %r", self.name, len(uids), folder.name)
        for line in _lines(uids, min(size, _limit(connection.capabilities) or size)):
            sizes, _ = _asked(connection.sizes, line)
            for group in in_batches(line, lambda uid: taken(sizes.get(uid, 0))):  # noqa: B023 - used at once
                yield self._batch(connection, folder, position.validity, group, sizes)

    def _position(
        self,
        opened: Opened,
        cursor: Cursor | None,
        reached: Cursor | None,
        known: Callable[[], AbstractSet[str]],
    ) -> _Position:
        validity = self._without_validity if opened.validity is None else str(opened.validity)
        resumed = cursor is not None and cursor.validity == validity
        since = self._settings.since
        return _Position(
            validity,
            reached.position if reached is not None and reached.validity == validity else 0,
            None if resumed or since is None else since - _EARLIER,
            known() if resumed else frozenset(),
        )

    def _batch(
        self,
        connection: Connection,
        folder: Folder,
        validity: str,
        uids: Sequence[int],
        sizes: Mapping[int, int],
    ) -> Batch:
        """What came back for the UIDs, and a failure for each one that did not come."""
        big = [uid for uid in uids if sizes.get(uid, 0) > WHOLE_BYTES]
        whole, refused = _asked(connection.mails, [uid for uid in uids if uid not in big])
        heads, refused_too = _asked(connection.heads, big)
        got, reasons = whole | heads, refused | refused_too
        if not got and len(reasons) >= _HOPELESS:
            raise MailboxInterrupted(
                f"{self._where(folder)}: the server refuses every mail from UID {uids[0]} on: {reasons[uids[0]]}; "
                "the next run tries again"
            )
        messages = [self._message(folder, uid, got[uid]) for uid in uids if uid in got and got[uid].raw]
        failures = [
            Failure(self.name, folder.name, str(uid), _why(uid, got, reasons))
            for uid in uids
            if uid not in got or not got[uid].raw
        ]
        return Batch(tuple(messages), tuple(failures), Cursor(validity, uids[-1]))

    def _message(self, folder: Folder, uid: int, mail: Received) -> Message:
        return Message(self.name, folder.name, str(uid), mail.raw, mail.at)

    def _folders(self) -> dict[str, tuple[Listed, str]]:
        if not self._listed:
            try:
                self._listed = self._open().listed()
            except (Lost, Refused) as trouble:
                self._drop()
                kind = MailboxInterrupted if isinstance(trouble, Lost) else SourceError
                raise kind(f"{account(self._settings)}: {trouble}") from None
        return self._listed

    def _sent_as(self, folder: Folder) -> str:
        """The name by which the server knows the folder."""
        folders = self._folders()
        if folder.name not in folders:
            named([one for one, _ in folders.values()], [folder.name], self.name)
        return folders[folder.name][1]

    def _count(self, folder: Folder) -> int | None:
        try:
            return self._open().count(self._sent_as(folder))
        except Refused:
            return None
        except Lost as lost:
            self._drop()
            raise MailboxInterrupted(f"{self._where(folder)}: {lost}") from None

    def _open(self) -> Connection:
        if self._connection is None:
            if self._password is None:
                self._password = password_for(self._settings, self._environ)
            self._connection = Connection(self._settings, self._password)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.drop()
            self._connection = None

    def _where(self, folder: Folder) -> str:
        return f"{account(self._settings)}, folder {folder.name!r}"

    def _given_up(self, folder: Folder, lost: Lost) -> SourceError:
        return MailboxInterrupted(
            f"{self._where(folder)}: {lost}; tried {RETRIES + 1} times. What was read is kept; the next run goes on"
        )


def _new_uids(connection: Connection, opened: Opened, position: _Position) -> list[int]:
    """UIDs above the position, rising, without those already stored."""
    found: set[int] = set()
    for first, last in _windows(opened, position.uid + 1, _limit(connection.capabilities)):
        found.update(connection.search(first, last, position.since))
    return sorted(uid for uid in found if uid > position.uid and str(uid) not in position.known)


def _windows(opened: Opened, first: int, limit: int | None) -> list[tuple[int, int | None]]:
    """Ranges of UIDs to be searched one by one; None: to the end."""
    width = limit or (_SEARCH_WINDOW if opened.exists > _SEARCH_WINDOW else None)
    if width is None or opened.next_uid is None:
        return [(first, None)]
    last = opened.next_uid - 1
    return [(low, min(low + width - 1, last)) for low in range(first, last + 1, width)]


def _limit(capabilities: Sequence[str]) -> int | None:
    """How many mails one command may cover (RFC 9738); None: any number."""
    found = (name.removeprefix(_LIMIT) for name in capabilities if name.startswith(_LIMIT))
    return next((int(number) for number in found if number.isdecimal() and int(number)), None)


def _lines(uids: Sequence[int], size: int) -> Iterator[list[int]]:
    """The UIDs in lists of at most `size` that fit into one command line."""
    longest = len(str(uids[-1])) + 1 if uids else 1
    step = min(size, _LINE_BYTES // longest)
    for start in range(0, len(uids), step):
        yield list(uids[start : start + step])


def _asked(
    ask: Callable[[Sequence[int]], dict[int, V]], uids: Sequence[int]
) -> tuple[dict[int, V], dict[int, str]]:
    """What the server gives for the UIDs, and why it refuses the others; one that it passes over is in neither.

    A refused list is asked for in halves, down to the mail that spoils it (Yahoo refuses single mails for ever); a
    mail passed over is asked for once more by itself, since not coming back does not mean that it is gone.
    """
    if not uids:
        return {}, {}
    try:
        got = ask(uids)
    except Refused as refused:
        if len(uids) == 1:
            return {}, {uids[0]: str(refused)}
        half = len(uids) // 2
        (got, reasons), (more, others) = _asked(ask, uids[:half]), _asked(ask, uids[half:])
        return got | more, reasons | others
    if len(uids) == 1:
        return got, {}
    reasons = {}
    for uid in (uid for uid in uids if uid not in got):
        more, others = _asked(ask, [uid])
        got, reasons = got | more, reasons | others
    return got, reasons


def _why(uid: int, got: Mapping[int, Received], reasons: Mapping[int, str]) -> str:
    if uid in got:
        return "the server gave an empty mail"
    return f"the server refuses it: {reasons[uid]}" if uid in reasons else "the server did not give it"
