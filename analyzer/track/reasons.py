"""How likely mails make one application: what speaks for a mail being the next one, and against, in weighed reasons."""

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import datetime, timedelta
from functools import cached_property
from itertools import repeat
from math import log2
from operator import attrgetter

from analyzer.domain import Event
from analyzer.labels import LABELS, Label, Stage
from analyzer.track import rounds, senders
from analyzer.track.cases import BOARD, Marks
from analyzer.track.habits import machine
from analyzer.track.names import Likeness, likeness
from analyzer.track.stages import in_order
from analyzer.track.systems import Kind
from analyzer.track.wording import about_test, applies, thanks_for_talk

#: Mail about one talk follows itself so closely.
_SAME_TALK = timedelta(days=4)
#: A second acknowledgement of the same application, and one after another kind of trace, come within these times.
_SECOND_ACK, _TRACES_APART = timedelta(hours=36), timedelta(days=14)
#: Without contact for so long, the same role again is a new application; nothing joins over a longer silence than this.
_CONTACT, _REACH = timedelta(days=90), timedelta(days=300)
_DAY = timedelta(days=1)
#: No application has so many roles, not even in templates' words; what has is a thread about everything.
_ROLES = 20
#: A refusal comes after so many days as a rule; of other mail, the sooner the likelier.
_REFUSED_AFTER = 10
_ANSWER = re.compile(
    r"(?i)^\s*(?:(?:re|aw|sv|antw|odp|fwd?|wg|tr|rv|回复|回覆|答复|转发|轉寄)\s*[:：]\s*)+",
)


class Traits:
    """What of an event counts for where it belongs."""

    def __init__(self, event: Event, marks: Marks, change: float = 0.0) -> None:
        """`change` is what a change of machine weighs, see `habits`."""
        self.change, self.machine = change, machine(event, marks)
        self.event, self.at, self.second = event, event.at, event.at.timestamp()
        #: Of mails at the same second one is first, whatever order they come in.
        self.moment = (self.second, event.key)
        self.company, self.role, self.requisition = marks.company, marks.role, marks.requisition
        self.box, self.domain = marks.box, marks.domain
        ends = event.to if event.own else (event.sender,)
        self.ends = frozenset(end.address.lower() for end in ends if end.address)
        self.trace = "" if event.own and not applies(event) else marks.trace
        self.of_role = [("role", marks.role)] if marks.role else []
        told = (("company", marks.company), ("box", marks.box), ("domain", marks.domain))
        #: What the mail finds cases by; by the role alone only a trace of applying that says no more.
        self.finders = [key for key in told if key[1]] or (self.of_role if self.trace else [])
        self.closes = event.label is not None and LABELS[event.label].closes
        self.talk, self.offer = event.label is Label.INTERVIEW_INVITE, event.label is Label.OFFER

    @cached_property
    def system(self) -> str:
        """The applicant system that the employer's side writes by, see `_system`."""
        return _system(self.event, self.domain)

    @cached_property
    def reached_talk(self) -> bool:
        """The mail is of a talk or of what comes after one."""
        return _reached_talk(self.event)

    @cached_property
    def subject(self) -> str:
        """The subject without what marks an answer."""
        return _ANSWER.sub("", self.event.subject).strip().casefold()

    @cached_property
    def answers(self) -> bool:
        """The mail says that it answers another one."""
        return bool(self.event.thread) or self.subject != self.event.subject.strip().casefold()

    @cached_property
    def about_test(self) -> bool:
        """The mail speaks of a test."""
        return about_test(self.event)

    @cached_property
    def thanks(self) -> bool:
        """The mail thanks for a talk."""
        return thanks_for_talk(self.event.text)

    @cached_property
    def next_talk(self) -> bool:
        """The mail speaks of a second talk or a later one."""
        return rounds.speaks_of_next(self.event)

    @cached_property
    def opens(self) -> str:
        """The kind of trace that begins an application; a test's acknowledgement does not."""
        return "" if self.trace and self.about_test else self.trace

    @cached_property
    def reasons(self) -> tuple[tuple[float, Callable[["Traits", "History"], bool]], ...]:
        """The weights and conditions that mail of this kind is asked about."""
        asked = (reason for reason in _REASONS if reason[2](self))
        return tuple((self.change if weight is None else weight, holds) for _, weight, _, holds in asked)


