"""Quoted and forwarded earlier mail: where it begins in a text, whatever language the mail program speaks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from analyzer.read.mailwords import LANGUAGES


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longer ones first."""
    return "(?:" + "|".join(sorted(dict.fromkeys(words), key=len, reverse=True)) + ")"


_HEADED = _any(word for words in LANGUAGES for word in words.headed)
_FROM = _any(word for words in LANGUAGES for word in words.sender)
_SUBJECT = _any(word for words in LANGUAGES for word in words.subject)
_FIELD = _any(word for words in LANGUAGES for word in (*words.sender, *words.subject, *words.fields))
_WROTE = _any(word for words in LANGUAGES for word in words.wrote)
_START = _any(word for words in LANGUAGES for word in words.starts)
_SIGN_OFF = _any(word for words in LANGUAGES for word in words.sign_off)

#: Bold type turned into asterisks, or the marks of an older quotation, around a field's name.
_EDGE = r"[>*_\s]{0,20}"
_RULED = re.compile(rf"[-_=*]{{2,}}\s*{_HEADED}\s*:?\s*[-_=*]{{2,}}|{_HEADED}\s*[:：]", re.IGNORECASE)
#: No digit after the colon: "From: 10:00, To: 11:00" is an appointment.
_FROM_LINE = re.compile(rf"{_EDGE}{_FROM}{_EDGE}[:：]{_EDGE}(?:$|(?=[^\s\d]))", re.IGNORECASE)
_SUBJECT_LINE = re.compile(rf"{_EDGE}{_SUBJECT}{_EDGE}[:：]", re.IGNORECASE)
_FIELD_LINE = re.compile(rf"{_EDGE}{_FIELD}{_EDGE}[:：]", re.IGNORECASE)
#: Outlook writes four or five fields, each perhaps a paragraph; a long list of recipients wraps.
_BLOCK_LINES = 12

_ATTRIBUTION = re.compile(rf"\S.{{0,400}}?{_WROTE}(?:[^:：]|[:：]\d){{0,120}}[:：]", re.IGNORECASE)
#: Gmail in Japanese and Korean writes no verb: a date, a name, an address, a colon.
_DATED = re.compile(r"\d{4}\s?[年년].{0,200}<[^<>@\s]+@[^<>\s]+>\s*[:：]")
_STARTS = re.compile(rf"(?:{_START}(?![a-z])|\d|[\"'<]|\S+ .{{0,80}}<\S+@)", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,2}[:.：]\d{2}|(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}")
#: An attribution is folded by mail programs into at most so many lines.
_ATTRIBUTION_LINES = 3
_NOTHING = re.compile(rf"[-_=*\s]*|{_SIGN_OFF}|fyi\.?", re.IGNORECASE)


def _is_block(lines: list[str], start: int) -> int:
    """How many lines a header block takes that starts there; 0 if none does."""
    if not _FROM_LINE.match(lines[start]):
        return 0
    fields = last = 0
    subject = False
    for offset, line in enumerate(lines[start : start + _BLOCK_LINES]):
        if _FIELD_LINE.match(line):
            fields, last = fields + 1, offset + 1
            subject = subject or bool(_SUBJECT_LINE.match(line))
    return last if subject and fields > 2 else 0


def _attribution(lines: list[str], end: int) -> int | None:
    """The line on which the attribution starts that ends there; None if there is none."""
    if not lines[end].rstrip().endswith((":", "：")):
        return None
    for start in range(end, max(end - _ATTRIBUTION_LINES, -1), -1):
        if _introduces(" ".join(lines[start : end + 1]).strip()):
            return start
    # "Jane wrote:", without a date, is believed only where a marked line follows.
    return end if _next_is_marked(lines, end + 1) and _ATTRIBUTION.fullmatch(lines[end].strip()) else None


def _introduces(text: str) -> bool:
    if len(text) > 500 or not _STARTS.match(text) or not _MOMENT.search(text):
        return False
    return bool(_ATTRIBUTION.fullmatch(text) or _DATED.fullmatch(text))


def _is_marked(line: str) -> bool:
    return line.startswith(">")


def _next_is_marked(lines: list[str], start: int) -> bool:
    following = (line for line in lines[start : start + 4] if line.strip())
    return _is_marked(next(following, ""))


