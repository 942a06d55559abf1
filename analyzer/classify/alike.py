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
    """A group number for each row: rows that near each other, or near a common one, share it."""
    return np.asarray(connected_components((table @ table.T) >= least, directed=False)[1], dtype=np.int64)
