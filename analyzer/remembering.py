"""What mails say of their applications, kept from night to night: mail, label and model tell it, and nothing else."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from analyzer import domain, labels, read, track
from analyzer.casebook import Reader
from analyzer.deriving import ClueKey
from analyzer.domain import Clues, Email
from analyzer.labels import Label
from analyzer.shipped import fingerprint, shipped_names
from analyzer.store import Store
from analyzer.track import extract
from analyzer.track.extract import Parts
from analyzer.track.naming import Namer

#: Libraries whose data or arithmetic decide what a mail is said to name.
_LIBRARIES = ("numpy", "rapidfuzz", "tldextract")
#: A night that is killed takes no more clues anew than these.
_AT_ONCE = 500


def made_by() -> str:
    """A hash of all that clues are made by, but for the mail: code, model of names, libraries.

    By the code itself, so that nobody can forget to raise a number.
    """
    rooms = (Path(room.__path__[0]) for room in (read, track))
    files = [path for room in rooms for path in sorted(room.glob("*.py"))]
    code = sha256(
        b"".join(path.read_bytes() for path in (*files, Path(domain.__file__), Path(labels.__file__)))
    )
    libraries = [version(name) for name in _LIBRARIES]
    told = (code.hexdigest(), fingerprint(shipped_names()), libraries, sys.version_info[:2])
    return sha256(repr(told).encode()).hexdigest()


@contextmanager
def reader(store: Store) -> Iterator[Reader]:
    """Reads each mail once: what it says is kept in the store, and told from there while it is made the same way."""
    mark = made_by()
    # A night without new mail does without the model of names, and its library takes a second.
    namer = cache(_namer)
    kept, fresh = store.clues(mark), dict[ClueKey, str]()

    def parts(id_: int, email: Email, label: Label | None, forwarded: bool) -> Parts:
        key = (id_, label or "", forwarded)
        if key in kept:
            return _loaded(kept[key])
        found = extract.parts(email, label, namer())
        fresh[key] = kept[key] = _dumped(found)
        if len(fresh) >= _AT_ONCE:
            store.save_clues(mark, fresh)
            fresh.clear()
        return found

    yield Reader(parts)
    if fresh:
        store.save_clues(mark, fresh)


def _namer() -> Namer:
    from analyzer.track import namefile

    return namefile.load(shipped_names())


def _dumped(told: Parts) -> str:
    return json.dumps([[label, *astuple(clues)] for label, clues in told])


def _loaded(told: str) -> Parts:
    return tuple((Label(label) if label else None, Clues(*rest)) for label, *rest in json.loads(told))
