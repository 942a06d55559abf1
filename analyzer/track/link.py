"""Events joined into applications: which mail belongs to which."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from analyzer.domain import Event
from analyzer.labels import LABELS, Label, Stage
from analyzer.track import hosts
from analyzer.track.cases import LISTED, Case, Index, Marks, agency, box, domain
from analyzer.track.names import Likeness, company_key, likeness, near_keys, role_key
from analyzer.track.reasons import speaking_for
from analyzer.track.romanize import romanized
from analyzer.track.second_look import second_look
from analyzer.track.stages import in_order
from analyzer.track.told import Pairs, Told
from analyzer.track.wording import about_test, applies, thanks_for_talk

#: Without contact for so long, the same role again is a new application.
CONTACT = timedelta(days=90)
#: A second acknowledgement of the same application comes within this time: systems repeat after a form or overnight.
SECOND_ACK = timedelta(hours=36)
#: An acknowledgement comes within this time after the board's confirmation or the own mail.
TRACES_APART = timedelta(days=14)
#: A board's confirmation or an own mail comes before any acknowledgement; clocks may differ by so much.
AT_ONCE = timedelta(hours=3)
#: A mail that says nothing of applying reaches back so far; companies answer after months, not after years.
REACH = timedelta(days=300)
#: After the closing mail a company still writes about the same application for so long; closes it again for so long.
AFTERWORD = timedelta(days=30)
CLOSES_AGAIN = timedelta(days=14)

#: A name that is a domain: "acornmills.com", not "Node.js Consulting".
_DOMAIN = re.compile(r"[a-z0-9-]{3,}(?:\.[a-z]{2,3}){1,2}")
#: A shorter key may begin many names.
_NAME = 4


@dataclass(frozen=True, slots=True)
class Linked:
    """Events joined into groups, and which of them might as well be in another group."""

    groups: tuple[tuple[Event, ...], ...]
    doubts: tuple[tuple[Event, tuple[int, ...]], ...] = ()
    """An event and the numbers of the open groups that it fits about equally; it is in one of them, or apart."""


def link(events: Sequence[Event]) -> tuple[tuple[Event, ...], ...]:
    """The groups of `joined`."""
    return joined(events).groups


def joined(events: Sequence[Event], same: Pairs = (), apart: Pairs = ()) -> Linked:
    """The events grouped into applications; each event is in at most one, copies of a message count once.

    `same` and `apart` are pairs of message ids of which the user said that they are of one application, or not; no
    other reason weighs against that.

    A mail about several roles comes as an event for each, and is so in several applications.

    The result does not depend on the order of the events. Left out are labels that belong to no application, and
    the user's own mail that neither answers in one nor makes one. Groups and their events are in order of time.
    """
    taking_part = in_order([event for event in events if event.label is None or LABELS[event.label].event])
    index = Index(identities(taking_part))
    told = Told(same, apart)
    doubts = []
    for event in taking_part:
        case, rivals = told.case(event), list[Case]()
        if case is None:
            case, rivals = _found(event, index, told)
        if len(rivals) > 1 and _matters(event) and not told.binds(event):
            doubts.append((event, tuple(rival.number for rival in rivals)))
        if case is not None:
            index.add(event, case)
        elif not event.own or applies(event) or told.binds(event):
            case = index.open_case(event)
        if case is not None:
            told.note(event, case)
    return _linked(second_look([case.events for case in index.cases], index.marks, told.binds), doubts)


def _linked(groups: Sequence[tuple[Event, ...]], doubts: Iterable[tuple[Event, tuple[int, ...]]]) -> Linked:
    """The groups that are left, by their first events, and the doubts about them."""
    left = sorted(
        (n for n, group in enumerate(groups) if group), key=lambda n: (groups[n][0].at, groups[n][0].key)
    )
    place = {number: at for at, number in enumerate(left)}
    renumbered = ((event, tuple(place[n] for n in numbers if n in place)) for event, numbers in doubts)
    return Linked(tuple(groups[n] for n in left), tuple(one for one in renumbered if len(one[1]) > 1))


def _found(event: Event, index: Index, told: Told) -> tuple[Case | None, list[Case]]:
    """The case that the event belongs to, if any, and those that it fits about equally."""
    case = _in_thread(event, index)
    if case is not None and told.allows(event, case):
        return case, []
    return _best(event, index, told)


# --- who is who -------------------------------------------------------------------------------------


def identities(events: Sequence[Event]) -> dict[str, str]:
    """Message id -> key of its company, where spellings of one company have one key."""
    keys = {event.message_id: _key(event.clues.company) for event in events}
    sent = [(event, domain(event)) for event in events]
    written = {keys[event.message_id] for event, own in sent if event.clues.company != _name_of(own)} - {""}
    spelled = romanized(written)
    for event, own in sent:
        if keys[event.message_id] not in written:
            keys[event.message_id] = spelled(hosts.label(own))
    of_domain: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event, own in sent:
        if own and keys[event.message_id] and not event.clues.agency:
            of_domain[own][keys[event.message_id]] += 1
    for event, own in sent:  # a name that only the domain tells, where no mail tells another
        if own and not keys[event.message_id] and own not in of_domain and not event.clues.agency:
            keys[event.message_id] = _key(event.clues.company)
    same = _near_spellings(set(keys.values()) - {""}) | _named_after_domain(of_domain)
    return {message_id: same.get(same.get(key, key), same.get(key, key)) for message_id, key in keys.items()}


@lru_cache(maxsize=20_000)
def _key(company: str) -> str:
    """The key of the name; of one that is a domain ("acornmills.com") that of its label."""
    return company_key((_DOMAIN.fullmatch(company) and hosts.label(company)) or company)


@lru_cache(maxsize=20_000)
def _name_of(domain_: str) -> str:
    """The name that a domain makes: "Xigu" for 溪谷, a company of which nothing else may be known."""
    return hosts.as_name(hosts.label(domain_))


def _near_spellings(keys: set[str]) -> dict[str, str]:
    """Key -> the first of the keys that is spelled nearly like it; compared only where four letters agree."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    same: dict[str, str] = {}
    for key in sorted(keys):
        block = blocks[key[:4]]
        same[key] = next((known for known in block[-200:] if near_keys(known, key)), key)
        if same[key] == key:
            block.append(key)
    return {key: first for key, first in same.items() if key != first}


