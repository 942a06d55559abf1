"""The shape of reports/report.json, schema 1; docs/report-json.md says what every key means."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from analyzer.labels import KnownBy, Label, Outcome, Reason, Stage

#: The label of the user's own mail in an application's events.
SENT: Literal["sent"] = "sent"


def rfc3339(moment: datetime) -> str:
    """The moment in UTC to the second, such as `2026-11-20T03:15:00Z` (RFC 3339)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _encodable(text: object) -> object:
    """The text with lone surrogates replaced: they come from broken mail and cannot be written as UTF-8."""
    if not isinstance(text, str) or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()


Text = Annotated[str, BeforeValidator(_encodable)]
Moment = Annotated[AwareDatetime, PlainSerializer(rfc3339, return_type=str, when_used="json")]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class KnownByCounts(_Value):
    """Applications by the trace through which they became known."""

    ack: int = 0
    board: int = 0
    sent: int = 0
    list: int = 0
    reply: int = 0


class StageCounts(_Value):
    """Applications whose highest stage is this one or a later one."""

    applied: int = 0
    assessment: int = 0
    interview: int = 0
    offer: int = 0


class OutcomeCounts(_Value):
    """Applications by where they stand; together they are all applications."""

    offer: int = 0
    rejected: int = 0
    frozen: int = 0
    withdrawn: int = 0
    in_progress: int = 0
    silent: int = 0
    too_early: int = 0


class Totals(_Value):
    """Plain counts of mails and applications."""

    emails: int
    recruiting_emails: int
    unsure: int
    unreadable: int
    applications: int
    known_by: KnownByCounts
    stages: StageCounts
    outcomes: OutcomeCounts


class EventRow(_Value):
    """One mail of an application."""

    message_id: Text
    at: Moment
    label: Label | Literal["sent"]
    confidence: float
    by: Text


class Chance(_Value):
    """What the next 30 days may bring to an open application, given its silence so far."""

    silent_days: int
    answer: float
    """Chance of any answer."""
    positive: float
    """Chance of an answer that is an assessment, an interview or an offer."""
    group: Text
    """Whose curve tells it: `all`, `system:...`, `channel:...`, `stage:...`."""
    at_risk: int
    """How many of the group were silent for at least so long."""


class ApplicationRow(_Value):
    """One application with its mails, oldest first."""

    id: Text
    company: Text
    role: Text
    known_by: KnownBy
    applied_at: Moment
    stage: Stage
    rounds: int
    outcome: Outcome
    dropped_at: Stage | None
    first_answer_at: Moment | None
    last_event_at: Moment
    events: tuple[EventRow, ...]
    agency: Text = ""
    """Who recruits for the company; the same as the company where the mails never say for whom."""
    channel: str = ""
    family: str = ""
    seniority: str = ""
    last_round: bool = False
    chance: Chance | None = None


class Rate(_Value):
    """A share by a day with its 95 % interval; `estimate` is null if n < 5 or nobody was watched so long."""

    name: str
    group: Text
    day: int
    estimate: float | None
    low: float | None
    high: float | None
    n: int
    at_risk: int
    shrunk: float | None = None
    """Of a group: the estimate drawn towards that of all applications, the more the smaller the group."""


class StageTime(_Value):
    """By which day a share of those that entered a stage has left it, whichever way; null: not reached."""

    stage: Stage
    share: float
    days: float | None
    low: float | None
    high: float | None
    n: int


class CohortRow(_Value):
    """Of the applications of a week, how many were answered by a day; null where not all were watched so long."""

    week: str
    day: int
    n: int
    answered: int | None
    share: float | None


class ChangeRow(_Value):
    """How often something happened in the last 30 days and in the 30 before."""

    name: str
    last: int
    before: int


class MonthRow(_Value):
    """Closing mails of a month."""

    month: str
    rejected: int = 0
    frozen: int = 0
    withdrawn: int = 0


class HourRow(_Value):
    """First answers on a weekday (1 is Monday) in an hour of the day."""

    weekday: int
    hour: int
    count: int


class ReasonRow(_Value):
    """A reason given for closing, and how often."""

    reason: Reason
    count: int


class CalledRow(_Value):
    """Mails of applications that the model called so, and how many there truly are by its precision and recall."""

    label: Label
    called: int
    precision: float
    recall: float
    estimate: float
    low: float
    high: float


class SilenceRow(_Value):
    """After how many days an application counts as silent, and where that is from."""

    threshold_days: int
    source: str


class Need(StrEnum):
    """Why something waits for the user; declared in the order of weight."""

    OFFER_UNANSWERED = "offer_unanswered"
    INTERVIEW_UNANSWERED = "interview_unanswered"
    ASSESSMENT_UNANSWERED = "assessment_unanswered"
    IN_JUNK = "in_junk"
    ROLE_REOPENED = "role_reopened"
    ACTION_OPEN = "action_open"
    WHICH_APPLICATION = "which_application"
    UNSURE = "unsure"


class AttentionRow(_Value):
    """A mail that waits for the user; `why` is its deciding sentence."""

    kind: Need
    message_id: Text
    company: Text
    role: Text
    due: Moment | None
    why: Text
    candidates: tuple[Text, ...] = ()
    """Ids of the applications that it may belong to, where it fits several about equally."""


class CoverageRow(_Value):
    """How completely a folder was read."""

    source: Text
    folder: Text
    seen: int
    fetched: int
    failed: int
    last_success: Moment | None


class Report(_Value):
    """All numbers of one night; the page shows the same."""

    version: Literal[1] = Field(default=1, alias="schema")
    generated_at: Moment
    data_until: Moment
    language: str
    totals: Totals
    applications: tuple[ApplicationRow, ...]
    rates: tuple[Rate, ...]
    silence: SilenceRow
    attention: tuple[AttentionRow, ...]
    coverage: tuple[CoverageRow, ...]
    # What came later has a default, so that a report of an older night can still be read.
    timezone: str = "UTC"
    stage_times: tuple[StageTime, ...] = ()
    cohorts: tuple[CohortRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    closings: tuple[MonthRow, ...] = ()
    answer_hours: tuple[HourRow, ...] = ()
    reasons: tuple[ReasonRow, ...] = ()
    called: tuple[CalledRow, ...] = ()


def to_json(report: Report) -> str:
    """The report as JSON: the same report gives the same text; ends with a newline."""
    return report.model_dump_json(by_alias=True, indent=1) + "\n"
