"""The parts of a mail that may name company and role, cut into words: what the tagger reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from analyzer.domain import Email
from analyzer.track import hosts, places
from analyzer.track.text import BOTH_SEXES, bare, is_cjk, is_head

#: Stands between display name, subject and text.
_BREAK = "\x02"
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MARK_BEHIND = re.compile(rf"(?<=[^\W_]){BOTH_SEXES}$")
#: A Chinese, Japanese or Korean character, a word of other letters and digits, line ends, or any other mark.
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}_]+(?:{BOTH_SEXES})?|\n+|[^\s]")
_DIGIT = re.compile(r"\d")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")


@dataclass(frozen=True)
class Tokens:
    """A mail in tokens; all tuples have one entry per token."""

    text: str
    """Display name, subject and text of the mail, one behind the other."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    """In lower case, digits as 0, without the mark of both sexes."""
    shapes: tuple[str, ...]
    fields: npt.NDArray[np.int64]
    """0 display name, 1 subject, 2 text."""
    heads: npt.NDArray[np.bool_]
    """Whether the token is the head of a role: "engineer"."""
    slug: str
    """The short name by the mail's hosts, `acme`; empty if there is none; see `hosts.employer`."""
    box: str
    """What stands before the @, if it may be a company's short name."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def lowered(self) -> str:
        """The text on one line in lower case."""
        return self.text.lower().replace("\n", " ")

    @cached_property
    def starting(self) -> dict[int, int]:
        """Place in the text → the token that starts there."""
        return {start: number for number, start in enumerate(self.starts)}

    @cached_property
    def ending(self) -> dict[int, int]:
        """Place in the text → the token that ends there."""
        return {end: number for number, end in enumerate(self.ends)}

    def piece(self, first: int, end: int) -> str:
        """The text of the tokens from `first` to before `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def word_end(self, end: int) -> int:
        """Where the word ends that the token before `end` is a part of: in Korean, katakana, with hyphen or dot."""
        while self._goes_on(end):
            end += 2 if self.shapes[end] in _WITHIN else 1
        return end

    def word_start(self, first: int) -> int:
        """Where the word with a hyphen or apostrophe begins that the token is a part of: "O'Dowd"; else `first`."""
        while (
            first > 1
            and self.words[first - 1] in _JOINTS
            and self.starts[first] == self.ends[first - 1]
            and self.starts[first - 1] == self.ends[first - 2]
            and self.shapes[first - 2] in _LATIN
        ):
            first -= 2
        return first

    def _goes_on(self, end: int) -> bool:
        if not 0 < end < len(self) or self.starts[end] != self.ends[end - 1]:
            return False
        if self.shapes[end] in _WITHIN and end + 1 < len(self):
            return (
                self.starts[end + 1] == self.ends[end] and self.shapes[end + 1] in _WITHIN[self.shapes[end]]
            )
        both = self.text[self.starts[end - 1] : self.ends[end]]
        return self.shapes[end - 1] == self.shapes[end] == "hangul" or bool(_KATAKANA.fullmatch(both))


def tokens(email: Email) -> Tokens:
    """The mail's display name, subject, beginning and end in tokens; never none."""
    joined = f"\n{_BREAK}\n".join((email.sender.name, places.subject_of(email), places.body_of(email)))
    found = list(_TOKEN.finditer(joined))
    said = [_MARK_BEHIND.sub("", token[0]) for token in found]
    return Tokens(
        joined,
        tuple(token.start() for token in found),
        tuple(token.end() for token in found),
        tuple(_DIGIT.sub("0", word.lower()) for word in said),
        tuple(map(shape, said)),
        np.minimum(np.cumsum([word == _BREAK for word in said]), 2),
        np.array([_is_head(word) for word in said]),
        re.sub(r"[^a-z0-9]", "", hosts.employer(email)),
        places.short_box(email.sender.local),
    )


@lru_cache(maxsize=20_000)
def _is_head(word: str) -> bool:
    return word.isalpha() and not is_cjk(word) and is_head(bare(word))


#: What a token looks like, the first that fits.
_SHAPES = (
    (re.compile(r"\n$"), "line"),
    (re.compile(r"\n+"), "gap"),
    (re.compile(r"\d{1,2}"), "9"),
    (re.compile(r"\d+"), "999"),
    (re.compile(r"[\u3400-\u9fff]"), "han"),
    (re.compile(r"[\u3040-\u30ff]"), "kana"),
    (re.compile(r"[\uac00-\ud7af]"), "hangul"),
)


_JOINTS = frozenset({"-", "'", "’"})
_LATIN = frozenset({"a", "a1", "A", "A1", "Aa", "Aa1", "aA", "aA1", "a9", "9", "999"})
#: What a word goes on with behind a mark: "Nord-Ovest", "Ever.green".
_WITHIN = {"-": _LATIN, ".": frozenset({"a"})}


@lru_cache(maxsize=50_000)
def shape(token: str) -> str:
    """What a token looks like: which script, which case; a mark is itself."""
    named = next((name for pattern, name in _SHAPES if pattern.fullmatch(token)), "")
    if named:
        return named
    if token.isalpha():
        case = "A" if token.isupper() else "a" if token.islower() else "Aa" if token.istitle() else "aA"
        return case if len(token) > 1 else f"{case}1"
    return "a9" if token.isalnum() else token


def mentions(name: str, mail: Tokens) -> Iterator[tuple[int, int]]:
    """Where the mail has the name, whatever its case and wrapping: first token and the one behind the last."""
    text, wanted = mail.lowered, name.lower()
    if not wanted or len(text) != len(mail.text):
        return
    first, last = mail.starting, mail.ending
    at = text.find(wanted)
    while at >= 0:
        if at in first and at + len(wanted) in last:
            yield first[at], last[at + len(wanted)] + 1
        at = text.find(wanted, at + len(wanted))
