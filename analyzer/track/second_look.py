"""A second look, once all mail is known: mail that names no role goes where it fits best.

The first pass takes each mail when it comes. It cannot know that the person who wrote without naming the role names it
the week after, nor that the role which seemed the only one was not.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import inf, log2
from operator import attrgetter

from analyzer.domain import Event
from analyzer.labels import LABELS, Label, Stage
from analyzer.track import rounds, senders
from analyzer.track.cases import BOARD, Marks
from analyzer.track.names import Likeness, likeness
from analyzer.track.stages import in_order
from analyzer.track.wording import about_test, applies, thanks_for_talk

#: An answer to a mail comes within this time; later the same subject is another matter.
_ANSWERED = timedelta(days=30)
#: Mail about one talk follows itself so closely.
_TALK = timedelta(days=4)
#: A second acknowledgement of the same application, and one after another kind of trace, come within these times.
_SECOND_ACK, _TRACES_APART = timedelta(hours=36), timedelta(days=14)
#: Nothing joins over a longer silence; an acknowledgement found later than the mail it precedes, over this at most.
_REACH, _BEGINS = timedelta(days=300), timedelta(days=45)
_DAY = timedelta(days=1)
#: A refusal comes after so many days as a rule; of other mail, the sooner the likelier.
_REFUSED_AFTER = 10
#: A place must be better than the present one by so much.
_BETTER = 0.5
#: As many mails before and after are looked at in a case; few cases have as many.
_AROUND = 20
#: So many of the cases begun after a mail are looked at: what it begins may be among them.
_EARLIER, _LATER = 20, 5
#: In cases of so few mails it is asked too what they would gain by another.
_SMALL = 6
#: Each move may make another one right; they end after a few passes.
_PASSES = 3
_ANSWER = re.compile(
    r"(?i)^\s*(?:(?:re|aw|sv|antw|odp|fwd?|wg|tr|rv|回复|回覆|答复|转发|轉寄)\s*[:：]\s*)+",
)


class Traits:
    """What of an event counts for where it belongs."""

    def __init__(self, event: Event, marks: Marks) -> None:
        self.event, self.at, self.second = event, event.at, event.at.timestamp()
        self.company, self.role, self.requisition = marks.company, marks.role, marks.requisition
        self.box, self.domain, self.system = marks.box, marks.domain, _system(event, marks.domain)
        ends = event.to if event.own else (event.sender,)
        self.ends = frozenset(end.address.lower() for end in ends if end.address)
        self.subject = _ANSWER.sub("", event.subject).strip().casefold()
        self.answers = bool(event.thread) or self.subject != event.subject.strip().casefold()
        self.trace = "" if event.own and not applies(event) else marks.trace
        self.closes = event.label is not None and LABELS[event.label].closes
        self.talk, self.offer = (event.label is label for label in (Label.INTERVIEW_INVITE, Label.OFFER))
        self.reached_talk = _reached_talk(event)

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
    return row.name if row.kind is senders.Kind.ATS else ""


_second = attrgetter("second")


class Place:
    """A case as one event would find it there: the mails around, and what they tell."""

    def __init__(self, traits: Traits, others: Sequence[Traits]) -> None:
        place = bisect_right(others, traits.second, key=_second)
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


@dataclass(frozen=True, slots=True)
class _Names:
    """What a case is called by, known of the whole of it: most cases are ruled out by that alone."""

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
        return all(likeness(t.role, role) is Likeness.OTHER for role in self.roles)


# --- what speaks for a place, and against -----------------------------------------------------------


def _role(t: Traits, place: Place) -> Likeness:
    """How the role goes together with those told there: the best of them."""
    told = place.told("role") if t.role else set()
    return max((likeness(t.role, role) for role in told), default=Likeness.UNKNOWN)


def _apart(times: Iterable[Traits], t: Traits) -> timedelta:
    return min(abs(t.at - other.at) for other in times)


def _strange(t: Traits, place: Place) -> bool:
    """Another company, requisition or role, too long a silence, or a place that names no company."""
    if not place.told("company"):
        return True
    for what in ("company", "requisition"):
        told = place.told(what)
        if getattr(t, what) and told and getattr(t, what) not in told:
            return True
    return _role(t, place) is Likeness.OTHER or place.gap > _REACH


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


def _fits(t: Traits, others: Sequence[Traits]) -> float | None:
    """How well the event goes with the others, higher is better; None if it cannot."""
    place = Place(t, others)
    if any(bar(t, place) for bar in _BARS):
        return None
    return _lateness(t, place) + sum(weight for _, weight, holds in _REASONS if holds(t, place))


def _alone(t: Traits) -> float:
    """How likely the event is an application's only mail, on the same scale."""
    kinds = ((t.event.own, -3.0), (bool(t.trace), 0.5), (t.closes, -2.5))
    return next((weight for holds, weight in kinds if holds), -8.0)


