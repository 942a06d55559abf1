"""Against statsmodels, which has the same estimators and takes a second to be imported."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from analyzer.report import estimators

#: Days and causes; many alike, so that some end on the same day.
WAITS = st.lists(
    st.tuples(st.integers(0, 40).map(float) | st.floats(0, 400), st.integers(0, 4)), min_size=1, max_size=80
)


def _arrays(waits: list[tuple[float, int]]) -> tuple[estimators.Floats, estimators.Counts]:
    days, causes = zip(*waits, strict=True)
    return np.array(days, dtype=np.float64), np.array(causes, dtype=np.int64)


@given(WAITS)
def test_kaplan_meier_is_that_of_statsmodels(waits: list[tuple[float, int]]) -> None:
    days, causes = _arrays(waits)
    with np.errstate(all="ignore"):
        theirs = SurvfuncRight(days, (causes > 0).astype(int))
    times, shares, errors = estimators.kaplan_meier(days, causes)

    assert times.tolist() == list(theirs.surv_times)
    assert shares == pytest.approx(1 - theirs.surv_prob, abs=1e-12)
    assert errors == pytest.approx(theirs.surv_prob_se, abs=1e-12, nan_ok=True)


@given(WAITS)
def test_aalen_johansen_is_that_of_statsmodels(waits: list[tuple[float, int]]) -> None:
    days, causes = _arrays(waits)
    with np.errstate(all="ignore"):
        theirs = CumIncidenceRight(days, causes)
    for cause in set(causes.tolist()) - {0}:
        times, shares, errors = estimators.aalen_johansen(days, causes, cause)

        assert times.tolist() == list(theirs.times)
        assert shares == pytest.approx(theirs.cinc[cause - 1], abs=1e-12)
        assert errors == pytest.approx(theirs.cinc_se[cause - 1], abs=1e-9, nan_ok=True)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_that_of_statsmodels(of: tuple[int, int]) -> None:
    assert estimators.wilson(*of) == pytest.approx(
        proportion_confint(*of, alpha=0.05, method="wilson"), abs=1e-12
    )
    low, high = estimators.wilson(*of)
    assert 0 <= low < high <= 1
