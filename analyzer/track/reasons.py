"""What speaks for a mail being of an application, and against, once all mail is known: 25 weighed reasons."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import repeat
from math import log2
from operator import attrgetter

from analyzer.domain import Event
from analyzer.labels import LABELS, Label, Stage
from analyzer.track import rounds, senders
from analyzer.track.cases import BOARD, Marks
from analyzer.track.names import Likeness, likeness
from analyzer.track.stages import in_order
from analyzer.track.systems import Kind
from analyzer.track.wording import about_test, applies, thanks_for_talk

#: Mail about one talk follows itself so closely.
_TALK = timedelta(days=4)
#: A second acknowledgement of the same application, and one after another kind of trace, come within these times.
_SECOND_ACK, _TRACES_APART = timedelta(hours=36), timedelta(days=14)
#: Nothing joins over a longer silence; an acknowledgement found later than the mail it precedes, over this at most.
_REACH, _BEGINS = timedelta(days=300), timedelta(days=45)
_DAY = timedelta(days=1)
#: A refusal comes after so many days as a rule; of other mail, the sooner the likelier.
_REFUSED_AFTER = 10
_ANSWER = re.compile(
    r"(?i)^\s*(?:(?:re|aw|sv|antw|odp|fwd?|wg|tr|rv|回复|回覆|答复|转发|轉寄)\s*[:：]\s*)+",
)


class Traits:
    """What of an event counts for where it belongs."""

    def __init__(self, event: Event, marks: Marks) -> None:
        self.event, self.at, self.second = event, event.at, event.at.timestamp()
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


def _reached_talk(event: Event) -> bool:
    stage = LABELS[event.label].stage if event.label else None
    return (stage or Stage.APPLIED).rank >= Stage.INTERVIEW.rank


def _system(event: Event, domain: str) -> str:
    """The applicant system that the employer's side writes by, `own` for its own domain; empty if neither."""
    if event.own:
        return ""
    row = senders.by_domain(event.sender.domain)
    if row is None:
        return "own" if domain else ""
    return row.name if row.kind is Kind.ATS else ""


#: Mails are in order of it.
by_time = attrgetter("second")


class Place:
    """A case as one event would find it there: the mails around, and what they tell."""

    def __init__(self, traits: Traits, others: Sequence[Traits]) -> None:
        place = bisect_right(others, traits.second, key=by_time)
        self.before, self.after, self.all = others[:place], others[place:], others
        near = others[place - 1] if place else others[0]
        self._told: dict[str, set[str]] = {}
        self.gap = abs(traits.at - near.at)

    def told(self, what: str) -> set[str]:
        """What the mails tell of that kind."""
        found = self._told.get(what)
        if found is None:
            found = self._told[what] = _told(self.all, what)
        return found

    @cached_property
    def talked(self) -> bool:
        """There was a talk before."""
        return any(other.reached_talk for other in self.before)

    @cached_property
    def traces(self) -> tuple[Traits, ...]:
        """The traces of applying."""
        return tuple(other for other in self.all if other.trace)


def _told(mails: Iterable[Traits], what: str) -> set[str]:
    return {value for mail in mails if (value := getattr(mail, what))}


#: What a case is called by.
_NAMED = ("company", "requisition", "role")


@dataclass(frozen=True, slots=True)
class Names:
    """What a case is called by, by which most are ruled out."""

    companies: set[str]
    requisitions: set[str]
    roles: set[str]

    def bar(self, t: Traits) -> bool:
        """Whether the mail is of another company, requisition or role."""
        if not self.companies or (t.company and t.company not in self.companies):
            return True
        if t.requisition and self.requisitions and t.requisition not in self.requisitions:
            return True
        if not t.role or not self.roles or t.role in self.roles:
            return False
        return max(map(likeness, repeat(t.role), self.roles)) is Likeness.OTHER


def names_of(mails: Sequence[Traits]) -> Names:
    """What the mails call their application."""
    return Names(*(_told(mails, what) for what in _NAMED))


# --- what speaks for a place, and against -----------------------------------------------------------


def _role(t: Traits, place: Place) -> Likeness:
    """How the role goes together with those told there: the best of them."""
    told = place.told("role") if t.role else set()
    return max((likeness(t.role, role) for role in told), default=Likeness.UNKNOWN)


def _apart(times: Iterable[Traits], t: Traits) -> timedelta:
    return min(abs(t.at - other.at) for other in times)


def _strange(t: Traits, place: Place) -> bool:
    """Another company, requisition or role, too long a silence, or a place that names no company."""
    return Names(*map(place.told, _NAMED)).bar(t) or place.gap > _REACH


def _another_application(t: Traits, place: Place) -> bool:
    """A trace of applying that does not go together with those there."""
    if not t.opens:
        return False
    if any(other.closes for other in place.before) or (not place.before and place.gap > _BEGINS):
        return True
    alike = [other for other in place.traces if other.trace == t.trace]
    if alike:
        other_role = t.trace == BOARD and _role(t, place) is not Likeness.SAME
        return other_role or _apart(alike, t) > _SECOND_ACK
    return bool(place.traces) and _apart(place.traces, t) > _TRACES_APART


#: What rules a place out.
_BARS: tuple[Callable[[Traits, Place], bool], ...] = (_strange, _another_application)


