from dataclasses import replace
from datetime import timedelta

import pytest

from analyzer.labels import KnownBy, Label, Stage
from analyzer.report.spells import Cause, Spell, answer_cause, answer_spells, in_rates, stage_spells
from tests.report.builders import UNTIL, application, event


def _only(spells: list[Spell]) -> tuple[float, Cause]:
    (spell,) = spells
    return round(spell.days, 6), spell.cause


@pytest.mark.parametrize(
    ("label", "cause"),
    [
        (Label.ASSESSMENT, Cause.POSITIVE),
        (Label.INTERVIEW_INVITE, Cause.POSITIVE),
        (Label.OFFER, Cause.POSITIVE),
        (Label.REJECTION, Cause.REJECTED),
        (Label.HIRING_FREEZE, Cause.STOPPED),
    ],
)
def test_the_first_answer_ends_the_wait(label: Label, cause: Cause) -> None:
    app = application((Label.AUTO_ACK, 0), (label, 12), (Label.REJECTION, 20))
    assert _only(answer_spells([app], UNTIL)) == (12, cause)


def test_an_acknowledgement_is_no_answer() -> None:
    assert _only(answer_spells([application((Label.AUTO_ACK, 0), age=33)], UNTIL)) == (33, Cause.OPEN)


def test_waiting_is_counted_up_to_the_last_fetch_and_not_further() -> None:
    app = application((Label.AUTO_ACK, 0), age=33)
    assert _only(answer_spells([app], UNTIL - timedelta(days=10))) == (23, Cause.OPEN)


def test_an_own_withdrawal_ends_the_watching() -> None:
    app = application((Label.AUTO_ACK, 0), (Label.WITHDRAWN, 9))
    assert _only(answer_spells([app], UNTIL)) == (9, Cause.OPEN)


def test_an_application_known_only_by_its_answer_is_left_out() -> None:
    app = application((Label.REJECTION, 0), known_by=KnownBy.REPLY)
    assert not in_rates(app)
    assert answer_spells([app], UNTIL) == []
    assert stage_spells([app], Stage.APPLIED, UNTIL) == []


def test_an_answer_older_than_the_first_trace_is_left_out() -> None:
    assert not in_rates(application((Label.REJECTION, -3)))


def test_an_unsure_mail_ends_no_wait() -> None:
    app = application((Label.AUTO_ACK, 0), age=30)
    doubtful = event(Label.INTERVIEW_INVITE, app.applied_at + timedelta(days=2), sure=False)
    assert stage_spells([replace(app, events=(*app.events, doubtful))], Stage.INTERVIEW, UNTIL) == []


@pytest.mark.parametrize(("closed_by", "cause"), [(Label.REJECTION, Cause.REJECTED), (None, Cause.POSITIVE)])
def test_without_its_mail_the_kind_of_answer_is_told_by_where_it_led(
    closed_by: Label | None, cause: Cause
) -> None:
    app = replace(application(), first_answer_at=UNTIL, closed_by=closed_by)
    assert answer_cause(app) is cause


def test_each_stage_restarts_the_clock() -> None:
    app = application(
        (Label.AUTO_ACK, 0), (Label.ASSESSMENT, 5), (Label.INTERVIEW_INVITE, 12), (Label.REJECTION, 30)
    )
    assert _only(stage_spells([app], Stage.APPLIED, UNTIL)) == (5, Cause.POSITIVE)
    assert _only(stage_spells([app], Stage.ASSESSMENT, UNTIL)) == (7, Cause.POSITIVE)
    assert _only(stage_spells([app], Stage.INTERVIEW, UNTIL)) == (18, Cause.REJECTED)


def test_a_skipped_stage_was_not_entered_and_counts_as_passed() -> None:
    app = application((Label.AUTO_ACK, 0), (Label.INTERVIEW_INVITE, 8))
    assert _only(stage_spells([app], Stage.APPLIED, UNTIL)) == (8, Cause.POSITIVE)
    assert stage_spells([app], Stage.ASSESSMENT, UNTIL) == []


def test_a_second_round_does_not_restart_the_clock() -> None:
    app = application((Label.INTERVIEW_INVITE, 3), (Label.INTERVIEW_INVITE, 10), (Label.OFFER, 23))
    assert _only(stage_spells([app], Stage.INTERVIEW, UNTIL)) == (20, Cause.POSITIVE)


def test_a_withdrawal_leaves_a_stage() -> None:
    app = application((Label.INTERVIEW_INVITE, 3), (Label.WITHDRAWN, 6))
    assert _only(stage_spells([app], Stage.INTERVIEW, UNTIL)) == (3, Cause.WITHDRAWN)


def test_a_mail_dated_in_the_future_does_not_make_a_wait_longer_than_it_was_watched() -> None:
    app = application((Label.AUTO_ACK, 0), (Label.REJECTION, 400), age=10)
    assert _only(answer_spells([app], UNTIL)) == (10, Cause.REJECTED)
