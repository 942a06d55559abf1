"""A second look, once all mail is known: mails move to other applications as long as that makes all of them likelier.

The first pass takes each mail when it comes. It cannot know that the person who wrote without naming the role names it
the week after, nor that the role which seemed the only one was not.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter

from analyzer.domain import Event
from analyzer.track.cases import Marks
from analyzer.track.habits import change_of_machine
from analyzer.track.reasons import History, Names, Traits, by_moment, by_time, likelihood
from analyzer.track.stages import in_order

#: An answer to a mail comes within this time; later the same subject is another matter.
_ANSWERED = timedelta(days=30)
#: A place must be better than the present one by so much.
_BETTER = 1.0
#: As many mails before and after are looked at in a case that has more than _LONG.
_AROUND = 10
_LONG = 3 * _AROUND
#: So many of the cases begun after a mail are looked at: what it begins may be among them.
_EARLIER, _LATER = 10, 3
#: What more cases than this have in common tells none of them from the others: nobody applies so often to one company.
_CROWD = 50
#: With a mail go those after it in its case, if they are no more than this.
_TAIL = 12
#: Each move may make another one right; they end after a few passes.
_PASSES = 3


@dataclass(eq=False, slots=True)
class _Atom:
    """Mails of a case that answer each other; they move together."""

    events: list[Traits]
    case: int
    free: bool
    """Whether the user said nothing of them."""


def second_look(
    groups: Sequence[Sequence[Event]],
    marks: Callable[[Event], Marks],
    bound: Callable[[Event], bool] = lambda _event: False,
) -> tuple[tuple[Event, ...], ...]:
    """The groups, with mail moved to where it fits best now that all of it is known.

    `marks` tells of each mail what it is known by; mail that is `bound` stays. Mail that answers other mail moves
    with it, and so may what comes after it in its group. Groups keep their places, those left by all are empty, new
    ones come last; their events are in order of time.
    """
    change = change_of_machine(groups, marks)
    atoms = [
        _Atom(atom, number, not any(bound(t.event) for t in atom))
        for number, group in enumerate(groups)
        for atom in _atoms([Traits(event, marks(event), change) for event in in_order(group)])
    ]
    board = _Board(atoms, len(groups))
    in_turn = sorted((atom for atom in atoms if atom.free), key=_begins)
    for _ in range(_PASSES):
        for atom in in_turn:
            board.move(atom)
        if not board.ends_pass():
            break
    return tuple(tuple(t.event for t in case) for case in board.cases)


def _atoms(case: Sequence[Traits]) -> list[list[Traits]]:
    """The mails of a case, those together that answer each other or are of one calendar entry."""
    if len(case) == 1:
        return [list(case)]
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
        self._atoms: list[list[_Atom]] = [[] for _ in range(count)]
        self._names = [Names() for _ in range(count)]
        self._begun: defaultdict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        self._leads: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
        self._changed, self._changed_before = set[int](), set(range(count))
        self._touched, self._touched_before = set[tuple[str, str]](), set[tuple[str, str]]()
        for atom in atoms:
            self._put(atom, atom.case)

    def _put(self, atom: _Atom, number: int) -> None:
        if self.cases[number]:
            for t in atom.events:
                insort(self.cases[number], t, key=by_moment)
            insort(self._atoms[number], atom, key=_begins)
        else:  # as most are, of one mail
            self.cases[number], self._atoms[number] = list(atom.events), [atom]
        atom.case = number
        for t in atom.events:
            self._names[number].count(t)
            for key in (*t.finders, *t.of_role):
                if key not in self._leads[number]:
                    self._leads[number].add(key)
                    insort(self._begun[key], (t.second, number))

    def _take(self, atoms: Sequence[_Atom], number: int) -> None:
        case = self.cases[number]
        for atom in atoms:
            self._atoms[number].remove(atom)
            for t in atom.events:
                del case[bisect_left(case, t.moment, key=by_moment)]
                self._names[number].count(t, -1)

    def _rest(self, events: Sequence[Traits], number: int) -> list[Traits]:
        """The other mails of the case; of a long one those around."""
        case, moving = self.cases[number], {id(t) for t in events}
        if len(case) > _LONG:
            place = bisect_left(case, events[0].moment, key=by_moment)
            case = case[max(0, place - _AROUND) : place + _AROUND + len(events)]
        return [t for t in case if id(t) not in moving]

    def ends_pass(self) -> bool:
        """Whether anything changed since the last time; what did not is not looked at again."""
        self._changed_before, self._changed = self._changed, set()
        self._touched_before, self._touched = self._touched, set()
        return bool(self._changed_before)

    def move(self, atom: _Atom) -> None:
        """Puts the mails, alone or with all that comes after them in their case, where they fit best."""
        if not self._is_near_changes(atom):
            return
        left = atom.case
        _, number, part = max(map(self._better, self._parts(atom)), key=itemgetter(0))
        if number == left:
            return
        self._take(part, left)
        if number == len(self.cases):
            self.cases.append([])
            self._atoms.append([])
            self._names.append(Names())
        for one in part:
            self._put(one, number)
        self._changed |= {left, number}
        self._touched |= self._leads[left] | self._leads[number]

    def _is_near_changes(self, atom: _Atom) -> bool:
        """Whether its case changed lately, or one that is found by a key of its mails."""
        if atom.case in self._changed or atom.case in self._changed_before:
            return True
        return any(
            key in self._touched or key in self._touched_before for t in atom.events for key in t.finders
        )

    def _parts(self, atom: _Atom) -> list[list[_Atom]]:
        """What may move together: the mails alone, or with all free ones after them."""
        case = self._atoms[atom.case]
        if len(case) == 1:
            return [[atom]]
        later = case[bisect_left(case, _begins(atom), key=_begins) :][: _TAIL + 1]
        tail = [other for other in later if other.free]
        return [[atom], tail] if len(tail) > 1 and len(later) <= _TAIL else [[atom]]

    def _better(self, part: list[_Atom]) -> tuple[float, int, list[_Atom]]:
        """By how much, and in which case, the part of a case fits better than with the rest of it, and the part.

        The case is `len(cases)` for one of their own, and the present one if there is none better, if the part is all
        of it and would fit two about equally, or if the first pass put it with another company (it knows more of
        agencies).
        """
        here, events = part[0].case, _mails(part) if len(part) > 1 else part[0].events
        rest = self._rest(events, here) if len(self.cases[here]) > len(events) else []
        stays = (0.0, here, part)
        if rest and _strangers(events, rest):
            return stays
        found = [(_gain(events, self.cases[n]), -n) for n in self._open_to(events, here)]
        if rest and (found or not _of_one_role(events, rest)):
            found.append((likelihood(events), -len(self.cases)))
        if not found:
            return stays
        best, *others = sorted(found, reverse=True)
        torn = not rest and bool(others) and best[0] < others[0][0] + _BETTER
        more = best[0] - _gain(events, rest)
        return stays if torn or more <= _BETTER else (more, -best[1], part)

    def _near(self, events: Sequence[Traits], here: int) -> list[int]:
        """Other cases that share something with the mails, those begun last before them and next after them."""
        at, found = (events[0].second, len(self.cases)), set[int]()
        for key in events[0].finders if len(events) == 1 else {key for t in events for key in t.finders}:
            begun = self._begun[key]
            if len(begun) <= _CROWD:
                place = bisect_left(begun, at)
                found.update([n for _, n in begun[max(0, place - _EARLIER) : place + _LATER]])
        found.discard(here)
        return [n for n in found if self.cases[n]]

    def _open_to(self, events: Sequence[Traits], here: int) -> list[int]:
        """Those of the cases near that can have the mails, by their names alone."""
        found = self._near(events, here)
        for t in events:
            found = [n for n in found if not self._names[n].bar(t)]
        return found


def _begins(atom: _Atom) -> tuple[float, tuple[str, int]]:
    return atom.events[0].moment


def _mails(atoms: Iterable[_Atom]) -> list[Traits]:
    return sorted((t for atom in atoms for t in atom.events), key=by_moment)


def _gain(events: Sequence[Traits], case: Sequence[Traits]) -> float:
    """How much likelier a case is with the events than without; of a long one those around are looked at."""
    near = _around(case, events[0].second)
    place = bisect_left(near, events[0].moment, key=by_moment)
    after, history = near[place:], History(near[:place])
    without = likelihood(after, history.copy()) if after else 0.0
    return likelihood(sorted([*after, *events], key=by_moment) if after else events, history) - without


def _around(case: Sequence[Traits], second: float) -> Sequence[Traits]:
    """The mails of a case next before and after a moment."""
    if len(case) <= _AROUND:
        return case
    place = bisect_left(case, second, key=by_time)
    return case[max(0, place - _AROUND) : place + _AROUND]


def _strangers(events: Sequence[Traits], rest: Sequence[Traits]) -> bool:
    """Whether the mails are of another company or requisition than the others of their case."""
    return any(
        bool(one) and bool(other) and one.isdisjoint(other)
        for one, other in (
            ({t.company for t in mails} - {""} for mails in (events, rest)),
            ({t.requisition for t in mails} - {""} for mails in (events, rest)),
        )
    )


def _of_one_role(events: Sequence[Traits], rest: Sequence[Traits]) -> bool:
    """Whether the mails name a role that another one of their case names: they are not apart, then."""
    roles = {t.role for t in events} - {""}
    return bool(roles) and any(t.role in roles for t in rest)
