"""The types that pass between the rooms: frozen values, without behaviour that needs a library.

Every `datetime` here is aware and in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from analyzer.labels import KnownBy, Label, Outcome, Reason, Stage

# --- fetch ----------------------------------------------------------------------------------------


class FolderRole(StrEnum):
    """What a folder is for, as far as it matters here."""

    MAIL = "mail"
    SENT = "sent"
    JUNK = "junk"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a source that is to be read."""

    name: str
    role: FolderRole = FolderRole.MAIL


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read."""

    validity: str
    """While it stays the same, keys and position mean the same (IMAP: UIDVALIDITY)."""
    position: int
    """Everything up to here is stored (IMAP: highest UID; mbox: byte offset)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as received: raw bytes and where they lay; or its header alone, see `Batch`."""

    source: str
    folder: str
    key: str
    """Unique within source, folder and validity (IMAP: the UID)."""
    raw: bytes
    received_at: datetime | None
    """When the server got it (IMAP: INTERNALDATE); None: not known."""
    head: str = ""
    """What its header tells it by, the same in every folder; empty: the source reads no headers first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A further place of a mail that is stored already."""

    key: str
    head: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that could not be fetched or read, and why; it is counted, never fatal."""

    source: str
    folder: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of one folder together with the position that is reached once they are stored."""

    messages: tuple[Message, ...]
    failures: tuple[Failure, ...]
    cursor: Cursor
    copies: tuple[Copy, ...] = ()
    passed_over: tuple[Message, ...] = ()
    """Headers of mails whose text was not wanted."""
    gone: tuple[str, ...] = ()
    """Keys of earlier failures that are no longer there."""
    left: int | None = None
    """Mails of the folder that are still to come; None: not known."""


# --- read -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """What a header says of who writes to whom about what, read quickly; see `Email` for the thorough way."""

    message_id: str
    thread: tuple[str, ...]
    """Message-IDs that it answers."""
    subject: str
    ends: str
    """From and Reply-To as they stand, decoded."""
    recipients: str
    bulk: bool
    """Sent to many at once, as far as the header says so."""
    listed: bool
    """A mailing list's: it names its list."""


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox address: display name and `local@domain`, both cleaned; either may be empty."""

    name: str = ""
    address: str = ""

    @property
    def local(self) -> str:
        """The part before the @, lower case."""
        return self.address.rpartition("@")[0].lower()

    @property
    def domain(self) -> str:
        """The part after the @, lower case; empty if there is none."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Invite:
    """The first event of a calendar part (RFC 5545)."""

    method: str
    """REQUEST, CANCEL, REPLY, PUBLISH, ... in upper case."""
    uid: str
    sequence: int
    summary: str
    organizer: str
    starts_at: datetime | None
    location: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """A decoded mail: clean text, addresses, dates, thread, invite."""

    message_id: str
    """Message-ID without angle brackets; `sha256:<hex of the raw bytes>` where there is none."""
    sent_at: datetime
    """Date, else when it was received, else 1970-01-01."""
    sender: Address
    reply_to: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    """What the writer wrote this time: no quoted earlier mail, no hidden preheader."""
    quoted: str = ""
    """Quoted or forwarded earlier mail."""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    list_id: str = ""
    bulk: bool = False
    """List-Id, List-Unsubscribe or Precedence: bulk/list is there."""
    auto_submitted: bool = False
    """Auto-Submitted (other than `no`) or X-Autoreply is there."""
    link_hosts: tuple[str, ...] = ()
    """Hosts of the links in it, in order of appearance, each once."""
    attachments: tuple[str, ...] = ()
    """File names as stated; never to be used as a path."""
    invite: Invite | None = None
    defects: tuple[str, ...] = ()
    """What was wrong with it and was mended or passed over; short words such as `no date`."""


