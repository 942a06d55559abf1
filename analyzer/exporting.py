"""`export`: the last report's applications and their mails as tables for a spreadsheet, or as JSON.

Out of report.json, as `applications` does: an export then holds what the page shows, needs neither model nor mailbox,
and takes no text out of a mail but the names of companies and roles.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from analyzer import writing
from analyzer.applications import as_json
from analyzer.cells import safe
from analyzer.errors import AnalyzerError
from analyzer.report.schema import ApplicationRow, EventRow, rfc3339

#: Excel takes a file for UTF-8 only if it begins with this.
_BOM = "\ufeff"
#: So many characters tell the heads of this program's tables from those of others.
_KNOWN = 18


class Format(StrEnum):
    """What is written."""

    CSV = "csv"
    JSON = "json"


def _time(at: datetime | None) -> str:
    return rfc3339(at) if at else ""


_APPLICATIONS: Mapping[str, Callable[[ApplicationRow], str]] = {
    "id": lambda row: row.id,
    "company": lambda row: row.company,
    "role": lambda row: row.role,
    "agency": lambda row: row.agency,
    "known_by": lambda row: row.known_by,
    "applied_at": lambda row: _time(row.applied_at),
    "stage": lambda row: row.stage,
    "rounds": lambda row: str(row.rounds),
    "outcome": lambda row: row.outcome,
    "dropped_at": lambda row: row.dropped_at or "",
    "first_answer_at": lambda row: _time(row.first_answer_at),
    "last_event_at": lambda row: _time(row.last_event_at),
    "mails": lambda row: str(len(row.events)),
}
_EVENTS: Mapping[str, Callable[[ApplicationRow, EventRow], str]] = {
    "application_id": lambda row, _: row.id,
    "company": lambda row, _: row.company,
    "role": lambda row, _: row.role,
    "at": lambda _, event: _time(event.at),
    "label": lambda _, event: event.label,
    "confidence": lambda _, event: f"{event.confidence:.4f}",
    "by": lambda _, event: event.by,
    "message_id": lambda _, event: event.message_id,
}


def write(rows: Sequence[ApplicationRow], folder: Path, form: Format) -> tuple[Path, ...]:
    """Writes applications.csv and events.csv, or applications.json; gives the paths.

    Raises ReportError if they cannot be written, AnalyzerError if a list of the user's own lies in their place.
    """
    texts = _tables(rows) if form is Format.CSV else {"applications.json": f"{as_json(rows)}\n"}
    for name, text in texts.items():
        _spare(folder / name, text[:_KNOWN])
    writing.write_all(folder, texts)
    return tuple(folder / name for name in texts)


def _spare(path: Path, beginning: str) -> None:
    """Raises AnalyzerError if there is a file that begins otherwise than those of this program."""
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            other = file.read(_KNOWN)
    except OSError:
        return
    if other[:1] != beginning[:1] or (other[:1] == _BOM and other != beginning):
        raise AnalyzerError(f"{path} was not written by `export`; choose another folder with --out")


def _tables(rows: Sequence[ApplicationRow]) -> dict[str, str]:
    applications = ([value(row) for value in _APPLICATIONS.values()] for row in rows)
    events = ([value(row, event) for value in _EVENTS.values()] for row in rows for event in row.events)
    return {
        "applications.csv": _csv(list(_APPLICATIONS), applications),
        "events.csv": _csv(list(_EVENTS), events),
    }


def _csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """RFC 4180, each cell in quotes and none a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(cell.replace("\0", "")) for cell in line] for line in lines)
    return _BOM + out.getvalue()
