from dataclasses import replace
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from analyzer.classify.gate import (
    LEAST,
    LEAST_LABELS,
    STANDARD,
    STANDARD_OF_FEW,
    Answer,
    compared,
    may_be_missed,
    ruled,
)
from analyzer.labels import PRECIOUS, Label
from benchmarks.gate import flipped, p_value

labels = st.sampled_from(Label)
answers = st.lists(st.builds(Answer, labels, labels, labels, st.integers(0, 200)), max_size=150)


def said(right: Label, old_right: bool, new_right: bool, kin: int) -> Answer:
    wrong = Label.OTHER if right is not Label.OTHER else Label.OUTREACH
    return Answer(right, right if old_right else wrong, right if new_right else wrong, kin)


def rejections(both: int, new: int, old: int) -> list[Answer]:
    """So many different rejections that both, only the new, only the old model is right on."""
    kinds = [(True, True)] * both + [(False, True)] * new + [(True, False)] * old
    return [said(Label.REJECTION, o, n, kin) for kin, (o, n) in enumerate(kinds)]


def test_a_clearly_better_model_takes_over_and_the_reason_is_told() -> None:
    ruling = ruled(compared(rejections(90, 8, 1)), over=True)

    assert ruling.promoted
    assert ruling.decided
    assert ruling.comparison.p == pytest.approx(10 / 2**9)
    assert "right on 8 where the current one is wrong, wrong on 1" in ruling.why


def test_a_lead_is_not_looked_at_before_there_are_labels_enough() -> None:
    leading = ruled(compared(rejections(500, LEAST - 1, 0)))
    behind = ruled(compared(rejections(500, 0, LEAST - 1)))

    assert not leading.promoted
    assert (leading.decided, behind.decided) == (False, False)
    assert f"{LEAST - 1} of {LEAST} mails" in leading.why
    assert ruled(compared(rejections(500, LEAST, 0))).promoted
    assert ruled(compared(rejections(500, 0, LEAST))).decided


@pytest.mark.parametrize("over", [False, True])
def test_without_sixty_held_out_labels_no_model_takes_over(over: bool) -> None:
    few = compared(rejections(LEAST_LABELS - 1 - LEAST, LEAST, 0))
    enough = compared(rejections(LEAST_LABELS - LEAST, LEAST, 0))

    assert (ruled(few, over=over).promoted, ruled(few, over=over).decided) == (False, False)
    assert "not enough labels yet: 59 mails are held out, 60 are needed" in ruled(few, over=over).why
    assert (ruled(few, late=True).promoted, ruled(few, late=True).decided) == (False, True)
    assert ruled(enough, over=over).promoted


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (rejections(100, 12, 8), "not surely better"),
        (rejections(100, 0, 0), "not surely better"),
        ([*rejections(100, 20, 0), said(Label.OFFER, True, False, 500)], "it misses 1 offers"),
    ],
)
def test_any_other_stays_where_it_is_and_the_reason_is_told(answers: list[Answer], why: str) -> None:
    ruling = ruled(compared(answers), over=True)

    assert not ruling.promoted
    assert ruling.decided
    assert why in ruling.why


def test_an_interview_called_a_test_is_no_miss_but_a_mistake() -> None:
    answer = Answer(Label.INTERVIEW_INVITE, Label.INTERVIEW_INVITE, Label.ASSESSMENT, 1)

    assert compared([answer]).missed_by_new == 0
    assert compared([answer]).old_right == 1


def test_thirty_copies_of_one_template_prove_no_more_than_one() -> None:
    copies = [replace(answer, kin=1000) for answer in rejections(0, 30, 0)]

    ruling = ruled(compared(rejections(80, 0, 0) + copies), over=True)

    assert ruling.comparison.new_right == 1
    assert not ruling.promoted


def test_the_standard_rises_with_each_try() -> None:
    comparison = compared(rejections(100, 14, 6))

    assert ruled(comparison, tries=2).promoted
    assert not ruled(comparison, tries=3).promoted


def test_of_few_mails_more_is_asked_than_of_many() -> None:
    """Of eight, six to two would let a model that is a point worse through in nine of a hundred cases."""
    six_of_eight = compared(rejections(60, 6, 2))

    assert STANDARD_OF_FEW < six_of_eight.p < STANDARD
    assert not ruled(six_of_eight, over=True).promoted
    assert ruled(compared(rejections(60, 7, 1)), over=True).promoted


