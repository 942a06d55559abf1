from analyzer.labels import Label, Reason
from analyzer.report.reasons import after_practice, by_the_role, on_paper, reasons_table, remarks
from tests.report.builders import application, search


def test_a_stopped_or_filled_role_was_never_about_the_user() -> None:
    assert by_the_role(application((Label.HIRING_FREEZE, 5)))
    assert by_the_role(application((Label.REJECTION, 5), reason=Reason.FILLED))
    assert not by_the_role(application((Label.REJECTION, 5), reason=Reason.OTHER_CANDIDATE))


def test_a_rejection_before_any_talk_was_decided_on_paper() -> None:
    assert on_paper(application((Label.AUTO_ACK, 0), (Label.REJECTION, 5)))
    assert not on_paper(application((Label.ASSESSMENT, 2), (Label.REJECTION, 5)))


def test_a_rejection_after_a_test_or_a_talk_can_be_practised_for() -> None:
    assert after_practice(application((Label.ASSESSMENT, 2), (Label.REJECTION, 5)))
    assert not after_practice(application((Label.INTERVIEW_INVITE, 2), (Label.HIRING_FREEZE, 5)))


def test_every_closed_application_is_in_exactly_one_of_the_three() -> None:
    for app in search(300):
        kinds = by_the_role(app) + on_paper(app) + after_practice(app)
        assert kinds == (app.outcome in {"rejected", "frozen"})


def test_the_share_is_given_with_its_interval() -> None:
    apps = [application((Label.HIRING_FREEZE, 5))] * 2 + [application((Label.REJECTION, 5))] * 8
    text = remarks(apps, "en")[0].text.replace("\u00a0", " ")
    assert "2 of 10 closed" in text
    assert "20 % (95 % interval 6–51 %)" in text


def test_of_four_closed_only_counts_are_given() -> None:
    apps = [application((Label.HIRING_FREEZE, 5))] * 2 + [application((Label.REJECTION, 5))] * 2
    assert "%" not in remarks(apps, "en")[0].text
    assert {row.cells[2] for row in reasons_table(apps, "en").rows} == {""}


def test_an_open_search_has_no_remarks() -> None:
    assert remarks([application((Label.AUTO_ACK, 0))], "en") == []
