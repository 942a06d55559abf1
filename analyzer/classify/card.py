"""The model card: what the model was made of, and how right it is, printed and never edited by hand."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analyzer.classify.corpus import Sample
from analyzer.classify.model import Model
from analyzer.classify.train import SURE_SHARE, HeldOut
from analyzer.costs import COSTS, expected, is_safe
from analyzer.domain import Verdict
from analyzer.labels import LABELS, PRECIOUS, Label

#: Exams that know seven labels call these three `other`.
SEVEN = {Label.WITHDRAWN: Label.OTHER, Label.ACTION_NEEDED: Label.OTHER, Label.OUTREACH: Label.OTHER}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one labelled mail."""

    lang: str
    true: Label
    label: Label
    confidence: float
    sure: bool

    @property
    def right(self) -> bool:
        """Whether the label is the true one."""
        return self.label is self.true

    @property
    def dismissed(self) -> bool:
        """Whether an offer, interview or test was surely taken for something that can be left unread."""
        return self.sure and self.true in PRECIOUS and self.label not in PRECIOUS


def held_out(model: Model, held: HeldOut) -> list[Said]:
    """What the held-out verdicts say of the corpus."""
    found = []
    for sample, row in zip(held.samples, held.probabilities.tolist(), strict=True):
        share = dict(zip(held.names, row, strict=True))
        label = max(share, key=lambda one: share[one])
        sure = share[label] >= model.sure_above and is_safe(label, share, COSTS)
        found.append(Said(sample.lang, sample.label, label, share[label], sure))
    return found


def examined(samples: Sequence[Sample], verdicts: Sequence[Verdict]) -> list[Said]:
    """What the model says of mails of an exam with seven labels."""
    return [
        Said(s.lang, SEVEN.get(s.label, s.label), SEVEN.get(v.label, v.label), v.confidence, v.sure)
        for s, v in zip(samples, verdicts, strict=True)
    ]


def card(model: Model, held: HeldOut, exam: Sequence[Said] = ()) -> str:
    """The card as Markdown; figures are of held-out mail and, where one is given, of an exam."""
    said = held_out(model, held)
    parts = [
        _head(model, held),
        "## Held-out mail of the corpus",
        *_figures(said),
        _reliability(said),
        _costs(model, held),
    ]
    if exam:
        parts += ["## An exam", _EXAM, *_figures(exam), _reliability(exam)]
    return "\n\n".join([*parts, _BLIND_SPOTS]) + "\n"


def _head(model: Model, held: HeldOut) -> str:
    least = min(sample.weight for sample in held.samples)
    return f"""# Model card

Printed by `make model`; not edited by hand.

The model says what a mail is. Two linear support vector machines score it, one the whole mail, one each sentence
(words, pieces of words, and concepts such as "sorry" or "on hold", which have stems in 29 languages); the sentences'
largest and mean scores and the mail's go into a logistic regression, fitted on held-out scores, which gives the
probabilities. It was trained only on mail written for this purpose (`models/corpus/`), on no mail of any real person.

- mails: {len(held.samples)} in {held.groups} groups of look-alikes, {len({s.lang for s in held.samples})}
  languages
- unusual mail counts {least:g} of ordinary mail in training: {sum(s.weight < 1 for s in held.samples)} mails
- a verdict is sure from a confidence of {model.sure_above:g} ({SURE_SHARE:.0%} of such held-out are right),
  where believing it costs less than a look"""


_EXAM = """Labelled mails of other sources, most of the English ones real, that are no part of this project and were
never trained on (`make model EXAM=mails.jsonl`); three of the ten labels count as `other`."""


def _figures(said: Sequence[Said]) -> list[str]:
    return [_summary(said), _by_label(said), _by_language(said), _confusion(said)]


def _summary(said: Sequence[Said]) -> str:
    sure = [one for one in said if one.sure]
    return f"""- accuracy {_share(said):.3f}, macro-F1 {macro_f1(said):.3f}
- sure: {len(sure) / len(said):.3f} of the mails, {_share(sure):.3f} of them right
- an offer, interview or test surely dismissed: {sum(one.dismissed for one in said)} of {len(said)} mails"""


def _share(said: Sequence[Said]) -> float:
    return sum(one.right for one in said) / max(1, len(said))


