"""Which words of a mail name a company or a role: a linear model of each word and those around it.

Rare words are seen by their shape alone, so that the model learns where names stand and not which names there are.
The most likely sequence of tags is found as in a hidden Markov model (Viterbi 1967).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from zlib import crc32

import numpy as np
import numpy.typing as npt

from analyzer.packing import Packed
from analyzer.track.tokens import Tokens

Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]

#: Columns that features are hashed to.
WIDTH = 2**19


class Tag(IntEnum):
    """What a word is: outside of names, or the first or a later word of one."""

    OUTSIDE = 0
    COMPANY = 1
    COMPANY_ON = 2
    ROLE = 3
    ROLE_ON = 4


TAGS = len(Tag)


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens that are one name."""

    tag: Tag
    first: int
    end: int


@dataclass(frozen=True)
class Tagger:
    """Weights of hashed features for each tag."""

    frequent: tuple[str, ...]
    """Words that are seen as they are, sorted; others are seen by their shape."""
    weights: npt.NDArray[np.float32] | Packed
    """A row per column of features, a column per tag."""
    bias: Floats

    @cached_property
    def known(self) -> frozenset[str]:
        """The frequent words, to be asked for."""
        return frozenset(self.frequent)

    def likely(self, mail: Tokens) -> Floats:
        """The logarithm of each token's chance of each tag: a row per token."""
        scores = self.weights[columns(mail, self.known)].sum(axis=1) + self.bias
        chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return np.asarray(np.log(chances / chances.sum(axis=1, keepdims=True) + 1e-6))


def spans(likely: Floats, leniency: float = 0.0) -> Iterator[Span]:
    """The names of the likeliest sequence; `leniency` is added to the logarithms of all tags of names."""
    path = _likeliest(likely + np.array([0.0] + [leniency] * (TAGS - 1)))
    first = 0
    while first < len(path):
        end = first + 1
        if path[first] in (Tag.COMPANY, Tag.ROLE):
            while end < len(path) and path[end] == path[first] + 1:
                end += 1
            yield Span(Tag(path[first]), first, end)
        first = end


def _likeliest(likely: Floats) -> list[int]:
    """The tags with the highest sum of logarithms; plain numbers, the values of Tag: it is done for every word."""
    outside, company, company_on, role, role_on = 0.0, -math.inf, -math.inf, -math.inf, -math.inf
    came = []
    for row in likely.tolist():
        sums = outside, company, company_on, role, role_on
        best = max(sums)
        of_company = 2 if company_on > company else 1
        of_role = 4 if role_on > role else 3
        came.append((sums.index(best), of_company, of_role))
        outside, company, role = best + row[0], best + row[1], best + row[3]
        company_on, role_on = sums[of_company] + row[2], sums[of_role] + row[4]
    sums = outside, company, company_on, role, role_on
    path = [sums.index(max(sums))]
    for before in came[:0:-1]:
        path.append(before[_CAME_BY[path[-1]]])
    return path[::-1]


#: A tag → which of the three steps before leads to it: any, or one within a company or a role.
_CAME_BY = (0, 0, 1, 0, 2)


# --- features ---------------------------------------------------------------------------------------

#: Words that stand so far from the token, alone and together.
_WORDS = tuple((at,) for at in range(-4, 5))
_RUNS = ((-2, -1), (-1, 0), (0, 1), (1, 2), (-3, -2, -1), (1, 2, 3), (-1, 1), (-4, -3, -2, -1), (-2, 0))
_SHAPES = (*((at,) for at in range(-3, 4)), (-1, 0, 1), (-2, -1, 0), (0, 1, 2))
#: Words around beside the token's own shape.
_WORDS_WITH_SHAPE = ((-1,), (1,), (-2, -1), (1, 2))
#: No head of a role is looked for further on than this.
_FAR = 5


