from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.labels import Label
from analyzer.report.funnel import flows, funnel
from tests.report.builders import application, search

MAILS = st.lists(st.tuples(st.sampled_from(list(Label)), st.floats(0, 60)), max_size=5)


def _flows(*mails: tuple[Label, float], age: float = 70) -> set[tuple[str, str, int]]:
    return {(link.source, link.target, link.count) for link in flows([application(*mails, age=age)])}


def test_a_rejection_after_an_interview_flows_through_the_interview() -> None:
    assert _flows((Label.AUTO_ACK, 0), (Label.INTERVIEW_INVITE, 5), (Label.REJECTION, 9)) == {
        ("applied", "interview", 1),
        ("interview", "rejected@interview", 1),
    }


def test_an_offer_is_an_end_of_its_own() -> None:
    assert _flows((Label.ASSESSMENT, 2), (Label.INTERVIEW_INVITE, 5), (Label.OFFER, 9)) == {
        ("applied", "assessment", 1),
        ("assessment", "interview", 1),
        ("interview", "offer", 1),
    }


def test_silent_and_too_early_are_two_ends() -> None:
    assert _flows(age=70) == {("applied", "silent@applied", 1)}
    assert _flows(age=10) == {("applied", "too_early@applied", 1)}


@settings(max_examples=30)
@given(st.lists(MAILS, min_size=1, max_size=12))
def test_as_many_come_into_a_stage_as_leave_it(mails: list[list[tuple[Label, float]]]) -> None:
    apps = [application(*sorted(found, key=lambda mail: mail[1]), age=70) for found in mails]
    into: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for link in flows(apps):
        into[link.target] += link.count
        out[link.source] += link.count
    offers = into["offer"]
    assert out["applied"] == len(apps)
    assert all(into[stage] == out[stage] for stage in ("assessment", "interview"))
    assert out["offer"] <= offers
    ends = sum(count for key, count in into.items() if "@" in key) + offers - out["offer"]
    assert ends == len(apps)


def test_the_table_says_what_the_drawing_says() -> None:
    chart = funnel(search(80), "en")
    assert chart.svg is not None
    for row in chart.table.rows:
        assert row.cells[2] in chart.svg
    assert "Rejected after an interview" in {row.cells[1] for row in chart.table.rows}


def test_four_applications_are_a_table_and_no_drawing() -> None:
    chart = funnel(search(4), "en")
    assert chart.svg is None
    assert chart.table.rows
