"""The model card: what the model was made of, and how right it is, printed and never edited by hand."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from analyzer.classify.model import Model
from analyzer.classify.train import HeldOut
from analyzer.labels import LABELS, Label


def card(model: Model, held: HeldOut) -> str:
    """The card as Markdown; every figure is of held-out mail."""
    said = [held.names[i] for i in held.probabilities.argmax(axis=1)]
    true = [sample.label for sample in held.samples]
    parts = [
        _head(model, held, true, said),
        _by_label(true, said),
        _slices("language", [s.lang for s in held.samples], true, said),
        _confusion(true, said),
        _reliability(held, true, said),
        _BLIND_SPOTS,
    ]
    return "\n\n".join(parts) + "\n"


def _head(model: Model, held: HeldOut, true: Sequence[Label], said: Sequence[Label]) -> str:
    right = sum(t is s for t, s in zip(true, said, strict=True))
    sure = held.probabilities.max(axis=1) >= model.sure_above
    right_sure = sum(t is s for t, s, ok in zip(true, said, sure, strict=True) if ok)
    return f"""# Model card

Printed by `make model`; not edited by hand.

The model says what a mail is. Two linear support vector machines score it, one the whole mail (words, pieces of
words, the subject, the kind of sender; TF-IDF, hashed), one each sentence; the sentences' largest and mean scores and
the mail's go into a logistic regression, fitted on held-out scores, which gives the probabilities.
It was trained only on mail written for this purpose (`models/corpus/`), on no mail of any real person.

- mails: {len(true)} in {held.groups} groups of look-alikes, {len({s.lang for s in held.samples})} languages
- accuracy on held-out groups (five folds): {right / len(true):.3f}; macro-F1 {_macro_f1(true, said):.3f}
- sure (confidence from {model.sure_above:g}): {sure.mean():.3f} of the mails,
  {right_sure / max(1, sure.sum()):.3f} of them right

The corpus holds more unusual mail than a mailbox does, so held-out figures are lower than those on everyday mail."""


def _rates(label: Label, true: Sequence[Label], said: Sequence[Label]) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of mails of a label; 0 where nothing is to be divided by."""
    n, called = true.count(label), said.count(label)
    hits = sum(t is s is label for t, s in zip(true, said, strict=True))
    return hits / called if called else 0.0, hits / n if n else 0.0, 2 * hits / max(1, n + called), n


def _macro_f1(true: Sequence[Label], said: Sequence[Label]) -> float:
    return float(np.mean([_rates(label, true, said)[2] for label in sorted(set(true))]))


def _by_label(true: Sequence[Label], said: Sequence[Label]) -> str:
    rows = ((label, *_rates(label, true, said)) for label in LABELS if label in true)
    return _table(
        ["label", "precision", "recall", "F1", "mails"],
        [[label, f"{p:.3f}", f"{r:.3f}", f"{f:.3f}", str(n)] for label, p, r, f, n in rows],
    )


def _slices(name: str, keys: Sequence[str], true: Sequence[Label], said: Sequence[Label]) -> str:
    right = Counter(k for k, t, s in zip(keys, true, said, strict=True) if t is s)
    rows = [[key, f"{right[key] / n:.3f}", str(n)] for key, n in Counter(keys).most_common()]
    return _table([name, "accuracy", "mails"], rows)


def _confusion(true: Sequence[Label], said: Sequence[Label]) -> str:
    cells = Counter(zip(true, said, strict=True))
    rows = [
        [label, *(str(cells[label, other] or "·") for other in LABELS)] for label in LABELS if label in true
    ]
    return "Rows: what the mail is. Columns: what it was called.\n\n" + _table(["", *LABELS], rows)


def _reliability(held: HeldOut, true: Sequence[Label], said: Sequence[Label]) -> str:
    """Stated confidence against the share that is right, and the expected calibration error."""
    confidence = held.probabilities.max(axis=1)
    right = np.array([t is s for t, s in zip(true, said, strict=True)])
    band = np.minimum((confidence * 10).astype(int), 9)
    rows, error = [], 0.0
    for tenth in sorted(set(band.tolist())):
        inside = band == tenth
        gap = abs(confidence[inside].mean() - right[inside].mean())
        error += gap * inside.mean()
        span = f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}"
        rows.append(
            [span, f"{confidence[inside].mean():.3f}", f"{right[inside].mean():.3f}", str(inside.sum())]
        )
    table = _table(["confidence", "mean", "right", "mails"], rows)
    return f"{table}\n\nExpected calibration error: {error:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    line: Callable[[Sequence[str]], str] = lambda cells: "| " + " | ".join(cells) + " |"  # noqa: E731
    return "\n".join([line(head), line(["---"] * len(head)), *map(line, rows)])


_BLIND_SPOTS = """## Known blind spots

- Languages that the corpus does not hold; mails of a few words; pictures of text.
- Rejections that never say no, and freezes told in the words of a rejection.
- It knows nothing of the application a mail belongs to; `track` does."""
