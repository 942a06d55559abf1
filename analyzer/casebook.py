"""From stored emails to events: copies folded, the user's own mail known, clues taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from analyzer.domain import Clues, Email, Event, FolderRole, MailCount, Verdict
from analyzer.labels import LABELS, Label
from analyzer.store import Stored
from analyzer.track.extract import clues

#: Below this a lone mail is no application. Chosen with a model that came before the shipped one: of 1,790 ordinary
#: mails 5 made an application by themselves at 0.9, 10 at 0.8, 18 at 0.7; of 499 applications 29, 20 and 18 were
#: missing. With the shipped one it is 16 and 27 at 0.8.
_CERTAIN = 0.8
#: Below this an unsure mail is hardly a step of an application, and asking about it would be noise.
_WORTH_ASKING = 0.3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Book:
    """What the mailbox holds, mail by mail."""

    events: tuple[Event, ...]
    """Mail that belongs to applications, and the user's own."""
    unsure: tuple[Event, ...]
    """Mail that may be a step of an application and is not surely judged."""
    emails: int
    recruiting: int
    newest: datetime
    """When the newest mail was sent; 1970-01-01 if there is none."""

    def count(self, unreadable: int) -> MailCount:
        """The numbers of mails for the report."""
        return MailCount(self.emails, self.recruiting, len(self.unsure), unreadable)


def gather(stored: Iterable[Stored], own: frozenset[str], now: datetime) -> Book:
    """The mails sent up to `now`, copies counted once; `own` are the user's addresses in lower case."""
    folded = list(_folded(s for s in stored if s.email.sent_at <= now))
    events, unsure, recruiting = [], [], 0
    for mail in folded:
        if mail.is_from(own):
            events.append(_own_event(mail.email))
        elif mail.verdict:
            row = LABELS[mail.verdict.label]
            recruiting += row.label is not Label.OTHER
            event = judged_event(mail.email, mail.verdict, junk=mail.junk)
            events += [event] * row.event
            unsure += [event] * (not mail.verdict.sure and mail.verdict.recruiting >= _WORTH_ASKING)
    newest = max((mail.email.sent_at for mail in folded), default=_EPOCH)
    return Book(tuple(events), tuple(unsure), len(folded), recruiting, newest)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A mail with all folders in which copies of it lie."""

    email: Email
    verdict: Verdict | None
    roles: frozenset[FolderRole]

    @property
    def junk(self) -> bool:
        return self.roles == {FolderRole.JUNK}

    def is_from(self, own: frozenset[str]) -> bool:
        return FolderRole.SENT in self.roles or self.email.sender.address.lower() in own


def _folded(stored: Iterable[Stored]) -> Iterator[_Folded]:
    """One for each mail: the same Message-ID, sender and subject."""
    groups: dict[tuple[str, ...], _Folded] = {}
    for item in stored:
        email = item.email
        key = (email.message_id, email.sender.address, email.subject)
        seen = groups.get(key)
        groups[key] = (
            _Folded(seen.email, seen.verdict or item.verdict, seen.roles | item.roles)
            if seen
            else _Folded(email, item.verdict, item.roles)
        )
    yield from groups.values()


def is_certain(group: Iterable[Event]) -> bool:
    """Whether mails make an application: one at least is clearly recruiting mail, whatever it says.

    A mail that may be none, and that nothing else speaks for, waits among the unsure and is not counted.
    """
    return any(event.recruiting >= _CERTAIN for event in group)


def judged_event(email: Email, verdict: Verdict, *, junk: bool = False) -> Event:
    """The event of a mail that somebody else wrote."""
    return Event(
        message_id=email.message_id,
        at=email.sent_at,
        label=verdict.label,
        confidence=verdict.confidence,
        sure=verdict.sure,
        by=verdict.by,
        clues=clues(email, verdict.label) if LABELS[verdict.label].event else Clues(),
        subject=email.subject,
        sender=email.sender,
        to=email.to,
        thread=_thread(email),
        why=verdict.why,
        reason=verdict.reason,
        invite=email.invite,
        junk=junk,
        text=email.text,
        recruiting=verdict.recruiting,
    )


def _own_event(email: Email) -> Event:
    return Event(
        message_id=email.message_id,
        at=email.sent_at,
        label=None,
        confidence=1.0,
        sure=True,
        by="user",
        clues=clues(email, None),
        subject=email.subject,
        sender=email.sender,
        to=email.to,
        thread=_thread(email),
        invite=email.invite,
        text=email.text,
    )


def _thread(email: Email) -> tuple[str, ...]:
    known = dict.fromkeys((*email.references, email.in_reply_to))
    return tuple(id_ for id_ in known if id_)
