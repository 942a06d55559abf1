"""Concepts: small meanings ("sorry", "other person", "on hold") that recruiting mail expresses in every language.

What the model learns of "sorry" with "on hold" in one language then holds in all of them, and for wordings that the
corpus lacks. The stems that express a concept are in the lexicon.
"""

import re
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analyzer.classify.features import BREAK
from analyzer.classify.lexicon import Ints, Lexicon, plain

#: A language counts as the mail's if its stems cover this share of what the best-covering language's cover.
_SPOKEN = 0.75


def found(lexicon: Lexicon, line: str, mails: Ints) -> tuple[Ints, Ints]:
    """Pieces and the concepts found in them, each pair once and sorted; `mails` tells the mail of each piece."""
    text, width = plain(line), len(lexicon.names)
    hits = np.fromiter(chain.from_iterable(lexicon.automaton.iter(text)), dtype=np.int64).reshape(-1, 2)
    breaks = np.array([match.start() for match in re.finditer(BREAK, text)], dtype=np.int64)
    first, count = lexicon.first[hits[:, 1]], np.diff(lexicon.first)[hits[:, 1]]
    meaning = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(count.sum())
    piece = np.repeat(np.searchsorted(breaks, hits[:, 0]), count)
    spoken = _spoken(lexicon, mails[piece], meaning, int(mails[-1]) + 1)
    pairs = np.unique(piece[spoken] * width + lexicon.concept[meaning[spoken]])
    return pairs // width, pairs % width


def _spoken(lexicon: Lexicon, mail: Ints, meaning: Ints, mails: int) -> npt.NDArray[np.bool_]:
    """Which hits are of a language that the mail is written in, judged by the characters that its stems cover."""
    language = lexicon.language[meaning]
    covered = np.zeros((mails, int(lexicon.language.max(initial=0)) + 1))
    np.add.at(covered, (mail, language), lexicon.weight[meaning])
    best = covered.max(axis=1, keepdims=True)
    return np.asarray((covered >= _SPOKEN * best)[mail, language])


def combined(width: int, rows: Ints, concepts: Ints, count: int) -> Any:
    """Concepts and pairs of concepts of each row, of `width` concepts: a sparse matrix with `count` rows.

    The rows must be sorted.
    """
    size = np.bincount(rows, minlength=count)
    behind = np.cumsum(size)[rows] - np.arange(len(rows)) - 1
    left = np.repeat(np.arange(len(rows)), behind)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(behind) - behind, behind)
    columns = np.concatenate([concepts, width * (1 + concepts[left]) + concepts[right]])
    both = np.concatenate([rows, rows[left]])
    ones = np.ones(len(both), dtype=np.float32)
    return sparse.coo_matrix((ones, (both, columns)), shape=(count, width * (1 + width))).tocsr()
