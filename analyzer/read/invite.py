"""Calendar parts: the first event in them (RFC 5545)."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar, Component

from analyzer.domain import Invite
from analyzer.read.charset import decode
from analyzer.read.clean import clean_line, tidy
from analyzer.read.dates import utc

#: Bytes of a calendar part that are read; a feed of a whole calendar is no invitation.
_LIMIT = 1_000_000
#: What the library lets out on calendars that break the rules.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def _text(event: Component, name: str) -> str:
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return clean_line(str(value)) if value is not None else ""


def _moment(event: Component, name: str) -> datetime | None:
    """The moment in UTC; a day counts from its midnight, a time without a zone as UTC."""
    value = getattr(event.get(name), "dt", None)
    if isinstance(value, datetime):
        return utc(value)
    return datetime.combine(value, time(), UTC) if isinstance(value, date) else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _address(text: str) -> str:
    return text[7:].lower() if text.lower().startswith("mailto:") else text


def _first_event(text: str) -> tuple[Component, Component] | None:
    for calendar in Calendar.from_ical(text, multiple=True):
        for event in calendar.walk("VEVENT"):
            return calendar, event
    return None


def read_entry(payload: bytes, charset: str | None = None) -> str:
    """What the first event of a calendar says to its reader: summary, place and description; empty if none."""
    try:
        found = _first_event(decode(payload[:_LIMIT], charset))
    except _BROKEN:
        return ""
    said = (str(found[1].get(name, "")) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")) if found else ()
    return tidy("\n".join(said))


def parse_invite(payload: bytes | str, charset: str | None = None, method: str = "") -> Invite | None:
    """The first event of a calendar; None if there is none or it cannot be read.

    `method` is the one that the part's header states; the calendar's own comes first.
    """
    text = decode(payload[:_LIMIT], charset) if isinstance(payload, bytes) else payload[:_LIMIT]
    try:
        found = _first_event(text)
        if found is None:
            return None
        calendar, event = found
        return Invite(
            method=_text(calendar, "METHOD").upper() or method or "PUBLISH",
            uid=_text(event, "UID"),
            sequence=_number(_text(event, "SEQUENCE")),
            summary=_text(event, "SUMMARY"),
            organizer=_address(_text(event, "ORGANIZER")),
            starts_at=_moment(event, "DTSTART"),
            location=_text(event, "LOCATION"),
        )
    except _BROKEN:
        return None
