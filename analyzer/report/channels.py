"""Through which door an application went in, as far as its mail tells."""

import re
from collections.abc import Callable, Mapping

from analyzer.domain import Application, Event
from analyzer.labels import KnownBy, Label

#: Mail that says somebody recommended the user; "refer a friend" and "referral programme" do not.
_REFERRED = re.compile(
    r"(?i)\b(?:(?:were|was|been|being|are) (?:recently )?referred (?:by|to|for)|(?:has|have) referred you"
    r"|your (?:employee )?referral (?:from|by)|(?:employee )?referral by"
    r"|auf empfehlung von|empfohlen von|recommandée? par|recomendad[oa] por|référée? par)\b"
    r"|(?:为|給|给)(?:您|你)内推|内推(?:了)?(?:您|你)|(?:您|你)(?:已)?被(?:内推|推荐|推薦)|(?:推荐|推薦)了?(?:您|你)应聘"
    r"|(?:您|你)的(?:内推|推荐|推薦)人"
)
#: One of these is in whatever the expression above finds; most mail has none, and looking for them is far quicker.
_REFERRED_STEMS = ("referr", "empf", "recom", "référ", "推荐", "推薦", "内推")
#: Mail says so where it thanks for the application; what is below are signatures and conditions.
_HEAD = 1200


def channel(application: Application) -> str:
    """The first of CHANNELS that fits."""
    return next(name for name, fits in CHANNELS.items() if fits(application))


def board(application: Application) -> str:
    """The job board that confirmed the application; empty if none did."""
    return next((event.clues.system for event in application.events if _confirms(event)), "")


def is_referred(application: Application) -> bool:
    """Whether its acknowledgement, or the user's own mail, says that somebody recommended the user."""
    heads = (
        f"{event.subject}\n{event.text[:_HEAD]}"
        for event in application.events
        if event.label in (None, Label.AUTO_ACK)
    )
    return any(_has_stem(head) and _REFERRED.search(head) for head in heads)


def _has_stem(text: str) -> bool:
    low = text.lower()
    return any(stem in low for stem in _REFERRED_STEMS)


def _confirms(event: Event) -> bool:
    return event.clues.board and event.label is Label.AUTO_ACK


#: Doors by what tells them, the one that explains most first.
CHANNELS: Mapping[str, Callable[[Application], bool]] = {
    "agency": lambda application: bool(application.agency),
    "referral": is_referred,
    "board": lambda application: application.known_by is KnownBy.BOARD or bool(board(application)),
    "sent": lambda application: application.known_by is KnownBy.SENT,
    "list": lambda application: application.known_by is KnownBy.LIST,
    "system": lambda application: bool(application.system),
    "direct": lambda _: True,
}
