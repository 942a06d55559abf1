"""How often the gate lets a model take over that is truly worse, equal or better: once, and night after night.

Models are drawn that differ on a share of all mail; one mail in eight is an offer, an interview or a test, and half of
the wrong answers of those are misses. Everything else is `analyzer.classify.gate` itself.
"""

from functools import cache

import numpy as np
from scipy.stats import binomtest

from analyzer.classify.gate import Comparison, ruled

PRECIOUS = 1 / 8
MISSED = 1 / 2
REPEATS = 4000
CHANGES = (-0.03, -0.01, 0.0, 0.01, 0.02, 0.04)
HELD_OUT = (60, 120, 240)
DIFFER = (0.02, 0.04, 0.06, 0.10)
NIGHTS, FIRST, MORE = 20, 60, 4


@cache
def p_value(new: int, old: int) -> float:
    return float(binomtest(new, new + old, alternative="greater").pvalue) if new + old else 1.0


def comparison(dice: np.random.Generator, mails: int, new: int, old: int) -> Comparison:
    """What would be seen if only the new model were right on so many mails, only the old one on so many."""
    return Comparison(
        mails=mails,
        new_right=new,
        old_right=old,
        missed_by_new=int(dice.binomial(old, PRECIOUS * MISSED)),
        missed_by_old=int(dice.binomial(new, PRECIOUS * MISSED)),
        p=p_value(new, old),
    )


def once(change: float, mails: int, differ: float) -> float:
    """The share of comparisons that promote a model that is better by `change`."""
    dice = np.random.default_rng(0)
    draws = dice.multinomial(mails, _shares(change, differ), size=REPEATS)
    return float(np.mean([ruled(comparison(dice, mails, int(n), int(o))).promoted for n, o, _ in draws]))


def _shares(change: float, differ: float) -> tuple[float, float, float]:
    """Of mails on which only the new, only the old, both or none of the models are right."""
    return (differ + change) / 2, (differ - change) / 2, 1 - differ


def nights(change: float, differ: float, alike: float, *, rising: bool) -> float:
    """The share of searches in which at least one of twenty nights promotes such a model.

    The held-out mails of one night are among those of the next; `alike` is how far the answers of one night's model
    are those of the night before. `rising`: whether each try needs more, as in the program.
    """
    dice = np.random.default_rng(0)
    better, worse, _ = _shares(change, differ)
    promoted = 0
    for _ in range(REPEATS // 8):
        drawn = dice.random(FIRST + MORE * NIGHTS)
        for night in range(NIGHTS):
            fresh = dice.random(len(drawn)) >= alike
            drawn = np.where(fresh, dice.random(len(drawn)), drawn)
            mails = FIRST + MORE * night
            new, old = (int(n) for n in ((drawn[:mails] < better).sum(), (drawn[:mails] > 1 - worse).sum()))
            if ruled(comparison(dice, mails, new, old), night + 1 if rising else 1).promoted:
                promoted += 1
                break
    return promoted / (REPEATS // 8)


def main() -> None:
    print("one comparison: share of models that take over")
    print("| truly better by | models differ on | " + " | ".join(f"{n} held out" for n in HELD_OUT) + " |")
    print("| --- " * (2 + len(HELD_OUT)) + "|")
    for change in CHANGES:
        for differ in DIFFER:
            if abs(change) < differ:
                shares = " | ".join(f"{once(change, mails, differ):.1%}" for mails in HELD_OUT)
                print(f"| {change:+.0%} | {differ:.0%} | {shares} |")
    print("\ntwenty nights, 60 held-out mails growing by 4 a night: searches in which one takes over")
    print(
        "| truly better by | each night's model is new | half | a tenth | new, no try asks more than the first |"
    )
    print("| --- " * 5 + "|")
    for change in CHANGES[1:]:
        found = [nights(change, 0.06, alike, rising=True) for alike in (0.0, 0.5, 0.9)]
        found.append(nights(change, 0.06, 0.0, rising=False))
        print(f"| {change:+.0%} | " + " | ".join(f"{share:.1%}" for share in found) + " |")
