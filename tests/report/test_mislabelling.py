from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.labels import Label
from analyzer.report.mislabelling import HeldOut, called, corrected, known
from tests.report import oracle
from tests.report.builders import application


def test_forty_called_at_90_and_85_per_cent_are_truly_42() -> None:
    # 153 right of 170 called and of 180 true ones.
    likely, low, high = corrected(40, HeldOut(170, 153, 180))

    assert likely == pytest.approx(42.35, abs=0.01)
    assert low < 40 < high


@given(st.integers(1, 500), st.integers(1, 300), st.integers(0, 100), st.integers(0, 100))
def test_the_range_is_the_textbooks_and_holds_the_middle(n: int, right: int, wrong: int, missed: int) -> None:
    found = corrected(n, HeldOut(right + wrong, right, right + missed))

    assert found == pytest.approx(
        oracle.corrected(n, right, right + wrong, right + missed), abs=1e-6, rel=1e-9
    )
    assert found[1] <= found[0] <= found[2]


def test_the_range_holds_the_true_number_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(20261120)
    true, precision, recall, labelled = 200, 0.9, 0.85, 600
    held = 0
    for _ in range(400):
        found = chance.binomial(true, recall)
        called = int(found + chance.poisson(found * (1 - precision) / precision))
        right = int(chance.binomial(labelled, recall))
        of_called = int(right + chance.poisson(right * (1 - precision) / precision))
        _, low, high = corrected(called, HeldOut(of_called, right, labelled))
        held += low <= true <= high

    assert 0.93 <= held / 400 <= 0.985


def test_only_verdicts_of_the_model_are_counted_sure_or_not() -> None:
    app = application((Label.REJECTION, 3), (Label.REJECTION, 4), (Label.REJECTION, 5))
    first, second, third = app.events
    mixed = replace(app, events=(first, replace(second, by="user"), replace(third, sure=False)))
    (row,) = called([mixed], {Label.REJECTION: HeldOut(100, 90, 100)})

    assert (row.label, row.called, row.precision, row.recall) == (Label.REJECTION, 2, 0.9, 0.9)


def test_of_too_few_labelled_mails_nothing_is_said() -> None:
    app = application((Label.REJECTION, 3))

    assert not list(called([app], {Label.REJECTION: HeldOut(19, 18, 40)}))
    assert not list(called([app], {Label.REJECTION: HeldOut(40, 0, 40)}))
    assert not list(called([app], {}))


def test_a_card_with_strange_labels_or_missing_counts_is_passed_over() -> None:
    good = {"called": 10, "right": 9, "mails": 12}

    assert known({"offer": good, "rejection": {"called": 3}, "no label": good}) == {
        Label.OFFER: HeldOut(10, 9, 12)
    }