def columns(mail: Tokens, known: frozenset[str]) -> npt.NDArray[np.int32]:
    """The columns of each token's features: a row per token, as many for each."""
    word = _hashes([_seen(w, s, known) for w, s in zip(mail.words, mail.shapes, strict=True)])
    shape = _hashes([f"shape {s}" for s in mail.shapes])
    ends = _hashes([f"end {w[-3:]}" for w in mail.words])
    starts = _hashes([f"start {w[:3]}" for w in mail.words])
    field, head = mail.fields.astype(np.uint64), _until_head(mail)
    where, line = _elsewhere(mail), _line(mail)
    told = [
        *(tuple(_moved(word, at) for at in run) for run in (*_WORDS, *_RUNS)),
        *(tuple(_moved(shape, at) for at in run) for run in _SHAPES),
        *((shape, *(_moved(word, at) for at in run)) for run in _WORDS_WITH_SHAPE),
        *((part,) for part in (starts, ends, _hashes([f"last {w[-4:]}" for w in mail.words]))),
        *((_moved(ends, at),) for at in (1, -1)),
        *((field, part) for part in (shape, line, where, word)),
        *((where, part) for part in (shape, _moved(word, -1), _moved(word, 1))),
        *((head, part) for part in (shape, _moved(word, -1))),
        (where,),
        (head,),
        (_moved(mail.heads.astype(np.uint64) + np.uint64(2), -1), shape),
    ]
    return np.stack([_column(number, parts) for number, parts in enumerate(told, 1)], axis=1)


def _seen(word: str, shape: str, known: frozenset[str]) -> str:
    return word if word in known or not word.isalnum() else f"shape {shape}"


def _hashes(texts: list[str]) -> Hashes:
    return np.array([crc32(text.encode()) for text in texts], dtype=np.uint64)


def _moved(values: Hashes, by: int) -> Hashes:
    """At each token the value of the token `by` places on; 1 beyond the ends."""
    if by == 0:
        return values
    beyond = np.ones(min(abs(by), len(values)), dtype=np.uint64)
    return np.concatenate([values[by:], beyond] if by > 0 else [beyond, values[: len(values) - len(beyond)]])


def _until_head(mail: Tokens) -> Hashes:
    """How many tokens on in the line the next head of a role stands, at most `_FAR`."""
    out = np.empty(len(mail), dtype=np.uint64)
    away = _FAR
    for at in range(len(mail) - 1, -1, -1):
        away = 0 if mail.heads[at] else _FAR if _ends_line(mail.shapes[at]) else min(away + 1, _FAR)
        out[at] = away
    return out


def _ends_line(shape: str) -> bool:
    return shape in ("line", "gap")


def _elsewhere(mail: Tokens) -> Hashes:
    """Where else the mail has the word: display name, subject, how often in all, the sender's domain."""
    display, subject = (
        {w for w, at in zip(mail.words, mail.fields, strict=True) if at == field and len(w) > 1}
        for field in (0, 1)
    )
    count: dict[str, int] = {}
    for word in mail.words:
        count[word] = min(count.get(word, 0) + 1, 3)
    own = f"{mail.slug} {mail.box}"
    told = [
        (word in display)
        + 2 * (word in subject)
        + 4 * (count[word] - 1)
        + 12 * (len(word) > 2 and word in own)
        for word in mail.words
    ]
    return np.array(told, dtype=np.uint64)


def _line(mail: Tokens) -> Hashes:
    """How long the token's line is, and whether the token begins or ends it."""
    end = np.array([_ends_line(shape) for shape in mail.shapes])
    number = np.cumsum(end)
    length = np.minimum(np.bincount(number)[number], 12)
    first, last = np.concatenate([[True], end[:-1]]), np.concatenate([end[1:], [True]])
    return np.asarray(4 * length + first + 2 * last, dtype=np.uint64)


#: Odd constants with well-mixed bits, from the finaliser of MurmurHash3 and from SplitMix64.
_MIX = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9)))


def _column(number: int, parts: tuple[Hashes, ...]) -> npt.NDArray[np.int32]:
    """The columns of one kind of feature: its number and parts hashed, modulo 2^64 as numpy does."""
    mixed = np.full(len(parts[0]), number, dtype=np.uint64)
    for part in parts:
        mixed = mixed * _MIX[0] + part * _MIX[1]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX[2]
    return np.asarray((mixed ^ (mixed >> np.uint64(32))) % np.uint64(WIDTH), dtype=np.int32)
