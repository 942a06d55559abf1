"""Files that are replaced whole or not at all, readable by their owner only."""

import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from analyzer.errors import ReportError


def private_folder(path: Path) -> None:
    """Makes the folder, 0700, if it is not there; raises ReportError if it cannot be made."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(_advice(path, error)) from error


def write_all(folder: Path, contents: Mapping[str, str | bytes | Iterable[bytes]]) -> None:
    """Writes all the files into the folder; none is replaced before the last one is whole on the disk.

    A content may come in pieces, so that a large one is never in memory whole.

    Raises ReportError; the old files then stay as they are.
    """
    private_folder(folder)
    waiting: dict[str, Path] = {}
    try:
        for name, content in contents.items():
            waiting[name] = _beside(folder, name, content)
        for name, path in waiting.items():
            path.replace(folder / name)
    except OSError as error:
        raise ReportError(_advice(folder, error)) from error
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


def _beside(folder: Path, name: str, content: str | bytes | Iterable[bytes]) -> Path:
    """A temporary file, 0600, in the same folder, flushed to the disk."""
    handle, path = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_pieces(content))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)


def _pieces(content: str | bytes | Iterable[bytes]) -> Iterable[bytes]:
    if isinstance(content, str):
        return (content.encode("utf-8"),)
    return (content,) if isinstance(content, bytes) else content


def _advice(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no room is left on the disk that holds {path}; make room and run again, nothing is lost"
    return (
        f"{path} cannot be written ({error.strerror}); mend its rights or name another folder in config.toml"
    )
