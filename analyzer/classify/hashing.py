"""Counts of hashed tokens, computed for many pieces at once: runs of words and runs of characters, and single words.

A token is its column: there is no list of words, neither of the corpus's nor of anybody's mail.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analyzer.classify.features import BREAK, words

Hashes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]

#: Columns of words; as many follow for characters.
_BITS = 19
HALF = 1 << _BITS
COLUMNS = 2 * HALF
#: Runs of words, and of characters. Runs of two and four characters as well cost half as much time again and brought
#: nothing.
WORD_RUNS, CHARACTER_RUNS = (1, 2, 3), (3, 5)
_WORDS_SEED, _CHARACTERS_SEED = np.uint32(17), np.uint32(91)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of one length: where each starts, the piece it stands in, its column."""

    size: int
    starts: Ints
    rows: Ints
    columns: Ints


class _Checksums(dict[str, int]):
    """A checksum per word, computed once."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:  # a hostile mailbox must not fill the memory
            self.clear()
        value = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return value


_CHECKSUMS = _Checksums()


def counts(line: str) -> dict[str, Any]:
    """Block → a sparse row of counts for each piece of a line (features.line_of).

    `tokens`, COLUMNS wide, are all runs; `words`, HALF wide, are the runs of one word once more, in the same columns.
    """
    rows_of = line.count(BREAK) + 1
    of_words, of_characters = list(word_runs(words(line))), list(_character_runs(line))
    return {
        "tokens": _table([*of_words, *of_characters], rows_of, COLUMNS),
        "words": _table([runs for runs in of_words if runs.size == 1], rows_of, HALF),
    }


def _table(found: Sequence[Runs], rows_of: int, width: int) -> Any:
    rows = np.concatenate([runs.rows for runs in found])
    columns = np.concatenate([runs.columns for runs in found])
    ones = np.ones(len(rows), dtype=np.float32)
    table = sparse.coo_matrix((ones, (rows, columns)), shape=(rows_of, width)).tocsr()
    table.sum_duplicates()
    return table


def word_runs(tokens: Sequence[str]) -> Iterator[Runs]:
    """Runs of one to three words, none across pieces; starts are positions in `tokens`."""
    hashes = np.fromiter(map(_CHECKSUMS.__getitem__, tokens), dtype=np.uint32, count=len(tokens))
    yield from _runs(hashes, hashes == _CHECKSUMS[BREAK], WORD_RUNS, _WORDS_SEED, 0)


def _character_runs(line: str) -> Iterator[Runs]:
    codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    yield from _runs(codes, codes == ord(BREAK), CHARACTER_RUNS, _CHARACTERS_SEED, HALF)


def _runs(
    items: Hashes, breaks: npt.NDArray[np.bool_], sizes: Sequence[int], seed: np.uint32, first: int
) -> Iterator[Runs]:
    """Runs of the sizes that hold no break; columns are counted from `first`."""
    rows = np.cumsum(breaks, dtype=np.int64)
    running = np.full(len(items), seed, dtype=np.uint32)
    for size in range(1, max(sizes) + 1):
        count = max(0, len(items) - size + 1)
        running = _mixed((running[:count] * np.uint32(0x01000193)) ^ items[size - 1 : size - 1 + count])
        if size in sizes:
            last = rows[size - 1 : size - 1 + count]
            whole = np.flatnonzero(
                (rows[:count] == last) & ~breaks[:count] & ~breaks[size - 1 : size - 1 + count]
            )
            columns = (running[whole] >> np.uint32(32 - _BITS)).astype(np.int64) + first
            yield Runs(size, whole, rows[whole], columns)


def _mixed(value: Hashes) -> Hashes:
    """MurmurHash3's finalizer: every bit of the value moves every bit of the hash."""
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return value ^ (value >> np.uint32(16))
