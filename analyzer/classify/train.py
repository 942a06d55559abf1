"""Training: samples in, model and held-out figures out; the same samples give the same model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.svm import LinearSVC

from analyzer.classify.corpus import Sample
from analyzer.classify.model import Model, counted, softmax, weighed
from analyzer.domain import Address
from analyzer.labels import Label

Floats = npt.NDArray[np.float64]

#: Inverse strength of the penalty: 0.2, 1 and 5 were within a point of each other (docs/classifier.md).
_C = 1.0
#: Mails more alike than this (cosine of their weights) are one group and never divided between folds.
_ALIKE = 0.6
_FOLDS = 5
#: The share of right verdicts that "sure" shall have on held-out mail.
_SURE_SHARE = 0.95
#: Precious labels together this likely: somebody should look. A miss costs 30, a look 1 (docs/labelling.md).
_RISK = 0.10
#: Weights are kept to this many decimals, so that the last bits of a processor's arithmetic do not show.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model says of samples that it was not trained on."""

    samples: tuple[Sample, ...]
    probabilities: Floats
    """A row per sample, columns as `names`, calibrated."""
    names: tuple[Label, ...]
    groups: int
    """How many groups of look-alikes the samples fall into."""


def train(samples: Sequence[Sample]) -> tuple[Model, HeldOut]:
    """The model of all samples, and held-out verdicts by group-aware folds that calibrate it.

    Raises ValueError with fewer than two labels.
    """
    texts = dropped(samples)
    counts = counted([sample.email for sample in texts])
    idf = tuple(TfidfTransformer(sublinear_tf=True).fit(count) for count in counts)
    weights = weighed(idf, counts)
    y = np.array([sample.label.value for sample in texts])
    groups = look_alikes(weights, [sample.id for sample in texts])
    scores = _held_out_scores(weights, y, groups)
    names = np.unique(y)
    temperature = _temperature(scores, np.searchsorted(names, y))
    originals = np.array([not sample.id.endswith(_COPY) for sample in texts])
    held = HeldOut(
        tuple(sample for sample, keep in zip(texts, originals, strict=True) if keep),
        softmax(scores[originals] / temperature),
        tuple(map(Label, names)),
        len(set(groups[originals])),
    )
    model = Model(
        idf=idf,
        labels=_fit(weights, y),
        reasons=_reasons(weights, texts),
        temperature=temperature,
        sure_above=_sure_above(held),
        risk_below=_RISK,
    )
    return model, held


_COPY = "~"


def dropped(samples: Sequence[Sample]) -> list[Sample]:
    """The samples, and of every third a copy without subject and sender: real mail is often copied so."""
    return [*samples, *(_bare(sample) for sample in samples[::3] if sample.email.text.strip())]


def _bare(sample: Sample) -> Sample:
    email = replace(sample.email, subject="", sender=Address())
    return replace(sample, id=sample.id + _COPY, email=email)


def look_alikes(weights: Any, ids: Sequence[str]) -> npt.NDArray[np.int64]:
    """A group number for each row: near-equal mails, and a mail and its copies, share one."""
    near = (weights @ weights.T) > _ALIKE
    number: dict[str, int] = {}
    home = [number.setdefault(id_.rstrip(_COPY), i) for i, id_ in enumerate(ids)]
    near = near.tolil()
    for row, first in enumerate(home):
        near[row, first] = True
    return np.asarray(connected_components(near.tocsr(), directed=False)[1], dtype=np.int64)


def _fit(weights: Any, y: npt.NDArray[np.str_]) -> LinearSVC:
    """A linear model over all columns, fitted on those that occur, its weights rounded."""
    columns = weights.shape[1]
    used = np.flatnonzero(np.bincount(weights.indices, minlength=columns))
    linear = LinearSVC(C=_C, class_weight="balanced", random_state=0)
    linear.fit(weights[:, used], y)
    full = np.zeros((len(linear.intercept_), columns), dtype=np.float32)
    full[:, used] = np.round(linear.coef_, _DIGITS)
    linear.coef_, linear.intercept_ = full, np.round(linear.intercept_, _DIGITS)
    linear.n_features_in_, linear.n_iter_ = columns, 0
    return linear


def _reasons(weights: Any, samples: Sequence[Sample]) -> LinearSVC:
    rows = [i for i, sample in enumerate(samples) if sample.reason]
    return _fit(weights[rows], np.array([str(samples[i].reason) for i in rows]))


def folds(
    y: npt.NDArray[np.str_], groups: npt.NDArray[np.int64]
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Rows to train on and rows to test, group-aware, the same at each call."""
    splitter = StratifiedGroupKFold(n_splits=_FOLDS, shuffle=True, random_state=0)
    yield from splitter.split(np.zeros(len(y)), y, groups)


def _held_out_scores(weights: Any, y: npt.NDArray[np.str_], groups: npt.NDArray[np.int64]) -> Floats:
    names = np.unique(y)
    scores = np.full((len(y), len(names)), -5.0)
    for fit, test in folds(y, groups):
        linear = _fit(weights[fit], y[fit])
        columns = np.searchsorted(names, linear.classes_)
        scores[np.ix_(test, columns)] = weights[test] @ linear.coef_.T + linear.intercept_
    return scores


def _temperature(scores: Floats, truth: npt.NDArray[np.int64]) -> float:
    """The divisor of the scores that makes the truth most likely (Guo et al. 2017, temperature scaling)."""

    def loss(log_t: float) -> float:
        share = softmax(scores / np.exp(log_t))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(share, 1e-12)).mean())

    return round(float(np.exp(minimize_scalar(loss, bounds=(-4.0, 2.0), method="bounded").x)), _DIGITS)


def _sure_above(held: HeldOut) -> float:
    """The lowest confidence above which the held-out verdicts are right as often as "sure" promises."""
    confidence = held.probabilities.max(axis=1)
    right = np.array(
        [
            held.names[i] is s.label
            for i, s in zip(held.probabilities.argmax(axis=1), held.samples, strict=True)
        ]
    )
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= _SURE_SHARE)
    return round(float(confidence[order][enough[-1]]), _DIGITS) if len(enough) else 1.0
