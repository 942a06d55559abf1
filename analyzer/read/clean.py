"""Harmless text: what can deceive the eye or break a terminal, a database or a page is taken out."""

import re
import unicodedata

#: Explicit bidirectional controls (UAX #9): they can show "exe.jpg" for "gpj.exe", so they become visible.
_BIDI = "\u202a-\u202e\u2066-\u2069"
#: Half of a surrogate pair and non-characters: not Unicode text, and not storable as UTF-8.
_NOT_TEXT = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_REPLACED = re.compile(f"[{_BIDI}{_NOT_TEXT}\x1b]")

#: C0 and C1 controls that stand for a line break (Unicode 5.8, newline guidelines) or a space.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

#: Nothing to see: other controls, soft hyphen, grapheme joiner, Hangul fillers, zero-width spaces and marks,
#: invisible operators, byte order mark, interlinear marks, variation selectors but those of emoji and text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
#: Zero-width joiners are part of the spelling between Arabic letters (Persian) and between emoji only.
_JOINERS = re.compile(
    "(?<![\u0620-\u06ff\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])[\u200c\u200d]+"
    "|[\u200c\u200d](?![\u0620-\u06ff\u2600-\u27bf\U0001f000-\U0001faff])"
)

#: Blocks of combining marks; four in a row write every living script, more hide the lines above and below.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u07eb-\u07f3\u0816-\u082d\u08ca-\u08ff"
    "\u093c\u094d\u0951-\u0954\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0f87"
    "\u135d-\u135f\u1a17-\u1aff\u1b00-\u1b73\u1c37\u1cd0-\u1cf9\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2cf1\u2de0-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua8e0-\ua8f1\ufb1e\ufe20-\ufe2f"
    "\U00010a01-\U00010a3f\U00010d24-\U00010f85\U0001d165-\U0001d1ad\U0001d242-\U0001d244"
    "\U0001e000-\U0001e02a\U0001e8d0-\U0001e94a"
)
_MARK_PILE = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")

#: Characters normalised at once; a letter and its accent parted at the seam stay two characters.
_PIECE = 1_000

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
#: The delimiter of a signature (RFC 3676, 4.3): the one line whose trailing space means something.
_SIGNATURE = "-- "


def clean(text: str) -> str:
    """The text in NFC, lines ended by a line feed, without other controls, invisible or deceiving characters.

    Bidirectional controls, ESC and broken code points become U+FFFD; other such characters are removed.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _REPLACED.sub("\ufffd", _BREAKS.sub("\n", text))
    text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    return _composed(_MARK_PILE.sub(r"\1", text))


def _composed(text: str) -> str:
    """The text in NFC, piece by piece: sorting marks takes time with the square of their number."""
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


def clean_line(text: str, limit: int = 1_000) -> str:
    """The cleaned text on a single line, runs of white space as one space, at most `limit` characters."""
    return " ".join(clean(text[: 4 * limit]).split())[:limit].rstrip()


def tidy(text: str) -> str:
    """Cleaned text with single spaces, stripped lines and at most one blank line in a row."""
    lines = (_SPACES.sub(" ", line) for line in clean(text).split("\n"))
    kept = (line if line == _SIGNATURE else line.strip() for line in lines)
    return _BLANK_LINES.sub("\n\n", "\n".join(kept)).strip()
