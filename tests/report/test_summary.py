import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.labels import KnownBy, Label, Outcome, Stage
from analyzer.report.spells import Cause, answer_spells
from analyzer.report.summary import DAYS, best_rate, find_rates, headline
from tests.report import oracle
from tests.report.builders import NOW, UNTIL, application, report, search

LABELS = st.lists(st.tuples(st.sampled_from(list(Label)), st.floats(0, 60)), max_size=4)


def test_stages_count_those_that_got_there_or_further() -> None:
    found = report(
        [
            application((Label.AUTO_ACK, 0)),
            application((Label.ASSESSMENT, 3), (Label.REJECTION, 9)),
            application((Label.INTERVIEW_INVITE, 3), (Label.REJECTION, 9)),
            application((Label.INTERVIEW_INVITE, 3), (Label.OFFER, 9)),
        ]
    ).totals
    assert found.stages.model_dump() == {"applied": 4, "assessment": 3, "interview": 2, "offer": 1}


def test_a_rejection_does_not_erase_the_interview() -> None:
    found = report([application((Label.INTERVIEW_INVITE, 3), (Label.REJECTION, 9))])
    assert found.totals.outcomes.rejected == 1
    assert found.totals.stages.interview == 1
    assert found.applications[0].dropped_at is Stage.INTERVIEW


@settings(max_examples=20)
@given(st.lists(LABELS, max_size=8))
def test_outcomes_and_known_by_each_sum_to_all_applications(mails: list[list[tuple[Label, float]]]) -> None:
    apps = [application(*sorted(found, key=lambda mail: mail[1]), age=70) for found in mails]
    totals = report(apps).totals
    assert sum(totals.outcomes.model_dump().values()) == totals.applications == len(apps)
    assert sum(totals.known_by.model_dump().values()) == len(apps)
    assert totals.stages.applied == len(apps)


def test_rates_leave_out_those_known_only_by_their_answer() -> None:
    acked = [application((Label.AUTO_ACK, 0), age=100) for _ in range(10)]
    replies = [application((Label.REJECTION, 0), age=100, known_by=KnownBy.REPLY) for _ in range(10)]
    found = report(acked + replies)
    rate = best_rate(found, "any_answer")
    assert rate is not None
    assert (rate.estimate, rate.n) == (0, 10)
    assert found.totals.known_by.reply == 10
    assert found.totals.applications == 20


def test_rates_are_the_estimates_of_the_textbook() -> None:
    apps = search(200)
    found = report(apps)
    spells = answer_spells(apps, UNTIL)
    for day, any_rate, good in zip(
        DAYS, find_rates(found, "any_answer"), find_rates(found, "positive_answer"), strict=True
    ):
        assert any_rate.estimate == pytest.approx(1 - oracle.kaplan_meier(spells, day)[0], abs=1e-6)
        assert good.estimate == pytest.approx(oracle.aalen_johansen(spells, Cause.POSITIVE, day)[0], abs=1e-6)


def test_below_five_there_are_counts_and_no_rate() -> None:
    rates = find_rates(report([application((Label.REJECTION, 3), age=90)] * 4), "any_answer")
    assert [(rate.estimate, rate.low, rate.high, rate.n) for rate in rates] == [(None, None, None, 4)] * 4


def test_groups_of_fewer_than_five_are_left_out() -> None:
    apps = [application((Label.REJECTION, 3), age=90, system="Lever") for _ in range(5)]
    apps += [application((Label.REJECTION, 3), age=90, system="Workday") for _ in range(4)]
    groups = {rate.group for rate in report(apps).rates}
    assert "system:Lever" in groups
    assert "system:Workday" not in groups


def test_no_rate_is_given_for_a_day_nobody_was_watched_to() -> None:
    rates = find_rates(report([application((Label.AUTO_ACK, 0), age=20) for _ in range(9)]), "any_answer")
    assert [rate.estimate is None for rate in rates] == [False, False, True, True]


def test_the_ways_out_of_a_stage_make_the_whole() -> None:
    found = report(search(400))
    for stage in ("applied", "assessment", "interview"):
        ways = ("passed", "rejected", "stopped", "withdrawn", "no_answer")
        shares = [find_rates(found, way, f"stage:{stage}")[-1].estimate for way in ways]
        assert sum(share for share in shares if share is not None) == pytest.approx(1, abs=1e-5)


def test_applications_come_oldest_first_with_their_mails_in_order() -> None:
    apps = [application((Label.REJECTION, 9), (Label.AUTO_ACK, 0), age=5), application(age=50)]
    found = report(apps).applications
    assert [row.applied_at for row in found] == sorted(row.applied_at for row in found)
    assert [event.label for event in found[1].events] == [Label.AUTO_ACK, Label.REJECTION]


def test_the_users_own_mail_is_labelled_sent() -> None:
    row = report([application((Label.INTERVIEW_INVITE, 1), (None, 2))]).applications[0]
    assert [event.label for event in row.events] == ["interview_invite", "sent"]


def test_times_are_those_of_the_run_and_of_the_last_fetch() -> None:
    found = report([])
    assert (found.generated_at, found.data_until) == (NOW, UNTIL)


def test_the_headline_says_it_in_one_line() -> None:
    apps = [application((Label.AUTO_ACK, 0), age=90) for _ in range(5)]
    apps += [application((Label.INTERVIEW_INVITE, 3), (Label.OFFER, 20), age=90)]
    apps += [application((Label.REJECTION, 10), age=90) for _ in range(3)]
    apps += [application((Label.HIRING_FREEZE, 10), age=90)]
    assert headline(report(apps)) == (
        "10 applications: 5 answered (50 % within 60 days), 1 reached an interview, 1 offer; 1 role was stopped"
    )
    assert headline(report(apps, "zh")) == (
        "10 份投递：5 份有答复（60 天内 50%），1 份进入面试，1 个录用；1 个岗位取消或冻结"
    )


def test_the_headline_of_an_empty_mailbox_is_calm() -> None:
    assert headline(report([])) == "No application has been seen yet"
    assert headline(report([], "zh")) == "还没有看到任何投递"


def test_the_simulated_search_has_every_outcome_but_withdrawal() -> None:
    totals = report(search()).totals
    seen = {name for name, count in totals.outcomes.model_dump().items() if count}
    assert seen == {str(outcome) for outcome in Outcome} - {"withdrawn"}