def _named_after_domain(of_domain: dict[str, Counter[str]]) -> dict[str, str]:
    """Key -> another key that mail from the same domain tells.

    A key taken from the domain stands for the name written out, where there is one other and it is told oftener; a
    longer name stands for the shorter one that it begins with.
    """
    same = {}
    for name, keys in of_domain.items():
        for key in keys:
            shorter = [
                other for other in keys if key != other and key.startswith(other) and len(other) >= _NAME
            ]
            if shorter:
                same[key] = min(shorter, key=len)
        bare = company_key(hosts.label(name))
        others = [key for key in keys if key != bare]
        if bare not in keys or len(others) != 1 or others[0] in same:
            continue
        if keys[others[0]] > keys[bare] or others[0].startswith(bare):
            same[bare] = others[0]
    return same


def shared(event: Event, others: Sequence[Event], company_of: Mapping[str, str]) -> Iterator[str]:
    """What the event has in common with the other mails of its application, in words; the surest first.

    `company_of` tells the key of each mail's company, see `identities`.
    """
    told = event.clues
    thread = {message_id for other in others for message_id in (other.message_id, *other.thread)}
    known = {role_key(other.clues.role) for other in others} - {""}
    roles = max((likeness(role_key(told.role), role) for role in known), default=Likeness.UNKNOWN)
    company = company_of.get(event.message_id, "")
    found = {
        "the same calendar event": bool(event.invite)
        and any(other.invite and event.invite and other.invite.uid == event.invite.uid for other in others),
        "an answer in its thread": not thread.isdisjoint({event.message_id, *event.thread}),
        "the same requisition": bool(told.requisition)
        and any(other.clues.requisition == told.requisition for other in others),
        "the same company": bool(company)
        and any(company_of[other.message_id] == company for other in others),
        "the same agency": bool(agency(event)) and any(agency(other) == agency(event) for other in others),
        "the same role": roles is Likeness.SAME,
        "a role that says more or less of the same": roles is Likeness.NEAR,
        "no role named": not told.role,
        "the same person": bool(box(event)) and any(box(other) == box(event) for other in others),
        "the same domain": bool(domain(event)) and any(domain(other) == domain(event) for other in others),
    }
    yield from (said for said, true in found.items() if true)
    weighed = speaking_for(event, others, Index(dict(company_of)).marks)
    yield from (said for said in weighed if said not in found)


# --- which case -------------------------------------------------------------------------------------


def _in_thread(event: Event, index: Index) -> Case | None:
    """The case of the invite or of the mail answered; an acknowledgement for another role is not bound by it."""
    m = index.marks(event)
    if event.invite and event.invite.uid in index.by_invite:
        return index.by_invite[event.invite.uid]
    for message_id in (*reversed(event.thread), event.message_id):
        case = index.by_message.get(message_id)
        if case is None or (event.part and case.role_likeness(m.role) is Likeness.OTHER):
            continue
        if not (m.trace and _applies_anew(event, m, case)):
            return case
    return None


def _applies_anew(event: Event, m: Marks, case: Case) -> bool:
    """Whether a trace of applying in the thread of a case is of another application: other role, or long closed."""
    closed = case.closed_at is not None and event.at - case.closed_at > SECOND_ACK
    return closed or case.role_likeness(m.role) is Likeness.OTHER


