"""From an email to the tokens that the model weighs.

Names, dates, links and numbers are masked: they tell one mail from another, not one kind of mail from another.
Chinese, Japanese and Korean need no word list: a character is a token, and n-grams of characters do the rest.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzer.domain import Address, Email

#: What decides stands in the first page; this also bounds the time for a hostile mail.
MAX_CHARS = 6000

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), " xmail "),
    (re.compile(r"(?:https?://|www\.)\S+"), " xlink "),
    (re.compile(r"\b\d{1,2}[:.h]\d{2}\b(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?"), " xtime "),
    (re.compile(r"\d+(?:[.,/-]\d+)*"), " 0 "),
)
#: The name behind a greeting; the words of greeting are those of the corpus's languages.
_GREETED = re.compile(
    r"(?m)^(\W{0,3}(?:hi|hello|dear|hey|hallo|liebe[rs]?|sehr geehrte[rs]?|guten tag|bonjour|cher|chère|hola"
    r"|estimad[oa]|olá|prezad[oa]|ciao|gentile|beste|geachte|cześć|szanown[ya]|dzień dobry|hej))"
    r"\s+[^\W\d][^\n,:!.，：！]{0,40}(?=[,:!.，：！\n]|$)"
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}_]+(?:['’][^\W{_CJK}_]+)?|[?!？！]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？；])|\n\s*\n|\n(?=\s*[-*•·>|\d])")


def normalise(text: str) -> str:
    """Lower-case text in NFKC whose names, dates, links and numbers are masked."""
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARS]).casefold()
    for pattern, mask in _MASKS:
        plain = pattern.sub(mask, plain)
    return _GREETED.sub(r"\1 xname", plain)


def document(email: Email) -> str:
    """Subject and text as one text."""
    return f"{email.subject}\n\n{email.text}".strip() if email.text.strip() else email.subject


def words(text: str) -> list[str]:
    """Tokens of a normalised text: words, single CJK characters, ? and !."""
    return _TOKEN.findall(text)


def word_grams(tokens: Sequence[str], longest: int = 3) -> Iterator[str]:
    """Runs of one to `longest` tokens of a normalised text."""
    for size in range(1, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def char_grams(text: str, shortest: int = 2, longest: int = 5) -> list[str]:
    """Pieces of two to five characters of a normalised text, across words: stems, endings, CJK phrases."""
    line = " ".join(text.split())
    sizes = range(shortest, longest + 1)
    return [line[start : start + size] for size in sizes for start in range(len(line) - size + 1)]


#: Local parts by which systems and departments write.
_LOCAL_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("noreply", re.compile(r"no.?reply|donotreply|notification|notify|mailer|auto")),
    ("people", re.compile(r"career|job|recruit|talent|hiring|hr\b|people|bewerbung|karriere|zhaopin|campus")),
    ("trade", re.compile(r"news|info|offer|sales|support|service|billing|order|shop|alert|market")),
)


def traits(email: Email) -> Iterator[str]:
    """Tokens for what is not text: kind of sender, length, invite; each named."""
    yield from (f"from:{kind}" for kind in _sender_kinds(email.sender))
    yield f"length:{min(len(email.text).bit_length(), 13)}"
    if email.invite:
        yield f"invite:{email.invite.method}"
    if email.list_id:
        yield "list"


def _sender_kinds(sender: Address) -> Iterator[str]:
    for kind, pattern in _LOCAL_KINDS:
        if pattern.search(sender.local):
            yield kind


@dataclass(frozen=True, slots=True)
class Block:
    """A family of tokens of a mail that is weighed, and brought to length one, by itself."""

    name: str
    weight: float
    of: Callable[[Email], Iterable[str]]


#: Weights were set by hand. What the blocks are worth is in docs/classifier.md: the fourth helped English only.
BLOCKS: tuple[Block, ...] = (
    Block("words", 1.0, lambda email: word_grams(words(normalise(document(email))))),
    Block("characters", 1.0, lambda email: char_grams(normalise(document(email)))),
    Block("subject", 0.5, lambda email: word_grams(words(normalise(email.subject)), 2)),
    Block("traits", 0.3, traits),
)


def sentence_tokens(sentence: str) -> list[str]:
    """Words and, behind `#`, pieces of words of one sentence."""
    plain = normalise(sentence)
    return [*word_grams(words(plain)), *(f"#{gram}" for gram in char_grams(plain))]


#: Scraped text may have lost its full stops: then a window of so many words is taken for a sentence.
_LONG, _WINDOW, _STEP = 40, 30, 20
_MOST_PIECES = 80


def pieces(email: Email) -> list[str]:
    """What may decide a mail: its subject and its sentences, verbatim but for windows of endless ones; at least one."""
    text = email.text[:MAX_CHARS]
    found = [piece for sentence in [email.subject.strip(), *sentences(text)] for piece in _windows(sentence)]
    return found[:_MOST_PIECES] or [""]


def _windows(sentence: str) -> Iterator[str]:
    spaced = sentence.split()
    if len(spaced) <= _LONG:
        if sentence:
            yield sentence
        return
    for start in range(0, len(spaced), _STEP):
        yield " ".join(spaced[start : start + _WINDOW])


def sentences(text: str) -> list[str]:
    """The sentences of a text, verbatim, without empty ones."""
    return [piece for part in _SENTENCE_END.split(text) if (piece := part.strip())]
