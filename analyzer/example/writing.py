"""Mails as bytes (RFC 5322, MIME), with the headers that their kind of sender sets.

Nothing here draws lots but through the text it is given, so that the same mail is always the same bytes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import charset as charsets
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from analyzer.example import layout

_CRLF = compat32.clone(linesep="\r\n")
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a calendar file says (RFC 5545)."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    summary: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail before it is written: who to whom, what, and how it is to look."""

    message_id: str
    """Without angle brackets."""
    sender: tuple[str, str]
    """Name and address."""
    to: tuple[str, str]
    subject: str
    body: str
    sent_at: datetime
    zone: ZoneInfo
    text_id: str
    form: str = "both"
    layout: str = "person"
    charset: str = "utf-8"
    wrapped: bool = False
    quote: str = ""
    """The earlier mail below the text, as the mail program quotes it."""
    thread: tuple[str, ...] = ()
    """Message-IDs that it answers, oldest first."""
    headers: tuple[tuple[str, str], ...] = ()
    meeting: Meeting | None = None
    attachment: str = ""
    """File name of a PDF."""


def write(mail: Mail) -> bytes:
    """The mail as it arrives."""
    message = _content(mail)
    for name, value in _headers(mail):
        message[name] = value
    return message.as_bytes(policy=_CRLF)


def received(mail: Mail) -> datetime:
    """When it arrives: a few seconds after it was sent."""
    return mail.sent_at + timedelta(seconds=1 + _digest(mail.message_id)[0] % 40)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


# --- headers ----------------------------------------------------------------------------------------


def _headers(mail: Mail) -> list[tuple[str, str]]:
    found = [
        ("From", _address(mail.sender, mail.charset)),
        ("To", _address(mail.to, mail.charset)),
        ("Subject", _header(mail.subject, mail.charset)),
        ("Date", format_datetime(mail.sent_at.astimezone(mail.zone))),
        ("Message-ID", f"<{mail.message_id}>"),
    ]
    if mail.thread:
        found.append(("In-Reply-To", f"<{mail.thread[-1]}>"))
        found.append(("References", " ".join(f"<{one}>" for one in mail.thread)))
    return [*found, *mail.headers]


def _header(text: str, charset: str) -> str:
    return text if text.isascii() else Header(text, _able(text, charset), maxlinelen=76).encode()


def _address(address: tuple[str, str], charset: str) -> str:
    name, box = address
    return formataddr((name, box), _able(name, charset))


def _able(text: str, charset: str) -> str:
    """The charset, or UTF-8 where it lacks a character of the text."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return "utf-8"
    return charset


# --- content ----------------------------------------------------------------------------------------


def _content(mail: Mail) -> Message:
    parts = [*_text_parts(mail), *_calendar(mail)]
    message = parts[0] if len(parts) == 1 else _multipart(mail, "alternative", parts)
    if mail.attachment:
        file = MIMEApplication(_PDF, "pdf")
        file.add_header("Content-Disposition", "attachment", filename=("utf-8", "", mail.attachment))
        message = _multipart(mail, "mixed", [message, file])
    return message


def _multipart(mail: Mail, subtype: str, parts: Sequence[Message]) -> Message:
    boundary = f"=_{subtype[:3]}_{_digest(mail.message_id + subtype).hex()[:24]}"
    return MIMEMultipart(subtype, boundary, parts)


def _text_parts(mail: Mail) -> list[Message]:
    found = []
    if mail.form != "html":
        found.append(
            _part("plain", layout.plain(mail.body, wrapped=mail.wrapped) + _quoted(mail), mail.charset)
        )
    if mail.form != "plain":
        charset = _able(mail.body + mail.quote, mail.charset)
        title, quote = mail.subject, mail.quote
        page = layout.html(mail.body, layout=mail.layout, title=title, charset=charset, quote=quote)
        found.append(_part("html", page, mail.charset))
    return found


def _quoted(mail: Mail) -> str:
    return f"\n{mail.quote}" if mail.quote else ""


def _part(subtype: str, text: str, charset: str) -> Message:
    return _encoded(MIMENonMultipart("text", subtype), text, _able(text, charset))


def _encoded(part: Message, text: str, charset: str) -> Message:
    """The part with the text in the charset: quoted-printable where most of it is ASCII, else base64."""
    encoding = charsets.Charset(charset)
    few = sum(not letter.isascii() for letter in text) * 10 < len(text)
    encoding.body_encoding = charsets.QP if few else charsets.BASE64
    part.set_payload(text, encoding)
    return part


def _calendar(mail: Mail) -> list[Message]:
    if mail.meeting is None:
        return []
    part = MIMENonMultipart("text", "calendar", method="REQUEST", name="invite.ics")
    return [_encoded(part, _invite(mail, mail.meeting), "utf-8")]


def _invite(mail: Mail, meeting: Meeting) -> str:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", mail.sent_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + timedelta(minutes=meeting.minutes))
    event.add("summary", meeting.summary)
    organizer = vCalAddress(f"mailto:{mail.sender[1]}")
    organizer.params["CN"] = vText(mail.sender[0])
    event.add("organizer", organizer)
    event.add("attendee", vCalAddress(f"mailto:{mail.to[1]}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Example//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
