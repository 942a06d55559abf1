"""Training mail: a record as it is written down, and the email that it stands for."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from analyzer.domain import Address, Email
from analyzer.labels import Label, Reason
from analyzer.mailbox_name import unquoted

_UNUSUAL = 0.25
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail whose label is known."""

    id: str
    lang: str
    email: Email
    label: Label
    reason: Reason | None = None
    company: str = ""
    role: str = ""
    deciding: str = ""
    source: str = ""
    """The round of writing that it comes from."""
    weight: float = 1.0
    """How much it counts in training: unusual mail counts a quarter, so that the ordinary has its say."""


def read(folder: Path) -> list[Sample]:
    """The whole corpus of a folder, in a fixed order; raises OSError, ValueError or KeyError if it cannot be read."""
    files = sorted(folder.glob("*/*.jsonl"))
    return [sample(each) for file in files for each in records(file.read_text("utf-8").splitlines())]


def records(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file of JSON lines; blank lines are passed over."""
    return (json.loads(line) for line in lines if line.strip())


def sample(record: dict[str, Any]) -> Sample:
    """One record of the corpus as a sample; raises KeyError or ValueError if it is not as the README says."""
    return Sample(
        id=record["id"],
        lang=record["lang"],
        email=email(record),
        label=Label(record["label"]),
        reason=Reason(record["reason"]) if record.get("reason") else None,
        company=record.get("company") or "",
        role=record.get("role") or "",
        deciding=record.get("deciding") or "",
        source=record.get("source") or "",
        weight=_UNUSUAL if record.get("unusual") else 1.0,
    )


def email(record: dict[str, Any]) -> Email:
    """The email of a record with id, subject, from, body; what is missing is empty."""
    return Email(
        message_id=str(record.get("id") or ""),
        sent_at=_EPOCH,
        sender=address(str(record.get("from") or "")),
        reply_to=Address(),
        to=(),
        subject=re.sub(r"\s+", " ", str(record.get("subject") or "")).strip(),
        text=str(record.get("body") or ""),
    )


def address(text: str) -> Address:
    """`Name <a@b>`, `a@b` or a bare name."""
    if whole := unquoted(" ".join(text.split())):
        return whole
    name, mailbox = parseaddr(text)
    return Address(name, mailbox) if "@" in mailbox else Address(text.strip(), "")
