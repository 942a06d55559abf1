"""The text of a mail made safe to show, in paragraphs, with the parts marked that decided."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analyzer.report.safe_text import Shown, clean

#: More of a mail is not shown: it would only make the page slow.
_LONGEST = 20_000
_LONGEST_LINE = 2_000
#: What is open at first; the rest is folded.
_OPEN = 1_500
_SENTENCE = 400
#: What stands for numbers in the words that the model weighs.
_NUMBER = "0"
_MASKS = frozenset({"xname", "xlink", "xmail", "xtime"})
_PARAGRAPH = re.compile(r"(?s)\S.*?(?=\n\s*\n|\s*\Z)")


class Mark(StrEnum):
    """Why a part of a text is marked."""

    NONE = ""
    SENTENCE = "sentence"
    WORD = "word"
    """A strong word within the deciding sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text, and how it is marked."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in paragraphs."""

    open: tuple[tuple[Part, ...], ...]
    folded: tuple[tuple[Part, ...], ...]
    """What is left of a long text."""
    odd: tuple[str, ...]
    """What was odd about its characters, as `safe_text` says it."""

    @property
    def decides(self) -> bool:
        """Whether the deciding sentence stands in it."""
        return any(part.mark for parts in (*self.open, *self.folded) for part in parts)

    @property
    def decides_below(self) -> bool:
        """Whether the deciding sentence stands in the folded part."""
        return any(part.mark for parts in self.folded for part in parts)


def marked(text: str, why: Sequence[str] = ()) -> Marked:
    """The text; `why` is the deciding sentence and its strongest words, as in a verdict."""
    shown = clean_lines(text)
    spans = _spans(shown.text, why)
    paragraphs = [
        (found.start(), tuple(_parts(shown.text, found.start(), found.end(), spans)))
        for found in _PARAGRAPH.finditer(shown.text)
    ]
    first = [parts for start, parts in paragraphs if start < _OPEN]
    return Marked(tuple(first), tuple(parts for _, parts in paragraphs[len(first) :]), shown.odd)


def clean_lines(text: str) -> Shown:
    """The text line by line without characters that deceive the eye."""
    lines = [clean(line, _LONGEST_LINE) for line in re.split(r"\r\n|\r|\n", text[:_LONGEST])]
    odd = dict.fromkeys(key for line in lines for key in line.odd)
    cut = "\n…" if len(text) > _LONGEST else ""
    return Shown("\n".join(line.text for line in lines) + cut, tuple(odd))


def _spans(text: str, why: Sequence[str]) -> list[tuple[int, int, Mark]]:
    """Start, end and mark of what is marked, in order, none within another."""
    sentence = _found(why[0], text) if why else None
    if sentence is None:
        return []
    start, end = sentence.span()
    words = [found for word in why[1:] if (found := _words(word, text, start, end))]
    spans, at = list[tuple[int, int, Mark]](), start
    for word in sorted(words, key=lambda found: found.start()):
        if word.start() >= at:
            spans += [(at, word.start(), Mark.SENTENCE), (word.start(), word.end(), Mark.WORD)]
            at = word.end()
    spans.append((at, end, Mark.SENTENCE))
    return [span for span in spans if span[0] < span[1]]


def _found(sentence: str, text: str) -> re.Match[str] | None:
    """Where the sentence stands, however its lines are broken."""
    words = clean(sentence, _SENTENCE).text.split()
    return re.search(r"\s+".join(map(re.escape, words)), text) if words else None


def _words(run: str, text: str, start: int, end: int) -> re.Match[str] | None:
    """Where a run of words as the model weighs them stands between two places of the text."""
    tokens = run.split()
    if not tokens or _MASKS & {*tokens}:
        return None
    pattern = r"\W{0,3}".join(r"\d[\d.,/-]*" if token == _NUMBER else re.escape(token) for token in tokens)
    edges = (r"\b" if run[0].isascii() else "", r"\b" if run[-1].isascii() and run[-1].isalnum() else "")
    return re.compile(edges[0] + pattern + edges[1], re.IGNORECASE).search(text, start, end)


def _parts(text: str, start: int, end: int, spans: Iterable[tuple[int, int, Mark]]) -> Iterator[Part]:
    """The text from start to end, cut where a mark begins or ends."""
    at = start
    for begin, stop, mark in spans:
        first, last = max(begin, start), min(stop, end)
        if first < last:
            if at < first:
                yield Part(text[at:first], Mark.NONE)
            yield Part(text[first:last], mark)
            at = last
    if at < end:
        yield Part(text[at:end], Mark.NONE)
