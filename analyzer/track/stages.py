"""How far an application got, in how many rounds, and where it stands."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from analyzer.domain import Application, Event, Silence
from analyzer.labels import LABELS, KnownBy, Label, Outcome, Stage
from analyzer.track.cases import names_only_agency, trace_kind
from analyzer.track.names import company_key, role_key
from analyzer.track.referrals import is_referred
from analyzer.track.rounds import reached_last, rounds

_SAME_DAY = timedelta(days=1)
_DROPPED = frozenset({Outcome.REJECTED, Outcome.FROZEN, Outcome.SILENT})
#: An own mail that takes an application back, unlike one that makes it.
TAKES_BACK = re.compile(
    r"(?i)\bwithdr[ae]w|\bcancel my\b|撤回|撤销|放弃|取り下げ|辞退|zurückzieh|zurückziehen|retirer|retirar"
    r"|retiro|intrek"
)


def application(group: Sequence[Event]) -> Application:
    """One application of the events that belong to it, in any order; its outcome is still to be set by `settle`.

    Raises ValueError for an empty group.
    """
    events = in_order(group)
    if not events:
        raise ValueError("an application needs an event")
    deciding = [event for event in events if event.label and LABELS[event.label].outcome]
    last = deciding[-1] if deciding else None
    answers = [event.at for event in events if event.label and LABELS[event.label].answers]
    return Application(
        id=_id(events[0]),
        company=_said_last(events, "company") or _said_most(_employers(events), company_key),
        role=_said_last(events, "role") or _said_most([event.clues.role for event in events], role_key),
        known_by=known_by(events),
        applied_at=events[0].at,
        stage=max((_stage(event) for event in events), key=lambda stage: stage.rank),
        rounds=rounds(events),
        closed_by=last.label if last else None,
        reason=last.reason if last else None,
        dropped_at=None,
        first_answer_at=min(answers, default=None),
        last_event_at=events[-1].at,
        waiting_since=_waiting_since(events),
        system=next((event.clues.system for event in events if event.clues.system), ""),
        agency=_through(events),
        events=events,
        last_round=reached_last(events),
        referred=is_referred(events),
    )


def _id(first: Event) -> str:
    """Stays the same while the first event does; the roles of one mail have one each."""
    told = f"{first.message_id} {first.part}" if first.part else first.message_id
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _said_last(events: Sequence[Event], what: str) -> str:
    """What the user said the company or role is, of the latest mail; empty if nothing."""
    told = [str(getattr(event.clues, what)) for event in events if getattr(event, f"{what}_by_user")]
    return next((name for name in reversed(told) if name), "")


def _employers(events: Sequence[Event]) -> list[str]:
    """The companies that the events give; those of agencies only where no event says for whom they recruit."""
    told = [event.clues.company for event in events if not names_only_agency(event)]
    return told if any(told) else [event.clues.company for event in events]


def _through(events: Sequence[Event]) -> str:
    """The agency through which the application runs: half of the others' mail at least is its own."""
    others = [event.clues.agency for event in events if not event.own]
    told = [agency for agency in others if agency]
    return _said_most(told, company_key) if told and 2 * len(told) >= len(others) else ""


def in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events by time, then by message id, each once."""
    if len(events) < 2:  # as most applications have, in a long list of them
        return tuple(events)
    first: dict[tuple[str, int], Event] = {}
    for event in sorted(events, key=_moment):
        first.setdefault(event.key, event)
    return tuple(first.values())


def _moment(event: Event) -> tuple[datetime, str, int, str, str, str]:
    """By time, then by message id; the rest tells copies apart that were read differently."""
    return event.at, event.message_id, event.part, event.label or "", event.clues.company, event.clues.role


def known_by(events: Sequence[Event]) -> KnownBy:
    """How an application of these events, in order of time, became known: by the first trace or answer.

    A list knows only the day: a trace in the mail of that day goes before it.
    """
    telling = [event for event in events if event.own or _tells(event.label)]
    first = next(iter(telling), events[0])
    if first.listed:
        mails = (event for event in telling if event.at - first.at <= _SAME_DAY and not event.listed)
        first = next((event for event in mails if trace_kind(event)), first)
    if first.listed:
        return KnownBy.LIST
    if first.own:
        reply = bool(first.thread) or TAKES_BACK.search(f"{first.subject}\n{first.text[:2000]}")
        return KnownBy.REPLY if reply else KnownBy.SENT
    if first.clues.board and first.label is Label.AUTO_ACK:
        return KnownBy.BOARD
    return KnownBy.ACK if first.label is Label.AUTO_ACK else KnownBy.REPLY


def _tells(label: Label | None) -> bool:
    """Whether mail of the label is an acknowledgement or an answer."""
    return label is Label.AUTO_ACK or (label is not None and LABELS[label].answers)


def _stage(event: Event) -> Stage:
    return (LABELS[event.label].stage if event.label else None) or Stage.APPLIED


def _waiting_since(events: tuple[Event, ...]) -> datetime:
    """The last step forward, else the applying: an acknowledgement does not restart the wait."""
    steps = [event.at for event in events if _stage(event) is not Stage.APPLIED]
    return max(steps, default=events[0].at)


def _said_most(names: Sequence[str], key: Callable[[str], str]) -> str:
    """The name that most events give, in its longest spelling; the earlier one where two are level."""
    told = [name for name in names if name]
    if len(set(told)) < 2:
        return "".join(told[:1])
    counts = Counter(map(key, told))
    best = max(counts, key=lambda one: counts[one])
    return max((name for name in told if key(name) == best), key=len)


# --- outcome ----------------------------------------------------------------------------------------


def settle(applications: Sequence[Application], silence: Silence, until: datetime) -> tuple[Application, ...]:
    """The applications with outcome and `dropped_at`, as of `until`, the last successful fetch."""
    return tuple(_settled(one, timedelta(days=silence.threshold_days), until) for one in applications)


def _settled(one: Application, threshold: timedelta, until: datetime) -> Application:
    outcome = LABELS[one.closed_by].outcome if one.closed_by else None
    if outcome is None:
        outcome = _waiting(one, threshold, until)
    return replace(one, outcome=outcome, dropped_at=one.stage if outcome in _DROPPED else None)


def _waiting(one: Application, threshold: timedelta, until: datetime) -> Outcome:
    if until - one.waiting_since > threshold:
        return Outcome.SILENT
    return Outcome.TOO_EARLY if one.stage is Stage.APPLIED else Outcome.IN_PROGRESS