def _system_told(t: Traits, place: Place) -> set[str]:
    return place.told("system") if t.system else set()


def _closed_before(t: Traits, place: Place) -> bool:
    return any(other.closes and t.at - other.at > _DAY for other in place.before)


def _closed_twice(t: Traits, place: Place) -> bool:
    closing = [other for other in place.all if other.closes]
    return t.closes and bool(closing) and _apart(closing, t) > _SECOND_ACK


def _goes_on(t: Traits, place: Place) -> bool:
    return any(not o.event.own and not o.closes and o.at - t.at > _DAY for o in place.after)


def _next_to_talk(t: Traits, place: Place) -> bool:
    return any(other.talk and abs(t.at - other.at) <= _TALK for other in place.all)


def _same_company(t: Traits, place: Place) -> bool:
    """Whether the company or the domain is told on both sides."""
    return bool(t.company and place.told("company")) or t.domain in place.told("domain")


def _answers_trace(t: Traits, place: Place) -> bool:
    return bool(t.event.label) and not t.trace and bool(place.before) and bool(place.before[0].trace)


#: What speaks for a place or against it, in words; its weight, about the logarithm of how much likelier it makes it;
#: and when it holds. That each weight may be half as great or twice changes linking by a tenth of a point at most.
_REASONS: tuple[tuple[str, float, Callable[[Traits, Place], bool]], ...] = (
    ("the same requisition", 6.0, lambda t, p: t.requisition in p.told("requisition")),
    ("the same role", 4.0, lambda t, p: _role(t, p) is Likeness.SAME),
    ("a role that says more or less", 1.0, lambda t, p: _role(t, p) is Likeness.NEAR),
    ("who writes is not known to be of the company", -2.0, lambda t, p: not _same_company(t, p)),
    ("the same person", 3.0, lambda t, p: t.box in p.told("box")),
    ("another person", -0.5, lambda t, p: bool(t.box and p.told("box")) and t.box not in p.told("box")),
    ("the same system", 1.5, lambda t, p: t.system in _system_told(t, p)),
    (
        "another system",
        -1.5,
        lambda t, p: (
            t.system not in {"", "own"}
            and bool(p.told("system") - {"own"})
            and t.system not in p.told("system")
        ),
    ),
    ("the same address", 1.0, lambda t, p: any(t.ends & other.ends for other in p.all)),
    ("the trace that was missing", 1.0, lambda t, p: bool(t.trace) and not p.traces),
    (
        "another kind of trace",
        2.0,
        lambda t, p: bool(t.trace and p.traces) and t.trace not in p.told("trace"),
    ),
    (
        "applied after the answer",
        -3.0,
        lambda t, p: bool(t.opens) and any(not o.trace and not o.event.own for o in p.before),
    ),
    ("an answer without what it answers", -4.0, lambda t, p: not t.trace and not p.before),
    ("an answer after the application", 1.0, _answers_trace),
    ("open until then", 1.0, lambda t, p: t.closes and not any(other.closes for other in p.all)),
    ("closed already", -6.0, _closed_twice),
    ("it goes on after the end", -3.0, lambda t, p: t.closes and _goes_on(t, p)),
    ("goes on after the end", -4.0, lambda t, p: not t.closes and not t.event.own and _closed_before(t, p)),
    ("thanks for a talk that was", 1.5, lambda t, p: t.closes and t.thanks and p.talked),
    ("the talk is not spoken of, or never was", -1.5, lambda t, p: t.closes and t.thanks is not p.talked),
    ("mail about a talk beside such mail", 1.5, lambda t, p: t.talk and _next_to_talk(t, p)),
    ("a later talk after one", 1.5, lambda t, p: t.next_talk and any(o.talk for o in p.before)),
    ("a later talk without one", -1.5, lambda t, p: t.next_talk and not any(o.talk for o in p.before)),
    ("an offer after a talk", 1.5, lambda t, p: t.offer and p.talked),
    ("an offer without a talk", -2.0, lambda t, p: t.offer and not p.talked),
)


def speaking_for(event: Event, others: Sequence[Event], marks: Callable[[Event], Marks]) -> tuple[str, ...]:
    """The reasons, in words, that speak for the event being with the others."""
    t = Traits(event, marks(event))
    place = Place(t, [Traits(other, marks(other)) for other in in_order(others)])
    return tuple(said for said, weight, holds in _REASONS if weight > 0 and holds(t, place))


def _lateness(t: Traits, place: Place) -> float:
    days = 1 + place.gap / _DAY
    return -0.35 * (abs(log2(days / _REFUSED_AFTER)) if t.closes else log2(days))


def fits(t: Traits, others: Sequence[Traits]) -> float | None:
    """How well the event goes with the others, higher is better; None if it cannot."""
    place = Place(t, others)
    if any(bar(t, place) for bar in _BARS):
        return None
    return _lateness(t, place) + sum(weight for _, weight, holds in _REASONS if holds(t, place))


def alone(t: Traits) -> float:
    """How likely the event is an application's only mail, on the same scale."""
    kinds = ((t.event.own, -3.0), (bool(t.trace), 0.5), (t.closes, -2.5))
    return next((weight for holds, weight in kinds if holds), -8.0)
