"""What waits for the user: invitations without an answer, tests, open requests, finds in Junk, doubts, unsure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from analyzer.domain import Application, Doubt, Event, Silence
from analyzer.labels import Label
from analyzer.report.schema import AttentionRow, Need

_UNANSWERED: dict[Label, Need] = {
    Label.OFFER: Need.OFFER_UNANSWERED,
    Label.INTERVIEW_INVITE: Need.INTERVIEW_UNANSWERED,
    Label.ASSESSMENT: Need.ASSESSMENT_UNANSWERED,
    Label.ACTION_NEEDED: Need.ACTION_OPEN,
}
#: What would be a loss to overlook in the Junk folder.
_PRECIOUS = frozenset({Label.OFFER, Label.INTERVIEW_INVITE, Label.ASSESSMENT})
#: After 90 days the same role counts as a new application (track), so older finds in Junk are past use.
_JUNK_AGE = timedelta(days=90)
_ORDER = tuple(Need)


def needs(
    applications: Iterable[Application],
    unsure: Iterable[Event],
    doubts: Sequence[Doubt],
    silence: Silence,
    until: datetime,
    now: datetime,
) -> tuple[AttentionRow, ...]:
    """Everything that waits: what has a date first, then by weight, then the newest first; each mail once."""
    patience = timedelta(days=silence.threshold_days)
    found = [
        (event, row)
        for application in applications
        for event, row in _of_application(application, patience, until, now)
    ]
    found += [(doubt.event, _row(Need.WHICH_APPLICATION, doubt.event, None, now)) for doubt in doubts]
    found += [(event, _row(Need.UNSURE, event, None, now)) for event in unsure]
    found.sort(key=lambda pair: _rank(*pair))
    once = {row.message_id: row for _, row in reversed(found)}
    fits = {doubt.event.message_id: doubt.candidates for doubt in doubts}
    rows = (row for _, row in found if once[row.message_id] is row)
    return tuple(row.model_copy(update={"candidates": fits.get(row.message_id, ())}) for row in rows)


def _of_application(
    application: Application, patience: timedelta, until: datetime, now: datetime
) -> Iterator[tuple[Event, AttentionRow]]:
    events = sorted(application.events, key=lambda event: event.at)
    if application.closed_by not in (None, Label.OFFER):
        return
    for place, event in enumerate(events):
        need = _need(event, events[place + 1 :], until - event.at, patience, now)
        if need is not None:
            yield event, _row(need, event, application, now)


def _need(
    event: Event, later: Sequence[Event], age: timedelta, patience: timedelta, now: datetime
) -> Need | None:
    """Why the event waits for the user; None: it does not. A talk whose time has passed needs no reply."""
    if event.label is None or not event.sure or any(other.own for other in later):
        return None
    if event.junk and event.label in _PRECIOUS and age <= _JUNK_AGE:
        return Need.IN_JUNK
    if later or age > patience or _is_past(event, now):
        return None
    return _UNANSWERED.get(event.label)


def _row(need: Need, event: Event, application: Application | None, now: datetime) -> AttentionRow:
    start = event.invite.starts_at if event.invite else None
    return AttentionRow(
        kind=need,
        message_id=event.message_id,
        company=application.company if application else event.clues.company,
        role=application.role if application else event.clues.role,
        due=start if start is not None and start > now else None,
        why=event.why[0] if event.why else event.subject,
    )


def _is_past(event: Event, now: datetime) -> bool:
    start = event.invite.starts_at if event.invite else None
    return start is not None and start <= now


def _rank(event: Event, row: AttentionRow) -> tuple[bool, float, int, float, str]:
    due = row.due.timestamp() if row.due else 0.0
    return row.due is None, due, _ORDER.index(row.kind), -event.at.timestamp(), row.message_id
