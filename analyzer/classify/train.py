"""Training: samples in, model and held-out figures out; the same samples give the same model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from analyzer.classify import features
from analyzer.classify.corpus import Sample
from analyzer.classify.model import (
    COLUMNS,
    NEUTRAL,
    ORDINARY,
    Floats,
    Model,
    Weigher,
    flat,
    hashed,
    pooled,
    weigh_mails,
)
from analyzer.labels import Label

Strings = npt.NDArray[np.str_]
Ints = npt.NDArray[np.int64]

#: Inverse strength of the penalties: a fifth and six times of the second were about a point worse.
_C_MAILS, _C_SENTENCES, _C_SCORES = 1.0, 0.5, 0.3
#: A hundred times coarser than usual, to train faster; what it costs in accuracy was not measured.
_TOLERANCE = 0.01
#: A sentence that decides counts as so many that do not: there are ten times fewer.
_DECIDING_WEIGHT = 3
#: A token is kept if so many mails or sentences have it.
_KEPT = 2
#: Mails more alike than this (cosine of their weights) are one group and never divided between folds.
_ALIKE = 0.6
_FOLDS = 5
_PROCESSES = 2
#: The share of right verdicts that "sure" shall have on held-out mail.
_SURE_SHARE = 0.95
#: Precious labels together this likely: somebody should look. A miss is judged to cost far more than a look.
_RISK = 0.10
#: Weights are kept to this many decimals and then to half precision, so that the last bits of a processor's
#: arithmetic do not show and the file packs well.
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
class _Prepared:
    """Samples as numbers."""

    labels: Strings
    groups: Ints
    mails: Any
    """A row of weights per sample."""
    pieces: list[list[str]]
    sentences: Any
    """A row of weights per sentence."""
    decides: Strings
    """The class of each sentence."""
    home: Ints
    """The sample of each sentence."""


def train(samples: Sequence[Sample]) -> tuple[Model, HeldOut]:
    """The model of all samples, and held-out verdicts by group-aware folds.

    Raises ValueError with fewer than two labels or too few groups of samples.
    """
    blocks, sentence, data = _prepare(samples)
    scores = _held_out_scores(data)
    scaler, judge = _fit_judge(scores, data.labels)
    held = _held_out(samples, data, scores)
    closing = np.array([i for i, s in enumerate(samples) if s.reason])
    model = Model(
        blocks=blocks,
        mails=_fit_mails(data.mails, data.labels),
        sentence=sentence,
        sentences=_fit_sentences(data.sentences, data.decides),
        scaler=scaler,
        judge_of_scores=judge,
        reasons=_fit_mails(data.mails[closing], np.array([str(samples[i].reason) for i in closing])),
        sure_above=_sure_above(held),
        risk_below=_RISK,
    )
    return model, held


def _prepare(samples: Sequence[Sample]) -> tuple[tuple[Weigher, ...], Weigher, _Prepared]:
    emails = [sample.email for sample in samples]
    blocks = tuple(_weigher(hashed(block.of(email) for email in emails)) for block in features.BLOCKS)
    mails = weigh_mails(blocks, emails)
    pieces = [features.pieces(email) for email in emails]
    counts = hashed(map(features.sentence_tokens, flat(pieces)))
    sentence = _weigher(counts)
    data = _Prepared(
        labels=np.array([sample.label.value for sample in samples]),
        groups=look_alikes(mails),
        mails=mails,
        pieces=pieces,
        sentences=sentence.idf.transform(counts[:, sentence.columns]),
        decides=np.array([role_of(p, s) for s, mail in zip(samples, pieces, strict=True) for p in mail]),
        home=np.repeat(np.arange(len(samples)), [len(mail) for mail in pieces]),
    )
    return blocks, sentence, data


def _weigher(counts: Any) -> Weigher:
    columns = np.flatnonzero(np.bincount(counts.indices, minlength=COLUMNS) >= _KEPT).astype(np.int32)
    return Weigher(columns, TfidfTransformer(sublinear_tf=True).fit(counts[:, columns]))


def role_of(piece: str, sample: Sample) -> str:
    """What a sentence is to its mail: the one that decides (its label), one of an ordinary mail, or neutral."""
    if sample.label is Label.OTHER:
        return ORDINARY
    said, deciding = " ".join(piece.split()), " ".join(sample.deciding.split())
    decides = len(said) > 3 and bool(deciding) and (said in deciding or deciding in said)
    return sample.label.value if decides else NEUTRAL


def look_alikes(weights: Any) -> Ints:
    """A group number for each row: mails that are nearly the same share one."""
    near = (weights @ weights.T) > _ALIKE * weights[0].multiply(weights[0]).sum()
    return np.asarray(connected_components(near, directed=False)[1], dtype=np.int64)


def _fit_mails(weights: Any, y: Strings) -> LinearSVC:
    return _rounded(
        LinearSVC(C=_C_MAILS, class_weight="balanced", tol=_TOLERANCE, random_state=0).fit(weights, y)
    )


def _fit_sentences(weights: Any, y: Strings) -> LinearSVC:
    weight = {name: 1 if name in (NEUTRAL, ORDINARY) else _DECIDING_WEIGHT for name in np.unique(y).tolist()}
    linear = LinearSVC(C=_C_SENTENCES, class_weight=weight, tol=_TOLERANCE, random_state=0)
    return _rounded(linear.fit(weights, y))


def _rounded(linear: LinearSVC) -> LinearSVC:
    linear.coef_ = np.round(linear.coef_, _DIGITS).astype(np.float16).astype(np.float32)
    linear.intercept_ = np.round(linear.intercept_, _DIGITS)
    linear.n_iter_ = 0
    return linear


def _fit_judge(scores: Floats, y: Strings) -> tuple[StandardScaler, LogisticRegression]:
    """The model that turns scores into probabilities; fitted on held-out scores, so that these are honest."""
    scaler = StandardScaler().fit(scores)
    for name in ("mean_", "scale_", "var_"):
        setattr(scaler, name, np.round(getattr(scaler, name), _DIGITS + 1))
    judge = LogisticRegression(C=_C_SCORES, max_iter=2000).fit(scaler.transform(scores), y)
    judge.coef_, judge.intercept_ = np.round(judge.coef_, _DIGITS), np.round(judge.intercept_, _DIGITS)
    judge.n_iter_ = np.zeros(1, dtype=np.int32)
    return scaler, judge


def folds(y: Strings, groups: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Rows to train on and rows to test, group-aware, the same at each call."""
    splitter = StratifiedGroupKFold(n_splits=_FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(np.zeros(len(y)), y, groups)


def _held_out_scores(data: _Prepared) -> Floats:
    """Scores of each sample by models that saw neither it nor its look-alikes."""
    divided = list(folds(data.labels, data.groups))
    # Processes, not threads: the solver draws from one generator per process, and draws must not mix.
    parts = Parallel(n_jobs=_PROCESSES)(delayed(_fold_scores)(data, fit, test) for fit, test in divided)
    out = np.zeros((len(data.labels), parts[0].shape[1]))
    for (_, test), rows in zip(divided, parts, strict=True):
        out[test] = rows
    return out


def _fold_scores(data: _Prepared, fit: Ints, test: Ints) -> Floats:
    mails = _fit_mails(data.mails[fit], data.labels[fit])
    seen = np.isin(data.home, fit)
    sentences = _fit_sentences(data.sentences[seen], data.decides[seen])
    scores = sentences.decision_function(data.sentences[np.isin(data.home, test)])
    rows = pooled(scores, [data.pieces[i] for i in test])
    return np.hstack([rows, mails.decision_function(data.mails[test])])


def _held_out(samples: Sequence[Sample], data: _Prepared, scores: Floats) -> HeldOut:
    """Probabilities of the originals by judges that did not see their groups."""
    names = np.unique(data.labels)
    probabilities = np.zeros((len(samples), len(names)))
    for fit, test in folds(data.labels, data.groups):
        scaler, judge = _fit_judge(scores[fit], data.labels[fit])
        columns = np.searchsorted(names, judge.classes_)
        probabilities[np.ix_(test, columns)] = judge.predict_proba(scaler.transform(scores[test]))
    return HeldOut(tuple(samples), probabilities, tuple(map(Label, names)), len(set(data.groups.tolist())))


def _sure_above(held: HeldOut) -> float:
    """The lowest confidence above which the held-out verdicts are right as often as "sure" promises."""
    confidence = held.probabilities.max(axis=1)
    said = [held.names[i] for i in held.probabilities.argmax(axis=1)]
    right = np.array([label is s.label for label, s in zip(said, held.samples, strict=True)])
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= _SURE_SHARE)
    return round(float(confidence[order][enough[-1]]), _DIGITS) if len(enough) else 1.0
