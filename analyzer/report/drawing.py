"""Static SVG from plain rows: the only user of Altair and vl-convert.

Colours are CSS variables, so that the page's stylesheet decides about light and dark. No chart holds text out
of a mail. Without vl-convert (no wheel for Alpine, for one) every function gives None; the tables remain.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair  # noqa: ICN001 - `alt` is its untyped twin below
from markupsafe import Markup, escape

try:
    import vl_convert as _converter
except ImportError:
    _converter = None  # type: ignore[assignment]

# Its generated types name every keyword of Vega-Lite and cannot take options from a table; `Any` ends here.
alt: Any = altair
vl_convert: Any = _converter

Row = Mapping[str, object]
#: CSS variables that colour a mark; a row names one of them as its `colour`.
COLOURS = ("text", "good", "offer", "progress", "rejected", "stopped", "neutral", "silent", "early")


@dataclass(frozen=True, slots=True)
class CurveRows:
    """Points {day, low, high} of the band and {day, share, colour} of the lines, in this order of colours."""

    band: Sequence[Row]
    lines: Sequence[Row]
    last_day: int


_LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")
_PATH = re.compile(r' (?:d|transform|x|y|x2|y2|width|height)="[^"]*"')
#: Attributes that say what SVG assumes anyway, or that only a script would need.
_IDLE = re.compile(
    r' (?:pointer-events="none"|opacity="1"|stroke-width="1"|stroke-miterlimit="10"|aria-hidden="true"'
    r'|role="graphics-\w+"|aria-roledescription="[^"]*"|class="[^"]*")'
)
#: Vega's grounds without colour, and marks that are not shown.
_UNSEEN = re.compile(r'<path d="(?:M0,0h-?[\d.]*v-?[\d.]*h-?[\d.]*Z)?"(?: display="none")?/>')
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
    # Vega measures text with the fonts of this machine and the page shows it with others: the page has the
    # legends, and the edges have room.
    "padding": {"left": 28, "right": 20, "top": 10, "bottom": 6},
}


def warm_up() -> None:
    """Draws a small chart for nothing: the first one takes half a second, and can be had while others work.

    vl-convert holds no lock of Python's meanwhile, so that a thread of its own does.
    """
    bars([{"week": "", "colour": "text", "count": 1, "order": 0}], ("", ""), "", "")


def can_draw() -> bool:
    """Whether charts can be drawn on this machine."""
    return vl_convert is not None


def sankey(boxes: Sequence[Row], points: Sequence[Row], title: str, description: str) -> Markup | None:
    """Boxes {x0, x1, y0, y1, middle, colour, name} and ribbon points {ribbon, x, y0, y1, colour}; y upwards."""
    across, up = _hidden([0, 1.26]), _hidden([-1, 0.02])
    flows = (
        alt.Chart(_data(points))
        .mark_area(opacity=0.42, aria=False)
        .encode(_x("x", across), _y("y0", up), y2="y1:Q", detail="ribbon:N", color=_colour())
    )
    nodes = alt.Chart(_data(boxes))
    bars = nodes.mark_rect(aria=False).encode(
        _x("x0", across), _y("y0", up), x2="x1:Q", y2="y1:Q", color=_colour()
    )
    label = {"align": "left", "baseline": "middle", "dx": 6, "fontSize": 13, "aria": False}
    text = (_x("x1", across), _y("middle", up))
    halo = nodes.mark_text(
        **label, color="var(--page)", stroke="var(--page)", strokeWidth=3.5, strokeJoin="round"
    )
    names = nodes.mark_text(**label, color="var(--text)")
    layers = flows + bars + halo.encode(*text, text="name:N") + names.encode(*text, text="name:N")
    return _svg(layers.properties(width=840, height=430, padding=4), title, description)


def curves(rows: CurveRows, axes: tuple[str, str], title: str, description: str) -> Markup | None:
    """Step lines over a band, up to the last day; `axes` names x and y."""
    days = alt.Scale(domain=[0, rows.last_day], nice=False)
    x = alt.X("day:Q", title=axes[0], scale=days, axis=alt.Axis(tickCount=10))
    percent = {"axis": alt.Axis(format=".0%", tickCount=6), "title": axes[1]}
    order = list(dict.fromkeys(row["colour"] for row in rows.lines))
    dash = alt.Scale(domain=order, range=list(_DASHES[: len(order)]))
    area = alt.Chart(_data(rows.band)).mark_area(
        opacity=0.16, interpolate="step-after", color="var(--text)", aria=False
    )
    line = alt.Chart(_data(rows.lines)).mark_line(interpolate="step-after", strokeWidth=2, aria=False)
    chart = area.encode(x, alt.Y("low:Q", **percent), y2="high:Q") + line.encode(
        x,
        alt.Y("share:Q", **percent),
        color=_colour(),
        strokeDash=alt.StrokeDash("colour:N", scale=dash, legend=None),
    )
    return _svg(chart.properties(width=820, height=300), title, description)


def bars(rows: Sequence[Row], axes: tuple[str, str], title: str, description: str) -> Markup | None:
    """Stacked bars {week, colour, count, order}; weeks in the order given."""
    weeks = list(dict.fromkeys(row["week"] for row in rows))
    chart = (
        alt.Chart(_data(rows))
        .mark_bar(stroke="var(--page)", strokeWidth=0.7, aria=False)
        .encode(
            alt.X("week:O", title=axes[0], sort=weeks, axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
            alt.Y("count:Q", title=axes[1], axis=alt.Axis(tickMinStep=1, format="d")),
            color=_colour(),
            order="order:O",
        )
    )
    return _svg(chart.properties(width=min(820, 60 * len(weeks)), height=260), title, description)


def dots(rows: Sequence[Row], axis: str, title: str, description: str) -> Markup | None:
    """Dots with intervals {stage, colour, share, low, high, few}; `|` in a stage's name starts a line."""
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    colours = list(dict.fromkeys(row["colour"] for row in rows))
    x = {"title": axis, "scale": alt.Scale(domain=[0, 1]), "axis": alt.Axis(format=".0%", tickCount=5)}
    labels = alt.Axis(labelExpr="split(datum.label, '|')", labelFontSize=13, labelLimit=240, grid=False)
    common = {
        "y": alt.Y("stage:N", title=None, sort=stages, axis=labels),
        "yOffset": alt.YOffset("colour:N", sort=colours, scale=alt.Scale(paddingOuter=0.7)),
        "color": _colour(),
        "opacity": alt.condition("datum.few", alt.value(0.4), alt.value(1)),
    }
    base = alt.Chart(_data(rows))
    spans = base.mark_rule(strokeWidth=2.5, aria=False).encode(alt.X("low:Q", **x), x2="high:Q", **common)
    points = base.mark_point(size=85, filled=True, aria=False).encode(alt.X("share:Q", **x), **common)
    return _svg((spans + points).properties(width=740, height=92 * len(stages)), title, description)


