"""How often the gate lets a model take over that is truly worse, equal or better: once, and trial after trial.

Models are drawn that differ on a share of all mail; one mail in eight is an offer, an interview or a test, and half of
the wrong answers of those are misses. Everything else is `analyzer.classify.gate` itself. Beside it stand two other
ways to draw: from all mail, and in two strata, mail that the model in force is sure of and mail that it is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from scipy.stats import binom, binomtest

from analyzer.classify.gate import LEAST, LEAST_LABELS, Comparison, ruled

PRECIOUS = 1 / 8
MISSED = 1 / 2
REPEATS = 4000
CHANGES = (-0.03, -0.01, 0.0, 0.01, 0.02, 0.04)
DIFFER = (0.02, 0.04, 0.06, 0.10)
#: Mails drawn from all mail, and the p below which a model would take over by them.
PLAIN, PLAIN_STANDARD = (60, 240), 0.17
#: The few that are there where models hardly differ, or nobody answers for long.
FEW = 8
TRIALS, POOL = 10, 30
#: The model in force is not sure of this share of all mail, and there this share of the disagreements lies.
UNSURE, DISPUTED = 0.10, 0.75
#: Which part of the drawn mails is drawn among the unsure, and the p below which a model takes over.
DESIGNS = ((1 / 2, PLAIN_STANDARD), (1 / 2, 0.06), (1 / 4, PLAIN_STANDARD), (1 / 4, 0.12))


@cache
def p_value(new: int, old: int) -> float:
    return float(binomtest(new, new + old, alternative="greater").pvalue) if new + old else 1.0


def comparison(
    dice: np.random.Generator, mails: int, new: int, old: int, p: float | None = None
) -> Comparison:
    """What would be seen if only the new model were right on so many mails, only the old one on so many."""
    return Comparison(
        labels=max(mails, LEAST_LABELS),
        mails=mails,
        new_right=new,
        old_right=old,
        missed_by_new=int(dice.binomial(old, PRECIOUS * MISSED)),
        missed_by_old=int(dice.binomial(new, PRECIOUS * MISSED)),
        p=p_value(new, old) if p is None else p,
    )


# --- once -----------------------------------------------------------------------------------------


def tried(change: float, differ: float, telling: int = LEAST) -> float:
    """The share of trials that promote a model better by `change`; so many labelled mails tell the models apart."""
    dice = np.random.default_rng(0)
    draws = dice.binomial(telling, (differ + change) / differ / 2, size=REPEATS).tolist()
    rulings = (ruled(comparison(dice, telling, new, telling - new), over=True) for new in draws)
    return float(np.mean([ruling.promoted for ruling in rulings]))


def plain(change: float, differ: float, mails: int) -> float:
    """The same of so many mails drawn from all mail."""
    dice = np.random.default_rng(0)
    shares = (differ + change) / 2, (differ - change) / 2, 1 - differ
    draws = dice.multinomial(mails, shares, size=REPEATS).tolist()
    return float(np.mean([_passes(comparison(dice, mails, n, o), PLAIN_STANDARD) for n, o, _ in draws]))


def _passes(told: Comparison, standard: float) -> bool:
    """What decides where mails are drawn otherwise than in a trial."""
    return told.missed_by_new <= told.missed_by_old and told.p < standard


# --- two strata -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Apart:
    """Two models: how often they differ, and how much better the new one is, among unsure and among sure mail.

    All four are shares of all mail.
    """

    name: str
    differ: tuple[float, float]
    change: tuple[float, float]


def alike_in_both(change: float, differ: float) -> Apart:
    shares = DISPUTED, 1 - DISPUTED
    return Apart("the same in both", *(tuple(part * share for share in shares) for part in (differ, change)))  # type: ignore[arg-type]


def opposed(change: float, differ: float, gain: float, disputed: float = DISPUTED) -> Apart:
    """Better by `gain` among the unsure, and as much worse among the sure as makes up the change."""
    name = f"{gain:+.1%} among the unsure, {change - gain:+.1%} among the sure"
    return Apart(name, (differ * disputed, differ * (1 - disputed)), (gain, change - gain))


PAIRS = (
    alike_in_both(-0.01, 0.06),
    opposed(-0.01, 0.06, 0.005),
    opposed(-0.01, 0.06, 0.01, 0.5),
    alike_in_both(0.0, 0.06),
    opposed(0.0, 0.06, 0.01),
    alike_in_both(0.01, 0.04),
    alike_in_both(0.02, 0.06),
    alike_in_both(0.04, 0.10),
)


@cache
def flipped(unsure: tuple[int, int], sure: tuple[int, int], weights: tuple[float, float]) -> float:
    """Exact one-sided sign-flip test of the weighted leads: each pair counts for or against with chance 1/2."""
    (a, b), (u, s) = (sum(unsure), sum(sure)), weights
    lead = u * (unsure[0] - unsure[1]) + s * (sure[0] - sure[1])
    needed = [int(np.ceil((lead - s * (2 * k - b)) / u / 2 + a / 2 - 1e-9)) for k in range(b + 1)]
    chances = binom.pmf(range(b + 1), b, 0.5) * binom.sf(np.array(needed) - 1, a, 0.5)
    return float(chances.sum())


def stratified(pair: Apart, mails: int, part: float, standard: float) -> float:
    """The share of comparisons that promote; `part` of the mails are drawn among the unsure."""
    dice = np.random.default_rng(0)
    counts = round(mails * part), mails - round(mails * part)
    sizes = UNSURE, 1 - UNSURE
    weights = tuple(round(size / (count / mails), 9) for size, count in zip(sizes, counts, strict=True))
    shares = [
        ((d + g) / 2 / s, (d - g) / 2 / s) for d, g, s in zip(pair.differ, pair.change, sizes, strict=True)
    ]
    draws = [
        dice.multinomial(n, (new, old, 1 - new - old), size=REPEATS)[:, :2].tolist()
        for n, (new, old) in zip(counts, shares, strict=True)
    ]
    promoted = 0
    for unsure, sure in zip(*draws, strict=True):
        p = flipped(tuple(unsure), tuple(sure), weights)
        told = comparison(dice, mails, unsure[0] + sure[0], unsure[1] + sure[1], p)
        promoted += _passes(told, standard)
    return promoted / REPEATS


# --- trial after trial ----------------------------------------------------------------------------


def searches(change: float, differ: float, alike: float, *, rising: bool) -> float:
    """The share of searches in which at least one of ten trials promotes such a model.

    Some labels were drawn from all mail before and count in every trial; `alike` is how far one model's answers there
    are those of the model before. `rising`: whether each trial needs more, as in the program.
    """
    dice = np.random.default_rng(0)
    better, worse = (differ + change) / 2, (differ - change) / 2
    promoted = 0
    for _ in range(REPEATS):
        pool = dice.random(POOL)
        for trial in range(1, TRIALS + 1):
            pool = np.where(dice.random(POOL) >= alike, dice.random(POOL), pool)
            new, old = int((pool < better).sum()), int((pool > 1 - worse).sum())
            fresh = max(0, LEAST - new - old)
            gained = int(dice.binomial(fresh, better / differ))
            told = comparison(dice, POOL + fresh, new + gained, old + fresh - gained)
            if ruled(told, trial if rising else 1).promoted:
                promoted += 1
                break
    return promoted / REPEATS


# --- tables ---------------------------------------------------------------------------------------


def table(title: str, heads: tuple[str, ...], rows: dict[str, list[Callable[[], float]]]) -> None:
    print(f"\n{title}\n\n| {' | '.join(heads)} |\n{'| --- ' * len(heads)}|")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(f'{cell():.1%}' for cell in cells)} |", flush=True)


def main() -> None:
    pairs = [(change, differ) for change in CHANGES for differ in DIFFER if abs(change) < differ]
    table(
        "one comparison: share of models that take over",
        (
            "truly better by | models differ on",
            f"trial, {LEAST} telling mails",
            f"trial, only {FEW} there",
            *(f"{mails} drawn from all mail" for mails in PLAIN),
        ),
        {
            f"{change:+.0%} | {differ:.0%}": [
                *(partial(tried, change, differ, telling) for telling in (LEAST, FEW)),
                *(partial(plain, change, differ, mails) for mails in PLAIN),
            ]
            for change, differ in pairs
        },
    )
    table(
        f"{TRIALS} trials one after the other, models differ on 6 %: searches in which one takes over",
        ("truly better by", "each model is new", "half", "a tenth", "new, no trial asks more than the first"),
        {
            f"{change:+.0%}": [
                *(partial(searches, change, 0.06, alike, rising=True) for alike in (0.0, 0.5, 0.9)),
                partial(searches, change, 0.06, 0.0, rising=False),
            ]
            for change in CHANGES[1:]
        },
    )
    table(
        f"not used: two strata of {PLAIN[0]} mails, {UNSURE:.0%} of mail unsure",
        (
            "truly better by | models differ on | where",
            "all mail alike",
            *(f"{part:.0%} unsure, p < {standard}" for part, standard in DESIGNS),
            "trial",
        ),
        {
            f"{sum(pair.change):+.0%} | {sum(pair.differ):.0%} | {pair.name}": [
                partial(plain, sum(pair.change), sum(pair.differ), PLAIN[0]),
                *(partial(stratified, pair, PLAIN[0], part, standard) for part, standard in DESIGNS),
                partial(tried, sum(pair.change), sum(pair.differ)),
            ]
            for pair in PAIRS
        },
    )
