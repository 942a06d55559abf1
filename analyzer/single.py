"""Mails given as files or on stdin, judged one by one: no mailbox, no store, no report."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from analyzer.casebook import MAY_JOIN
from analyzer.classify import corpus, modelfile
from analyzer.costs import COSTS, Costs
from analyzer.domain import Email, Verdict
from analyzer.errors import AnalyzerError
from analyzer.fetch import Memory
from analyzer.fetch.opening import open_source
from analyzer.fetch.settings import EmlSettings, MboxSettings, Settings
from analyzer.labels import LABELS, Label
from analyzer.read.html import read_page
from analyzer.read.parse import Unreadable, parse
from analyzer.shipped import shipped_model, shipped_names
from analyzer.track import namefile
from analyzer.track.extract import clues
from analyzer.track.naming import Namer

#: An email, or why it could not be read.
Reading = tuple[str, Email | str]

STDIN = Path("-")


def run(
    files: Sequence[Path], stdin: IO[bytes], out: IO[str], model: Path | None = None, costs: Costs = COSTS
) -> list[str]:
    """Writes a JSON line for each mail to `out`; gives a sentence for each that could not be read.

    `model` judges; None: the shipped one.
    """
    broken: list[str] = []
    good: list[tuple[str, Email]] = []
    for id_, reading in (item for path in files for item in readings(path, stdin)):
        if isinstance(reading, str):
            broken.append(f"{id_}: {reading}")
        else:
            good.append((id_, reading))
    namer = namefile.load(shipped_names())
    verdicts = modelfile.load(model or shipped_model()).judge((email for _, email in good), costs)
    for (id_, email), verdict in zip(good, verdicts, strict=True):
        out.write(json.dumps(row(id_, email, verdict, namer), ensure_ascii=False) + "\n")
    return broken


def row(id_: str, email: Email, verdict: Verdict, namer: Namer) -> dict[str, Any]:
    """What `classify` says of a mail."""
    found = clues(email, verdict.label, namer)
    named = LABELS[verdict.label].event or verdict.label is Label.OUTREACH or verdict.recruiting >= MAY_JOIN
    return {
        "id": id_,
        "label": verdict.label,
        "confidence": verdict.confidence,
        "sure": verdict.sure,
        "why": list(verdict.why),
        "company": found.company if named else "",
        "role": found.role if named else "",
    }


def readings(path: Path, stdin: IO[bytes]) -> Iterator[Reading]:
    """The mails of a file, by its kind; `-` is stdin, JSON lines or one mail.

    Raises AnalyzerError if the file cannot be opened.
    """
    if path == STDIN:
        data = stdin.read()
        yield from _lines(data) if data.lstrip()[:1] == b"{" else [_mail("stdin", data, None)]
    elif path.suffix in (".jsonl", ".json", ".ndjson"):
        yield from _lines(_bytes(path))
    else:
        mbox = path.suffix == ".mbox"
        yield from _source(MboxSettings("file", path, junk=True) if mbox else EmlSettings("file", path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AnalyzerError(f"{path} cannot be read: {error.strerror}") from error


def _lines(data: bytes) -> Iterator[Reading]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.strip():
            yield _record(line, number)


def _record(line: str, number: int) -> Reading:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        return f"line {number}", "is not a JSON object"
    if not str(record.get("body") or "").strip() and record.get("html"):
        record["body"] = read_page(str(record["html"])).own
    return str(record.get("id") or f"line {number}"), corpus.email(record)


def _source(settings: Settings) -> Iterator[Reading]:
    source = open_source(settings)
    for folder in source.folders():
        for batch in source.fetch(folder, None, Memory()):
            yield from (_mail(m.key, m.raw, m.received_at) for m in batch.messages)
            yield from ((f.key, f.reason) for f in batch.failures)


def _mail(key: str, raw: bytes, received_at: datetime | None) -> Reading:
    try:
        email = parse(raw, received_at)
    except Unreadable as error:
        return key, str(error)
    return email.message_id, email
