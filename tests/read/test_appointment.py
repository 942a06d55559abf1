"""Notices of calendars."""

import pytest

from analyzer.domain import Invite
from analyzer.read.appointment import is_appointment


@pytest.mark.parametrize(
    "subject",
    [
        "Invitation: Acorn <> Robin - Data Engineer @ Tue 3 Mar",
        "Updated invitation: Intro call",
        "Canceled event: Intro call",
        "Einladung: Kennenlernen",
        "Invitación: Entrevista",
        "邀请：初面",
        "更新的邀请：初面",
        "招待状: 面接",
    ],
)
def test_forms_of_calendars_are_known_by_the_subject(subject: str) -> None:
    assert is_appointment(subject, None)


@pytest.mark.parametrize(
    "subject", ["Invitation to interview", "Re: Invitation: a talk", "Invitation:", "", "Your application"]
)
def test_other_subjects_are_none(subject: str) -> None:
    assert not is_appointment(subject, None)


@pytest.mark.parametrize(
    ("method", "is_one"), [("REQUEST", True), ("CANCEL", True), ("", True), ("REPLY", False)]
)
def test_a_calendar_part_is_one_unless_it_answers(method: str, is_one: bool) -> None:
    assert is_appointment("Lunch", Invite(method, "u", 0, "Lunch", "", None)) is is_one
