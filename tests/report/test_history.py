import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.labels import Label
from analyzer.report import history
from analyzer.report.asides import ASIDES
from analyzer.report.history import Night
from analyzer.report.schema import Report
from tests.report.builders import NOW, application, report


def night(days_ago: float, made_by: str = "m1", **counts: int) -> Night:
    return Night(NOW - timedelta(days=days_ago), counts, made_by)


@pytest.fixture(scope="module")
def tonight() -> Report:
    return report([application((Label.AUTO_ACK, 0), (Label.INTERVIEW_INVITE, 3)), application(age=3)])


def test_the_counts_are_those_of_the_report(tonight: Report) -> None:
    assert history.counted(tonight) == {
        "applications": 2,
        "answered": 1,
        "assessment": 1,
        "interview": 1,
        "rounds": 1,
        "offer": 0,
        "rejected": 0,
        "frozen": 0,
        "withdrawn": 0,
        "silent": 0,
    }


@pytest.mark.parametrize("way", ["more", "fewer"])
def test_every_number_has_its_words(tonight: Report, way: str) -> None:
    assert {f"{way}_{name}" for name in history.counted(tonight)} <= set(ASIDES)


def test_it_is_compared_with_a_week_and_a_month_ago() -> None:
    past = [night(days) for days in (1, 6, 7, 8, 29, 31, 60)]

    assert history.compared(NOW, past) == [night(7), night(31)]


def test_without_nights_so_old_it_is_the_oldest_of_at_least_a_day() -> None:
    assert history.compared(NOW, [night(3), night(2), night(0.1)]) == [night(3)]
    assert history.compared(NOW, [night(0.1)]) == []


def test_a_night_of_the_future_is_not_looked_at(tonight: Report) -> None:
    past = [night(-3, applications=99), night(7, applications=1), night(-8, applications=99)]

    assert history.changes(tonight, past, UTC, "en") == [
        "Since 13 November 2026 (7 days): 1 new application."
    ]


def test_what_is_more_and_what_is_fewer_is_said_in_both_languages(tonight: Report) -> None:
    past = [night(7, applications=1, answered=0, silent=2, interview=1)]

    assert history.changes(tonight, past, UTC, "en") == [
        "Since 13 November 2026 (7 days): 1 new application, 1 more answered, 2 fewer silent."
    ]
    assert history.changes(tonight, past, UTC, "zh") == [
        "自 2026年11月13日 以来（7 天）：新增投递 1 份，新增答复 1 份，无回音减少 2 份。"
    ]


def test_no_change_and_no_earlier_night_are_said(tonight: Report) -> None:
    same = Night(NOW - timedelta(days=7), history.counted(tonight), "m1")

    assert history.changes(tonight, [same], UTC, "en") == [
        "Since 13 November 2026 (7 days) no number has changed."
    ]
    assert history.changes(tonight, [], UTC, "en") == [ASIDES["changed_later"].en]


def test_another_program_in_between_is_said(tonight: Report) -> None:
    past = [night(7, "m1", applications=1), night(0, "m2")]

    assert history.changes(tonight, past, UTC, "en")[-1] == ASIDES["changed_program"].en
    assert len(history.changes(tonight, [night(7, "m2"), night(0, "m2")], UTC, "en")) == 1


def test_a_program_of_the_future_is_not_looked_at(tonight: Report) -> None:
    past = [night(7, "m1"), night(0, "m1"), night(-5, "m2")]

    assert len(history.changes(tonight, past, UTC, "en")) == 1


def test_the_second_run_of_a_day_replaces_the_first_where_the_user_is() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    late = Night(datetime(2026, 11, 20, 15, tzinfo=UTC), {"applications": 1}, "m")
    again = Night(datetime(2026, 11, 20, 15, 59, tzinfo=UTC), {"applications": 2}, "m")
    next_day = Night(datetime(2026, 11, 20, 16, tzinfo=UTC), {"applications": 3}, "m")
    text = ""
    for one in (late, again, next_day):
        text = history.with_night(text, one, shanghai)

    assert history.nights(text) == [again, next_day]
    assert text.count("\n") == 2


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        "null",
        '{"v": 1}',
        '{"v": 1, "at": "2026-11-01", "made_by": "", "counts": {}}',
        '{"v": 1, "at": "2026-11-01T00:00:00Z", "made_by": "", "counts": []}',
        '{"v": 1, "at": "2026-11-01T00:00:00Z", "made_by": "", "counts": {"a": "x"}}',
        '{"v": 2, "at": "2026-11-01T00:00:00Z", "made_by": "", "counts": {}}',
        "\ufffd" * 9,
        "[" * 5000,
    ],
)
def test_a_damaged_line_costs_that_line_and_stays(broken: str) -> None:
    good = history.line(night(9, applications=4))
    text = f"{good}\n{broken}\n"

    assert history.nights(text) == [night(9, applications=4)]
    assert broken in history.with_night(text, night(1), UTC).splitlines()


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=30), st.text(max_size=30))
def test_the_file_holds_one_line_a_day_and_all_of_them_are_read(
    told: list[tuple[int, int]], rubbish: str
) -> None:
    text, expected = rubbish, dict[int, int]()
    for days, count in told:
        text = history.with_night(text, night(days, applications=count), UTC)
        expected[days] = count

    found = {(NOW - one.at).days: one.counts["applications"] for one in history.nights(text)}
    assert found == expected
    for one in text.splitlines():
        if one.startswith('{"v"'):
            json.loads(one)
