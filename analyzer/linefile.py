"""Files that are only ever added to, a line each: what the human said, which nothing else can bring back."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from analyzer.errors import LedgerError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineFile:
    """One such file, for its owner only; raises LedgerError, at each call, if it cannot be read or written."""

    path: Path
    setting: str
    """The key in config.toml that names it."""

    def mark(self) -> str:
        """Changes whenever a line comes to it; empty while there is none."""
        raw = self.content()
        return sha256(raw).hexdigest() if raw else ""

    def content(self) -> bytes:
        """All of it; nothing if it is not there."""
        return self._explained(lambda: self.path.read_bytes() if self.path.exists() else b"")

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Number and content of each line. Blank lines and those that begin with # are no lines."""
        for number, line in enumerate(self.content().removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            told = line.strip()
            if told and not told.startswith(b"#"):
                yield number, told

    def append(self, lines: Sequence[str]) -> None:
        """Adds the lines, all on the disk when it returns."""
        if lines:
            data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
            self._explained(lambda: _write(self.path, data))

    def locked(self) -> FileLock:
        """Held while one reads and adds."""
        self._explained(lambda: self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True))
        return FileLock(self.path.with_name(f".{self.path.name}.lock"))

    def _explained(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be read or written ({error.strerror}); mend its rights, make room, or name "
                f"another file as `{self.setting}` in config.toml"
            ) from error


def _write(path: Path, data: bytes) -> None:
    """To the end, flushed to the disk; a last line that was torn off gets its end first."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = b"\n" + data if torn else data
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
