from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.classify import queue
from analyzer.classify.queue import Card, next_card, queued
from analyzer.costs import COSTS, Costs, expected
from analyzer.domain import Verdict
from analyzer.labels import LABELS, Label


def verdict(shares: dict[Label, float]) -> Verdict:
    likely = sorted(shares, key=lambda label: -shares[label])
    return Verdict(
        likely[0],
        shares[likely[0]],
        sure=False,
        runner_up=likely[1],
        recruiting=sum(share for label, share in shares.items() if LABELS[label].event),
        chances=tuple(shares.get(label, 0.0) for label in Label),
    )


def said(label: Label, confidence: float, other: Label) -> Verdict:
    return verdict({label: confidence, other: 1 - confidence})


@st.composite
def verdicts(draw: st.DrawFn) -> list[Verdict]:
    weight = st.lists(st.floats(0.01, 1), min_size=len(Label), max_size=len(Label))
    rows = draw(st.lists(weight, max_size=25))
    return [verdict(dict(zip(Label, (np.array(row) / sum(row)).tolist(), strict=True))) for row in rows]


def test_a_likely_missed_interview_comes_before_a_more_doubtful_newsletter() -> None:
    judged = [
        (1, said(Label.OTHER, 0.5, Label.OUTREACH)),
        (2, said(Label.AUTO_ACK, 0.9, Label.INTERVIEW_INVITE)),
        (3, said(Label.REJECTION, 0.99, Label.AUTO_ACK)),
    ]

    assert queued(judged).ids.tolist() == [2, 1, 3]


@given(verdicts())
def test_mails_stand_in_the_order_of_their_expected_cost(told: list[Verdict]) -> None:
    found = queued(enumerate(told))

    costs = [
        expected(told[id_].label, dict(zip(Label, told[id_].chances, strict=True)), COSTS)
        for id_ in found.ids.tolist()
    ]
    assert sorted(found.ids.tolist()) == list(range(len(told)))
    assert found.cost.tolist() == pytest.approx(costs)
    assert costs == sorted(costs, reverse=True) or costs == pytest.approx(sorted(costs, reverse=True))


def test_costs_of_the_user_change_the_order() -> None:
    judged = [
        (1, said(Label.AUTO_ACK, 0.9, Label.ASSESSMENT)),
        (2, said(Label.AUTO_ACK, 0.9, Label.INTERVIEW_INVITE)),
    ]

    assert queued(judged).ids.tolist() == [2, 1]
    assert queued(judged, Costs(assessment=100)).ids.tolist() == [1, 2]


def test_a_verdict_of_before_the_chances_were_kept_counts_by_its_two_likeliest() -> None:
    old = Verdict(Label.AUTO_ACK, 0.8, sure=False, runner_up=Label.OFFER)

    assert queue.chances_of(old)[list(Label).index(Label.OFFER)] == pytest.approx(0.2)
    assert queued([(1, old)]).cost.tolist() == pytest.approx([0.2 * COSTS.offer])


def asked(judged: Sequence[tuple[int, Verdict]], count: int) -> list[Card]:
    found, done, cards = queued(judged), set[int](), list[Card]()
    while len(cards) < count and (card := next_card(found, done, len(cards))):
        cards.append(card)
        done.add(card.id)
    return cards


def test_every_fifth_card_is_drawn_and_no_mail_is_asked_about_twice() -> None:
    judged = [(n, said(Label.AUTO_ACK, 0.5 + n / 400, Label.INTERVIEW_INVITE)) for n in range(100)]

    cards = asked(judged, 200)

    assert sorted(card.id for card in cards) == list(range(100))
    assert [n for n, card in enumerate(cards) if card.held_out] == list(range(4, 100, 5))


def test_contested_mails_are_drawn_first_and_only_where_a_card_is_drawn() -> None:
    judged = [(n, said(Label.AUTO_ACK, 0.5 + n / 400, Label.INTERVIEW_INVITE)) for n in range(100)]
    found = replace(queued(judged), contested=(90, 91))

    fifth = next_card(found, set(), 4)
    assert fifth == Card(90, held_out=True, contested=True)
    assert next_card(found, {90}, 9) == Card(91, held_out=True, contested=True)
    after = next_card(found, {90, 91}, 14)
    assert after is not None
    assert (after.held_out, after.contested) == (True, False)
    assert next_card(found, set(), 0) == next_card(queued(judged), set(), 0)


def test_neither_cost_nor_date_decides_what_is_drawn() -> None:
    judged = [(n, said(Label.AUTO_ACK, 0.5 + n / 2500, Label.INTERVIEW_INVITE)) for n in range(1000)]

    drawn = queued(judged).drawn[:200]

    assert abs(float(np.mean(drawn)) - 500) < 100
    assert queued(judged[::-1]).drawn.tolist() == queued(judged).drawn.tolist()


def test_new_mail_leaves_the_order_of_the_drawn_as_it_is() -> None:
    judged = [(n, said(Label.AUTO_ACK, 0.8, Label.OTHER)) for n in range(60)]

    before = queued(judged[:40]).drawn.tolist()

    assert [id_ for id_ in queued(judged).drawn.tolist() if id_ < 40] == before


def test_surely_ordinary_mail_is_never_drawn() -> None:
    judged = [(n, said(Label.OTHER, 0.99, Label.OUTREACH)) for n in range(9)] + [
        (9, said(Label.OTHER, 0.9, Label.REJECTION))
    ]

    cards = asked(judged, 10)

    assert [card.id for card in cards if card.held_out] == ([9] if cards[4].id == 9 else [])
    assert queued(judged).drawn.tolist() == [9]


def test_an_empty_mailbox_has_no_card() -> None:
    assert next_card(queued([]), set(), 4) is None
    assert queue.neighbours(queued([]), 1) == []


def test_neighbours_are_those_that_the_model_thinks_alike_of() -> None:
    judged = [(n, said(Label.AUTO_ACK, 0.5 + n / 400, Label.INTERVIEW_INVITE)) for n in range(100)]

    assert set(queue.neighbours(queued(judged), 50, most=4)) == {48, 49, 51, 52}
    assert len(queue.neighbours(queued(judged), 50)) == 99


def test_left_counts_the_mails_that_are_worth_a_look() -> None:
    judged = [
        (1, said(Label.AUTO_ACK, 0.9, Label.INTERVIEW_INVITE)),
        (2, said(Label.AUTO_ACK, 0.99, Label.REJECTION)),
    ]

    assert queue.left(queued(judged), set()) == 1
    assert queue.left(queued(judged), {1}) == 0