def _reached_talk(event: Event) -> bool:
    stage = LABELS[event.label].stage if event.label else None
    return (stage or Stage.APPLIED).rank >= Stage.INTERVIEW.rank


def _system(event: Event, domain: str) -> str:
    """The applicant system that the employer's side writes by, `own` for its own domain; empty if neither."""
    if event.own:
        return ""
    row = senders.by_domain(event.sender.domain)
    if row is None:
        return _OWN if domain else ""
    return row.name if row.kind is Kind.ATS else ""


#: A company that writes by no system but its own.
_OWN = "own"

#: Mails are in order of it.
by_time, by_moment = attrgetter("second"), attrgetter("moment")


class History:
    """What the mails of an application up to a moment tell of it; they are added in order of time."""

    def __init__(self, mails: Iterable[Traits] = ()) -> None:
        self.companies, self.requisitions, self.roles = set[str](), set[str](), set[str]()
        self.boxes, self.domains, self.systems, self.ends = set[str](), set[str](), set[str](), set[str]()
        self.machines = set[str]()
        self.traces: dict[str, datetime] = {}
        """The last trace of applying of each kind."""
        self.begun = self.answered = self.talked = False
        self.last: datetime | None = None
        self.last_talk: datetime | None = None
        self.first_closed: datetime | None = None
        self.last_closed: datetime | None = None
        for mail in mails:
            self.add(mail)

    def copy(self) -> "History":
        """Another one, which tells the same."""
        other = copy(self)
        for name in _SETS:
            setattr(other, name, getattr(self, name).copy())
        return other

    def add(self, t: Traits) -> None:
        """Takes the next mail in."""
        if t.company:
            self.companies.add(t.company)
        if t.requisition:
            self.requisitions.add(t.requisition)
        if t.role:
            self.roles.add(t.role)
        if t.box:
            self.boxes.add(t.box)
        if t.domain:
            self.domains.add(t.domain)
        if t.system:
            self.systems.add(t.system)
        if t.machine:
            self.machines.add(t.machine)
        self.ends |= t.ends
        self._happened(t)

    def _happened(self, t: Traits) -> None:
        if t.trace:
            self.begun = self.begun or self.last is None
            self.traces[t.trace] = t.at
        elif not t.event.own:
            self.answered = True
        if t.talk:
            self.last_talk = t.at
        if t.closes:
            self.first_closed, self.last_closed = self.first_closed or t.at, t.at
        self.talked = self.talked or t.reached_talk
        self.last = t.at


#: What a copy must not share with its original.
_SETS = ("companies", "requisitions", "roles", "boxes", "domains", "systems", "machines", "ends", "traces")


class Names:
    """What a case is called by, by which most are ruled out, and by how many of its mails."""

    def __init__(self, mails: Iterable[Traits] = ()) -> None:
        self.companies: dict[str, int] = {}
        self.requisitions: dict[str, int] = {}
        self.roles: dict[str, int] = {}
        for t in mails:
            self.count(t)

    def count(self, t: Traits, times: int = 1) -> None:
        """Takes a mail in, or out with -1."""
        for told, name in (
            (self.companies, t.company),
            (self.requisitions, t.requisition),
            (self.roles, t.role),
        ):
            if name:
                left = told.get(name, 0) + times
                if left:
                    told[name] = left
                else:
                    del told[name]

    def bar(self, t: Traits) -> bool:
        """Whether the mail is of another company, requisition or role, or the case has too many to be one."""
        if not self.companies or (t.company and t.company not in self.companies):
            return True
        if t.requisition and self.requisitions and t.requisition not in self.requisitions:
            return True
        if not t.role or not self.roles or t.role in self.roles:
            return False
        return len(self.roles) > _ROLES or max(map(likeness, repeat(t.role), self.roles)) is Likeness.OTHER


