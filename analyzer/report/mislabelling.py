"""What wrong labels do to the counts: how many mails of a kind there truly are, by how often the model is right."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analyzer.domain import Application
from analyzer.labels import LABELS, Label
from analyzer.report import survival
from analyzer.report.schema import CalledRow

#: 97.5 % quantile of the normal distribution.
_Z = 1.959963984540054
#: Of fewer hand-labelled mails precision and recall are not worth a range.
_MIN_MAILS = 20


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model made of labelled mail it was not trained on, for one label."""

    called: int
    right: int
    """Of those called so."""
    mails: int
    """That truly are of the label."""


def known(counts: Mapping[str, Mapping[str, int]]) -> dict[Label, HeldOut]:
    """The counts of a model's card by label; labels and counts that are not known here are left out."""
    keys = ("called", "right", "mails")
    return {
        label: HeldOut(*(counts[label][key] for key in keys))
        for label in Label
        if set(keys) <= counts.get(label, {}).keys()
    }


def corrected(called: int, held: HeldOut) -> tuple[float, float, float]:
    """The likely true count and its 95 % range: called * precision / recall, all three above 0.

    Two errors are joined as independent ones: precision and recall are known from samples (the ends of their Wilson
    intervals that make the range wider), and how many of these very mails are hit is chance (binomial).
    `held.right` must be above 0.
    """
    precision, recall = held.right / held.called, held.right / held.mails
    likely = called * precision / recall
    p_low, p_high = survival.wilson(held.right, held.called)
    r_low, r_high = survival.wilson(held.right, held.mails)
    chance = _Z * math.sqrt(called * precision * (1 - precision + 1 - recall)) / recall
    low = likely - math.hypot(likely - called * p_low / r_high, chance)
    high = likely + math.hypot(called * p_high / r_low - likely, chance)
    return likely, max(low, 0.0), high


def called(applications: Iterable[Application], held: Mapping[Label, HeldOut]) -> Iterator[CalledRow]:
    """For each label that the model gave to mails of applications, and of which enough is known: the true count.

    Unsure verdicts are among them, as they are among what the page counts. What the user said is not.
    """
    counts = Counter(
        event.label
        for application in applications
        for event in application.events
        if event.label and event.by != "user"
    )
    for label in LABELS:
        known = held.get(label)
        if not counts[label] or known is None or known.right == 0:
            continue
        if min(known.called, known.mails) < _MIN_MAILS:
            continue
        likely, low, high = corrected(counts[label], known)
        yield CalledRow(
            label=label,
            called=counts[label],
            precision=round(known.right / known.called, 6),
            recall=round(known.right / known.mails, 6),
            estimate=round(likely, 1),
            low=round(low, 1),
            high=round(high, 1),
        )
