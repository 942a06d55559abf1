"""labels.jsonl: what the human said, a line each, only ever added to; and the mails of which it was said.

It cannot be made again from the mailbox, so it lies outside the database, is written through to the disk line by
line, and a line that is damaged costs no other one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.corrections import Decision, Split, Undo, Via, text_hash
from analyzer.domain import Email
from analyzer.labels import Label, label_named
from analyzer.linefile import LineFile

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1


@dataclass(frozen=True, slots=True)
class Said:
    """All that labels.jsonl tells."""

    lines: tuple[Decision | Undo, ...]
    damaged: tuple[str, ...] = ()
    """Of each line that could not be used its number and why."""


class Ledger:
    """The file, and beside it the texts of the mails that were labelled.

    `mails` is there so that a mail can still be learnt from when it is gone from the mailbox.
    Raises LedgerError, at each call, if a file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mails_path = path.with_name(f"{path.stem}-mails.jsonl")
        self._said, self._mails = LineFile(path, "labels"), LineFile(self.mails_path, "labels")

    def mark(self) -> str:
        """Changes whenever something is said; empty while nothing is."""
        return self._said.mark()

    def read(self) -> Said:
        """Every line, oldest first. Blank lines and those that begin with # are no lines."""
        lines, damaged = list[Decision | Undo](), list[str]()
        for number, raw in self._said.lines():
            try:
                lines.append(_parsed(raw))
            except (ValueError, KeyError, TypeError) as error:
                damaged.append(f"{self.path.name}, line {number}: {_why(error)}")
        return Said(tuple(lines), tuple(damaged))

    def mails(self) -> dict[str, Email]:
        """Text hash → the mail that was labelled. Damaged lines are passed over."""
        found: dict[str, Email] = {}
        for _, raw in self._mails.lines():
            try:
                email = _email_json().validate_json(raw)
            except ValueError:
                continue
            found[text_hash(email)] = email
        return found

    def add(self, said: Sequence[Decision | Undo], mails: Iterable[Email] = ()) -> None:
        """Adds lines, all on the disk when it returns; `mails` are those that the decisions are about."""
        with self._said.locked():
            kept = {text_hash(email): email for email in mails if email.text}
            missing = kept.keys() - self._kept() if kept else set[str]()
            self._mails.append(
                [_email_json().dump_json(bare(kept[key])).decode() for key in kept if key in missing]
            )
            self._said.append([_line(one) for one in said])

    def _kept(self) -> set[str]:
        """Text hashes of the mails that are kept."""
        return {_hash_of(raw) for _, raw in self._mails.lines()}


@cache
def _email_json() -> "TypeAdapter[Email]":
    from pydantic import TypeAdapter

    return TypeAdapter(Email)


# The review page reads the file again after each answer: a line that is known needs no parsing.
@lru_cache(maxsize=20_000)
def _hash_of(raw: bytes) -> str:
    """Text hash of the mail in a line; empty if the line is damaged."""
    try:
        return text_hash(_email_json().validate_json(raw))
    except ValueError:
        return ""


def bare(email: Email) -> Email:
    """The mail as it is kept for learning: without what an earlier mail said and the names of files."""
    return replace(email, quoted="", attachments=(), references=(), in_reply_to="", to=())


# --- lines ------------------------------------------------------------------------------------------


def _line(said: Decision | Undo) -> str:
    if isinstance(said, Undo):
        return json.dumps({"v": VERSION, "undo": said.batch, "at": said.at.astimezone(UTC).isoformat()})
    told = {field.name: getattr(said, field.name) for field in fields(said)}
    told["at"] = said.at.astimezone(UTC).isoformat()
    row = {"v": VERSION, **{name: value for name, value in told.items() if value is not None}}
    return json.dumps(row, ensure_ascii=False)


@lru_cache(maxsize=100_000)
def _parsed(raw: bytes) -> Decision | Undo:
    row = json.loads(raw)
    if not isinstance(row, dict):
        raise TypeError("is no JSON object")
    if row.get("v") != VERSION:
        raise ValueError(f"version {row.get('v')!r} is not known to this program")
    if "undo" in row:
        return Undo(_text(row, "undo"), _moment(row))
    return Decision(
        batch=_text(row, "batch"),
        at=_moment(row),
        message_id=_text(row, "message_id"),
        text_hash=row.get("text_hash") or "",
        via=Via(row.get("via", Via.COMMAND)),
        label=_label(row, "label"),
        company=_maybe(row, "company"),
        role=_maybe(row, "role"),
        same_as=_maybe(row, "same_as"),
        apart_from=_maybe(row, "apart_from"),
        model_said=_label(row, "model_said"),
        p=float(row["p"]) if row.get("p") is not None else None,
        split=Split(row.get("split", Split.TRAIN)),
        place=_maybe(row, "place"),
        drawn_for=_maybe(row, "drawn_for"),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    if not isinstance(row[name], str) or not row[name]:
        raise ValueError(f"{name} must be a text")
    return str(row[name])


def _maybe(row: Mapping[str, Any], name: str) -> str | None:
    if not isinstance(row.get(name, ""), str):
        raise TypeError(f"{name} must be a text")
    return row.get(name)


def _label(row: Mapping[str, Any], name: str) -> Label | None:
    told = _maybe(row, name)
    label = label_named(told) if told else None
    if told and label is None:
        raise ValueError(f"{name} {told!r} is not known; known are {', '.join(Label)}")
    return label


def _moment(row: Mapping[str, Any]) -> datetime:
    at = datetime.fromisoformat(_text(row, "at"))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON ({error.msg}, column {error.colno})"
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
