"""Layout of the funnel: boxes in columns and ribbons between them, in a unit square with y downwards.

Columns and the order within them are given, so the relaxation of d3-sankey is not needed. A link that skips a
column passes through it in a gap of its own, at the top, and so never lies behind a box.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Link:
    """So many went from one node to another."""

    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is drawn."""

    key: str
    count: int
    x0: float
    x1: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A band of constant height from (x0, y0) to (x1, y1), its upper edge; one piece of a link."""

    link: Link
    x0: float
    x1: float
    y0: float
    y1: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes and ribbons to be drawn."""

    boxes: tuple[Box, ...]
    ribbons: tuple[Ribbon, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a link between two neighbouring columns; `source` or `target` may be a gap."""

    link: Link
    source: str
    target: str


def layout(
    links: Sequence[Link], columns: Sequence[Sequence[str]], gap: float = 0.04, box_width: float = 0.012
) -> Layout:
    """Boxes and ribbons for links that run from left to right; nodes without a link are left out.

    `gap` is the space between two boxes of a column, as a part of the height.
    """
    links = [link for link in links if link.count]
    if not links:
        return Layout((), ())
    place = {key: number for number, column in enumerate(columns) for key in column}
    pieces = [piece for link in links for piece in _pieces(link, place)]
    sizes = _sizes(pieces)
    filled = [_column(number, columns[number], pieces, place, sizes) for number in range(len(columns))]
    while not filled[-1]:
        filled.pop()
    scale = min((1 - gap * (len(column) - 1)) / sum(sizes[key] for key in column) for column in filled)
    boxes = _boxes(filled, sizes, scale, gap, box_width)
    ribbons = [*_ribbons(pieces, boxes, scale), *_through_gaps(pieces, boxes, place)]
    return Layout(tuple(box for key, box in boxes.items() if key in place), tuple(ribbons))


def _pieces(link: Link, place: dict[str, int]) -> list[_Piece]:
    gaps = [_gap_key(link, number) for number in range(place[link.source] + 1, place[link.target])]
    stops = [link.source, *gaps, link.target]
    return [_Piece(link, source, target) for source, target in pairwise(stops)]


def _gap_key(link: Link, column: int) -> str:
    return f"{link.source}>{link.target}>{column}"


def _sizes(pieces: Sequence[_Piece]) -> dict[str, int]:
    """The greater of what comes in and what goes out, of each node and gap."""
    into: defaultdict[str, int] = defaultdict(int)
    out: defaultdict[str, int] = defaultdict(int)
    for piece in pieces:
        into[piece.target] += piece.link.count
        out[piece.source] += piece.link.count
    return {key: max(into[key], out[key]) for key in {**into, **out}}


def _column(
    number: int, keys: Sequence[str], pieces: Sequence[_Piece], place: dict[str, int], sizes: dict[str, int]
) -> list[str]:
    """Gaps first, the farthest target uppermost; then the nodes in the order given."""
    passing = {
        piece.target: place[piece.link.target]
        for piece in pieces
        if piece.target == _gap_key(piece.link, number)
    }
    return [*sorted(passing, key=lambda key: (-passing[key], key)), *(key for key in keys if key in sizes)]


def _boxes(
    columns: Sequence[Sequence[str]], sizes: dict[str, int], scale: float, gap: float, width: float
) -> dict[str, Box]:
    step = (1 - width) / max(len(columns) - 1, 1)
    boxes = {}
    for number, column in enumerate(columns):
        top = 0.0
        for key in column:
            bottom = top + sizes[key] * scale
            boxes[key] = Box(key, sizes[key], number * step, number * step + width, top, bottom)
            top = bottom + gap
    return boxes


def _ribbons(pieces: Sequence[_Piece], boxes: dict[str, Box], scale: float) -> list[Ribbon]:
    leave = _stacked(sorted(pieces, key=lambda piece: boxes[piece.target].y0), boxes, scale, at_source=True)
    enter = _stacked(sorted(pieces, key=lambda piece: boxes[piece.source].y0), boxes, scale, at_source=False)
    return [
        Ribbon(
            piece.link,
            boxes[piece.source].x1,
            boxes[piece.target].x0,
            leave[piece],
            enter[piece],
            piece.link.count * scale,
        )
        for piece in pieces
    ]


def _stacked(
    pieces: Sequence[_Piece], boxes: dict[str, Box], scale: float, *, at_source: bool
) -> dict[_Piece, float]:
    """The upper edge of each piece at its box, in the order given, without overlap."""
    free = {key: box.y0 for key, box in boxes.items()}
    edges = {}
    for piece in pieces:
        key = piece.source if at_source else piece.target
        edges[piece] = free[key]
        free[key] += piece.link.count * scale
    return edges


def _through_gaps(pieces: Sequence[_Piece], boxes: dict[str, Box], place: dict[str, int]) -> list[Ribbon]:
    """The short level parts where a link passes a column."""
    return [
        Ribbon(piece.link, box.x0, box.x1, box.y0, box.y0, box.y1 - box.y0)
        for piece in pieces
        if piece.target not in place
        for box in [boxes[piece.target]]
    ]
