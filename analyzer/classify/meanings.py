"""Concepts: small meanings ("sorry", "other person", "on hold") that recruiting mail expresses in every language.

A table per language (`concepts/LANG.toml`) says by which stems, divided by `|`. A stem begins a word and may be a part
of it; a closing `$` makes it end with the word. What the model learns of "sorry" with "on hold" in
one language then holds in all of them, and for wordings that the corpus lacks.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import ahocorasick
import numpy as np
import numpy.typing as npt
from scipy import sparse

from analyzer.classify.features import BREAK

Ints = npt.NDArray[np.int64]

TABLES = Path(__file__).parent / "concepts"
#: Written without blanks between words: a stem may stand anywhere.
_UNSPACED = frozenset({"zh-Hans", "zh-Hant", "ja", "th"})
#: A language counts as the mail's if its stems cover this share of what the best-covering language's cover.
_SPOKEN = 0.75

_ACCENTS = re.compile("[\u0300-\u036f]")
_MARKS, _BLANKS = re.compile(rf"[^\w {BREAK}'$%#:&]+|_+"), re.compile(" {2,}")
_ELISION = re.compile(r"'(?=\w{3})")
#: Latin words stand among Chinese and Japanese characters without a blank.
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_HAN_LATIN, _LATIN_HAN = re.compile(f"([{_HAN}])([a-z0-9])"), re.compile(f"([a-z0-9])([{_HAN}])")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables as one automaton; arrays are indexed by the number of a meaning: a stem in a language."""

    names: tuple[str, ...]
    """The concepts, in the order of their numbers."""
    stems: Any
    """An automaton whose values are numbers of stems."""
    first: Ints
    """Stem → its first meaning; one entry more than stems."""
    concept: Ints
    language: Ints
    weight: Ints
    """Characters of the stem."""


def plain(line: str) -> str:
    """A normalised line as stems are matched in it: no accents, no punctuation, a blank around each word and piece."""
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", line))).replace(
        "’", "'"
    )
    spaced = _ELISION.sub("' ", _BLANKS.sub(" ", _MARKS.sub(" ", bare)))
    spaced = _LATIN_HAN.sub(r"\1 \2", _HAN_LATIN.sub(r"\1 \2", spaced))
    return f" {spaced.replace(BREAK, f' {BREAK} ')} "


@cache
def lexicon() -> Lexicon:
    """The tables of the package, read once."""
    rows = [
        (stem, language, concept)
        for language, table in enumerate(_tables().values())
        for concept, stems in tomllib.loads(table).items()
        for stem in map(str.strip, stems.split("|"))
    ]
    names = tuple(sorted({concept for _, _, concept in rows}))
    number = {concept: at for at, concept in enumerate(names)}
    unspaced = {at for at, language in enumerate(_tables()) if language in _UNSPACED}
    meanings: dict[str, set[tuple[int, int]]] = {}
    matched = _matched([stem for stem, _, _ in rows], [language in unspaced for _, language, _ in rows])
    for text, (_, language, concept) in zip(matched, rows, strict=True):
        meanings.setdefault(text, set()).add((number[concept], language))
    automaton = ahocorasick.Automaton()
    for at, text in enumerate(meanings):
        automaton.add_word(text, at)
    automaton.make_automaton()
    columns = np.array([(*pair, len(text)) for text, pairs in meanings.items() for pair in sorted(pairs)]).T
    return Lexicon(names, automaton, np.cumsum([0, *map(len, meanings.values())]), *columns)


def fingerprint() -> str:
    """The SHA-256 of all tables: a model is good only with those that it was trained with."""
    return sha256("".join(_tables().values()).encode()).hexdigest()


@cache
def _tables() -> dict[str, str]:
    """Language → its table as written; read once, so that all of a run sees the same."""
    return {path.stem: path.read_text("utf-8") for path in sorted(TABLES.glob("*.toml"))}


def _matched(stems: Sequence[str], unspaced: Sequence[bool]) -> Iterator[str]:
    """Stems as they stand in a plain line: a blank before the word, and behind it for a closing `$`."""
    joined = unicodedata.normalize("NFKC", BREAK.join(stem.rstrip("$") for stem in stems)).casefold()
    for stem, bare, core in zip(stems, unspaced, plain(joined).split(BREAK), strict=True):
        text = core.strip()
        before = "" if (bare and not text[:1].isascii()) or text.startswith("n't") else " "
        yield f"{before}{text}{' ' if stem.endswith('$') and not bare else ''}"


def found(line: str, mails: Ints) -> tuple[Ints, Ints]:
    """Pieces and the concepts found in them, each pair once and sorted; `mails` tells the mail of each piece."""
    words = lexicon()
    text = plain(line)
    hits = np.fromiter(chain.from_iterable(words.stems.iter(text)), dtype=np.int64).reshape(-1, 2)
    breaks = np.array([match.start() for match in re.finditer(BREAK, text)], dtype=np.int64)
    first, count = words.first[hits[:, 1]], np.diff(words.first)[hits[:, 1]]
    meaning = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(count.sum())
    piece = np.repeat(np.searchsorted(breaks, hits[:, 0]), count)
    spoken = _spoken(mails[piece], words.language[meaning], words.weight[meaning], int(mails[-1]) + 1)
    pairs = np.unique(piece[spoken] * len(words.names) + words.concept[meaning[spoken]])
    return pairs // len(words.names), pairs % len(words.names)


def _spoken(mail: Ints, language: Ints, weight: Ints, mails: int) -> npt.NDArray[np.bool_]:
    """Which hits are of a language that the mail is written in, judged by the characters that its stems cover."""
    covered = np.zeros((mails, len(_tables())))
    np.add.at(covered, (mail, language), weight)
    best = covered.max(axis=1, keepdims=True)
    return np.asarray((covered >= _SPOKEN * best)[mail, language])


def combined(rows: Ints, concepts: Ints, count: int) -> Any:
    """Concepts and pairs of concepts of each row: a sparse matrix with `count` rows; rows must be sorted."""
    width = len(lexicon().names)
    size = np.bincount(rows, minlength=count)
    behind = np.cumsum(size)[rows] - np.arange(len(rows)) - 1
    left = np.repeat(np.arange(len(rows)), behind)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(behind) - behind, behind)
    columns = np.concatenate([concepts, width * (1 + concepts[left]) + concepts[right]])
    both = np.concatenate([rows, rows[left]])
    ones = np.ones(len(both), dtype=np.float32)
    return sparse.coo_matrix((ones, (both, columns)), shape=(count, width * (1 + width))).tocsr()