def _cut(lines: list[str]) -> tuple[int, set[int]]:
    """The line from which on all is earlier mail, and the lines before that introduce marked quotations."""
    introductions: set[int] = set()
    said = False
    for number, line in enumerate(lines):
        if _RULED.fullmatch(line.strip()) or _is_block(lines, number):
            return number, introductions
        start = _attribution(lines, number)
        if start is not None:
            # At the very top it introduces what is answered below: the answer must not be lost with it.
            if said and not _next_is_marked(lines, number + 1):
                return start, introductions
            introductions.update(range(start, number + 1))
        elif not _is_marked(line) and not _may_introduce(lines, number):
            said = said or not _NOTHING.fullmatch(line.strip())
    return len(lines), introductions


def _may_introduce(lines: list[str], number: int) -> bool:
    """Whether the line is the folded beginning of an attribution that ends below."""
    ends = range(number + 1, min(number + _ATTRIBUTION_LINES, len(lines)))
    return any((_attribution(lines, end) or len(lines)) <= number for end in ends)


def _marked(lines: list[str], introductions: set[int]) -> set[int]:
    """The lines of quotations marked with `>`.

    A mail has such if one is introduced or two lines in a row are marked; a single one may be an arrow.
    """
    numbers = [number for number, line in enumerate(lines) if _is_marked(line)]
    in_a_row = any(second - first == 1 for first, second in pairwise(numbers))
    return introductions | set(numbers if in_a_row or introductions else ())


def _joined(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def split(text: str) -> tuple[str, str]:
    """What the writer wrote this time, and the earlier mail quoted in it; text must be tidy."""
    lines = text.split("\n")
    cut, introductions = _cut(lines)
    quoted = _marked(lines[:cut], introductions)
    own = _joined(line for number, line in enumerate(lines[:cut]) if number not in quoted)
    return own, _joined([*(lines[number] for number in sorted(quoted)), *lines[cut:]])


def is_empty(text: str) -> bool:
    """Whether nothing is said: no words but a telephone's signature."""
    return all(_NOTHING.fullmatch(line.strip()) for line in text.split("\n"))


def _unheaded(text: str) -> str:
    """A forwarded mail without the lines that say who wrote it."""
    lines = text.split("\n")
    for number in range(min(len(lines), _BLOCK_LINES)):
        length = _is_block(lines, number)
        if length:
            return "\n".join(lines[number + length :]).strip()
    return text if not lines or not _RULED.fullmatch(lines[0].strip()) else "\n".join(lines[1:]).strip()


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above a forwarded mail say of it."""

    sender: str
    subject: str
    others: tuple[str, ...]
    """The values of the other fields: dates and readers, in whichever language."""
    text: str
    """What stands below."""


def head(text: str) -> Head | None:
    """The head that a quoted mail begins with, and the mail; None if it begins without one."""
    lines = text.split("\n")
    start = next((n for n in range(min(len(lines), _BLOCK_LINES)) if _is_block(lines, n)), None)
    if start is None:
        return None
    end = start + _is_block(lines, start)
    fields = [(line, _value(lines, number)) for number, line in enumerate(lines[start:end], start)]
    subject = next((value for line, value in fields if _SUBJECT_LINE.match(line)), "")
    others = [
        value for line, value in fields[1:] if _FIELD_LINE.match(line) and not _SUBJECT_LINE.match(line)
    ]
    return Head(fields[0][1], subject, tuple(others), "\n".join(lines[end:]).strip())


def _value(lines: list[str], number: int) -> str:
    """What stands behind the colon of a field's line, or in the next line where nothing does."""
    value = re.split(r"[:：]", lines[number], maxsplit=1)[-1].strip(" *_\t")
    return value or (lines[number + 1].strip() if number + 1 < len(lines) else "")


def separate(own: str, marked: str) -> tuple[str, str]:
    """Text and quoted text of a mail, from tidy text and what its HTML marks as earlier mail.

    Where the writer added nothing, the forwarded mail is the text; nothing is ever lost between the two.
    """
    text, earlier = split(own)
    quoted = "\n\n".join(piece for piece in (earlier, marked) if piece)
    if not is_empty(text) or not quoted:
        return text, quoted
    forwarded = _unheaded(quoted)
    if forwarded == quoted:
        return "\n\n".join(piece for piece in (text, quoted) if piece), ""
    inner, older = split(forwarded)
    head = quoted.removesuffix(forwarded).strip()
    if is_empty(inner):
        return forwarded, head
    return inner, "\n\n".join(piece for piece in (head, older) if piece)
