"""Simulated searches whose truth is known: how far each reported rate is off, and how often its interval holds.

A search is 600 applications in 25 weeks, most of them late; the chances and times below are assumed, the same for all
searches. 62 in 100 are acknowledged, half of the others leave the user's own mail, the rest is seen only if it is
answered. What the mailbox would show at the end goes through the program's own way from events to rates.
`python -m benchmarks.simulate 400` takes fewer searches; the interview stage's error of chance is twice as large then.
"""

import math
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from analyzer.domain import Application, Clues, Event, Silence
from analyzer.labels import Label, Stage
from analyzer.report.patience import Patience
from analyzer.report.schema import Rate
from analyzer.report.summary import rates, stage_times
from analyzer.track import stages

SEARCHES, APPLICATIONS, SEED = 1600, 600, 20261120
UNTIL = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
START = datetime(2026, 5, 25, tzinfo=UTC)
#: Applications by week, with a dip in August and a strong autumn.
VOLUME = (8, 12, 16, 20, 24, 26, 26, 22, 18, 14, 10, 8, 12, 22, 28, 30, 32, 34, 34, 32, 34, 36, 36, 34, 32)
WEEKDAYS = (0.19, 0.19, 0.18, 0.16, 0.12, 0.07, 0.09)
ACKNOWLEDGED, OWN_MAIL = 0.62, 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may come: how likely, after how many days (the median), how spread (sigma of the logarithm)."""

    label: Label
    chance: float
    median: float
    sigma: float

    def by(self, day: float) -> float:
        """The share of all for which it has come by the day."""
        z = math.log(day / self.median) / self.sigma
        return self.chance * (1 + math.erf(z / math.sqrt(2))) / 2


FIRST = (
    Way(Label.INTERVIEW_INVITE, 0.09, 9, 0.8),
    Way(Label.REJECTION, 0.46, 24, 1.0),
    Way(Label.HIRING_FREEZE, 0.03, 30, 0.7),
)
SECOND = (Way(Label.OFFER, 0.17, 21, 0.5), Way(Label.REJECTION, 0.50, 12, 0.8))
#: Systems: their part of all, and by how much an interview is likelier.
SYSTEMS: Mapping[str, tuple[float, float]] = {
    "Board": (0.55, 0.8),
    "Site": (0.30, 1.0),
    "Referral": (0.07, 2.6),
    "Agency": (0.08, 1.1),
}
_LIFT = sum(part * lift for part, lift in SYSTEMS.values())


# --- the truth --------------------------------------------------------------------------------------


def truth(rate: Rate) -> float | None:
    """What the rate estimates; None for one that the model has nothing to say about."""
    kind, _, name = rate.group.partition(":")
    if kind == "stage":
        ways = {"applied": _first(_LIFT), "interview": SECOND}.get(name)
        return None if ways is None else _left(rate.name, ways, rate.day)
    return _answered(rate.name, _first(SYSTEMS[name][1] if kind == "system" else _LIFT), rate.day)


def _first(lift: float) -> tuple[Way, ...]:
    invite = FIRST[0]
    return (Way(invite.label, invite.chance * lift, invite.median, invite.sigma), *FIRST[1:])


_KINDS = {
    "positive_answer": (Label.INTERVIEW_INVITE,),
    "rejection_answer": (Label.REJECTION,),
    "stopped_answer": (Label.HIRING_FREEZE,),
    "passed": (Label.INTERVIEW_INVITE, Label.OFFER),
    "rejected": (Label.REJECTION,),
    "stopped": (Label.HIRING_FREEZE,),
    "withdrawn": (),
}


def _answered(name: str, ways: tuple[Way, ...], day: int) -> float:
    wanted = _KINDS.get(name, tuple(Label))
    return sum(way.by(day) for way in ways if way.label in wanted)


def _left(name: str, ways: tuple[Way, ...], day: int) -> float:
    return 1 - _answered("", ways, day) if name == "no_answer" else _answered(name, ways, day)


# --- a search ---------------------------------------------------------------------------------------


def search(seed: int, applications: int = APPLICATIONS) -> list[Application]:
    """The applications that a mailbox would show at the end of one search."""
    chance = np.random.default_rng(seed)
    volume = np.array(VOLUME) / sum(VOLUME)
    groups = (_events(number, volume, chance) for number in range(applications))
    made = [stages.application(group) for group in groups if group]
    return list(stages.settle(made, Silence(45, "default"), UNTIL))


def _events(number: int, volume: npt.NDArray[np.float64], chance: np.random.Generator) -> list[Event]:
    """The mails of one application that have come by the end; none if it left no trace."""
    days = 7 * int(chance.choice(len(VOLUME), p=volume)) + int(chance.choice(7, p=WEEKDAYS))
    applied = START + timedelta(days=days, hours=float(chance.uniform(8, 23)))
    system = str(chance.choice(list(SYSTEMS), p=[part for part, _ in SYSTEMS.values()]))
    mails: list[tuple[Label | None, datetime]] = []
    if chance.random() < ACKNOWLEDGED:
        mails.append((Label.AUTO_ACK, applied))
    elif chance.random() < OWN_MAIL:
        mails.append((None, applied))
    mails += _answers(applied, SYSTEMS[system][1], chance)
    clues = Clues(f"Company {number}", "Analyst", system=system)
    return [
        Event(f"{number}.{place}@mail.example", at, label, 1.0, True, "user", clues)
        for place, (label, at) in enumerate(mails)
        if at < UNTIL
    ]


def _answers(
    applied: datetime, lift: float, chance: np.random.Generator
) -> Iterator[tuple[Label | None, datetime]]:
    first = _drawn(_first(lift), chance)
    if first is None:
        return
    answered = applied + timedelta(days=first[1])
    yield first[0], answered
    if first[0] is Label.INTERVIEW_INVITE:
        second = _drawn(SECOND, chance)
        if second is not None:
            yield second[0], answered + timedelta(days=second[1])


def _drawn(ways: tuple[Way, ...], chance: np.random.Generator) -> tuple[Label, float] | None:
    """One of the ways and after how many days, or silence for ever."""
    fate = float(chance.random())
    for way in ways:
        if fate < way.chance:
            return way.label, way.median * math.exp(way.sigma * float(chance.standard_normal()))
        fate -= way.chance
    return None


# --- the table --------------------------------------------------------------------------------------

#: Groups that have no truth of their own here.
_OTHERS = ("channel:", "family:", "seniority:", "board:")
_SILENT_DAYS = (7, 21, 45)
_HEAD = (
    f"{'group':22} {'number':18} {'day':>3}"
    f" {'truth':>7} {'mean':>7} {'bias':>6} {'+-':>6} {'holds':>6} {'n':>6} {'of':>5}"
)


@dataclass
class Tally:
    """What was reported of one number, search by search."""

    true: float
    estimates: list[float] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, estimate: float, interval: tuple[float, float] | None, n: int) -> None:
        """Takes what one search reported."""
        self.estimates.append(estimate)
        self.sizes.append(n)
        if interval:
            self.held.append(interval[0] <= self.true <= interval[1])

    def line(self, unit: float) -> str:
        """Truth, mean, bias and the chance error of the bias (95 %), in the unit; how often the interval held."""
        found = np.array(self.estimates) / unit
        bias = float(found.mean()) - self.true / unit
        error = 1.96 * float(found.std()) / math.sqrt(len(found))
        holds = f"{np.mean(self.held) * 100:6.1f}" if self.held else "     -"
        return (
            f"{self.true / unit:7.2f} {found.mean():7.2f} {bias:+6.2f} {error:6.2f} {holds}"
            f" {np.mean(self.sizes):6.0f} {len(found):5d}"
        )


Found = dict[tuple[str, str, str], Tally]


def tallies(searches: int) -> Found:
    """For each number, by group, name and day, what the searches report; months are taken together."""
    found: Found = {}
    for number in range(searches):
        applications = search(SEED + number)
        _add_rates(found, applications)
        _add_chances(found, applications)
        _add_times(found, applications)
    return found


def _add_rates(found: Found, applications: list[Application]) -> None:
    for rate in rates(applications, UNTIL):
        true = None if rate.group.startswith(_OTHERS) else truth(rate)
        # Of what never happens there is nothing to estimate.
        if true and rate.estimate is not None and rate.low is not None and rate.high is not None:
            group = "month:each" if rate.group.startswith("month:") else rate.group
            key = (group, rate.name, f"{rate.day}")
            found.setdefault(key, Tally(true)).add(rate.estimate, (rate.low, rate.high), rate.n)


def _add_chances(found: Found, applications: list[Application]) -> None:
    """What silence of so many days still promises, for the next 30."""
    patience = Patience(applications, [""] * len(applications), UNTIL)
    ways = _first(_LIFT)
    for silent in _SILENT_DAYS:
        chance = patience.after(silent)
        for name, kind in (("answer", ""), ("positive", "positive_answer")):
            more = _answered(kind, ways, silent + 30) - _answered(kind, ways, silent)
            true = more / (1 - _answered("", ways, silent))
            if chance is not None:
                key = ("chance after silence", name, f"{silent}")
                found.setdefault(key, Tally(true)).add(getattr(chance, name), None, chance.at_risk)


def _add_times(found: Found, applications: list[Application]) -> None:
    """By which day a quarter and half have left the interview stage."""
    for row in stage_times(applications, UNTIL):
        if row.stage is Stage.INTERVIEW and row.share <= 0.5 and row.days is not None:
            low, high = row.low or 0.0, math.inf if row.high is None else row.high
            key = ("days in interview", f"{row.share:.0%} have left", "-")
            found.setdefault(key, Tally(_left_by(row.share))).add(row.days, (low, high), row.n)


def _left_by(share: float) -> float:
    """The day by which so many have left the interview stage, by halving."""
    low, high = 0.01, 365.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(way.by(middle) for way in SECOND) < share else (low, middle)
    return low


def main(searches: int = SEARCHES) -> None:
    started = time.perf_counter()
    found = tallies(searches)
    print(
        f"{searches} searches of {APPLICATIONS}. Shares in per cent, bias and its chance error (95 %) in points"
    )
    print(_HEAD)
    for (group, name, day), tally in found.items():
        print(f"{group:22} {name:18} {day:>3} {tally.line(1.0 if day == '-' else 0.01)}")
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SEARCHES)
