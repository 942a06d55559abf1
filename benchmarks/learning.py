"""What forty labels a week bring: `python -m benchmarks.learning SEARCH ...`, folders with maildir/ and truth.json.

A user who is always right answers the cards in three orders: dearest first, least sure first, at random. Every fifth
card is drawn at random and held out. After some weeks a model is trained of all labels so far, as the program does it.
With `--weights` it prints instead what comes of it if a label counts as so many mails of the corpus; with `--gate` what
the whole program does week by week, and when a model takes over (`benchmarks.promotion`).
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analyzer.classify import alike, corpus, gate, modelfile, queue
from analyzer.classify.lessons import Lessons, lessons
from analyzer.classify.retrain import WEIGHT, retrained
from analyzer.corrections import Correction, Split, text_hash
from analyzer.costs import COSTS
from analyzer.domain import Email, Verdict
from analyzer.fetch import Memory
from analyzer.fetch.opening import open_source
from analyzer.fetch.settings import MaildirSettings
from analyzer.labels import PRECIOUS, Label
from analyzer.read.parse import parse
from analyzer.shipped import shipped_corpus, shipped_model
from benchmarks import promotion

A_WEEK = 40


@dataclass(frozen=True)
class Search:
    """The mails of a search that the user did not write, what they are, and what the shipped model says."""

    emails: list[Email]
    truth: list[Label]
    verdicts: list[Verdict]


def truths(folder: Path) -> Iterator[tuple[str, Label]]:
    """Message id and label of the mails that the user did not write, and of which the label is known for certain."""
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    coarse = {id_.strip("<>") for id_ in told["coarse"]}
    for id_, label in told["emails"].items():
        if label != "sent" and id_.strip("<>") not in coarse:
            yield id_.strip("<>"), Label(label)


def read(folder: Path) -> Search:
    labels = dict(truths(folder))
    found: dict[str, Email] = {}
    source = open_source(MaildirSettings("search", folder / "maildir", junk=True))
    for each in source.folders():
        for batch in source.fetch(each, None, Memory()):
            for message in batch.messages:
                email = parse(message.raw, message.received_at)
                found[email.message_id] = email
    wanted = [i for i in sorted(found) if i in labels and found[i].text]
    emails = [found[i] for i in wanted]
    verdicts = list(modelfile.load(shipped_model()).judge(emails))
    return Search(emails, [labels[i] for i in wanted], verdicts)


#: Order → its queue of a search's mails.
ORDERS: Mapping[str, Callable[[Search], list[int]]] = {
    "dearest first": lambda s: queue.queued(enumerate(s.verdicts)).ids.tolist(),
    "least sure first": lambda s: np.argsort([v.confidence for v in s.verdicts], kind="stable").tolist(),
    "at random": lambda s: np.random.default_rng(0).permutation(len(s.emails)).tolist(),
}


def answered(search: Search, order: Sequence[int], count: int) -> tuple[list[int], list[int]]:
    """Mails that are labelled to learn from, and those held out, of so many cards; one of each kind."""
    rows = alike.rows(search.emails)
    drawn = queue.queued(enumerate(search.verdicts)).drawn.tolist()
    done, taught, held = set[int](), list[int](), list[int]()
    while len(taught) + len(held) < count:
        at_random = (len(taught) + len(held)) % queue.ROUND == queue.ROUND - 1
        left = (i for i in (drawn if at_random else order) if i not in done)
        mail = next(left)
        (held if at_random else taught).append(mail)
        done |= {mail, *np.flatnonzero(alike.nearly(rows[mail], rows)).tolist()}
    return taught, held


def learnt(search: Search, taught: Sequence[int], held: Sequence[int]) -> Lessons:
    said = [(i, Split.TRAIN) for i in taught] + [(i, Split.HELD_OUT) for i in held]
    hashes = {i: text_hash(search.emails[i]) for i, _ in said}
    return lessons(
        [
            Correction(search.emails[i].message_id, hashes[i], search.truth[i], split=split)
            for i, split in said
        ],
        {hashes[i]: search.emails[i] for i, _ in said},
    )


def figures(search: Search, after: Sequence[Label], among: Sequence[int]) -> str:
    """Misread, missed, and the cost of the errors: of the shipped model, and of the one that learnt."""
    before = [verdict.label for verdict in search.verdicts]
    columns = zip(_figures(search, before, among), _figures(search, after, among), strict=True)
    return " | ".join(f"{shipped:.0f} → {learnt:.0f}" for shipped, learnt in columns)


def _figures(search: Search, said: Sequence[Label], among: Sequence[int]) -> tuple[int, int, float]:
    wrong = [i for i in among if said[i] is not search.truth[i]]
    missed = sum(search.truth[i] in PRECIOUS and said[i] not in PRECIOUS for i in among)
    return len(wrong), missed, sum(COSTS.of(search.truth[i], said[i]) for i in wrong)


def after_weeks(
    search: Search, name: str, weeks: int, weight: float = WEIGHT
) -> tuple[list[int], list[int], Lessons, list[Label]]:
    """Mails learnt from and held out, what is made of them, and what the model that learnt says of all mail."""
    taught, held = answered(search, ORDERS[name](search), A_WEEK * weeks)
    told = learnt(search, taught, held)
    shipped, mail = modelfile.load(shipped_model()), corpus.read(shipped_corpus())
    new = retrained(shipped, mail, told, doubting=False, weight=weight).model
    return taught, held, told, [verdict.label for verdict in new.judge(search.emails)]


def weighed(search: Search, weeks: int, weight: float) -> None:
    """A line of what comes of it if a label counts as so many mails of the corpus."""
    taught, held, _, after = after_weeks(search, "dearest first", weeks, weight)
    rest = sorted({*range(len(after))} - {*taught, *held})
    print(f"| {weeks} | {weight:g} | {figures(search, after, rest)} |", flush=True)


def row(search: Search, name: str, weeks: int) -> None:
    """A line of what comes of so many weeks of answers in that order."""
    taught, held, told, after = after_weeks(search, name, weeks)
    before = [verdict.label for verdict in search.verdicts]
    rows = alike.rows(search.emails)
    near = np.asarray((rows @ rows[sorted(taught)].T).max(axis=1).toarray()).ravel() >= alike.KIN
    rest = sorted({*range(len(before))} - {*taught, *held})
    kin = [i for i in rest if near[i]]
    answers = [
        gate.Answer(search.truth[i], before[i], after[i], group)
        for i, group in zip(held, told.kin_of_held_out, strict=True)
    ]
    seen = gate.compared(answers)
    shown = sum(before[i] is not search.truth[i] for i in taught)
    print(
        f"| {name} | {weeks} | {shown} | {figures(search, after, rest)} | {figures(search, after, kin)} | "
        f"{seen.mails}: {seen.new_right}, {seen.old_right} |",
        flush=True,
    )


FIGURES = ("misread: shipped → learnt", "missed", "cost")
HEAD_OF_WEIGHTS = ("weeks", "weight", *FIGURES)
HEAD = (
    "cards",
    "weeks",
    "mistakes shown",
    *FIGURES,
    *(f"of kin {figure}" for figure in ("misread", "missed", "cost")),
    "held out: only new, only old right",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("searches", nargs="+", type=Path)
    parser.add_argument("--weeks", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--weights", type=float, nargs="+", default=[])
    parser.add_argument("--gate", action="store_true")
    chosen = parser.parse_args()
    for folder in chosen.searches:
        print(f"\n{folder.name}\n")
        if chosen.gate:
            head(promotion.HEAD)
            for line in promotion.weekly(folder, dict(truths(folder)), max(chosen.weeks)):
                print(line, flush=True)
            continue
        search = read(folder)
        head(HEAD_OF_WEIGHTS if chosen.weights else HEAD)
        for weeks in chosen.weeks:
            for weight in chosen.weights:
                weighed(search, weeks, weight)
            for name in () if chosen.weights else ORDERS:
                row(search, name, weeks)


def head(columns: Sequence[str]) -> None:
    print(f"| {' | '.join(columns)} |\n{'| --- ' * len(columns)}|")


if __name__ == "__main__":
    main()
