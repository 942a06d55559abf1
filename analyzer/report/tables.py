"""What a chart says, as a table: the readable twin of every chart."""

from dataclasses import dataclass

from markupsafe import Markup

from analyzer.labels import Outcome

#: A share of fewer is grey on the page: too few to compare.
COMPARABLE_N = 30
#: In which order outcomes are listed: what is open or won comes before what is over.
OUTCOMES = (
    Outcome.OFFER,
    Outcome.IN_PROGRESS,
    Outcome.REJECTED,
    Outcome.FROZEN,
    Outcome.WITHDRAWN,
    Outcome.SILENT,
    Outcome.TOO_EARLY,
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells of a row; the first one heads it. `few`: to be shown in grey."""

    cells: tuple[str, ...]
    few: bool = False
    shades: tuple[int, ...] = ()
    """Of each cell after the first: 0 (plain) to 4 (darkest)."""


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads and rows."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: drawn (None: too little for it, or it cannot be drawn here) and as a table."""

    svg: Markup | None
    table: Table
    legend: tuple[tuple[str, str], ...] = ()
    """Names and colours (`drawing.COLOURS`), in order."""
    lines: bool = False
    """The legend is of lines: solid, dashed, dotted."""
