"""Talks are counted, not mails."""

import pytest

from analyzer.domain import Event, Invite
from analyzer.labels import Label
from analyzer.track.rounds import rounds
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
