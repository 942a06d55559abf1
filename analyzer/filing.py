"""How the database is opened, and what was fetched is put into its tables; the callers hold the transaction."""

import sqlite3
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from analyzer.domain import Copy, Failure, Folder, Message
from analyzer.errors import StoreError
from analyzer.schema import SCHEMA_VERSION

#: Of zlib: the usual 6 takes three times as long for a tenth less.
_LEVEL = 1
_NO_FAILURE = "DELETE FROM failure WHERE (source, folder, key) = (?, ?, ?)"


def add_folder(db: sqlite3.Connection, source: str, folder: Folder) -> None:
    """Makes sure that the folder has a row."""
    db.execute(
        "INSERT INTO folder (source, name, role) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET role = excluded.role WHERE role IS NOT excluded.role",
        (source, folder.name, folder.role.value),
    )


def add_message(db: sqlite3.Connection, message: Message, validity: str, restore: bool = False) -> bool:
    """True if the mail was not there before; `restore`: if its text was dropped, it is kept and read again."""
    digest = sha256(message.raw).hexdigest()
    done = db.execute(
        "INSERT INTO mail (sha256, received_at, raw, head) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (digest, text(message.received_at), zlib.compress(message.raw, _LEVEL), message.head or None),
    )
    id_ = done.lastrowid if done.rowcount else _id_of(db, digest)
    if restore and not done.rowcount:
        _restore(db, message, id_)
    if message.head:
        if not done.rowcount:
            db.execute("UPDATE mail SET head = ? WHERE id = ?", (message.head, id_))
        _take_over(db, message.head, id_)
    _add_place(db, message, validity, id_)
    return done.rowcount == 1


def _restore(db: sqlite3.Connection, message: Message, id_: int | None) -> None:
    raw = zlib.compress(message.raw, _LEVEL)
    if db.execute("UPDATE mail SET raw = ? WHERE id = ? AND raw IS NULL", (raw, id_)).rowcount:
        db.execute("DELETE FROM reading WHERE mail = ?", (id_,))


def _id_of(db: sqlite3.Connection, digest: str) -> int:
    return int(db.execute("SELECT id FROM mail WHERE sha256 = ?", (digest,)).fetchone()[0])


def _take_over(db: sqlite3.Connection, head: str, id_: int | None) -> None:
    """The places of a mail of which only the header was stored are those of the mail with its text."""
    sql = "SELECT id FROM mail WHERE head = ? AND passed_over"
    for (old,) in db.execute(sql, (head,)).fetchall():
        db.execute("UPDATE copy SET mail = ? WHERE mail = ?", (id_, old))
        db.execute("DELETE FROM mail WHERE id = ?", (old,))


def add_headers(db: sqlite3.Connection, messages: Sequence[Message], validity: str) -> int:
    """Mails of which only the header was fetched; gives how many were not there before.

    In three statements for all of them: they come in their thousands.
    """
    done = db.executemany(
        "INSERT INTO mail (sha256, received_at, raw, head, passed_over) VALUES ('head:' || ?1, ?2, ?3, ?1, 1)"
        " ON CONFLICT DO NOTHING",
        ((one.head, text(one.received_at), one.raw) for one in messages),
    )
    db.executemany(
        "INSERT INTO copy SELECT ?, ?, ?, ?, id FROM mail WHERE sha256 = 'head:' || ? ON CONFLICT DO NOTHING",
        ((one.source, one.folder, validity, one.key, one.head) for one in messages),
    )
    db.executemany(_NO_FAILURE, ((one.source, one.folder, one.key) for one in messages))
    return max(0, done.rowcount)


def _add_place(db: sqlite3.Connection, message: Message, validity: str, id_: int | None) -> None:
    place = (message.source, message.folder, message.key)
    db.execute(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*place[:2], validity, place[2], id_),
    )
    db.execute(_NO_FAILURE, place)


def add_copy(db: sqlite3.Connection, source: str, folder: Folder, validity: str, copy: Copy) -> None:
    """A further place of a mail that is stored."""
    sql = """INSERT INTO copy SELECT ?, ?, ?, ?, id FROM mail WHERE head = ? ORDER BY passed_over LIMIT 1
             ON CONFLICT DO NOTHING"""
    db.execute(sql, (source, folder.name, validity, copy.key, copy.head))
    db.execute(_NO_FAILURE, (source, folder.name, copy.key))


def add_failure(db: sqlite3.Connection, failure: Failure, validity: str) -> None:
    """Notes a mail that could not be fetched; under the same validity one try more."""
    db.execute(
        "INSERT INTO failure VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET reason = excluded.reason,"
        " tries = iif(validity IS excluded.validity, tries + 1, 1), validity = excluded.validity",
        (failure.source, failure.folder, failure.key, failure.reason, validity),
    )


def text(at: datetime | None) -> str | None:
    """A moment as the database has it: RFC 3339, UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def opened(path: Path) -> sqlite3.Connection:
    """The database, made if it is not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    return sqlite3.connect(path, isolation_level=None, timeout=10)


def opened_to_read(path: Path) -> sqlite3.Connection:
    """The database, which nothing done with it can change. Raises StoreError if it is not there."""
    if not path.exists():
        raise StoreError(f"{path} does not exist yet; `rejection-analyzer run` makes it")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Raises StoreError if another version of the program wrote the database."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by another version of the program (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); `rejection-analyzer run` brings it up to date, if it is older"
        )
