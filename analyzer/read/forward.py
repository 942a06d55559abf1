"""Mail that the user forwarded to themselves: the mail within, as far as the lines above it tell."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, tzinfo

from analyzer.domain import Address, Email
from analyzer.read import quote
from analyzer.read.written_dates import parse_written

#: How mail programs mark the subject of a forwarded mail.
_FORWARDED = re.compile(
    r"(?i)^\s*(?:(?:re|aw|回复|答复)\s*[:：]\s*)?(?:fwd?|wg|tr|rv|enc|i|doorst|pd|vb|vs|vl|转发|轉寄|転送|전달|fw)\s*[:：]\s*"
)
_MARKS = re.compile(
    r"(?i)^\s*(?:(?:re|aw|fwd?|wg|tr|rv|enc|doorst|pd|vb|vs|vl|转发|回复|答复|轉寄|回覆|転送|전달)\s*[:：]\s*)+"
)
_ADDRESS = re.compile(r"(?:mailto:)?([^\s<>\"',;:()\[\]@]{1,64}@[^\s<>\"',;:()\[\]@]{1,255})", re.IGNORECASE)
_SHORTEST_NAME = 5


def unwrapped(email: Email, own: AbstractSet[str], zone: tzinfo = UTC) -> Email:
    """The mail that the user forwarded to themselves, with its own sender, subject and date; else the same email.

    `own` are the user's addresses in lower case; another account is known by the name that it shares with the reader's.
    A date without a zone is in `zone`. What the head does not tell stays that of the forwarding.
    """
    if not is_forwarded(email.subject) or not _is_to_themselves(email, own):
        return email
    head = quote.head(email.quoted)
    if head is None or not (sender := _address(head.sender)).address or sender.address.lower() in own:
        return email
    said, older = quote.split(head.text) if head.text else (email.text, "")
    dates = (moment for value in head.others if (moment := parse_written(value, zone)))
    return replace(
        email,
        sender=sender,
        reply_to=Address(),
        subject=_MARKS.sub("", head.subject or email.subject),
        sent_at=min(next(dates, email.sent_at), email.sent_at),
        text=said or head.text,
        quoted=older,
        in_reply_to="",
        references=(),
    )


def is_forwarded(subject: str) -> bool:
    """Whether the subject is marked as that of a forwarded mail."""
    return _FORWARDED.match(subject) is not None


def _is_to_themselves(email: Email, own: AbstractSet[str]) -> bool:
    """Whether the user wrote it, and to nobody else."""
    readers = [address.address.lower() for address in email.to if address.address]
    if email.sender.address.lower() in own:
        return bool(readers) and all(reader in own for reader in readers)
    return len(email.to) == 1 and _is_same_person(email.sender, email.to[0])


def _is_same_person(one: Address, other: Address) -> bool:
    """Whether two addresses are one person's accounts: the same name before the @, or the same whole display name."""
    if len(one.local) >= _SHORTEST_NAME and one.local == other.local:
        return True
    name = " ".join(one.name.casefold().split())
    return len(name) >= _SHORTEST_NAME and " " in name and name == " ".join(other.name.casefold().split())


def _address(value: str) -> Address:
    """`Acme Careers <jobs@acme.com>`, also with square brackets and "mailto:", or the address alone."""
    found = _ADDRESS.search(value)
    if found is None:
        return Address()
    return Address(value[: found.start()].strip(" \t\"'<[(*"), found[1].strip(".*"))
