import pytest

from analyzer.costs import COSTS, Costs, expected, is_safe
from analyzer.labels import Label

REJECTION, INTERVIEW, OFFER, ACK = Label.REJECTION, Label.INTERVIEW_INVITE, Label.OFFER, Label.AUTO_ACK


@pytest.mark.parametrize(
    ("true", "said", "cost"),
    [
        (OFFER, ACK, 50),
        (INTERVIEW, REJECTION, 30),
        (Label.ASSESSMENT, Label.OTHER, 20),
        (ACK, INTERVIEW, 3),
        (OFFER, INTERVIEW, 1),
        (ACK, REJECTION, 1),
        (ACK, ACK, 0),
    ],
)
def test_each_kind_of_error_has_its_cost(true: Label, said: Label, cost: float) -> None:
    assert COSTS.of(true, said) == cost


def test_the_expected_cost_is_the_mean_over_what_the_mail_may_be() -> None:
    assert expected(REJECTION, {REJECTION: 0.9, INTERVIEW: 0.1}, COSTS) == pytest.approx(3.0)


def test_a_small_risk_of_a_missed_interview_is_not_safe_and_one_of_another_rejection_is() -> None:
    assert not is_safe(REJECTION, {REJECTION: 0.95, INTERVIEW: 0.05}, COSTS)
    assert is_safe(REJECTION, {REJECTION: 0.95, Label.HIRING_FREEZE: 0.05}, COSTS)


def test_who_finds_a_look_dear_is_asked_less() -> None:
    assert is_safe(REJECTION, {REJECTION: 0.95, INTERVIEW: 0.05}, Costs(look=5))


def test_a_missed_offer_costs_most_then_an_interview_then_a_test() -> None:
    assert COSTS.offer > COSTS.interview > COSTS.assessment > COSTS.false_alarm
