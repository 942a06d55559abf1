import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Application, Silence
from analyzer.labels import KnownBy, Label
from analyzer.report import survival
from analyzer.report.spells import Cause, Spell
from tests.report import builders, oracle

SPELLS = st.lists(
    st.builds(Spell, st.integers(0, 90).map(float) | st.floats(0, 90), st.sampled_from(list(Cause)[:4])),
    min_size=1,
    max_size=60,
)
#: Six answers and four still waiting, worked out by hand: S = 9/10 * 8/9 * 6/7 * 4/5 ...
HAND = [
    Spell(2, Cause.REJECTED),
    Spell(5, Cause.POSITIVE),
    Spell(5, Cause.OPEN),
    Spell(8, Cause.REJECTED),
    Spell(8, Cause.OPEN),
    Spell(12, Cause.REJECTED),
    Spell(20, Cause.OPEN),
    Spell(21, Cause.STOPPED),
    Spell(30, Cause.OPEN),
    Spell(31, Cause.POSITIVE),
]


def test_the_share_answered_is_the_product_worked_out_by_hand() -> None:
    curve = survival.answered(HAND)
    assert curve.share(1.9) == 0
    assert curve.share(2) == pytest.approx(1 - 9 / 10)
    assert curve.share(5) == pytest.approx(1 - 9 / 10 * 8 / 9)
    assert curve.share(12) == pytest.approx(1 - 9 / 10 * 8 / 9 * 6 / 7 * 4 / 5)
    assert curve.share(25) == pytest.approx(1 - 9 / 10 * 8 / 9 * 6 / 7 * 4 / 5 * 2 / 3)
    assert curve.at_risk(8) == 7


@given(SPELLS, st.floats(0, 100))
def test_kaplan_meier_agrees_with_the_textbook_to_six_digits(spells: list[Spell], day: float) -> None:
    left, error = oracle.kaplan_meier(spells, day)
    curve = survival.answered(spells)
    assert curve.share(day) == pytest.approx(1 - left, abs=1e-6)
    if 1e-9 < left < 1 - 1e-9:
        assert curve.interval(day) == pytest.approx(oracle.cloglog(1 - left, error), abs=1e-6)


@given(SPELLS, st.sampled_from([Cause.POSITIVE, Cause.REJECTED, Cause.STOPPED]), st.floats(0, 100))
def test_aalen_johansen_agrees_with_the_textbook_to_six_digits(
    spells: list[Spell], cause: Cause, day: float
) -> None:
    share, error = oracle.aalen_johansen(spells, cause, day)
    curve = survival.ended_by(spells, cause)
    assert curve.share(day) == pytest.approx(share, abs=1e-6)
    if 1e-9 < share < 1 - 1e-9 and math.isfinite(error) and curve.known(day) and not _all_gone(spells, day):
        assert curve.interval(day) == pytest.approx(oracle.cloglog(share, error), abs=1e-6)


def _all_gone(spells: list[Spell], day: float) -> bool:
    """Everybody left at risk has answered: the library's formula divides by 0 there."""
    longest = max(s.days for s in spells)
    return longest <= day and all(s.cause for s in spells if s.days == longest)


@given(SPELLS, st.floats(0, 100))
def test_silent_and_all_causes_together_are_everybody(spells: list[Spell], day: float) -> None:
    by_cause = sum(survival.ended_by(spells, cause).share(day) for cause in list(Cause)[1:])
    assert by_cause == pytest.approx(survival.answered(spells).share(day), abs=1e-9)


@given(SPELLS, st.floats(0, 100))
def test_an_interval_lies_around_its_share_and_within_0_and_1(spells: list[Spell], day: float) -> None:
    for curve in (survival.answered(spells), survival.ended_by(spells, Cause.POSITIVE)):
        found = curve.at(day)
        if found.value is not None:
            assert found.low is not None
            assert found.high is not None
            assert 0 <= found.low <= found.value + 1e-9
            assert found.value - 1e-9 <= found.high <= 1


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_the_formula(pair: tuple[int, int]) -> None:
    assert survival.wilson(*pair) == pytest.approx(oracle.wilson(*pair), abs=1e-9)


def test_none_of_20_can_still_be_16_per_cent() -> None:
    assert survival.wilson(0, 20) == pytest.approx((0, 0.161), abs=5e-4)


def test_wilson_of_nobody_is_no_knowledge() -> None:
    assert survival.wilson(0, 0) == (0, 1)


def test_beyond_the_longest_watch_nothing_is_known() -> None:
    found = survival.answered([Spell(5, Cause.REJECTED), *[Spell(20, Cause.OPEN)] * 9]).at(21)
    assert (found.value, found.low, found.high, found.n, found.at_risk) == (None, None, None, 10, 0)


def test_when_all_have_answered_nothing_is_left_to_come() -> None:
    found = survival.answered([Spell(5, Cause.REJECTED)] * 10).at(60)
    assert found.value == 1
    assert found.low == pytest.approx(oracle.wilson(10, 10)[0])


