"""`label`: what the user says of mails by command, one by one or from a table, and taking it back."""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analyzer.config import Settings
from analyzer.corrections import Decision, Undo, Via, text_hash
from analyzer.deriving import Stored
from analyzer.errors import AnalyzerError
from analyzer.labels import Label, label_named
from analyzer.ledger import Ledger
from analyzer.store import Store
from analyzer.terminal import printable

_KNOWN = f"labels are {', '.join(Label)}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of one mail; None: nothing about that."""

    message_id: str
    label: str | None = None
    company: str | None = None
    role: str | None = None
    same_as: str | None = None
    apart_from: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    done: tuple[str, ...]
    """A line for each mail."""
    bad: tuple[str, ...] = ()
    """A line for each wording that could not be used, and why."""


def say(settings: Settings, wordings: Sequence[Wording], via: Via, now: datetime) -> Outcome:
    """Writes down what is said; what names no mail or no label is told of and left out."""
    found = _mails(settings, wordings)
    batch, done, bad = uuid.uuid4().hex, list[tuple[Decision, Stored]](), list[str]()
    for wording in wordings:
        mail = found.get(_bare(wording.message_id))
        problem = _problem(wording, found)
        if problem or mail is None:
            bad.append(problem)
        else:
            done.append((_decision(wording, mail, found, batch, via, now), mail))
    if done:
        Ledger(settings.labels).add([one for one, _ in done], (mail.email for _, mail in done))
    return Outcome(tuple(_told(one, mail) for one, mail in done), tuple(bad))


def undo(settings: Settings, now: datetime) -> str:
    """Takes back the last batch that is in force; says what it was. Raises AnalyzerError if there is none."""
    ledger = Ledger(settings.labels)
    lines = ledger.read().lines
    undone = {line.batch for line in lines if isinstance(line, Undo)}
    standing = [line for line in lines if isinstance(line, Decision) and line.batch not in undone]
    if not standing:
        raise AnalyzerError(f"nothing in {settings.labels} is left to be taken back")
    last = [line for line in standing if line.batch == standing[-1].batch]
    ledger.add([Undo(last[0].batch, now)])
    more = f" and {len(last) - 1} more" if last[1:] else ""
    return f"taken back: {last[0].message_id}{more}, said {last[0].at:%Y-%m-%d %H:%M} UTC"


def read_table(path: Path) -> list[Wording]:
    """The wordings of a CSV file with the columns message_id, label, and if wished company, role, same_as, apart_from.

    Raises AnalyzerError if it cannot be read or has no such columns.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AnalyzerError(f"{path} cannot be read ({error}); save it as CSV in UTF-8") from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    if "message_id" not in names:
        raise AnalyzerError(f"{path} has no column `message_id`; its first line must name the columns")
    rows.fieldnames = names
    return [_wording(row) for row in rows]


def _wording(row: Mapping[str | None, str | None]) -> Wording:
    told = {name: (row.get(name) or "").strip() or None for name in _COLUMNS}
    return Wording((row.get("message_id") or "").strip(), **told)


_COLUMNS = ("label", "company", "role", "same_as", "apart_from")


# --- one wording ------------------------------------------------------------------------------------


def _bare(message_id: str) -> str:
    return message_id.strip().strip("<>")


def _mails(settings: Settings, wordings: Sequence[Wording]) -> dict[str, Stored]:
    """Message-ID, without angle brackets → the mail."""
    path = settings.state / "mail.db"
    if not path.exists():
        raise AnalyzerError(f"{path} is not there yet; `rejection-analyzer run` reads the mailbox first")
    asked = {
        _bare(id_) for each in wordings for id_ in (each.message_id, each.same_as, each.apart_from) if id_
    }
    with Store(path) as store:
        return {_bare(mail.email.message_id): mail for mail in store.named(asked)}


def _problem(wording: Wording, found: Mapping[str, Stored]) -> str:
    """Why it cannot be used; empty: it can."""
    ids = (wording.message_id, wording.same_as, wording.apart_from)
    unknown = [id_ for id_ in ids if id_ is not None and _bare(id_) not in found]
    if unknown:
        return f"{unknown[0] or 'a line without message_id'}: no mail with that Message-ID was fetched"
    if wording.label is not None and label_named(wording.label) is None:
        return f"{wording.message_id}: {wording.label!r} is no label; {_KNOWN}"
    if all(getattr(wording, name) is None for name in _COLUMNS):
        return f"{wording.message_id}: nothing is said of it; give a label, a company or a role"
    return ""


def _decision(
    wording: Wording, mail: Stored, found: Mapping[str, Stored], batch: str, via: Via, now: datetime
) -> Decision:
    verdict = mail.verdict
    return Decision(
        batch=batch,
        at=now,
        message_id=mail.email.message_id,
        text_hash=text_hash(mail.email),
        via=via,
        label=label_named(wording.label) if wording.label else None,
        company=wording.company,
        role=wording.role,
        same_as=_id(wording.same_as, found),
        apart_from=_id(wording.apart_from, found),
        model_said=verdict.label if verdict else None,
        p=verdict.confidence if verdict else None,
    )


def _id(told: str | None, found: Mapping[str, Stored]) -> str | None:
    return found[_bare(told)].email.message_id if told else None


def _told(said: Decision, mail: Stored) -> str:
    was = f" (was {said.model_said} {said.p:.2f})" if said.label and said.model_said and said.p else ""
    parts = {
        "": f"{said.label}{was}" if said.label else None,
        "company ": said.company,
        "role ": said.role,
        "with ": said.same_as,
        "not with ": said.apart_from,
    }
    text = ", ".join(f"{name}{value}" for name, value in parts.items() if value is not None)
    return printable(f"{mail.email.subject[:70] or said.message_id}: {text}")


def lines(outcome: Outcome) -> Iterator[str]:
    """What came of it, in words."""
    yield from outcome.done
    if outcome.done:
        yield "The next `rejection-analyzer run` or `report` counts it so."
