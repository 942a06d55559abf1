"""Bytes to text when the label may be missing or wrong: one ladder for bodies and headers."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

#: Names seen in real mail that Python does not know.
_ALIASES = {
    "chinese": "gb18030",
    "chinesebig5": "big5",
    "cn-big5": "big5",
    "big5-eten": "big5",
    "x-x-big5": "big5",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "euc-cn": "gb18030",
    "hz-gb-2312": "hz",
    "windows-31j": "cp932",
    "sjis": "cp932",
    "ms-cp932": "cp932",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "windows-949": "cp949",
    "windows-950": "big5",
    "windows-936": "gb18030",
    "windows-932": "cp932",
    "windows-874": "cp874",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "mac-cyrillic": "mac_cyrillic",
}
#: Codecs that a wider one contains, and that are written on text which needs the wider one (WHATWG Encoding).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "utf-8-sig": "utf-8",
}
#: Codecs whose label proves little: many programs write it on everything.
_WEAK = frozenset({"cp1252", "utf-8", "iso8859-15"})
#: Codecs of Python that no mail is written in.
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
#: Codecs in which ASCII bytes do not mean ASCII: such a label is believed or not, there is nothing between.
_NOT_ASCII = ("utf-16", "utf-32", "cp037", "cp500", "cp1026", "cp1140", "cp273", "cp424")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
#: ISO-2022-JP (RFC 1468) and -KR (RFC 1557) announce their character sets by escape sequences.
_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B(]|\([IJ])"), "iso2022_jp_ext"),
)
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_C1 = re.compile("[\x80-\x9f]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_LABEL = re.compile(r"(?:charset=)?[\s'\"_]*(?:x-)?([a-z0-9][a-z0-9_.:-]*)")

_SYLLABLES = re.compile("[\x00-\x7f\uac00-\ud7a3\u3000-\u303f\uff00-\uffef“”‘’…·]+")
_WORDS = re.compile("[\uac00-\ud7a3] (?:[\uac00-\ud7a3]|[^\uac00-\ud7a3]*[\uac00-\ud7a3]{4})")
#: Preference over an equal share in another charset.
_KOREAN = 0.01

#: Bytes looked at when guessing: more does not change the guess, and the detector is slow.
_SAMPLE = 4_096
#: Share of everyday characters from which a guess at an East Asian charset is believed: in running text right
#: guesses lie above 0.85, wrong ones below 0.6 (tests/read/test_charset.py measures it).
_PLAUSIBLE = 0.7
#: Below this share a declared East Asian charset is doubted, if another one is plausible.
_DOUBTFUL = 0.5
#: Share of characters that may be broken in text whose charset is still believed.
_BROKEN = 0.02
#: The same for damaged text that nothing else fits.
_DAMAGED = 0.1


def _rows(codec: str, leads: range, *trails: range) -> str:
    cells = (bytes((lead, trail)) for lead in leads for span in trails for trail in span)
    return "".join(cell.decode(codec, "ignore") for cell in cells)


@dataclass(frozen=True, slots=True)
class _Family:
    """An East Asian charset and the characters that nearly all of a text in it consists of."""

    codec: str
    everyday: Callable[[], str]


_UPPER = range(0xA1, 0xFF)
_KANA = "".join(map(chr, range(0x3041, 0x30FF)))
#: In order of preference where two score the same. The rows are those made for frequent characters: level 1
#: of GB 2312, Big5 and JIS X 0208, the syllables of KS X 1001.
_FAMILIES = (
    _Family("gb18030", lambda: _rows("gb2312", range(0xB0, 0xD8), _UPPER)),
    _Family("big5hkscs", lambda: _rows("big5", range(0xA4, 0xC7), range(0x40, 0x7F), _UPPER)),
    _Family("cp949", lambda: _rows("euc_kr", range(0xB0, 0xC9), _UPPER)),
    _Family("cp932", lambda: _KANA + _rows("euc_jp", range(0xB0, 0xD0), _UPPER)),
    _Family("euc_jp", lambda: _KANA + _rows("euc_jp", range(0xB0, 0xD0), _UPPER)),
)
_EAST_ASIAN = frozenset(family.codec for family in _FAMILIES)
_PUNCTUATION = frozenset(
    "，。、；：？！“”‘’（）《》【】「」『』〈〉—…·～￥％＋－／＝＠０１２３４５６７８９　"
)


@cache
def _everyday(codec: str) -> frozenset[str]:
    return next(frozenset(family.everyday()) for family in _FAMILIES if family.codec == codec)


@cache
def codec_name(declared: str | None) -> str | None:
    """The Python codec for a declared charset, in its widest reading; None if no such charset is known."""
    label = _LABEL.match((declared or "")[:80].strip().lower())
    if label is None:
        return None
    name = _ALIASES.get(label[1], label[1])
    for spelling in (name, name.replace("cp-", "cp"), name.replace("iso-", "iso")):
        try:
            b"a".decode(spelling, "replace")  # refuses codecs that do not make text
            found = codecs.lookup(spelling).name
        except (LookupError, ValueError):
            continue
        return None if found in _NOT_FOR_MAIL else _WIDER.get(found, found)
    return None


def is_weak(declared: str | None) -> bool:
    """Whether the label is missing, unknown or one that programs write on everything."""
    name = codec_name(declared)
    return name is None or name in _WEAK


def _strictly(payload: bytes, codec: str) -> str | None:
    try:
        return payload.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _nearly(payload: bytes, codec: str, broken_share: float = _BROKEN) -> str | None:
    """The text if at most a few characters are broken; a character cut off at the end is passed over."""
    try:
        text = codecs.getincrementaldecoder(codec)("replace").decode(payload)
    except (UnicodeError, ValueError):
        return None
    broken = text.count("\ufffd") + len(_C1.findall(text))
    return text if broken <= broken_share * sum(char > "\x7f" for char in text) else None


def _share(text: str, codec: str) -> float:
    """How much of the non-ASCII text is everyday in an East Asian charset, 0 to 1."""
    wide = [char for char in text if char > "\x7f"]
    letters = [char for char in wide if char not in _PUNCTUATION]
    if not letters:
        return 0.0
    everyday = _everyday(codec)
    return 1 - sum(char not in everyday for char in letters) / len(wide)


def _sample(payload: bytes) -> bytes:
    """Whole lines with bytes above 127, enough of them for a guess."""
    lines = [line for line in payload[: 64 * _SAMPLE].splitlines(keepends=True) if not line.isascii()]
    size = 0
    chosen = []
    for line in lines:
        if size > _SAMPLE:
            break
        chosen.append(line[:_SAMPLE])
        size += len(line)
    return b"".join(chosen)


def _east_asian(sample: bytes, broken_share: float = _BROKEN) -> tuple[float, str]:
    """The best share among the East Asian charsets and the codec that has it; share 0 if none fits."""
    scores = [(0.0, "")]
    for family in _FAMILIES:
        text = _nearly(sample, family.codec, broken_share)
        if text is not None:
            scores.append((_share(text, family.codec) + (_KOREAN * _is_korean(text)), family.codec))
    return max(scores, key=lambda score: score[0])


def _is_korean(text: str) -> bool:
    """Whether the text is syllables only, in words: Korean also passes for frequent Chinese characters."""
    return _SYLLABLES.fullmatch(text) is not None and _WORDS.search(text) is not None


def _detected(sample: bytes) -> str | None:
    """What the detector says about a charset of single bytes; asked last, since it errs on short text."""
    best = from_bytes(sample[:_SAMPLE]).best()
    return best.encoding if best is not None and best.encoding not in _EAST_ASIAN else None


def _looks_western(sample: bytes) -> bool:
    """Whether high bytes stand singly among ASCII letters, as accents do."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    return sum(len(run) > 2 for run in runs) <= len(runs) / 10


