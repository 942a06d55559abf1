"""The night, step by step: the one place where the rooms meet.

    fetch → read → classify → track → report

Each step stores what it made in transactions of its own, so that a night that is killed loses nothing and the
next one goes on where it stopped. Heavy libraries are imported by the steps that need them: a night with nothing
new needs none.
"""

import contextlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from analyzer import __version__, fetching, judging, models, retraining, writing
from analyzer.config import EmlMailbox, MboxMailbox, Settings
from analyzer.corrections import Corrections, in_force
from analyzer.domain import Application, Coverage
from analyzer.errors import (
    AlreadyRunning,
    AnalyzerError,
    LedgerNote,
    ModelRefused,
    ReportError,
    StoreDamaged,
)
from analyzer.fetching import EVERYTHING, Fetched, Progress, Wish
from analyzer.imported import Imported
from analyzer.ledger import Ledger
from analyzer.read import PARSER_VERSION
from analyzer.shipped import fingerprint, held_out, shipped_model, shipped_names
from analyzer.store import Store, set_aside
from analyzer.sweeping import give_back, unswept

if TYPE_CHECKING:
    from analyzer.casebook import Book
    from analyzer.report.schema import Report

log = logging.getLogger(__name__)

#: A report that nothing has changed is made again after this: its curves go by the day.
_REPORT_AGE = timedelta(days=7)
_DATABASE = "mail.db"
#: The totals of each night; beside the reports, since the state may be deleted and made anew.
_HISTORY = "history.jsonl"


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did."""

    new_mails: int
    problems: tuple[AnalyzerError, ...]
    """Mailboxes that could not be read to their end; the others were."""
    page: Path
    headline: str
    """Empty: nothing was new, the report stands."""
    newly_failed: int
    """Mails that could not be fetched or read, more than the night before."""
    learnt: str = ""
    """What came of learning from labels by hand; empty: nothing was learnt."""

    @property
    def exit_code(self) -> int:
        """0 fine, 1 something needs a look, 2 the user must mend something."""
        return max([problem.exit_code for problem in self.problems] + [int(self.newly_failed > 0)])


def silent(_step: str, _done: int, _total: int | None) -> None:
    """The progress that shows nothing."""


def run(settings: Settings, now: datetime, progress: Progress = silent, wish: Wish = EVERYTHING) -> Night:
    """A whole night at the time `now`.

    A damaged database is set aside and made anew from the mail; the result says so.
    Raises AlreadyRunning if another run holds the lock, StoreError, ModelError or ReportError if the night could
    not go on; what was stored by then stays. A mailbox that fails is a problem in the result, not an exception.
    """
    with locked(settings.state):
        try:
            return _night(settings, now, progress, wish)
        except StoreDamaged:
            kept = set_aside(settings.state / _DATABASE, now)
            night = _night(settings, now, progress, wish)
        damage = StoreDamaged(
            f"the database was damaged; it is kept as {kept}, and a new one was made from the mail"
        )
        return replace(night, problems=(*night.problems, damage))


def _night(settings: Settings, now: datetime, progress: Progress, wish: Wish) -> Night:
    with opened(settings.state) as store:
        fetched = fetching.fetch_all(settings, store, now, progress, wish)
        if fetched.problems and not fetched.new and store.is_empty():
            raise fetched.problems[0]
        return _finish(settings, store, now, fetched, progress, learn=True)


def preview(settings: Settings, now: datetime, wish: Wish) -> Iterator[str]:
    """Lines that say what `run` would fetch; nothing is stored. Raises as `run` does."""
    with locked(settings.state), opened(settings.state) as store:
        yield from fetching.preview(settings, store, now, wish)


def report_again(
    settings: Settings, now: datetime, progress: Progress = silent, *, share: bool = False
) -> Night:
    """The report once more from what is stored, without the network; `share`: also the page to show around."""
    with locked(settings.state), opened(settings.state) as store:
        store.set_notes({"made_from": ""})
        return _finish(settings, store, now, Fetched(0, ()), progress, learn=False, share=share)


def opened(state: Path) -> Store:
    """The database of the state folder. Raises StoreError."""
    return Store(state / _DATABASE)


@contextlib.contextmanager
def locked(state: Path) -> Iterator[None]:
    """Holds the lock of the state folder; raises AlreadyRunning at once if somebody else does."""
    writing.private_folder(state)
    lock = FileLock(state / "lock", timeout=0)
    try:
        with lock:
            yield
    except Timeout:
        raise AlreadyRunning(f"another run is at work in {state}; wait for it to end") from None


# --- read, classify -------------------------------------------------------------------------------


def _finish(
    settings: Settings,
    store: Store,
    now: datetime,
    fetched: Fetched,
    progress: Progress,
    *,
    learn: bool,
    share: bool = False,
) -> Night:
    """Everything after the fetching; nothing if the report already tells what is stored."""
    page = settings.reports / "report.html"
    headline, problems, training = "", fetched.problems, retraining.NOTHING
    if not _still_good(settings, store, _made_from(settings, store), now):
        judging.read(store, progress)
        problems += _hear(settings, store, now)
        headline, refused = _judged_and_told(settings, store, now, progress, share=share)
        if learn:
            progress("learn", 0, None)
            training = retraining.at_night(settings, now)
        if training.promoted:
            headline, _ = _judged_and_told(settings, store, now, progress, share=share)
        problems += tuple(problem for problem in (refused, training.problem) if problem)
    failed, before = _unreadable(store, store.coverage()), int(store.note("failed") or 0)
    if failed != before:
        store.set_notes({"failed": str(failed)})
    return Night(fetched.new, problems, page, headline, max(0, failed - before), training.said)


def _judged_and_told(
    settings: Settings, store: Store, now: datetime, progress: Progress, *, share: bool
) -> tuple[str, ModelRefused | None]:
    """Judges with the model in force and writes the report; its headline, and why no other model is in force."""
    current = models.in_force(settings.models)
    judging.judge(settings, store, current, progress)
    give_back()
    made_from = _made_from(settings, store)
    return _report(settings, store, made_from, now, progress, share=share), current.refused


def _unreadable(store: Store, coverage: Iterable[Coverage]) -> int:
    """Mails that could not be fetched or could not be read."""
    return store.unreadable() + sum(row.failed for row in coverage)


def _made_from(settings: Settings, store: Store) -> str:
    """A mark of all that a report depends on, but the time."""
    parts = (
        __version__,
        PARSER_VERSION,
        models.in_force(settings.models).fingerprint,
        fingerprint(shipped_names()),
        settings.model_dump_json(),
        store.mark(),
        Ledger(settings.labels).mark(),
        Imported(settings.imported).mark(),
    )
    return sha256(repr(parts).encode()).hexdigest()


def _still_good(settings: Settings, store: Store, made_from: str, now: datetime) -> bool:
    whole = all((settings.reports / name).exists() for name in ("report.html", "report.json"))
    if not whole or store.note("made_from") != made_from:
        return False
    return (
        datetime.fromisoformat(store.note("made_at"))
        <= now
        < datetime.fromisoformat(store.note("good_until"))
    )


def _hear(settings: Settings, store: Store, now: datetime) -> tuple[AnalyzerError, ...]:
    """Takes labels from mail folders; says what of labels.jsonl cannot be used."""
    from analyzer import folder_labels

    ledger = Ledger(settings.labels)
    notes = folder_labels.take(settings, store, ledger, now)
    damaged = ledger.read().damaged
    if damaged:
        more = f" and {len(damaged) - 1} more lines" if damaged[1:] else ""
        notes += (LedgerNote(f"{damaged[0]}{more}: cannot be used; all other lines count"),)
    return notes


def _said(settings: Settings) -> Corrections:
    """What the user said that is in force."""
    return in_force(Ledger(settings.labels).read().lines)


# --- track, report --------------------------------------------------------------------------------


@unswept()
def _report(
    settings: Settings, store: Store, made_from: str, now: datetime, progress: Progress, *, share: bool
) -> str:
    """Writes the files; gives the headline."""
    from analyzer import draughtsman

    with draughtsman.at_hand():
        return _reported(settings, store, made_from, now, progress, share=share)


def _reported(
    settings: Settings, store: Store, made_from: str, now: datetime, progress: Progress, *, share: bool
) -> str:
    from analyzer import casebook
    from analyzer.track import link, stages

    progress("report", 0, None)
    started = time.monotonic()
    said = _said(settings)
    book = gathered(settings, store, now, said)
    applications, doubts = casebook.concluded(link.joined(book.events, said.same, said.apart))
    # Now, and pandas not before: it takes 100 MB with statsmodels, half of it where the texts have been.
    book = replace(book, events=())
    give_back()
    from analyzer.report import mislabelling, summary, survival

    coverage = store.coverage()
    until = _until(settings, coverage, book, now)
    silence = survival.silence_threshold(applications, until)
    settled = stages.settle(applications, silence, until)
    report: Report = summary.summarise(
        settled,
        mails=book.count(_unreadable(store, coverage), store.passed_over()),
        coverage=coverage,
        silence=silence,
        until=until,
        generated_at=now,
        language=settings.language,
        unsure=book.unsure,
        doubts=doubts,
        timezone=zone(settings),
        held_out=mislabelling.known(held_out(shipped_model())),
    )
    _write(settings, report, settled, share=share)
    waits = [a.waiting_since + timedelta(days=silence.threshold_days) for a in settled]
    good_until = min([at for at in waits if at > until] + [now + _REPORT_AGE])
    store.set_notes(
        {"made_from": made_from, "made_at": now.isoformat(), "good_until": max(good_until, now).isoformat()}
    )
    log.info("report of %d applications in %.1f s", len(settled), time.monotonic() - started)
    return summary.headline(report)


def gathered(settings: Settings, store: Store, now: datetime, said: Corrections) -> "Book":
    """What the mailbox holds, with what the user said and listed; ordinary mail is counted without being read."""
    from analyzer import casebook, folding, remembering

    own, aliases, where = settings.own_addresses(), casebook.by_alias(settings.aliases), zone(settings)
    listed = Imported(settings.imported).events(where)
    whole, plain = folding.told_apart(store.gists(casebook.MAY_JOIN), own, said)
    with remembering.reader(store) as reader:
        mails = store.emails(whole)
        return casebook.gather(mails, own, now, reader, aliases, where, said, plain, listed)


def _write(settings: Settings, report: "Report", settled: Sequence[Application], *, share: bool) -> None:
    """Page, numbers and the night's totals, and if wished the page to show around; all of them or none."""
    from analyzer.report import history, render, schema
    from analyzer.report import share as sharing

    where, language = zone(settings), settings.language
    told = history.with_night(_told(settings), history.tonight(report, _program(settings)), where)
    options = {"gmail": settings.is_gmail(), "gentle": settings.gentle}
    page = render.page(report, settled, language, where, past=history.nights(told), **options)
    made: dict[str, str | bytes | Iterable[bytes]] = {
        "report.json": schema.to_json(report).encode("utf-8"),
        "report.html": (piece.encode("utf-8") for piece in page),
        _HISTORY: told,
    }
    shown = sharing.files(report, settled, language, where) if share else {}
    writing.write_all(settings.reports, made | shown)


def _told(settings: Settings) -> str:
    """What is written of earlier nights."""
    path = settings.reports / _HISTORY
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ReportError(
            f"{path} cannot be read ({error.strerror}); mend its rights or move it away"
        ) from error


def _program(settings: Settings) -> str:
    """A short mark of what reads the mail: numbers of two programs may differ for the same mail."""
    parts = (
        __version__,
        PARSER_VERSION,
        models.in_force(settings.models).fingerprint,
        fingerprint(shipped_names()),
    )
    return sha256(repr((*parts, settings.costs)).encode()).hexdigest()[:12]


def _until(settings: Settings, coverage: list[Coverage], book: "Book", now: datetime) -> datetime:
    """How far the data reach: the last successful fetch; of exported files the newest mail in them."""
    if all(isinstance(box, MboxMailbox | EmlMailbox) for box in settings.mailbox.values()):
        return min(book.newest, now)
    return min((row.last_success for row in coverage if row.last_success), default=now)


def zone(settings: Settings) -> tzinfo:
    """The user's time zone: the one named, else the machine's."""
    return ZoneInfo(settings.timezone) if settings.timezone else datetime.now(UTC).astimezone().tzinfo or UTC
