"""What is found only once all mail is known."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Event
from analyzer.labels import Label
from analyzer.track.cases import Index
from analyzer.track.link import identities, link
from analyzer.track.second_look import second_look
from tests.track.builders import event

ACK, TALK, NO, OFFER = Label.AUTO_ACK, Label.INTERVIEW_INVITE, Label.REJECTION, Label.OFFER
ANALYST, BUYER = "Data Analyst", "Grain Buyer"
DANA = "Dana Birch <dana.birch@acornmills.com>"
LEVER = "Acorn Mills <no-reply@hire.lever.co>"
ASHBY = "Acorn Mills <no-reply@ashbyhq.com>"
TWO_OPEN = (event(0, ACK, role=ANALYST), event(2, ACK, role=BUYER))
THANKS = "Thank you for your time with our team."

#: The mail that names no role → the role of the application that it belongs to.
CASES: dict[str, tuple[str, list[Event], Event]] = {
    "the same person names the role a week later": (
        ANALYST,
        [*TWO_OPEN, event(17, TALK, role=ANALYST, sender=DANA)],
        event(10, TALK, role="", sender=DANA),
    ),
    "the mail about the talk is confirmed the next day": (
        ANALYST,
        [*TWO_OPEN, event(11, TALK, role=ANALYST, subject="Interview confirmed")],
        event(10, TALK, role="", sender=DANA),
    ),
    "the system that acknowledged refuses": (
        ANALYST,
        [event(0, ACK, role=ANALYST, sender=LEVER), event(2, ACK, role=BUYER, sender=ASHBY)],
        event(14, NO, role="", sender=LEVER),
    ),
    "the other one goes on after the refusal": (
        ANALYST,
        [*TWO_OPEN, event(30, TALK, role=BUYER)],
        event(14, NO, role=""),
    ),
    "a refusal that thanks for a talk": (
        ANALYST,
        [event(0, ACK, role=ANALYST), event(6, TALK, role=ANALYST), event(9, ACK, role=BUYER)],
        event(20, NO, role="", text=THANKS),
    ),
    "an offer comes where there was a talk": (
        ANALYST,
        [event(0, ACK, role=ANALYST), event(6, TALK, role=ANALYST), event(9, ACK, role=BUYER)],
        event(20, OFFER, role=""),
    ),
    "the refusal that nothing else comes before": (
        ANALYST,
        [event(0, ACK, role=BUYER, board=True), event(20, NO, role=ANALYST)],
        event(8, ACK, role=""),
    ),
    "an acknowledgement before the mail that names the role": (
        ANALYST,
        [event(0, ACK, role=ANALYST, board=True), event(3, TALK, role=BUYER), event(9, NO, role=BUYER)],
        event(0.1, ACK, role=""),
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_mail_without_role_goes_where_it_fits_once_all_is_known(case: str) -> None:
    role, others, mail = CASES[case]

    (group,) = [group for group in link([*others, mail]) if mail in group]

    assert {one.clues.role for one in group} - {""} == {role}


def looked(*groups: tuple[Event, ...], bound: Event | None = None) -> list[tuple[Event, ...]]:
    events = [one for group in groups for one in group]
    return [
        group
        for group in second_look(groups, Index(identities(events)).marks, lambda one: one is bound)
        if group
    ]


MISPLACED = (event(2, ACK, role=BUYER), event(10, TALK, role="", sender=DANA))
RIGHT = (event(0, ACK, role=ANALYST), event(17, TALK, role=ANALYST, sender=DANA))


def test_what_the_user_said_stays() -> None:
    assert looked(RIGHT, MISPLACED) == [(RIGHT[0], MISPLACED[1], RIGHT[1]), MISPLACED[:1]]
    assert looked(RIGHT, MISPLACED, bound=MISPLACED[1]) == [RIGHT, MISPLACED]


def test_mail_that_answers_moves_with_what_it_answers() -> None:
    invitation = event(10, TALK, role="", sender=DANA, subject="A talk")
    answer = event(11, None, role="", to=DANA, subject="Re: A talk")

    found = looked(RIGHT, (MISPLACED[0], invitation, answer))

    assert found == [(RIGHT[0], invitation, answer, RIGHT[1]), MISPLACED[:1]]


def test_mail_that_fits_two_about_equally_stays_alone() -> None:
    nameless = event(10, NO, "", "", sender=DANA)
    groups = ((TWO_OPEN[0],), (TWO_OPEN[1],), (nameless,))

    assert looked(*groups) == [*groups]


def test_what_begins_an_application_stays() -> None:
    begins = (event(0, ACK, role=""), event(9, NO, role=BUYER))
    other = (event(0, ACK, role=ANALYST, board=True), event(4, TALK, role=ANALYST))

    assert looked(begins, other) == [begins, other]


def test_groups_keep_their_places() -> None:
    groups = (MISPLACED[1:], (event(30, NO, "Oak & Ash"),), RIGHT)
    events = [one for group in groups for one in group]

    found = second_look(groups, Index(identities(events)).marks)

    assert sorted(map(len, found)) == [0, 1, 3]
    assert found[1] == groups[1]


def test_two_roles_that_cannot_be_one_are_taken_apart() -> None:
    mixed = (event(0, ACK, role=BUYER), event(8, TALK, role="", sender=DANA), event(17, TALK, sender=DANA))

    assert sorted(looked(mixed), key=len) == [mixed[:1], mixed[1:]]


def test_what_follows_may_move_too() -> None:
    """Each of the later talks alone would stay with the others of the same person."""
    first = (event(0, ACK), event(6, TALK, sender=DANA))
    board = event(16, ACK, role=BUYER, board=True, sender="jobs-noreply@linkedin.com")
    talks = tuple(event(day, TALK, role="", sender=DANA, subject=str(day)) for day in (20, 23, 26))

    assert looked(first, (board, *talks)) == [(*first, *talks), (board,)]


SOME = st.builds(
    event,
    st.floats(0, 120),
    st.sampled_from([ACK, TALK, NO, OFFER, Label.ASSESSMENT, None]),
    st.sampled_from(["Acorn Mills", "Acorn Mills", "Oak & Ash", ""]),
    st.sampled_from(["", "", ANALYST, BUYER]),
    sender=st.sampled_from([DANA, LEVER, ASHBY, "hr@acornmills.com"]),
    to=st.just("hr@acornmills.com"),
    subject=st.sampled_from(["", "A talk", "Re: A talk"]),
    message_id=st.uuids().map(str),
)


@given(st.lists(st.lists(SOME, min_size=1, max_size=5).map(tuple), max_size=6))
def test_no_mail_is_lost_or_doubled(groups: list[tuple[Event, ...]]) -> None:
    found = looked(*groups)

    assert Counter(one.key for group in found for one in group) == Counter(
        one.key for group in groups for one in group
    )
    assert all(list(group) == sorted(group, key=lambda one: (one.at, one.key)) for group in found)
