"""Stage, rounds, closing, and the outcome that follows from the silence threshold."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Event, Silence
from analyzer.labels import KnownBy, Label, Outcome, Reason, Stage
from analyzer.track import stages
from tests.track.builders import START, event, listed

DEFAULT = Silence(45, "default")


def outcome(events: list[Event], day: float) -> tuple[Outcome, Stage | None]:
    """Outcome and dropped_at of the one application of these events, that many days after START."""
    (settled,) = stages.settle([stages.application(events)], DEFAULT, START + timedelta(days=day))
    return settled.outcome, settled.dropped_at


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (event(0, Label.AUTO_ACK), KnownBy.ACK),
        (event(0, Label.AUTO_ACK, board=True), KnownBy.BOARD),
        (event(0, None, to="jobs@acornmills.com", subject="Application"), KnownBy.SENT),
        (event(0, None, to="jobs@acornmills.com", thread=("x",)), KnownBy.REPLY),
        (event(0, None, to="jobs@acornmills.com", text="I withdraw my application"), KnownBy.REPLY),
        (event(0, Label.REJECTION), KnownBy.REPLY),
        (event(0, Label.INTERVIEW_INVITE), KnownBy.REPLY),
        (event(0, Label.ACTION_NEEDED), KnownBy.REPLY),
    ],
)
def test_the_first_trace_tells_how_it_became_known(first: Event, expected: KnownBy) -> None:
    assert stages.application([first]).known_by is expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([listed(0)], KnownBy.LIST),
        ([listed(0), event(20, Label.REJECTION)], KnownBy.LIST),
        ([listed(0), event(5, Label.AUTO_ACK)], KnownBy.LIST),
        ([listed(0.5), event(0.7, Label.AUTO_ACK)], KnownBy.ACK),
        ([listed(0.5), event(0.2, Label.AUTO_ACK)], KnownBy.ACK),
        ([listed(0.5), event(0.6, Label.REJECTION)], KnownBy.LIST),
        ([event(0, Label.REJECTION), listed(3)], KnownBy.REPLY),
    ],
)
def test_a_list_tells_of_it_where_no_mail_of_that_day_does(events: list[Event], expected: KnownBy) -> None:
    assert stages.application(events).known_by is expected


def test_a_later_acknowledgement_does_not_make_an_answer_a_trace() -> None:
    events = [event(0, Label.ASSESSMENT), event(3, Label.AUTO_ACK, subject="We received your test")]
    assert stages.application(events).known_by is KnownBy.REPLY


def test_a_request_for_papers_before_the_acknowledgement_is_passed_over() -> None:
    events = [event(0, Label.ACTION_NEEDED), event(1, Label.AUTO_ACK)]
    assert stages.application(events).known_by is KnownBy.ACK


@pytest.mark.parametrize(
    ("labels", "stage", "closed_by"),
    [
        ([Label.AUTO_ACK], Stage.APPLIED, None),
        ([Label.AUTO_ACK, Label.REJECTION], Stage.APPLIED, Label.REJECTION),
        ([Label.AUTO_ACK, Label.INTERVIEW_INVITE, Label.REJECTION], Stage.INTERVIEW, Label.REJECTION),
        ([Label.INTERVIEW_INVITE, Label.ASSESSMENT], Stage.INTERVIEW, None),
        ([Label.AUTO_ACK, Label.OFFER], Stage.OFFER, Label.OFFER),
        ([Label.OFFER, Label.HIRING_FREEZE], Stage.OFFER, Label.HIRING_FREEZE),
        ([Label.REJECTION, Label.OFFER], Stage.OFFER, Label.OFFER),
        ([Label.ASSESSMENT, Label.WITHDRAWN], Stage.ASSESSMENT, Label.WITHDRAWN),
    ],
)
def test_the_highest_stage_stays_and_the_last_decision_closes(
    labels: list[Label], stage: Stage, closed_by: Label | None
) -> None:
    one = stages.application([event(day, label) for day, label in enumerate(labels)])
    assert (one.stage, one.closed_by) == (stage, closed_by)


def test_dates_names_and_reason_come_from_the_events() -> None:
    no = event(20, Label.REJECTION, company="Acorn", role="")
    events = [
        event(0, Label.AUTO_ACK, role="Data Analyst"),
        event(4, None, role="", thread=("x",)),
        event(9, Label.ASSESSMENT, role="Data Analyst"),
        event(11, Label.AUTO_ACK, role="Junior Data Analyst", subject="We received your test"),
        no,
    ]
    one = stages.application(list(reversed(events)))
    assert (one.company, one.role) == ("Acorn Mills", "Data Analyst")
    assert one.applied_at == START
    assert one.first_answer_at == one.waiting_since == START + timedelta(days=9)
    assert one.last_event_at == no.at
    assert [step.at for step in one.events] == sorted(step.at for step in events)


def test_the_reason_is_that_of_the_last_closing_mail() -> None:
    first = event(3, Label.REJECTION)
    last = Event(
        **{name: getattr(first, name) for name in Event.__slots__}
        | {"message_id": "z", "reason": Reason.FILLED}
    )
    assert stages.application([first, last]).reason is Reason.FILLED


def test_the_roles_of_one_mail_are_applications_with_an_id_each() -> None:
    mails = [event(0, Label.AUTO_ACK, message_id="both", part=part) for part in (0, 1, 2)]

    assert len({stages.application([mail]).id for mail in mails}) == 3
    assert len(stages.in_order(mails)) == 3


def test_a_client_is_the_company_as_soon_as_one_mail_of_the_agency_names_it() -> None:
    unnamed = event(0, Label.AUTO_ACK, "Harbour Staffing", agency="Harbour Staffing")
    named = event(9, Label.REJECTION, "Acorn Mills", agency="Harbour Staffing")

    one, both = stages.application([unnamed]), stages.application([unnamed, named])

    assert (one.company, one.agency) == ("Harbour Staffing", "Harbour Staffing")
    assert (both.company, both.agency) == ("Acorn Mills", "Harbour Staffing")


def test_an_agency_that_writes_once_among_others_is_not_the_applications() -> None:
    mails = [event(day, Label.INTERVIEW_INVITE, agency="Beech Checks" * (day == 9)) for day in (0, 3, 9)]

    assert stages.application(mails).agency == ""


def test_the_id_stays_when_mails_are_added() -> None:
    ack = event(0, Label.AUTO_ACK)
    assert stages.application([ack]).id == stages.application([event(5, Label.REJECTION), ack]).id


def test_no_events_are_no_application() -> None:
    with pytest.raises(ValueError, match="needs an event"):
        stages.application([])


@pytest.mark.parametrize(
    ("labels", "day", "expected"),
    [
        ([Label.AUTO_ACK], 45, (Outcome.TOO_EARLY, None)),
        ([Label.AUTO_ACK], 46, (Outcome.SILENT, Stage.APPLIED)),
        ([Label.AUTO_ACK, Label.AUTO_ACK], 46, (Outcome.SILENT, Stage.APPLIED)),
        ([Label.AUTO_ACK, Label.ASSESSMENT], 40, (Outcome.IN_PROGRESS, None)),
        ([Label.AUTO_ACK, Label.ASSESSMENT], 46, (Outcome.IN_PROGRESS, None)),
        ([Label.AUTO_ACK, Label.ASSESSMENT], 47, (Outcome.SILENT, Stage.ASSESSMENT)),
        ([Label.INTERVIEW_INVITE], 90, (Outcome.SILENT, Stage.INTERVIEW)),
        ([Label.AUTO_ACK, Label.REJECTION], 2, (Outcome.REJECTED, Stage.APPLIED)),
        ([Label.INTERVIEW_INVITE, Label.HIRING_FREEZE], 2, (Outcome.FROZEN, Stage.INTERVIEW)),
        ([Label.INTERVIEW_INVITE, Label.WITHDRAWN], 200, (Outcome.WITHDRAWN, None)),
        ([Label.AUTO_ACK, Label.OFFER], 200, (Outcome.OFFER, None)),
        ([Label.OFFER, Label.HIRING_FREEZE], 3, (Outcome.FROZEN, Stage.OFFER)),
    ],
)
def test_outcome_and_drop_out(
    labels: list[Label], day: float, expected: tuple[Outcome, Stage | None]
) -> None:
    assert outcome([event(number, label) for number, label in enumerate(labels)], day) == expected


def test_settling_before_the_first_event_is_too_early() -> None:
    assert outcome([event(0, Label.AUTO_ACK)], -10) == (Outcome.TOO_EARLY, None)


STEPS = st.lists(st.tuples(st.integers(0, 300), st.sampled_from([*Label, None])), min_size=1, max_size=12)


@given(STEPS, st.integers(0, 300), st.sampled_from([*Label, None]))
def test_adding_a_mail_never_lowers_the_stage_nor_the_rounds_told(
    steps: list[tuple[int, Label | None]], day: int, label: Label | None
) -> None:
    events = [event(at, step, subject=str(number)) for number, (at, step) in enumerate(steps)]
    before, after = (
        stages.application(events),
        stages.application([*events, event(day, label, subject="more")]),
    )
    assert after.stage.rank >= before.stage.rank
    assert (after.rounds > 0) >= (before.rounds > 0)
    assert after.applied_at <= before.applied_at


@given(STEPS, st.randoms(use_true_random=False))
def test_order_and_copies_of_events_change_nothing(
    steps: list[tuple[int, Label | None]], random: Random
) -> None:
    events = [event(at, step, subject=str(number)) for number, (at, step) in enumerate(steps)]
    shuffled = [*events, events[0]]
    random.shuffle(shuffled)
    assert stages.application(shuffled) == stages.application(events)
