"""The tables of concepts (`concepts/LANG.toml`) as one automaton.

A table says by which stems, divided by `|`, a language expresses a concept. A stem begins a word and may be a part
of it; a closing `$` makes it end with the word.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import ahocorasick
import numpy as np
import numpy.typing as npt

from analyzer.classify.features import BREAK

Ints = npt.NDArray[np.int64]

TABLES = Path(__file__).parent / "concepts"
#: Written without blanks between words: a stem may stand anywhere.
_UNSPACED = frozenset({"zh-Hans", "zh-Hant", "ja", "th"})

_ACCENTS = re.compile("[\u0300-\u036f]")
_MARKS, _BLANKS = re.compile(rf"[^\w {BREAK}'$%#:&]+|_+"), re.compile(" {2,}")
_ELISION = re.compile(r"'(?=\w{3})")
#: Latin words stand among Chinese and Japanese characters without a blank.
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_HAN_LATIN, _LATIN_HAN = re.compile(f"([{_HAN}])([a-z0-9])"), re.compile(f"([a-z0-9])([{_HAN}])")


@dataclass(frozen=True)
class Lexicon:
    """All tables as one; the arrays are indexed by the number of a meaning: a stem in a language."""

    names: tuple[str, ...]
    """The concepts, in the order of their numbers."""
    stems: tuple[str, ...]
    """As they stand in a plain line."""
    first: Ints
    """Stem → its first meaning; one entry more than stems."""
    concept: Ints
    language: Ints

    @cached_property
    def automaton(self) -> Any:
        """Finds all stems of a text at once (Aho and Corasick 1975); its values are numbers of stems."""
        built = ahocorasick.Automaton()
        for number, stem in enumerate(self.stems):
            built.add_word(stem, number)
        built.make_automaton()
        return built

    @cached_property
    def weight(self) -> Ints:
        """Meaning → characters of its stem."""
        return np.repeat(np.array([len(stem) for stem in self.stems]), np.diff(self.first))


def plain(line: str) -> str:
    """A normalised line as stems are matched in it: no accents, no punctuation, a blank around each word and piece."""
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", line))).replace(
        "’", "'"
    )
    spaced = _ELISION.sub("' ", _BLANKS.sub(" ", _MARKS.sub(" ", bare)))
    spaced = _LATIN_HAN.sub(r"\1 \2", _HAN_LATIN.sub(r"\1 \2", spaced))
    return f" {spaced.replace(BREAK, f' {BREAK} ')} "


def tables() -> dict[str, str]:
    """Language → its table as written."""
    return {path.stem: path.read_text("utf-8") for path in sorted(TABLES.glob("*.toml"))}


def lexicon(written: Mapping[str, str]) -> Lexicon:
    """The tables as one."""
    rows = [
        (stem, language, concept)
        for language, table in enumerate(written.values())
        for concept, stems in tomllib.loads(table).items()
        for stem in map(str.strip, stems.split("|"))
    ]
    names = tuple(sorted({concept for _, _, concept in rows}))
    number = {concept: at for at, concept in enumerate(names)}
    unspaced = {at for at, language in enumerate(written) if language in _UNSPACED}
    meanings: dict[str, set[tuple[int, int]]] = {}
    matched = _matched([stem for stem, _, _ in rows], [language in unspaced for _, language, _ in rows])
    for text, (_, language, concept) in zip(matched, rows, strict=True):
        meanings.setdefault(text, set()).add((number[concept], language))
    columns = np.array([pair for pairs in meanings.values() for pair in sorted(pairs)]).reshape(-1, 2).T
    return Lexicon(names, tuple(meanings), np.cumsum([0, *map(len, meanings.values())]), *columns)


def fingerprint(written: Mapping[str, str]) -> str:
    """The SHA-256 of all tables: the model's card names those that it was trained with."""
    return sha256("".join(written.values()).encode()).hexdigest()


def _matched(stems: Sequence[str], unspaced: Sequence[bool]) -> Iterator[str]:
    """Stems as they stand in a plain line: a blank before the word, and behind it for a closing `$`."""
    joined = unicodedata.normalize("NFKC", BREAK.join(stem.rstrip("$") for stem in stems)).casefold()
    for stem, bare, core in zip(stems, unspaced, plain(joined).split(BREAK), strict=True):
        text = core.strip()
        before = "" if (bare and not text[:1].isascii()) or text.startswith("n't") else " "
        yield f"{before}{text}{' ' if stem.endswith('$') and not bare else ''}"
