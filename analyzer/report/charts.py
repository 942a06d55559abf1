"""Time to an answer, weeks, and stages: what each chart shows, drawn and as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from analyzer.domain import Application
from analyzer.labels import Stage
from analyzer.report import drawing, survival
from analyzer.report.schema import Report
from analyzer.report.spells import Cause, answer_spells
from analyzer.report.summary import LEAVABLE, MIN_N, STAGE_RATES, STILL_WAITING, find_rates
from analyzer.report.tables import COMPARABLE_N, Chart, Table, TableRow
from analyzer.report.texts import Say, iso_week, percent, rate_text, say

#: A curve ends where fewer are still watched: each further answer would be a leap.
_CURVE_AT_RISK = 10
_CURVE_DAYS = 120
_RISK_DAYS = (0, 7, 14, 30, 60, 90, 120)
_WEEKS = 52
_STAGE_DAY = 60

_RATE_COLOURS: dict[str, str] = {
    "passed": "good",
    "rejected": "rejected",
    "stopped": "stopped",
    "withdrawn": "neutral",
    STILL_WAITING: "silent",
}
#: What a bar is made of: how far it got first, then where it stands.
_WEEKLY: tuple[tuple[str, str], ...] = (
    ("reaching", "good"),
    ("rejected", "rejected"),
    ("frozen", "stopped"),
    ("withdrawn", "neutral"),
    ("silent", "silent"),
    ("too_early", "early"),
)
_CURVES: tuple[tuple[str, Cause | None, str], ...] = (
    ("any_answer", None, "text"),
    ("positive_answer", Cause.POSITIVE, "good"),
    ("rejection_answer", Cause.REJECTED, "rejected"),
)


def answer_times(applications: Sequence[Application], until: datetime, language: str) -> Chart:
    """Share answered by each day, with its band; the table says how many were still watched."""
    t = say(language)
    spells = answer_spells(applications, until)
    whole = survival.answered(spells)
    days = [day for day in _RISK_DAYS if whole.at_risk(day)]
    named = [
        (t(name), whole if cause is None else survival.ended_by(spells, cause), colour)
        for name, cause, colour in _CURVES
    ]
    if len(spells) < MIN_N:
        return Chart(None, Table((), ()))
    table = Table(
        (t("col_day"), *(name for name, _, _ in named), t("col_at_risk")),
        tuple(
            TableRow(
                (
                    str(day),
                    *(_share(curve.at(day), language) for _, curve, _ in named),
                    str(whole.at_risk(day)),
                ),
                few=whole.at_risk(day) < COMPARABLE_N,
            )
            for day in days
        ),
    )
    last = max((day for day in range(_CURVE_DAYS + 1) if whole.at_risk(day) >= _CURVE_AT_RISK), default=0)
    if not last:
        return Chart(None, table)
    points = drawing.CurveRows(
        [_band(whole, day) for day in range(last + 1)],
        [
            {"day": day, "share": round(curve.share(day), 4), "colour": colour}
            for _, curve, colour in named
            for day in range(last + 1)
        ],
        last,
    )
    svg = drawing.curves(points, (t("axis_days"), t("axis_answered")), t("time"), t("axis_answered"))
    return Chart(svg, table, tuple((name, colour) for name, _, colour in named), lines=True)


def weekly(
    applications: Sequence[Application], timezone: tzinfo, language: str, *, numbered: bool = False
) -> Chart:
    """Applications by the week of applying and what became of them; at most the last 52 weeks.

    Weeks go by their Monday; `numbered`: by their number, since a Monday may be the day of an application.
    """
    t = say(language)
    names = {key: t("reaching") if key == "reaching" else t(f"outcome_{key}") for key, _ in _WEEKLY}
    counts = Counter((_monday(a.applied_at, timezone), _weekly_key(a)) for a in applications)
    weeks = _weeks([week for week, _ in counts])
    table = Table(
        (t("col_week_number" if numbered else "col_week"), t("col_total"), *names.values()),
        tuple(
            TableRow(
                (
                    _week_name(week, numbered=numbered),
                    str(sum(of_week)),
                    *(str(count or "") for count in of_week),
                )
            )
            for week in weeks
            for of_week in [[counts[week, key] for key in names]]
            if any(of_week)
        ),
    )
    if len(applications) < MIN_N:
        return Chart(None, table)
    rows = [
        {
            "week": iso_week(week) if numbered else f"{week:%m-%d}",
            "colour": colour,
            "count": counts[week, key],
            "order": order,
        }
        for week in weeks
        for order, (key, colour) in enumerate(_WEEKLY)
        if counts[week, key] or not order
    ]
    axes = (t("axis_week_number" if numbered else "axis_week"), t("axis_applications"))
    seen = {row["colour"] for row in rows if row["count"]}
    legend = tuple((names[key], colour) for key, colour in _WEEKLY if colour in seen)
    return Chart(drawing.bars(rows, axes, t("weekly"), t("weekly_caption")), table, legend)


def dropout(report: Report, language: str) -> Chart:
    """What became of those that entered each stage, within 60 days of entering it."""
    t = say(language)
    rows = [row for stage in LEAVABLE for row in _stage_rows(report, stage, t, language)]
    table = Table(
        (t("col_stage"), t("col_way"), t("col_share"), t("col_interval"), t("col_n"), t("col_at_risk")),
        tuple(cells for cells, _ in rows),
    )
    drawn = [dot for _, dot in rows if dot is not None]
    if not drawn:
        return Chart(None, table)
    seen = {dot["colour"] for dot in drawn}
    legend = tuple((t(name), colour) for name, colour in _RATE_COLOURS.items() if colour in seen)
    svg = drawing.dots(drawn, t("axis_share"), t("dropout"), t("dropout_caption"))
    return Chart(svg, table, legend)


def _share(found: survival.Estimate, language: str) -> str:
    return percent(found.value, language) if found.value is not None else "–"


def _band(curve: survival.Curve, day: int) -> drawing.Row:
    # Before the first answer there is no standard error, and no band.
    low, high = curve.interval(day) if curve.share(day) else (0.0, 0.0)
    return {"day": day, "low": round(low, 4), "high": round(high, 4)}


def _weekly_key(application: Application) -> str:
    return "reaching" if application.stage is not Stage.APPLIED else str(application.outcome)


def _monday(moment: datetime, timezone: tzinfo) -> date:
    local = moment.astimezone(timezone).date()
    return local - timedelta(days=local.weekday())


def _week_name(monday: date, *, numbered: bool) -> str:
    return iso_week(monday) if numbered else f"{monday}"


def _weeks(seen: Sequence[date]) -> list[date]:
    """Every Monday from the first to the last, also those without an application."""
    if not seen:
        return []
    count = (max(seen) - min(seen)).days // 7 + 1
    return [min(seen) + timedelta(weeks=number) for number in range(count)][-_WEEKS:]


def _stage_rows(
    report: Report, stage: Stage, t: Say, language: str
) -> Iterator[tuple[TableRow, drawing.Row | None]]:
    for name in (*STAGE_RATES, STILL_WAITING):
        for rate in find_rates(report, name, f"stage:{stage}"):
            if rate.day != _STAGE_DAY or rate.n < MIN_N:
                continue
            few = rate.n < COMPARABLE_N
            share, span = rate_text(rate, language)
            cells = (t(f"stage_{stage}"), t(name), share, span, str(rate.n), str(rate.at_risk))
            dot = None
            # What never happened is a number in the table, not a dot at the edge.
            if rate.estimate:
                dot = {
                    "stage": f"{t(f'stage_{stage}')}|n = {rate.n}",
                    "colour": _RATE_COLOURS[name],
                    "share": rate.estimate,
                    "low": rate.low,
                    "high": rate.high,
                    "few": few,
                }
            yield TableRow(cells, few), dot
