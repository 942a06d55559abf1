"""Names that a mail may mean: what its phrases, sender and lines give, what the tagger finds, and the facts of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from analyzer.track.said import RULES, Origin, Said
from analyzer.track.tagging import Floats, Tag
from analyzer.track.text import bare, is_cjk
from analyzer.track.tokens import Tokens, mentions

#: How leniently the tagger is asked, each time after the other.
LENIENCY = (0.0, 1.5, 3.0)
#: Spellings of a name that are looked for, and mentions of each.
_SPELLINGS, _MENTIONS = 3, 8
#: Logarithms of chances below this are as good as nought: a name that the tagger never saw the like of.
_UNLIKELY, _UNLIKELY_WHOLE = -3.0, -6.0


@dataclass
class Candidate:
    """A name in one or more spellings, and what speaks for it; asked for anything only when all is gathered."""

    key: str
    spellings: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    weights: defaultdict[Origin, float] = field(default_factory=lambda: defaultdict(float))
    means: list[float] = field(default_factory=list)
    """For each mention, the mean logarithm of the chance that its words are a name of this kind and it ends there."""
    wholes: list[float] = field(default_factory=list)
    """The sums instead of the means."""
    fields: list[int] = field(default_factory=list)
    """The part of the mail that each mention stands in."""

    @cached_property
    def name(self) -> str:
        """The spelling with the most weight."""
        return max(self.spellings, key=lambda name: (self.spellings[name], name))

    @cached_property
    def best(self) -> float:
        """How likely the tagger finds its best mention."""
        return max(self.means, default=_UNLIKELY)

    @cached_property
    def rules(self) -> float:
        """What phrases, sender and lines say for it."""
        return sum(self.weights[origin] for origin in RULES)


def candidates(
    said: Iterable[Said], key: Callable[[str], str], mail: Tokens, likely: Floats, tag: Tag
) -> list[Candidate]:
    """The names by their keys, with their mentions in the mail weighed as names of the kind `tag`."""
    found: dict[str, Candidate] = {}
    for one in said:
        name = one.name.strip()
        if name and (same := key(name)):
            candidate = found.setdefault(same, Candidate(same))
            candidate.spellings[name] += one.weight
            candidate.weights[one.origin] += one.weight
    for candidate in found.values():
        for first, end in _mentions(candidate, mail):
            whole = _chance(likely, tag, first, end)
            candidate.wholes.append(whole[0] + whole[1])
            candidate.means.append(whole[0] / (end - first) + whole[1])
            candidate.fields.append(int(mail.fields[first]))
    return list(found.values())


def _mentions(candidate: Candidate, mail: Tokens) -> list[tuple[int, int]]:
    spelt = sorted(candidate.spellings, key=lambda name: (-candidate.spellings[name], name))[:_SPELLINGS]
    return [at for name in spelt for at in islice(mentions(name, mail), _MENTIONS)]


def _chance(likely: Floats, tag: Tag, first: int, end: int) -> tuple[float, float]:
    """Logarithms of the chance that the tokens are one name, and that it does not go on behind them."""
    inside = float(likely[first, tag] + likely[first + 1 : end, tag + 1].sum())
    goes_on = float(np.exp(likely[end, tag + 1])) if end < len(likely) else 0.0
    return inside, float(np.log(1 - min(goes_on, 0.9999)))


# --- facts ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    """All candidates of a mail beside one of them."""

    one: Candidate
    others: Sequence[Candidate]
    chosen: str
    """The key of the name that the rules alone choose; empty if they choose none."""
    common: frozenset[str]
    """Words that are mostly written small."""

    @cached_property
    def rival(self) -> float:
        """How likely the tagger finds the best of the others."""
        return _best(self.others)

    @cached_property
    def longer(self) -> list[Candidate]:
        """The others that hold it."""
        return [other for other in self.others if self.one.key in other.key]

    @cached_property
    def shorter(self) -> list[Candidate]:
        """The others that it holds."""
        return [other for other in self.others if other.key in self.one.key]

    @cached_property
    def words(self) -> list[str]:
        """Of its name, bare."""
        return [bare(word) for word in self.one.name.split()] or [""]

    @cached_property
    def rival_rules(self) -> float:
        """What the rules say for the best of the others."""
        return max((other.rules for other in self.others), default=0.0)


def _bound(chance: float, lowest: float = _UNLIKELY) -> float:
    return min(max(chance, lowest), 0.0)


def _log(weight: float) -> float:
    return float(np.log1p(min(weight, 12.0)))


def _is(origin: Origin) -> Callable[[Field], float]:
    return lambda f: float(f.one.weights[origin] > 0)


def _weight(origin: Origin) -> Callable[[Field], float]:
    return lambda f: _log(f.one.weights[origin])


def _best(found: Iterable[Candidate]) -> float:
    return _bound(max((one.best for one in found), default=_UNLIKELY))


#: Name of a fact → its value. The ranker weighs them; see `models/names.py`.
FACTS: Mapping[str, Callable[[Field], float]] = {
    "tagged best": lambda f: _bound(f.one.best),
    "tagged best squared": lambda f: _bound(f.one.best) ** 2,
    "tagged best whole": lambda f: _bound(max(f.one.wholes, default=_UNLIKELY_WHOLE), _UNLIKELY_WHOLE),
    "tagged often": lambda f: min(float(np.exp(f.one.wholes).sum()), 3.0),
    "tagged rival": lambda f: f.rival,
    "tagged over rival": lambda f: _bound(f.one.best) - f.rival,
    "tagged first": lambda f: float(f.one.best > f.rival),
    "tagged longer": lambda f: _best(f.longer),
    "tagged longer over it": lambda f: _best(f.longer) - _bound(f.one.best),
    "tagged shorter": lambda f: _best(f.shorter),
    "tagged shorter over it": lambda f: _best(f.shorter) - _bound(f.one.best),
    **{f"is {origin}": _is(origin) for origin in Origin},
    **{f"weight of {origin}": _weight(origin) for origin in RULES},
    "rules": lambda f: _log(f.one.rules),
    "rules of rival": lambda f: _log(f.rival_rules),
    "rules over rival": lambda f: _log(f.one.rules) - _log(f.rival_rules),
    "rules first": lambda f: float(f.one.rules > f.rival_rules),
    "rules sure": lambda f: float(f.one.rules >= 4),
    "rules very sure": lambda f: float(f.one.rules >= 6),
    "chosen": lambda f: float(f.chosen == f.one.key),
    "chosen by weight": lambda f: float(f.chosen == f.one.key) * _log(f.one.rules),
    "chosen by tag": lambda f: float(f.chosen == f.one.key) * _bound(f.one.best),
    "other chosen": lambda f: float(f.chosen not in ("", f.one.key)),
    "other chosen by weight": lambda f: float(f.chosen not in ("", f.one.key)) * _log(f.rival_rules),
    "in display name": lambda f: float(0 in f.one.fields),
    "in subject": lambda f: float(1 in f.one.fields),
    "in text": lambda f: float(min(f.one.fields.count(2), 3)),
    "mentions": lambda f: float(min(len(f.one.fields), 4)),
    "begins commonly": lambda f: float(f.words[0] in f.common),
    "ends commonly": lambda f: float(f.words[-1] in f.common),
    "common words": lambda f: sum(word in f.common for word in f.words) / len(f.words),
    "words": lambda f: float(min(len(f.words), 5)),
    "length": lambda f: min(len(f.one.name), 40) / 20,
    "without spaces": lambda f: float(is_cjk(f.one.name)),
    "small letters": lambda f: float(f.one.name == f.one.name.lower() and not is_cjk(f.one.name)),
    "longer ones": lambda f: float(min(len(f.longer), 2)),
    "shorter ones": lambda f: float(min(len(f.shorter), 2)),
    "candidates": lambda f: float(min(len(f.others) + 1, 8)),
}


def facts(
    found: Sequence[Candidate],
    chosen: str,
    common: frozenset[str],
    further: Mapping[str, Callable[[str], float]],
) -> Floats:
    """A row per candidate: FACTS, then what `further` says of its name."""
    out = np.empty((len(found), len(FACTS) + len(further)))
    for row, one in enumerate(found):
        around = Field(one, [other for other in found if other is not one], chosen, common)
        out[row] = [
            *(fact(around) for fact in FACTS.values()),
            *(fact(one.name) for fact in further.values()),
        ]
    return out
