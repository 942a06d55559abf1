"""Training: samples in, model and held-out figures out; the same samples give the same model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler, normalize
from sklearn.svm import LinearSVC

from analyzer.classify import alike
from analyzer.classify.augment import copies
from analyzer.classify.corpus import Sample
from analyzer.classify.hashing import HALF
from analyzer.classify.lexicon import Lexicon, lexicon, tables
from analyzer.classify.model import NEUTRAL, ORDINARY, Judge, Linear, Model, pooled
from analyzer.classify.weights import (
    MAIL_BLOCKS,
    PIECE_BLOCKS,
    Counted,
    Floats,
    Ints,
    Kept,
    Weigher,
    chosen,
    counted,
    often_enough,
    weigher,
)
from analyzer.labels import Label
from analyzer.packing import packed, unpacked

Strings = npt.NDArray[np.str_]

#: Inverse strength of the penalties: a fifth and six times of the second were about a point worse.
_C_MAILS, _C_PIECES, _C_SCORES = 1.0, 0.5, 0.1
#: A thousand times coarser than usual: a sixth faster than 0.01, and as right on held-out mail.
_TOLERANCE = 0.1
_SILENT = (NEUTRAL, ORDINARY)
#: A sentence that decides counts as so many that do not: there are ten times fewer.
_DECIDING_WEIGHT = 3
_HASHED = ("tokens", "words")
#: A token or word is kept if so many pieces have it, a concept or a pair of them if so many pieces or mails have it.
_LEAST = {"tokens": 3, "words": 3, "subject": 3, "concepts": 3, "traits": 1}
#: Mails more alike than this (cosine of their words) are one group and never divided between folds.
_ALIKE = 0.7
_FOLDS = 4
_PROCESSES = 2
#: The share of right verdicts that "sure" shall have on held-out mail: nineteen in twenty are promised.
SURE_SHARE = 0.95
#: Other numbers are kept to so many decimals, so that the last bits of a processor's arithmetic do not show.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model says of samples that it was not trained on."""

    samples: tuple[Sample, ...]
    probabilities: Floats
    """A row per sample, columns as `names`."""
    names: tuple[Label, ...]
    groups: int
    """How many groups of look-alikes the samples fall into."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Samples as numbers."""

    labels: Strings
    groups: Ints
    """A number per sample that is no copy; look-alikes share one."""
    sources: Ints
    """The sample that each is a copy of; itself if it is none."""
    weight: Floats
    """How much each sample counts."""
    mails: Any
    """A row of weights per sample."""
    pieces: Any
    """A row of weights per piece."""
    decides: Strings
    """The class of each piece."""
    home: Ints
    """The sample of each piece."""


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What is learned of the samples' tokens before any label is looked at."""

    lexicon: Lexicon
    kept: Kept
    of_pieces: Weigher
    of_mails: Weigher


def train(samples: Sequence[Sample]) -> tuple[Model, HeldOut]:
    """The model of all samples, and held-out verdicts by group-aware folds.

    Raises ValueError with fewer than two labels or too few groups of samples.
    """
    weighing, data = with_copies(samples)
    divided = list(folds(data.labels[: len(samples)], data.groups))
    pieces, mails, reasons, *parts = side_by_side(
        [
            delayed(fit_pieces)(data, np.arange(len(data.home))),
            delayed(fit_mails)(data, np.arange(len(data.labels))),
            delayed(_fit_reasons)(samples, data),
            *(delayed(fold_scores)(data, fit, test) for fit, test in divided),
        ]
    )
    scores = in_order(parts, divided)
    held = held_out(samples, data, scores, divided)
    judge = fit_judge(scores, data.labels[: len(samples)], data.weight[: len(samples)])
    model = Model(
        lexicon=weighing.lexicon,
        kept=weighing.kept,
        of_pieces=weighing.of_pieces,
        pieces=pieces,
        of_mails=weighing.of_mails,
        mails=mails,
        judge_of_scores=judge,
        reasons=reasons,
        sure_above=_sure_above(held),
    )
    return model, held


