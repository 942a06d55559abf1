"""From an email to what the model weighs: its pieces (subject and sentences), normalised, and its traits.

Names, dates, links and numbers are masked: they tell one mail from another, not one kind of mail from another.
Chinese, Japanese and Korean need no word list: a character is a token.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from analyzer.domain import Address, Email

#: What decides stands in the first page; this also bounds the time for a hostile mail.
MAX_CHARS = 6000
#: Stands between the pieces of a normalised text; a blank to regular expressions, in no piece.
BREAK = "\x1e"

#: Possessive: a long word without an @ is read once, not once for each of its letters.
_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"), " xmail "),
    (re.compile(r"(?:https?://|www\.)\S+"), " xlink "),
    (re.compile(r"\b\d{1,2}(?:[:.h]\d{2}\b(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?)"), " xtime "),
    (re.compile(r"\d+(?:[.,/-]\d+)*"), " 0 "),
)
#: The name behind a greeting; the words of greeting are those of the corpus's languages.
_GREETED = re.compile(
    r"(?m)^(\W{0,3}(?:hi|hello|dear|hey|hallo|liebe[rs]?|sehr geehrte[rs]?|guten tag|bonjour|cher|chère|hola"
    r"|estimad[oa]|olá|prezad[oa]|ciao|gentile|beste|geachte|cześć|szanown[ya]|dzień dobry|hej))"
    rf"[^\S{BREAK}]+[^\W\d][^\n{BREAK},:!.，：！]{{0,40}}(?=[,:!.，：！\n{BREAK}]|$)"
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}_]+(?:['’][^\W{_CJK}_]+)?|[?!？！]|{BREAK}")
_BLANKS = re.compile(rf"[^\S{BREAK}]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？；])|\n\s*\n|\n(?=\s*[-*•·>|\d])")


def normalise(text: str) -> str:
    """Lower-case text in NFKC whose names, dates, links and numbers are masked."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for pattern, mask in _MASKS:
        plain = pattern.sub(mask, plain)
    return _GREETED.sub(r"\1 xname", plain)


def line_of(pieces: Iterable[str]) -> str:
    """All pieces normalised, with single blanks, and BREAK between them and nowhere else."""
    joined = f"{BREAK}\n".join(piece.replace(BREAK, " ") for piece in pieces)
    line = _BLANKS.sub(" ", normalise(joined))
    return line.replace(f"{BREAK} ", BREAK).replace(f" {BREAK}", BREAK).strip(" ")


def words(line: str) -> list[str]:
    """Tokens of a normalised text: words, single CJK characters, ? and !, BREAK."""
    return _TOKEN.findall(line)


#: Local parts by which systems and departments write.
_LOCAL_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("noreply", re.compile(r"no.?reply|donotreply|notification|notify|mailer|auto")),
    ("people", re.compile(r"career|job|recruit|talent|hiring|hr\b|people|bewerbung|karriere|zhaopin|campus")),
    ("trade", re.compile(r"news|info|offer|sales|support|service|billing|order|shop|alert|market")),
)
_LENGTHS = 14
#: All that `traits` can say, in the order of the columns.
TRAITS = (*(f"from:{kind}" for kind, _ in _LOCAL_KINDS), *(f"length:{bits}" for bits in range(_LENGTHS)))


def traits(email: Email) -> Iterator[str]:
    """What is not text: the kind of sender and the length; each one of TRAITS."""
    yield from (f"from:{kind}" for kind in _sender_kinds(email.sender))
    yield f"length:{min(len(email.text).bit_length(), _LENGTHS - 1)}"


def _sender_kinds(sender: Address) -> Iterator[str]:
    for kind, pattern in _LOCAL_KINDS:
        if pattern.search(sender.local):
            yield kind


#: Scraped text may have lost its full stops: then a window of so many words is taken for a sentence.
_LONG, _WINDOW, _STEP = 40, 30, 20
_MOST_PIECES = 80


def pieces(email: Email) -> list[str]:
    """What may decide a mail: its subject and its sentences, verbatim but for windows of endless ones; at least one."""
    found = [
        piece
        for sentence in [email.subject.strip(), *sentences(email.text[:MAX_CHARS])]
        for piece in _windows(sentence)
    ]
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


#: A text of so many words can say something; a longer one than `_SHORT` characters has them.
_ENOUGH_WORDS, _SHORT = 4, 80


def evidence(email: Email) -> float:
    """From 0 for no word to 1 for four words or more; a Chinese, Japanese or Korean character is half a word."""
    text = f"{email.subject}\n{email.text[:_SHORT]}".strip()
    if len(text) >= _SHORT:
        return 1.0
    said = [word for word in words(normalise(text)) if word.isalnum()]
    return min(1.0, sum(0.5 if re.fullmatch(f"[{_CJK}]", word) else 1.0 for word in said) / _ENOUGH_WORDS)


def flat(pieces: Iterable[Sequence[str]]) -> list[str]:
    """All pieces of all mails."""
    return [piece for mail in pieces for piece in mail]
