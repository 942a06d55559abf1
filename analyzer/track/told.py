"""What the user said of which mails are of one application, and which are not: it stands above all other reasons."""

from collections import defaultdict
from collections.abc import Sequence

from analyzer.domain import Event
from analyzer.track.cases import Case
from analyzer.track.names import Likeness, role_key

#: Pairs of message ids.
Pairs = Sequence[tuple[str, str]]


class Told:
    """Groups of message ids that are of one application, and which groups are kept apart.

    Where both follow, because a is with b and b with c, but a is not with c, together wins.
    """

    def __init__(self, same: Pairs = (), apart: Pairs = ()) -> None:
        self._first: dict[str, str] = {}
        for one, other in same:
            self._join(one, other)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[self._group(one)].add(self._group(other))
            self._apart[self._group(other)].add(self._group(one))
        self._bound = {message_id for pair in (*same, *apart) for message_id in pair}
        self._cases: dict[str, Case] = {}

    def _group(self, message_id: str) -> str:
        """The id that stands for all that are together with this one."""
        while (first := self._first.get(message_id, message_id)) != message_id:
            message_id = first
        return message_id

    def _join(self, one: str, other: str) -> None:
        first, last = sorted((self._group(one), self._group(other)))
        if first != last:
            self._first[last] = first

    def binds(self, event: Event) -> bool:
        """Whether anything was said of where the event belongs."""
        return event.message_id in self._bound

    def case(self, event: Event) -> Case | None:
        """The case in which mail lies that the event was said to be with; None if there is none (yet)."""
        case = self._cases.get(self._group(event.message_id)) if self.binds(event) else None
        several = event.part and case and case.role_likeness(role_key(event.clues.role)) is Likeness.OTHER
        return None if several else case

    def allows(self, event: Event, case: Case) -> bool:
        """Whether the event may be in the case, as far as anything was said."""
        if not self._apart:
            return True
        own = self._group(event.message_id)
        barred = self._apart.get(own, set()) - {own}
        return not barred or not any(self._group(other.message_id) in barred for other in case.events)

    def note(self, event: Event, case: Case) -> None:
        """The event is in the case."""
        if self.binds(event):
            self._cases.setdefault(self._group(event.message_id), case)
