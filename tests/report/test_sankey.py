from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.report.sankey import Layout, Link, layout

COLUMNS = [["a"], ["b", "a1", "a2"], ["c", "b1"], ["d", "c1"]]
PAIRS = [list(pair) for pair in ("ab", "ac", "ad", "bc", "bd", "cd")]
PAIRS += [["a", "a1"], ["a", "a2"], ["b", "b1"], ["c", "c1"]]
COUNTS = st.fixed_dictionaries({(source, target): st.integers(0, 300) for source, target in PAIRS})


def _layout(counts: dict[tuple[str, str], int]) -> Layout:
    return layout([Link(source, target, count) for (source, target), count in counts.items()], COLUMNS)


@given(COUNTS)
def test_boxes_of_a_column_do_not_overlap_and_stay_within_the_square(
    counts: dict[tuple[str, str], int],
) -> None:
    boxes = _layout(counts).boxes
    for x in {box.x0 for box in boxes}:
        column = sorted((box for box in boxes if box.x0 == x), key=lambda box: box.y0)
        assert all(upper.y1 < lower.y0 for upper, lower in pairwise(column))
    assert all(-1e-9 <= box.y0 <= box.y1 <= 1 + 1e-9 and 0 <= box.x0 < box.x1 <= 1 + 1e-9 for box in boxes)


@given(COUNTS)
def test_what_leaves_a_box_lies_within_it_side_by_side(counts: dict[tuple[str, str], int]) -> None:
    found = _layout(counts)
    for box in found.boxes:
        for edges in (
            [(r.y0, r.height) for r in found.ribbons if r.link.source == box.key and r.x0 == box.x1],
            [(r.y1, r.height) for r in found.ribbons if r.link.target == box.key and r.x1 == box.x0],
        ):
            edges.sort()
            assert all(top + height <= below + 1e-9 for (top, height), (below, _) in pairwise(edges))
            assert all(box.y0 - 1e-9 <= top and top + height <= box.y1 + 1e-9 for top, height in edges)


@given(COUNTS)
def test_heights_are_in_proportion_to_counts(counts: dict[tuple[str, str], int]) -> None:
    found = _layout(counts)
    scales = [(box.y1 - box.y0) / box.count for box in found.boxes]
    scales += [ribbon.height / ribbon.link.count for ribbon in found.ribbons]
    assert all(scale == pytest.approx(scales[0]) for scale in scales)


@given(COUNTS)
def test_a_link_is_one_unbroken_band(counts: dict[tuple[str, str], int]) -> None:
    found = _layout(counts)
    for link in {ribbon.link for ribbon in found.ribbons}:
        pieces = sorted((r for r in found.ribbons if r.link == link), key=lambda piece: piece.x0)
        for left, right in pairwise(pieces):
            assert left.x1 == pytest.approx(right.x0)
            assert left.y1 == pytest.approx(right.y0)


def test_nothing_to_show_is_an_empty_layout() -> None:
    assert layout([], COLUMNS) == Layout((), ())
    assert layout([Link("a", "b", 0)], COLUMNS) == Layout((), ())