def test_a_kind_of_answer_that_never_came_has_an_upper_limit_from_all_whose_fate_is_known() -> None:
    spells = [Spell(5, Cause.REJECTED)] * 18 + [Spell(40, Cause.OPEN)] * 2 + [Spell(3, Cause.OPEN)] * 5
    found = survival.ended_by(spells, Cause.POSITIVE).at(30)
    assert found.value == 0
    assert found.high == pytest.approx(oracle.wilson(0, 20)[1])


def test_no_applications_give_no_curve() -> None:
    assert survival.answered([]).at(30).value is None
    assert survival.ended_by([], Cause.POSITIVE).at(30).value is None


def test_the_chance_after_silence_is_what_is_left_of_the_curve() -> None:
    spells = [Spell(day, Cause.REJECTED) for day in range(1, 41)] + [Spell(120, Cause.OPEN)] * 60
    whole = survival.answered(spells)
    # 60 + 20 still wait after day 20; by day 50 the other 20 have answered.
    assert survival.chance_after(whole, whole, 20) == pytest.approx(20 / 80)
    assert survival.chance_after(whole, survival.ended_by(spells, Cause.POSITIVE), 20) == 0


def test_the_chance_is_not_given_when_fewer_than_30_are_watched() -> None:
    whole = survival.answered([Spell(120, Cause.OPEN)] * 29)
    assert survival.chance_after(whole, whole, 0) is None


def _search(answer_days: list[float], silent: int, age: float = 170) -> list[Application]:
    answered = [builders.application((Label.REJECTION, day), age=age) for day in answer_days]
    return answered + [builders.application((Label.AUTO_ACK, 0), age=age) for _ in range(silent)]


def test_the_threshold_is_the_first_day_on_which_an_answer_is_less_likely_than_one_in_ten() -> None:
    # On every day 1..60 one answer; 60 never. After x days 60 - x are to come, min(30, 60 - x) of them soon:
    # 10 % is passed when (60 - x) / (120 - x) < 0.1, that is x > 53.3.
    found = survival.silence_threshold(_search([float(day) for day in range(1, 61)], 60), builders.UNTIL)
    assert found == Silence(54, "own curve")


def test_too_few_applications_leave_the_default() -> None:
    assert survival.silence_threshold(_search([3.0, 5.0], 27), builders.UNTIL) == Silence(45, "default")
    assert survival.silence_threshold([], builders.UNTIL) == Silence(45, "default")


def test_the_threshold_is_never_shorter_than_three_weeks() -> None:
    assert survival.silence_threshold(_search([1.0], 99), builders.UNTIL) == Silence(21, "own curve")


def test_the_threshold_is_never_longer_than_ninety_days() -> None:
    late = [float(day) for day in range(1, 130) for _ in range(2)]
    assert survival.silence_threshold(_search(late, 60), builders.UNTIL) == Silence(90, "own curve")


def test_applications_known_only_by_their_answer_do_not_move_the_threshold() -> None:
    known = _search([float(day) for day in range(1, 61)], 60)
    replies = [
        builders.application((Label.REJECTION, 80.0), age=170, known_by=KnownBy.REPLY) for _ in range(100)
    ]
    assert survival.silence_threshold(known + replies, builders.UNTIL) == survival.silence_threshold(
        known, builders.UNTIL
    )


def test_a_fetch_that_failed_for_weeks_does_not_look_like_silence() -> None:
    search = builders.search(300)
    early = builders.UNTIL - timedelta(days=200)
    assert survival.silence_threshold(search, early) == Silence(45, "default")


@given(SPELLS, st.sampled_from([0.25, 0.5, 0.75]))
def test_quantiles_are_the_first_days_that_the_textbooks_curve_reaches(
    spells: list[Spell], share: float
) -> None:
    found = survival.quantile(survival.answered(spells), share)

    assert found.day == oracle.quantile(spells, share)
    if found.low is not None and found.day is not None:
        assert found.low <= found.day
    if found.high is not None and found.day is not None:
        assert found.high >= found.day


def test_the_interval_of_a_quantile_is_brookmeyers_and_crowleys() -> None:
    chance = np.random.default_rng(7)
    spells = [
        Spell(float(days), Cause.REJECTED if days < watched else Cause.OPEN)
        for days, watched in zip(chance.lognormal(3, 0.8, 80), chance.uniform(5, 90, 80), strict=True)
        for days in [min(days, watched)]
    ]
    for share in (0.25, 0.5):
        found = survival.quantile(survival.answered(spells), share)

        assert (found.low, found.high) == oracle.quantile_interval(spells, share)


def test_half_is_not_reached_where_fewer_have_left() -> None:
    spells = [Spell(5, Cause.REJECTED)] * 4 + [Spell(60, Cause.OPEN)] * 6

    assert survival.quantile(survival.answered(spells), 0.5).day is None
    assert survival.quantile(survival.answered(spells), 0.25).day == 5
