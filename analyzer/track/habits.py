"""How steady the machines are that write to this mailbox: seldom do two write of one application, or nearly always.

Where a company's mail without a role belongs can often be told by the address alone, if each application has its own;
where all is written by the same address, or each mail by another, it tells nothing. Which of both it is differs by
mailbox, and the applications that are sure tell it.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import log

from analyzer.domain import Event
from analyzer.track.cases import BOARD, Marks

#: Counted before any mail is seen: two changes among ten mails, and two strangers among four applications.
_CHANGES, _MAILS = 2, 10
_STRANGERS, _NEIGHBOURS = 2, 4
#: It weighs no more than this, however steady they are.
_MOST = 3.0


def machine(event: Event, marks: Marks) -> str:
    """The address of the employer's side that the event comes from, if no person writes from it and no board."""
    if event.own or event.label is None or marks.box or marks.trace == BOARD:
        return ""
    return event.sender.address.lower()


def change_of_machine(groups: Iterable[Sequence[Event]], marks: Callable[[Event], Marks]) -> float:
    """What it weighs, at most 0, that a mail comes from another machine than those of its application before.

    It is the logarithm of how much oftener that happens within an application, between mails that name the same role,
    than between applications of one company, next to each other, that name different ones.
    """
    changes, mails, strangers, neighbours = _CHANGES, _MAILS, _STRANGERS, _NEIGHBOURS
    before: dict[str, tuple[set[str], set[str]]] = {}
    for group in groups:
        told = [(machine(event, m), m.role, m.company or m.domain) for event in group for m in [marks(event)]]
        by_role = pairwise((sender, role) for sender, role, _ in told if sender and role)
        changed = [one != other for (one, role), (other, next_role) in by_role if role == next_role]
        changes, mails = changes + sum(changed), mails + len(changed)
        company = next((company for _, _, company in told if company), "")
        senders, roles = {sender for sender, _, _ in told} - {""}, {role for _, role, _ in told} - {""}
        if company and senders and roles:
            their_senders, their_roles = before.get(company, (senders, roles))
            if their_roles.isdisjoint(roles):
                neighbours += 1
                strangers += their_senders.isdisjoint(senders)
            before[company] = (senders, roles)
    return max(-_MOST, min(0.0, log((changes / mails) / (strangers / neighbours))))
