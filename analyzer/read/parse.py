"""Raw bytes to Email: the only user of mail-parser."""

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from itertools import islice

import mailparser
from mailparser.utils import get_addresses

from analyzer.domain import Address, Email, Invite
from analyzer.mailbox_name import unquoted
from analyzer.read.charset import guess
from analyzer.read.clean import clean, clean_line
from analyzer.read.dates import parse_date, sent_at, utc
from analyzer.read.header import TO_MANY, Header, decode_words, split
from analyzer.read.invite import parse_invite, read_entry
from analyzer.read.parts import Part, Tier, flat, leaves
from analyzer.read.text import LIMIT, Body, read_body

#: Bytes of a message that are read: servers refuse larger mail (Gmail: 34 MB), and text stands at the front.
_LIMIT = 30_000_000
_SAMPLE = 4_096
#: The parser looks at every line once for each container around it. Real mail nests below ten.
_MOST_BOUNDARIES = 100
_BOUNDARY = re.compile(rb"[;\s]boundary[*=\s]", re.IGNORECASE)
_MOST_ADDRESSES = 100
_MOST_REFERENCES = 100
_MOST_NAMES = 50
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,64}@[^\s<>\"',;:()\[\]@]{1,255}")

# It reports every oddity of a mail as a warning or an error; cron would send them.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)


class Unreadable(Exception):
    """Nothing could be read: neither a header nor text."""


@dataclass(frozen=True, slots=True)
class _Structure:
    """What the parser made of a message."""

    parts: tuple[Part, ...]
    date: datetime | None = None
    defects: tuple[str, ...] = ()


#: Defects of the structure that change what is read, as the standard library names them.
_DEFECTS = {
    "StartBoundaryNotFoundDefect": "boundary not found",
    "NoBoundaryInMultipartDefect": "no boundary",
    "CloseBoundaryNotFoundDefect": "end missing",
    "InvalidBase64CharactersDefect": "broken base64",
    "MultipartInvariantViolationDefect": "no parts",
}


def _structure(header: Header, body: bytes) -> _Structure:
    """The parts as the MIME structure has them; where it cannot be followed, as the lines show them."""
    try:
        message = message_from_bytes(_shallow(header.rebuilt() + body))
        parts = leaves(message)
    except Exception:  # noqa: BLE001  # deep nesting and broken parameters raise all kinds of errors in there
        found = flat(body) or [Part("text/plain", None, body, Tier.BODY)]
        return _Structure(tuple(found), defects=("unreadable structure",))
    date, defects = _seen_by_mail_parser(message)
    return _Structure(tuple(parts), date, defects)


def _shallow(raw: bytes) -> bytes:
    """The same bytes; raises RecursionError if they may nest so deep that the parser's time gets out of hand."""
    if next(islice(_BOUNDARY.finditer(raw), _MOST_BOUNDARIES, None), None) is not None:
        raise RecursionError("too many boundaries")
    return raw


def _seen_by_mail_parser(message: Message) -> tuple[datetime | None, tuple[str, ...]]:
    """The date and the defects that mail-parser finds; nothing where it fails.

    The payloads have been taken out before: it decodes them with replacement characters and normalises them,
    which takes hours for a body of combining marks.
    """
    try:
        mail = mailparser.MailParser(message)
        date, names = mail.date, mail.defects_categories
    except Exception:  # noqa: BLE001  # it lets bare AttributeError and TypeError out
        return None, ()
    return date, tuple(words for name, words in _DEFECTS.items() if name in names)


def _pairs(value: str) -> list[tuple[str, str]]:
    found = [(str(name), str(address)) for name, address in get_addresses(value)]
    return [pair for pair in found if pair[1]]


def _addresses(value: str) -> Iterator[Address]:
    """The addresses of a field, encoded words decoded after the field was taken apart."""
    value = " ".join(clean(value).split())
    decoded = decode_words(value)
    if (whole := unquoted(value)) and (name := clean_line(decode_words(whole.name), 300)):
        yield Address(name, clean_line(whole.address, 320))
        return
    pairs = _pairs(value) or _pairs(decoded) or [("", one) for one in _ADDRESS.findall(decoded)]
    for name, address in pairs[:_MOST_ADDRESSES]:
        yield Address(
            clean_line(decode_words(name), 300).strip("\"' "), "".join(clean_line(address, 320).split())
        )
    if not pairs and decoded.strip():
        yield Address(name=clean_line(decoded, 300).strip("\"' <>"))


