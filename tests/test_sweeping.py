"""Work without the garbage collector."""

import gc

import pytest

from analyzer.sweeping import unswept


def test_the_collector_rests_within_and_works_after_even_if_it_fails() -> None:
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()

    with pytest.raises(ValueError, match="no"), unswept():
        raise ValueError("no")
    assert gc.isenabled()