# --- moving -----------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class _Atom:
    """Mails of a case that answer each other; they move together."""

    events: list[Traits]
    case: int


def second_look(
    groups: Sequence[Sequence[Event]],
    marks: Callable[[Event], Marks],
    bound: Callable[[Event], bool] = lambda _event: False,
) -> tuple[tuple[Event, ...], ...]:
    """The groups, with mail that names no role moved to where it fits best now that all of it is known.

    `marks` tells of each mail what it is known by; mail that is `bound` stays. Mail that answers other mail moves
    with it. What begins an application, and mail whose role is its group's, stays. Groups keep their places, those left
    by all are empty, new ones come last; their events are in order of time.
    """
    atoms = [
        _Atom(atom, number)
        for number, group in enumerate(groups)
        for atom in _atoms([Traits(event, marks(event)) for event in in_order(group)])
    ]
    board = _Board(atoms, len(groups))
    movable = [atom for atom in atoms if not any(bound(t.event) for t in atom.events)]
    movable.sort(key=lambda atom: (atom.events[0].at, atom.events[0].event.key))
    for _ in range(_PASSES):
        for atom in movable:
            board.move(atom)
        if not board.ends_pass():
            break
    return tuple(tuple(t.event for t in case) for case in board.cases)


def _atoms(case: Sequence[Traits]) -> list[list[Traits]]:
    """The mails of a case, those together that answer each other or are of one calendar entry."""
    atoms: list[list[Traits]] = []
    home: dict[int, list[Traits]] = {}
    for place, t in enumerate(case):
        answered = next((o for o in reversed(case[max(0, place - _AROUND) : place]) if _answers(t, o)), None)
        atom = home[id(answered)] if answered else []
        if answered is None:
            atoms.append(atom)
        atom.append(t)
        home[id(t)] = atom
    return atoms


def _answers(t: Traits, other: Traits) -> bool:
    one, two = t.event, other.event
    if other.event.message_id in t.event.thread:
        return True
    if one.invite and two.invite and one.invite.uid and one.invite.uid == two.invite.uid:
        return True
    alike = t.answers and t.subject and t.subject == other.subject
    return bool(alike) and bool(t.ends & other.ends) and t.at - other.at < _ANSWERED


