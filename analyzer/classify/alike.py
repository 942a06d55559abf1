"""Mails that are nearly the same: one template, filled in with other names, dates and numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.preprocessing import normalize

from analyzer.classify.features import MAX_CHARS, line_of, words
from analyzer.classify.hashing import HALF, Ints, word_runs
from analyzer.domain import Email

#: Cosine from which two mails are nearly the same and may get one label at once: of the pairs above it in a simulated
#: search 99.9 % had the same label.
ALIKE = 0.7
#: Cosine from which two mails are of one kin, and never stand on both sides of a comparison: 95 % had the same label.
KIN = 0.5
#: Runs of two and three words; of single words two polite mails have the same.
_SIZES = (2, 3)
#: A column is common if so great a share of the rows has it, and so many; so many pairs are looked at together.
_OFTEN, _MANY, _AT_ONCE = 0.005, 100, 20_000


def rows(emails: Sequence[Email]) -> Any:
    """A sparse row of length one per mail, of its runs of words; names, numbers and addresses are masked."""
    line = line_of([f"{email.subject}\n{email.text[:MAX_CHARS]}" for email in emails])
    runs = [run for run in word_runs(words(line)) if run.size in _SIZES]
    cells = (np.concatenate([run.rows for run in runs]), np.concatenate([run.columns for run in runs]))
    counts = sparse.coo_matrix((np.ones(len(cells[0]), np.float32), cells), shape=(len(emails), HALF)).tocsr()
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return normalize(counts, copy=False)


def nearly(row: Any, others: Any, least: float = ALIKE) -> npt.NDArray[np.bool_]:
    """Which of the other rows are that near the row, one of `rows` too."""
    return np.asarray((others @ row.T).toarray().ravel() >= least)


def groups(table: Any, least: float = KIN) -> Ints:
    """A group number for each row, all of length one: rows that near each other, or near a common one, share it."""
    first, second = _near(table, least)
    near = sparse.coo_matrix((np.ones(len(first)), (first, second)), shape=(table.shape[0],) * 2)
    return np.asarray(connected_components(near, directed=False)[1], dtype=np.int64)


def _near(table: Any, least: float) -> tuple[Ints, Ints]:
    """The pairs of rows that are that near each other, exactly, in a tenth of the time of all products.

    Columns that many rows have make nearly all of the work. Two rows whose parts in such columns are short cannot be
    near unless they are in the other columns (Cauchy and Schwarz); the few other rows are set beside all.
    """
    often = np.bincount(table.indices, minlength=table.shape[1]) > max(_OFTEN * table.shape[0], _MANY)
    common, rare = table[:, np.flatnonzero(often)], table[:, np.flatnonzero(~often)]
    short = np.asarray(common.multiply(common).sum(axis=1)).ravel() <= least / 2
    plain, other = np.flatnonzero(short), np.flatnonzero(~short)
    likely = sparse.triu(_at_least(rare[plain] @ rare[plain].T, least / 2), k=1)
    first, second = plain[likely.row], plain[likely.col]
    dots = [
        np.asarray(table[first[at]].multiply(table[second[at]]).sum(axis=1)).ravel()
        for at in np.array_split(np.arange(len(first)), len(first) // _AT_ONCE + 1)
    ]
    near = np.concatenate(dots) >= least
    rest = _at_least(table[other] @ table.T, least)
    return np.append(first[near], other[rest.row]), np.append(second[near], rest.col)


def _at_least(products: Any, least: float) -> Any:
    products.data[products.data < least] = 0
    products.eliminate_zeros()
    return products.tocoo()
