"""A mailbox on an IMAP server: its folders, what is new in them, and what is done when the line breaks."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar

import tenacity

from analyzer.domain import Batch, Cursor, Failure, Folder
from analyzer.errors import LoginRefused, MailboxInterrupted, SourceError
from analyzer.fetch import Memory
from analyzer.fetch.auth import account, password_for, token_by_command
from analyzer.fetch.folders import Listed, chosen, named, with_also
from analyzer.fetch.imap import Connection, FolderState
from analyzer.fetch.probe import Counted, Probe
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.sync import Reading
from analyzer.fetch.trouble import Lost, Refused

log = logging.getLogger(__name__)

#: How often in all something is tried before the next night's turn comes.
TRIES = 6
#: Seconds of the first pause and of the longest; each is twice the one before, and up to a second longer by chance,
#: so that many clients do not come back at the same moment.
_PAUSE, _LONGEST_PAUSE = 1, 30
#: Each time with fewer mails at once: old servers drop the line on commands that are long or costly to them.
_SHRINK = 8
#: A mail at which the line breaks so often while it is alone on it is left to another night; so many of them, and
#: it is not the mails.
_BREAKS, _MOST_BREAKING = 2, 3
#: Servers compare days in their own time zone, some a day off; mails before `since` do no harm.
_EARLIER = timedelta(days=2)
#: RFC 9738: Yahoo announces MESSAGELIMIT=1000 and answers for no more mails in one command.
_LIMIT = "MESSAGELIMIT="
_MOST_WINDOWS = 5_000

T = TypeVar("T")


class ImapSource:
    """Mail from an IMAP server; the connection is made when first needed."""

    def __init__(
        self,
        settings: ImapSettings,
        environ: Mapping[str, str] | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = settings.name
        self.settings = settings
        self._environ = os.environ if environ is None else environ
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Lost),
            stop=tenacity.stop_after_attempt(TRIES),
            wait=_wait,
            sleep=pause,
            reraise=True,
        )
        self._password: str | None = None
        self._renewed = False
        self.taken = 0
        """Bytes of mail received."""
        self._connection: Connection | None = None
        self._listed: dict[str, tuple[Listed, str]] = {}
        self._states: dict[str, FolderState] | None = None
        self.without_validity = f"none-{time.time_ns()}"

    def folders(self) -> Sequence[Folder]:
        """Those named in the settings, else Sent, all mail or every mail folder, and Junk if asked for."""
        listed = [one for one, _ in self._folders().values()]
        asked = self.settings.folders
        read = named(listed, asked, self.name) if asked else chosen(listed, junk=self.settings.junk)
        return with_also(read, listed, self.settings.also)

    def fetch(self, folder: Folder, cursor: Cursor | None, memory: Memory) -> Iterator[Batch]:
        """New mails by rising UID, each batch once; a lost connection is made anew, with fewer mails at once."""
        course = _Course(self, folder, cursor, memory)
        while (batch := self._tried(course.next, self.where(folder))) is not None:
            yield batch

    def probe(self) -> Probe:
        """Logs in and counts the mails of each folder. Raises SourceError, LoginRefused when that fails."""
        # Somebody waits for the answer, who can ask again.
        self._retrying = self._retrying.copy(stop=tenacity.stop_after_attempt(1))
        folders = self.folders()
        read = {folder.name for folder in folders}
        counted = tuple(Counted(folder, self._count(folder)) for folder in folders)
        left_out = tuple(name for name in self._listed if name not in read)
        return Probe(self.name, counted, left_out, self.open().capabilities)

    def close(self) -> None:
        """Logs out; may be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def open(self) -> Connection:
        """The connection, made if there is none. Raises Lost, SourceError."""
        if self._connection is None:
            try:
                self._connection = Connection(self.settings, self._secret())
            except LoginRefused:
                if self.settings.oauth is None or self._renewed:
                    raise
                # A token may be taken back before its hour is over; a password is never tried twice.
                self._renewed = True
                self._connection = Connection(self.settings, self._secret())
        return self._connection

    def _secret(self) -> str:
        """The password, asked for once; a token, which may have run out since the last connection."""
        if self.settings.oauth is not None:
            from analyzer.fetch.oauth import access_token

            return access_token(self.settings, fresh=self._renewed)
        if self.settings.token_command:
            return token_by_command(self.settings)
        if self._password is None:
            self._password = password_for(self.settings, self._environ)
        return self._password

    def drop(self) -> None:
        """Forgets the connection."""
        if self._connection is not None:
            self._connection.drop()
            self._connection = None

    def sent_as(self, folder: Folder) -> str:
        """The name by which the server knows the folder."""
        folders = self._folders()
        if folder.name not in folders:
            named([one for one, _ in folders.values()], [folder.name], self.name)
        return folders[folder.name][1]

    def state(self, folder: Folder) -> FolderState | None:
        """What the server said of the folder when all were asked about at once; None: nothing."""
        if self._states is None:
            self._states = self.open().states([self.sent_as(one) for one in self.folders()])
        return self._states.get(self.sent_as(folder))

    def check_budget(self) -> None:
        """Raises MailboxInterrupted once a night's bytes have been taken."""
        if self.taken > self.settings.budget:
            raise MailboxInterrupted(
                f"{account(self.settings)}: {self.taken / 1e6:.0f} MB are enough for one night, so that the provider "
                "does not shut us out; the next run goes on"
            )

    def where(self, folder: Folder) -> str:
        """Account and folder, for messages."""
        return f"{account(self.settings)}, folder {folder.name!r}"

    def _folders(self) -> dict[str, tuple[Listed, str]]:
        if not self._listed:
            self._listed = self._tried(self._list, account(self.settings))
        return self._listed

    def _list(self) -> dict[str, tuple[Listed, str]]:
        try:
            return self.open().listed()
        except Lost:
            self.drop()
            raise

    def _count(self, folder: Folder) -> int | None:
        state = self._tried(lambda: self.state(folder), self.where(folder))
        return state.exists if state else None

    def _tried(self, ask: Callable[[], T], where: str) -> T:
        """What it gives, after as many tries as it needs. Raises MailboxInterrupted, SourceError."""
        try:
            return self._retrying(ask)
        except Lost as lost:
            tried = self._retrying.statistics.get("attempt_number", 1)
            kept = f"; tried {tried} times. What was read is kept; the next run goes on" if tried > 1 else ""
            raise MailboxInterrupted(f"{where}: {lost}{kept}") from None
        except Refused as refused:
            raise SourceError(f"{where}: the server refuses it: {refused}") from None


