from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.labels import KnownBy, Label
from analyzer.report.cohorts import cohorts, monday
from analyzer.report.spells import answer_spell, in_rates
from tests.report import oracle
from tests.report.builders import UNTIL, application, search

DAYS = (7, 14, 30, 60)


@given(st.integers(0, 40))
def test_a_cell_is_the_textbooks_share_of_that_week_or_blank(seed: int) -> None:
    apps = search(120, seed=seed)
    for row in cohorts(apps, UNTIL, UTC, DAYS, 5):
        week = date.fromisoformat(row.week)
        mine = [a for a in apps if in_rates(a) and monday(a.applied_at, UTC) == week]
        spells = [answer_spell(one, UNTIL) for one in mine]
        youngest = datetime(week.year, week.month, week.day, tzinfo=UTC) + timedelta(days=7 + row.day)

        assert row.n == len(mine)
        assert (row.answered is None) == (youngest > UNTIL)
        if row.share is not None:
            assert row.share == pytest.approx(1 - oracle.kaplan_meier(spells, row.day)[0], abs=1e-6)
            assert row.n >= 5


def test_a_week_that_has_not_lived_to_see_the_day_is_blank_and_not_zero() -> None:
    apps = [application((Label.REJECTION, 1), age=20) for _ in range(6)]
    cells = {row.day: (row.answered, row.share) for row in cohorts(apps, UNTIL, UTC, DAYS, 5)}

    assert cells == {7: (6, 1.0), 14: (6, 1.0), 30: (None, None), 60: (None, None)}


def test_below_five_there_is_a_count_and_no_share() -> None:
    apps = [application((Label.REJECTION, 1), age=100) for _ in range(4)]

    assert [(row.answered, row.share) for row in cohorts(apps, UNTIL, UTC, DAYS, 5)] == [(4, None)] * 4


def test_applications_known_only_by_their_answer_are_in_no_week() -> None:
    assert not list(cohorts([application(age=100, known_by=KnownBy.REPLY)], UNTIL, UTC, DAYS, 5))


def test_a_week_begins_on_monday_where_the_user_is() -> None:
    sunday = datetime(2026, 11, 15, 20, 0, tzinfo=UTC)

    assert monday(sunday, UTC) == date(2026, 11, 9)
    assert monday(sunday, ZoneInfo("Asia/Shanghai")) == date(2026, 11, 16)
