"""What carries over to mail that the model has not seen: `make measure EXAM=FILE`; hours.

Leaves out one language, then one source of the corpus at a time (a minute a row), and grows the corpus, each time
training anew (up to four minutes a row).
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

import numpy as np
from joblib import delayed

from analyzer.classify.card import Said, examined, macro_f1, rates, table
from analyzer.classify.corpus import Sample
from analyzer.classify.model import Judge
from analyzer.classify.train import fit_judge, fold_scores, folds, in_order, side_by_side, train, with_copies
from analyzer.classify.weights import Floats
from analyzer.labels import LABELS, Label
from models.build import exam, samples

#: Languages whose leaving out is measured: a few of each family.
LANGUAGES = ("zh-Hans", "ja", "de", "es", "pl")


def left_out(
    mails: Sequence[Sample], key: Callable[[Sample], str], values: Sequence[str]
) -> Iterator[list[str]]:
    """For each value a row: accuracy and macro-F1 of a model that saw no mail of it, and recall of each label.

    Which words are counted, and how heavily, is learnt of all mail; what turns scores into probabilities, of held-out
    scores of the other mails by models that had seen mail of the value.
    """
    _, data = with_copies(mails)
    every = np.arange(len(mails))
    divided = list(folds(data.labels[: len(mails)], data.groups))
    apart = [np.array([key(mail) == value for mail in mails]) for value in values]
    jobs = [*divided, *((every[~own], every[own]) for own in apart)]
    scores = side_by_side([delayed(fold_scores)(data, fit, test) for fit, test in jobs])
    usual = in_order(list(islice(scores, len(divided))), divided)
    for value, own, found in zip(values, apart, scores, strict=True):
        judge = fit_judge(usual[~own], data.labels[: len(mails)][~own], data.weight[: len(mails)][~own])
        test = [mail for mail, is_own in zip(mails, own, strict=True) if is_own]
        yield [value, *_row(test, judge, found)]


def _row(test: Sequence[Sample], judge: Judge, scores: Floats) -> list[str]:
    likely = judge.probabilities(scores)
    names, chances = (
        [judge.linear.classes[best] for best in likely.argmax(axis=1)],
        likely.max(axis=1).tolist(),
    )
    said = [
        Said(mail.lang, mail.label, Label(name), chance, sure=False)
        for mail, name, chance in zip(test, names, chances, strict=True)
    ]
    recalls = [rates(label, said) for label in LABELS]
    right = sum(one.right for one in said) / len(said)
    shares = [f"{right:.3f}", f"{macro_f1(said):.3f}"]
    return [str(len(said)), *shares, *(f"{r:.2f}" if n else "·" for _, r, _, n in recalls)]


def halves(mails: Sequence[Sample]) -> dict[str, list[Sample]]:
    """A sixteenth of the mails, an eighth, a quarter, a half, all."""
    order = _shuffled(mails)
    return {f"1/{16 >> n} of the mails": order[: len(order) * (1 << n) // 16] for n in range(5)}


def kinds(mails: Sequence[Sample]) -> dict[str, list[Sample]]:
    """The mails of each source, and as many of all sources."""
    order = _shuffled(mails)
    of = {name: list(own) for name, own in groupby(sorted(mails, key=_source), key=_source)}
    alone = {f"only source {name}": own for name, own in of.items()}
    return alone | {f"as many of all as {name}": order[: len(own)] for name, own in of.items()}


def _shuffled(mails: Sequence[Sample]) -> list[Sample]:
    return sorted(mails, key=lambda mail: random.Random(mail.id).random())  # noqa: S311


def grown(parts: dict[str, list[Sample]], asked: Sequence[Sample]) -> Iterator[list[str]]:
    """For each part of the corpus a row of figures of the exam."""
    for name, part in parts.items():
        model, _ = train([replace(mail, weight=1.0) for mail in part])
        said = examined(asked, list(model.judge(sample.email for sample in asked)))
        right = sum(one.right for one in said) / len(said)
        yield [name, str(len(part)), f"{right:.3f}", f"{macro_f1(said):.3f}"]


def _source(mail: Sample) -> str:
    return mail.source


def told(head: Sequence[str], rows: Iterator[list[str]]) -> None:
    """Prints a table row by row, as the rows come."""
    for number, row in enumerate(rows):
        lines = table(head, [row]).splitlines()
        sys.stdout.write("\n".join(lines[2 if number else 0 :]) + "\n")
        sys.stdout.flush()
    sys.stdout.write("\n")


def main(arguments: list[str]) -> int:
    """Prints the tables; `--only NAME`: sources, languages, growth or halves (the first rows of growth)."""
    mails = samples()
    wanted = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    files = [argument for argument in arguments if argument not in ("--only", wanted)]
    head = ["left out", "mails", "accuracy", "macro-F1", *LABELS]
    sources = sorted({mail.source for mail in mails})
    if wanted in ("", "sources"):
        told(head, left_out(mails, _source, sources))
    if wanted in ("", "growth", "halves") and files:
        parts = halves(mails) | ({} if wanted == "halves" else kinds(mails))
        told(["trained on", "mails", "accuracy", "macro-F1"], grown(parts, exam(Path(files[0]))))
    if wanted in ("", "languages"):
        told(head, left_out(mails, lambda mail: mail.lang, LANGUAGES))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
