"""Talks are counted, not mails."""

import re

import pytest

from analyzer.domain import Event, Invite
from analyzer.labels import Label
from analyzer.track import rounds as rounds_room
from analyzer.track import wording
from analyzer.track.rounds import reached_last, rounds
from tests.track.builders import event, talk


def invited(day: float, subject: str = "Interview", text: str = "", invite: Invite | None = None) -> Event:
    """An interview mail."""
    return event(day, Label.INTERVIEW_INVITE, subject=subject, text=text, invite=invite)


CASES: dict[str, tuple[int, list[Event]]] = {
    "no interview mail": (0, [event(0, Label.AUTO_ACK), event(9, Label.REJECTION)]),
    "one invitation": (1, [invited(0)]),
    "invitation, own reply, confirmation": (
        1,
        [invited(0), event(1, None, subject="Re: Interview"), invited(2, "Interview confirmation")],
    ),
    "a moved time a week later": (1, [invited(0), invited(7, "Rescheduled: your interview")]),
    "a reminder just before the talk": (1, [invited(0, invite=talk(8)), invited(7.5, "Reminder: interview")]),
    "a moved time after the first date has passed": (
        1,
        [invited(0, invite=talk(3)), invited(4, text="Sorry, we have to reschedule our call.")],
    ),
    "the same calendar entry again": (1, [invited(0, invite=talk(3)), invited(12, invite=talk(14))]),
    "the entry is cancelled": (
        1,
        [invited(0, invite=talk(3)), invited(9, invite=talk(3, "other", "CANCEL"))],
    ),
    "the next invitation after the talk": (2, [invited(0, invite=talk(3)), invited(5, text="Pick a time.")]),
    "two mails before a far talk": (
        1,
        [invited(0, invite=talk(20)), invited(8, text="Some details for the day.")],
    ),
    "an invitation ten days later without any date": (2, [invited(0), invited(10)]),
    "please confirm is no confirmation": (
        2,
        [invited(0), invited(9, text="We would like to meet you. Please confirm that you can come.")],
    ),
    "second round, soon after the first": (2, [invited(0), invited(2, "Second round interview")]),
    "next round spoken of in the first invitation": (
        1,
        [invited(0, "Next round"), invited(1, "Re: Next round")],
    ),
    "three in Chinese": (
        3,
        [invited(0, "一面邀请"), invited(3, "二面邀请"), invited(4, "面试时间调整"), invited(8, "终面邀请")],
    ),
    "a confirmation of the second talk after the first is over": (
        2,
        [invited(0, invite=talk(2)), invited(6, "Interview confirmation", invite=talk(8, "talk-2"))],
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rounds(case: str) -> None:
    expected, events = CASES[case]
    assert rounds(events) == expected


@pytest.mark.parametrize(
    ("subject", "reached"),
    [
        ("Final interview: Data Analyst", True),
        ("终面邀请：数据分析师", True),
        ("最終面接のご案内", True),
        ("Interview: Data Analyst", False),
    ],
)
def test_the_last_round_is_what_a_mail_calls_so(subject: str, reached: bool) -> None:
    mail = event(9, Label.INTERVIEW_INVITE, subject=subject)

    assert reached_last([event(0, Label.AUTO_ACK), mail]) is reached


def test_a_first_mail_that_tells_of_a_last_round_to_come_has_not_reached_it() -> None:
    text = "We would like to talk. After this there is a final round with the team."
    first = event(5, Label.INTERVIEW_INVITE, subject="Interview", text=text)
    second = event(20, Label.INTERVIEW_INVITE, subject="Interview", text="We invite you to the final round.")

    assert not reached_last([first])
    assert reached_last([first, second])


def test_an_offer_comes_after_the_last_round() -> None:
    assert reached_last([event(5, Label.OFFER)])
    assert not reached_last([event(5, Label.REJECTION, text="You got to the final round of candidates.")])


def test_the_subject_of_an_answer_does_not_make_a_new_talk_the_old_one() -> None:
    first = event(0, Label.INTERVIEW_INVITE, subject="Interview confirmation")
    later = event(
        7, Label.INTERVIEW_INVITE, subject="Re: Interview confirmation", text="We invite you again."
    )

    assert rounds([first, later]) == 2


@pytest.mark.parametrize(
    "pattern", [rounds_room._NEXT, rounds_room._MOVES, rounds_room._REPEATS, wording._TALKED]
)
def test_what_is_looked_for_in_lower_case_is_in_lower_case(pattern: re.Pattern[str]) -> None:
    assert pattern.pattern == pattern.pattern.lower()
    assert not pattern.flags & re.IGNORECASE
