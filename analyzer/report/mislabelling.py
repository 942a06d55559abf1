"""What wrong labels do to the counts: how many mails of a kind there truly are, by how often the model is right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analyzer.domain import Application
from analyzer.labels import LABELS, Label
from analyzer.report import survival
from analyzer.report.schema import CalledRow

#: Of fewer hand-labelled mails precision and recall are not worth a range.
_MIN_MAILS = 20


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model made of labelled mail it was not trained on, for one label; only sure verdicts are `called`."""

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
    """The likely true count, and its range: called * precision / recall.

    Precision and recall are known from samples; the range takes from each of their Wilson intervals the end that
    makes it wider, so it errs on the wide side. `held.right` must be above 0.
    """
    precision, recall = held.right / held.called, held.right / held.mails
    p_low, p_high = survival.wilson(held.right, held.called)
    r_low, r_high = survival.wilson(held.right, held.mails)
    return called * precision / recall, called * p_low / r_high, called * p_high / r_low


def called(applications: Iterable[Application], held: Mapping[Label, HeldOut]) -> Iterator[CalledRow]:
    """For each label of which mail was surely called so by the model, and of which enough is known: the true count.

    What the user said is counted as it is: `called` is of the model's verdicts alone, and so is the range.
    """
    counts = Counter(
        event.label
        for application in applications
        for event in application.events
        if event.label and event.sure and event.by != "user"
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
