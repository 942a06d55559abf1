"""Learning from labels by hand: the models of whole mails and of sentences anew, of the corpus and of the labels.

Nothing of an earlier training by hand is in it: what a label taught is gone when the label is taken back. What stays
as shipped are the words that are looked at, how much a word weighs, and what turns scores into probabilities.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from joblib import delayed
from scipy import sparse
from sklearn.model_selection import GroupKFold

from analyzer.classify import alike
from analyzer.classify.augment import copies
from analyzer.classify.corpus import Sample
from analyzer.classify.lessons import Lesson, Lessons
from analyzer.classify.model import NEUTRAL, Linear, Model
from analyzer.classify.train import Prepared, fit_mails, fit_pieces, role_of, side_by_side
from analyzer.classify.weights import Ints, counted
from analyzer.labels import Label

#: A mail of the user's counts as so many of the corpus: measured, docs/retraining.md.
WEIGHT = 3.0
#: Parts into which the lessons are divided to tell which of them the others speak against.
_FOLDS = 2
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label by hand that the other labels and the corpus speak against."""

    lesson: Lesson
    p: float
    """Probability of what was said, by a model that learnt neither from it nor from its kin."""
    likelier: Label
    """What that model says."""


@dataclass(frozen=True, slots=True)
class Retrained:
    """What came out of a training."""

    model: Model
    doubts: tuple[Doubt, ...]
    """Labels that may be mistakes, the likeliest first."""


def retrained(
    model: Model,
    corpus: Sequence[Sample],
    lessons: Lessons,
    *,
    doubting: bool = True,
    weight: float = WEIGHT,
) -> Retrained:
    """The shipped model, taught the lessons: the same lessons give the same bytes.

    Without `doubting` no label is doubted, which takes less than half the time. A lesson counts as `weight` mails of
    the corpus.
    Raises ValueError if the corpus lacks a label that the model knows.
    """
    own, changed = _samples(lessons.taught, model, weight), list(copies(corpus))
    data = _numbers(
        [*corpus, *own, *(copy.sample for copy in changed)], [copy.source for copy in changed], model
    )
    divided = _divided(lessons.taught) if doubting else []
    without = [_rows_without(data, len(corpus) + left_out) for left_out in divided]
    jobs = (
        delayed(_fit)(data, kind, rows)
        for rows in (np.arange(len(data.labels)), *without)
        for kind in ("pieces", "mails")
    )
    fits = list(side_by_side(jobs))
    full, *parts = [_with(model, *fits[at : at + 2]) for at in range(0, len(fits), 2)]
    found = [
        doubt
        for part, left_out in zip(parts, divided, strict=True)
        for doubt in _doubts(part, [lessons.taught[at] for at in left_out])
    ]
    return Retrained(full, tuple(sorted(found, key=lambda doubt: doubt.p)))


def _samples(taught: Sequence[Lesson], model: Model, weight: float) -> list[Sample]:
    """The lessons as training mails: what decides one is the sentence that speaks most for what it is."""
    return [
        Sample(
            id=lesson.correction.text_hash,
            lang="",
            email=lesson.email,
            label=lesson.label,
            deciding=deciding,
            weight=weight,
        )
        for chunk in _chunks(taught)
        for lesson, deciding in zip(chunk, _deciding(chunk, model), strict=True)
    ]


def _deciding(lessons: Sequence[Lesson], model: Model) -> Iterator[str]:
    names, seen = model.pieces.classes, model.see([lesson.email for lesson in lessons])
    neutral = seen.piece_scores[:, names.index(NEUTRAL)]
    for lesson, pieces, first in zip(lessons, seen.counted.pieces, seen.counted.starts.tolist(), strict=True):
        own = slice(first, first + len(pieces))
        if lesson.label.value in names:
            lean = seen.piece_scores[own, names.index(lesson.label.value)] - neutral[own]
            yield pieces[int(np.argmax(lean))]
        else:
            yield ""


# --- fitting --------------------------------------------------------------------------------------


def _fit(data: Prepared, kind: str, rows: Ints) -> Linear:
    """The model of pieces or of whole mails, of these samples."""
    if kind == "mails":
        return fit_mails(data, rows)
    return fit_pieces(data, np.flatnonzero(np.isin(data.home, rows)))


def _with(model: Model, pieces: Linear, mails: Linear) -> Model:
    if (pieces.classes, mails.classes) != (model.pieces.classes, model.mails.classes):
        raise ValueError("the corpus lacks a label that the model knows")
    return replace(model, pieces=pieces, mails=mails)


def _numbers(samples: Sequence[Sample], sources: Sequence[int], model: Model) -> Prepared:
    """The samples as the model sees them; the last ones are copies of those at the positions `sources`."""
    chunks = [samples[at : at + _AT_ONCE] for at in range(0, len(samples), _AT_ONCE)]
    looked = [_looked_at(chunk, model) for chunk in chunks]
    alone = len(samples) - len(sources)
    return Prepared(
        labels=np.array([sample.label.value for sample in samples]),
        groups=np.arange(alone),
        sources=np.array([*range(alone), *sources]),
        weight=np.array([sample.weight for sample in samples]),
        mails=sparse.vstack([mails for mails, _, _ in looked], format="csr"),
        pieces=sparse.vstack([pieces for _, pieces, _ in looked], format="csr"),
        decides=np.array([role for _, _, roles in looked for mail in roles for role in mail]),
        home=np.repeat(np.arange(len(samples)), [len(mail) for _, _, roles in looked for mail in roles]),
    )


def _looked_at(samples: Sequence[Sample], model: Model) -> tuple[Any, Any, list[list[str]]]:
    """Rows of the mails, rows of their pieces, and what each piece is to its mail."""
    count = counted([sample.email for sample in samples], model.lexicon, model.kept)
    roles = [
        [role_of(piece, sample) for piece in mail] for sample, mail in zip(samples, count.pieces, strict=True)
    ]
    return model.of_mails.weigh(count.of_mails), model.of_pieces.weigh(count.of_pieces), roles


# --- labels that may be mistakes --------------------------------------------------------------------


def _divided(taught: Sequence[Lesson]) -> list[Ints]:
    """Positions of the lessons in parts of about the same size, no kin divided; none if all are of one kin."""
    if not taught:
        return []
    kin = alike.groups(alike.rows([lesson.email for lesson in taught]))
    if len(set(kin.tolist())) < _FOLDS:
        return []
    return [part for _, part in GroupKFold(_FOLDS).split(np.zeros(len(kin)), groups=kin)]


def _rows_without(data: Prepared, left_out: Ints) -> Ints:
    """Samples that are none of these, and no copies: those change little and take a third of the time."""
    own = np.flatnonzero(data.sources == np.arange(len(data.sources)))
    return own[~np.isin(own, left_out)]


def _doubts(model: Model, lessons: Sequence[Lesson]) -> list[Doubt]:
    """What the model thinks of these lessons that it did not learn from."""
    names = model.labels
    likely = [
        row for chunk in _chunks(lessons) for row in model.see([one.email for one in chunk]).probabilities
    ]
    return [
        Doubt(lesson, round(float(row[names.index(lesson.label)]), 4), names[int(row.argmax())])
        for lesson, row in zip(lessons, likely, strict=True)
        if names[int(row.argmax())] is not lesson.label
    ]


def _chunks(lessons: Sequence[Lesson]) -> list[Sequence[Lesson]]:
    return [lessons[at : at + _AT_ONCE] for at in range(0, len(lessons), _AT_ONCE)]
