"""Static SVG from plain rows: the only user of Altair and vl-convert.

Colours are CSS variables, so that the page's stylesheet decides about light and dark. No chart holds text out of
a mail. Without vl-convert (no wheel for Alpine, for one) every function gives None and the tables remain.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
from markupsafe import Markup, escape

try:
    import vl_convert
except ImportError:
    vl_convert = None

Row = Mapping[str, str | float | int | bool]
#: Name of a series and the CSS variable of its colour, in the order of the legend.
Palette = Sequence[tuple[str, str]]

_LONG_NUMBER = re.compile(r"(\d+\.\d\d)\d+")
_PATH = re.compile(r' (?:d|transform|x|y|x2|y2|width|height)="[^"]*"')
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_AXIS = {
    "labelColor": "var(--muted)",
    "titleColor": "var(--muted)",
    "gridColor": "var(--grid)",
    "domainColor": "var(--grid)",
    "tickColor": "var(--grid)",
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "titlePadding": 10,
}
_CONFIG: dict[str, Any] = {
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": _AXIS,
    "legend": {
        "labelColor": "var(--text)",
        "labelFontSize": 13,
        "orient": "top",
        "title": None,
        "symbolType": "square",
    },
}


def can_draw() -> bool:
    """Whether charts can be drawn on this machine."""
    return vl_convert is not None


def sankey(
    boxes: Sequence[Row], ribbons: Sequence[Row], palette: Palette, title: str, description: str
) -> Markup | None:
    """Boxes {x0, x1, y0, y1, middle, colour, name} and ribbon points {ribbon, x, y0, y1, colour}, y upwards."""
    across, up = _hidden([0, 1.26]), _hidden([-1, 0.02])
    colour = _colour(palette, legend=False)
    flows = (
        alt.Chart(_data(ribbons))
        .mark_area(opacity=0.42, aria=False)
        .encode(_x("x", across), _y("y0", up), y2="y1:Q", detail="ribbon:N", color=colour)
    )
    nodes = alt.Chart(_data(boxes))
    bars = nodes.mark_rect(aria=False).encode(
        _x("x0", across), _y("y0", up), x2="x1:Q", y2="y1:Q", color=colour
    )
    label = {"align": "left", "baseline": "middle", "dx": 6, "fontSize": 13, "aria": False}
    text = (_x("x1", across), _y("middle", up))
    halo = nodes.mark_text(**label, stroke="var(--page)", strokeWidth=3.5, strokeJoin="round")
    names = nodes.mark_text(**label, color="var(--text)")
    layers = flows + bars + halo.encode(*text, text="name:N") + names.encode(*text, text="name:N")
    return _svg(layers.properties(width=840, height=430), title, description)


def curves(
    band: Sequence[Row],
    lines: Sequence[Row],
    palette: Palette,
    axes: tuple[str, str],
    title: str,
    description: str,
) -> Markup | None:
    """Step lines {day, share, series} over the band {day, low, high}; `axes` names x and y."""
    last = max(float(row["day"]) for row in lines)
    x = alt.X(
        "day:Q", title=axes[0], scale=alt.Scale(domain=[0, last], nice=False), axis=alt.Axis(tickCount=10)
    )
    percent = {"axis": alt.Axis(format=".0%", tickCount=6), "title": axes[1]}
    names = [name for name, _ in palette]
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=names, range=list(_DASHES[: len(names)])))
    area = alt.Chart(_data(band)).mark_area(
        opacity=0.16, interpolate="step-after", color="var(--text)", aria=False
    )
    line = alt.Chart(_data(lines)).mark_line(interpolate="step-after", strokeWidth=2, aria=False)
    legend = alt.Legend(symbolType="stroke", symbolSize=300, symbolStrokeWidth=2)
    chart = area.encode(x, alt.Y("low:Q", **percent), y2="high:Q") + line.encode(
        x, alt.Y("share:Q", **percent), color=_colour(palette, key="series", legend=legend), strokeDash=dash
    )
    return _svg(chart.properties(width=820, height=300), title, description)


def bars(
    rows: Sequence[Row], palette: Palette, axes: tuple[str, str], title: str, description: str
) -> Markup | None:
    """Stacked bars {week, series, count, order}."""
    names = [name for name, _ in palette]
    chart = (
        alt.Chart(_data(rows))
        .mark_bar(stroke="var(--page)", strokeWidth=0.7, aria=False)
        .encode(
            alt.X("week:O", title=axes[0], axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
            alt.Y("count:Q", title=axes[1], axis=alt.Axis(tickMinStep=1, format="d")),
            color=_colour(palette, key="series", sort=names),
            order="order:O",
        )
    )
    return _svg(chart.properties(width=820, height=260), title, description)


def dots(rows: Sequence[Row], palette: Palette, axis: str, title: str, description: str) -> Markup | None:
    """Dots with intervals {stage, series, share, low, high, few}; one band of dots for each stage."""
    names = [name for name, _ in palette]
    stages = list(dict.fromkeys(str(row["stage"]) for row in rows))
    x = {"title": axis, "scale": alt.Scale(domain=[0, 1]), "axis": alt.Axis(format=".0%", tickCount=5)}
    shared = {
        "y": alt.Y(
            "stage:N", title=None, sort=stages, axis=alt.Axis(labelLimit=240, labelFontSize=13, grid=False)
        ),
        "yOffset": alt.YOffset("series:N", sort=names, scale=alt.Scale(paddingOuter=0.6)),
        "color": _colour(palette, key="series", sort=names),
        "opacity": alt.condition("datum.few", alt.value(0.4), alt.value(1)),
    }
    base = alt.Chart(_data(rows))
    spans = base.mark_rule(strokeWidth=2.5, aria=False).encode(alt.X("low:Q", **x), x2="high:Q", **shared)
    points = base.mark_point(size=85, filled=True, aria=False).encode(alt.X("share:Q", **x), **shared)
    return _svg((spans + points).properties(width=760, height=92 * len(stages)), title, description)


def _data(rows: Sequence[Row]) -> Any:
    return alt.Data(values=[dict(row) for row in rows])


def _hidden(domain: list[float]) -> dict[str, Any]:
    return {"axis": None, "scale": alt.Scale(domain=domain, nice=False, zero=False)}


def _x(field: str, options: dict[str, Any]) -> Any:
    return alt.X(f"{field}:Q", **options)


def _y(field: str, options: dict[str, Any]) -> Any:
    return alt.Y(f"{field}:Q", stack=None, **options)


def _colour(palette: Palette, *, key: str = "colour", legend: Any = True, sort: Any = None) -> Any:
    options: dict[str, Any] = {} if sort is None else {"sort": sort}
    if legend is not True:
        options["legend"] = legend or None
    scale = alt.Scale(
        domain=[name for name, _ in palette], range=[f"var(--{variable})" for _, variable in palette]
    )
    return alt.Color(f"{key}:N", scale=scale, **options)


def _svg(chart: Any, title: str, description: str) -> Markup | None:
    """The chart as SVG with a title for screen readers, numbers cut to what a pixel can show."""
    if vl_convert is None:
        return None
    spec = chart.to_dict() | {"config": _CONFIG}
    # An empty list of allowed addresses: whatever the specification says, nothing is fetched.
    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    short = _PATH.sub(lambda found: _LONG_NUMBER.sub(r"\1", found[0]), drawn)
    head, _, rest = short.partition(">")
    attributes = re.sub(r' (?:xmlns:xlink|version|class)="[^"]*"', "", head)
    opening = f'{attributes} role="img"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
    # The SVG is our own: its texts are escaped by Vega, and none is out of a mail.
    return Markup(opening + rest)  # noqa: S704
