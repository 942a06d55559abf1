"""Work without the garbage collector, and free memory given back."""

import ctypes
import gc
from pathlib import Path

import pytest

from analyzer.sweeping import give_back, unswept


def test_the_collector_rests_within_and_works_after_even_if_it_fails() -> None:
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()

    with pytest.raises(ValueError, match="no"), unswept():
        raise ValueError("no")
    assert gc.isenabled()


def test_free_memory_is_given_back() -> None:
    def resident() -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * 4096

    kept, freed = [], []
    for _ in range(100_000):  # side by side, so that freeing one half leaves holes
        freed.append(bytes(500))
        kept.append(bytes(10))
    before = resident()
    freed.clear()
    give_back()

    assert before - resident() > 20_000_000
    assert kept


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())

    give_back()
