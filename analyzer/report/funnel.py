"""The funnel: how many went which way, as links, as a Sankey diagram, and as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from analyzer.domain import Application
from analyzer.labels import LABELS, Outcome, Stage
from analyzer.report import drawing
from analyzer.report.sankey import Layout, Link, layout
from analyzer.report.summary import MIN_N
from analyzer.report.tables import Chart, Table, TableRow
from analyzer.report.texts import Say, say

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


def _columns() -> list[list[str]]:
    """Nodes by column: each stage one further, what became of it beside the next."""
    stages = [str(stage) for stage in Stage]
    ends = [[f"{outcome}@{stage}" for outcome in _OUTCOME_COLOURS] for stage in stages]
    return [[*stages[n : n + 1], *(ends[n - 1] if n else [])] for n in range(len(stages) + 1)]


_COLUMNS = _columns()


def funnel(applications: Sequence[Application], language: str) -> Chart:
    """From applying through the stages to where each application stands."""
    t = say(language)
    links = flows(applications)
    found = layout(links, _COLUMNS, gap=0.042)
    table = Table(
        (t("col_from"), t("col_to"), t("col_count")),
        tuple(
            TableRow((node_name(link.source, t), node_name(link.target, t), str(link.count)))
            for link in links
        ),
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
    return pairwise(stops)


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
    # The pieces of a link make one shape, so that no seam shows where it passes a column.
    points = [
        {
            "ribbon": f"{ribbon.link.source}>{ribbon.link.target}",
            "x": x,
            "y0": -y,
            "y1": -y - max(ribbon.height, _THINNEST),
            "colour": _node_colour(ribbon.link.target),
        }
        for ribbon in found.ribbons
        for x, y in _bend(ribbon.x0, ribbon.x1, ribbon.y0, ribbon.y1)
    ]
    return drawing.sankey(boxes, points, t("funnel"), description)


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
