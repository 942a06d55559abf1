"""The trained model: emails in, verdicts out. The only module that computes with scikit-learn at run time.

Two linear models look at a mail: one weighs the whole mail, one each sentence, since one sentence among ten decides.
A third turns their scores into calibrated probabilities.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from analyzer.classify import features
from analyzer.domain import Email, Verdict
from analyzer.labels import LABELS, Label, Reason

Floats = npt.NDArray[np.float64]

#: Columns of the hashed tokens of one block. Hashing keeps the file to arrays: no list of words, no words of anybody.
COLUMNS = 2**20
#: A sentence that decides nothing, and one of a mail that is no recruiting mail.
NEUTRAL, ORDINARY = "~neutral", "~other"

#: Emails judged at once: bounds the memory of a first run.
_CHUNK = 200
#: Labels whose miss costs the user most.
_PRECIOUS = tuple(label for label, row in LABELS.items() if row.miss_cost >= 20)
_CLOSING = frozenset({Label.REJECTION, Label.HIRING_FREEZE})


@dataclass(frozen=True, slots=True)
class Weigher:
    """TF-IDF over the columns of hashed tokens that training saw often enough."""

    columns: npt.NDArray[np.int32]
    idf: TfidfTransformer

    def weigh(self, token_lists: Iterable[Iterable[str]]) -> Any:
        """A sparse matrix with a row of length one per list."""
        return self.idf.transform(hashed(token_lists)[:, self.columns])


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for mails, for sentences and for the reasons of closing mails, and what "sure" means."""

    blocks: tuple[Weigher, ...]
    """One for each block of features of the whole mail."""
    mails: LinearSVC
    sentence: Weigher
    sentences: LinearSVC
    """Its classes are the labels but `other`, NEUTRAL and ORDINARY."""
    scaler: StandardScaler
    judge_of_scores: LogisticRegression
    reasons: LinearSVC
    sure_above: float
    """Confidence from which a verdict is sure; chosen on held-out groups."""
    risk_below: float
    """A verdict that dismisses is not sure if the precious labels together are as likely as this."""

    def judge(self, emails: Iterable[Email]) -> Iterable[Verdict]:
        """A verdict for each email, in order. Never raises for any text, empty ones included."""
        rest = iter(emails)
        while chunk := list(islice(rest, _CHUNK)):
            yield from self._judge(chunk)

    @property
    def label_names(self) -> tuple[Label, ...]:
        """Labels in the order of the probabilities."""
        return tuple(map(Label, self.judge_of_scores.classes_))

    def _judge(self, emails: Sequence[Email]) -> list[Verdict]:
        weights = weigh_mails(self.blocks, emails)
        pieces = [features.pieces(email) for email in emails]
        scores = self.sentences.decision_function(
            self.sentence.weigh(map(features.sentence_tokens, flat(pieces)))
        )
        joined = np.hstack([pooled(scores, pieces), self.mails.decision_function(weights)])
        probabilities = self.judge_of_scores.predict_proba(self.scaler.transform(joined))
        found = [self._verdict(row) for row in probabilities]
        reasons = self.reasons.predict(weights)
        return [
            replace(verdict, why=why, reason=Reason(reason) if verdict.label in _CLOSING else None)
            for verdict, why, reason in zip(found, self._whys(found, pieces, scores), reasons, strict=True)
        ]

    def _verdict(self, row: Floats) -> Verdict:
        best, second = (self.label_names[i] for i in np.argsort(-row, kind="stable")[:2])
        share = dict(zip(self.label_names, row.tolist(), strict=True))
        return Verdict(
            label=best,
            confidence=round(share[best], 4),
            sure=self.is_sure(best, share),
            runner_up=second,
            recruiting=round(sum(share[label] for label in share if LABELS[label].event), 4),
        )

    def is_sure(self, label: Label, share: Mapping[Label, float]) -> bool:
        """Whether the verdict needs no look: likely enough, and no precious label at risk."""
        risk = sum(share.get(other, 0.0) for other in _PRECIOUS if label not in _PRECIOUS)
        return share[label] >= self.sure_above and risk < self.risk_below

    def _whys(
        self, verdicts: Sequence[Verdict], pieces: Sequence[Sequence[str]], scores: Floats
    ) -> Iterator[tuple[str, ...]]:
        """For each mail the sentence that speaks most for its label, then the sentence's strongest words."""
        names = list(self.sentences.classes_)
        neutral = names.index(NEUTRAL)
        columns = [names.index(ORDINARY if v.label is Label.OTHER else v.label) for v in verdicts]
        starts = np.cumsum([0, *map(len, pieces)])
        sentences = [
            mail[
                int(
                    np.argmax(
                        scores[start : start + len(mail), column] - scores[start : start + len(mail), neutral]
                    )
                )
            ]
            for mail, start, column in zip(pieces, starts[:-1], columns, strict=True)
        ]
        grams = [sorted(set(features.word_grams(features.words(features.normalise(s))))) for s in sentences]
        leans = self._leans(flat(grams))
        ends = np.cumsum([0, *map(len, grams)])
        for sentence, own, end, column in zip(sentences, grams, ends[:-1], columns, strict=True):
            lean = leans[end : end + len(own), column] - leans[end : end + len(own), neutral]
            yield (sentence[:300], *strongest(dict(zip(own, lean.tolist(), strict=True)))) if sentence else ()

    def _leans(self, grams: Sequence[str]) -> Floats:
        """How much each run of words speaks for each class of sentences: a row per run."""
        counts = hashed([gram] for gram in grams)[:, self.sentence.columns]
        weighed = counts.multiply(self.sentence.idf.idf_).tocsr()
        return np.asarray(weighed @ self.sentences.coef_.T)


def strongest(leans: Mapping[str, float], count: int = 3) -> tuple[str, ...]:
    """The runs of words that speak most for the label, without those that overlap."""
    chosen: list[str] = []
    for gram, lean in sorted(leans.items(), key=lambda pair: (-pair[1], pair[0])):
        if lean > 0 and not any(gram in other or other in gram for other in chosen):
            chosen.append(gram)
    return tuple(chosen[:count])


_HASHER = HashingVectorizer(analyzer=list, n_features=COLUMNS, alternate_sign=False, norm=None)


def hashed(token_lists: Iterable[Iterable[str]]) -> Any:
    """Counts of hashed tokens: a sparse matrix with a row per list and COLUMNS columns."""
    rows = list(token_lists)
    return _HASHER.transform(rows) if rows else sparse.csr_matrix((0, COLUMNS))


def weigh_mails(blocks: Sequence[Weigher], emails: Sequence[Email]) -> Any:
    """The weights of all blocks side by side: a sparse matrix with a row per email."""
    pairs = zip(features.BLOCKS, blocks, strict=True)
    parts = [block.weight * weigher.weigh(block.of(email) for email in emails) for block, weigher in pairs]
    return sparse.hstack(parts, format="csr")


def flat(pieces: Iterable[Sequence[str]]) -> list[str]:
    """All sentences of all mails."""
    return [piece for mail in pieces for piece in mail]


def pooled(scores: Floats, pieces: Sequence[Sequence[str]]) -> Floats:
    """The largest and the mean score of each mail's sentences, side by side: a row per mail."""
    starts = np.cumsum([0, *map(len, pieces)])[:-1]
    counts = np.array([[len(mail)] for mail in pieces])
    return np.hstack([np.maximum.reduceat(scores, starts), np.add.reduceat(scores, starts) / counts])
