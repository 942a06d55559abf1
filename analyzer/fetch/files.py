"""Reading mail that lies in a file each."""

import os
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analyzer.domain import Batch, Cursor, Failure, Message
from analyzer.errors import SourceError
from analyzer.fetch.batches import in_batches, taken

#: Files are told apart by their names for ever: there is no point at which the names begin anew.
CURSOR = Cursor("files", 0)


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file with one mail."""

    key: str
    path: Path


def printable(name: str) -> str:
    """A file name as text that every database takes; bytes that are no UTF-8 are written in hexadecimal."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def read_head(path: Path) -> tuple[bytes, datetime | None]:
    """The mail in the file, or its first HEAD_BYTES if it is very big, and when the file was last changed.

    Raises OSError; ValueError if the file is empty.
    """
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        raw = file.read(taken(status.st_size))
    if not raw.strip():
        raise ValueError("the file is empty")
    return raw, moment(status.st_mtime)


def moment(timestamp: float) -> datetime | None:
    """A Unix time in UTC; None if no calendar has it."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def batches(
    source: str,
    folder: str,
    files: Iterable[MailFile],
    known: Callable[[], AbstractSet[str]],
    read: Callable[[MailFile], tuple[bytes, datetime | None] | None],
) -> Iterator[Batch]:
    """The files whose keys are not known, in their order; `read` gives None for a file that is gone."""
    stored = known()
    new = [file for file in files if file.key not in stored]
    for group in in_batches(new, lambda file: taken(_size(file.path))):
        messages, failures = [], []
        for file in group:
            try:
                found = read(file)
            except (OSError, ValueError) as error:
                failures.append(Failure(source, folder, file.key, _why(error)))
            else:
                if found is not None:
                    messages.append(Message(source, folder, file.key, *found))
        yield Batch(tuple(messages), tuple(failures), CURSOR)


def subfolders(root: Path, source: str) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder under `root`, itself first, with the names of its folders and files, sorted.

    Links to folders are not followed. Raises SourceError if `root` cannot be listed.
    """

    def refuse(error: OSError) -> None:
        if Path(os.fsdecode(error.filename)) == root:
            raise cannot_be_read(source, root, error)

    for path, folders, files in os.walk(root, onerror=refuse):
        folders.sort()
        yield Path(path), folders, sorted(files)


def cannot_be_read(source: str, path: Path, error: OSError) -> SourceError:
    """The error for a mailbox on disk that is not there or may not be read."""
    return SourceError(f"{source}: {path} cannot be read: {error.strerror}; check `path` in config.toml")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _why(error: Exception) -> str:
    return f"cannot be read: {error.strerror or error}" if isinstance(error, OSError) else str(error)
