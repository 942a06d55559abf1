import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from analyzer.labels import Label
from analyzer.report import charts
from analyzer.report.spells import answer_spells
from analyzer.report.survival import answered
from analyzer.report.texts import percent
from tests.report.builders import UNTIL, application, report, search


def test_the_table_of_answer_times_gives_the_curve_and_how_many_are_watched() -> None:
    apps = search(300)
    table = charts.answer_times(apps, UNTIL, "en").table
    curve = answered(answer_spells(apps, UNTIL))
    row = next(row for row in table.rows if row.cells[0] == "30")
    assert row.cells[1] == percent(curve.share(30), "en")
    assert row.cells[-1] == str(curve.at_risk(30))


def test_the_curve_is_not_drawn_for_fewer_than_ten() -> None:
    assert charts.answer_times(search(9), UNTIL, "en").svg is None
    assert charts.answer_times(search(30), UNTIL, "en").svg is not None


def test_below_five_there_is_no_table_of_shares() -> None:
    assert charts.answer_times(search(4), UNTIL, "en").table.rows == ()


def test_a_week_starts_on_monday_where_the_user_is() -> None:
    # Sunday 2026-11-15 20:00 UTC is Monday in Shanghai.
    age = (UNTIL - datetime(2026, 11, 15, 20, 0, tzinfo=UTC)) / timedelta(days=1)
    apps = [application(age=age)]
    assert charts.weekly(apps, ZoneInfo("Asia/Shanghai"), "en").table.rows[0].cells[0] == "2026-11-16"
    assert charts.weekly(apps, UTC, "en").table.rows[0].cells[0] == "2026-11-09"


def test_weeks_sum_to_all_applications_of_the_last_year() -> None:
    apps = search(200)
    assert sum(int(row.cells[1]) for row in charts.weekly(apps, UTC, "en").table.rows) == 200


def test_an_application_that_reached_an_interview_counts_as_that_though_it_was_rejected() -> None:
    apps = [application((Label.INTERVIEW_INVITE, 1), (Label.REJECTION, 5))]
    table = charts.weekly(apps, UTC, "en").table
    assert dict(zip(table.head, table.rows[0].cells, strict=True))["Reached a test or an interview"] == "1"


def test_weeks_run_on_over_the_new_year() -> None:
    apps = [application(age=age) for age in (0.5, 10, 340, 350)]
    svg = charts.weekly([*apps, application(age=1)], UTC, "en").svg
    assert svg is not None
    labels = re.findall(r">(\d\d-\d\d)<", svg)
    assert labels.index("12-08") < labels.index("01-05") < labels.index("11-16")


def test_stages_with_fewer_than_thirty_are_grey() -> None:
    apps = [application((Label.INTERVIEW_INVITE, 3), (Label.REJECTION, 9), age=90) for _ in range(10)]
    apps += [application((Label.REJECTION, 9), age=90) for _ in range(30)]
    chart = charts.dropout(report(apps), "en")
    grey = {row.cells[0]: row.few for row in chart.table.rows}
    assert grey == {"Applied": False, "Interview": True}
    assert chart.svg is not None


def test_a_legend_names_only_what_is_drawn() -> None:
    apps = [application((Label.REJECTION, 9), age=90) for _ in range(30)]
    assert [name for name, _ in charts.dropout(report(apps), "en").legend] == ["Rejected"]
    assert [name for name, _ in charts.weekly(apps, UTC, "en").legend] == ["Rejected"]
