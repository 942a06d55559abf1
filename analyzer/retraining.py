"""Learning from what the user said: when, on what, and whether the new model takes over.

A model is made of the shipped mail and the labels by hand and put on trial: the review page asks about mails of which
it says something else than the one in force. On these, that neither learnt from, the two are compared; only a model
that proves to be better is put in force.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import contest, models, trials
from analyzer.config import Settings
from analyzer.corrections import Correction, Decision, Undo, in_force
from analyzer.errors import AnalyzerError, ModelError, ModelRefused, TrainingFailed
from analyzer.labels import Label
from analyzer.ledger import Ledger
from analyzer.shipped import fingerprint, shipped_corpus, shipped_model

if TYPE_CHECKING:
    from analyzer.classify.gate import Ruling
    from analyzer.classify.lessons import Lessons
    from analyzer.classify.model import Model
    from analyzer.classify.retrain import Retrained

log = logging.getLogger(__name__)

#: A night learns after so many new labels: fewer hardly change a model, and each comparison makes the next harder.
ENOUGH_NEW = 20
#: So long a trial waits for labels; then it is decided by those there are, and the next model may be made.
PATIENCE = timedelta(days=42)
_SHOWN_DOUBTS = 50


@dataclass(frozen=True, slots=True)
class Doubted:
    """A label by hand that may be a mistake."""

    correction: Correction
    p: float
    """Probability of what was said, by a model that did not learn from it; 0 where one text has two labels."""
    likelier: Label | None
    """What that model says; None: of the same text something else was said."""


@dataclass(frozen=True, slots=True)
class Training:
    """What came of it."""

    promoted: bool
    said: str
    """In words, for the user."""
    problem: AnalyzerError | None = None


NOTHING = Training(promoted=False, said="")


def at_night(settings: Settings, now: datetime) -> Training:
    """Learns if there is enough new to learn from, or rules on the model on trial; never raises."""
    try:
        lines = Ledger(settings.labels).read().lines
        standing = _standing(settings.models)
        if standing is not None and standing.pinned:
            return NOTHING
        trial = _trial(settings.models, standing)
        if trial is None and not _is_due(lines, standing):
            return NOTHING
        return _learnt_or_tried(settings, lines, standing or models.Standing(), trial, now)
    except AnalyzerError as error:
        return Training(promoted=False, said="", problem=error)


def by_hand(settings: Settings, now: datetime) -> Training:
    """The same now, whatever is new; the same comparison decides.

    Raises LedgerError, StoreError, ModelError or TrainingFailed.
    """
    standing = _standing(settings.models)
    if standing is not None and standing.pinned:
        raise ModelError(
            f"{standing.version} is pinned; `rejection-analyzer model unpin` lets others take its place"
        )
    trial = _trial(settings.models, standing)
    lines = Ledger(settings.labels).read().lines
    return _learnt_or_tried(settings, lines, standing or models.Standing(), trial, now, by_hand=True)


def on_trial(settings: Settings) -> trials.Trial | None:
    """The trial that labels are drawn for; None: no model is on trial."""
    trial = trials.read(settings.models)
    return trial if trial and trial.against == models.in_force(settings.models).version else None


def _trial(folder: Path, standing: models.Standing | None) -> trials.Trial | None:
    """The trial that is on; what is left of one that is spoilt, or against another model, is dropped."""
    trial = trials.read(folder)
    if trial and standing and trial.against == standing.version:
        return trial
    trials.end(folder)
    return None


def _standing(folder: Path) -> models.Standing | None:
    """What stands; None if the model in force is refused, so that a new one is due."""
    try:
        standing = models.read_standing(folder)
        if standing.version != models.STARTER:
            models.checked(folder, standing.version)
    except ModelRefused:
        return None
    return standing


def _is_due(lines: Sequence[Decision | Undo], standing: models.Standing | None) -> bool:
    return standing is None or new_labels(lines, standing) >= ENOUGH_NEW


def new_labels(lines: Sequence[Decision | Undo], standing: models.Standing) -> int:
    """Of how many mails labels were given or taken back since the last training."""
    seen = standing.lines if standing.lines <= len(lines) else 0
    batches: dict[str, set[str]] = {}
    for line in lines:
        if isinstance(line, Decision) and line.label is not None:
            batches.setdefault(line.batch, set()).add(line.message_id)
    fresh: set[str] = set()
    for line in lines[seen:]:
        if isinstance(line, Undo):
            fresh |= batches.get(line.batch, set())
        elif line.label is not None:
            fresh.add(line.message_id)
    return len(fresh)


# --- one training ---------------------------------------------------------------------------------


def _learnt_or_tried(
    settings: Settings,
    lines: Sequence[Decision | Undo],
    standing: models.Standing,
    trial: trials.Trial | None,
    now: datetime,
    *,
    by_hand: bool = False,
) -> Training:
    try:
        if trial is None:
            return _learnt(settings, lines, standing, now, by_hand=by_hand)
        return _tried(settings, in_force(lines).of_mails, standing, trial, now)
    except (ValueError, KeyError, OSError, MemoryError) as error:
        raise TrainingFailed(
            f"no model could be made of your labels ({type(error).__name__}: {error}); the one in force stays, and "
            f"`rejection-analyzer train` tries again"
        ) from error


def _learnt(
    settings: Settings,
    lines: Sequence[Decision | Undo],
    standing: models.Standing,
    now: datetime,
    *,
    by_hand: bool,
) -> Training:
    """Makes a model of the labels and puts it on trial."""
    said = in_force(lines).of_mails
    lessons = _lessons(settings, said)
    noted = replace(standing, lines=len(lines))
    if not lessons.taught:
        return _kept(settings, noted, f"nothing to learn from yet{_left_out(lessons)}")
    if lessons.mark == standing.labels and not by_hand:
        return _kept(settings, noted, standing.last)
    from analyzer.classify import corpus, modelfile, retrain

    new = retrain.retrained(modelfile.load(shipped_model()), corpus.read(shipped_corpus()), lessons)
    noted = replace(noted, labels=lessons.mark, doubts=_doubts(new))
    data = modelfile.dumps(new.model)
    if sha256(data).hexdigest() == models.in_force(settings.models).fingerprint:
        return _kept(settings, noted, "the new model is the one in force: nothing was said since")
    again = standing.labels == lessons.mark and standing.tries > 0
    trial = _begun(settings, new.model, data, lessons, standing.tries + (not again), now)
    return _tried(settings, said, noted, trial, now)


def _kept(settings: Settings, standing: models.Standing, said: str) -> Training:
    models.stand(settings.models, replace(standing, last=said))
    return Training(promoted=False, said=said)


def _lessons(settings: Settings, said: Sequence[Correction], trial: str = "") -> "Lessons":
    from analyzer.classify.lessons import lessons

    return lessons(said, Ledger(settings.labels).mails(), trial)


# --- the trial ------------------------------------------------------------------------------------


def _begun(
    settings: Settings, new: "Model", data: bytes, lessons: "Lessons", tries: int, now: datetime
) -> trials.Trial:
    """Puts the model on trial against the one in force."""
    from analyzer.classify import modelfile

    current = models.in_force(settings.models)
    trial = trials.Trial(
        sha256=sha256(data).hexdigest(),
        began=now.isoformat(),
        against=current.version,
        base=fingerprint(shipped_model()),
        sklearn=models.sklearn_here(),
        labels=lessons.mark,
        tries=tries,
        taught=tuple(sorted(contest.brief(lesson.correction) for lesson in lessons.taught)),
        asked=tuple(contest.mails(settings, modelfile.load(current.path), new, lessons)),
    )
    trials.begin(settings.models, data, trial)
    return trial


def _tried(
    settings: Settings,
    said: Sequence[Correction],
    standing: models.Standing,
    trial: trials.Trial,
    now: datetime,
) -> Training:
    """Rules on the model on trial, if there are labels enough or no more are waited for.

    Of a model that reads no stored mail differently nothing can be asked: its trial ends as it begins.
    """
    lessons = _lessons(settings, said, trial.name)
    late = not trial.asked or now - datetime.fromisoformat(trial.began) > PATIENCE
    over = not contest.left(trial, said)
    ruling = contest.ruling(settings.models, trial, lessons, over=over, late=late)
    if not ruling.decided:
        return _kept(settings, standing, ruling.why)
    if ruling.comparison.is_enough and ruling.comparison.telling:
        standing = replace(standing, tries=trial.tries)
    told = ruling.why + _left_out(lessons)
    if not ruling.promoted:
        trials.end(settings.models)
        return _kept(settings, standing, f"the model in force stays. {told}")
    card, data = _card(settings.models, trial, ruling, now), trials.model(settings.models)
    models.keep(settings.models, data, card)
    told = f"a new model is in force. {told}"
    models.promote(settings.models, card, replace(standing, version=trial.against, last=told))
    trials.end(settings.models)
    return Training(promoted=True, said=told)


def _card(folder: Path, trial: trials.Trial, ruling: "Ruling", now: datetime) -> models.Card:
    compared = ruling.comparison
    return models.Card(
        version=models.new_version(folder, now),
        created=now.isoformat(),
        sha256=trial.sha256,
        labels=trial.labels,
        corpus=_corpus_hash(),
        base=trial.base,
        against=trial.against,
        why=ruling.why,
        scores={
            "learnt_from": float(len(trial.taught)),
            "held_out": float(compared.mails),
            "new_right": float(compared.new_right),
            "old_right": float(compared.old_right),
            "missed_by_new": float(compared.missed_by_new),
            "missed_by_old": float(compared.missed_by_old),
            "p": round(compared.p, 6),
        },
        taught=trial.taught,
        sklearn=trial.sklearn,
    )


def _corpus_hash() -> str:
    told = sha256()
    for path in sorted(shipped_corpus().glob("*/*.jsonl")):
        told.update(path.read_bytes())
    return told.hexdigest()


def _left_out(lessons: "Lessons") -> str:
    """What was not learnt from, in words; empty: nothing."""
    told = (
        (len(lessons.contradictory), "labels contradict another one of the same text"),
        (lessons.without_text, "labels are of mails whose text is not known"),
        (lessons.near_held_out, "mails are nearly the same as held-out ones"),
        (lessons.beyond, "older mails are beyond the number that is learnt from"),
    )
    parts = [f"{count} {what}" for count, what in told if count]
    return f"; left out: {', '.join(parts)}" if parts else ""


# --- labels that may be mistakes --------------------------------------------------------------------


def _doubts(new: "Retrained") -> tuple[tuple[str, float, str], ...]:
    return tuple(
        (doubt.lesson.correction.text_hash, doubt.p, doubt.likelier.value)
        for doubt in new.doubts[:_SHOWN_DOUBTS]
    )


def doubted(settings: Settings) -> list[Doubted]:
    """Labels that may be mistakes, the likeliest first; those that contradict each other on one text before all.

    Of the rest it tells what the last training found, without those that were changed since. Raises LedgerError.
    """
    said = in_force(Ledger(settings.labels).read().lines).of_mails
    by_text: dict[str, list[Correction]] = {}
    for correction in said:
        if correction.label is not None and correction.text_hash:
            by_text.setdefault(correction.text_hash, []).append(correction)
    at_odds = [several for several in by_text.values() if len({one.label for one in several}) > 1]
    found = [Doubted(one, 0.0, None) for several in at_odds for one in several]
    for text, p, likelier in models.standing_or_new(settings.models).doubts:
        several = by_text.get(text, [])
        if len({one.label for one in several}) == 1 and several[-1].label != likelier:
            found.append(Doubted(several[-1], p, Label(likelier)))
    return found