_JITTERED = tenacity.wait_exponential_jitter(initial=_PAUSE, max=_LONGEST_PAUSE)


def _wait(retry: tenacity.RetryCallState) -> float:
    """Seconds to the next try: what the server asks for, at least what grows with the tries."""
    lost = retry.outcome.exception() if retry.outcome else None
    log.info("%s; trying again", lost)
    return max(lost.wait if isinstance(lost, Lost) else 0.0, _JITTERED(retry))


@dataclass(frozen=True, slots=True)
class _Position:
    """How far a folder is read, seen from a connection in which it is open."""

    validity: str
    uid: int
    since: date | None
    """Of the first run over the folder: mail that arrived before is not wanted."""


class _Course:
    """The reading of one folder, over as many connections as it takes."""

    def __init__(self, source: ImapSource, folder: Folder, cursor: Cursor | None, memory: Memory) -> None:
        self._source, self._folder, self._memory = source, folder, memory
        self._cursor = self._reached = cursor
        self._size = source.settings.batch
        self._running: Iterator[Batch] | None = None
        self._first: int | None = None
        """The first mail asked for on this connection, until something of it came."""
        self._breaks: dict[int, int] = {}
        self._given_up: set[int] = set()
        """Mails that were told to break the line: not asked for again tonight."""
        self._left = source.settings.limit
        self._gone: tuple[str, ...] = ()

    def next(self) -> Batch | None:
        """The next batch; None after the last one. Raises Lost, and can be asked again then."""
        try:
            self._running = self._running or self._begun()
            self._source.check_budget()
            batch = next(self._running, None)
        except Lost as lost:
            self._note(lost)
            raise
        if batch is not None:
            self._first, self._reached = None, batch.cursor
            self._source.taken += sum(len(message.raw) for message in (*batch.messages, *batch.passed_over))
        return batch

    def _note(self, lost: Lost) -> None:
        self._source.drop()
        self._running = None
        if lost.broke and self._first is not None and self._size == 1:
            self._breaks[self._first] = self._breaks.get(self._first, 0) + 1
        self._size = max(1, self._size // _SHRINK)

    def _begun(self) -> Iterator[Batch]:
        connection = self._source.open()
        if not self._memory.failed() and self._is_unchanged():
            return iter(())
        opened = connection.examine(self._source.sent_as(self._folder))
        position = self._position(opened)
        uids = self._uids(connection, opened, position)
        breaking = self._breaking(uids)
        uids = [uid for uid in uids if uid not in breaking]
        self._first = uids[0] if uids else None
        limit = _limit(connection.capabilities) or self._source.settings.batch
        reading = Reading(
            connection,
            self._source.name,
            self._folder,
            self._source.where(self._folder),
            position.validity,
            position.uid,
            self._memory,
            min(self._size, limit),
            min(self._source.settings.batch, limit),
        )
        log.debug("%s: %d new in %r", self._source.name, len(uids), self._folder.name)
        return chain(
            self._settled(breaking, position),
            reading.batches(uids),
            self._end(opened, position, uids),
        )

    def _is_unchanged(self) -> bool:
        """Whether STATUS says that nothing is there or nothing came: the folder need not even be opened."""
        state, reached = self._source.state(self._folder), self._reached
        if state is None or state.next_uid is None or state.validity is None:
            return False
        if reached is None:
            return state.exists == 0
        return reached.validity == str(state.validity) and reached.position >= state.next_uid - 1

    def _position(self, opened: FolderState) -> _Position:
        validity = self._source.without_validity if opened.validity is None else str(opened.validity)
        cursor, reached, since = self._cursor, self._reached, self._source.settings.since
        resumed = cursor is not None and cursor.validity == validity
        return _Position(
            validity,
            reached.position if reached is not None and reached.validity == validity else 0,
            None if resumed or since is None else since - _EARLIER,
        )

    def _uids(self, connection: Connection, opened: FolderState, position: _Position) -> list[int]:
        """UIDs above the position, rising, without those already stored, and those that failed before."""
        resumed = self._cursor is not None and self._cursor.validity == position.validity
        known = self._memory.keys() if resumed else frozenset()
        failed = {int(key) for key in self._memory.failed()} - self._given_up if resumed else set()
        again = connection.still_there(sorted(failed)) if failed else set()
        self._gone = tuple(str(uid) for uid in sorted(failed - again))
        found: set[int] = set()
        for first, last in _windows(opened, position.uid + 1, _limit(connection.capabilities)):
            found.update(connection.search(first, last, position.since))
        new = sorted(uid for uid in found if uid > position.uid and str(uid) not in known)
        return sorted(again.difference(new)) + new[: self._left]

    def _breaking(self, uids: Sequence[int]) -> list[int]:
        """Mails at which the line broke again and again. Raises MailboxInterrupted if it does at too many."""
        if sum(count >= _BREAKS for count in self._breaks.values()) > _MOST_BREAKING:
            raise MailboxInterrupted(
                f"{self._source.where(self._folder)}: the connection breaks at mail after mail; the next run goes on"
            )
        return [uid for uid in uids if self._breaks.get(uid, 0) >= _BREAKS]

    def _settled(self, breaking: Sequence[int], position: _Position) -> Iterator[Batch]:
        """What is known before anything is asked for: which mails break the line, which failures are gone."""
        why = "the connection breaks at it; a later run tries again"
        failures = tuple(Failure(self._source.name, self._folder.name, str(uid), why) for uid in breaking)
        self._given_up.update(breaking)
        if failures or self._gone:
            reached = Cursor(position.validity, max(position.uid, *breaking, 0))
            yield Batch((), failures, reached, gone=self._gone)

    def _end(self, opened: FolderState, position: _Position, uids: Sequence[int]) -> Iterator[Batch]:
        """Moves on to the end if the last mails of the folder are gone, so that nothing new is seen as nothing."""
        last = max([position.uid, *uids])
        if self._left is None and opened.next_uid is not None and last < opened.next_uid - 1:
            yield Batch((), (), Cursor(position.validity, opened.next_uid - 1))


def _windows(opened: FolderState, first: int, limit: int | None) -> list[tuple[int, int | None]]:
    """Ranges of UIDs to be searched one by one; None: to the end."""
    if limit is None or opened.next_uid is None:
        return [(first, None)]
    last = opened.next_uid - 1
    if (last - first) // limit > _MOST_WINDOWS:
        raise Refused(f"it numbers its mails up to {last}, and answers for {limit} at a time")
    return [(low, min(low + limit - 1, last)) for low in range(first, last + 1, limit)]


def _limit(capabilities: Sequence[str]) -> int | None:
    """How many mails one command may cover (RFC 9738); None: any number."""
    found = (name.removeprefix(_LIMIT) for name in capabilities if name.startswith(_LIMIT))
    return next((int(number) for number in found if number.isdecimal() and int(number)), None)
