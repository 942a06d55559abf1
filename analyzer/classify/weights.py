"""What the models see of mails: weighed counts of tokens and concepts, for each piece and for each whole mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analyzer.classify import features, hashing, meanings
from analyzer.classify.lexicon import Lexicon
from analyzer.domain import Email

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: Hashed block → the columns that training saw often enough, rising.
Kept = dict[str, npt.NDArray[np.int32]]

#: How much a block counts beside the others; each is brought to length one by itself. Chosen by hand; for the concepts
#: 0.5, 0.8 and 1.2 differ by less than a point. A single word stands among the tokens, too, but beside the hundred runs
#: of characters of its sentence it weighs little there; its own block gains up to 1.2 (docs/classifier.md).
PIECE_BLOCKS = {"tokens": 1.0, "words": 0.8, "concepts": 0.8}
MAIL_BLOCKS = {"tokens": 1.0, "words": 0.8, "concepts": 0.8, "subject": 0.35, "traits": 0.2}
_TRAIT = {name: column for column, name in enumerate(features.TRAITS)}


@dataclass(frozen=True, slots=True)
class Counted:
    """A handful of mails, counted."""

    pieces: list[list[str]]
    """The subject and sentences of each mail, verbatim."""
    of_pieces: dict[str, Any]
    """Block → a sparse row of counts per piece."""
    of_mails: dict[str, Any]
    """Block → a sparse row of counts per mail."""
    known: Floats
    """Of each mail the share of its words that training saw often enough; 1 if it has none."""

    @property
    def starts(self) -> Ints:
        """Where the pieces of each mail begin."""
        return _starts(self.pieces)


def _starts(pieces: Sequence[Sequence[str]]) -> Ints:
    return np.cumsum([0, *map(len, pieces)])[:-1]


def counted(emails: Sequence[Email], lexicon: Lexicon, kept: Kept | None = None) -> Counted:
    """Counts of all blocks; of tokens and words only the columns `kept`, or all of them."""
    width = len(lexicon.names)
    pieces = [features.pieces(email) for email in emails]
    line = features.line_of(features.flat(pieces))
    mails = np.repeat(np.arange(len(pieces)), [len(mail) for mail in pieces])
    every = hashing.counts(line)
    hashed = every if kept is None else chosen(every, kept)
    rows, concepts = meanings.found(lexicon, line, mails)
    said = np.unique(mails[rows] * width + concepts)
    of_mail, concepts_of_mail = np.divmod(said, width)
    together = sparse.csr_matrix((np.ones(len(mails), np.float32), (mails, np.arange(len(mails)))))
    first = _starts(pieces)
    headed = sparse.diags_array([1.0 if email.subject.strip() else 0.0 for email in emails])
    return Counted(
        pieces,
        hashed | {"concepts": meanings.combined(width, rows, concepts, len(mails))},
        {block: together @ table for block, table in hashed.items()}
        | {
            "concepts": meanings.combined(width, of_mail, concepts_of_mail, len(pieces)),
            "subject": (headed @ hashed["tokens"][first]).tocsr(),
            "traits": _traits(emails),
        },
        _share(together @ hashed["words"], together @ every["words"]),
    )


def _share(some: Any, every: Any) -> Floats:
    """Of the counts of each row those that are left; 1 where there was none."""
    whole = np.asarray(every.sum(axis=1), dtype=np.float64).ravel()
    left = np.asarray(some.sum(axis=1), dtype=np.float64).ravel()
    return np.where(whole > 0, left / np.maximum(whole, 1), 1.0)


def chosen(blocks: dict[str, Any], kept: Kept) -> dict[str, Any]:
    """Hashed blocks with the columns kept; the subject has those of the tokens, and other blocks all of theirs."""
    columns = kept | {"subject": kept["tokens"]}
    return {block: table[:, columns[block]] if block in columns else table for block, table in blocks.items()}


def _traits(emails: Sequence[Email]) -> Any:
    cells = [(row, _TRAIT[trait]) for row, email in enumerate(emails) for trait in features.traits(email)]
    rows, columns = np.array(cells).T
    return sparse.csr_matrix(
        (np.ones(len(cells), np.float32), (rows, columns)), shape=(len(emails), len(_TRAIT))
    )


@dataclass(frozen=True, slots=True)
class Weigher:
    """TF-IDF of each block, side by side."""

    idf: dict[str, npt.NDArray[np.float32]]
    """Block → the root of the inverse document frequency per column; 0 for columns that training saw too seldom."""
    weight: dict[str, float]

    def first(self, block: str) -> int:
        """The column at which a block begins."""
        blocks = list(self.weight)
        return sum(len(self.idf[before]) for before in blocks[: blocks.index(block)])

    def weigh(self, counts: dict[str, Any]) -> Any:
        """A sparse matrix with a row per row of the counts; each block of a row has the length of its weight."""
        return sparse.hstack(
            [self.weight[b] * _weighed(counts[b], self.idf[b]) for b in self.weight], format="csr"
        )


def _weighed(counts: Any, idf: npt.NDArray[np.float32]) -> Any:
    """TF-IDF with 1 + log(count), rows of length one (Manning, Introduction to Information Retrieval, 6.4)."""
    values = (1 + np.log(np.maximum(counts.data, 1))) * idf[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, values * values, minlength=counts.shape[0]))
    values = (values / np.maximum(length, 1e-9)[row]).astype(np.float32)
    return sparse.csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)


def often_enough(counts: Any, least: int) -> npt.NDArray[np.int32]:
    """The columns that at least so many rows have."""
    return np.flatnonzero(_rows_with(counts) >= least).astype(np.int32)


def weigher(counts: dict[str, Any], weight: dict[str, float], least: dict[str, int]) -> Weigher:
    """A weigher of the blocks, its frequencies those of the counts; a column needs `least` rows."""
    return Weigher({block: _idf(counts[block], least[block]) for block in weight}, weight)


def _idf(counts: Any, least: int) -> npt.NDArray[np.float32]:
    rows = _rows_with(counts)
    # The root of what is usual: by the whole of it, names, which say nothing of the label, fill a mail of one sentence.
    idf = np.sqrt(np.log((1 + counts.shape[0]) / (1 + rows)) + 1)
    return np.where(rows >= least, idf, 0).round(3).astype(np.float32)


def _rows_with(counts: Any) -> Ints:
    return np.bincount(counts.indices, minlength=counts.shape[1])