class _Board:
    """All cases, in order of time each, and by what a mail finds them."""

    def __init__(self, atoms: Iterable[_Atom], count: int) -> None:
        self.cases: list[list[Traits]] = [[] for _ in range(count)]
        self._names: dict[int, _Names] = {}
        self._begun: defaultdict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        self._leads: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        self._changed, self._changed_before = set[int](), set(range(count))
        for atom in atoms:
            self._put(atom, atom.case)
        self._touched, self._touched_before = set[tuple[str, str]](), set(self._begun)

    def _put(self, atom: _Atom, number: int) -> None:
        self.cases[number] = sorted([*self.cases[number], *atom.events], key=lambda t: (t.at, t.event.key))
        self._names.pop(number, None)
        atom.case = number
        for t in atom.events:
            for key in (*_keys(t), *_role_key(t)):
                if key not in self._leads[number]:
                    self._leads[number].add(key)
                    insort(self._begun[key], (t.second, number))

    def ends_pass(self) -> bool:
        """Whether anything changed since the last time; what did not is not looked at again."""
        self._changed_before, self._changed = self._changed, set()
        self._touched_before, self._touched = self._touched, set()
        return bool(self._changed_before)

    def move(self, atom: _Atom) -> None:
        """Puts the mails where they fit best."""
        if not self._is_near_changes(atom):
            return
        moving = {id(t) for t in atom.events}
        rest = [t for t in self.cases[atom.case] if id(t) not in moving]
        if _stays(atom.events, rest):
            return
        near = self._near(atom)
        looked_at = (atom.case, *near)
        if not any(n in self._changed or n in self._changed_before for n in looked_at):
            return
        number = self._better(atom, rest, near)
        if number is None:
            return
        left = atom.case
        self.cases[left] = rest
        self._names.pop(left, None)
        if number == len(self.cases):
            self.cases.append([])
        self._put(atom, number)
        self._changed |= {left, number}
        self._touched |= self._leads[left] | self._leads[number]

    def _is_near_changes(self, atom: _Atom) -> bool:
        """Whether its case changed lately, or one may have that it is found by: a quick look before the close one."""
        if atom.case in self._changed or atom.case in self._changed_before:
            return True
        return any(
            key in self._touched or key in self._touched_before for t in atom.events for key in _keys(t)
        )

    def _better(self, atom: _Atom, rest: Sequence[Traits], near: Iterable[int]) -> int | None:
        """The number of the case where the mails fit better than with the rest of theirs, `len(cases)` if alone.

        None if there is none, if the first pass put them where they cannot be by the rules here (it knows more of
        agencies and threads), or if they are alone and would fit two about equally.
        """
        alone = _alone(atom.events[0])
        here = self._fit(atom, rest) if rest else alone
        open_to = (n for n in near if not self._barred(atom, n))
        found = [(fit, -n) for n in open_to if (fit := self._fit(atom, self.cases[n])) is not None]
        found += [(alone, -len(self.cases))] * bool(rest)
        best, *others = sorted(found, reverse=True) or [(-inf, 0)]
        torn = not rest and bool(others) and best[0] < others[0][0] + _BETTER
        return None if here is None or torn or best[0] <= here + _BETTER else -best[1]

    def _near(self, atom: _Atom) -> list[int]:
        """Other cases that share something with the mails, those begun last before them and next after them."""
        at, found = atom.events[0].second, dict[int, None]()
        for key in dict.fromkeys(key for t in atom.events for key in _keys(t)):
            begun = self._begun[key]
            place = bisect_left(begun, (at, len(self.cases)))
            found |= dict.fromkeys(n for _, n in begun[max(0, place - _EARLIER) : place + _LATER])
        return [n for n in found if n != atom.case and self.cases[n]]

    def _barred(self, atom: _Atom, number: int) -> bool:
        """Whether a mail cannot be in the case, by its names alone."""
        names = self._names.get(number)
        if names is None:
            told = (_told(self.cases[number], what) for what in ("company", "requisition", "role"))
            names = self._names[number] = _Names(*told)
        return any(names.bar(t) for t in atom.events)

    def _fit(self, atom: _Atom, case: Sequence[Traits]) -> float | None:
        fits = [_fits(t, _around(case, t.at)) for t in atom.events]
        if None in fits:
            return None
        return sum(fit for fit in fits if fit is not None) + _gain(atom.events, case)


def _gain(events: Sequence[Traits], case: Sequence[Traits]) -> float:
    """How much better the mails of a small case fit it with the events than without: an answer needs what it answers.

    Half of it, for the same is counted once from the events' side.
    """
    if len(case) > _SMALL:
        return 0.0
    total = 0.0
    for t in case:
        rest = [other for other in case if other is not t]
        without = _fits(t, rest) if rest else _alone(t)
        together = _fits(t, sorted([*rest, *events], key=_second))
        if without is not None and together is not None:
            total += together - without
    return total / 2


def _around(case: Sequence[Traits], at: datetime) -> Sequence[Traits]:
    """The mails of a case next before and after a moment."""
    if len(case) <= _AROUND:
        return case
    place = bisect_left(case, at.timestamp(), key=_second)
    return case[max(0, place - _AROUND) : place + _AROUND]


def _keys(t: Traits) -> list[tuple[str, str]]:
    """What a mail finds cases by; by the role alone only a trace of applying that says no more."""
    told = (("company", t.company), ("box", t.box), ("domain", t.domain))
    keys = [key for key in told if key[1]]
    return keys if keys or not t.trace else _role_key(t)


def _role_key(t: Traits) -> list[tuple[str, str]]:
    return [("role", t.role)] if t.role else []


def _stays(events: Sequence[Traits], rest: Sequence[Traits]) -> bool:
    """Whether mails stay where they are, unlooked at."""
    if not rest:
        return not any(t.company or t.box or t.domain or t.trace for t in events)
    first = events[0]
    begins = first.trace and first.at < rest[0].at
    only_trace = any(t.opens for t in events) and not any(t.trace for t in rest)
    named = {t.role for t in rest} - {""}
    roles = {t.role for t in events} - {""}
    settled = bool(roles and named) and all(likeness(a, b) is Likeness.SAME for a in roles for b in named)
    return bool(begins) or only_trace or settled
