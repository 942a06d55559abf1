"""The mailbox as the review page needs it: read once, and slim, so that 100,000 mails fit into memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from analyzer.classify import queue
from analyzer.corrections import NO_ID, text_hash
from analyzer.costs import COSTS, Costs
from analyzer.deriving import Stored
from analyzer.domain import Email, FolderRole, Verdict
from analyzer.read.forward import unwrapped
from analyzer.report.schema import ApplicationRow, Need, Report
from analyzer.store import Store
from analyzer.trials import Trial

#: Names that are suggested while typing; more make the page heavy.
_SUGGESTIONS = 400
_KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail that can be labelled, without its text."""

    id: int
    """The store's number."""
    key: str
    """Stands for the mail in addresses and forms, also when the database was made anew."""
    message_id: str
    text_hash: str
    at: datetime
    subject: str
    sender: str
    """The display name."""
    host: str
    verdict: Verdict
    kept: bool
    """Whether its text is kept."""
    searched: str
    """What a search looks at."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the last report says."""

    at: datetime | None = None
    applications: Mapping[str, ApplicationRow] | None = None
    doubts: Mapping[str, tuple[str, ...]] | None = None
    """Message id → ids of the applications that the mail fits about equally."""
    unsure: AbstractSet[str] = frozenset()
    """Message ids of mails that count nowhere until somebody says what they are."""


class Shelf:
    """All mails that can be labelled, in what order to ask about them, and where they lie."""

    def __init__(
        self,
        entries: Iterable[Entry],
        own: Mapping[str, str],
        told: Told,
        costs: Costs = COSTS,
        trial: Trial | None = None,
    ) -> None:
        """`own` are the subjects of the user's own mails by message id; `trial` is the one that mails are drawn for."""
        self.entries = {entry.id: entry for entry in entries}
        self.by_key = {entry.key: entry for entry in self.entries.values()}
        self.by_message: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            self.by_message[entry.message_id].append(entry)
        self.nameless = [e for e in self.entries.values() if e.message_id.startswith(NO_ID) and e.text_hash]
        """Mails without a Message-ID: they go by their text."""
        self.newest_first = sorted(
            self.entries.values(), key=lambda entry: (entry.at, entry.id), reverse=True
        )
        self.own = own
        self.trial = trial.name if trial else None
        every = queue.queued(((e.id, e.verdict) for e in self.entries.values() if e.kept), costs)
        self.queue = replace(every, contested=tuple(self._contested(trial)))
        self.told_at, self.unsure = told.at, told.unsure
        self.applications, self.doubts = dict(told.applications or {}), dict(told.doubts or {})
        self._lies_in: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.applications.values():
            for message_id in dict.fromkeys(event.message_id for event in row.events):
                self._lies_in[message_id].append(row.id)
        self.companies = _commonest(row.company for row in self.applications.values())
        self.roles = _commonest(row.role for row in self.applications.values())

    def _contested(self, trial: Trial | None) -> Iterator[int]:
        for message_id, text in trial.asked if trial else ():
            yield from (e.id for e in self.by_message.get(message_id, ()) if e.text_hash == text and e.kept)

    def lies_in(self, message_id: str) -> list[ApplicationRow]:
        """The applications of the mail, as the last report joined them; several where it is about several roles."""
        return [self.applications[id_] for id_ in self._lies_in.get(message_id, ())]

    def subject(self, message_id: str) -> str:
        """The subject of any mail, the user's own as well; empty if it is not known."""
        entries = self.by_message.get(message_id)
        return entries[0].subject if entries else self.own.get(message_id, "")


def load(
    database: Path,
    reports: Path,
    own: AbstractSet[str],
    zone: tzinfo,
    costs: Costs = COSTS,
    trial: Trial | None = None,
) -> Shelf:
    """The shelf of the stored mails; `own` are the user's addresses. The database is closed again at once.

    Raises StoreError if there is no database, or it cannot be read.
    """
    entries, mine = dict[str, Entry](), dict[str, str]()
    with Store(database, read_only=True) as store:
        for stored in store.emails():
            email = unwrapped(stored.email, own, zone)
            if email is stored.email and _is_own(stored, own):
                mine[email.message_id] = email.subject
            elif stored.verdict:
                entry = _entry(stored, email, stored.verdict)
                entries.setdefault(entry.key, entry)
    return Shelf(entries.values(), mine, told(reports), costs, trial)


def _is_own(stored: Stored, own: AbstractSet[str]) -> bool:
    return FolderRole.SENT in stored.roles or stored.email.sender.address.lower() in own


def _entry(stored: Stored, email: Email, verdict: Verdict) -> Entry:
    """`email` is the mail within, if it was forwarded; what is said is said of the whole mail."""
    sender = email.sender
    return Entry(
        id=stored.id,
        key=key_of(stored.email),
        message_id=stored.email.message_id,
        text_hash=text_hash(stored.email),
        at=email.sent_at,
        subject=email.subject,
        sender=sender.name,
        host=sender.domain,
        verdict=verdict,
        kept=stored.kept and bool(email.text or email.subject),
        searched=f"{email.subject}\n{sender.name}\n{sender.address}".casefold(),
    )


def key_of(email: Email) -> str:
    """The same for all copies of a mail: the same Message-ID, sender and subject."""
    told = f"{email.message_id}\0{email.sender.address}\0{email.subject}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LENGTH]


def told(reports: Path) -> Told:
    """What report.json says; nothing if there is none that can be read: labelling needs no report."""
    try:
        report = Report.model_validate_json((reports / "report.json").read_bytes())
    except (OSError, ValidationError):
        return Told()
    rows = {kind: [row for row in report.attention if row.kind is kind] for kind in Need}
    return Told(
        report.generated_at,
        {row.id: row for row in report.applications},
        {row.message_id: row.candidates for row in rows[Need.WHICH_APPLICATION]},
        frozenset(row.message_id for row in rows[Need.UNSURE]),
    )


def read_mails(database: Path, ids: Sequence[int]) -> dict[int, Email]:
    """The mails with these numbers, as far as they are still there. Raises StoreError."""
    with Store(database, read_only=True) as store:
        return {stored.id: stored.email for stored in store.emails(ids)}


def _commonest(names: Iterator[str] | Iterable[str]) -> tuple[str, ...]:
    """The names that occur most, in the order of the alphabet."""
    counts = Counter(name for name in names if name)
    return tuple(sorted((name for name, _ in counts.most_common(_SUGGESTIONS)), key=str.casefold))
