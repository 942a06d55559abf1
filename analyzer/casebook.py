"""From stored emails to events: the user's own mail known, clues taken."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from analyzer.acquaintance import by_sender
from analyzer.corrections import BY_USER, NOTHING_SAID, Correction, Corrections, as_said
from analyzer.deriving import Gist, Stored
from analyzer.domain import Application, Clues, Doubt, Email, Event, MailCount, Verdict
from analyzer.folding import Folded, first_sent, folded, whole, without_repeats
from analyzer.labels import LABELS, Label
from analyzer.read.appointment import is_appointment
from analyzer.track import senders, stages
from analyzer.track.extract import Parts, parts
from analyzer.track.link import Linked
from analyzer.track.names import company_key
from analyzer.track.naming import Namer

#: Below this a lone mail is no application. In five simulated searches of 1,790 ordinary and some 960 other mails each,
#: 0.85 counts 61 ordinary mails and is 1.0 % short of applications to 1.6 % over; 0.8 counts 93 and is up to 3.2 %
#: over; 0.9 counts 43 and is up to 2.4 % short.
_CERTAIN = 0.85
#: The same of mail of an applicant tracking system: none of those ordinary mails comes from one, and 1,523 steps do, 47
#: of them between the two.
_CERTAIN_OF_SYSTEM = 0.5
#: Of the mails of an application so much at least is recruiting mail, on the mean: a circle of friends is none because
#: one of them proposed a talk.
_CERTAIN_MEAN = 0.5
#: A mail that is called no step takes part as one that decides something only if that is so likely.
_MAY_DECIDE = 0.2
#: Below this an unsure mail is hardly a step of an application, and asking about it would be noise.
_WORTH_ASKING = 0.3
#: Above this a mail that is called no step may join an application that others make. Lower joins more: linking F1 of
#: two simulated searches .824 and .826 without, .853 and .847 at 0.3, .883 and .878 at 0.1, .889 and .892 at 0.05.
MAY_JOIN = 0.05
#: So often a name must be corrected alike before all mail with it is.
_TWICE = 2
#: Linking and stages read no more of a mail, and of one that the user wrote; thousands of texts are in memory.
_TEXT, _OWN_TEXT = 1500, 2000
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

    def count(self, unreadable: int, passed_over: int = 0) -> MailCount:
        """The numbers of mails for the report; `passed_over` are those of which only the header was read."""
        return MailCount(self.emails + passed_over, self.recruiting, len(self.unsure), unreadable)


@dataclass(frozen=True, slots=True)
class Reader:
    """What tells the parts of mails: the model of names, or what was kept of it."""

    parts: Callable[[int, Email, Label | None, bool], Parts]
    """Of the stored mail of that id, read as of that label, and whether it is the mail within a forwarded one."""


def reader(namer: Namer) -> Reader:
    """Reads every mail anew."""
    return Reader(lambda _id, email, label, _forwarded: parts(email, label, namer))


#: A company's key → the name that the user wants it called by.
Aliases = Mapping[str, str]


def by_alias(told: Mapping[str, Iterable[str]]) -> Aliases:
    """The aliases of the user's file, a name → its others, the other way round."""
    return {company_key(other): name for name, others in told.items() for other in (name, *others)}


