"""`applications`: those of the last report, as lines or as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from rich.table import Table
from rich.text import Text

from analyzer.errors import AnalyzerError
from analyzer.labels import Outcome, Stage
from analyzer.report.schema import ApplicationRow, Report
from analyzer.terminal import printable


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which applications are asked for; None or empty: any."""

    text: str = ""
    """A part of company, role or agency, in any case."""
    stage: Stage | None = None
    """Reached at least."""
    outcome: Outcome | None = None
    since: date | None = None
    """Applied on this day or later."""

    def fits(self, row: ApplicationRow) -> bool:
        """Whether the application is asked for."""
        return (
            self.text.casefold() in f"{row.company}\n{row.role}\n{row.agency}".casefold()
            and (self.stage is None or row.stage.rank >= self.stage.rank)
            and (self.outcome is None or row.outcome is self.outcome)
            and (self.since is None or row.applied_at.date() >= self.since)
        )


def read(reports: Path) -> tuple[ApplicationRow, ...]:
    """The applications of the last report; raises AnalyzerError if there is none that can be read."""
    path = reports / "report.json"
    try:
        return Report.model_validate_json(path.read_bytes()).applications
    except FileNotFoundError as error:
        raise AnalyzerError(f"{path} does not exist yet; `rejection-analyzer run` writes it") from error
    except (OSError, ValidationError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no report of this version"
        raise AnalyzerError(
            f"{path} cannot be read ({reason}); `rejection-analyzer run` writes it again"
        ) from error


def as_json(rows: Sequence[ApplicationRow]) -> str:
    """The applications as in report.json, one list."""
    return json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=1)


def _company(row: ApplicationRow) -> str:
    """The company, and the agency that recruits for it."""
    if not row.agency:
        return row.company or "?"
    return f"{row.company} (agency)" if row.agency == row.company else f"{row.company} (via {row.agency})"


#: Head of a column and its value.
_COLUMNS: Mapping[str, Callable[[ApplicationRow], str]] = {
    "applied": lambda row: f"{row.applied_at:%Y-%m-%d}",
    "company": _company,
    "role": lambda row: row.role or "?",
    "reached": lambda row: row.stage + (f" {row.rounds}" if row.rounds else ""),
    "outcome": lambda row: row.outcome.replace("_", " "),
    "mails": lambda row: str(len(row.events)),
}
#: Columns that are cut where the terminal is narrow.
_CUT = frozenset({"company", "role"})


def table(rows: Sequence[ApplicationRow]) -> Table:
    """A line for each application, oldest first; the caption says how many there are."""
    count = f"{len(rows)} application{'' if len(rows) == 1 else 's'}"
    out = Table(box=None, pad_edge=False, caption=count, caption_justify="left")
    for head in _COLUMNS:
        out.add_column(head, no_wrap=head not in _CUT, overflow="ellipsis")
    for row in rows:
        out.add_row(*(Text(printable(value(row)), no_wrap=True) for value in _COLUMNS.values()))
    return out
