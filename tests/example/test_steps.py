"""The steps of an application."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from analyzer.example.lots import lots
from analyzer.example.steps import awake, office, office_before, talk

_MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_ZONES = st.sampled_from(
    ["Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Shanghai"]
)


@given(_MOMENTS, _ZONES)
def test_offices_write_on_working_days_and_not_before_they_can(at: datetime, zone: str) -> None:
    moment = office(lots(1), at, ZoneInfo(zone))
    local = moment.astimezone(ZoneInfo(zone))
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert at <= moment < at + timedelta(days=4)


@given(_MOMENTS, _ZONES)
def test_the_working_time_before_is_not_after(at: datetime, zone: str) -> None:
    moment = office_before(lots(1), at, ZoneInfo(zone))
    local = moment.astimezone(ZoneInfo(zone))
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert at - timedelta(days=4) < moment <= at


@given(_MOMENTS)
def test_the_user_sleeps_at_night(at: datetime) -> None:
    moment = awake(lots(1), at)
    assert 7 <= moment.astimezone(ZoneInfo("Europe/London")).hour < 23
    assert at <= moment < at + timedelta(hours=12)


@given(st.integers(0, 10**6), _MOMENTS, _ZONES, st.sampled_from(["invite", "next"]))
def test_a_talk_is_arranged_before_it_is_held(seed: int, at: datetime, zone: str, opening: str) -> None:
    found, held_at = talk(lots(seed), at, ZoneInfo(zone), opening, 1)
    moments = [one.at for one in found]
    assert moments[0] == at
    assert moments == sorted(moments)
    assert moments[-1] < held_at
    assert found[-1].talk_at == held_at
    assert held_at.astimezone(ZoneInfo(zone)).weekday() < 5
    assert {one.number for one in found} == {1}


def test_some_talks_are_moved_by_either_side_and_some_are_reminded_of() -> None:
    at = datetime(2026, 5, 4, 10, tzinfo=UTC)
    walks = [talk(lots(seed), at, ZoneInfo("Europe/London"), "invite", 1)[0] for seed in range(400)]
    kinds = [{one.kind for one in found} for found in walks]
    assert 0.05 < sum("move" in found for found in kinds) / 400 < 0.2
    assert 0.01 < sum({"own_move", "moved"} <= found for found in kinds) / 400 < 0.1
    assert 0.05 < sum("reminder" in found for found in kinds) / 400 < 0.3