#: Width around a chart that stands alone, and the height of its heading.
_MARGIN, _HEAD = 24, 64
#: Where these are not there, any font that has the characters.
_FONTS = "Noto Sans, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def standalone(svg: Markup, colours: Mapping[str, str], heading: str) -> str:
    """The chart as a file of its own: colours told, ground filled, under a heading; as wide as it was and a margin.

    `colours` are the values of the CSS variables.
    """
    resolved = _VARIABLE.sub(lambda found: colours[found[1]], svg).replace(
        'font-family="sans-serif"', f'font-family="{_FONTS}"'
    )
    size = _SIZE.search(resolved)
    assert size is not None
    width, height = float(size[1]) + 2 * _MARGIN, float(size[2]) + _HEAD + _MARGIN
    inner = resolved.replace("<svg ", f'<svg x="{_MARGIN}" y="{_HEAD}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img"><title>{escape(heading)}</title>'
        f'<rect width="100%" height="100%" fill="{colours["page"]}"/>'
        f'<text x="{_MARGIN + 4}" y="42" font-family="{_FONTS}" font-size="20" font-weight="bold" '
        f'fill="{colours["text"]}">{escape(heading)}</text>{inner}</svg>\n'
    )


def as_png(svg: str) -> bytes:
    """The picture in pixels, two for each unit of the SVG."""
    drawn: bytes = vl_convert.svg_to_png(svg, scale=2)
    return drawn


def _data(rows: Sequence[Row]) -> Any:
    return alt.Data(values=[dict(row) for row in rows])


def _hidden(domain: list[float]) -> dict[str, Any]:
    return {"axis": None, "scale": alt.Scale(domain=domain, nice=False, zero=False)}


def _x(field: str, options: dict[str, Any]) -> Any:
    return alt.X(f"{field}:Q", **options)


def _y(field: str, options: dict[str, Any]) -> Any:
    return alt.Y(f"{field}:Q", stack=None, **options)


def _colour() -> Any:
    scale = alt.Scale(domain=list(COLOURS), range=[f"var(--{colour})" for colour in COLOURS])
    return alt.Color("colour:N", scale=scale, legend=None)


def _svg(chart: Any, title: str, description: str) -> Markup | None:
    """The chart as SVG with a title for screen readers, numbers cut to what a pixel can show."""
    if vl_convert is None:
        return None
    # The charts are few and fixed, and the tests draw each of them; checking them against the schema of
    # Vega-Lite would take half the time.
    spec = chart.to_dict(validate=False)
    spec["config"] = _CONFIG
    # An empty list of allowed addresses: whatever the specification says, nothing is fetched.
    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    short = _PATH.sub(lambda found: _LONG_NUMBER.sub(r"\1", found[0]), _UNSEEN.sub("", _IDLE.sub("", drawn)))
    head, _, rest = short.partition(">")
    attributes = re.sub(r' (?:xmlns:xlink|version)="[^"]*"', "", head)
    opening = f'{attributes} role="img"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
    # The SVG is our own: its texts are escaped by Vega, and none is out of a mail.
    return Markup(opening + rest)  # noqa: S704
