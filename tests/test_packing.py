from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analyzer.packing import Packed, packed, unpacked


@given(st.lists(st.floats(-30, 30, width=16), min_size=1))
def test_a_weight_comes_back_nearly_as_it_was(weights: list[float]) -> None:
    roots, top = packed(np.array([weights]))

    step = top * (2 / 127 + 1 / 127**2)
    assert np.allclose(unpacked(roots, top), [weights], atol=step)
    assert roots.dtype == np.int8


@given(st.lists(st.floats(-30, 30, width=16)))
def test_packed_again_nothing_changes(weights: list[float]) -> None:
    roots, top = packed(np.array([weights]))

    again, top_again = packed(unpacked(roots, top))

    assert top_again == top
    assert again.tolist() == roots.tolist()


def test_small_weights_are_kept_more_finely_than_large_ones() -> None:
    back = unpacked(*packed(np.array([[4.0, 0.01, -0.02, 0.0]])))[0]

    assert back.tolist() == pytest.approx([4.0, 0.01, -0.02, 0.0], rel=0.15)
    assert back[3] == 0


def test_a_table_that_stays_packed_counts_as_the_whole_one() -> None:
    rng = np.random.default_rng(1)
    table = Packed(*packed(rng.normal(size=(50, 3))))
    whole = unpacked(table.roots, table.top)
    rows: Any = sparse.random_array((4, 50), density=0.2, rng=rng, dtype=np.float32, format="csr")

    np.testing.assert_allclose(table.times(rows), rows @ whole, rtol=1e-6)
    np.testing.assert_array_equal(table[[3, 7]], whole[[3, 7]])
    assert len(table) == 50
    assert table.times(rows[:0]).shape == (0, 3)
