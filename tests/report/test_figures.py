from analyzer.labels import Label
from analyzer.report import figures
from analyzer.report.mislabelling import HeldOut
from analyzer.report.texts import odds
from tests.report.builders import UNTIL, application, report, search


def test_each_open_application_stands_in_one_row_of_the_table_of_patience() -> None:
    apps = search(300)
    table = figures.patience_table(apps, UNTIL, "en")
    waiting = [a for a in apps if a.first_answer_at is None and a.outcome in {"silent", "too_early"}]

    assert sum(int(row.cells[-1] or 0) for row in table.rows) == len(waiting)
    assert table.rows[0].cells[0] == "0–6 days"


def test_where_too_few_are_watched_the_row_only_counts() -> None:
    table = figures.patience_table([application(age=10)], UNTIL, "en")

    assert [row.cells for row in table.rows] == [("7–13 days", "not yet known", "", "", "1")]


def test_the_time_in_a_stage_is_a_day_with_its_interval_or_not_reached() -> None:
    apps = [application((Label.REJECTION, 10), age=90) for _ in range(15)] + [
        application(age=90) for _ in range(15)
    ]
    (row,) = figures.stage_time_table(report(apps), "en").rows

    assert row.cells[0] == "Applied"
    assert row.cells[1].startswith("10 days (10–")
    assert row.cells[3] == "not reached"
    assert not row.few


def test_rounds_are_counted_by_application() -> None:
    apps = [application((Label.INTERVIEW_INVITE, 3), (Label.INTERVIEW_INVITE, 9)) for _ in range(2)]
    apps += [application((Label.INTERVIEW_INVITE, 3)), application()]

    assert [row.cells for row in figures.rounds_table(apps, "en").rows] == [("1", "1"), ("2", "2")]


def test_the_last_round_is_told_if_it_was_ever_reached() -> None:
    apps = [application(last_round=True), application()]

    assert figures.last_round(apps, "en").startswith("1 application got to the last round")
    assert figures.last_round(apps, "zh") == "有 1 份走到了最后一轮：收到录用，或邮件称这一轮为终面。"
    assert figures.last_round(apps[1:], "en") == ""


def test_what_wrong_labels_could_change_is_a_range_beside_the_count() -> None:
    apps = [application((Label.REJECTION, 3)) for _ in range(40)]
    held = {Label.REJECTION: HeldOut(170, 153, 180)}
    (row,) = figures.called_table(report(apps, held_out=held), "en").rows

    assert row.cells == ("Rejection", "40", "90\u00a0%", "85\u00a0%", "34–51")
    assert report(apps, held_out=held).totals == report(apps).totals


def test_chances_are_told_no_finer_than_a_curve_knows_them() -> None:
    said = [odds(share, "en") for share in (0.0, 0.01, 0.034, 0.099, 0.19, 0.34, 0.5, 0.9)]

    assert said == [
        "fewer than 1 in 60",
        "fewer than 1 in 60",
        "about 1 in 30",
        "about 1 in 10",
        "about 1 in 5",
        "about 1 in 3",
        "about half",
        "more than half",
    ]
    assert odds(0.1, "zh") == "约 10 份中有 1 份"