def _best(event: Event, index: Index, told: Told) -> tuple[Case | None, list[Case]]:
    """The case that the event fits best, if it fits one, and all open ones that it fits about equally."""
    m = index.marks(event)
    fitting = [case for case in index.near(event) if _fits(event, m, case) and told.allows(event, case)]
    unnamed = not m.company or m.names_only_agency
    if unnamed and not m.requisition and not (m.names_only_agency and event.clues.role):
        still_open = [case for case in fitting if case.closed_at is None] or fitting
        return (still_open[0] if len(still_open) == 1 else None), _equals(still_open, event, m)
    ranks = [_rank(event, m, case) for case in fitting]
    most = max(ranks, default=None)
    if most is None:
        return None, []
    equal = [case for case, rank in zip(fitting, ranks, strict=True) if rank[:_WEIGHTY] == most[:_WEIGHTY]]
    return fitting[ranks.index(most)], _equals(equal, event, m)


def _equals(cases: Sequence[Case], event: Event, m: Marks) -> list[Case]:
    """Those of the cases that are open, of late, and not told apart by the event's role."""
    return [
        case
        for case in cases
        if case.closed_at is None
        and event.at - case.last_at <= CONTACT
        and case.role_likeness(m.role) is not Likeness.SAME
    ]


def _matters(event: Event) -> bool:
    """Whether it would be a loss to count the event in the wrong case: acknowledgements change little."""
    return event.label is not None and event.label is not Label.AUTO_ACK


def _fits(event: Event, m: Marks, case: Case) -> bool:
    """Whether the event can belong to the case: same company, no other role or requisition, and the right time."""
    if m.company and case.company and m.company != case.company and not _through_agency(m, case):
        return False
    if m.requisition and case.requisition:
        return m.requisition == case.requisition and _in_time(event, m, case, Likeness.SAME)
    role = case.role_likeness(m.role)
    if role is Likeness.OTHER or (not m.company and not _same_side(m, case, role)):
        return False
    return _in_time(event, m, case, role)


def _through_agency(m: Marks, case: Case) -> bool:
    """Whether event and case are of one agency, one of them does not say for whom, and role or person are the same."""
    if not m.agency or m.agency not in case.agencies or not (m.names_only_agency or case.company == m.agency):
        return False
    return case.role_likeness(m.role) >= Likeness.NEAR or m.box in case.boxes


def _same_side(m: Marks, case: Case, role: Likeness) -> bool:
    """Whether mail that names no company comes from the same people, or from the same system about the same role."""
    alike = role is Likeness.SAME and not m.trace
    return alike or m.box in case.boxes or m.domain in case.domains


def _in_time(event: Event, m: Marks, case: Case, role: Likeness) -> bool:
    """Whether the event continues the case rather than starting another one."""
    if m.trace and not (event.own and not applies(event)):
        return _repeats(event, m, case, role)
    again = event.label is not None and LABELS[event.label].closes and role is not Likeness.SAME
    if case.closed_at is not None and event.at - case.closed_at > (CLOSES_AGAIN if again else AFTERWORD):
        return False
    return event.at - case.last_at < REACH


def _repeats(event: Event, m: Marks, case: Case, role: Likeness) -> bool:
    """Whether a trace of applying tells of the application already known."""
    second = m.trace in case.traces and event.at - case.traces[m.trace] <= SECOND_ACK
    if second and (m.trace == "ack" or role is Likeness.SAME):
        return True
    # A list knows the day: an application sent and turned down on that day is closed before its line.
    late = timedelta() if not event.listed else SECOND_ACK
    closed = case.closed_at is not None and event.at - case.closed_at > late
    if closed or event.at - case.last_at > CONTACT:
        return False
    if role is Likeness.SAME or (m.trace == "ack" and case.stage is not Stage.APPLIED and about_test(event)):
        return True
    since = event.at - max(case.traces.values(), default=case.last_at)
    days = m.trace in {"ack", LISTED} or case.traces.keys() == {LISTED}
    return m.trace not in case.traces and since <= (TRACES_APART if days else AT_ONCE)


def _came_so_far(event: Event, case: Case) -> bool:
    """Whether a closing mail that thanks for a talk meets a case that had one, and another one that had none."""
    if event.label is None or not LABELS[event.label].closes:
        return True
    return thanks_for_talk(event.text) is (case.stage.rank >= Stage.INTERVIEW.rank)


#: So many of the reasons below tell cases apart; the others choose one where none does.
_WEIGHTY = 7


def _rank(
    event: Event, m: Marks, case: Case
) -> tuple[bool, bool, bool, bool, Likeness, bool, int, float, int]:
    """What makes one case more likely than another, the weightiest first."""
    role = case.role_likeness(m.role)
    ends = event.to if event.own else (event.sender,)
    return (
        bool(m.requisition) and m.requisition == case.requisition,
        case.closed_at is None,
        role is Likeness.SAME,
        any(end.address.lower() in case.addresses for end in ends),
        role,
        _came_so_far(event, case),
        case.stage.rank if event.label in {Label.OFFER, Label.INTERVIEW_INVITE} else 0,
        case.last_at.timestamp(),
        -case.number,
    )
