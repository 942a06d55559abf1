"""The night's first step: from every mailbox into the store what is new.

What judges headers is imported when a header comes: most nights have none for most folders.
"""

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from analyzer import mailboxes
from analyzer.config import Settings
from analyzer.domain import Batch, Folder, FolderRole
from analyzer.errors import AnalyzerError, LoginRefused, MailboxInterrupted, SourceError
from analyzer.fetch import MailSource, Memory
from analyzer.fetch.opening import open_source
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.settings import Settings as Source
from analyzer.labels import Label
from analyzer.store import Store

log = logging.getLogger(__name__)

#: Told what is going on: step, how many are done, how many there are (None: not known).
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the mailboxes is to be read this time, where it is not all that the settings say."""

    since: date | None = None
    folders: tuple[str, ...] = ()
    limit: int | None = None
    """New mails of each folder of an IMAP mailbox."""


#: What the settings say.
EVERYTHING = Wish()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of it."""

    new: int
    problems: tuple[AnalyzerError, ...]
    """One for each mailbox or folder that could not be read to its end."""


def fetch_all(settings: Settings, store: Store, now: datetime, progress: Progress, wish: Wish) -> Fetched:
    """Every mailbox; one that fails does not stop the others, nor a folder the other folders of its mailbox."""
    desk = _Desk(settings, store, now, progress, wish)
    started = time.monotonic()
    done = [desk.fetch(name) for name in settings.mailbox]
    log.info("fetched %d new mails in %.2f s", sum(one.new for one in done), time.monotonic() - started)
    if not wish.folders:
        store.keep_sources(settings.mailbox)
    return Fetched(sum(one.new for one in done), tuple(problem for one in done for problem in one.problems))


def preview(settings: Settings, store: Store, now: datetime, wish: Wish) -> Iterator[str]:
    """Lines that say what a night would fetch; nothing is stored. Raises SourceError."""
    desk = _Desk(settings, store, now, lambda *_: None, wish)
    for name in settings.mailbox:
        yield from desk.preview(name)


def mails_of(batch: Batch) -> int:
    """How many mails of the folder the batch deals with."""
    return sum(map(len, (batch.messages, batch.failures, batch.copies, batch.passed_over)))


def label_folders(settings: Settings, source: str) -> Mapping[str, Label]:
    """Name of a mail folder, folded, → the label that it stands for."""
    told = getattr(settings.mailbox[source], "label_folders", {})
    return {name.casefold(): label for name, label in told.items()}


@dataclass(frozen=True)
class _Desk:
    """Where mail from all sources is looked through and filed."""

    settings: Settings
    store: Store
    now: datetime
    progress: Progress
    wish: Wish

    def fetch(self, name: str) -> Fetched:
        """Everything new of one mailbox."""
        new, problems, read = 0, list[AnalyzerError](), list[Folder]()
        try:
            with contextlib.closing(open_source(self._settings_of(name))) as source:
                folders = source.folders()
                problems += self._missing(name, folders)
                if not self.wish.folders:
                    self.store.keep_folders(source.name, [folder.name for folder in folders])
                for folder in folders:
                    new += self._folder(source, folder, problems, read)
        except SourceError as error:
            problems.append(error)
        self.store.succeeded(name, read, self.now)
        return Fetched(new, tuple(problems))

    def _settings_of(self, name: str) -> Source:
        found = mailboxes.settings(name, self.settings.mailbox[name], self.now)
        if not isinstance(found, ImapSettings):
            return found
        since, folders = self.wish.since or found.since, self.wish.folders or found.folders
        return replace(found, since=since, folders=folders, limit=self.wish.limit)

    def _folder(
        self, source: MailSource, folder: Folder, problems: list[AnalyzerError], read: list[Folder]
    ) -> int:
        """How many mails are new; notes a folder that was read to its end, and one that the server refuses."""
        new = seen = 0
        labelled = self._is_labelled(source.name, folder)
        cursor = self.store.cursor(source.name, folder.name)
        try:
            for batch in source.fetch(folder, cursor, self._memory(source, folder)):
                new += self.store.add(source.name, folder, batch, restore=labelled)
                seen += mails_of(batch)
                total = None if batch.left is None else seen + batch.left
                self.progress(f"{source.name}: {folder.name}", seen, total)
        except (MailboxInterrupted, LoginRefused):
            raise
        except SourceError as error:
            problems.append(error)
        else:
            if not self.wish.limit:
                read.append(folder)
        return new

    def preview(self, name: str) -> Iterator[str]:
        """A line for each folder: what a night would fetch of it. Raises SourceError."""
        with contextlib.closing(open_source(self._settings_of(name))) as source:
            for folder in source.folders():
                yield self._preview(source, folder)

    def _preview(self, source: MailSource, folder: Folder) -> str:
        wanted = 0

        def count(header: bytes) -> bool:
            nonlocal wanted
            wanted += memory.wanted(header)
            return False

        memory = self._memory(source, folder)
        cursor = self.store.cursor(source.name, folder.name)
        batches = list(source.fetch(folder, cursor, replace(memory, wanted=count)))
        new, whole = sum(map(mails_of, batches)), sum(len(batch.messages) for batch in batches)
        return f"{source.name}: {folder.name}: {new} new mails, {wanted + whole} of them to be fetched whole"

    def _missing(self, name: str, folders: Sequence[Folder]) -> list[AnalyzerError]:
        """What to say of label folders that are not there."""
        there = {folder.name.casefold() for folder in folders}
        missing = [label for label in label_folders(self.settings, name) if label not in there]
        return [
            SourceError(f"{name}: no folder {folder!r}; make it, or mend `label_folders` in config.toml")
            for folder in missing
        ]

    def _is_labelled(self, source: str, folder: Folder) -> bool:
        return folder.name.casefold() in label_folders(self.settings, source)

    def _memory(self, source: MailSource, folder: Folder) -> Memory:
        if self._is_labelled(source.name, folder):
            return Memory(
                keys=lambda: self.store.known(source.name, folder.name),
                failed=lambda: self.store.failed(source.name, folder.name),
                stored=lambda heads: self.store.stored(heads, still=True),
            )
        return Memory(
            keys=lambda: self.store.known(source.name, folder.name),
            failed=lambda: self.store.failed(source.name, folder.name),
            stored=self.store.stored,
            wanted=lambda header: self._passes(header) or folder.role is FolderRole.SENT,
        )

    @cached_property
    def _passes(self) -> Callable[[bytes], bool]:
        """Whether a mail with such a header may be of an application; knows what earlier nights found."""
        from analyzer.read.glance import glance
        from analyzer.track.screen import Screen

        screen = Screen(self.settings.own_addresses())
        for email in self.store.recruiting():
            screen.remember(email)
        return lambda header: screen.passes(glance(header))
