"""Invented applications: single ones by hand, and a simulated search of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from analyzer.domain import Address, Application, Clues, Coverage, Event, Invite, MailCount, Silence
from analyzer.labels import LABELS, KnownBy, Label, Outcome, Reason, Stage
from analyzer.report.schema import Report
from analyzer.report.summary import summarise
from analyzer.report.survival import silence_threshold

UNTIL = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 3, 15, tzinfo=UTC)
MAILS = MailCount(emails=4812, recruiting=1034, unsure=2, unreadable=1)
COVERAGE = (
    Coverage("home", "INBOX", 4700, 4698, 2, UNTIL),
    Coverage("home", "Junk", 112, 112, 0, UNTIL),
)
_SENTENCES = {
    Label.AUTO_ACK: "Thank you for your application to {company}; we have received it.",
    Label.ASSESSMENT: "Please complete the online assessment for the {role} position within five days.",
    Label.INTERVIEW_INVITE: "We would like to invite you to a conversation about the {role} role next week.",
    Label.OFFER: "We are delighted to offer you the position of {role} at {company}.",
    Label.REJECTION: "After careful review we have decided to move forward with other candidates for {role}.",
    Label.HIRING_FREEZE: "Due to a change in our headcount plan the {role} position has been put on hold.",
    Label.WITHDRAWN: "We confirm that you have withdrawn your application.",
    Label.ACTION_NEEDED: "Please upload a copy of your certificates to complete your file.",
}
_COMPANIES = (
    "Nordlicht Robotics",
    "Harbour & Pine",
    "青禾科技",
    "Veldt Analytics",
    "Tessera Health",
    "Blue Quarry",
)
_ROLES = (
    "Data Engineer",
    "Backend Developer",
    "后端开发工程师",
    "Analyst, Supply Planning",
    "Platform Engineer II",
)
_SYSTEMS = (
    ("Greenhouse", "greenhouse-mail.io"),
    ("Workday", "myworkday.com"),
    ("Lever", "hire.lever.co"),
    ("", "nordlicht.example"),
)


def event(label: Label | None, at: datetime, **more: Any) -> Event:
    """A sure mail of that label (None: the user's own)."""
    values: dict[str, Any] = {
        "message_id": f"{label or 'own'}.{at:%Y%m%d%H%M%S}@mail.example",
        "at": at,
        "label": label,
        "confidence": 0.97,
        "sure": True,
        "by": "model",
        "clues": Clues(),
        "subject": "Your application",
        "sender": Address("Careers", "careers@nordlicht.example"),
        "why": ("It says so.",),
    }
    return Event(**values | more)


def application(*mails: tuple[Label | None, float], age: float = 40, **more: Any) -> Application:
    """An application sent `age` days before UNTIL; `mails` are labels with days after applying.

    Stage, answer and closing follow from the mails; the outcome is what `track.settle` would say with 45 days.
    """
    applied = UNTIL - timedelta(days=age)
    events = tuple(event(label, applied + timedelta(days=day)) for label, day in mails)
    return _finished(replace(_blank(applied), events=events, **more), 45)


def _blank(applied: datetime) -> Application:
    return Application(
        id=f"app-{applied:%Y%m%d%H%M%S%f}",
        company="Nordlicht Robotics",
        role="Data Engineer",
        known_by=KnownBy.ACK,
        applied_at=applied,
        stage=Stage.APPLIED,
        rounds=0,
        closed_by=None,
        reason=None,
        dropped_at=None,
        first_answer_at=None,
        last_event_at=applied,
        waiting_since=applied,
        system="",
    )


def _finished(blank: Application, threshold: int) -> Application:
    """The application with everything that follows from its events."""
    theirs = [event for event in blank.events if event.label is not None]
    rows = [(event, LABELS[event.label]) for event in theirs if event.label is not None]
    stage = max(
        (row.stage for _, row in rows if row.stage), key=lambda stage: stage.rank, default=Stage.APPLIED
    )
    closing = [event.label for event, row in rows if row.outcome is not None]
    waiting_since = theirs[-1].at if theirs else blank.applied_at
    found = replace(
        blank,
        stage=stage,
        rounds=sum(event.label is Label.INTERVIEW_INVITE for event in theirs),
        closed_by=closing[-1] if closing else None,
        first_answer_at=next((event.at for event, row in rows if row.answers), None),
        last_event_at=blank.events[-1].at if blank.events else blank.applied_at,
        waiting_since=waiting_since,
    )
    outcome = _outcome(found, UNTIL - waiting_since > timedelta(days=threshold))
    dropped = outcome in {Outcome.REJECTED, Outcome.FROZEN, Outcome.SILENT}
    return replace(found, outcome=outcome, dropped_at=stage if dropped else None)


def _outcome(found: Application, is_silent: bool) -> Outcome:
    if found.closed_by is not None:
        decided = LABELS[found.closed_by].outcome
        assert decided is not None
        return decided
    if is_silent:
        return Outcome.SILENT
    return Outcome.TOO_EARLY if found.stage is Stage.APPLIED else Outcome.IN_PROGRESS


def search(count: int = 600, seed: int = 20261120) -> list[Application]:
    """A simulated search over 25 weeks: about half ever answered, rejections slower than invitations."""
    chance = np.random.default_rng(seed)
    blanks = [_simulated(number, count, chance) for number in range(count)]
    threshold = silence_threshold([_finished(blank, 45) for blank in blanks], UNTIL).threshold_days
    return [_finished(blank, threshold) for blank in blanks]


def _simulated(number: int, count: int, chance: np.random.Generator) -> Application:
    applied = UNTIL - timedelta(days=float(chance.uniform(0.5, 175)))
    company = f"{_COMPANIES[int(chance.integers(len(_COMPANIES)))]} {number:03d}"
    role = _ROLES[int(chance.integers(len(_ROLES)))]
    system, domain = _SYSTEMS[int(chance.integers(len(_SYSTEMS)))]
    acknowledged = chance.random() < 0.64
    mails = [mail for mail in _mails(acknowledged, chance) if applied + timedelta(days=mail[1]) < UNTIL]
    events = tuple(
        event(
            label,
            applied + timedelta(days=day),
            message_id=f"0100019{chance.integers(16**12):012x}-{number:08x}-{place:04x}-000000@{domain}",
            confidence=float(chance.uniform(0.8, 1)),
            subject=f"Your application for {role} at {company}",
            sender=Address(f"{company} Careers", f"no-reply@eu.{domain}"),
            why=(_SENTENCES[label].format(company=company, role=role),) if label else (),
        )
        for place, (label, day) in enumerate(mails)
    )
    known_by = KnownBy.ACK if acknowledged else KnownBy.SENT if chance.random() < 0.85 else KnownBy.REPLY
    if known_by is KnownBy.REPLY and not events:
        known_by = KnownBy.LIST
    rejected = any(label is Label.REJECTION for label, _ in mails)
    reasons = (
        None,
        None,
        Reason.OTHER_CANDIDATE,
        Reason.QUALIFICATION,
        Reason.FILLED,
        Reason.LOCATION_OR_VISA,
    )
    reason = reasons[int(chance.integers(len(reasons)))] if rejected else None
    return replace(
        _blank(applied),
        id=f"{number:04d}",
        company=company,
        role=role,
        system=system,
        known_by=known_by,
        events=events,
        reason=reason,
    )


def _mails(acknowledged: bool, chance: np.random.Generator) -> Iterator[tuple[Label | None, float]]:
    """Labels with days after applying, oldest first."""
    if acknowledged:
        yield Label.AUTO_ACK, float(chance.exponential(0.1))
    fate = chance.random()
    day = float(chance.lognormal(2.6 if fate < 0.09 else 3.0, 0.8))
    if fate > 0.56:
        return
    if fate > 0.105:
        yield Label.REJECTION, day
        return
    if fate > 0.09:
        yield Label.HIRING_FREEZE, day
        return
    for label, passes in (
        (Label.ASSESSMENT, 0.5),
        (Label.INTERVIEW_INVITE, 0.6),
        (Label.INTERVIEW_INVITE, 0.35),
    ):
        if label is Label.ASSESSMENT and chance.random() < 0.5:
            continue
        yield label, day
        day += float(chance.exponential(0.8))
        yield None, day
        day += float(chance.exponential(10)) + 1
        if chance.random() > passes:
            if chance.random() < 0.7:
                yield (Label.REJECTION if chance.random() < 0.9 else Label.HIRING_FREEZE), day
            return
    yield Label.OFFER, day


def invitation(at: datetime, starts_at: datetime, **more: Any) -> Event:
    """An invitation with a calendar part."""
    invite = Invite("REQUEST", "uid-1", 0, "Interview", "people@nordlicht.example", starts_at)
    return event(Label.INTERVIEW_INVITE, at, invite=invite, **more)


def report(
    applications: Sequence[Application], language: str = "en", unsure: Sequence[Event] = (), **more: Any
) -> Report:
    """The report of the night of UNTIL."""
    values: dict[str, Any] = {
        "mails": MAILS,
        "coverage": COVERAGE,
        "silence": silence_threshold(applications, UNTIL),
        "until": UNTIL,
        "generated_at": NOW,
        "language": language,
        "unsure": unsure,
    }
    return summarise(applications, **values | more)


SILENCE = Silence(45, "default")
