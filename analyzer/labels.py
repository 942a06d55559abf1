"""What a mail can be: one row per label, and the stages that labels lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """The ten answers to "what is this mail?"."""

    AUTO_ACK = "auto_ack"
    ASSESSMENT = "assessment"
    INTERVIEW_INVITE = "interview_invite"
    OFFER = "offer"
    REJECTION = "rejection"
    HIRING_FREEZE = "hiring_freeze"
    WITHDRAWN = "withdrawn"
    ACTION_NEEDED = "action_needed"
    OUTREACH = "outreach"
    OTHER = "other"


class Stage(StrEnum):
    """How far an application got; declared in rising order."""

    APPLIED = "applied"
    ASSESSMENT = "assessment"
    INTERVIEW = "interview"
    OFFER = "offer"

    @property
    def rank(self) -> int:
        """0 for applied up to 3 for offer."""
        return _RANKS[self]


_RANKS = {stage: rank for rank, stage in enumerate(Stage)}


class Outcome(StrEnum):
    """Where an application stands."""

    OFFER = "offer"
    REJECTED = "rejected"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"
    IN_PROGRESS = "in_progress"
    SILENT = "silent"
    TOO_EARLY = "too_early"


class KnownBy(StrEnum):
    """The trace by which an application first became known."""

    ACK = "ack"
    BOARD = "board"
    SENT = "sent"
    LIST = "list"
    REPLY = "reply"


class Reason(StrEnum):
    """Why an application was closed, where the mail says so."""

    OTHER_CANDIDATE = "other candidate"
    FILLED = "filled"
    QUALIFICATION = "qualification"
    LOCATION_OR_VISA = "location or visa"
    BUDGET = "budget"
    CANCELLED = "cancelled"
    NONE_GIVEN = "none given"


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What follows from a label."""

    label: Label
    stage: Stage | None
    """The stage that such a mail shows to be reached; None: it tells nothing about the stage."""
    outcome: Outcome | None
    """The outcome that such a mail decides; None: it decides nothing."""
    answers: bool
    """Whether such a mail is an answer to an application (an acknowledgement is none)."""
    event: bool
    """Whether such a mail belongs to an application of the user."""
    en: str
    zh: str

    @property
    def closes(self) -> bool:
        """Whether such a mail ends the application."""
        return self.outcome is not None and self.outcome is not Outcome.OFFER


LABELS: dict[Label, LabelRow] = {
    row.label: row
    for row in (
        LabelRow(Label.AUTO_ACK, Stage.APPLIED, None, False, True, "Acknowledgement", "收到确认"),
        LabelRow(Label.ASSESSMENT, Stage.ASSESSMENT, None, True, True, "Assessment", "测评/笔试"),
        LabelRow(Label.INTERVIEW_INVITE, Stage.INTERVIEW, None, True, True, "Interview", "面试"),
        LabelRow(Label.OFFER, Stage.OFFER, Outcome.OFFER, True, True, "Offer", "录用"),
        LabelRow(Label.REJECTION, None, Outcome.REJECTED, True, True, "Rejection", "未通过"),
        LabelRow(Label.HIRING_FREEZE, None, Outcome.FROZEN, True, True, "Role stopped", "岗位取消/冻结"),
        LabelRow(Label.WITHDRAWN, None, Outcome.WITHDRAWN, False, True, "Withdrawn", "已撤回"),
        LabelRow(Label.ACTION_NEEDED, None, None, False, True, "Something to do", "需要处理"),
        LabelRow(Label.OUTREACH, None, None, False, False, "Outreach", "主动联系"),
        LabelRow(Label.OTHER, None, None, False, False, "Other mail", "其他邮件"),
    )
}

#: Names of labels in older files, and short ones that people write.
SHORT: Mapping[str, Label] = {
    "ack": Label.AUTO_ACK,
    "acknowledgement": Label.AUTO_ACK,
    "test": Label.ASSESSMENT,
    "interview": Label.INTERVIEW_INVITE,
    "invite": Label.INTERVIEW_INVITE,
    "freeze": Label.HIRING_FREEZE,
    "frozen": Label.HIRING_FREEZE,
    "stopped": Label.HIRING_FREEZE,
    "reject": Label.REJECTION,
    "rejected": Label.REJECTION,
}


def label_named(name: str) -> Label | None:
    """The label of that name, in any case, or of one of its short names; None: there is none."""
    told = name.strip().casefold().replace(" ", "_").replace("-", "_")
    return SHORT.get(told) or next((label for label in Label if label.value == told), None)


#: What must not be missed: taken for anything that can be left unread.
PRECIOUS = frozenset({Label.OFFER, Label.INTERVIEW_INVITE, Label.ASSESSMENT})
