from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Silence
from analyzer.labels import Label, Reason
from analyzer.report import changes
from tests.report.builders import UNTIL, application, search

SILENCE = Silence(45, "default")


def _counts(*apps: object) -> dict[str, tuple[int, int]]:
    found = changes.changes(apps, SILENCE, UNTIL)  # type: ignore[arg-type]
    return {row.name: (row.last, row.before) for row in found if row.last or row.before}


def test_each_thing_counts_in_the_month_in_which_it_happened() -> None:
    assert _counts(
        application((Label.AUTO_ACK, 0), (Label.INTERVIEW_INVITE, 20), (Label.REJECTION, 40), age=55)
    ) == {
        "applied": (0, 1),
        "answered": (0, 1),
        "interview": (0, 1),
        "rejected": (1, 0),
    }
    assert _counts(application((Label.HIRING_FREEZE, 3), age=20)) == {
        "applied": (1, 0),
        "answered": (1, 0),
        "frozen": (1, 0),
    }


def test_what_is_older_than_sixty_days_counts_nowhere() -> None:
    assert _counts(application((Label.REJECTION, 3), age=100)) == {}


def test_an_application_turns_silent_on_the_day_the_threshold_is_over() -> None:
    assert _counts(application(age=46)) == {"applied": (0, 1), "turned_silent": (1, 0)}
    assert _counts(application(age=80)) == {"turned_silent": (0, 1)}


def test_an_unsure_mail_is_no_event() -> None:
    app = application((Label.OFFER, 3), age=20)
    unsure = replace(app, events=(replace(app.events[0], sure=False),))

    assert "offer" in _counts(app)
    assert "offer" not in _counts(unsure)


@given(st.integers(0, 30))
def test_thirty_days_and_thirty_days_are_sixty(seed: int) -> None:
    apps = search(80, seed=seed)
    rows = {row.name: row for row in changes.changes(apps, SILENCE, UNTIL)}
    fresh = sum(UNTIL - app.applied_at < timedelta(days=60) for app in apps)

    assert rows["applied"].last + rows["applied"].before == fresh
    assert list(rows) == list(changes.CHANGES)


def test_closings_are_counted_in_the_month_of_their_mail_where_the_user_is() -> None:
    # Two hours before midnight of October's last day in UTC it is November in Shanghai.
    age = (UNTIL - datetime(2026, 10, 31, 22, 0, tzinfo=UTC)) / timedelta(days=1)
    app = application((Label.AUTO_ACK, -5), (Label.HIRING_FREEZE, 0), age=age)
    months = [list(changes.months([app], zone)) for zone in (UTC, ZoneInfo("Asia/Shanghai"))]

    assert [[(row.month, row.frozen, row.rejected) for row in found] for found in months] == [
        [("2026-10", 1, 0)],
        [("2026-11", 1, 0)],
    ]


def test_hours_are_those_where_the_user_is() -> None:
    age = (UNTIL - datetime(2026, 11, 15, 22, 30, tzinfo=UTC)) / timedelta(days=1)
    app = application((Label.REJECTION, 0), age=age)

    assert [(row.weekday, row.hour, row.count) for row in changes.hours([app], UTC)] == [(7, 22, 1)]
    (row,) = changes.hours([app], ZoneInfo("Asia/Shanghai"))
    assert (row.weekday, row.hour) == (1, 6)


@given(st.integers(0, 30))
def test_every_first_answer_has_its_hour_and_every_closing_its_month(seed: int) -> None:
    apps = search(80, seed=seed)
    months = list(changes.months(apps, UTC))

    assert sum(row.count for row in changes.hours(apps, UTC)) == sum(
        a.first_answer_at is not None for a in apps
    )
    assert sum(row.rejected for row in months) == sum(a.outcome == "rejected" for a in apps)
    assert sum(row.count for row in changes.reasons(apps)) == sum(
        a.outcome in {"rejected", "frozen"} for a in apps
    )


def test_reasons_come_most_frequent_first() -> None:
    apps = [application((Label.REJECTION, 3), reason=Reason.FILLED) for _ in range(2)]
    apps += [application((Label.REJECTION, 3)) for _ in range(3)]

    assert [(row.reason, row.count) for row in changes.reasons(apps)] == [("none given", 3), ("filled", 2)]
