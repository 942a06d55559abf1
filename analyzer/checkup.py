"""`check`: is everything as it must be for the night? One finding per thing looked at."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analyzer import config, mailboxes, models
from analyzer.classify import modelfile
from analyzer.corrections import in_force
from analyzer.errors import AnalyzerError, ConfigError
from analyzer.fetch.opening import probe
from analyzer.fetch.probe import Probe
from analyzer.imported import Imported
from analyzer.ledger import Ledger
from analyzer.store import Store

#: A round sum, well above the 12 MB of a half-year's 2,900 mails.
_ROOM = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    ok: bool
    text: str


def findings(path: Path, now: datetime) -> Iterator[Finding]:
    """Config, each mailbox, model, database, disk; after a bad config nothing more can be looked at."""
    try:
        settings = config.load(path)
    except ConfigError as error:
        yield from (Finding(ok=False, text=f"config: {error.path}: {problem}") for problem in error.problems)
        return
    yield Finding(ok=True, text=f"config: {path}")
    for name, box in settings.mailbox.items():
        yield _mailbox(name, box, now)
    yield _model(settings.models)
    yield _database(settings.state / "mail.db")
    yield from _labels(Ledger(settings.labels))
    yield from _imported(Imported(settings.imported))
    yield _disk(settings.state)


def _mailbox(name: str, box: config.Mailbox, now: datetime) -> Finding:
    try:
        found = probe(mailboxes.settings(name, box, now))
    except AnalyzerError as error:
        return Finding(ok=False, text=f"mailbox {name}: {' '.join(str(error).split())}")
    there = {row.folder.name.casefold() for row in found.folders}
    missing = [each for each in getattr(box, "label_folders", {}) if each.casefold() not in there]
    gone = f"; no folder {', '.join(map(repr, missing))}, named in label_folders" if missing else ""
    return Finding(ok=not missing, text=f"mailbox {name}: {_folders(found)}{gone}")


def _folders(found: Probe) -> str:
    """Each folder with its number of mails, and those left out."""
    read = ", ".join(
        f"{row.folder.name} ({row.folder.role}{'' if row.messages is None else f', {row.messages} mails'})"
        for row in found.folders
    )
    left = f"; left out: {', '.join(found.left_out)}" if found.left_out else ""
    return f"reads {read or 'no folder'}{left}"


def _model(folder: Path) -> Finding:
    try:
        current = models.in_force(folder)
        if current.refused:
            raise current.refused
        modelfile.load(current.path)
    except AnalyzerError as error:
        return Finding(ok=False, text=f"model: {error}")
    return Finding(ok=True, text=f"model: {current.path}")


def _database(path: Path) -> Finding:
    if not path.exists():
        return Finding(ok=True, text=f"database: {path} will be made by the first run")
    try:
        with Store(path) as store:
            mails = sum(row.fetched for row in store.coverage())
    except AnalyzerError as error:
        return Finding(ok=False, text=f"database: {error}")
    return Finding(ok=True, text=f"database: {path}, {mails} mails")


def _labels(ledger: Ledger) -> Iterator[Finding]:
    """Nothing while nothing was labelled; a finding for each line that cannot be used."""
    try:
        said = ledger.read()
    except AnalyzerError as error:
        yield Finding(ok=False, text=f"labels: {error}")
        return
    if said.lines or said.damaged:
        yield Finding(ok=True, text=f"labels: {ledger.path}, {len(in_force(said.lines).of_mails)} mails")
    for line in said.damaged:
        yield Finding(ok=False, text=f"labels: {line}; mend or delete the line")


def _imported(imported: Imported) -> Iterator[Finding]:
    """Nothing while nothing was imported; a finding for each line that cannot be used."""
    try:
        rows, damaged = imported.rows(), imported.damaged()
    except AnalyzerError as error:
        yield Finding(ok=False, text=f"imported: {error}")
        return
    if rows or damaged:
        yield Finding(ok=True, text=f"imported: {imported.path}, {len(rows)} applications")
    for line in damaged:
        yield Finding(ok=False, text=f"imported: {line}; mend or delete the line")


def _disk(folder: Path) -> Finding:
    there = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(there).free
    text = f"disk: {free / 1e9:.1f} GB free for {folder}"
    return Finding(ok=True, text=text) if free > _ROOM else Finding(ok=False, text=f"{text}; make room")
