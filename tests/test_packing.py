import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.packing import packed, unpacked


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
