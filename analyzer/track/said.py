"""A name that some place of a mail gives."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """What gave a name."""

    PHRASE = "phrase"
    SENDER = "sender"
    LINE = "line"
    LOOSE = "loose phrase"
    """A phrase of company and role of which the role is none."""
    PART = "part of a line"
    """A piece of the sender's name or of a short line: "Acme" of "Dana Oak | Acme"."""
    DOMAIN = "domain"
    TAGGED = "tagged"
    TAGGED_LENIENTLY = "tagged leniently"
    TAGGED_AT_ALL = "tagged at all"


#: The places whose weights add up; see the weights in `phrases`.
RULES = (Origin.PHRASE, Origin.SENDER, Origin.LINE, Origin.LOOSE)
TAGGED = (Origin.TAGGED, Origin.TAGGED_LENIENTLY, Origin.TAGGED_AT_ALL)


@dataclass(frozen=True, slots=True)
class Said:
    """A name, what gave it, and how sure that place is."""

    name: str
    origin: Origin
    weight: float = 1.0
