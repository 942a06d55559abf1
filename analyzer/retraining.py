"""Learning from what the user said: when, on what, and whether the new model takes over.

A model is made of the shipped mail and the labels by hand, and compared with the one in force on labels that neither
learnt from. Only one that proves to be better is put in force.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import models
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
    """Learns if there is enough new to learn from and to compare on; never raises what a report could be lost by."""
    try:
        lines = Ledger(settings.labels).read().lines
        standing = _standing(settings.models)
        if not _is_due(lines, standing):
            return NOTHING
        return _learnt(settings, lines, standing or models.Standing(), now, by_hand=False)
    except AnalyzerError as error:
        return Training(promoted=False, said="", problem=error)


def by_hand(settings: Settings, now: datetime) -> Training:
    """Learns now, whatever is new; the same comparison decides. Raises LedgerError, ModelError or TrainingFailed."""
    standing = _standing(settings.models) or models.Standing()
    if standing.pinned:
        raise ModelError(
            f"{standing.version} is pinned; `rejection-analyzer model unpin` lets others take its place"
        )
    return _learnt(settings, Ledger(settings.labels).read().lines, standing, now, by_hand=True)


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
    if standing is None:
        return True
    return not standing.pinned and new_labels(lines, standing) >= ENOUGH_NEW


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


def _learnt(
    settings: Settings,
    lines: Sequence[Decision | Undo],
    standing: models.Standing,
    now: datetime,
    *,
    by_hand: bool,
) -> Training:
    from analyzer.classify.gate import LEAST

    lessons = _lessons(settings, lines)
    noted = replace(standing, lines=len(lines))
    kinds = len(set(lessons.kin_of_held_out))
    if not lessons.taught:
        return _kept(settings, noted, f"nothing to learn from yet{_left_out(lessons)}")
    if lessons.mark == standing.labels and not by_hand:
        return _kept(settings, noted, standing.last)
    if kinds < LEAST and not by_hand:
        return _kept(
            settings, noted, f"not enough labels yet: {kinds} of {LEAST} held out{_left_out(lessons)}"
        )
    try:
        return _compared(settings, lessons, noted, standing, now)
    except (ValueError, KeyError, OSError, MemoryError) as error:
        raise TrainingFailed(
            f"no model could be made of your labels ({type(error).__name__}: {error}); the one in force stays, and "
            f"`rejection-analyzer train` tries again"
        ) from error


def _kept(settings: Settings, standing: models.Standing, said: str) -> Training:
    models.stand(settings.models, replace(standing, last=said))
    return Training(promoted=False, said=said)


def _lessons(settings: Settings, lines: Sequence[Decision | Undo]) -> "Lessons":
    from analyzer.classify.lessons import lessons

    return lessons(in_force(lines).of_mails, Ledger(settings.labels).mails())


def _compared(
    settings: Settings,
    lessons: "Lessons",
    noted: models.Standing,
    before: models.Standing,
    now: datetime,
) -> Training:
    from analyzer.classify import corpus, modelfile, retrain
    from analyzer.classify.gate import LEAST

    mail = corpus.read(shipped_corpus())
    new = retrain.retrained(modelfile.load(shipped_model()), mail, lessons)
    noted = replace(noted, labels=lessons.mark, doubts=_doubts(new))
    data = modelfile.dumps(new.model)
    current = models.in_force(settings.models)
    if sha256(data).hexdigest() == current.fingerprint:
        return _kept(settings, noted, "the new model is the one in force: nothing was said since")
    again = before.labels == lessons.mark and before.tries > 0
    ruling = _ruling(settings.models, current, new.model, lessons, before.tries + (not again))
    tries = before.tries + (not again and ruling.comparison.mails >= LEAST)
    said = ruling.why + _left_out(lessons)
    if not ruling.promoted:
        return _kept(settings, replace(noted, tries=tries), f"the model in force stays. {said}")
    card = _card(settings.models, data, lessons, current, ruling, now)
    models.keep(settings.models, data, card)
    said = f"a new model is in force. {said}"
    models.promote(settings.models, card, replace(noted, version=current.version, last=said))
    return Training(promoted=True, said=said)


def _ruling(folder: Path, current: models.InForce, new: "Model", lessons: "Lessons", tries: int) -> "Ruling":
    """The new model against the one in force, on held-out mail that neither learnt from."""
    from analyzer.classify import gate, modelfile

    known = () if current.version == models.STARTER else models.checked(folder, current.version).taught
    held = [
        (lesson, kin)
        for lesson, kin in zip(lessons.held_out, lessons.kin_of_held_out, strict=True)
        if _brief(lesson.correction) not in set(known)
    ]
    emails = [lesson.email for lesson, _ in held]
    old_says, new_says = (
        [verdict.label for verdict in model.judge(emails)] for model in (modelfile.load(current.path), new)
    )
    answers = [
        gate.Answer(lesson.label, old, fresh, kin)
        for (lesson, kin), old, fresh in zip(held, old_says, new_says, strict=True)
    ]
    return gate.ruled(gate.compared(answers), tries)


def _brief(correction: Correction) -> str:
    return correction.text_hash[:16]


def _card(
    folder: Path, data: bytes, lessons: "Lessons", current: models.InForce, ruling: "Ruling", now: datetime
) -> models.Card:
    compared = ruling.comparison
    return models.Card(
        version=models.new_version(folder, now),
        created=now.isoformat(),
        sha256=sha256(data).hexdigest(),
        labels=lessons.mark,
        corpus=_corpus_hash(),
        base=fingerprint(shipped_model()),
        against=current.version,
        why=ruling.why,
        scores={
            "learnt_from": float(len(lessons.taught)),
            "held_out": float(compared.mails),
            "new_right": float(compared.new_right),
            "old_right": float(compared.old_right),
            "missed_by_new": float(compared.missed_by_new),
            "missed_by_old": float(compared.missed_by_old),
            "p": round(compared.p, 6),
        },
        taught=tuple(sorted(_brief(lesson.correction) for lesson in lessons.taught)),
        sklearn=models.sklearn_here(),
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
