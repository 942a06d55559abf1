"""Applications while they are being joined: what is known of each so far, and by what a mail can find it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from analyzer.domain import Address, Event
from analyzer.labels import LABELS, Label, Stage
from analyzer.track import hosts, senders
from analyzer.track.names import Likeness, company_key, likeness, role_key

_SHARED_BOXES_WORDS = """
no-reply noreply no_reply donotreply do-not-reply do_not_reply notification notifications notify mailer system
service support info jobs careers career hr talent recruiting recruitment hiring people apply applications team
hello contact admin mail jobs-noreply indeedapply campus zhaopin bewerbung personal job recruit
"""
#: Boxes that many people write from; such an address says nothing beyond its domain.
SHARED_BOXES = frozenset(_SHARED_BOXES_WORDS.split())
#: No more applications of one company than this are looked at for one mail, the latest ones and those for its role.
LOOKED_AT = 30


@dataclass(slots=True)
class Case:
    """One application in the making."""

    number: int
    company: str = ""
    roles: list[str] = field(default_factory=list)
    requisition: str = ""
    events: list[Event] = field(default_factory=list)
    stage: Stage = Stage.APPLIED
    closed_at: datetime | None = None
    boxes: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    """All addresses on the employer's side, shared ones too."""
    traces: dict[str, datetime] = field(default_factory=dict)
    """The last acknowledgement, board confirmation and own application, by kind."""
    agencies: set[str] = field(default_factory=set)
    """Keys of the agencies that write of it."""
    found_by: set[tuple[str, str]] = field(default_factory=set)
    """The keys of the index that lead here."""

    @property
    def last_at(self) -> datetime:
        """When the last of its events was."""
        return self.events[-1].at

    def role_likeness(self, role: str) -> Likeness:
        """How a role's key goes together with the roles told so far: the best of them."""
        if not role or not self.roles:
            return Likeness.UNKNOWN
        if len(self.roles) == 1:
            return likeness(role, self.roles[0])
        return max([likeness(role, known) for known in self.roles])


#: The kinds of trace that the user's own list is, and a board's confirmation.
LISTED, BOARD = "list", "board"


def trace_kind(event: Event) -> str:
    """`list`, `sent`, `board` or `ack` for a trace of applying; empty for any other event."""
    if event.own:
        return LISTED if event.listed else "sent"
    if event.label is not Label.AUTO_ACK:
        return ""
    return BOARD if event.clues.board else "ack"


def agency(event: Event) -> str:
    """The key of the agency that recruits for the company; empty if none does."""
    return company_key(event.clues.agency) if event.clues.agency else ""


def names_only_agency(event: Event) -> bool:
    """Whether the company told is no more than the agency, and the employer is not known."""
    through = agency(event)
    return bool(through) and company_key(event.clues.company) == through


def box(event: Event) -> str:
    """The address on the employer's side, if it is one person's or one employer's; else empty."""
    ends = event.to if event.own else (event.sender,)
    return _box(ends[0]) if len(ends) == 1 else ""


@lru_cache(maxsize=20_000)  # of each mail it is asked ten times
def _box(address: Address) -> str:
    return "" if not address.local or address.local in SHARED_BOXES else address.address.lower()


def domain(event: Event) -> str:
    """The company's own domain on the employer's side, else its site at a system; empty for freemail and others."""
    if not event.own:
        return _domain(event.sender) or event.clues.site
    found = {_domain(address) for address in event.to} - {""}
    return (found or {event.clues.site}).pop() if len(found) < 2 else ""


@lru_cache(maxsize=20_000)
def _domain(address: Address) -> str:
    return hosts.company_domain(address.domain)


@dataclass(frozen=True, slots=True)
class Marks:
    """What of an event tells where it belongs, looked up once: it is compared with many cases."""

    company: str
    """Key of the company, the same for its spellings; empty if the event does not say."""
    role: str
    """Key of the role."""
    requisition: str
    box: str
    domain: str
    trace: str
    """See `trace_kind`."""
    agency: str
    names_only_agency: bool
    keys: tuple[tuple[str, str], ...]
    """What the event can be found by, beside its thread."""


class Index:
    """All cases, and by what a mail finds them: messages, invites, requisitions, companies, addresses."""

    def __init__(self, identity: dict[str, str]) -> None:
        self.identity = identity
        self.cases: list[Case] = []
        self.by_message: dict[str, Case] = {}
        self.by_invite: dict[str, Case] = {}
        self._by_key: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
        self._marks: dict[int, tuple[Event, Marks]] = {}

    def marks(self, event: Event) -> Marks:
        """What tells where the event belongs."""
        known = self._marks.get(id(event))
        if known is None:
            known = self._marks[id(event)] = (event, self._read(event))
        return known[1]

    def _read(self, event: Event) -> Marks:
        company, role = self.identity.get(event.message_id, ""), role_key(event.clues.role)
        row = "" if event.own else senders.by_domain(event.sender.domain)
        told = {
            "company": company,
            "role": f"{company} {role}" if company and role else "",
            "requisition": event.clues.requisition,
            "agency": agency(event),
            "domain": domain(event),
            "box": box(event),
            "system": f"{event.sender.address.lower()} {role}" if row else "",
        }
        return Marks(
            company=company,
            role=role,
            requisition=told["requisition"],
            box=told["box"],
            domain=told["domain"],
            trace=trace_kind(event),
            agency=told["agency"],
            names_only_agency=names_only_agency(event),
            keys=tuple(key for key in told.items() if key[1]),
        )

    def open_case(self, event: Event) -> Case:
        """A new case with the event in it."""
        case = Case(len(self.cases))
        self.cases.append(case)
        self.add(event, case)
        return case

    def add(self, event: Event, case: Case) -> None:
        """Puts the event into the case, which learns from it."""
        case.events.append(event)
        self._learn(event, case)
        if not event.part:  # an answer to a mail about several roles may be about each of them
            self.by_message[event.message_id] = case
        for message_id in event.thread:
            self.by_message.setdefault(message_id, case)
        if event.invite and event.invite.uid:
            self.by_invite[event.invite.uid] = case
        for key in self.marks(event).keys:
            if key not in case.found_by:
                case.found_by.add(key)
                self._by_key[key].append(case)

    def near(self, event: Event) -> list[Case]:
        """Cases that share something with the event, the latest of each kind, each once."""
        lists = [self._by_key[key][-LOOKED_AT:] for key in self.marks(event).keys if key in self._by_key]
        return list({case.number: case for cases in lists for case in cases}.values())

    def _learn(self, event: Event, case: Case) -> None:
        m = self.marks(event)
        if not case.company or (case.company in case.agencies and not m.names_only_agency):
            case.company = m.company or case.company
        case.requisition = case.requisition or m.requisition
        if m.role and m.role not in case.roles and len(case.roles) < 6:
            case.roles.append(m.role)
        case.agencies |= {m.agency} - {""}
        case.boxes |= {m.box} - {""}
        case.domains |= {m.domain} - {""}
        ends = event.to if event.own else (event.sender,)
        case.addresses.update(end.address.lower() for end in ends if end.address)
        if m.trace:
            case.traces[m.trace] = event.at
        if event.label:
            row = LABELS[event.label]
            if row.stage and row.stage.rank > case.stage.rank:
                case.stage = row.stage
            case.closed_at = event.at if row.closes else case.closed_at
