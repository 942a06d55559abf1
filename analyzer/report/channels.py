"""Through which door an application went in, as far as its mail tells."""

from collections.abc import Callable, Mapping

from analyzer.domain import Application, Event
from analyzer.labels import KnownBy, Label


def channel(application: Application) -> str:
    """The first of CHANNELS that fits."""
    return next(name for name, fits in CHANNELS.items() if fits(application))


def board(application: Application) -> str:
    """The job board that confirmed the application; empty if none did."""
    return next((event.clues.system for event in application.events if _confirms(event)), "")


def _confirms(event: Event) -> bool:
    return event.clues.board and event.label is Label.AUTO_ACK


#: Doors by what tells them, the one that explains most first.
CHANNELS: Mapping[str, Callable[[Application], bool]] = {
    "agency": lambda application: bool(application.agency),
    "referral": lambda application: application.referred,
    "board": lambda application: application.known_by is KnownBy.BOARD or bool(board(application)),
    "sent": lambda application: application.known_by is KnownBy.SENT,
    "list": lambda application: application.known_by is KnownBy.LIST,
    "system": lambda application: bool(application.system),
    "direct": lambda _: True,
}
