"""What a folder on disk looks like, to see that it was not changed."""

from pathlib import Path


def tree(path: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Mode, size, time of change and bytes of everything below a path, by name."""
    found = {}
    for one in [path, *sorted(path.rglob("*"))]:
        status = one.lstat()
        raw = one.read_bytes() if one.is_file() else b""
        found[str(one.relative_to(path.parent))] = (status.st_mode, status.st_size, status.st_mtime_ns, raw)
    return found