def gather(
    stored: Iterable[Stored],
    own: frozenset[str],
    now: datetime,
    reader: Reader,
    aliases: Aliases = MappingProxyType({}),
    zone: tzinfo = UTC,
    corrections: Corrections = NOTHING_SAID,
    plain: Sequence[Gist] = (),
    listed: Iterable[Event] = (),
) -> Book:
    """The mails sent up to `now`, copies counted once; `own` are the user's addresses in lower case.

    `listed` are the applications of the user's own list.

    `stored` is gone through twice, so that not all texts are in memory at once; an iterator is read into a list.

    What the user forwarded to themselves counts as the mail within; dates in it that state no zone are in `zone`.
    What the user said of a mail stands above what the model says of it. The mails of `plain` are only counted, see
    `folding.told_apart`.
    """
    counted = first_sent(plain, now)
    stored = list(stored) if isinstance(stored, Iterator) else stored
    sent = (one for one in stored if one.email.sent_at <= now)
    mails = {mail.id: mail for mail in without_repeats([*folded(sent, own, zone, corrections)], counted)}
    emails = len(counted) + len(mails)
    newest = max([*counted.values(), *(mail.email.sent_at for mail in mails.values())], default=_EPOCH)
    weighed = by_sender(_called(mails.values(), counted))
    events, unsure, recruiting, taught = list[Event](), list[Event](), 0, list[tuple[str, str]]()
    for mail in whole(mails, stored):
        if mail.is_from(own):
            events.append(_named(_own_event(mail, reader), mail.correction))
        elif mail.verdict:
            recruiting += mail.verdict.label is not Label.OTHER
            verdict = as_step(mail.verdict, appointment=is_appointment(mail.email.subject, mail.email.invite))
            likely = weighed(mail.email.sender.address, verdict.recruiting)
            doubtful = not verdict.sure or likely < _CERTAIN <= verdict.recruiting
            verdict = replace(verdict, recruiting=likely)
            told = reader.parts(mail.id, mail.email, verdict.label, mail.forwarded)
            judged = judged_events(mail.email, verdict, told, junk=mail.junk)
            taught += _lesson(judged[0], mail.correction)
            found = tuple(_named(event, mail.correction) for event in judged)
            events += found * LABELS[verdict.label].event
            unsure += found[:1] * (doubtful and mail.verdict.recruiting >= _WORTH_ASKING)
    names = {**learned(taught), **aliases}
    events += [event for event in listed if event.at <= now]
    events = [_renamed(event, names) for event in events]
    return Book(tuple(events), tuple(unsure), emails, recruiting, newest)


def _called(mails: Iterable[Folded], plain: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, bool]]:
    """Who sent each mail, and whether it is called a step."""
    yield from ((sender, False) for _, sender, _ in plain)
    yield from (
        (mail.email.sender.address, LABELS[mail.verdict.label].event) for mail in mails if mail.verdict
    )


def corrected_events(
    email: Email, verdict: Verdict, namer: Namer, said: Correction | None
) -> tuple[Event, ...]:
    """The events of a mail that somebody else wrote, as the user corrected it."""
    if said and said.label:
        verdict = as_said(verdict, said.label)
    told = parts(email, verdict.label, namer)
    return tuple(_named(event, said) for event in judged_events(email, verdict, told))


def _named(event: Event, said: Correction | None) -> Event:
    """The event with company and role as the user gave them."""
    if said is None or (said.company is None and said.role is None):
        return event
    company = event.clues.company if said.company is None else said.company
    role = event.clues.role if said.role is None else said.role
    agency = "" if said.company is not None else event.clues.agency
    return replace(
        event,
        clues=replace(event.clues, company=company, role=role, agency=agency),
        company_by_user=said.company is not None,
        role_by_user=said.role is not None,
    )


def _renamed(event: Event, aliases: Aliases) -> Event:
    name = "" if event.company_by_user else aliases.get(company_key(event.clues.company), "")
    return replace(event, clues=replace(event.clues, company=name)) if name else event


def _lesson(event: Event, said: Correction | None) -> list[tuple[str, str]]:
    """What the mail was taken to name, as a key, and what the user said instead."""
    key = company_key(event.clues.company)
    told = said.company if said and said.company and key and company_key(said.company) != key else ""
    return [(key, told)] if told else []


