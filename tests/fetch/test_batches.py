from hypothesis import given
from hypothesis import strategies as st

from analyzer.fetch.batches import BATCH_BYTES, HEAD_BYTES, WHOLE_BYTES, in_batches, taken

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
