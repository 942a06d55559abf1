"""The four charts of the page: what each shows, drawn and as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from markupsafe import Markup

from analyzer.domain import Application
from analyzer.labels import LABELS, Outcome, Stage
from analyzer.report import drawing, survival
from analyzer.report.sankey import Layout, Link, layout
from analyzer.report.schema import Report
from analyzer.report.spells import Cause, answer_spells
from analyzer.report.summary import LEAVABLE, MIN_N, STAGE_RATES, find_rates
from analyzer.report.texts import Say, percent, rate_text, say

#: A share of fewer is grey on the page: too few to compare.
COMPARABLE_N = 30
#: A curve ends where fewer are still watched: each further answer would be a leap.
_CURVE_AT_RISK = 10
_CURVE_DAYS = 120
_RISK_DAYS = (0, 7, 14, 30, 60, 90, 120)
_WEEKS = 52
_STAGE_DAY = 60
_RIBBON_STEPS = 16
#: Thinnest ribbon as a part of the height: about one pixel.
_THINNEST = 0.0025

_OUTCOME_COLOURS: dict[Outcome, str] = {
    Outcome.OFFER: "offer",
    Outcome.IN_PROGRESS: "progress",
    Outcome.REJECTED: "rejected",
    Outcome.FROZEN: "stopped",
    Outcome.WITHDRAWN: "neutral",
    Outcome.SILENT: "silent",
    Outcome.TOO_EARLY: "early",
}
_STAGE_COLOURS: dict[Stage, str] = {
    Stage.APPLIED: "neutral",
    Stage.ASSESSMENT: "good",
    Stage.INTERVIEW: "good",
    Stage.OFFER: "offer",
}
_RATE_COLOURS: dict[str, str] = {
    "passed": "good",
    "rejected": "rejected",
    "stopped": "stopped",
    "withdrawn": "neutral",
    "no_answer": "silent",
}
_CURVES: tuple[tuple[str, Cause | None, str], ...] = (
    ("any_answer", None, "text"),
    ("positive_answer", Cause.POSITIVE, "good"),
    ("rejection_answer", Cause.REJECTED, "rejected"),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells of a row; the first one heads it. `few`: to be shown in grey."""

    cells: tuple[str, ...]
    few: bool = False


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


def funnel(applications: Sequence[Application], language: str) -> Chart:
    """From applying through the stages to where each application stands."""
    t = say(language)
    links = flows(applications)
    found = layout(links, _COLUMNS, gap=0.042)
    table = Table(
        (t("col_from"), t("col_to"), t("col_count")),
        tuple(TableRow((node_name(l.source, t), node_name(l.target, t), str(l.count))) for l in links),
    )
    if len(applications) < MIN_N:
        return Chart(None, table)
    description = "; ".join(" ".join(row.cells[1:]) for row in table.rows)
    return Chart(_draw_funnel(found, t, description), table)


