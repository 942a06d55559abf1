"""The trained model: emails in, verdicts out.

Two linear models look at a mail: one weighs the whole mail, one each piece of it, since one sentence among ten decides.
A third turns their scores into calibrated probabilities.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.classify import features, hashing
from analyzer.classify.lexicon import Lexicon
from analyzer.classify.weights import Counted, Floats, Ints, Kept, Weigher, counted
from analyzer.costs import COSTS, Costs, is_safe
from analyzer.domain import Email, Verdict
from analyzer.labels import LABELS, Label, Reason
from analyzer.packing import Packed

#: A sentence that decides nothing, and one of a mail that is no recruiting mail.
NEUTRAL, ORDINARY = "~neutral", "~other"

#: Emails judged at once: bounds the memory of a first run.
_CHUNK = 200
#: A character in work takes some hundred bytes.
_CHARACTERS = 250_000
#: What is believed of a mail without words: most likely nothing, and that not surely.
_UNHEARD = {Label.OTHER: 0.55}
_UNHEARD_STEP = (1 - _UNHEARD[Label.OTHER]) / (len(Label) - 1)
#: A verdict on a mail of which fewer words are known is not sure. Of 2,220 unusual mails in 26 languages that the model
#: had not seen (docs/classifier.md) 355 are such; it was sure of 203 and right in 125. Of an exam's 638 mails 8 are.
_KNOWN = 0.8
_CLOSING = frozenset({Label.REJECTION, Label.HIRING_FREEZE})


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: rows of features in, a score per class out."""

    classes: tuple[str, ...]
    weights: npt.NDArray[np.float32] | Packed
    """A row per feature, a column per class."""
    bias: Floats

    def scores(self, rows: Any) -> Floats:
        """A row of scores per row."""
        table = self.weights
        product = table.times(rows) if isinstance(table, Packed) else rows @ table
        return np.asarray(product + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores in, probabilities out: multinomial logistic regression on standardised scores."""

    centre: Floats
    scale: Floats
    linear: Linear

    def probabilities(self, scores: Floats) -> Floats:
        """A row per row, columns as `linear.classes`."""
        said = self.linear.scores((scores - self.centre) / self.scale)
        powers = np.exp(said - said.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the model makes of a handful of mails."""

    counted: Counted
    piece_rows: Any
    """A row of weights per piece."""
    piece_scores: Floats
    """A row per piece, columns as the classes of pieces."""
    mail_rows: Any
    probabilities: Floats
    """A row per mail, columns as the labels of the judge."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for pieces, whole mails and the reasons of closing mails, and the confidence that "sure" needs."""

    lexicon: Lexicon
    kept: Kept
    """The columns of tokens and words that training saw often enough, rising."""
    of_pieces: Weigher
    pieces: Linear
    """Its classes are the labels but `other`, NEUTRAL and ORDINARY."""
    of_mails: Weigher
    mails: Linear
    judge_of_scores: Judge
    reasons: Linear
    sure_above: float
    """Confidence from which a verdict is sure; chosen on held-out groups."""

    def judge(self, emails: Iterable[Email], costs: Costs = COSTS) -> Iterable[Verdict]:
        """A verdict for each email, in order. Never raises for any text, empty ones included."""
        for chunk in _handfuls(emails):
            yield from self._verdicts(self.see(chunk), costs)

    @property
    def labels(self) -> tuple[Label, ...]:
        """Labels in the order of the probabilities."""
        return tuple(map(Label, self.judge_of_scores.linear.classes))

    def see(self, emails: Sequence[Email]) -> Seen:
        """Scores and probabilities of one or more emails."""
        count = counted(emails, self.lexicon, self.kept)
        piece_rows = self.of_pieces.weigh(count.of_pieces)
        piece_scores = self.pieces.scores(piece_rows)
        mail_rows = self.of_mails.weigh(count.of_mails)
        joined = np.hstack([pooled(piece_scores, count.starts), self.mails.scores(mail_rows)])
        heard = np.array([[features.evidence(email)] for email in emails])
        unheard = np.array([_UNHEARD.get(label, _UNHEARD_STEP) for label in self.labels])
        likely = heard * self.judge_of_scores.probabilities(joined) + (1 - heard) * unheard
        return Seen(count, piece_rows, piece_scores, mail_rows, likely)

    def _verdicts(self, seen: Seen, costs: Costs) -> Iterator[Verdict]:
        names = self.labels
        order = np.argsort(-seen.probabilities, axis=1, kind="stable")[:, :2].tolist()
        reasons = self.reasons.scores(seen.mail_rows).argmax(axis=1).tolist()
        whys = self._whys(seen, [names[best] for best, _ in order])
        known = (seen.counted.known >= _KNOWN).tolist()
        for row, why, reason, (best, second), familiar in zip(
            seen.probabilities.tolist(), whys, reasons, order, known, strict=True
        ):
            label, share = names[best], dict(zip(names, row, strict=True))
            yield Verdict(
                label=label,
                confidence=round(row[best], 4),
                sure=familiar and row[best] >= self.sure_above and is_safe(label, share, costs),
                why=why,
                reason=Reason(self.reasons.classes[reason]) if label in _CLOSING else None,
                runner_up=names[second],
                recruiting=round(sum(share[each] for each in share if LABELS[each].event), 4),
                chances=tuple(round(share.get(each, 0.0), 4) for each in Label),
            )

    def _whys(self, seen: Seen, labels: Sequence[Label]) -> Iterator[tuple[str, ...]]:
        """For each mail the sentence that speaks most for its label, then the sentence's strongest words."""
        names = self.pieces.classes
        neutral = names.index(NEUTRAL)
        columns = np.array([names.index(ORDINARY if label is Label.OTHER else label) for label in labels])
        lean = seen.piece_scores - seen.piece_scores[:, [neutral]]
        mails = zip(seen.counted.pieces, seen.counted.starts.tolist(), columns.tolist(), strict=True)
        places = [first + int(np.argmax(lean[first : first + len(mail), c])) for mail, first, c in mails]
        every = features.flat(seen.counted.pieces)
        chosen = [every[place] for place in places]
        leans = self._leans(chosen, seen.piece_rows[places], columns)
        for sentence, words in zip(chosen, map(strongest, leans), strict=True):
            yield (sentence[:300], *words) if sentence else ()

    def _leans(self, sentences: Sequence[str], rows: Any, columns: Ints) -> list[dict[str, float]]:
        """For each sentence and its row, how much each of its runs of words speaks for the class in its column."""
        tokens = features.words(features.line_of(sentences))
        found: list[dict[str, float]] = [{} for _ in sentences]
        for runs in hashing.word_runs(tokens):
            blocks = ("tokens", "words") if runs.size == 1 else ("tokens",)
            leans = np.sum([self._block_leans(block, runs, rows, columns) for block in blocks], axis=0)
            told = np.flatnonzero(leans > 0)
            kept = (values[told].tolist() for values in (runs.starts, runs.rows, leans))
            for start, row, lean in zip(*kept, strict=True):
                found[row][" ".join(tokens[start : start + runs.size])] = lean
        return found

    def _block_leans(self, block: str, runs: hashing.Runs, rows: Any, columns: Ints) -> Floats:
        """What each run adds by a block to the score of its class, above what it adds to that of NEUTRAL."""
        kept = self.kept[block]
        place = np.minimum(np.searchsorted(kept, runs.columns), len(kept) - 1)
        at = self.of_pieces.first(block) + place
        weights, neutral = self.pieces.weights, self.pieces.classes.index(NEUTRAL)
        leans = weights[at, columns[runs.rows]] - weights[at, neutral]
        return np.asarray(leans * np.asarray(rows[runs.rows, at]).ravel() * (kept[place] == runs.columns))


def _handfuls(emails: Iterable[Email]) -> Iterator[list[Email]]:
    """The emails in their order, as many at once as are worth the memory."""
    handful, length = list[Email](), 0
    for email in emails:
        if len(handful) >= _CHUNK or (handful and length + len(email.text) > _CHARACTERS):
            yield handful
            handful, length = [], 0
        handful.append(email)
        length += len(email.text)
    if handful:
        yield handful


def strongest(leans: Mapping[str, float], count: int = 3) -> tuple[str, ...]:
    """The runs of words that speak most for the label, without those that overlap."""
    chosen: list[str] = []
    for gram, _ in sorted(leans.items(), key=lambda pair: (-pair[1], pair[0])):
        if not any(gram in other or other in gram for other in chosen):
            chosen.append(gram)
        if len(chosen) == count:
            break
    return tuple(chosen)


def pooled(scores: Floats, starts: Ints) -> Floats:
    """The largest and the mean score of each mail's pieces, side by side: a row per mail."""
    sizes = np.diff([*starts, len(scores)])[:, None]
    return np.hstack([np.maximum.reduceat(scores, starts), np.add.reduceat(scores, starts) / sizes])
