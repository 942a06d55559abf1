"""What happens to applications."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.example.history import END, TREE, Path, paths, quota, walk
from analyzer.example.kinds import KINDS
from analyzer.example.lots import lots

_SHARES = st.lists(st.floats(0.01, 10), min_size=1, max_size=12)


@given(st.integers(0, 3000), _SHARES)
def test_a_quota_adds_up_and_is_never_off_by_one(total: int, shares: list[float]) -> None:
    counts = quota(total, shares)
    assert sum(counts) == total
    assert all(
        abs(count - total * share / sum(shares)) < 1 for count, share in zip(counts, shares, strict=True)
    )


@pytest.mark.parametrize("state", TREE)
def test_the_shares_of_a_state_add_up_to_one(state: str) -> None:
    assert sum(branch.share for branch in TREE[state]) == pytest.approx(1)
    assert all(branch.to == END or branch.to in TREE for branch in TREE[state])
    assert all(branch.kind in KINDS or not branch.kind for branch in TREE[state])


@given(st.integers(0, 800))
def test_there_are_as_many_paths_as_applications(total: int) -> None:
    assert len(paths(lots(1), total)) == total


def test_six_hundred_paths_tell_of_a_usual_search() -> None:
    found = paths(lots(2), 600)
    reached = Counter(branch.to for path in found for branch in path)
    ended = Counter(path[-1].kind for path in found)
    assert 38 <= reached["talk1"] <= 60
    assert 12 <= reached["talk2"] <= 26
    assert reached["offer"] == 3
    assert 0.3 < sum(ended[kind] for kind in ended if kind.startswith("reject")) / 600 < 0.5
    assert ended["own_decline"] == ended["rescinded"] == 1


@given(
    st.integers(0, 10**6),
    st.sampled_from(paths(lots(3), 600)),
    st.sampled_from(["Asia/Shanghai", "America/New_York"]),
)
def test_mails_of_a_walk_come_one_after_the_other(seed: int, path: Path, zone: str) -> None:
    applied_at = datetime(2026, 5, 4, 19, tzinfo=UTC) + timedelta(hours=seed % 168)
    found = walk(lots(seed), path, applied_at, ZoneInfo(zone))
    moments = [one.at for one in found]
    assert moments == sorted(moments)
    assert all(moment > applied_at for moment in moments)
    assert all(one.kind in KINDS for one in found)
