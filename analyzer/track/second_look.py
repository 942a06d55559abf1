"""A second look, once all mail is known: mail that names no role goes where it fits best.

The first pass takes each mail when it comes. It cannot know that the person who wrote without naming the role names it
the week after, nor that the role which seemed the only one was not.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from analyzer.domain import Event
from analyzer.track.cases import Marks
from analyzer.track.names import Likeness, likeness
from analyzer.track.reasons import Names, Traits, alone, by_time, fits, names_of
from analyzer.track.stages import in_order

#: An answer to a mail comes within this time; later the same subject is another matter.
_ANSWERED = timedelta(days=30)
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
        self._names: dict[int, Names] = {}
        self._begun: defaultdict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        self._leads: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        self._changed, self._changed_before = set[int](), set(range(count))
        self._touched, self._touched_before = set[tuple[str, str]](), set[tuple[str, str]]()
        for atom in atoms:
            self._put(atom, atom.case)

    def _put(self, atom: _Atom, number: int) -> None:
        there = self.cases[number]
        self.cases[number] = sorted([*there, *atom.events], key=_moment) if there else list(atom.events)
        self._names.pop(number, None)
        atom.case = number
        for t in atom.events:
            for key in (*t.finders, *t.of_role):
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
        number = self._better(atom, rest)
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
        """Whether its case changed lately, or one that is found by a key of its mails."""
        if atom.case in self._changed or atom.case in self._changed_before:
            return True
        return any(
            key in self._touched or key in self._touched_before for t in atom.events for key in t.finders
        )

    def _better(self, atom: _Atom, rest: Sequence[Traits]) -> int | None:
        """The number of the case where the mails fit better than with the rest of theirs, `len(cases)` if alone.

        None if there is none, if the first pass put them where they cannot be by the rules here (it knows more of
        agencies and threads), or if they are alone and would fit two about equally.
        """
        by_itself = alone(atom.events[0])
        here = self._fit(atom, rest) if rest else by_itself
        found = [
            (fit, -n) for n in self._open_to(atom) if (fit := self._fit(atom, self.cases[n])) is not None
        ]
        found += [(by_itself, -len(self.cases))] * bool(rest)
        best, *others = sorted(found, reverse=True) or [(-inf, 0)]
        torn = not rest and bool(others) and best[0] < others[0][0] + _BETTER
        return None if here is None or torn or best[0] <= here + _BETTER else -best[1]

    def _near(self, atom: _Atom) -> list[int]:
        """Other cases that share something with the mails, those begun last before them and next after them."""
        at, found = atom.events[0].second, dict[int, None]()
        for key in dict.fromkeys(key for t in atom.events for key in t.finders):
            begun = self._begun[key]
            place = bisect_left(begun, (at, len(self.cases)))
            found |= dict.fromkeys([n for _, n in begun[max(0, place - _EARLIER) : place + _LATER]])
        return [n for n in found if n != atom.case and self.cases[n]]

    def _open_to(self, atom: _Atom) -> list[int]:
        """Those of the cases near that can have the mails, by their names alone."""
        found = self._near(atom)
        for t in atom.events:
            found = [n for n in found if not (self._names.get(n) or self._named(n)).bar(t)]
        return found

    def _named(self, number: int) -> Names:
        names = self._names[number] = names_of(self.cases[number])
        return names

    def _fit(self, atom: _Atom, case: Sequence[Traits]) -> float | None:
        found = [fits(t, _around(case, t.at)) for t in atom.events]
        if None in found:
            return None
        return sum(fit for fit in found if fit is not None) + _gain(atom.events, case)


def _gain(events: Sequence[Traits], case: Sequence[Traits]) -> float:
    """How much better the mails of a small case fit it with the events than without: an answer needs what it answers.

    Half of it, for the same is counted once from the events' side.
    """
    if len(case) > _SMALL:
        return 0.0
    total = 0.0
    for t in case:
        rest = [other for other in case if other is not t]
        without = fits(t, rest) if rest else alone(t)
        together = fits(t, sorted([*rest, *events], key=by_time))
        if without is not None and together is not None:
            total += together - without
    return total / 2


def _around(case: Sequence[Traits], at: datetime) -> Sequence[Traits]:
    """The mails of a case next before and after a moment."""
    if len(case) <= _AROUND:
        return case
    place = bisect_left(case, at.timestamp(), key=by_time)
    return case[max(0, place - _AROUND) : place + _AROUND]


def _moment(t: Traits) -> tuple[datetime, tuple[str, int]]:
    return t.at, t.event.key


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
