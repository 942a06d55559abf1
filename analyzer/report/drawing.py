"""Static SVG from plain rows, by specifications of Vega-Lite: the only user of vl-convert.

Altair would write the same specifications, and takes longer to be imported than all charts take to be drawn; the
tests have it check them.

Colours are CSS variables, so that the page's stylesheet decides about light and dark. No chart holds text out
of a mail. Without vl-convert (no wheel for Alpine, for one) every function gives None; the tables remain.
"""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

try:
    import vl_convert as _converter
except ImportError:
    _converter = None  # type: ignore[assignment]

vl_convert: Any = _converter

Row = Mapping[str, object]
#: A specification of Vega-Lite, or a part of one (vega.github.io/vega-lite/docs).
Spec = Mapping[str, object]
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
    r'|role="graphics-\w+"|aria-roledescription="[^"]*"|class="[^"]*"|transform="translate\(0,0\)")'
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


#: From a specification to SVG.
Convert = Callable[[Spec], str]
_CONVERT: ContextVar[Convert | None] = ContextVar("convert", default=None)


@contextlib.contextmanager
def drawn_by(convert: Convert) -> Iterator[None]:
    """Within, the charts are drawn by somebody else, such as another process."""
    before = _CONVERT.set(convert)
    try:
        yield
    finally:
        _CONVERT.reset(before)


def converted(spec: Spec) -> str:
    """The SVG of a specification, drawn here."""
    # An empty list of allowed addresses: whatever the specification says, nothing is fetched.
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def can_draw() -> bool:
    """Whether charts can be drawn on this machine."""
    return vl_convert is not None


def sankey(boxes: Sequence[Row], points: Sequence[Row], title: str, description: str) -> Markup | None:
    """Boxes {x0, x1, y0, y1, middle, colour, name} and ribbon points {ribbon, x, y0, y1, colour}; y upwards."""

    def at(x: str, y: str) -> Spec:
        across = _number(x, axis=None, scale={"domain": [0, 1.26], "nice": False, "zero": False})
        up = _number(y, axis=None, stack=None, scale={"domain": [-1, 0.02], "nice": False, "zero": False})
        return {"x": across, "y": up}

    flows = _layer(
        {"type": "area", "opacity": 0.42},
        {**at("x", "y0"), "y2": {"field": "y1"}, "detail": _named("ribbon"), "color": _colour()},
        points,
    )
    ends = {"x2": {"field": "x1"}, "y2": {"field": "y1"}}
    bars = _layer({"type": "rect"}, {**at("x0", "y0"), **ends, "color": _colour()}, boxes)
    label = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 13}
    behind = {"color": "var(--page)", "stroke": "var(--page)", "strokeWidth": 3.5, "strokeJoin": "round"}
    text = {**at("x1", "middle"), "text": _named("name")}
    halo, names = (_layer({**label, **look}, text, boxes) for look in (behind, {"color": "var(--text)"}))
    drawing = {"layer": [flows, bars, halo, names], "width": 840, "height": 430, "padding": 4}
    return _svg(drawing, title, description)


def curves(rows: CurveRows, axes: tuple[str, str], title: str, description: str) -> Markup | None:
    """Step lines over a band, up to the last day; `axes` names x and y."""
    days = {"domain": [0, rows.last_day], "nice": False}
    x = _number("day", title=axes[0], scale=days, axis={"tickCount": 10})
    percent = {"title": axes[1], "axis": {"format": ".0%", "tickCount": 6}}
    order = list(dict.fromkeys(row["colour"] for row in rows.lines))
    dash = {"domain": order, "range": list(_DASHES[: len(order)])}
    area = _layer(
        {"type": "area", "opacity": 0.16, "interpolate": "step-after", "color": "var(--text)"},
        {"x": x, "y": _number("low", **percent), "y2": {"field": "high"}},
        rows.band,
    )
    line = _layer(
        {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        {
            "x": x,
            "y": _number("share", **percent),
            "color": _colour(),
            "strokeDash": _named("colour", scale=dash, legend=None),
        },
        rows.lines,
    )
    return _svg({"layer": [area, line], "width": 820, "height": 300}, title, description)


def bars(rows: Sequence[Row], axes: tuple[str, str], title: str, description: str) -> Markup | None:
    """Stacked bars {week, colour, count, order}; weeks in the order given."""
    weeks = list(dict.fromkeys(row["week"] for row in rows))
    axis = {"labelAngle": -60, "labelOverlap": True}
    encoding = {
        "x": {"field": "week", "type": "ordinal", "title": axes[0], "sort": weeks, "axis": axis},
        "y": _number("count", title=axes[1], axis={"tickMinStep": 1, "format": "d"}),
        "color": _colour(),
        "order": {"field": "order", "type": "ordinal"},
    }
    layer = _layer({"type": "bar", "stroke": "var(--page)", "strokeWidth": 0.7}, encoding, rows)
    return _svg({**layer, "width": min(820, 60 * len(weeks)), "height": 260}, title, description)


def dots(rows: Sequence[Row], axis: str, title: str, description: str) -> Markup | None:
    """Dots with intervals {stage, colour, share, low, high, few}; `|` in a stage's name starts a line."""
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    colours = list(dict.fromkeys(row["colour"] for row in rows))
    x = {"title": axis, "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}
    labels = {"labelExpr": "split(datum.label, '|')", "labelFontSize": 13, "labelLimit": 240, "grid": False}
    common = {
        "y": _named("stage", title=None, sort=stages, axis=labels),
        "yOffset": _named("colour", sort=colours, scale={"paddingOuter": 0.7}),
        "color": _colour(),
        "opacity": {"condition": {"test": "datum.few", "value": 0.4}, "value": 1},
    }
    spans = _layer(
        {"type": "rule", "strokeWidth": 2.5},
        {"x": _number("low", **x), "x2": {"field": "high"}, **common},
        rows,
    )
    points = _layer(
        {"type": "point", "size": 85, "filled": True}, {"x": _number("share", **x), **common}, rows
    )
    return _svg({"layer": [spans, points], "width": 740, "height": 92 * len(stages)}, title, description)


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


def _layer(mark: Spec, encoding: Spec, rows: Sequence[Row]) -> Spec:
    data = {"values": [dict(row) for row in rows]}
    return {"data": data, "mark": {**mark, "aria": False}, "encoding": encoding}


def _number(field: str, **options: object) -> Spec:
    return {"field": field, "type": "quantitative", **options}


def _named(field: str, **options: object) -> Spec:
    return {"field": field, "type": "nominal", **options}


def _colour() -> Spec:
    scale = {"domain": list(COLOURS), "range": [f"var(--{colour})" for colour in COLOURS]}
    return _named("colour", scale=scale, legend=None)


def _svg(spec: Spec, title: str, description: str) -> Markup | None:
    """The chart as SVG with a title for screen readers, numbers cut to what a pixel can show."""
    if vl_convert is None:
        return None
    drawn = (_CONVERT.get() or converted)({**spec, "config": _CONFIG})
    short = _PATH.sub(lambda found: _LONG_NUMBER.sub(r"\1", found[0]), _UNSEEN.sub("", _IDLE.sub("", drawn)))
    head, _, rest = short.partition(">")
    attributes = re.sub(r' (?:xmlns:xlink|version)="[^"]*"', "", head)
    opening = f'{attributes} role="img"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
    # The SVG is our own: its texts are escaped by Vega, and none is out of a mail.
    return Markup(opening + rest)  # noqa: S704
