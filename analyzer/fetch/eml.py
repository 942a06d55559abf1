"""A folder of .eml files, or one of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from analyzer.domain import Batch, Cursor, Folder
from analyzer.fetch import Memory
from analyzer.fetch.files import MailFile, batches, cannot_be_read, printable, read_head, subfolders
from analyzer.fetch.probe import Counted, Probe
from analyzer.fetch.settings import EmlSettings


class EmlSource:
    """Mail from .eml files; the key is the path below the folder, with `/`."""

    def __init__(self, settings: EmlSettings) -> None:
        self.name = settings.name
        self._path = settings.path

    def folders(self) -> Sequence[Folder]:
        """One: everything that lies there."""
        return [Folder(printable(self._path.name or str(self._path)))]

    def fetch(self, folder: Folder, cursor: Cursor | None, memory: Memory) -> Iterator[Batch]:
        """Files that are not known, by path; `cursor` tells nothing of them.

        When they arrived is not known either: a file is as new as its copy.
        """
        del cursor
        return batches(self.name, folder.name, self._files(), memory.keys, _read)

    def probe(self) -> Probe:
        """How many files there are."""
        return Probe(self.name, tuple(Counted(folder, len(self._files())) for folder in self.folders()))

    def close(self) -> None:
        """Nothing is open."""

    def _files(self) -> list[MailFile]:
        try:
            single = self._path.is_file() or not self._path.stat()
        except OSError as error:
            raise cannot_be_read(self.name, self._path, error) from None
        if single:
            return [MailFile(printable(self._path.name), self._path)]
        found = (
            Path(folder, name)
            for folder, _, files in subfolders(self._path, self.name)
            for name in files
            if name.lower().endswith(".eml") and not name.startswith(".")
        )
        mails = (MailFile(printable(path.relative_to(self._path).as_posix()), path) for path in found)
        return sorted(mails, key=lambda mail: mail.key)


def _read(file: MailFile) -> tuple[bytes, datetime | None]:
    raw, _ = read_head(file.path)
    return raw, None
