"""Whether a model learnt by hand ever takes over: `python -m benchmarks.learning --gate SEARCH ...`.

The program itself on a simulated search: its night, its review page without the browser, its training, its gate. The
user answers forty cards a week, rightly, and leaves the tick for nearly identical mails.
"""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from analyzer import config, models, nightly, retraining
from analyzer.classify import modelfile
from analyzer.config import Settings
from analyzer.corrections import Correction, Split, in_force
from analyzer.costs import COSTS
from analyzer.labels import PRECIOUS, Label
from analyzer.ledger import Ledger
from analyzer.review import shelf
from analyzer.review.heard import Heard
from analyzer.review.sitting import BUDGET, Sitting
from analyzer.shipped import shipped_model

HEAD = (
    "weeks",
    "labels",
    "cards unlike the guess",
    "held out",
    "drawn for a trial",
    "contested",
    "what it said",
)
NOW = datetime(2027, 1, 4, 3, tzinfo=UTC)


def weekly(folder: Path, truth: Mapping[str, Label], weeks: int) -> Iterator[str]:
    """A line per week; at the end the figures of the mails that nobody labelled."""
    with tempfile.TemporaryDirectory() as home:
        settings = _settings(Path(home), folder)
        nightly.run(settings, NOW)
        for week in range(1, weeks + 1):
            now = NOW + timedelta(days=7 * week)
            changed = _answered(settings, truth, now)
            labelled = in_force(Ledger(settings.labels).read().lines).of_mails
            held = [one for one in labelled if one.split is Split.HELD_OUT]
            drawn = sum(one.drawn_for is not None for one in held)
            told = nightly.run(settings, now).learnt
            trial = retraining.on_trial(settings)
            yield (
                f"| {week} | {len(labelled)} | {changed} | {len(held)} | {drawn} | "
                f"{len(trial.asked) if trial else ''} | {told} |"
            )
        yield ""
        yield from _figures(settings, truth, labelled)


def _settings(home: Path, folder: Path) -> Settings:
    path = home / "config.toml"
    mailbox = f'[mailbox.main]\ntype = "maildir"\npath = "{folder / "maildir"}"\n'
    path.write_text(f'timezone = "UTC"\n{mailbox}', "utf-8")
    return config.load(path)


def _answered(settings: Settings, truth: Mapping[str, Label], now: datetime) -> int:
    """A sitting; how many cards were something else than the guess."""
    database, zone = settings.state / "mail.db", nightly.zone(settings)
    trial = retraining.on_trial(settings)
    held = shelf.load(database, settings.reports, settings.own_addresses(), zone, trial=trial)
    heard = Heard(Ledger(settings.labels), held)
    sitting = Sitting(held, heard, partial(shelf.read_mails, database), lambda: now)
    while len(sitting.labelled) < BUDGET and (card := sitting.next()):
        entry = held.entries[card.id]
        label = truth.get(entry.message_id)
        if label is None:
            sitting.skip(entry)
            continue
        sitting.show(entry, hidden=card.held_out)
        sitting.label(entry, label, (None, None), together=True)
    return sitting.changed()


def _figures(
    settings: Settings, truth: Mapping[str, Label], labelled: tuple[Correction, ...]
) -> Iterator[str]:
    """Errors of the shipped model and of the one in force, where nobody said what the mail is."""
    said = {one.message_id for one in labelled}
    with nightly.opened(settings.state) as store:
        mails = [mail.email for mail in store.emails() if mail.kept]
    rest = [mail for mail in mails if mail.message_id in truth and mail.message_id not in said]
    current = models.in_force(settings.models)
    for name, path in (("shipped", shipped_model()), (f"in force, {current.version}", current.path)):
        pairs = [
            (truth[mail.message_id], verdict.label)
            for mail, verdict in zip(rest, modelfile.load(path).judge(rest), strict=True)
        ]
        wrong = sum(true is not told for true, told in pairs)
        missed = sum(true in PRECIOUS and told not in PRECIOUS for true, told in pairs)
        cost = sum(COSTS.of(true, told) for true, told in pairs if true is not told)
        yield f"{name}: of {len(rest)} mails {wrong} misread, {missed} missed, cost {cost:.0f}"