# --- what speaks for a mail being the next, and against ---------------------------------------------


def _role(t: Traits, h: History) -> Likeness:
    """How the role goes together with those told before: the best of them."""
    if not h.roles:
        return Likeness.UNKNOWN
    return Likeness.SAME if t.role in h.roles else max(map(likeness, repeat(t.role), h.roles))


def _another_requisition(t: Traits, h: History) -> bool:
    return bool(h.requisitions) and t.requisition not in h.requisitions


def _another_application(t: Traits, h: History) -> bool:
    """A trace of applying that does not go together with those before."""
    same = bool(t.role) and _role(t, h) is Likeness.SAME
    if timedelta() <= _since(t, h.traces.get(t.trace)) <= _SECOND_ACK:
        return t.trace == BOARD and not same
    if h.last_closed is not None and (not t.event.listed or _since(t, h.last_closed) > _SECOND_ACK):
        return True
    if not h.traces:
        return False
    since = t.at - max(h.traces.values())
    return since > _CONTACT if same else t.trace in h.traces or since > _TRACES_APART


def _same_company(t: Traits, h: History) -> bool:
    """Whether the company or the domain is told on both sides."""
    return bool(t.company and h.companies) or t.domain in h.domains


def _at_once(t: Traits, h: History) -> bool:
    """Whether a trace of another kind was within the day."""
    return t.trace not in h.traces and any(t.at - at <= _DAY for at in h.traces.values())


def _another_system(t: Traits, h: History) -> bool:
    return bool(h.systems - {_OWN}) and t.system not in h.systems


def _beside_talk(t: Traits, h: History) -> bool:
    return timedelta() <= _since(t, h.last_talk) <= _SAME_TALK


def _since(t: Traits, moment: datetime | None) -> timedelta:
    """The time since then; less than none if it never was."""
    return t.at - moment if moment is not None else -_DAY


_ANY, _COMPANY, _REQUISITION, _ROLE = map(attrgetter, ("event", "company", "requisition", "role"))
_PERSON, _MACHINE, _SYSTEM, _NEXT_TALK = map(attrgetter, ("box", "machine", "system", "next_talk"))
_TRACE, _OPENS, _CLOSES, _OFFER = map(attrgetter, ("trace", "opens", "closes", "offer"))

_Reason = tuple[str, float | None, Callable[[Traits], object], Callable[[Traits, History], bool]]

