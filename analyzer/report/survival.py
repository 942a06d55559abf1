"""Estimators for waits that are partly still open; the only user of statsmodels.

Kaplan and Meier 1958; Aalen and Johansen 1978; interval on the complementary log-log scale (Kalbfleisch and
Prentice 2002, 1.4.1); for plain shares Wilson 1927, as Brown, Cai and DasGupta 2001 recommend for small n.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from analyzer.domain import Application, Silence
from analyzer.report.spells import Cause, Spell, answer_spells

#: 97.5 % quantile of the normal distribution: two-sided 95 % intervals.
_Z = 1.959963984540054

#: An application is given up when an answer within HORIZON_DAYS is less likely than GIVE_UP. In simulated
#: searches of 600 a look-ahead of 30 days always found such a day, one of 60 days in four of five.
HORIZON_DAYS = 30
GIVE_UP = 0.10
MIN_AT_RISK = 30
SHORTEST_DAYS, LONGEST_DAYS, DEFAULT_DAYS = 21, 90, 45
_SEARCH_DAYS = 180

Interval = tuple[float, float]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share by a day and its 95 % interval; None: not known."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    at_risk: int
    """How many were still being watched and waiting on that day."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The share that has met its event by each day: a step function that starts at 0."""

    days: tuple[float, ...]
    """Where it steps, rising."""
    shares: tuple[float, ...]
    errors: tuple[float, ...]
    """Standard errors; nan where the formula has no value."""
    waits: tuple[float, ...]
    """Length of every wait, rising."""
    ended: tuple[float, ...]
    """Length of the waits that have ended, by any cause, rising."""

    def share(self, day: float) -> float:
        """The share by the day, 0 to 1; after the last step it stays."""
        step = bisect_right(self.days, day) - 1
        return self.shares[step] if step >= 0 else 0.0

    def at_risk(self, day: float) -> int:
        """How many waits lasted at least so long."""
        return len(self.waits) - bisect_left(self.waits, day)

    def known(self, day: float) -> int:
        """Of how many it is known what became of them by the day: they ended, or were watched so long."""
        return self.at_risk(day) + bisect_left(self.ended, day)

    def interval(self, day: float) -> Interval:
        """The 95 % interval of the share by the day.

        Where the standard error has no value (no event yet, or nobody left), Wilson's of those that are known.
        """
        step = bisect_right(self.days, day) - 1
        share = self.share(day)
        error = self.errors[step] if step >= 0 else 0.0
        if 0 < share < 1 and error > 0 and math.isfinite(error):
            return _cloglog(share, error)
        known = self.known(day)
        return wilson(round(share * known), known)

    def at(self, day: float) -> Estimate:
        """Share and interval by the day; no value if nobody was watched that long."""
        n, left = len(self.waits), self.at_risk(day)
        if not n or (left == 0 and self._unfinished()):
            return Estimate(None, None, None, n, left)
        low, high = self.interval(day)
        return Estimate(self.share(day), low, high, n, left)

    def _unfinished(self) -> bool:
        """The longest wait is still open: beyond it anything can come."""
        longest = self.waits[-1]
        return _count(self.ended, longest) < _count(self.waits, longest)


def answered(spells: Sequence[Spell]) -> Curve:
    """1 - S(t), Kaplan-Meier: the share that any cause has ended by day t."""
    days, causes = _arrays(spells)
    if not spells:
        return Curve((), (), (), (), ())
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = SurvfuncRight(days, (causes > 0).astype(int))
    return _curve(fit.surv_times, 1 - fit.surv_prob, fit.surv_prob_se, spells)


def ended_by(spells: Sequence[Spell], cause: Cause) -> Curve:
    """F_k(t), Aalen-Johansen: the share that this cause has ended by day t; all causes and S(t) make 1."""
    days, causes = _arrays(spells)
    if not (causes == cause).any():
        return _curve(np.empty(0), np.empty(0), np.empty(0), spells)
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = CumIncidenceRight(days, causes)
    return _curve(fit.times, fit.cinc[cause - 1], fit.cinc_se[cause - 1], spells)


