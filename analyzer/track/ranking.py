"""How likely a candidate is the name meant: trained weights of its facts, and trees that know their combinations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analyzer.track.candidates import Candidate
from analyzer.track.tagging import Floats

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted decision trees (scikit-learn's GradientBoostingClassifier), to be asked without loading scikit-learn.

    All arrays have a row per tree and a column per node; a leaf leads to itself.
    """

    fact: Ints
    """Which fact the node looks at."""
    limit: Floats
    """At most so much of it leads to the left."""
    left: Ints
    right: Ints
    value: Floats
    """What the node adds to the logarithm of the odds, if the way ends there."""
    start: float
    """The logarithm of the odds before any tree."""
    depth: int

    def odds(self, rows: Floats) -> Floats:
        """The logarithm of the odds of each row of facts."""
        facts = rows.astype(np.float32)  # as scikit-learn compares them
        each, tree = np.arange(len(rows))[:, None], np.arange(len(self.fact))[None, :]
        node = np.zeros((len(rows), len(self.fact)), dtype=np.int32)
        for _ in range(self.depth):
            goes_left = facts[each, self.fact[tree, node]] <= self.limit[tree, node]
            node = np.where(goes_left, self.left[tree, node], self.right[tree, node])
        return np.asarray(self.start + self.value[tree, node].sum(axis=1))


@dataclass(frozen=True, slots=True)
class Ranker:
    """Logistic regression of a candidate's facts: the chance that it is the name meant."""

    centre: Floats
    scale: Floats
    weights: Floats
    bias: float
    enough: float
    """The chance from which a name is said."""
    trees: Trees | None = None
    """Asked beside it, where there are some: the chance is the mean of both."""

    def chances(self, rows: Floats) -> Floats:
        """A chance per row of facts."""
        plain = _chance((rows - self.centre) / self.scale @ self.weights + self.bias)
        return plain if self.trees is None else (plain + _chance(self.trees.odds(rows))) / 2

    def best(self, found: Sequence[Candidate], chances: Floats, *, kin: bool = False) -> str:
        """The likeliest name by the chances of each; empty if there is none, or it is not likely enough.

        With `kin` names that hold it or are held by it count with it: "Acme" and "Acme Labs" share what the mail says.
        """
        if not found:
            return ""
        best = int(chances.argmax())
        counted = [
            at for at, one in enumerate(found) if at == best or (kin and _are_kin(one.key, found[best].key))
        ]
        return found[best].name if chances[counted].sum() >= self.enough else ""


def _are_kin(one: str, other: str) -> bool:
    return one in other or other in one


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))