# --- classify -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is said to be, how surely, and why."""

    label: Label
    confidence: float
    """Calibrated probability of `label`, 0 to 1."""
    sure: bool
    runner_up: Label
    why: tuple[str, ...] = ()
    """The deciding sentence first, then the strongest words; all verbatim from the mail."""
    reason: Reason | None = None
    """Of a closing mail."""
    by: str = "model"
    """`model` or `user`."""
    recruiting: float = 1.0
    """Calibrated probability that the mail is a step of an application, whichever; 0 to 1."""
    chances: tuple[float, ...] = ()
    """Calibrated probability of each label, in the order of `Label`; empty: not known."""

    def chance(self, label: Label) -> float:
        """Probability of a label; where not all are known, of the first two only."""
        if self.chances:
            return self.chances[tuple(Label).index(label)]
        told = {self.runner_up: 1 - self.confidence} | {self.label: self.confidence}
        return told.get(label, 0.0)


# --- track ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clues:
    """What a mail says about the application it belongs to; empty text: it does not say."""

    company: str = ""
    role: str = ""
    requisition: str = ""
    system: str = ""
    """Name of the ATS or board that sent it (a row of `track.senders`)."""
    board: bool = False
    """A job board confirms that the application was sent on."""
    agency: str = ""
    """Who recruits for the company; the same name as the company where it does not say for whom."""
    site: str = ""
    """The employer's career site at a system, as the links tell: `acme.recruitee.com`."""


#: `Event.by` of a line of the user's list.
BY_LIST = "list"


@dataclass(frozen=True, slots=True)
class Event:
    """An email with its verdict and clues: one step of an application."""

    message_id: str
    at: datetime
    label: Label | None
    """None: the user's own mail."""
    confidence: float
    sure: bool
    by: str
    clues: Clues
    subject: str = ""
    sender: Address = Address()
    to: tuple[Address, ...] = ()
    thread: tuple[str, ...] = ()
    """Message-IDs that it answers, oldest first."""
    why: tuple[str, ...] = ()
    reason: Reason | None = None
    invite: Invite | None = None
    junk: bool = False
    """It lies in the Junk folder."""
    text: str = ""
    recruiting: float = 1.0
    """Probability that it is a step of an application at all; 1 for the user's own mail."""
    part: int = 0
    """Which of several roles that one mail is about, from 1; 0: the mail is about one."""
    company_by_user: bool = False
    """The user said which company it is."""
    role_by_user: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from all others: a mail about two roles is two events with one message id."""
        return self.message_id, self.part

    @property
    def own(self) -> bool:
        """Whether the user wrote it, or put it on the list."""
        return self.label is None

    @property
    def listed(self) -> bool:
        """Whether it is no mail but a line of the user's list: an application sent on that day."""
        return self.by == BY_LIST


@dataclass(frozen=True, slots=True)
class Application:
    """One company and one role, applied to once."""

    id: str
    company: str
    role: str
    known_by: KnownBy
    applied_at: datetime
    """The first trace of it in the mail."""
    stage: Stage
    rounds: int
    """Interview rounds."""
    closed_by: Label | None
    """Label of the mail that closed it, or `offer`; None: still open."""
    reason: Reason | None
    dropped_at: Stage | None
    """The stage at which it was rejected or frozen, or fell silent; None: not dropped."""
    first_answer_at: datetime | None
    last_event_at: datetime
    waiting_since: datetime
    """The last sign from the employer, or the applying itself: silence counts from here."""
    system: str
    agency: str = ""
    """Who recruits for the company; the same as the company if the mails never say for whom."""
    events: tuple[Event, ...] = field(default=(), repr=False)
    outcome: Outcome = Outcome.TOO_EARLY
    """Set by `track.settle`, which knows the silence threshold."""
    last_round: bool = False
    """It got to what a mail calls the last round of talks, or to an offer."""
    referred: bool = False
    """Its mail says that somebody recommended the user."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mail that fits several open applications about equally."""

    event: Event
    candidates: tuple[str, ...]
    """Their ids; the mail counts in one of them, or in one of its own."""


# --- report ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Silence:
    """After how many days without an answer an application counts as silent, and where that is from."""

    threshold_days: int
    source: str
    """`own curve` or `default`."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How completely a folder was read."""

    source: str
    folder: str
    seen: int
    fetched: int
    failed: int
    last_success: datetime | None


@dataclass(frozen=True, slots=True)
class MailCount:
    """How many mails stand behind the report."""

    emails: int
    """Distinct mails, the user's own among them."""
    recruiting: int
    unsure: int
    unreadable: int