def chance_after(all_causes: Curve, cause: Curve, silent_days: float) -> float | None:
    """P(answered by the cause within HORIZON_DAYS | silent for x days) = (F_k(x+h) - F_k(x)) / S(x).

    None while fewer than MIN_AT_RISK are watched half the horizon on, or if nobody waits so long.
    """
    later = silent_days + HORIZON_DAYS
    waiting = 1 - all_causes.share(silent_days)
    if all_causes.at_risk(silent_days + HORIZON_DAYS / 2) < MIN_AT_RISK or waiting <= 0:
        return None
    return (cause.share(later) - cause.share(silent_days)) / waiting


@dataclass(frozen=True, slots=True)
class Quantile:
    """The day by which a share has met its event, and its 95 % interval; None: not reached."""

    day: float | None
    low: float | None
    high: float | None


def quantile(curve: Curve, share: float) -> Quantile:
    """The first day by which the curve reaches the share (0 to 1, ends excluded).

    The interval holds the days whose own interval holds the share (Brookmeyer and Crowley 1982).
    """
    bands = [curve.interval(day) for day in curve.days]
    # Sums of fractions fall short of a half by a rounding error.
    enough = share - 1e-9
    return Quantile(
        _first_day(curve.days, (value >= enough for value in curve.shares)),
        _first_day(curve.days, (high >= enough for _, high in bands)),
        _first_day(curve.days, (low >= enough for low, _ in bands)),
    )


def _first_day(days: Sequence[float], holds: Iterable[bool]) -> float | None:
    return next((day for day, true in zip(days, holds, strict=True) if true), None)


def silence_threshold(applications: Sequence[Application], until: datetime) -> Silence:
    """The first day on which an answer within 30 days is less likely than 10 %, by the user's own curve.

    Looked for only while 30 are watched 15 days on; kept within 21 and 90 days; 45 if it is not to be found.
    Applications known only by their answer are left out.
    """
    curve = answered(answer_spells(applications, until))
    for day in range(_SEARCH_DAYS + 1):
        chance = chance_after(curve, curve, day)
        if chance is None:
            break
        if chance < GIVE_UP:
            return Silence(min(max(day, SHORTEST_DAYS), LONGEST_DAYS), "own curve")
    return Silence(DEFAULT_DAYS, "default")


def wilson(k: int, n: int) -> Interval:
    """The 95 % interval of the share k of n (Wilson 1927); (0, 1) if n is 0."""
    if n == 0:
        return 0.0, 1.0
    low, high = proportion_confint(k, n, alpha=0.05, method="wilson")
    return max(float(low), 0.0), min(float(high), 1.0)


def _cloglog(share: float, error: float) -> Interval:
    """1 - (1-F)^exp(-+ z se / ((1-F) ln(1-F))): stays within 0 and 1."""
    left = 1 - share
    width = _Z * error / (left * math.log(left))
    return 1 - left ** math.exp(width), 1 - left ** math.exp(-width)


def _arrays(spells: Sequence[Spell]) -> tuple[_Floats, npt.NDArray[np.int64]]:
    days = np.array([spell.days for spell in spells], dtype=np.float64)
    return days, np.array([int(spell.cause) for spell in spells], dtype=np.int64)


def _curve(days: _Floats, shares: _Floats, errors: _Floats, spells: Sequence[Spell]) -> Curve:
    return Curve(
        days=tuple(days.tolist()),
        shares=tuple(shares.tolist()),
        errors=tuple(errors.tolist()),
        waits=tuple(sorted(spell.days for spell in spells)),
        ended=tuple(sorted(spell.days for spell in spells if spell.cause)),
    )


def _count(ordered: Sequence[float], value: float) -> int:
    return bisect_right(ordered, value) - bisect_left(ordered, value)
