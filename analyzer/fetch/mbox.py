"""One mbox file: Gmail's Takeout, a folder of Thunderbird, a spool file."""

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analyzer.domain import Batch, Cursor, Failure, Folder, FolderRole, Message
from analyzer.errors import SourceError
from analyzer.fetch import Memory
from analyzer.fetch.batches import in_batches, taken
from analyzer.fetch.files import cannot_be_read, printable
from analyzer.fetch.folders import Listed, Purpose, chosen, named, purpose_named
from analyzer.fetch.mboxfile import (
    Content,
    Entry,
    content,
    entries,
    fingerprint,
    goes_on,
    is_ended,
    is_mbox,
    purpose,
)
from analyzer.fetch.probe import Counted, Probe
from analyzer.fetch.settings import MboxSettings

#: Takeout labels every mail, so the first ones tell.
_LABELLED_WITHIN = 20
#: A last mail without the empty line after it may still be being written; once it has lain so long, it is whole.
_WRITING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _Opened:
    file: int
    size: int
    changed: float


class MboxSource:
    """Mail from an mbox file; the key is the byte at which a mail begins."""

    def __init__(self, settings: MboxSettings, now: Callable[[], float] = time.time) -> None:
        self.name = settings.name
        self._path = settings.path
        self._junk = settings.junk
        self._now = now

    def folders(self) -> Sequence[Folder]:
        """One; of a file with Gmail's labels one each for sent mail, received mail and, if asked for, spam."""
        with self._open() as opened:
            if not self._is_labelled(opened):
                listed = Listed(self._base, purpose_named(self._path.stem))
                return named([listed], [self._base], self.name)
        return chosen(self._labelled_folders(), junk=self._junk)

    def fetch(self, folder: Folder, cursor: Cursor | None, memory: Memory) -> Iterator[Batch]:
        """New mails in the file's order. A file that was written anew is read from its beginning.

        A last mail that is still being written is left for the next time.
        """
        with self._open() as opened:
            reached = _resumed(opened, cursor)
            stored = (
                memory.keys() if cursor is not None and cursor.validity == reached.validity else frozenset()
            )
            new = (entry for entry in self._whole(opened, reached.position) if str(entry.start) not in stored)
            wanted = _PURPOSES[folder.role] if self._is_labelled(opened) else None
            passed = None
            for group in in_batches(new, lambda entry: taken(entry.end - entry.start)):
                batch = self._batch(opened, folder, group, wanted, reached.validity)
                if batch.messages or batch.failures:
                    yield batch
                passed = None if batch.messages or batch.failures else batch
            if passed is not None:
                yield passed

    def probe(self) -> Probe:
        """The folders and how many mails each has."""
        folders = self.folders()
        with self._open() as opened:
            labelled = self._is_labelled(opened)
            found = Counter(_purpose(opened, one) if labelled else None for one in self._whole(opened, 0))
        counts = {f: found[_PURPOSES[f.role]] if labelled else found[None] for f in folders}
        return Probe(self.name, tuple(Counted(folder, count) for folder, count in counts.items()))

    def close(self) -> None:
        """Nothing stays open."""

    @property
    def _base(self) -> str:
        return printable(self._path.name)

    def _labelled_folders(self) -> list[Listed]:
        base = self._base
        return [
            Listed(base, Purpose.MAIL),
            Listed(f"{base}/Sent", Purpose.SENT),
            Listed(f"{base}/Spam", Purpose.JUNK),
        ]

    @contextlib.contextmanager
    def _open(self) -> Iterator[_Opened]:
        try:
            file = os.open(self._path, os.O_RDONLY)
        except OSError as error:
            raise cannot_be_read(self.name, self._path, error) from None
        try:
            status = os.fstat(file)
            if not is_mbox(file):
                raise SourceError(
                    f"{self.name}: {self._path} is no mbox file: it does not begin with a `From ` line"
                )
            yield _Opened(file, status.st_size, status.st_mtime)
        except OSError as error:
            raise cannot_be_read(self.name, self._path, error) from None
        finally:
            os.close(file)

    def _whole(self, opened: _Opened, begin: int) -> Iterator[Entry]:
        """The entries from `begin` on that nobody is writing at."""
        for entry in entries(opened.file, begin, opened.size):
            fresh = entry.end == opened.size and self._now() - opened.changed < _WRITING_SECONDS
            if not fresh or is_ended(opened.file, entry):
                yield entry

    def _is_labelled(self, opened: _Opened) -> bool:
        first = islice(entries(opened.file, 0, opened.size), _LABELLED_WITHIN)
        return any(purpose(opened.file, entry) is not None for entry in first)

    def _batch(
        self, opened: _Opened, folder: Folder, group: Sequence[Entry], wanted: Purpose | None, validity: str
    ) -> Batch:
        messages, failures = [], []
        for entry in group:
            if wanted is not None and _purpose(opened, entry) is not wanted:
                continue
            try:
                found = content(opened.file, entry)
            except ValueError as error:
                failures.append(Failure(self.name, folder.name, str(entry.start), str(error)))
            else:
                messages.append(self._message(folder, entry, found))
        return Batch(tuple(messages), tuple(failures), Cursor(validity, group[-1].end))

    def _message(self, folder: Folder, entry: Entry, found: Content) -> Message:
        return Message(self.name, folder.name, str(entry.start), found.raw, found.at)


_PURPOSES = {FolderRole.MAIL: Purpose.MAIL, FolderRole.SENT: Purpose.SENT, FolderRole.JUNK: Purpose.JUNK}


def _resumed(opened: _Opened, cursor: Cursor | None) -> Cursor:
    """Where to go on. A file of another first mail has another validity; so has one whose mails have moved."""
    name = fingerprint(opened.file)
    if cursor is None or cursor.validity.partition(".")[0] != name:
        return Cursor(f"{name}.0", 0)
    if goes_on(opened.file, cursor.position, opened.size):
        return cursor
    return Cursor(f"{name}.{int(cursor.validity.partition('.')[2]) + 1}", 0)


def _purpose(opened: _Opened, entry: Entry) -> Purpose:
    return purpose(opened.file, entry) or Purpose.MAIL
