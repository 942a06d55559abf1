"""How likely mails make one application."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Event
from analyzer.labels import Label
from analyzer.track.cases import Index
from analyzer.track.link import identities
from analyzer.track.reasons import History, Traits, likelihood, speaking_for
from tests.track.builders import event

ACK, TEST, TALK, NO, OFFER = (
    Label.AUTO_ACK,
    Label.ASSESSMENT,
    Label.INTERVIEW_INVITE,
    Label.REJECTION,
    Label.OFFER,
)
DANA = "Dana Birch <dana.birch@acornmills.com>"


def traits(*events: Event) -> list[Traits]:
    marks = Index(identities(events)).marks
    return [Traits(one, marks(one)) for one in events]


#: What is likelier → two histories, the first of which is it.
LIKELIER: dict[str, tuple[list[Event], list[Event]]] = {
    "a refusal after the acknowledgement than one alone and it alone": (
        [event(0, ACK), event(12, NO)],
        [event(0, ACK), event(12, NO, role="Grain Buyer")],
    ),
    "the same person than another one": (
        [event(0, TALK, sender=DANA), event(9, TALK, role="", sender=DANA)],
        [event(0, TALK, sender=DANA), event(9, TALK, role="", sender="Oona Reed <oona.reed@acornmills.com>")],
    ),
    "a refusal after ten days than on the same day": (
        [event(0, ACK), event(10, NO)],
        [event(0, ACK), event(0.1, NO)],
    ),
    "a test soon than late": ([event(0, ACK), event(2, TEST)], [event(0, ACK), event(40, TEST)]),
    "an offer after a talk than without one": (
        [event(0, ACK), event(9, TALK), event(14, OFFER)],
        [event(0, ACK), event(9, TEST), event(14, OFFER)],
    ),
    "one refusal than two": (
        [event(0, ACK), event(9, NO), event(9.5, NO)],
        [event(0, ACK), event(9, NO), event(29, NO)],
    ),
    "an acknowledgement repeated at once than after weeks": (
        [event(0, ACK), event(1, ACK)],
        [event(0, ACK), event(30, ACK)],
    ),
    "a talk before three months are over than after them": (
        [event(0, ACK), event(89, TALK)],
        [event(0, ACK), event(91, TALK)],
    ),
    "applied before the answer than after it": (
        [event(0, ACK), event(9, TALK)],
        [event(0, TALK), event(9, ACK)],
    ),
}


@pytest.mark.parametrize("case", LIKELIER, ids=str)
def test_of_two_histories_one_is_likelier(case: str) -> None:
    one, other = (likelihood(traits(*events)) for events in LIKELIER[case])

    assert one > other


SOME = st.builds(
    event,
    st.floats(0, 120),
    st.sampled_from([ACK, TEST, TALK, NO, OFFER, None]),
    st.sampled_from(["Acorn Mills", "Oak & Ash", ""]),
    st.sampled_from(["", "Data Analyst", "Grain Buyer"]),
    sender=st.sampled_from([DANA, "Acorn Mills <no-reply@hire.lever.co>", "hr@acornmills.com"]),
    message_id=st.uuids().map(str),
)


@given(st.lists(SOME, max_size=6), st.integers(0, 6))
def test_a_history_can_be_told_in_parts(events: list[Event], place: int) -> None:
    mails = sorted(traits(*events), key=lambda t: t.at)
    begun = History()

    first = likelihood(mails[:place], begun)
    copied = begun.copy()
    rest = likelihood(mails[place:], begun)

    assert first + rest == pytest.approx(likelihood(mails))
    assert likelihood(mails[place:], copied) == pytest.approx(rest)


def test_nothing_speaks_for_the_first_mail() -> None:
    first, second = event(0, ACK), event(9, TALK)
    marks = Index(identities([first, second])).marks

    assert speaking_for(first, [second], marks) == ()
    assert "the same role" in speaking_for(second, [first], marks)
