from dataclasses import replace
from datetime import timedelta

import pytest

from analyzer.domain import Application, Clues, Doubt, Event
from analyzer.labels import KnownBy, Label
from analyzer.report.schema import AttentionRow, Need
from tests.report.builders import NOW, SILENCE, UNTIL, application, event, invitation, report


def _needs(*applications: Application, unsure: tuple[Event, ...] = ()) -> list[AttentionRow]:
    return list(report(applications, unsure=unsure, silence=SILENCE).attention)


def _kinds(*applications: Application) -> list[Need]:
    return [row.kind for row in _needs(*applications)]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (Label.OFFER, Need.OFFER_UNANSWERED),
        (Label.INTERVIEW_INVITE, Need.INTERVIEW_UNANSWERED),
        (Label.ASSESSMENT, Need.ASSESSMENT_UNANSWERED),
        (Label.ACTION_NEEDED, Need.ACTION_OPEN),
    ],
)
def test_what_has_no_reply_waits(label: Label, kind: Need) -> None:
    assert _kinds(application((Label.AUTO_ACK, 0), (label, 30))) == [kind]


@pytest.mark.parametrize("label", [Label.AUTO_ACK, Label.REJECTION, Label.HIRING_FREEZE, Label.OTHER])
def test_what_asks_nothing_does_not_wait(label: Label) -> None:
    assert _kinds(application((label, 30))) == []


def test_an_own_mail_afterwards_settles_it() -> None:
    assert _kinds(application((Label.INTERVIEW_INVITE, 30), (None, 31))) == []


def test_an_own_mail_before_it_does_not() -> None:
    assert _kinds(application((None, 29), (Label.INTERVIEW_INVITE, 30))) == [Need.INTERVIEW_UNANSWERED]


def test_a_later_mail_of_theirs_settles_it() -> None:
    assert _kinds(application((Label.ASSESSMENT, 30), (Label.REJECTION, 35))) == []
    assert _kinds(application((Label.ASSESSMENT, 30), (Label.INTERVIEW_INVITE, 35))) == [
        Need.INTERVIEW_UNANSWERED
    ]


def test_what_is_older_than_the_silence_threshold_no_longer_waits() -> None:
    assert _kinds(application((Label.INTERVIEW_INVITE, 0), age=44.9)) == [Need.INTERVIEW_UNANSWERED]
    assert _kinds(application((Label.INTERVIEW_INVITE, 0), age=45.1)) == []


def _invited(starts_in: timedelta, name: str = "sooner") -> Application:
    app = application((Label.AUTO_ACK, 0), age=5)
    mail = invitation(UNTIL - timedelta(days=1), NOW + starts_in, message_id=f"{name}@mail.example")
    return replace(app, events=(*app.events, mail))


def test_the_date_of_an_invitation_to_come_is_when_it_is_due() -> None:
    (row,) = _needs(_invited(timedelta(days=2)))
    assert row.due == NOW + timedelta(days=2)


def test_a_talk_whose_time_has_passed_needs_no_reply() -> None:
    assert _needs(_invited(timedelta(hours=-1))) == []


def test_what_has_a_date_comes_first_then_the_weightier() -> None:
    offer, action = application((Label.OFFER, 38)), application((Label.ACTION_NEEDED, 39), age=41)
    rows = _needs(action, offer, _invited(timedelta(days=9), "later"), _invited(timedelta(days=2)))
    assert [row.kind for row in rows[2:]] == [Need.OFFER_UNANSWERED, Need.ACTION_OPEN]
    assert [row.due for row in rows[:2]] == [NOW + timedelta(days=2), NOW + timedelta(days=9)]


def test_a_mail_that_stands_twice_is_named_once() -> None:
    same = _invited(timedelta(days=2))
    assert len(_needs(same, same)) == 1


@pytest.mark.parametrize("label", [Label.OFFER, Label.INTERVIEW_INVITE, Label.ASSESSMENT])
def test_a_precious_mail_in_junk_is_found(label: Label) -> None:
    app = application((label, 1), (Label.AUTO_ACK, 2), age=60)
    hidden = replace(app, events=tuple(replace(mail, junk=True) for mail in app.events))
    assert _kinds(hidden) == [Need.IN_JUNK]


def test_a_closed_application_waits_for_nothing() -> None:
    app = application((Label.INTERVIEW_INVITE, 1), (Label.REJECTION, 5))
    assert _kinds(replace(app, events=tuple(replace(mail, junk=True) for mail in app.events))) == []


def test_unsure_mails_are_listed_with_what_is_known_of_them() -> None:
    mail = event(Label.OTHER, UNTIL, sure=False, clues=Clues("Veldt Analytics", "Analyst"), why=())
    (row,) = _needs(unsure=(mail,))
    assert (row.kind, row.company, row.role, row.why) == (
        Need.UNSURE,
        "Veldt Analytics",
        "Analyst",
        "Your application",
    )


def test_the_deciding_sentence_says_why() -> None:
    (row,) = _needs(application((Label.INTERVIEW_INVITE, 30)))
    assert row.why == "It says so."


def test_a_mail_that_fits_several_is_listed_with_them() -> None:
    mail = event(Label.REJECTION, UNTIL, clues=Clues("Veldt Analytics"))
    (row,) = report([], doubts=[Doubt(mail, ("one", "two"))]).attention

    assert (row.kind, row.company, row.role, row.candidates) == (
        Need.WHICH_APPLICATION,
        "Veldt Analytics",
        "",
        ("one", "two"),
    )


def test_an_invitation_that_fits_several_waits_and_names_them() -> None:
    app = application((Label.INTERVIEW_INVITE, 30))
    (row,) = report([app], doubts=[Doubt(app.events[0], ("one", "two"))]).attention

    assert (row.kind, row.candidates) == (Need.INTERVIEW_UNANSWERED, ("one", "two"))


def _stopped(*later: tuple[Label | None, float], age: float = 40) -> Application:
    return application((Label.AUTO_ACK, 0), (Label.HIRING_FREEZE, 5), *later, age=age)


def test_a_stopped_role_of_which_the_company_writes_again_waits_for_the_user() -> None:
    (row,) = report([_stopped((Label.INTERVIEW_INVITE, 30))]).attention

    assert row.kind is Need.ROLE_REOPENED


def test_a_mail_that_begins_the_stopped_role_anew_waits_too() -> None:
    anew = application((Label.ACTION_NEEDED, 0), age=9, known_by=KnownBy.REPLY)
    rows = report([_stopped(), anew]).attention

    assert [(row.kind, row.message_id) for row in rows] == [(Need.ROLE_REOPENED, anew.events[0].message_id)]


@pytest.mark.parametrize(
    "others",
    [
        [_stopped()],
        [_stopped((Label.INTERVIEW_INVITE, 30), (None, 31))],
        [_stopped((Label.REJECTION, 30))],
        [_stopped((Label.INTERVIEW_INVITE, 5), age=200)],
        [_stopped(), application((Label.AUTO_ACK, 0), age=9)],
        [_stopped(), application((Label.INTERVIEW_INVITE, 0), age=9, known_by=KnownBy.REPLY, role="Baker")],
    ],
    ids=["silent", "answered", "turned down", "long ago", "applied again", "another role"],
)
def test_other_stopped_roles_do_not_wait(others: list[Application]) -> None:
    assert Need.ROLE_REOPENED not in {row.kind for row in report(others).attention}
