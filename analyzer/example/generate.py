"""The example mailbox: made from a seed and a day, written as a Maildir and its truth."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from analyzer.example.around import Ordinary, ordinary
from analyzer.example.letters import Letter, letters
from analyzer.example.lots import lots
from analyzer.example.plan import NO_ACK, Course, plan
from analyzer.example.writing import Mail, received, write
from analyzer.labels import LABELS, KnownBy, Label, Stage

INBOX, ARCHIVE, SENT, JUNK = "INBOX", "Archive", "Sent", "Junk"
#: Of mail older than a month about applications, so much was moved to the archive, so much copied there; and so much
#: mail of employers went to Junk by mistake.
_MOVED, _COPIED, _TAKEN_FOR_JUNK = 0.22, 0.04, 0.006
_MONTH = timedelta(days=30)
_UNREAD = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail as it lies in a folder."""

    folder: str
    raw: bytes
    received_at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class TrueApplication:
    """What really became of an application, as far as it has come by `as_of`."""

    company: str
    role: str
    channel: str
    """`site`, `mail`, or the job board."""
    known_by: KnownBy
    applied_at: datetime
    stage: Stage
    rounds: int
    closed_by: Label | None
    """Label of the last mail that decided it; None: open, or never answered."""
    first_answer_at: datetime | None
    events: tuple[tuple[str, Label | None], ...]
    """Message-ID and label of each mail, in order of time; label None: the user's own."""


@dataclass(frozen=True, slots=True)
class Search:
    """A mailbox and what is true of it."""

    as_of: datetime
    messages: tuple[Delivered, ...]
    """By time of arrival; a mail in two folders is there twice."""
    truth: tuple[TrueApplication, ...]
    labels: Mapping[str, Label]
    """Of all mails but the user's own, by Message-ID."""
    without_trace: int
    """Applications that the user made beside these, of which no mail tells."""


def search(as_of: datetime, seed: int = 1, applications: int = 600) -> Search:
    """The mailbox of an invented search of 26 weeks as it is at `as_of`; the same arguments give the same bytes.

    Raises ValueError if `as_of` is naive.
    """
    if as_of.tzinfo is None:
        raise ValueError("as_of needs a time zone")
    as_of = as_of.astimezone(UTC)
    courses = plan(seed, as_of, applications)
    written = [letters(seed, number, course) for number, course in enumerate(courses)]
    around = ordinary(seed, as_of, applications)
    filed = _filed(lots(seed, "folders"), as_of, written, around)
    truth = tuple(_truth(course, mails) for course, mails in zip(courses, written, strict=True))
    return Search(
        as_of=as_of,
        messages=tuple(sorted(filed, key=lambda one: (one.received_at, one.message_id, one.folder))),
        truth=truth,
        labels={mail.message_id: label for mail, label in _labelled(written, around) if label is not None},
        without_trace=_without_trace(truth),
    )


def _labelled(
    written: Sequence[Sequence[Letter]], around: Sequence[Ordinary]
) -> Iterator[tuple[Mail, Label | None]]:
    yield from ((letter.mail, letter.label) for mails in written for letter in mails)
    yield from ((one.mail, one.label) for one in around)


def _without_trace(truth: Sequence[TrueApplication]) -> int:
    """As many of the silent ones as of the answered ones left no acknowledgement."""
    silent = sum(one.channel == "site" and one.first_answer_at is None for one in truth)
    return round(silent * NO_ACK / (1 - NO_ACK))


# --- truth ------------------------------------------------------------------------------------------


def _truth(course: Course, mails: Sequence[Letter]) -> TrueApplication:
    labels = [letter.label for letter in mails if letter.label]
    stages = [LABELS[label].stage or Stage.APPLIED for label in labels]
    deciding = [label for label in labels if LABELS[label].outcome]
    answers = [letter.mail.sent_at for letter in mails if letter.label and LABELS[letter.label].answers]
    return TrueApplication(
        company=course.company.name,
        role=course.role,
        channel=course.channel.name,
        known_by=_known_by(mails[0]),
        applied_at=course.applied_at,
        stage=max(stages, key=lambda stage: stage.rank, default=Stage.APPLIED),
        rounds=len({letter.number for letter in mails if letter.label is Label.INTERVIEW_INVITE}),
        closed_by=deciding[-1] if deciding else None,
        first_answer_at=min(answers, default=None),
        events=tuple((letter.mail.message_id, letter.label) for letter in mails),
    )


def _known_by(first: Letter) -> KnownBy:
    traces = {"own_application": KnownBy.SENT, "ack_board": KnownBy.BOARD, "ack": KnownBy.ACK}
    return traces.get(first.kind, KnownBy.REPLY)


# --- folders ----------------------------------------------------------------------------------------


def _filed(
    rng: Random, as_of: datetime, written: Sequence[Sequence[Letter]], around: Sequence[Ordinary]
) -> Iterator[Delivered]:
    for mails in written:
        for letter in mails:
            yield from _copies(letter.mail, _folders(rng, letter, as_of))
    for one in around:
        folder = SENT if one.label is None else JUNK if one.junk else INBOX
        yield from _copies(one.mail, (folder,))


def _copies(mail: Mail, folders: Sequence[str]) -> Iterator[Delivered]:
    raw, arrived = write(mail), received(mail)
    for folder in folders:
        yield Delivered(folder, raw, arrived, mail.message_id)


def _folders(rng: Random, letter: Letter, as_of: datetime) -> tuple[str, ...]:
    """Where a mail about an application lies; some lie in two folders."""
    lot = rng.random()
    if letter.label is None:
        return (SENT,)
    if letter.mail.sent_at > as_of - _MONTH:
        return (JUNK,) if lot < _TAKEN_FOR_JUNK else (INBOX,)
    table = ((_TAKEN_FOR_JUNK, (JUNK,)), (_MOVED, (ARCHIVE,)), (_MOVED + _COPIED, (INBOX, ARCHIVE)))
    return next((folders for below, folders in table if lot < below), (INBOX,))


# --- files ------------------------------------------------------------------------------------------


def write_maildir(made: Search, path: Path) -> None:
    """Writes the mailbox as a Maildir++; names are the same each time, files have the time of arrival.

    Raises OSError.
    """
    for folder in (INBOX, ARCHIVE, SENT, JUNK):
        for part in ("cur", "new", "tmp"):
            (_home(path, folder) / part).mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(made.messages):
        file = _home(path, one.folder) / _name(one, number, made.as_of)
        file.write_bytes(one.raw)
        moment = one.received_at.timestamp()
        os.utime(file, (moment, moment))


def _home(path: Path, folder: str) -> Path:
    return path if folder == INBOX else path / f".{folder}"


def _name(one: Delivered, number: int, as_of: datetime) -> str:
    """Time, running number and host (cr.yp.to/proto/maildir.html); what came last was not read yet."""
    unique = f"{int(one.received_at.timestamp())}.M{number:06d}.example"
    unread = one.folder == INBOX and one.received_at > as_of - _UNREAD
    return f"new/{unique}" if unread else f"cur/{unique}:2,S"


def write_truth(made: Search, path: Path) -> None:
    """Writes what is true of the mailbox as JSON: `as_of`, `without_trace`, `applications`, `emails` (id → label).

    Raises OSError.
    """
    table = {
        "as_of": made.as_of,
        "without_trace": made.without_trace,
        "applications": [asdict(one) for one in made.truth],
        "emails": dict(sorted(made.labels.items())),
    }
    text = json.dumps(table, ensure_ascii=False, indent=1, default=datetime.isoformat)
    path.write_text(text + "\n", "utf-8")
