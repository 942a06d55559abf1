"""What is known of a system that sends mail for employers."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a system does in an application."""

    ATS = "ats"
    BOARD = "board"
    TEST = "test"


class Place(StrEnum):
    """Where mail of a system names the employer, beside its text."""

    DISPLAY = "display name"
    LOCAL = "local part"
    SUBJECT = "subject"
    REPLY_TO = "reply-to"


@dataclass(frozen=True, slots=True)
class SenderRow:
    """One system: what it is called, where it mails from, and where it puts the employer's name."""

    name: str
    domains: tuple[str, ...]
    places: tuple[Place, ...] = (Place.DISPLAY,)
    kind: Kind = Kind.ATS
    brands: tuple[str, ...] = ()
    """Other names of it that are no employer either."""
    requisition: str = ""
    """Regular expression of its requisition ids, where they have a form of their own."""
    sites: tuple[str, ...] = ()
    """Below these domains each employer's career site has a sub-domain by its name: `acme.recruitee.com`."""
    suite: bool = False
    """It also writes to employees, about pay and leave."""

    @property
    def board(self) -> bool:
        """Whether it is a job board."""
        return self.kind is Kind.BOARD
