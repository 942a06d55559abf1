from hypothesis import given
from hypothesis import strategies as st

from analyzer.fetch.batches import BATCH_BYTES, HEAD_BYTES, WHOLE_BYTES, Pace, in_batches, taken

_SIZES = st.lists(st.integers(0, BATCH_BYTES * 2))


@given(_SIZES, st.integers(1, 10))
def test_nothing_is_lost_repeated_or_moved(sizes: list[int], mails: int) -> None:
    groups = list(in_batches(sizes, lambda size: size, lambda: mails))
    assert [size for group in groups for size in group] == sizes


@given(_SIZES, st.integers(1, 10))
def test_no_batch_is_empty_too_long_or_too_heavy(sizes: list[int], mails: int) -> None:
    for group in in_batches(sizes, lambda size: size, lambda: mails):
        assert 1 <= len(group) <= mails
        assert len(group) == 1 or sum(group) <= BATCH_BYTES


def test_a_mail_is_taken_whole_up_to_a_size_and_its_head_above() -> None:
    assert taken(0) == 0
    assert taken(WHOLE_BYTES) == WHOLE_BYTES
    assert taken(WHOLE_BYTES + 1) == HEAD_BYTES


class Clock:
    """Stands still between the batches, which take as long as they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def paced(size: int, seconds: float, batches: int = 12) -> Pace:
    clock = Clock()
    pace = Pace(1, 500, clock)
    for _ in range(batches):
        clock.now += seconds
        pace.received(size)
    return pace


def test_on_a_fast_line_batches_grow_to_the_most() -> None:
    assert (paced(10**6, 0.1).bytes(), paced(10**6, 0.1).mails()) == (BATCH_BYTES, 500)


def test_on_a_slow_line_a_batch_takes_about_ten_seconds() -> None:
    assert paced(50_000, 1.0).bytes() == 500_000


def test_on_the_slowest_line_a_batch_is_still_a_mail() -> None:
    assert paced(100, 60.0).bytes() == 128 * 1024


def test_batches_of_headers_alone_change_nothing() -> None:
    assert paced(0, 1.0).bytes() == Pace(1, 1, Clock()).bytes()
