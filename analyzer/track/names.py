"""Names of companies and roles brought to a form in which they can be compared."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from analyzer.track.text import BOTH_SEXES

_LEGAL_WORDS = """
inc incorporated llc ltd limited corp corporation co company gmbh ag kg kgaa ohg plc sa sas sarl srl spa sl slu
pty nv bv ab oy as asa aps kk se lp llp pte pvt pllc ltda eireli sp zoo
"""
#: Legal forms, as written without punctuation.
LEGAL = frozenset(_LEGAL_WORDS.split())
_LEGAL_CJK = re.compile(
    r"(?:股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|有限|公司|集团|集團|株式会社|合同会社|주식회사)$"
    r"|^(?:株式会社|合同会社|주식회사|\(주\)|\(株\))"
)
#: Cities that stand before the name in the full legal form of Chinese companies.
_CITY = re.compile(
    r"^(?:北京|上海|深圳|广州|杭州|南京|苏州|成都|武汉|厦门|西安|重庆|天津|长沙|青岛|合肥|郑州|宁波|无锡|东莞"
    r"|珠海|佛山|济南|福州|大连)市?(?=.{2})"
)
_POSSESSIVE = re.compile(r"['’]s\b")
_MARKS = re.compile(r"[^\w\s]")

#: How much two spellings of a long company name may differ (rapidfuzz ratio); catches a missing letter, not
#: "Meridian" and "Meridiem" (87.5).
NEAR_COMPANY = 92
#: The same for roles, words in any order: catches a misprint and plural, not "Frontend" and "Backend" (about 80).
NEAR_ROLE = 93


@lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """Lower case, without accents, punctuation, spaces and legal form; equal keys mean the same company."""
    text = folded(_POSSESSIVE.sub("", name)).replace("&", " and ").replace("+", " plus ")
    chinese = _LEGAL_CJK.sub("", text.strip())
    if chinese != text.strip():
        text = _CITY.sub("", chinese)
    words = _MARKS.sub("", text).split()
    kept = [word for word in words if word not in LEGAL and word != "the"] or words
    return "".join(kept)


def same_company(a: str, b: str) -> bool:
    """Whether two names mean one company, as far as the spelling tells; an empty one is like none."""
    return near_keys(company_key(a), company_key(b))


def near_keys(one: str, two: str) -> bool:
    """Whether two company keys are equal, or long and nearly equal."""
    if not one or not two:
        return False
    return one == two or (min(len(one), len(two)) >= 10 and fuzz.ratio(one, two) >= NEAR_COMPANY)


def folded(text: str) -> str:
    """NFKC, lower case, Latin letters without accents."""
    text = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare)


# --- roles ------------------------------------------------------------------------------------------


class Likeness(IntEnum):
    """How two roles go together."""

    OTHER = 0
    UNKNOWN = 1
    """One of them is not stated."""
    NEAR = 2
    """One says more than the other, and not about the rank: "Engineer" and "Engineer, Payments"."""
    SAME = 3


_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
#: What stands in brackets behind a role without being part of it: gender marks, working time, place of work.
_ASIDE = re.compile(
    r"(?i)^(?:[mwfdhxvi]\s*(?:[/|*,]\s*[mwfdhxvi]\s*){1,3}|all genders|gn|remote.*|hybrid.*|on-?site.*"
    r"|full[- ]time|part[- ]time"
    r"|contract.*|permanent|temporary|home ?office.*|全职|兼职|远程|[a-z]{0,4}-?\d{3,}.*|不限|急聘)$"
)
_GENDER = re.compile(
    r"(?i)\b(?:m/w/d|w/m/d|m/f/d|f/m/d|m/f/x|h/f|f/h|m/f|f/m|m/k|k/m)\b|(?<=\w)[*:_/]-?in(?:nen)?\b"
    rf"|{BOTH_SEXES}"
)
#: Requisition ids; years stay.
_NUMBER = re.compile(r"\b(?:[a-z]{1,4}[-_]?\d{4,}|(?!(?:19|20)\d\d\b)\d{4,})\b")
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?|\.net")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SPELLING = {
    "sr": "senior",
    "snr": "senior",
    "jr": "junior",
    "jnr": "junior",
    "mgr": "manager",
    "eng": "engineer",
    "dev": "developer",
    "swe": "software engineer",
    "sde": "software development engineer",
    "ml": "machine learning",
    "qa": "quality assurance",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "internship": "intern",
    "engineering": "engineer",
    "frontend": "front end",
    "backend": "back end",
    "fullstack": "full stack",
    "assoc": "associate",
    "asst": "assistant",
    "developers": "developer",
}
_EMPTY_WORDS = """
the a an of for in at and to position role job opening vacancy opportunity post stelle poste puesto vaga
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_CJK_TAIL = re.compile(r"(?:的)?(?:岗位|職位|职位|崗位|职务|職務|一职|一職|岗|職)$")
_RANK_WORDS = """
senior junior staff principal lead head chief director manager vice president vp intern trainee apprentice
graduate associate assistant deputy 1 2 3 4 5 werkstudent praktikant leiter stagiaire alternant alternance
becario practicas estagiario estagio stage tirocinante stagiair stazysta praktikant teamlead supervisor
coordinator executive working student
"""
#: Words of rank: roles that differ in one are two roles.
_RANK = frozenset(_RANK_WORDS.split())
_RANK_CJK = re.compile(
    r"高级|高級|资深|資深|初级|初級|中级|中級|首席|主管|经理|經理|总监|總監|实习|實習|负责人|專家|专家|校招"
    r"|シニア|ジュニア|リーダー|インターン"
)


@lru_cache(maxsize=20_000)
def role_key(role: str) -> str:
    """Words of a role in one spelling and in order, without gender marks, working time, place and number."""
    text = _GENDER.sub(" ", role)
    text = folded(
        _BRACKET.sub(lambda found: " " if _ASIDE.match(found[1].strip()) else f" {found[1]} ", text)
    )
    words = [_SPELLING.get(word, word) for word in _WORD.findall(_NUMBER.sub(" ", text))]
    kept = [word for word in " ".join(words).split() if word not in _EMPTY]
    return _CJK_TAIL.sub("", " ".join(kept))


@dataclass(frozen=True, slots=True)
class _Role:
    """A role's key as far as it is compared with others."""

    words: frozenset[str]
    together: str
    """Without spaces."""
    in_order: str
    """The words sorted."""
    ranks: frozenset[str]
    cjk: bool


@lru_cache(maxsize=20_000)  # each key is compared with thousands of others
def _role(key: str) -> _Role:
    words = key.split()
    ranks = _RANK.intersection(words).union(_RANK_CJK.findall(key))
    return _Role(
        frozenset(words), "".join(words), " ".join(sorted(words)), ranks, _CJK.search(key) is not None
    )


@lru_cache(maxsize=50_000)
def likeness(one: str, two: str) -> Likeness:
    """How two role keys go together; symmetric."""
    if not one or not two:
        return Likeness.UNKNOWN
    a, b = _role(one), _role(two)
    if a.words == b.words or a.together == b.together:
        return Likeness.SAME
    if a.ranks != b.ranks:
        return Likeness.OTHER
    if not a.cjk and fuzz.ratio(a.in_order, b.in_order, score_cutoff=NEAR_ROLE):
        return Likeness.SAME
    if a.cjk or b.cjk:
        return Likeness.NEAR if one in two or two in one else Likeness.OTHER
    return Likeness.NEAR if a.words < b.words or b.words < a.words else Likeness.OTHER
