"""Short ways to invent emails and events."""

import hashlib
from datetime import UTC, datetime, timedelta

from analyzer.domain import BY_LIST, Address, Clues, Email, Event, Invite
from analyzer.labels import Label

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ME = Address("Robin Vale", "robin.vale@mailbox.example.org")


def address(text: str) -> Address:
    """`Name <local@domain>`, or the address alone."""
    name, _, box = text.rpartition(" <")
    return Address(name.strip('"'), box.rstrip(">"))


def email(
    subject: str = "",
    text: str = "",
    sender: str = "",
    to: str = "",
    reply_to: str = "",
    message_id: str = "m1",
    links: tuple[str, ...] = (),
    list_id: str = "",
) -> Email:
    """An email to the user, or from the user where `to` is given."""
    return Email(
        message_id=message_id,
        sent_at=START,
        sender=address(sender) if sender else Address(),
        reply_to=address(reply_to) if reply_to else Address(),
        to=(address(to) if to else ME,),
        subject=subject,
        text=text,
        link_hosts=links,
        list_id=list_id,
    )


def event(
    day: float,
    label: Label | None,
    company: str = "Acorn Mills",
    role: str = "Data Analyst",
    *,
    sender: str = "Acorn Mills <no-reply@acornmills.com>",
    to: str = "",
    subject: str = "",
    text: str = "",
    thread: tuple[str, ...] = (),
    message_id: str = "",
    requisition: str = "",
    board: bool = False,
    site: str = "",
    agency: str = "",
    part: int = 0,
    invite: Invite | None = None,
) -> Event:
    """An event so many days after START; the message id follows from the rest where none is given."""
    told = f"{day} {label} {company} {role} {sender} {subject} {thread} {requisition}"
    return Event(
        message_id=message_id or hashlib.sha256(told.encode()).hexdigest()[:16],
        at=START + timedelta(days=day),
        label=label,
        confidence=1.0,
        sure=True,
        by="user",
        clues=Clues(company, role, requisition, board=board, site=site, agency=agency),
        subject=subject,
        sender=ME if label is None else address(sender),
        to=(address(to),) if to else (ME,),
        thread=thread,
        text=text,
        invite=invite,
        part=part,
    )


def talk(day: float, uid: str = "talk-1", method: str = "REQUEST") -> Invite:
    """A calendar invitation for a talk so many days after START."""
    return Invite(method, uid, 0, "Interview", "hr@acornmills.com", START + timedelta(days=day))


def listed(day: float, company: str = "Acorn Mills", role: str = "Data Analyst") -> Event:
    """A line of the user's list."""
    return Event(
        message_id=f"list:{day} {company} {role}",
        at=START + timedelta(days=day),
        label=None,
        confidence=1.0,
        sure=True,
        by=BY_LIST,
        clues=Clues(company, role),
    )
