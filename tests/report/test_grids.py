from analyzer.labels import Label
from analyzer.report import grids
from tests.report.builders import application, report, search


def test_cohorts_are_blank_where_the_week_is_too_young() -> None:
    apps = [application((Label.REJECTION, 1), age=20) for _ in range(6)]
    (row,) = grids.cohort_table(report(apps), "en").rows

    assert row.cells[1:] == ("6", "100\u00a0%", "100\u00a0%", "", "")
    assert row.shades == (0, 4, 4, 0, 0)


def test_small_weeks_show_counts() -> None:
    apps = [application((Label.REJECTION, 1), age=100), application(age=100)]
    found = [grids.cohort_table(report(apps), language).rows[0].cells[2] for language in ("en", "zh")]

    assert found == ["1 of 2", "2 份中 1 份"]


def test_hours_sum_to_all_first_answers() -> None:
    found = report(search(200))
    rows = grids.hours_table(found, "en").rows

    assert len(rows) == 7
    assert sum(int(row.cells[-1]) for row in rows) == sum(
        a.first_answer_at is not None for a in found.applications
    )
    assert max(max(row.shades) for row in rows) == 4


def test_closings_show_the_share_of_stopped_roles_from_five_on() -> None:
    apps = [application((Label.REJECTION, 1), age=15) for _ in range(4)]
    few = grids.closings_table(report(apps), "en").rows[0]
    five = grids.closings_table(report([*apps, application((Label.HIRING_FREEZE, 1), age=15)]), "en").rows[0]

    assert few.cells == ("2026-11", "4", "", "", "")
    assert five.cells == ("2026-11", "4", "1", "", "20\u00a0% (4–62\u00a0%)")
    assert five.few


def test_what_happened_in_neither_month_is_left_out() -> None:
    table = grids.changes_table(report([application((Label.OFFER, 5), age=20)]), "en")

    assert [row.cells for row in table.rows] == [
        ("New applications", "1", "0"),
        ("First answers", "1", "0"),
        ("Offers", "1", "0"),
    ]
