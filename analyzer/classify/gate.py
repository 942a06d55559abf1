"""Whether a new model may take the place of the current one: only if it proves better on mail that neither saw.

Mails of which both say the same tell nothing. The others are what the review page draws from while a model is on trial.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from analyzer.labels import PRECIOUS, Label

#: Kinds of held-out mail of which just one model is right that a comparison waits for; near-identical mails count once.
LEAST = 20
#: Held-out labels without which no model takes over: of fewer, a rare kind of mail may not be there at all.
LEAST_LABELS = 60
#: The first comparison with a current model promotes at a p below this, the k-th below a k-th of it: who asks often
#: enough is told yes by chance in the end. docs/retraining.md has the simulations.
STANDARD = 0.15
#: The same where fewer than `LEAST` tell the models apart and no more are to come: of few, one more or less is much.
STANDARD_OF_FEW = 0.10


@dataclass(frozen=True, slots=True)
class Answer:
    """A held-out mail: what it is, and what two models said of it."""

    true: Label
    old: Label
    new: Label
    kin: Hashable
    """Near-identical mails share it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same held-out mails."""

    labels: int
    """Held-out mails that are labelled."""
    mails: int
    """Kinds of mail: near-identical ones count once."""
    new_right: int
    """Kinds of which only the new model is right, or more often right."""
    old_right: int
    missed_by_new: int
    """Mails: offers, interviews and assessments taken for something that can be left unread."""
    missed_by_old: int
    p: float
    """Exact one-sided McNemar test: the chance of such a lead, or a greater one, if the models are equally good."""

    @property
    def telling(self) -> int:
        """Kinds of mail that one of the models reads better than the other."""
        return self.new_right + self.old_right

    @property
    def is_enough(self) -> bool:
        """Whether there are labels enough for a model to take over."""
        return self.labels >= LEAST_LABELS


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether the new model takes over, and why."""

    promoted: bool
    decided: bool
    """Whether it is over; else labels are waited for."""
    why: str
    comparison: Comparison


def compared(answers: Sequence[Answer]) -> Comparison:
    """Both models on the answers (McNemar 1947; exact as in Fagerland, Lydersen and Laake 2013)."""
    leads: dict[Hashable, int] = {}
    for answer in answers:
        lead = (answer.new is answer.true) - (answer.old is answer.true)
        leads[answer.kin] = leads.get(answer.kin, 0) + lead
    new, old = (sum(sign * lead > 0 for lead in leads.values()) for sign in (1, -1))
    return Comparison(
        labels=len(answers),
        mails=len(leads),
        new_right=new,
        old_right=old,
        missed_by_new=sum(_missed(answer.true, answer.new) for answer in answers),
        missed_by_old=sum(_missed(answer.true, answer.old) for answer in answers),
        p=float(binomtest(new, new + old, alternative="greater").pvalue) if new + old else 1.0,
    )


def _missed(true: Label, said: Label) -> bool:
    return true in PRECIOUS and said not in PRECIOUS


_TOO_FEW = (
    "a new model is on trial: {c.telling} of {least} mails are labelled that only one of the two reads rightly; the "
    "review page draws such ones, and shows them without a guess"
)
_TOO_FEW_LABELS = (
    "not enough labels yet: {c.labels} mails are held out, {labels} are needed to compare a new model with the one in "
    "force; every fifth card of the review page is held out"
)
_COUNTS = (
    "of {c.mails} held-out mails right on {c.new_right} where the current one is wrong, wrong on {c.old_right} where "
    "that is right (p = {c.p:.3f}"
)
_MISSES = (
    "it misses {c.missed_by_new} offers, interviews or assessments, the current one {c.missed_by_old}; "
    f"{_COUNTS})"
)
_UNSURE = f"not surely better: {_COUNTS}, needed below {{needed:.3f}})"
_BETTER = f"better: {_COUNTS})"


def ruled(comparison: Comparison, tries: int = 1, *, over: bool = False, late: bool = False) -> Ruling:
    """The ruling; `tries` counts the comparisons with the same current model, this one among them.

    `over`: there is nothing more to ask about that would tell them apart. `late`: no more labels are waited for. When
    it is decided must not depend on who leads.
    """
    enough = comparison.telling >= LEAST
    needed = (STANDARD if enough else STANDARD_OF_FEW) / max(1, tries)
    decided = late or (comparison.is_enough and (enough or over))
    reasons = (
        (not comparison.is_enough, _TOO_FEW_LABELS),
        (not decided, _TOO_FEW),
        (comparison.missed_by_new > comparison.missed_by_old, _MISSES),
        (comparison.p >= needed, _UNSURE),
    )
    against = next((why for holds, why in reasons if holds), None)
    why = (against or _BETTER).format(c=comparison, needed=needed, least=LEAST, labels=LEAST_LABELS)
    return Ruling(against is None, decided, why, comparison)


def may_be_missed(precious: int, missed: int) -> float:
    """The share of offers, interviews and assessments that is missed at most, with 95 % certainty.

    Exact upper bound of Clopper and Pearson (1934) for `missed` of `precious`; 1 where there are none.
    """
    if missed >= precious:
        return 1.0
    interval = binomtest(missed, precious, alternative="less").proportion_ci(0.95)
    return float(interval.high)