def _guesses(payload: bytes, declared: str | None) -> Iterator[str]:
    """Codecs to try in order, for bytes that are not UTF-8."""
    sample = _sample(payload)
    if declared is not None and declared not in _WEAK | _EAST_ASIAN:
        yield declared
    share, codec = _east_asian(sample)
    if declared in _EAST_ASIAN:
        text = _nearly(sample, declared)
        if text is not None and (share < _PLAUSIBLE or _share(text, declared) >= _DOUBTFUL):
            yield declared
    if _looks_western(sample):
        # "world\x92s" is a Japanese character, too.
        yield "cp1252" if declared is None or declared == "utf-8" else declared
    if share >= _PLAUSIBLE:
        yield codec
    share, codec = _east_asian(sample, _DAMAGED)
    if share >= _DOUBTFUL:
        yield codec
    detected = _detected(sample)
    if detected is not None:
        yield detected


def _windows(control: re.Match[str]) -> str:
    """The Windows-1252 character of a byte that stands as a C1 control or an escaped byte."""
    return bytes((ord(control[0]) & 0xFF,)).decode("cp1252", "replace")


def _mostly_utf8(payload: bytes) -> str | None:
    """UTF-8 with a few bytes of something else (a cut, a foreign footer), those read as Windows-1252."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(payload)
    bad = len(_ESCAPED_BYTE.findall(text))
    good = len(_UTF8_SEQUENCE.findall(payload))
    return _ESCAPED_BYTE.sub(_windows, text) if good > 10 * bad else None


def _jis(payload: bytes) -> str:
    """ISO-2022-JP with characters that vendors added, such as circled numbers: JIS X 0213 has them."""
    return payload.replace(b"\x1b$B", b"\x1b$(Q").decode("iso2022_jp_2004", "replace")


def _seven_bit(payload: bytes, declared: str | None) -> str | None:
    """Text of a charset that hides in ASCII: ISO-2022, HZ, UTF-7; None if it is none of them."""
    for escape, codec in _ESCAPES:
        if escape.search(payload):
            return _strictly(payload, codec) or _jis(payload)
    if declared == "utf-7":
        return _strictly(payload, "utf-7")
    if declared == "hz" or (declared in {None, "gb18030"} and _HZ.search(payload)):
        return _strictly(payload, "hz")
    return None


def _is_utf8(payload: bytes) -> bool:
    """Whether valid UTF-8 is meant: letter pairs of another charset look like it once or twice by chance."""
    sequences = _UTF8_SEQUENCE.findall(payload[: 4 * _SAMPLE])
    return len(sequences) > 2 or any(len(sequence) > 2 for sequence in sequences)


def _eight_bit(payload: bytes, declared: str | None) -> tuple[str, str]:
    """The text and the codec that gave it."""
    utf8 = _strictly(payload, "utf-8")
    if utf8 is not None and (declared is None or declared in _WEAK or _is_utf8(payload)):
        return utf8, "utf-8"
    patched = _mostly_utf8(payload) if utf8 is None else None
    if patched is not None:
        return patched, "utf-8"
    for codec in _guesses(payload, declared):
        text = _strictly(payload, codec) or _nearly(payload, codec, 2 * _DAMAGED)
        if text is not None:
            return _C1.sub(_windows, text), codec
    codec = declared if declared is not None and declared != "utf-8" else "cp1252"
    return payload.decode(codec, "replace"), codec


def guess(payload: bytes, declared: str | None) -> str | None:
    """The charset in which the 8-bit bytes are most likely written; the declared one if they are ASCII."""
    name = codec_name(declared)
    if payload.isascii() or (name or "").startswith(_NOT_ASCII):
        return None if name is None or name.startswith(_NOT_ASCII) else declared
    return _eight_bit(payload, name)[1]


def decode(payload: bytes, declared: str | None) -> str:
    """The text of the bytes; never raises. U+FFFD stands only where nothing fits.

    The label is believed where it can be true. Otherwise: UTF-8 if it is valid, the East Asian charset in
    which most characters are everyday ones, Windows-1252 if it looks Western, the detector.
    """
    for bom, codec in _BOMS:
        if payload.startswith(bom):
            return payload.decode(codec, "replace").lstrip("\ufeff")
    name = codec_name(declared)
    if name is not None and name.startswith(_NOT_ASCII):
        return _strictly(payload, name) or decode(payload, None)
    if payload.isascii():
        return _seven_bit(payload, name) or payload.decode("ascii")
    return _eight_bit(payload, name)[0]


#: `<meta charset=...>` or `<meta http-equiv=... content="...; charset=...">` (HTML 4.2.5.4).
_META = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def html_charset(payload: bytes) -> str | None:
    """The charset that an HTML page names in itself, None if it names none."""
    found = _META.search(payload, 0, 2_048)
    return found[1].decode("ascii", "ignore") if found else None