def rates(label: Label, said: Sequence[Said]) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of mails of a label; 0 where nothing is to be divided by."""
    n, called = (sum(getattr(one, name) is label for one in said) for name in ("true", "label"))
    hits = sum(one.right for one in said if one.true is label)
    return hits / max(1, called), hits / max(1, n), 2 * hits / max(1, n + called), n


def counts(said: Sequence[Said]) -> dict[str, dict[str, int]]:
    """By label how many mails were called so, sure or not, how many of these were right, and how many truly are so."""
    return {
        str(label): {
            "called": sum(one.label is label for one in said),
            "right": sum(one.label is label and one.right for one in said),
            "mails": sum(one.true is label for one in said),
        }
        for label in LABELS
    }


def macro_f1(said: Sequence[Said]) -> float:
    """The mean F1 of the labels that occur."""
    return float(np.mean([rates(label, said)[2] for label in {one.true for one in said}]))


def _by_label(said: Sequence[Said]) -> str:
    rows = ((label, *rates(label, said)) for label in LABELS)
    return table(
        ["label", "precision", "recall", "F1", "mails"],
        [[label, f"{p:.3f}", f"{r:.3f}", f"{f:.3f}", str(n)] for label, p, r, f, n in rows if n],
    )


def _by_language(said: Sequence[Said]) -> str:
    counts = Counter(one.lang for one in said).most_common()
    rows = [[lang, f"{_share([one for one in said if one.lang == lang]):.3f}", str(n)] for lang, n in counts]
    return table(["language", "accuracy", "mails"], rows)


def _confusion(said: Sequence[Said]) -> str:
    cells = Counter((one.true, one.label) for one in said)
    there = [label for label in LABELS if any(label in cell for cell in cells)]
    rows = [[label, *(str(cells[label, other] or "·") for other in there)] for label in there]
    return "Rows: what the mail is. Columns: what it was called.\n\n" + table(["", *there], rows)


def _reliability(said: Sequence[Said]) -> str:
    """Stated confidence against the share that is right, and the expected calibration error."""
    tenths: dict[int, list[Said]] = {}
    for one in said:
        tenths.setdefault(min(int(one.confidence * 10), 9), []).append(one)
    means = {tenth: float(np.mean([one.confidence for one in inside])) for tenth, inside in tenths.items()}
    error = sum(abs(means[t] - _share(inside)) * len(inside) for t, inside in tenths.items()) / len(said)
    rows = [
        [f"{t / 10:.1f} to {t / 10 + 0.1:.1f}", f"{means[t]:.3f}", f"{_share(inside):.3f}", str(len(inside))]
        for t, inside in sorted(tenths.items())
    ]
    return (
        f"{table(['confidence', 'mean', 'right', 'mails'], rows)}\n\nExpected calibration error: {error:.3f}"
    )


def _costs(model: Model, held: HeldOut) -> str:
    """What the errors cost on held-out mail, believed or looked at."""
    said = held_out(model, held)
    believed = sum(COSTS.of(one.true, one.label) for one in said if one.sure)
    looks = sum(COSTS.look for one in said if not one.sure)
    blind = sum(COSTS.of(one.true, one.label) for one in said)
    foreseen = sum(
        expected(one.label, dict(zip(held.names, row, strict=True)), COSTS)
        for one, row in zip(said, held.probabilities.tolist(), strict=True)
        if one.sure
    )
    n = len(said) / 100
    return (
        f"Cost of errors per 100 mails (config.toml, `[costs]`): {believed / n:.1f} by sure verdicts "
        f"({foreseen / n:.1f} foreseen) and {looks / n:.1f} by looking at the others; believing everything would cost "
        f"{blind / n:.1f}."
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    line: Callable[[Sequence[str]], str] = lambda cells: "| " + " | ".join(cells) + " |"  # noqa: E731
    return "\n".join([line(head), line(["---"] * len(head)), *map(line, rows)])


_BLIND_SPOTS = """## Known blind spots

- The tables of concepts were enlarged by reading held-out errors on the corpus, so the held-out figures above, and the
  confidence that "sure" asks for, are too good: with the tables before, accuracy was .856. An exam shows the truth.
- Languages without a table of concepts; mails of a few words (never sure); pictures of text; what stands behind the
  first 6,000 characters.
- Sixteen languages have 44 mails each: they live by their concepts, and their figures are the lowest.
- Rejections that never say no, and freezes told in the words of a rejection.
- Mail in the words of recruiting about something else (a scholarship, a volunteer, a member): most false alarms.
- It knows nothing of the application a mail belongs to; `track` does."""
