"""Tables that are read like a map: cohorts, hours of answers, closings by month, and what changed."""

from collections import Counter
from datetime import tzinfo

from analyzer.report import survival
from analyzer.report.schema import CohortRow, MonthRow, Report
from analyzer.report.summary import DAYS, MIN_N
from analyzer.report.tables import COMPARABLE_N, Table, TableRow
from analyzer.report.texts import interval, long_day, percent, say

_SHADES = 4
#: Hours at which a part of the day begins.
_PARTS = (0, 6, 9, 12, 15, 18, 21)
_WEEKS = 52


def cohort_table(report: Report, language: str) -> Table:
    """Share answered by each day, by week of applying; the darker the more. Days not lived to see are blank."""
    t = say(language)
    weeks: dict[str, list[CohortRow]] = {}
    for row in report.cohorts:
        weeks.setdefault(row.week, []).append(row)
    rows = (
        TableRow(
            (week, str(cells[0].n), *(_cohort(cell, language) for cell in cells)),
            shades=(0, *(_shade(cell.share or 0.0) for cell in cells)),
        )
        for week, cells in list(weeks.items())[-_WEEKS:]
    )
    head = (t("col_week"), t("col_n"), *(t("n_days", n=day) for day in DAYS))
    return Table(head, tuple(rows))


def _cohort(cell: CohortRow, language: str) -> str:
    if cell.answered is None:
        return ""
    if cell.share is None:
        return say(language)("n_of", n=cell.answered, all=cell.n)
    return percent(cell.share, language)


def _shade(share: float) -> int:
    """0 for nothing, then by quarters."""
    return min(int(share * _SHADES) + 1, _SHADES) if share else 0


def hours_table(report: Report, language: str) -> Table:
    """First answers by weekday and part of the day; the darker the more."""
    t = say(language)
    counts: Counter[tuple[int, int]] = Counter()
    for row in report.answer_hours:
        counts[row.weekday, max(part for part in _PARTS if part <= row.hour)] += row.count
    most = max(counts.values(), default=0)
    rows = (
        TableRow(
            (t(f"weekday_{weekday}"), *(str(n or "") for n in of_day), str(sum(of_day))),
            shades=(*(_shade(n / most) for n in of_day), 0),
        )
        for weekday in range(1, 8)
        for of_day in [[counts[weekday, part] for part in _PARTS]]
    )
    spans = zip(_PARTS, (*_PARTS[1:], 24), strict=True)
    head = (t("col_weekday"), *(f"{first:02d}–{end:02d}" for first, end in spans), t("col_total"))
    return Table(head, tuple(rows) if most else ())


def closings_table(report: Report, language: str) -> Table:
    """Closing mails by month, and the share of them that stopped a role."""
    t = say(language)
    names = ("rejected", "frozen", "withdrawn")
    rows = (
        TableRow(
            (row.month, *(str(getattr(row, name) or "") for name in names), _stopped(row, language)),
            few=row.rejected + row.frozen < COMPARABLE_N,
        )
        for row in report.closings
    )
    head = (t("col_closed_month"), *(t(f"outcome_{name}") for name in names), t("col_stopped_share"))
    return Table(head, tuple(rows))


def _stopped(row: MonthRow, language: str) -> str:
    """Of rejections and stops together; Wilson's interval."""
    closed = row.rejected + row.frozen
    if closed < MIN_N:
        return ""
    span = interval(*survival.wilson(row.frozen, closed), language)
    return f"{percent(row.frozen / closed, language)} ({span})"


def changes_table(report: Report, language: str) -> Table:
    """What happened in the last 30 days and in the 30 before; what happened in neither is left out."""
    t = say(language)
    rows = (
        TableRow((t(f"change_{row.name}"), str(row.last), str(row.before)))
        for row in report.changes
        if row.last or row.before
    )
    return Table((t("col_what"), t("col_last"), t("col_before")), tuple(rows))


def changed_text(report: Report, timezone: tzinfo, language: str) -> str:
    """What the table of changes counts, and up to when."""
    return say(language)("changed_intro", until=long_day(report.data_until, timezone, language))