def learned(taught: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Aliases from corrections: a name that was corrected to the same other one at least twice, and never else.

    Once may as well be a mail that was misread.
    """
    said: defaultdict[str, list[str]] = defaultdict(list)
    for key, name in taught:
        said[key].append(name)
    agreed = {key: names for key, names in said.items() if len({company_key(name) for name in names}) == 1}
    return {key: names[-1] for key, names in agreed.items() if len(names) >= _TWICE}


def awaited(email: Email, verdict: Verdict) -> Verdict:
    """The verdict, unsure if it calls a calendar's notice ordinary: whose it is tells, not the form's words."""
    if (
        verdict.by == BY_USER
        or LABELS[verdict.label].event
        or not is_appointment(email.subject, email.invite)
    ):
        return verdict
    likely = max(verdict.recruiting, MAY_JOIN)
    return replace(verdict, runner_up=Label.INTERVIEW_INVITE, recruiting=likely, sure=False)


def as_step(verdict: Verdict, *, appointment: bool = False) -> Verdict:
    """The verdict, or the next likely one if it says that the mail is no step of an application and is not sure.

    Such a mail counts only where it joins mail that clearly is; see `is_certain`. What would close an application, or
    bring it further, takes more than that, or a calendar's notice.
    """
    second = LABELS[verdict.runner_up]
    if LABELS[verdict.label].event or not second.event or verdict.recruiting < MAY_JOIN:
        return verdict
    decides = second.answers or second.outcome is not None
    likely = appointment or not decides or verdict.chance(second.label) >= _MAY_DECIDE
    return replace(verdict, label=second.label) if likely else verdict


def is_certain(events: Sequence[Event]) -> bool:
    """Whether mails make an application: one at least is clearly recruiting mail, and one says of what.

    Others wait among the unsure and are not counted. What the user called a step is one, whatever it names.
    """
    if any(event.by == BY_USER and event.label for event in events):
        return True
    told = [event.clues for event in events]
    named = any(found.company or found.role or found.requisition for found in told)
    heard = [event for event in events if not event.own]
    likely = not heard or any(event.recruiting >= _enough(event) for event in heard)
    worded = [event.recruiting for event in heard if not is_appointment(event.subject, event.invite)]
    return named and likely and sum(worded) >= _CERTAIN_MEAN * len(worded)


def _enough(event: Event) -> float:
    return _CERTAIN_OF_SYSTEM if senders.only_recruits(event.clues.system) else _CERTAIN


def concluded(linked: Linked) -> tuple[list[Application], list[Doubt]]:
    """The applications that groups of mail certainly make, and the mails of them that may belong to another one.

    The events of both are without text: nothing that comes after reads it, and there are thousands.
    """
    made = {number: _application(group) for number, group in enumerate(linked.groups) if is_certain(group)}
    counted = {event.key for application in made.values() for event in application.events}
    doubts = [
        Doubt(_outline(event), tuple(made[number].id for number in numbers if number in made))
        for event, numbers in linked.doubts
        if event.key in counted
    ]
    return list(made.values()), [doubt for doubt in doubts if len(doubt.candidates) > 1]


def _application(group: Sequence[Event]) -> Application:
    made = stages.application(group)
    return replace(made, events=tuple(map(_outline, made.events)))


def _outline(event: Event) -> Event:
    return replace(event, text="")


def judged_events(email: Email, verdict: Verdict, told: Parts, *, junk: bool = False) -> tuple[Event, ...]:
    """The events of a mail that somebody else wrote: one, or one for each role where it is about several."""
    event = judged_event(email, verdict, told[0][1], junk=junk)
    if len(told) == 1:
        return (event,)
    return tuple(
        replace(
            event,
            label=label,
            clues=found,
            part=number,
            reason=event.reason if label is verdict.label else None,
        )
        for number, (label, found) in enumerate(told, 1)
    )


def judged_event(email: Email, verdict: Verdict, told: Clues, *, junk: bool = False) -> Event:
    """The event of a mail that somebody else wrote, as if it were about one role."""
    return Event(
        message_id=email.message_id,
        at=email.sent_at,
        label=verdict.label,
        confidence=verdict.confidence,
        sure=verdict.sure,
        by=verdict.by,
        clues=told,
        subject=email.subject,
        sender=email.sender,
        to=email.to,
        thread=_thread(email),
        why=verdict.why,
        reason=verdict.reason,
        invite=email.invite,
        junk=junk,
        text=email.text[:_TEXT],
        recruiting=verdict.recruiting,
    )


def _own_event(mail: Folded, reader: Reader) -> Event:
    email = mail.email
    ((_, told),) = reader.parts(mail.id, email, None, mail.forwarded)
    return Event(
        message_id=email.message_id,
        at=email.sent_at,
        label=None,
        confidence=1.0,
        sure=True,
        by="user",
        clues=told,
        subject=email.subject,
        sender=email.sender,
        to=email.to,
        thread=_thread(email),
        invite=email.invite,
        text=email.text[:_OWN_TEXT],
    )


def _thread(email: Email) -> tuple[str, ...]:
    known = dict.fromkeys((*email.references, email.in_reply_to))
    return tuple(id_ for id_ in known if id_)