#: What speaks for a mail being an application's next one, or against it, in words; its weight, about the logarithm of
#: how much likelier it makes it (None: as the mailbox shows); what mail is asked; when it holds, by what came before.
_REASONS: tuple[_Reason, ...] = (
    ("another company", -12.0, _COMPANY, lambda t, h: bool(h.companies) and t.company not in h.companies),
    ("another requisition", -12.0, _REQUISITION, _another_requisition),
    ("another role", -12.0, _ROLE, lambda t, h: _role(t, h) is Likeness.OTHER),
    ("too long a silence", -12.0, _ANY, lambda t, h: _since(t, h.last) > _REACH),
    ("long without contact", -2.0, lambda t: not t.closes, lambda t, h: _since(t, h.last) > _CONTACT),
    ("another time of applying", -6.0, _OPENS, _another_application),
    ("the same again days later", -3.0, _OPENS, lambda t, h: _since(t, h.traces.get(t.trace)) > _SECOND_ACK),
    ("the same requisition", 6.0, _REQUISITION, lambda t, h: t.requisition in h.requisitions),
    ("the same role", 4.0, _ROLE, lambda t, h: _role(t, h) is Likeness.SAME),
    ("a role that says more or less", 1.0, _ROLE, lambda t, h: _role(t, h) is Likeness.NEAR),
    ("who writes is not known to be of the company", -2.0, _ANY, lambda t, h: not _same_company(t, h)),
    ("the same person", 3.0, _PERSON, lambda t, h: t.box in h.boxes),
    ("another person", -0.5, _PERSON, lambda t, h: bool(h.boxes) and t.box not in h.boxes),
    ("the same system", 1.5, _SYSTEM, lambda t, h: t.system in h.systems),
    ("another system", -1.5, lambda t: t.system not in {"", _OWN}, _another_system),
    ("the same address", 1.5, _ANY, lambda t, h: not t.ends.isdisjoint(h.ends)),
    ("another machine", None, _MACHINE, lambda t, h: bool(h.machines) and t.machine not in h.machines),
    ("the trace that was missing", 1.0, _TRACE, lambda _, h: not h.traces),
    ("another kind of trace", 1.0, _TRACE, lambda t, h: bool(h.traces) and t.trace not in h.traces),
    ("acknowledged at once", 1.5, _TRACE, _at_once),
    ("applied after the answer", -4.0, _OPENS, lambda _, h: h.answered),
    ("an answer after the application", 0.5, lambda t: t.event.label and not t.trace, lambda _, h: h.begun),
    ("open until then", 0.5, _CLOSES, lambda _, h: h.last_closed is None),
    ("closed already", -4.0, _CLOSES, lambda t, h: _since(t, h.last_closed) > _SECOND_ACK),
    (
        "goes on after the end",
        -4.0,
        lambda t: not (t.closes or t.event.own),
        lambda t, h: _since(t, h.first_closed) > _DAY,
    ),
    ("thanks for a talk that was", 1.5, lambda t: t.closes and t.thanks, lambda _, h: h.talked),
    ("the talk is not spoken of, or never was", -1.5, _CLOSES, lambda t, h: t.thanks is not h.talked),
    ("mail about a talk beside such mail", 1.5, lambda t: t.talk, _beside_talk),
    ("a later talk after one", 1.5, _NEXT_TALK, lambda _, h: h.last_talk is not None),
    ("a later talk without one", -1.5, _NEXT_TALK, lambda _, h: h.last_talk is None),
    ("an offer after a talk", 1.5, _OFFER, lambda _, h: h.talked),
    ("an offer without a talk", -2.0, _OFFER, lambda _, h: not h.talked),
)


def speaking_for(event: Event, others: Sequence[Event], marks: Callable[[Event], Marks]) -> tuple[str, ...]:
    """The reasons, in words, that speak for the event coming after those of the others that came before it."""
    t = Traits(event, marks(event))
    before = [Traits(other, marks(other)) for other in in_order(others) if other.at <= event.at]
    history = History(before)
    asked = (reason for reason in _REASONS if before and (reason[1] or 0) > 0 and reason[2](t))
    return tuple(said for said, _, _, holds in asked if holds(t, history))


def _lateness(t: Traits, h: History) -> float:
    days = 1 + max(_since(t, h.last), timedelta()) / _DAY
    return -0.35 * (abs(log2(days / _REFUSED_AFTER)) if t.closes else log2(days))


#: How likely an application's first mail is of this kind, on the same scale. A step forward seldom is: kept apart by
#: mistake it takes from an application how far it came.
_FIRST: tuple[tuple[Callable[[Traits], object], float], ...] = (
    (lambda t: t.event.own, -1.0),
    (_TRACE, 0.5),
    (_CLOSES, -1.0),
    (_ANY, -2.0),
)


def likelihood(mails: Iterable[Traits], history: History | None = None) -> float:
    """How well mails, in order of time, go on an application's history: each by those before it.

    Without a history they are an application of their own. The history is left with them in it.
    """
    total, history = 0.0, history or History()
    for t in mails:
        if history.last is None:
            total += next(weight for about, weight in _FIRST if about(t))
        else:
            total += _lateness(t, history) + sum([weight for weight, holds in t.reasons if holds(t, history)])
        history.add(t)
    return total
