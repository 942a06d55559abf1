"""What happens to an application: tables of shares and waiting times, and the courses drawn from them.

The shares are of the size that people publish of their own searches: a third to a half rejected, about half never
answered, one in twelve talked to, a handful of finals. They are given out by quota, not by lot, so that every seed
tells a like story; what comes after the mailbox is looked at, has not happened yet.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example.steps import (
    Delay,
    Entered,
    Happening,
    attempt,
    last_talk,
    offer,
    office,
    office_before,
    taking_back,
    talk,
)

END = "end"
_A_DAY = Delay(1)


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which a state is left: where to, for what share of those in it, after how long."""

    to: str
    share: float
    delay: Delay = _A_DAY
    kind: str = ""
    """The mail that ends it, where `to` is the end; empty: they never write again."""


Path = tuple[Branch, ...]

#: State → how it is left, in the order in which states are entered. Shares of one state add up to 1.
TREE: Mapping[str, tuple[Branch, ...]] = {
    "applied": (
        Branch(END, 0.485),
        Branch(END, 0.365, Delay(20, 0.9), "reject_cv"),
        Branch(END, 0.028, Delay(24, 0.7), "freeze"),
        Branch(END, 0.007, Delay(10, 0.5), "withdrawn"),
        Branch("test", 0.045, Delay(6, 0.7)),
        Branch("talk1", 0.07, Delay(9, 0.65)),
    ),
    "test": (
        Branch(END, 0.22),
        Branch(END, 0.41, Delay(10, 0.7), "reject_test"),
        Branch("withdraw", 0.07, Delay(3)),
        Branch("talk1", 0.30, Delay(7)),
    ),
    "talk1": (
        Branch(END, 0.12),
        Branch(END, 0.34, Delay(8, 0.8), "reject_talk"),
        Branch(END, 0.06, Delay(9), "freeze_talk"),
        Branch("withdraw", 0.05, Delay(2)),
        Branch("homework", 0.06, Delay(2)),
        Branch("talk2", 0.37, Delay(4)),
    ),
    "homework": (
        Branch(END, 0.5, Delay(8), "reject_test"),
        Branch("talk2", 0.5, Delay(5)),
    ),
    "talk2": (
        Branch(END, 0.08),
        Branch(END, 0.36, Delay(8, 0.8), "reject_talk"),
        Branch(END, 0.06, Delay(9), "freeze_talk"),
        Branch("withdraw", 0.06, Delay(2)),
        Branch("talk3", 0.44, Delay(5)),
    ),
    "talk3": (
        # They decide late after a final, and worst of all for the second-best.
        Branch(END, 0.52, Delay(22, 0.5), "reject_final"),
        Branch(END, 0.12, Delay(12), "freeze_talk"),
        Branch("offer", 0.36, Delay(5)),
    ),
    "offer": (
        Branch(END, 0.34),
        Branch(END, 0.33, Delay(5, 0.2), "rescinded"),
        Branch(END, 0.33, Delay(6, 0.2), "own_decline"),
    ),
    "withdraw": (Branch(END, 1),),
}

_ENTER: Mapping[str, Callable[[Random, datetime, ZoneInfo], Entered]] = {
    "test": attempt,
    "homework": partial(attempt, kind="homework"),
    "talk1": partial(talk, opening="invite", number=1),
    "talk2": partial(talk, opening="next", number=2),
    "talk3": last_talk,
    "offer": offer,
    "withdraw": taking_back,
}
_SURVEYED, _INCOMPLETE = 0.05, 0.06


def quota(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers that add up to `total` and are as near to the shares as can be (largest remainders)."""
    exact = [total * share / sum(shares) for share in shares]
    counts = [math.floor(value) for value in exact]
    by_rest = sorted(range(len(shares)), key=lambda place: counts[place] - exact[place])
    for place in by_rest[: total - sum(counts)]:
        counts[place] += 1
    return counts


def paths(rng: Random, total: int) -> list[Path]:
    """`total` ways through the tree; of all that enter a state, each way out is taken in the share of its table."""
    entered: dict[str, list[Path]] = {state: [] for state in TREE} | {"applied": [()] * total}
    ended: list[Path] = []
    for state, branches in TREE.items():
        waiting = entered[state]
        rng.shuffle(waiting)
        for branch, count in zip(branches, quota(len(waiting), [one.share for one in branches]), strict=True):
            goal = ended if branch.to == END else entered[branch.to]
            goal += [(*path, branch) for path in waiting[:count]]
            waiting = waiting[count:]
    return ended


@dataclass(frozen=True, slots=True)
class Pin:
    """A state that is entered at a set time before the mailbox is looked at, so that something is pending then."""

    state: str
    days: float
    unanswered: bool = False
    """The user has not yet reacted."""


#: What lies on the user's desk on the last day.
PINS: tuple[Pin, ...] = (
    Pin("offer", 3.8),
    Pin("talk1", 0.5, unanswered=True),
    Pin("talk1", 1.4, unanswered=True),
    Pin("talk1", 2.6, unanswered=True),
    Pin("test", 1.6, unanswered=True),
    Pin("test", 3.2, unanswered=True),
    Pin("talk1", 5.3),
    Pin("talk1", 6.2),
)


def walk(
    rng: Random, path: Path, applied_at: datetime, zone: ZoneInfo, pinned: tuple[str, datetime] | None = None
) -> list[Happening]:
    """What happens on a path after applying, in order of time; `pinned`: a state and when it is entered."""
    found: list[Happening] = []
    now = applied_at
    if rng.random() < _INCOMPLETE:
        found.append(
            Happening("action", now + timedelta(hours=rng.uniform(1, 30)), due=now + timedelta(days=6))
        )
    for branch in path:
        now = office(rng, max([now, *(one.at for one in found)]) + branch.delay.draw(rng), zone)
        if pinned and pinned[0] == branch.to:
            now = office_before(rng, pinned[1], zone)
        if branch.to != END:
            happened, now = _ENTER[branch.to](rng, now, zone)
            found += happened
        elif branch.kind:
            found += _ending(rng, branch.kind, now)
    return found


def _ending(rng: Random, kind: str, at: datetime) -> list[Happening]:
    """The last mail, and after some rejections a survey."""
    surveyed = kind == "reject_cv" and rng.random() < _SURVEYED
    survey = [Happening("survey", at + timedelta(days=rng.uniform(1, 4)))]
    return [Happening(kind, at), *(survey if surveyed else [])]
