import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.labels import Label
from analyzer.report.channels import CHANNELS
from analyzer.report.groups import EARLIER, GROUPS, RECENT, shrunk
from analyzer.report.summary import find_rates
from analyzer.report.texts import TEXTS
from tests.report.builders import UNTIL, application, report, search


@given(st.floats(0, 1), st.integers(1, 500), st.floats(0, 1))
def test_a_small_group_is_drawn_towards_all_and_never_beyond(share: float, n: int, overall: float) -> None:
    found = shrunk(share, n, overall)

    assert min(share, overall) - 1e-12 <= found <= max(share, overall) + 1e-12


def test_two_of_fourteen_is_drawn_to_a_twelfth() -> None:
    # docs of the estimator: (2 + 30 * 0.06) / 44 = 8.6 %
    assert round(shrunk(2 / 14, 14, 0.06), 3) == 0.086


def test_the_last_ninety_days_are_told_from_those_before() -> None:
    period = GROUPS["period"]

    assert [period(application(age=age), UNTIL) for age in (1, 90, 90.1, 300)] == [RECENT] * 2 + [EARLIER] * 2


def test_rates_of_groups_carry_the_drawn_estimate_and_those_of_all_do_not() -> None:
    found = report(search(400))
    overall = {rate.day: rate.estimate for rate in find_rates(found, "any_answer")}
    grouped = [r for r in found.rates if r.name == "any_answer" and r.group.startswith("system:")]

    assert grouped
    for rate in grouped:
        whole = overall[rate.day]
        if rate.estimate is not None and rate.shrunk is not None and whole is not None:
            assert shrunk(rate.estimate, rate.n, whole) == pytest.approx(rate.shrunk, abs=2e-6)
    assert all(r.shrunk is None for r in found.rates if r.group == "all" or r.group.startswith("stage:"))


def test_the_ways_in_have_names() -> None:
    assert {f"channel_{key}" for key in CHANNELS} <= TEXTS.keys()


def test_each_grouping_holds_every_application_that_may_enter_rates_at_most_once() -> None:
    apps = [application((Label.AUTO_ACK, 0), (Label.REJECTION, 5), age=90) for _ in range(12)]
    rates = [r for r in report(apps).rates if r.name == "any_answer" and r.day == 30]
    sizes = {
        kind: sum(r.n for r in rates if r.group.startswith(f"{kind}:"))
        for kind in ("channel", "family", "period")
    }

    assert sizes == {"channel": 12, "family": 12, "period": 12}
