"""Invented mails and mailboxes for the tests of the whole program."""

import mailbox
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def mail(
    subject: str,
    text: str,
    *,
    sender: str = "Harbour Labs Careers <careers@harbourlabs.example>",
    days_ago: float = 10,
    message_id: str = "",
) -> EmailMessage:
    """A mail to the user, sent so many days before NOW."""
    message = EmailMessage()
    at = NOW - timedelta(days=days_ago)
    message["Subject"], message["From"], message["To"] = subject, sender, "me@example.org"
    message["Date"] = format_datetime(at)
    name = "".join(c for c in subject if c.isascii() and c.isalnum())
    message["Message-ID"] = f"<{message_id or f'{name}.{days_ago:g}'}@harbourlabs.example>"
    message.set_content(text)
    return message


ACK = mail(
    "Thank you for applying to Harbour Labs",
    "Hi Kim,\n\nThank you for applying for the Data Analyst position at Harbour Labs. We have received your "
    "application and our team will review it. If your profile is a match, we will contact you about next steps.\n\n"
    "The Harbour Labs recruiting team\n",
    days_ago=30,
)
REJECTION = mail(
    "Your application to Harbour Labs",
    "Hi Kim,\n\nThank you for your interest in the Data Analyst position at Harbour Labs. After careful "
    "consideration, we regret to inform you that we have decided to move forward with other candidates.\n\n"
    "We wish you all the best in your job search.\n\nThe Harbour Labs recruiting team\n",
    days_ago=5,
)
INVITE = mail(
    "Interview invitation: Backend Engineer at Bluefin Robotics",
    "Hi Kim,\n\nThank you for applying for the Backend Engineer position at Bluefin Robotics. We would like to "
    "invite you to a video interview with our hiring manager. Please let us know your availability next week.\n\n"
    "Best regards,\nMara Lind\nTalent Acquisition, Bluefin Robotics\n",
    sender="Mara Lind <mara.lind@bluefin.example>",
    days_ago=3,
)
LUNCH = mail(
    "Lunch on Sunday?",
    "Hey,\n\nare you free for lunch on Sunday? Mum makes the soup. Bring the kids' boots, it will rain.\n\nLove, Jo\n",
    sender="Jo Meyer <jo.meyer@mail.example>",
    days_ago=4,
)
SEARCH = (ACK, REJECTION, INVITE, LUNCH)


def maildir(path: Path, mails: Sequence[EmailMessage], folder: str = "") -> Path:
    """A Maildir that holds the mails; `folder` names a subfolder such as Sent."""
    box = mailbox.Maildir(path)
    if folder:
        box = box.add_folder(folder)
    for message in mails:
        box.add(message.as_bytes())
    return path


def config(folder: Path, box: str = 'type = "maildir"\npath = "mail"', more: str = "") -> Path:
    """A config.toml in the folder."""
    path = folder / "config.toml"
    path.write_text(
        f'timezone = "UTC"\naddresses = ["me@example.org"]\n{more}\n[mailbox.main]\n{box}\n', "utf-8"
    )
    return path
