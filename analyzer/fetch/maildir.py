"""A Maildir, a Maildir++ with its subfolders, or a folder of Maildirs."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from analyzer.domain import Batch, Cursor, Folder
from analyzer.errors import SourceError
from analyzer.fetch import Memory
from analyzer.fetch.files import (
    MailFile,
    batches,
    printable,
    read_head,
    subfolders,
)
from analyzer.fetch.folders import Listed, chosen, decode_utf7, purpose_named, with_also
from analyzer.fetch.probe import Counted, Probe
from analyzer.fetch.settings import MaildirSettings

#: Delivered mail lies in these two; `tmp` holds what is still being written (cr.yp.to/proto/maildir.html).
_DELIVERED = ("cur", "new")
_PARTS = frozenset((*_DELIVERED, "tmp"))


class MaildirSource:
    """Mail from Maildirs; the key is the file's name up to the flags, which stays when mail programs move it."""

    def __init__(self, settings: MaildirSettings) -> None:
        self.name = settings.name
        self._path = settings.path
        self._junk = settings.junk
        self._also = settings.also

    def folders(self) -> Sequence[Folder]:
        """Sent, then INBOX and the others, then Junk if asked for; Trash and drafts are left out."""
        listed = self._listed()
        return with_also(chosen(listed, junk=self._junk), listed, self._also)

    def fetch(self, folder: Folder, cursor: Cursor | None, memory: Memory) -> Iterator[Batch]:
        """Mails whose keys are not known, by name, which begins with the time of delivery.

        `cursor` tells nothing of them: mail may be put in anywhere.
        """
        del cursor
        path = self._paths().get(folder.name)
        if path is None:
            raise SourceError(f"{self.name}: the folder {folder.name!r} is no longer in {self._path}")
        return batches(self.name, folder.name, _files(path), memory.keys, _reader(path))

    def probe(self) -> Probe:
        """The folders and how many mails lie in them."""
        folders, paths = self.folders(), self._paths()
        read = {folder.name for folder in folders}
        return Probe(
            self.name,
            tuple(Counted(folder, len(_files(paths[folder.name]))) for folder in folders),
            tuple(name for name in paths if name not in read),
        )

    def close(self) -> None:
        """Nothing is open."""

    def _listed(self) -> list[Listed]:
        return [Listed(name, purpose_named(name.rpartition("/")[2])) for name in self._paths()]

    def _paths(self) -> dict[str, Path]:
        """The Maildirs by folder name. Raises SourceError if there is none."""
        found = {}
        for path, folders, _ in subfolders(self._path, self.name):
            if _is_maildir(folders):
                relative = path.relative_to(self._path)
                name = _folder_name(relative.parts)
                found[printable(str(relative)) if name in found else name] = path
            folders[:] = [name for name in folders if name not in _PARTS]
        if not found:
            raise SourceError(f"{self.name}: {self._path} holds no Maildir (a folder with `cur` and `new`)")
        return found


def _is_maildir(folders: Sequence[str]) -> bool:
    """Thunderbird makes no `new`, some servers no `tmp`."""
    return "cur" in folders and bool({"new", "tmp"} & set(folders))


def _folder_name(parts: Sequence[str]) -> str:
    """`INBOX` for the Maildir itself; `.Jobs.2026` (Maildir++) and `Jobs/2026` are both `Jobs/2026`."""
    names = [name for part in parts for name in (part[1:].split(".") if part.startswith(".") else [part])]
    return "/".join(decode_utf7(printable(name)) for name in names) or "INBOX"


def _files(path: Path) -> list[MailFile]:
    """The mails delivered to a Maildir, by key."""
    found = {}
    for part in _DELIVERED:
        with contextlib.suppress(FileNotFoundError), os.scandir(path / part) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and not entry.is_dir(follow_symlinks=False):
                    key = printable(entry.name.partition(":2,")[0])
                    found[key] = MailFile(key, Path(entry.path))
    return sorted(found.values(), key=lambda mail: mail.key)


def _reader(folder: Path) -> Callable[[MailFile], tuple[bytes, datetime | None] | None]:
    """Reads a mail of the folder and when it was delivered; gives None if it was deleted since it was listed."""
    moved: dict[str, MailFile] = {}

    def read(file: MailFile) -> tuple[bytes, datetime | None] | None:
        try:
            return read_head(moved.get(file.key, file).path)
        except FileNotFoundError:
            # A mail program that marks it read moves it from `new` to `cur` and changes the flags in its name.
            moved.clear()
            moved.update((one.key, one) for one in _files(folder))
            return read_head(moved[file.key].path) if file.key in moved else None

    return read