def with_copies(samples: Sequence[Sample]) -> tuple[_Weighing, Prepared]:
    """The samples and their copies behind them, prepared."""
    changed = list(copies(samples))
    return prepare([*samples, *(copy.sample for copy in changed)], [copy.source for copy in changed])


def side_by_side(jobs: Iterable[Any]) -> Iterator[Any]:
    """The results of joblib's delayed calls, in their order, each as it comes; two are at work at a time."""
    # Processes, not threads: the solver draws from one generator per process, and draws must not mix.
    return iter(Parallel(n_jobs=_PROCESSES, return_as="generator")(jobs))


def prepare(samples: Sequence[Sample], sources: Sequence[int] = ()) -> tuple[_Weighing, Prepared]:
    """The samples as numbers, and what turns further mails into such numbers.

    The last samples are copies of those at the positions `sources`.
    """
    words = lexicon(tables())
    raw = counted([sample.email for sample in samples], words)
    mails_alone = len(samples) - len(sources)
    pieces_alone = sum(map(len, raw.pieces[:mails_alone]))
    kept = {b: often_enough(raw.of_pieces[b][:pieces_alone], _LEAST[b]) for b in _HASHED}
    count = Counted(raw.pieces, chosen(raw.of_pieces, kept), chosen(raw.of_mails, kept), raw.known)
    weighing = _Weighing(
        words,
        kept,
        weigher(_head(count.of_pieces, pieces_alone), PIECE_BLOCKS, _LEAST),
        weigher(_head(count.of_mails, mails_alone), MAIL_BLOCKS, _LEAST),
    )
    mails = weighing.of_mails.weigh(count.of_mails)
    data = Prepared(
        labels=np.array([sample.label.value for sample in samples]),
        groups=look_alikes(mails[:mails_alone, : int((kept["tokens"] < HALF).sum())]),
        sources=np.array([*range(mails_alone), *sources]),
        weight=np.array([sample.weight for sample in samples]),
        mails=mails,
        pieces=weighing.of_pieces.weigh(count.of_pieces),
        decides=np.array([role_of(p, s) for s, m in zip(samples, count.pieces, strict=True) for p in m]),
        home=np.repeat(np.arange(len(samples)), [len(mail) for mail in count.pieces]),
    )
    return weighing, data


def _head(blocks: dict[str, Any], rows: int) -> dict[str, Any]:
    return {block: table[:rows] for block, table in blocks.items()}


def role_of(piece: str, sample: Sample) -> str:
    """What a sentence is to its mail: the one that decides (its label), one of an ordinary mail, or neutral."""
    if sample.label is Label.OTHER:
        return ORDINARY
    said, deciding = " ".join(piece.split()), " ".join(sample.deciding.split())
    decides = len(said) > 3 and bool(deciding) and (said in deciding or deciding in said)
    return sample.label.value if decides else NEUTRAL


def look_alikes(rows: Any) -> Ints:
    """A group number for each row: mails whose rows are nearly parallel share one."""
    return alike.groups(normalize(rows), _ALIKE)


def _balanced() -> LinearSVC:
    return LinearSVC(C=_C_MAILS, class_weight="balanced", tol=_TOLERANCE, random_state=0)


def fit_mails(data: Prepared, rows: Ints) -> Linear:
    """The model of whole mails, of these samples."""
    return _linear(_balanced().fit(data.mails[rows], data.labels[rows], data.weight[rows]))


def fit_pieces(data: Prepared, rows: Ints) -> Linear:
    """The model of pieces, of these pieces; of copies only those that decide, since the others bring nothing new."""
    rows = rows[(data.sources[data.home[rows]] == data.home[rows]) | ~np.isin(data.decides[rows], _SILENT)]
    y = data.decides[rows]
    weight = {name: 1 if name in _SILENT else _DECIDING_WEIGHT for name in np.unique(y).tolist()}
    svm = LinearSVC(C=_C_PIECES, class_weight=weight, tol=_TOLERANCE, random_state=0)
    return _linear(svm.fit(data.pieces[rows], y, data.weight[data.home[rows]]))


