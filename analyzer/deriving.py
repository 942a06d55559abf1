"""How what is made from mails is put into the tables and read from them; the callers hold the transaction."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from analyzer.domain import Email, FolderRole, Verdict
from analyzer.labels import Label

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

#: Of which mail, read as which label (empty: the user wrote it), and whether it is the mail within a forwarded one.
ClueKey = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail with all that is known of it."""

    id: int
    email: Email
    verdict: Verdict | None
    roles: frozenset[FolderRole]
    """Roles of the folders in which it lies."""
    kept: bool
    """Whether its text is still kept."""


class Gist(NamedTuple):
    """As much of a mail as is counted where it is no step of an application; a tuple, since there are many."""

    id: int
    message_id: str
    sender: str
    """Its address."""
    subject: str
    sent_at: str
    """ISO 8601."""
    step: bool
    """It may be a step of an application, or lies among what the user sent."""

    @property
    def what(self) -> tuple[str, str, str]:
        """The same for all copies of a mail."""
        return self[1:4]


@cache
def json_of(kind: type[T]) -> "TypeAdapter[T]":
    """Writes and reads a value as JSON; made when first needed, since making it takes 50 ms."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def put_reading(db: sqlite3.Connection, parser: int, id_: int, reading: Email | str) -> None:
    """Replaces what was read of a mail, and drops what was made from that; a string says why it could not be read."""
    email = None if isinstance(reading, str) else json_of(Email).dump_json(reading).decode()
    why = reading if isinstance(reading, str) else None
    db.execute(
        "REPLACE INTO reading VALUES (?, ?, ?, ?)",
        (id_, parser, email, why),
    )
    for table in ("verdict", "gist", "clue"):
        db.execute(f"DELETE FROM {table} WHERE mail = ?", (id_,))  # noqa: S608 - tables of ours
    if isinstance(reading, Email):
        told = (reading.message_id, reading.sender.address, reading.subject, reading.sent_at.isoformat())
        db.execute("INSERT INTO gist VALUES (?, ?, ?, ?, ?, NULL, NULL)", (id_, *told))


def put_verdict(db: sqlite3.Connection, model: str, id_: int, verdict: Verdict) -> None:
    """Replaces what a mail is said to be."""
    said = json_of(Verdict).dump_json(verdict).decode()
    db.execute("REPLACE INTO verdict VALUES (?, ?, ?)", (id_, model, said))
    gist = (verdict.label.value, verdict.recruiting, id_)
    db.execute("UPDATE gist SET label = ?, recruiting = ? WHERE mail = ?", gist)


def forget_text(db: sqlite3.Connection, id_: int) -> None:
    """Drops bytes, text and clues of a mail; identity, sender, subject and date stay."""
    (text,) = db.execute("SELECT email FROM reading WHERE mail = ?", (id_,)).fetchone()
    email = json_of(Email).validate_json(text)
    bare = replace(email, text="", quoted="", attachments=(), link_hosts=(), invite=None)
    db.execute("UPDATE reading SET email = ? WHERE mail = ?", (json_of(Email).dump_json(bare).decode(), id_))
    db.execute("UPDATE mail SET raw = NULL WHERE id = ?", (id_,))
    db.execute("DELETE FROM clue WHERE mail = ?", (id_,))


def gists(db: sqlite3.Connection, above: float) -> Iterator[Gist]:
    """Of every readable mail, from its own table, which is a small one."""
    sql = """SELECT mail, message_id, sender, subject, sent_at, coalesce(label != ? OR recruiting >= ?, 0)
               OR mail IN (SELECT c.mail FROM folder f JOIN copy c ON c.source = f.source AND c.folder = f.name
                           WHERE f.role = ?) FROM gist"""
    yield from map(Gist._make, db.execute(sql, (Label.OTHER.value, above, FolderRole.SENT.value)))


def emails(db: sqlite3.Connection, ids: Collection[int] | None) -> Iterator[Stored]:
    """Every readable mail, oldest id first; or those of these ids."""
    wanted = "" if ids is None else "AND r.mail IN (SELECT value FROM json_each(?))"
    sql = f"""SELECT r.mail, r.email, v.verdict, group_concat(DISTINCT f.role), m.raw IS NOT NULL
              FROM reading r JOIN mail m ON m.id = r.mail LEFT JOIN verdict v ON v.mail = r.mail
              JOIN copy c ON c.mail = r.mail JOIN folder f ON f.source = c.source AND f.name = c.folder
              WHERE r.email IS NOT NULL {wanted} GROUP BY r.mail ORDER BY r.mail"""  # noqa: S608 - a condition of ours
    for id_, email, verdict, roles, kept in db.execute(sql, () if ids is None else (json.dumps([*ids]),)):
        yield Stored(
            id_,
            json_of(Email).validate_json(email),
            json_of(Verdict).validate_json(verdict) if verdict else None,
            frozenset(map(FolderRole, roles.split(","))),
            bool(kept),
        )


def clues(db: sqlite3.Connection, made_by: str) -> dict[ClueKey, str]:
    """What was kept of clues that were taken by this code and model."""
    sql = "SELECT mail, label, forwarded, clues FROM clue WHERE made_by = ?"
    return {
        (mail, label, bool(forwarded)): told for mail, label, forwarded, told in db.execute(sql, (made_by,))
    }


def put_clues(db: sqlite3.Connection, made_by: str, told: Mapping[ClueKey, str]) -> None:
    """Keeps clues, and drops those that other code or another model took."""
    db.execute("DELETE FROM clue WHERE made_by != ?", (made_by,))
    db.executemany(
        "REPLACE INTO clue VALUES (?, ?, ?, ?, ?)", ((*key, made_by, one) for key, one in told.items())
    )