@pytest.mark.parametrize("telling", range(1, 61))
def test_a_model_that_is_a_point_worse_rarely_takes_over_however_many_labels_there_are(telling: int) -> None:
    """It differs on a tenth of all mail: of a hundred of these it reads 45 better and 55 worse."""
    least = next(
        (
            n
            for n in range(telling + 1)
            if ruled(compared(rejections(60, n, telling - n)), over=True).promoted
        ),
        telling + 1,
    )

    assert binom.sf(least - 1, telling, 0.45) < 0.065


@given(answers, st.integers(0, 30), st.booleans())
def test_what_is_promoted_is_proved(told: list[Answer], tries: int, over: bool) -> None:
    ruling = ruled(compared(told), tries, over=over)

    misses = [sum(a.true in PRECIOUS and says not in PRECIOUS for a, says in pairs) for pairs in _both(told)]
    if ruling.promoted:
        assert over or ruling.comparison.telling >= LEAST
        assert ruling.decided
        assert len(told) >= LEAST_LABELS
        assert misses[0] <= misses[1]
        assert ruling.comparison.p < STANDARD
    assert (ruling.comparison.missed_by_new, ruling.comparison.missed_by_old) == tuple(misses)


def _both(told: list[Answer]) -> tuple[list[tuple[Answer, Label]], list[tuple[Answer, Label]]]:
    return [(a, a.new) for a in told], [(a, a.old) for a in told]


@given(st.integers(40, 120), st.integers(0, 12), st.integers(0, 12))
def test_at_most_one_of_two_models_can_take_the_others_place(both: int, new: int, old: int) -> None:
    told = rejections(both, new, old)
    turned = [replace(answer, old=answer.new, new=answer.old) for answer in told]

    assert not (ruled(compared(told), over=True).promoted and ruled(compared(turned), over=True).promoted)
    assert compared(turned).old_right == compared(told).new_right


@given(answers, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_labels_decides_nothing(told: list[Answer], dice: object) -> None:
    shuffled = list(told)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert compared(shuffled) == compared(told)


@given(st.integers(50, 70), st.integers(0, 30), st.integers(0, 15), st.integers(0, 20))
def test_one_more_mail_that_only_the_new_model_reads_never_turns_a_yes_into_a_no(
    both: int, new: int, old: int, tries: int
) -> None:
    if ruled(compared(rejections(both, new, old)), tries, over=True).promoted:
        assert ruled(compared(rejections(both, new + 1, old)), tries, over=True).promoted


def test_an_equal_model_never_takes_over() -> None:
    same = [replace(answer, new=answer.old) for answer in rejections(50, 30, 20)]

    assert compared(same).p == 1
    assert not ruled(compared(same), over=True).promoted


@pytest.mark.parametrize(("precious", "share"), [(5, 0.451), (10, 0.259), (20, 0.139), (40, 0.072)])
def test_few_held_out_invitations_prove_little(precious: int, share: float) -> None:
    assert may_be_missed(precious, 0) == pytest.approx(share, abs=0.001)
    assert may_be_missed(0, 0) == 1


pairs = st.tuples(st.integers(0, 12), st.integers(0, 12))


@given(pairs, pairs)
def test_the_sign_flip_test_of_the_benchmark_is_that_of_mcnemar_where_all_weigh_the_same(
    unsure: tuple[int, int], sure: tuple[int, int]
) -> None:
    new, old = unsure[0] + sure[0], unsure[1] + sure[1]

    assert flipped(unsure, sure, (1.0, 1.0)) == pytest.approx(p_value(new, old), abs=1e-12)


@given(pairs, pairs, st.sampled_from([(0.2, 1.8), (0.4, 1.2), (1.0, 3.0)]))
@settings(max_examples=50, deadline=None)
def test_the_sign_flip_test_counts_every_way_in_which_the_leads_could_have_fallen(
    unsure: tuple[int, int], sure: tuple[int, int], weights: tuple[float, float]
) -> None:
    sizes = sum(unsure), sum(sure)
    lead = sum(w * (new - old) for w, (new, old) in zip(weights, (unsure, sure), strict=True))
    every = (
        comb(sizes[0], k) * comb(sizes[1], m)
        for k in range(sizes[0] + 1)
        for m in range(sizes[1] + 1)
        if weights[0] * (2 * k - sizes[0]) + weights[1] * (2 * m - sizes[1]) >= lead - 1e-9
    )

    assert flipped(unsure, sure, weights) == pytest.approx(sum(every) / 2 ** sum(sizes), abs=1e-12)
