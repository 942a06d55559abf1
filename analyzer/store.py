"""The database: mail as received, how far each folder was read, and what was derived from it.

Every line of SQL of the program is here, in `filing`, in `deriving` and in `schema`. What cannot be rebuilt is
`mail.raw`; all else is derived and carries the version of what it was made by.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Self, TypeVar

from analyzer import deriving, filing
from analyzer.deriving import ClueKey, Gist, Stored, json_of
from analyzer.domain import (
    Batch,
    Coverage,
    Cursor,
    Email,
    Folder,
    Message,
    Verdict,
)
from analyzer.errors import StoreDamaged, StoreError
from analyzer.labels import Label
from analyzer.schema import MIGRATIONS, SCHEMA, SCHEMA_VERSION

T = TypeVar("T")

#: So often in all a mail is asked for.
_TRIES = 3
_UNREAD = """FROM mail m LEFT JOIN reading r ON r.mail = m.id
             WHERE m.raw IS NOT NULL AND NOT m.passed_over AND r.parser IS NOT ? AND m.id > ?"""
# CROSS JOIN keeps the order of the tables: the readings, the largest of them, are looked at last.
_UNJUDGED = """FROM mail m LEFT JOIN verdict v ON v.mail = m.id CROSS JOIN reading r ON r.mail = m.id
               WHERE m.raw IS NOT NULL AND v.model IS NOT ? AND r.email IS NOT NULL AND m.id > ?"""


class Store:
    """The opened database. Use as a context manager.

    Raises StoreError, at opening and at each call, when the database is damaged, locked, from a newer version
    of the program, or cannot be written. With `read_only` it is neither made nor changed, and a night can write
    to it meanwhile; it must then be there, and of this version.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        with _explained(path):
            self._db = filing.opened_to_read(path) if read_only else filing.opened(path)
            try:
                filing.check(self._db, path) if read_only else self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} was written by a newer version of the program (schema {version}, this one "
                f"knows {SCHEMA_VERSION}); update the program, or name another `state` folder in config.toml"
            )
        steps = [SCHEMA] if version == 0 else [MIGRATIONS[n] for n in range(version, SCHEMA_VERSION)]
        if steps:
            self._db.executescript(
                f"BEGIN IMMEDIATE;{''.join(steps)}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with _explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with _explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def _number(self, sql: str, *values: object) -> int:
        return int(str(self._rows(sql, values)[0][0]))

    # --- fetch

    def cursor(self, source: str, folder: str) -> Cursor | None:
        """How far the folder has been read; None: not at all."""
        rows = self._rows(
            "SELECT validity, position FROM folder WHERE source = ? AND name = ?", (source, folder)
        )
        if not rows or rows[0][0] is None:
            return None
        return Cursor(str(rows[0][0]), int(str(rows[0][1])))

    def known(self, source: str, folder: str) -> AbstractSet[str]:
        """Keys stored under the folder's present validity."""
        sql = """SELECT key FROM copy JOIN folder f ON f.source = copy.source AND f.name = copy.folder
                 AND f.validity = copy.validity WHERE copy.source = ? AND copy.folder = ?"""
        return {str(key) for (key,) in self._rows(sql, (source, folder))}

    def failed(self, source: str, folder: str) -> AbstractSet[str]:
        """Keys that failed under the folder's present validity, and not too often yet."""
        sql = """SELECT key FROM failure JOIN folder f ON f.source = failure.source AND f.name = failure.folder
                 AND f.validity = failure.validity
                 WHERE failure.source = ? AND failure.folder = ? AND tries < ?"""
        return {str(key) for (key,) in self._rows(sql, (source, folder, _TRIES))}

    def stored(self, heads: Collection[str], *, still: bool = False) -> dict[str, bool]:
        """Of these heads those that are stored, and whether their text is or was; `still`: whether it is."""
        marks, lost = ",".join("?" * len(heads)), "passed_over OR raw IS NULL" if still else "passed_over"
        sql = f"SELECT head, min({lost}) FROM mail WHERE head IN ({marks}) GROUP BY head"  # noqa: S608
        return {str(head): not over for head, over in self._rows(sql, tuple(heads))}

    def passed_over(self) -> int:
        """Of how many mails only the header was fetched."""
        return self._number("SELECT count(*) FROM mail WHERE passed_over")

    def add(self, source: str, folder: Folder, batch: Batch, *, restore: bool = False) -> int:
        """Stores messages, failures and the position in one transaction; gives how many mails are new.

        `restore`: a mail whose text was dropped gets it back.
        """
        validity = batch.cursor.validity
        with self._writing() as db:
            filing.add_folder(db, source, folder)
            new = sum(filing.add_message(db, message, validity, restore) for message in batch.messages)
            new += filing.add_headers(db, batch.passed_over, validity)
            for copy in batch.copies:
                filing.add_copy(db, source, folder, validity, copy)
            for failure in batch.failures:
                filing.add_failure(db, failure, validity)
            db.executemany(
                "DELETE FROM failure WHERE (source, folder, key) = (?, ?, ?)",
                ((source, folder.name, key) for key in batch.gone),
            )
            db.execute(
                "UPDATE folder SET validity = ?, position = ? WHERE source = ? AND name = ?"
                " AND (validity, position) IS NOT (?, ?)",
                (*_pair(batch.cursor), source, folder.name, *_pair(batch.cursor)),
            )
        return new

    def succeeded(self, source: str, folders: Iterable[Folder], at: datetime) -> None:
        """Notes that the folders were read to their end."""
        with self._writing() as db:
            for folder in folders:
                filing.add_folder(db, source, folder)
                db.execute(
                    "UPDATE folder SET last_success = ? WHERE source = ? AND name = ?",
                    (filing.text(at), source, folder.name),
                )

    def keep_sources(self, names: Collection[str]) -> None:
        """Of the folders only those of these mailboxes count from now on; mail from the others stays."""
        with self._writing() as db:
            marks = ",".join("?" * len(names))
            db.execute(f"UPDATE folder SET listed = 0 WHERE source NOT IN ({marks})", tuple(names))  # noqa: S608

    def keep_folders(self, source: str, names: Collection[str]) -> None:
        """The same for the folders of one mailbox."""
        with self._writing() as db:
            marks = ",".join("?" * len(names))
            sql = f"UPDATE folder SET listed = name IN ({marks}) WHERE source = ? AND listed IS NOT (name IN ({marks}))"  # noqa: S608
            db.execute(sql, (*names, source, *names))

    def coverage(self) -> list[Coverage]:
        """A row per folder that is there."""
        sql = """SELECT f.source, f.name, f.last_success,
                   (SELECT count(*) FROM copy c
                    WHERE (c.source, c.folder, c.validity) = (f.source, f.name, f.validity)),
                   (SELECT count(*) FROM failure x WHERE (x.source, x.folder) = (f.source, f.name))
                 FROM folder f WHERE f.listed ORDER BY f.source, f.name"""
        return [
            Coverage(str(s), str(n), int(str(got)) + int(str(bad)), int(str(got)), int(str(bad)), _time(at))
            for s, n, at, got, bad in self._rows(sql)
        ]

    # --- read

    def unread(self, parser: int) -> Iterator[tuple[int, Message]]:
        """Mails kept that this version of the parser has not read, oldest id first."""
        sql = f"SELECT m.id, m.raw, m.received_at {_UNREAD} ORDER BY m.id LIMIT 200"
        last = 0
        while rows := self._rows(sql, (parser, last)):
            for id_, raw, received in rows:
                last = int(str(id_))
                yield last, Message("", "", "", zlib.decompress(_blob(raw)), _time(received))

    def count_unread(self, parser: int) -> int:
        """How many mails `unread` gives."""
        return self._number(f"SELECT count(*) {_UNREAD}", parser, 0)

    def save_readings(self, parser: int, readings: Iterable[tuple[int, Email | str]]) -> None:
        """Stores decoded mails; a string says why a mail could not be read."""
        with self._writing() as db:
            for id_, reading in readings:
                deriving.put_reading(db, parser, id_, reading)

    def unreadable(self) -> int:
        """How many mails could not be read."""
        return self._number("SELECT count(*) FROM reading WHERE email IS NULL")

    # --- classify

    def unjudged(self, model: str) -> Iterator[tuple[int, Email]]:
        """Emails whose text is kept and that this model has not judged."""
        sql = f"SELECT m.id, r.email {_UNJUDGED} ORDER BY m.id LIMIT 500"
        last = 0
        while rows := self._rows(sql, (model, last)):
            for id_, email in rows:
                last = int(str(id_))
                yield last, json_of(Email).validate_json(str(email))

    def count_unjudged(self, model: str) -> int:
        """How many emails `unjudged` gives."""
        return self._number(f"SELECT count(*) {_UNJUDGED}", model, 0)

    def judged(self) -> AbstractSet[int]:
        """Mails that any model has judged."""
        return {int(str(id_)) for (id_,) in self._rows("SELECT mail FROM verdict")}

    def save_verdicts(
        self, model: str, verdicts: Iterable[tuple[int, Verdict]], forget: AbstractSet[int] = frozenset()
    ) -> None:
        """Stores what the model says and, in the same transaction, drops bytes and text of the mails in `forget`.

        Identity, sender, subject, date and verdict of those stay.
        """
        with self._writing() as db:
            for id_, verdict in verdicts:
                deriving.put_verdict(db, model, id_, verdict)
            for id_ in forget:
                deriving.forget_text(db, id_)

    # --- track and report

    def places(self, source: str, folder: str) -> list[tuple[str, int]]:
        """Of each mail of the folder where it lies, the same every night, and its id."""
        sql = """SELECT copy.validity || ':' || key, mail FROM copy JOIN folder f ON f.source = copy.source
                 AND f.name = copy.folder AND f.validity = copy.validity
                 WHERE copy.source = ? AND copy.folder = ? ORDER BY mail"""
        return [(str(place), int(str(id_))) for place, id_ in self._rows(sql, (source, folder))]

    def named(self, message_ids: Collection[str]) -> list[Stored]:
        """The readable mails with these Message-IDs."""
        sql = "SELECT mail FROM gist WHERE message_id IN (SELECT value FROM json_each(?))"
        found = self._rows(sql, (json.dumps(list(message_ids)),))
        return list(self.emails([int(str(id_)) for (id_,) in found]))

    def gists(self, above: float) -> Iterable[Gist]:
        """What is counted of every readable mail; of steps those that are one with a chance of at least `above`.

        Read anew each time they are gone through.
        """
        return _Anew(lambda: self._gists(above))

    def _gists(self, above: float) -> Iterator[Gist]:
        with _explained(self.path):
            yield from deriving.gists(self._db, above)

    def emails(self, ids: Collection[int] | None = None) -> Iterable[Stored]:
        """Every readable mail, or those of these ids, oldest id first; read anew each time it is gone through."""
        return _Anew(lambda: self._emails(ids))

    def _emails(self, ids: Collection[int] | None) -> Iterator[Stored]:
        with _explained(self.path):
            yield from deriving.emails(self._db, ids)

    def clues(self, made_by: str) -> dict[ClueKey, str]:
        """What was kept of clues that were taken by this code and model."""
        with _explained(self.path):
            return deriving.clues(self._db, made_by)

    def save_clues(self, made_by: str, clues: Mapping[ClueKey, str]) -> None:
        """Keeps clues, and drops those that other code or another model took."""
        with self._writing() as db:
            deriving.put_clues(db, made_by, clues)

    def recruiting(self) -> Iterator[Email]:
        """Every mail that was judged to be a step of an application."""
        sql = "SELECT r.email FROM reading r JOIN gist g ON g.mail = r.mail WHERE g.label != ?"
        for (email,) in self._rows(sql, (Label.OTHER.value,)):
            yield json_of(Email).validate_json(str(email))

    def is_empty(self) -> bool:
        """Whether no mail was ever stored."""
        return not self._rows("SELECT 1 FROM mail LIMIT 1")

    def mark(self) -> str:
        """Changes whenever mail, copies or failures are added."""
        sql = "SELECT (SELECT max(id) FROM mail), (SELECT count(*) FROM copy), (SELECT count(*) FROM failure)"
        return repr(self._rows(sql)[0])

    def note(self, name: str) -> str:
        """What was noted under this name; empty: nothing."""
        rows = self._rows("SELECT value FROM note WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Notes all of these, or none."""
        with self._writing() as db:
            db.executemany("REPLACE INTO note VALUES (?, ?)", notes.items())


def _pair(cursor: Cursor) -> tuple[str, int]:
    return cursor.validity, cursor.position


def _time(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _blob(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value


@dataclass(frozen=True, slots=True)
class _Anew(Generic[T]):
    """What is read from the database each time it is gone through."""

    read: Callable[[], Iterator[T]]

    def __iter__(self) -> Iterator[T]:
        return self.read()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns the database's errors into ones that a user can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = StoreDamaged if _name(error).startswith(_DAMAGED) else StoreError
        raise kind(_advice(path, error)) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be opened: {error.strerror}; mend its rights or name another `state` folder"
        ) from error


def _name(error: sqlite3.DatabaseError) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def set_aside(path: Path, now: datetime) -> Path:
    """Renames a damaged database with its log, so that a new one can be made; gives its new name.

    Raises StoreError.
    """
    kept = path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}")
    with _explained(path):
        for end in ("-wal", "-shm", ""):
            part = path.with_name(path.name + end)
            if part.exists():
                part.rename(kept.with_name(kept.name + end))
    return kept


def _advice(path: Path, error: sqlite3.DatabaseError) -> str:
    name = _name(error)
    for start, advice in _ADVICE:
        if name.startswith(start):
            return advice.format(path=path)
    return f"{path}: {error}"


#: Names of the errors that only a new database mends.
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_ADVICE = (
    (
        "SQLITE_FULL",
        "no room is left on the disk that holds {path}; make room and run again, nothing is lost",
    ),
    (
        "SQLITE_NOTADB",
        "{path} is damaged or no database; move it aside and run again, it is rebuilt from the mailbox",
    ),
    ("SQLITE_CORRUPT", "{path} is damaged; move it aside and run again, it is rebuilt from the mailbox"),
    ("SQLITE_BUSY", "{path} is in use by another program; close it and run again"),
    (
        "SQLITE_READONLY",
        "{path} cannot be written; mend its rights or name another `state` folder in config.toml",
    ),
    (
        "SQLITE_CANTOPEN",
        "{path} cannot be opened; mend its rights or name another `state` folder in config.toml",
    ),
    (
        "SQLITE_IOERR",
        "{path} cannot be read or written (disk error or no room); check the disk and run again",
    ),
)
