"""Weights in a byte each, so that a model is small and soon loaded.

A byte holds the signed root of a weight: steps are fine near nought, where most weights are, and coarse far from it
(companding, as telephony does it in ITU-T G.711).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

_STEPS = 127
#: The largest weight is rounded up to so many binary digits, so that the last bits of a processor's arithmetic do not
#: show, and that it is the same when packed again.
_DIGITS = 10


def packed(weights: npt.NDArray[np.floating]) -> tuple[Bytes, float]:
    """The weights as signed roots in steps of 1/127, and the weight that 127 stands for."""
    digits, exponent = np.frexp(np.abs(weights).max(initial=0))
    top = float(np.ldexp(np.ceil(np.ldexp(digits, _DIGITS)), exponent - _DIGITS)) or 1.0
    roots = np.sqrt(np.abs(weights) / top) * _STEPS
    return (np.sign(weights) * np.minimum(np.rint(roots), _STEPS)).astype(np.int8), top


def unpacked(roots: Bytes, top: float) -> Weights:
    """The weights again; packed once more they give the same bytes."""
    steps = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float64) / _STEPS
    values = (np.sign(steps) * steps**2 * top).astype(np.float32)
    return values[roots.view(np.uint8)]


@dataclass(frozen=True, slots=True)
class Packed:
    """A table of weights that stays packed; only rows that are asked for are unpacked, a quarter of the memory."""

    roots: Bytes
    top: float

    def __getitem__(self, rows: Any) -> Weights:
        """The weights of these rows."""
        return unpacked(self.roots[rows], self.top)

    def __len__(self) -> int:
        return len(self.roots)

    def times(self, counts: Any) -> npt.NDArray[Any]:
        """The product of sparse rows of counts with the whole table."""
        from scipy import sparse  # only judging needs it

        seen = np.zeros(len(self), dtype=np.bool_)
        seen[counts.indices] = True
        used = np.flatnonzero(seen)
        place = np.empty(len(self), dtype=np.int32)
        place[used] = np.arange(len(used))
        few = sparse.csr_matrix(
            (counts.data, place[counts.indices], counts.indptr), shape=(counts.shape[0], len(used))
        )
        return np.asarray(few @ self[used])
