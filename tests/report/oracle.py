"""Kaplan-Meier, Aalen-Johansen and Wilson written out from the textbook, to check the library's by."""

import math
from collections.abc import Sequence

from analyzer.report.spells import Spell

Z = 1.959963984540054


def kaplan_meier(spells: Sequence[Spell], day: float) -> tuple[float, float]:
    """S(day) and Greenwood's standard error."""
    left, hazard = 1.0, 0.0
    for time in sorted({s.days for s in spells if s.cause and s.days <= day}):
        at_risk = sum(s.days >= time for s in spells)
        events = sum(s.days == time and bool(s.cause) for s in spells)
        left *= 1 - events / at_risk
        hazard += events / (at_risk * (at_risk - events)) if at_risk > events else math.inf
    return left, left * math.sqrt(hazard) if left else math.nan


def aalen_johansen(spells: Sequence[Spell], cause: int, day: float) -> tuple[float, float]:
    """F_cause(day) and its standard error (delta method; Marubini and Valsecchi 1995, 10.12)."""
    times = sorted({s.days for s in spells if s.days <= day})
    left, share, steps = 1.0, 0.0, []
    for time in times:
        at_risk = sum(s.days >= time for s in spells)
        events = sum(s.days == time and bool(s.cause) for s in spells)
        of_cause = sum(s.days == time and s.cause == cause for s in spells)
        share += left * of_cause / at_risk
        steps.append((left, at_risk, events, of_cause, share))
        left *= 1 - events / at_risk
    variance = 0.0
    for before, n, d, k, so_far in steps:
        rest = share - so_far
        variance += rest**2 * d / (n * (n - d)) if n > d else (math.nan if rest else 0)
        variance += before**2 * (n - k) * k / n**3
        variance -= 2 * rest * before * k / n**2
    return share, math.sqrt(max(variance, 0))


def cloglog(share: float, error: float) -> tuple[float, float]:
    """The 95 % interval of a share strictly between 0 and 1."""
    width = Z * error / ((1 - share) * math.log(1 - share))
    ends = (1 - (1 - share) ** math.exp(width), 1 - (1 - share) ** math.exp(-width))
    return min(ends), max(ends)


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's interval as he wrote it."""
    middle = (k + Z**2 / 2) / (n + Z**2)
    half = Z / (n + Z**2) * math.sqrt(k * (n - k) / n + Z**2 / 4)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def quantile(spells: Sequence[Spell], share: float) -> float | None:
    """The first day by which 1 - S reaches the share."""
    days = sorted({s.days for s in spells if s.cause})
    return next((day for day in days if 1 - kaplan_meier(spells, day)[0] >= share - 1e-9), None)


def quantile_interval(spells: Sequence[Spell], share: float) -> tuple[float | None, float | None]:
    """The days whose 95 % interval of 1 - S holds the share: the first and the one after the last."""
    days = sorted({s.days for s in spells if s.cause})
    ends = [cloglog(1 - left, error) for left, error in (kaplan_meier(spells, day) for day in days)]
    low = next((day for day, (_, high) in zip(days, ends, strict=True) if high >= share), None)
    high = next((day for day, (low, _) in zip(days, ends, strict=True) if low >= share), None)
    return low, high


def chance_after(spells: Sequence[Spell], cause: int | None, silent: float, horizon: float) -> float:
    """The chance of the cause (None: any) in the days after so long a silence, counted only among those left.

    Among those still waiting after the silence, with the clock set back: the same number as (F(x+h) - F(x)) / S(x).
    """
    left = [Spell(s.days - silent, s.cause) for s in spells if s.days > silent]
    if cause is None:
        return 1 - kaplan_meier(left, horizon)[0]
    return aalen_johansen(left, cause, horizon)[0]


def corrected(called: int, right: int, of_called: int, of_true: int) -> tuple[float, float, float]:
    """called * precision / recall; the errors of both shares and of chance, squared, added, rooted."""
    p, r = right / of_called, right / of_true
    precision, recall = wilson(right, of_called), wilson(right, of_true)
    middle = called * p / r
    of_mails = Z**2 * (called * p * (1 - p) + called * p * (1 - r)) / r**2
    down = (middle - called * precision[0] / recall[1]) ** 2
    up = (middle - called * precision[1] / recall[0]) ** 2
    return middle, max(0.0, middle - math.sqrt(down + of_mails)), middle + math.sqrt(up + of_mails)
