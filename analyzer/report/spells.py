"""Waiting times: from applications to (days, what ended the wait), the input of every curve."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import zip_longest
from operator import attrgetter

from analyzer.domain import Application, Event
from analyzer.labels import LABELS, KnownBy, Label, Stage

_DAY = timedelta(days=1)
_at = attrgetter("at")


class Cause(IntEnum):
    """What ended a wait; OPEN: nothing yet (censored)."""

    OPEN = 0
    POSITIVE = 1
    REJECTED = 2
    STOPPED = 3
    WITHDRAWN = 4


_CAUSES: dict[Label, Cause] = {
    Label.ASSESSMENT: Cause.POSITIVE,
    Label.INTERVIEW_INVITE: Cause.POSITIVE,
    Label.OFFER: Cause.POSITIVE,
    Label.REJECTION: Cause.REJECTED,
    Label.HIRING_FREEZE: Cause.STOPPED,
    Label.WITHDRAWN: Cause.WITHDRAWN,
}
_ANSWERS = frozenset(label for label, row in LABELS.items() if row.answers)
_WITHDRAWALS = frozenset({Label.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Spell:
    """A wait in days (with fractions) and what ended it."""

    days: float
    cause: Cause


def in_rates(application: Application) -> bool:
    """Whether it may enter rates and curves.

    One that is known only through its answer may not: it would never have been seen without one, which makes
    any response rate too high (outcome-dependent entry). Nor one whose answer is older than its first trace.
    """
    answered = application.first_answer_at
    return application.known_by is not KnownBy.REPLY and (
        answered is None or answered >= application.applied_at
    )


def answer_cause(application: Application) -> Cause:
    """The kind of the first answer; OPEN if there is none."""
    if application.first_answer_at is None:
        return Cause.OPEN
    first = _first(application.events, _ANSWERS)
    if first is not None and first.label is not None:
        return _CAUSES[first.label]
    # The mail itself is gone; what is left of it is where it led.
    if application.stage is not Stage.APPLIED or application.closed_by is None:
        return Cause.POSITIVE
    return _CAUSES[application.closed_by]


def answer_spell(application: Application, until: datetime) -> Spell:
    """From applying to the first answer; a withdrawal before it ends the watching, not the wait."""
    if application.first_answer_at is not None:
        return Spell(
            _days(application.applied_at, application.first_answer_at, until), answer_cause(application)
        )
    withdrawn = _first(application.events, _WITHDRAWALS)
    return Spell(_days(application.applied_at, withdrawn.at if withdrawn else until, until), Cause.OPEN)


def answer_spells(applications: Iterable[Application], until: datetime) -> list[Spell]:
    """From applying to the first answer, of all that may enter the rates."""
    return [answer_spell(application, until) for application in applications if in_rates(application)]


def stage_spells(applications: Iterable[Application], stage: Stage, until: datetime) -> list[Spell]:
    """From entering the stage to leaving it: to a later stage (POSITIVE), or closed by whatever cause.

    Only applications that really entered it: one that skipped the stage went on from the stage before.
    """
    spells = (
        _stage_spell(application, stage, until) for application in applications if in_rates(application)
    )
    return [spell for spell in spells if spell is not None]


def sign_spells(applications: Iterable[Application], stage: Stage, until: datetime) -> list[Spell]:
    """From each mail of the stage to the next sign of the employer, whatever it says.

    An application counts once for each such mail: this is about silence within a stage, not about the stage.
    """
    return [
        spell
        for application in applications
        if in_rates(application)
        for spell in _sign_spells(_counted(application), stage, until)
    ]


def _sign_spells(events: Sequence[Event], stage: Stage, until: datetime) -> Iterator[Spell]:
    signs = [event for event in events if event.label in _CAUSES]
    for event, later in zip_longest(signs, signs[1:]):
        if event.label and LABELS[event.label].stage is stage:
            cause = _CAUSES[later.label] if later and later.label else Cause.OPEN
            yield Spell(_days(event.at, later.at if later else until, until), cause)


def _stage_spell(application: Application, stage: Stage, until: datetime) -> Spell | None:
    events = _counted(application)
    entered = application.applied_at if stage is Stage.APPLIED else _entered(events, stage)
    if entered is None:
        return None
    for event in events:
        cause = _leaves(event, stage)
        if event.at >= entered and cause is not Cause.OPEN:
            return Spell(_days(entered, event.at, until), cause)
    return Spell(_days(entered, until, until), Cause.OPEN)


def _entered(events: Sequence[Event], stage: Stage) -> datetime | None:
    moments = (event.at for event in events if event.label and LABELS[event.label].stage is stage)
    return next(moments, None)


def _leaves(event: Event, stage: Stage) -> Cause:
    """What the event does to a wait in the stage; OPEN: nothing."""
    if event.label is None:
        return Cause.OPEN
    row = LABELS[event.label]
    if row.closes:
        return _CAUSES[event.label]
    return Cause.POSITIVE if row.stage and row.stage.rank > stage.rank else Cause.OPEN


def _counted(application: Application) -> list[Event]:
    """The events the classifier is sure of, oldest first: an unsure mail shapes no curve."""
    return sorted([event for event in application.events if event.sure], key=_at)


def _first(events: Iterable[Event], labels: AbstractSet[Label]) -> Event | None:
    """The oldest of the events of these labels that the classifier is sure of."""
    found = [event for event in events if event.label in labels and event.sure]
    return min(found, key=_at, default=None)


def _days(start: datetime, end: datetime, until: datetime) -> float:
    """Days from start to end, at most to `until`, never negative: a Date may lie in the future."""
    return max((min(end, until) - start) / _DAY, 0.0)