def _first_address(header: Header, *names: str) -> Address:
    found = (address for name in names for address in _addresses(header.unicode(name)))
    return next(found, Address())


def _invite(parts: Sequence[Part]) -> Invite | None:
    calendars = (part for part in parts if part.is_calendar)
    invites = (parse_invite(part.payload, part.charset, part.method) for part in calendars)
    return next((invite for invite in invites if invite is not None), None)


def _message_id(header: Header, raw: bytes) -> tuple[str, bool]:
    """The Message-ID, and whether the mail states one."""
    stated = header.ids("message-id") or tuple(header.text("message-id", 998).strip("<>").split()[:1])
    return (stated[0], True) if stated else (f"sha256:{hashlib.sha256(raw).hexdigest()}", False)


def _is_bulk(header: Header) -> bool:
    listed = header.first("list-id") or header.first("list-unsubscribe")
    return bool(listed) or header.text("precedence").lower() in TO_MANY


def _is_automatic(header: Header) -> bool:
    submitted = header.text("auto-submitted").partition(";")[0].strip().lower()
    return submitted not in {"", "no"} or bool(header.first("x-autoreply") or header.first("x-autorespond"))


def _charset(parts: Sequence[Part]) -> str | None:
    """The charset of the text, in which raw 8-bit header fields are most likely written too."""
    guesses = (
        guess(part.payload[:_SAMPLE], part.charset) for part in parts if part.tier is not Tier.NOT_TEXT
    )
    return next((charset for charset in guesses if charset), None)


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts if part.name and part.tier is not Tier.EMBEDDED)[:_MOST_NAMES]


def _first_hop(header: Header) -> datetime | None:
    return parse_date(header.text("received", 4_000).rpartition(";")[2])


def _text(body: Body, parts: Sequence[Part]) -> str:
    """The text; of a mail that is nothing but a calendar entry, what the entry says."""
    entries = (read_entry(part.payload, part.charset) for part in parts if part.is_calendar)
    return body.text or next(filter(None, entries), "")


def parse(raw: bytes, received_at: datetime | None) -> Email:
    """The decoded mail; `received_at` is when the server got it. Raises Unreadable, and nothing else."""
    header, content = split(raw[:_LIMIT])
    structure = _structure(header, content)
    header = replace(header, charset=_charset(structure.parts))
    body = read_body(structure.parts)
    invite = _invite(structure.parts)
    text = _text(body, structure.parts)[:LIMIT]
    if not header.fields and not text:
        raise Unreadable("neither header nor text")
    date = structure.date or parse_date(header.text("date"))
    moment, believed = sent_at(utc(date) if date else None, received_at, _first_hop(header))
    message_id, stated = _message_id(header, raw)
    sender = _first_address(header, "from", "sender")
    checks = (
        (len(raw) <= _LIMIT, "cut"),
        (believed, "bad date" if header.first("date") else "no date"),
        (stated, "no message-id"),
        (bool(sender.address), "no sender"),
        (bool(text), "no text"),
        ("\ufffd" not in text, "replaced characters"),
    )
    recipients = (*_addresses(header.unicode("to")), *_addresses(header.unicode("cc")))
    return Email(
        message_id=message_id,
        sent_at=moment,
        sender=sender,
        reply_to=_first_address(header, "reply-to"),
        to=recipients[:_MOST_ADDRESSES],
        subject=header.text("subject"),
        text=text,
        quoted=body.quoted,
        in_reply_to=next(iter(header.ids("in-reply-to")), ""),
        references=header.ids("references")[-_MOST_REFERENCES:],
        list_id=header.text("list-id").rpartition("<")[2].rstrip("> "),
        bulk=_is_bulk(header),
        auto_submitted=_is_automatic(header),
        link_hosts=body.link_hosts,
        attachments=_names(structure.parts),
        invite=invite,
        defects=(*structure.defects, *(words for fine, words in checks if not fine)),
    )
