"""The trained model: emails in, verdicts out. The only module that computes with scikit-learn at run time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.svm import LinearSVC

from analyzer.classify import features
from analyzer.domain import Email, Verdict
from analyzer.labels import LABELS, Label, Reason

#: Columns of the hashed tokens of each block of features; hashing keeps the file to arrays.
COLUMNS = 2**17

#: Emails judged at once: bounds the memory of a first run.
_CHUNK = 500
#: Labels whose miss costs the user most (docs/labelling.md).
_PRECIOUS = tuple(label for label, row in LABELS.items() if row.miss_cost >= 20)
_CLOSING = frozenset({Label.REJECTION, Label.HIRING_FREEZE})


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of tokens for labels and for the reasons of closing mails, and what "sure" means."""

    idf: tuple[TfidfTransformer, ...]
    """One for each block of features."""
    labels: LinearSVC
    reasons: LinearSVC
    temperature: float
    """Divides the scores before they become probabilities; fitted on held-out groups."""
    sure_above: float
    """Confidence from which a verdict is sure; chosen on held-out groups."""
    risk_below: float
    """A verdict that dismisses is not sure if the precious labels together are as likely as this."""

    def judge(self, emails: Iterable[Email]) -> Iterable[Verdict]:
        """A verdict for each email, in order. Never raises for any text, empty ones included."""
        rest = iter(emails)
        while chunk := list(islice(rest, _CHUNK)):
            yield from self._judge(chunk)

    def probabilities(self, emails: Sequence[Email]) -> npt.NDArray[np.float64]:
        """Calibrated probabilities, a row per email, columns in the order of `label_names`."""
        return softmax(self._scores(self.labels, self._weights(emails)) / self.temperature)

    @property
    def label_names(self) -> tuple[Label, ...]:
        """Labels in the order of the columns."""
        return tuple(map(Label, self.labels.classes_))

    def _weights(self, emails: Sequence[Email]) -> Any:
        return weighed(self.idf, counted(emails))

    @staticmethod
    def _scores(linear: LinearSVC, weights: Any) -> npt.NDArray[np.float64]:
        return np.asarray(weights @ linear.coef_.T + linear.intercept_, dtype=np.float64)

    def _judge(self, emails: Sequence[Email]) -> list[Verdict]:
        weights = self._weights(emails)
        probabilities = softmax(self._scores(self.labels, weights) / self.temperature)
        reasons = self.reasons.classes_[self._scores(self.reasons, weights).argmax(axis=1)]
        return [
            self._verdict(email, row, Reason(reason))
            for email, row, reason in zip(emails, probabilities, reasons, strict=True)
        ]

    def _verdict(self, email: Email, row: npt.NDArray[np.float64], reason: Reason) -> Verdict:
        best, second = (self.label_names[i] for i in np.argsort(-row, kind="stable")[:2])
        share = dict(zip(self.label_names, row.tolist(), strict=True))
        return Verdict(
            label=best,
            confidence=round(share[best], 4),
            sure=self.is_sure(best, share),
            runner_up=second,
            why=self._why(email, best, second),
            reason=reason if best in _CLOSING else None,
            recruiting=round(sum(share[label] for label in share if LABELS[label].event), 4),
        )

    def is_sure(self, label: Label, share: Mapping[Label, float]) -> bool:
        """Whether the verdict needs no look: likely enough, and no precious label at risk."""
        risk = sum(share.get(other, 0.0) for other in _PRECIOUS if label not in _PRECIOUS)
        return share[label] >= self.sure_above and risk < self.risk_below

    def _why(self, email: Email, best: Label, second: Label) -> tuple[str, ...]:
        """The sentence that speaks most for the label against the runner-up, then its strongest words."""
        parts = features.sentences(features.document(email)[: features.MAX_CHARS])
        if not parts:
            return ()
        lean = self._lean(best, second)
        scores = (
            hashed(features.word_grams(features.words(features.normalise(part))) for part in parts) @ lean
        )
        sentence = parts[int(np.argmax(scores))]
        return (sentence[:300], *_strongest(sentence, lean))

    def _lean(self, best: Label, second: Label) -> npt.NDArray[np.float64]:
        """How much each column of the word block speaks for `best` against `second`."""
        rows = self.labels.coef_[:, :COLUMNS]
        names = self.label_names
        return np.asarray((rows[names.index(best)] - rows[names.index(second)]) * self.idf[0].idf_)


def _strongest(sentence: str, lean: npt.NDArray[np.float64], count: int = 3) -> tuple[str, ...]:
    """The runs of words in the sentence that speak most for the label, without those that overlap."""
    grams = sorted(set(features.word_grams(features.words(features.normalise(sentence)))))
    if not grams:
        return ()
    scores = (hashed([gram] for gram in grams) @ lean).tolist()
    chosen: list[str] = []
    for score, gram in sorted(zip(scores, grams, strict=True), key=lambda pair: (-pair[0], pair[1])):
        if score > 0 and not any(gram in other or other in gram for other in chosen):
            chosen.append(gram)
    return tuple(chosen[:count])


_HASHER = HashingVectorizer(analyzer=list, n_features=COLUMNS, alternate_sign=False, norm=None)


def hashed(token_lists: Iterable[Iterable[str]]) -> Any:
    """Counts of hashed tokens: a sparse matrix with a row per list and COLUMNS columns."""
    return _HASHER.transform(token_lists)


def counted(emails: Sequence[Email]) -> list[Any]:
    """Counts of tokens: a sparse matrix for each block of features, a row per email."""
    return [hashed(block.of(email) for email in emails) for block in features.BLOCKS]


def weighed(idf: Sequence[TfidfTransformer], counts: Sequence[Any]) -> Any:
    """The blocks' TF-IDF weights side by side: a sparse matrix with a row per email."""
    blocks = zip(features.BLOCKS, idf, counts, strict=True)
    return sparse.hstack([block.weight * tf.transform(count) for block, tf, count in blocks], format="csr")


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rows of scores as rows of probabilities that sum to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
