"""What waits for the user: invitations without an answer, tests, open requests, finds in Junk, doubts, unsure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from analyzer.domain import Application, Doubt, Event, Silence
from analyzer.labels import LABELS, PRECIOUS, KnownBy, Label, Outcome, Stage
from analyzer.report.schema import AttentionRow, Need

_UNANSWERED: dict[Label, Need] = {
    Label.OFFER: Need.OFFER_UNANSWERED,
    Label.INTERVIEW_INVITE: Need.INTERVIEW_UNANSWERED,
    Label.ASSESSMENT: Need.ASSESSMENT_UNANSWERED,
    Label.ACTION_NEEDED: Need.ACTION_OPEN,
}
#: What would be a loss to overlook in the Junk folder.
#: After 90 days the same role counts as a new application (track), so older finds in Junk are past use.
_JUNK_AGE = timedelta(days=90)
_ORDER = tuple(Need)


def needs(
    applications: Sequence[Application],
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
    found += [
        (event, _row(Need.ROLE_REOPENED, event, application, now))
        for application, event in reopened(applications)
        if until - event.at <= patience
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


def reopened(applications: Sequence[Application]) -> Iterator[tuple[Application, Event]]:
    """Roles that were stopped and about which the company wrote again, with the mail: nobody has answered it.

    The mail lies in the same application, or began another one of the same company and role by itself.
    """
    anew: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for application in applications:
        if application.known_by is KnownBy.REPLY and application.role and application.closed_by is None:
            anew[_which(application)].extend(application.events)
    for application in applications:
        if application.outcome is Outcome.FROZEN:
            event = _taken_up(application.events, anew[_which(application)])
            if event is not None:
                yield application, event


def _taken_up(events: Iterable[Event], others: Iterable[Event]) -> Event | None:
    """The first mail after a role was stopped that goes on with it, unless the user wrote after it."""
    ordered = sorted((*events, *others), key=lambda event: event.at)
    stops = [place for place, event in enumerate(ordered) if event.label is Label.HIRING_FREEZE]
    later = ordered[stops[-1] + 1 :] if stops else []
    first = next((event for event in later if _goes_on(event)), None)
    answered = first is not None and any(event.own and event.at > first.at for event in later)
    return None if answered else first


def _which(application: Application) -> tuple[str, str]:
    return application.company.casefold(), application.role.casefold()


def _goes_on(event: Event) -> bool:
    """Whether the mail says that there is something to do or to win: a stage, or a request."""
    if event.label is None or not event.sure:
        return False
    return event.label is Label.ACTION_NEEDED or LABELS[event.label].stage not in {None, Stage.APPLIED}


def _need(
    event: Event, later: Sequence[Event], age: timedelta, patience: timedelta, now: datetime
) -> Need | None:
    """Why the event waits for the user; None: it does not. A talk whose time has passed needs no reply."""
    if event.label is None or not event.sure or any(other.own and not other.listed for other in later):
        return None
    if event.junk and event.label in PRECIOUS and age <= _JUNK_AGE:
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