def flows(applications: Sequence[Application]) -> list[Link]:
    """How many went from each stage to the next one they entered, and from the last one to their outcome."""
    counts = Counter(step for application in applications for step in _steps(application))
    order = {key: number for number, key in enumerate(key for column in _COLUMNS for key in column)}
    ordered = sorted(counts.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    return [Link(source, target, count) for (source, target), count in ordered]


def node_name(key: str, t: Say) -> str:
    """The name of a node: a stage, or an outcome and the stage after which it came."""
    outcome, at, stage = key.partition("@")
    return t(f"after_{stage}", outcome=t(f"outcome_{outcome}")) if at else t(f"stage_{key}")


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
    band = [{"day": day, "low": low, "high": high} for day, low, high in _band(whole, last)]
    lines = [
        {"day": day, "share": share, "series": name}
        for name, curve, _ in named
        for day, share in _line(curve, last)
    ]
    palette = [(name, colour) for name, _, colour in named]
    axes = (t("axis_days"), t("axis_answered"))
    return Chart(drawing.curves(band, lines, palette, axes, t("time"), t("axis_answered")), table)


def weekly(applications: Sequence[Application], timezone: tzinfo, language: str) -> Chart:
    """Applications by the week of applying and what became of them; at most the last 52 weeks."""
    t = say(language)
    names = {key: t("reaching") if key == "reaching" else t(f"outcome_{key}") for key, _ in _WEEKLY}
    counts = Counter((_monday(a.applied_at, timezone), _weekly_key(a)) for a in applications)
    weeks = _weeks([week for week, _ in counts])
    table = Table(
        (t("col_week"), t("col_total"), *names.values()),
        tuple(
            TableRow((f"{week}", str(sum(of_week)), *(str(count or "") for count in of_week)))
            for week in weeks
            for of_week in [[counts[week, key] for key in names]]
        ),
    )
    if len(applications) < MIN_N:
        return Chart(None, table)
    rows = [
        {"week": f"{week:%m-%d}", "series": name, "count": counts[week, key], "order": order}
        for week in weeks
        for order, (key, name) in enumerate(names.items())
    ]
    palette = [(names[key], colour) for key, colour in _WEEKLY]
    axes = (t("axis_week"), t("axis_applications"))
    return Chart(drawing.bars(rows, palette, axes, t("weekly"), t("weekly_caption")), table)


def dropout(report: Report, language: str) -> Chart:
    """What became of those that entered each stage, within 60 days of entering it."""
    t = say(language)
    rows = [row for stage in LEAVABLE for row in _stage_rows(report, stage, t, language)]
    names = [(t(name), colour) for name, colour in _RATE_COLOURS.items() if name != "no_answer"]
    table = Table(
        (t("col_stage"), "", t("col_share"), t("col_interval"), t("col_n"), t("col_at_risk")),
        tuple(cells for cells, _ in rows),
    )
    drawn = [dot for _, dot in rows if dot is not None]
    if not drawn:
        return Chart(None, table)
    svg = drawing.dots(drawn, names, t("axis_share"), t("dropout"), t("dropout_caption"))
    return Chart(svg, table)


def _columns() -> list[list[str]]:
    """Nodes by column: each stage one further, what became of it beside the next."""
    stages = [str(stage) for stage in Stage]
    ends = [[f"{outcome}@{stage}" for outcome in _OUTCOME_COLOURS] for stage in stages]
    return [[*stages[n : n + 1], *(ends[n - 1] if n else [])] for n in range(len(stages) + 1)]


_COLUMNS = _columns()
#: What a bar is made of: how far it got first, then where it stands.
_WEEKLY: tuple[tuple[str, str], ...] = (
    ("reaching", "good"),
    ("rejected", "rejected"),
    ("frozen", "stopped"),
    ("withdrawn", "neutral"),
    ("silent", "silent"),
    ("too_early", "early"),
)


def _steps(application: Application) -> Iterator[tuple[str, str]]:
    seen = {LABELS[event.label].stage for event in application.events if event.label and event.sure}
    entered = [
        stage
        for stage in Stage
        if stage in {Stage.APPLIED, application.stage}
        or (stage in seen and stage.rank < application.stage.rank)
    ]
    stops = [str(stage) for stage in entered]
    if application.outcome is not Outcome.OFFER or application.stage is not Stage.OFFER:
        stops.append(f"{application.outcome}@{application.stage}")
    return zip(stops, stops[1:], strict=False)


def _node_colour(key: str) -> str:
    outcome, at, _ = key.partition("@")
    return _OUTCOME_COLOURS[Outcome(outcome)] if at else _STAGE_COLOURS[Stage(key)]


def _draw_funnel(found: Layout, t: Say, description: str) -> Markup | None:
    boxes = [
        {
            "x0": box.x0,
            "x1": box.x1,
            "y0": -box.y0,
            "y1": -max(box.y1, box.y0 + _THINNEST),
            "middle": -(box.y0 + box.y1) / 2,
            "colour": _node_colour(box.key),
            "name": f"{_short_name(box.key, t)}  {box.count}",
        }
        for box in found.boxes
    ]
    points = [
        {"ribbon": number, "x": x, "y0": -y, "y1": -y - height, "colour": _node_colour(ribbon.link.target)}
        for number, ribbon in enumerate(found.ribbons)
        for height in [max(ribbon.height, _THINNEST)]
        for x, y in _bend(ribbon.x0, ribbon.x1, ribbon.y0, ribbon.y1)
    ]
    colours = sorted({*_OUTCOME_COLOURS.values(), *_STAGE_COLOURS.values()})
    return drawing.sankey(boxes, points, [(colour, colour) for colour in colours], t("funnel"), description)


def _short_name(key: str, t: Say) -> str:
    """Beside the ribbon the stage need not be said again."""
    outcome, at, _ = key.partition("@")
    return t(f"outcome_{outcome}") if at else t(f"stage_{key}")


def _bend(x0: float, x1: float, y0: float, y1: float) -> Iterator[tuple[float, float]]:
    """Points of a smooth step (3u^2 - 2u^3); two are enough where it is level."""
    steps = _RIBBON_STEPS if y0 != y1 else 1
    for step in range(steps + 1):
        u = step / steps
        yield x0 + (x1 - x0) * u, y0 + (y1 - y0) * u * u * (3 - 2 * u)


def _share(found: survival.Estimate, language: str) -> str:
    known = found.value is not None and found.n >= MIN_N
    return percent(found.value, language) if known and found.value is not None else "–"


def _line(curve: survival.Curve, last: int) -> list[tuple[float, float]]:
    """The corners of the curve up to the last day."""
    steps = [(0.0, 0.0)]
    for day, share in zip(curve.days, curve.shares, strict=True):
        if day <= last and share != steps[-1][1]:
            steps.append((round(day, 2), round(share, 4)))
    return [*steps, (float(last), round(curve.share(last), 4))]


def _band(curve: survival.Curve, last: int) -> list[tuple[float, float, float]]:
    # Before the first answer there is no standard error; the band starts with it.
    days = [day for day in curve.days if day <= last]
    found = [(round(day, 2), *curve.interval(day)) for day in [*days, float(last)] if days]
    return [(day, round(low, 4), round(high, 4)) for day, low, high in found]


def _weekly_key(application: Application) -> str:
    return "reaching" if application.stage is not Stage.APPLIED else str(application.outcome)


def _monday(moment: datetime, timezone: tzinfo) -> date:
    local = moment.astimezone(timezone).date()
    return local - timedelta(days=local.weekday())


def _weeks(seen: Sequence[date]) -> list[date]:
    """Every Monday from the first to the last, also those without an application."""
    if not seen:
        return []
    count = (max(seen) - min(seen)).days // 7 + 1
    return [min(seen) + timedelta(weeks=number) for number in range(count)][-_WEEKS:]


def _stage_rows(
    report: Report, stage: Stage, t: Say, language: str
) -> Iterator[tuple[TableRow, drawing.Row | None]]:
    for name in STAGE_RATES:
        for rate in find_rates(report, name, f"stage:{stage}"):
            if rate.day != _STAGE_DAY or not rate.n:
                continue
            few = rate.n < COMPARABLE_N
            share, span = rate_text(rate, language)
            cells = (t(f"stage_{stage}"), t(name), share, span, str(rate.n), str(rate.at_risk))
            dot = None
            if rate.estimate is not None and rate.low is not None and rate.high is not None:
                dot = {
                    "stage": f"{t(f'stage_{stage}')}  (n = {rate.n})",
                    "series": t(name),
                    "share": rate.estimate,
                    "low": rate.low,
                    "high": rate.high,
                    "few": few,
                }
            yield TableRow(cells, few), dot
