"""Rates by group as tables: where applications went in, what kind of work, which level, when."""

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.report.groups import EARLIER, RECENT
from analyzer.report.schema import Rate, Report
from analyzer.report.summary import find_rates
from analyzer.report.tables import COMPARABLE_N, Table, TableRow
from analyzer.report.texts import TEXTS, Say, percent, rate_text, say

#: By which day groups are compared: most answers have come, and not too many applications are too young.
_DAY = 30
#: Ways to group, in the order of the page; the first two are open, the others folded.
KINDS = ("channel", "family", "seniority", "board", "system", "month")
OPEN_KINDS = 2


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One way to group: its name and its rates."""

    name: str
    table: Table


def group_tables(report: Report, language: str) -> list[GroupTable]:
    """Rates by each way to group; one without a group of five is left out."""
    t = say(language)
    found = [GroupTable(t(f"col_{kind}"), _table(report, kind, language)) for kind in KINDS]
    return [group for group in found if group.table.rows]


def _table(report: Report, kind: str, language: str) -> Table:
    t = say(language)
    by_group: dict[str, dict[str, Rate]] = {}
    for rate in report.rates:
        if rate.day == _DAY and rate.group.startswith(f"{kind}:"):
            by_group.setdefault(rate.group.partition(":")[2], {})[rate.name] = rate
    pairs = [(name, found["any_answer"], found["positive_answer"]) for name, found in by_group.items()]
    # Months in their order, all else the largest first.
    ordered = pairs if kind == "month" else sorted(pairs, key=lambda pair: (-pair[1].n, pair[0]))
    rows = tuple(
        TableRow(
            (
                _name(kind, name, t),
                str(some.n),
                *rate_text(some, language),
                *rate_text(good, language),
                "" if good.shrunk is None else percent(good.shrunk, language),
            ),
            few=some.n < COMPARABLE_N,
        )
        for name, some, good in ordered
    )
    span = t("col_interval")
    head = (t(f"col_{kind}"), t("col_n"), t("any_answer"), span, t("positive_answer"), span, t("col_shrunk"))
    return Table(head, rows)


def _name(kind: str, name: str, t: Say) -> str:
    """Names of systems, boards and months stand for themselves."""
    return t(f"{kind}_{name}") if f"{kind}_{name}" in TEXTS else name


def trend(report: Report, language: str) -> Iterator[str]:
    """What differs between the applications of the last 90 days and those before, or that nothing can be told."""
    pairs = {name: _latest_of_both(report, name) for name in ("any_answer", "positive_answer")}
    told = [
        say(language)("trend", name=say(language)(name), **_pair_text(*pair, language))
        for name, pair in pairs.items()
        if pair and _apart(*pair)
    ]
    yield from told
    whole = pairs["any_answer"]
    if whole and not told:
        yield say(language)("trend_open", **_pair_text(*whole, language))


def _latest_of_both(report: Report, name: str) -> tuple[Rate, Rate] | None:
    """The rate of both periods by the latest day that is known of both; None for fewer than 30."""
    recent, earlier = (
        {rate.day: rate for rate in find_rates(report, name, f"period:{period}") if rate.estimate is not None}
        for period in (RECENT, EARLIER)
    )
    day = max(recent.keys() & earlier.keys(), default=None)
    if day is None or min(recent[day].n, earlier[day].n) < COMPARABLE_N:
        return None
    return recent[day], earlier[day]


def _apart(one: Rate, other: Rate) -> bool:
    """Whether the intervals do not overlap."""
    ends = [(rate.low, rate.high) for rate in (one, other) if rate.low is not None and rate.high is not None]
    return len(ends) == 2 and (ends[0][1] < ends[1][0] or ends[1][1] < ends[0][0])


def _pair_text(recent: Rate, earlier: Rate, language: str) -> dict[str, object]:
    share, span = rate_text(recent, language)
    before, before_span = rate_text(earlier, language)
    return {
        "day": recent.day,
        "share": share,
        "interval": span,
        "earlier": before,
        "earlier_interval": before_span,
    }
