"""applications.jsonl: applications that the user listed, a line each, only ever added to.

They leave no trace in the mailbox, so the file lies outside the database, like labels.jsonl.
"""

import json
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time, tzinfo
from hashlib import sha256
from pathlib import Path

from analyzer.domain import BY_LIST, Clues, Event
from analyzer.linefile import LineFile

VERSION = 1
#: Of a day without a time: in the middle no time zone makes another day of it.
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Listed:
    """One application of a list."""

    company: str
    applied_at: str
    """ISO 8601: a day, or a day and a time."""
    role: str = ""
    source: str = ""
    url: str = ""
    notes: str = ""

    @property
    def key(self) -> str:
        """The same for the same company, role and day, however the letters are written."""
        told = unicodedata.normalize("NFKC", f"{self.company}\n{self.role}").casefold()
        words = "\n".join(" ".join(line.split()) for line in told.split("\n"))
        return sha256(f"{words}\n{self.applied_at[:10]}".encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def at(self, zone: tzinfo) -> datetime:
        """When it was sent; a day alone means noon there."""
        if len(self.applied_at) == len("2026-05-01"):
            return datetime.combine(date.fromisoformat(self.applied_at), _NOON, zone).astimezone(UTC)
        told = datetime.fromisoformat(self.applied_at)
        return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import brought in."""

    id: str
    at: str
    rows: tuple[Listed, ...]


class Imported:
    """The file. Raises LedgerError, at each call, if it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._file = LineFile(path, "imported")

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._file.path

    def mark(self) -> str:
        """Changes whenever a line comes to it; empty while there is none."""
        return self._file.mark()

    def batches(self) -> tuple[Batch, ...]:
        """The imports that stand, oldest first; a line that cannot be read costs that line."""
        rows: dict[str, list[Listed]] = {}
        since: dict[str, str] = {}
        for told in self._parsed():
            if "undo" in told:
                rows.pop(str(told["undo"]), None)
                continue
            batch = str(told.get("batch", ""))
            since.setdefault(batch, str(told.get("at", "")))
            rows.setdefault(batch, []).append(_listed(told))
        return tuple(Batch(id_, since[id_], tuple(found)) for id_, found in rows.items())

    def damaged(self) -> tuple[str, ...]:
        """Of each line that cannot be used where it stands."""
        return tuple(
            f"{self.path.name}, line {number}: cannot be read"
            for number, raw in self._file.lines()
            if _row(raw) is None
        )

    def rows(self) -> tuple[Listed, ...]:
        """The applications that stand, each once."""
        return tuple({row.key: row for batch in self.batches() for row in batch.rows}.values())

    def add(self, rows: Sequence[Listed], now: datetime, *, dry_run: bool = False) -> tuple[Listed, ...]:
        """Adds the applications that are not yet there; gives them. `dry_run`: adds nothing."""
        with self._file.locked():
            known = {row.key for row in self.rows()}
            new = tuple({row.key: row for row in rows if row.key not in known}.values())
            if not dry_run:
                batch, at = uuid.uuid4().hex, now.astimezone(UTC).isoformat(timespec="seconds")
                self._file.append([_line({"batch": batch, "at": at, **_told(row)}) for row in new])
            return new

    def undo(self, now: datetime) -> Batch | None:
        """Takes back the last import that stands; gives it, None if there is none."""
        with self._file.locked():
            standing = self.batches()
            if not standing:
                return None
            at = now.astimezone(UTC).isoformat(timespec="seconds")
            self._file.append([_line({"undo": standing[-1].id, "at": at})])
            return standing[-1]

    def events(self, zone: tzinfo) -> tuple[Event, ...]:
        """The applications as linking takes them; days are those of the zone."""
        return tuple(_event(row, zone) for row in self.rows())

    def _parsed(self) -> list[dict[str, object]]:
        found = (_row(raw) for _, raw in self._file.lines())
        return [told for told in found if told is not None]


def _told(row: Listed) -> dict[str, str]:
    return {name: value for name, value in asdict(row).items() if value}


def _line(told: dict[str, str]) -> str:
    return json.dumps({"v": VERSION, **told}, ensure_ascii=False)


def _row(raw: bytes) -> dict[str, object] | None:
    """The line; None if it cannot be used."""
    try:
        told = json.loads(raw)
        if told["v"] != VERSION:
            return None
        if "undo" not in told:
            row = _listed(told)
            row.at(UTC)
            return dict(told) if row.company else None
        return dict(told)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _listed(told: dict[str, object]) -> Listed:
    known = {field.name: told[field.name] for field in fields(Listed) if field.name in told}
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError("a value is no text")
    return Listed(**known)  # type: ignore[arg-type]


def _event(row: Listed, zone: tzinfo) -> Event:
    return Event(
        message_id=f"list:{row.key}",
        at=row.at(zone),
        label=None,
        confidence=1.0,
        sure=True,
        by=BY_LIST,
        clues=Clues(company=row.company, role=row.role, system=_system(row.source)),
    )


def _system(source: str) -> str:
    """The board or system that the source is, by its own name; empty for any other source."""
    from analyzer.track.senders import SENDERS

    told = source.casefold()
    return next((row.name for row in SENDERS if told in {row.name.casefold(), *row.domains}), "")
