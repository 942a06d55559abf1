"""Text out of hostile mail made safe to show; for display only, the classifier sees the text as it is.

Escaping is Jinja's part. This is about what escaping leaves alone: letters that reverse, hide or imitate.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from analyzer.suffixes import extractor

#: Bidirectional controls (UAX #9): `gpj.exe` with U+202E before it shows as `exe.jpg`, inside <bdi> as well.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Characters without width: soft hyphen, joiners, fillers, variation selectors, annotation, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
#: A joiner between two emoji makes one of them (UTS #51); it is kept.
_EMOJI_JOINER = re.compile(
    "(?<=[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d(?=[\U0001f000-\U0001faff\u2600-\u27bf])"
)
#: C0 and C1 controls with ESC, line and paragraph separators, lone surrogates, private use.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff]")
#: More than four combining marks on a letter grow out of the line ("zalgo").
_STACKED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_GAPS = re.compile(r"[\t\r\n ]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A letter of one of the scripts below is in here; all that matters is that Chinese, Japanese and Korean are not.
_ALPHABETIC = re.compile("[^\\W\\d_\u2e80-\ua48f\uac00-\ud7ff\uf900-\ufaff]")
_LOOKALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HELD_JOINER = "\ue000"

#: What is no letter, digit or sign of ASCII; a host has no blank either.
_UNPRINTABLE = re.compile("[^!-~]")
#: Message-ID (RFC 5322 3.6.4) narrowed to what may stand in a link: ASCII, one @, no <>, quotes, backslash.
_MESSAGE_ID = re.compile(r"[!#-&(-;=?A-Z\[\]^_a-z{|}~]{1,200}@[!#-&(-;=?A-Z\[\]^_a-z{|}~]{1,199}")
#: What must be escaped in a link: all but the unreserved characters (RFC 3986 2.3).
_RESERVED = re.compile(r"[^A-Za-z0-9._~-]")
#: Search for a Message-ID in Gmail's web page.
_GMAIL = "https://mail.google.com/mail/u/0/#search/rfc822msgid%3A"


@dataclass(frozen=True, slots=True)
class Shown:
    """Text that may be shown, and what was odd about it (keys of texts: `odd_bidi`, ...)."""

    text: str
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """Links to one mail; empty if its Message-ID may not stand in a link."""

    mid: str = ""
    gmail: str = ""


def clean(text: str, limit: int = 300) -> Shown:
    """The text on one line, at most `limit` characters, without characters that deceive the eye."""
    line = _GAPS.sub(" ", text).strip().replace(_HELD_JOINER, _REPLACEMENT)
    if line.isascii() and line.isprintable():  # nothing of what follows is in it
        return Shown(_cut(line, limit))
    held = _EMOJI_JOINER.sub(_HELD_JOINER, _BIDI.sub(_REPLACEMENT, line))
    visible = _INVISIBLE.sub("", held)
    plain = _CONTROL.sub(lambda found: found[0] if found[0] == _HELD_JOINER else _REPLACEMENT, visible)
    shown = _STACKED.sub(r"\1", plain.replace(_HELD_JOINER, "\u200d"))
    odd = {
        "odd_bidi": _BIDI.search(line) is not None,
        "odd_invisible": visible != held,
        "odd_alphabets": _mixes_alphabets(shown),
    }
    return Shown(_cut(shown, limit), tuple(key for key, is_so in odd.items() if is_so))


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def mail_links(message_id: str, *, gmail: bool = True) -> Links:
    """`mid:` (RFC 2392) and, if asked for, Gmail's search for the mail; never a link out of the mail itself."""
    if not _MESSAGE_ID.fullmatch(message_id):
        return Links()
    escaped = _RESERVED.sub(lambda found: f"%{ord(found[0]):02X}", message_id)
    return Links(f"mid:{escaped.replace('%40', '@')}", f"{_GMAIL}{escaped}" if gmail else "")


@cache
def registered_domain(host: str) -> str:
    """The part of a host that somebody had to register, in punycode if it is not ASCII; or empty.

    A display name can say anything; this can not. By the bundled Public Suffix List, never from the network.
    """
    found = extractor()(host)
    name = found.top_domain_under_public_suffix or host
    try:
        told = name.encode("idna").decode()
    except UnicodeError:
        told = name.encode("ascii", "replace").decode()
    return _UNPRINTABLE.sub("?", told)


def _mixes_alphabets(text: str) -> bool:
    """Whether a word has letters of two alphabets that look alike (`pаypal` with a Cyrillic а)."""
    if text.isascii():
        return False
    words = (word for word in _WORD.findall(text) if not word.isascii() and _ALPHABETIC.search(word))
    return any(len(_alphabets(word)) > 1 for word in words)


def _alphabets(word: str) -> set[str]:
    first_words = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return first_words & set(_LOOKALIKE_SCRIPTS)