def _fit_reasons(samples: Sequence[Sample], data: Prepared) -> Linear:
    closing = np.array([i for i, s in enumerate(samples) if s.reason])
    return _linear(_balanced().fit(data.mails[closing], np.array([str(samples[i].reason) for i in closing])))


def _linear(svm: LinearSVC) -> Linear:
    weights = unpacked(*packed(svm.coef_.T))
    bias = np.round(svm.intercept_, _DIGITS)
    if len(svm.classes_) == 2:  # one score for two classes: the first one's is its opposite
        weights, bias = np.hstack([-weights, weights]), np.array([-bias[0], bias[0]])
    return Linear(tuple(svm.classes_.tolist()), np.ascontiguousarray(weights), bias)


def fit_judge(scores: Floats, y: Strings, weight: Floats) -> Judge:
    """The model that turns scores into probabilities; fitted on held-out scores, so that these are honest."""
    scaler = StandardScaler().fit(scores)
    centre, scale = np.round(scaler.mean_, _DIGITS + 1), np.round(scaler.scale_, _DIGITS + 1)
    fitted = LogisticRegression(C=_C_SCORES, max_iter=2000).fit((scores - centre) / scale, y, weight)
    weights, bias = np.round(fitted.coef_.T, _DIGITS), np.round(fitted.intercept_, _DIGITS)
    if len(fitted.classes_) == 2:
        weights, bias = np.hstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
    return Judge(centre, scale, Linear(tuple(fitted.classes_.tolist()), weights, bias))


def folds(y: Strings, groups: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Rows to train on and rows to test, group-aware, the same at each call."""
    splitter = StratifiedGroupKFold(n_splits=_FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(np.zeros(len(y)), y, groups)


def in_order(parts: Sequence[Floats], divided: Sequence[tuple[Ints, Ints]]) -> Floats:
    """The scores of all folds, each in the row of its sample."""
    out = np.zeros((sum(len(test) for _, test in divided), parts[0].shape[1]))
    for (_, test), rows in zip(divided, parts, strict=True):
        out[test] = rows
    return out


def fold_scores(data: Prepared, fit: Ints, test: Ints) -> Floats:
    """Scores of the samples `test` by models of the samples `fit` and their copies."""
    fit = np.flatnonzero(np.isin(data.sources, fit))
    seen, unseen = (np.flatnonzero(np.isin(data.home, rows)) for rows in (fit, test))
    scores = fit_pieces(data, seen).scores(data.pieces[unseen])
    starts = np.flatnonzero(np.diff(data.home[unseen], prepend=-1))
    return np.hstack([pooled(scores, starts), fit_mails(data, fit).scores(data.mails[test])])


def held_out(
    samples: Sequence[Sample], data: Prepared, scores: Floats, divided: Sequence[tuple[Ints, Ints]]
) -> HeldOut:
    """Probabilities of the samples by judges that did not see their groups."""
    names = np.unique(data.labels)
    probabilities = np.zeros((len(samples), len(names)))
    for fit, test in divided:
        judge = fit_judge(scores[fit], data.labels[fit], data.weight[fit])
        columns = np.searchsorted(names, judge.linear.classes)
        probabilities[np.ix_(test, columns)] = judge.probabilities(scores[test])
    return HeldOut(tuple(samples), probabilities, tuple(map(Label, names)), len(set(data.groups.tolist())))


def _sure_above(held: HeldOut) -> float:
    """The lowest confidence above which the held-out verdicts, by their weight, are right as "sure" promises."""
    confidence = held.probabilities.max(axis=1)
    said = [held.names[i] for i in held.probabilities.argmax(axis=1)]
    right = np.array([label is s.label for label, s in zip(said, held.samples, strict=True)])
    order = np.argsort(-confidence, kind="stable")
    weight = np.array([sample.weight for sample in held.samples])[order]
    share = np.cumsum(right[order] * weight) / np.cumsum(weight)
    enough = np.flatnonzero(share >= SURE_SHARE)
    return round(float(confidence[order][enough[-1]]), _DIGITS) if len(enough) else 1.0
