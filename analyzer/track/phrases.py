"""What mails say about company and role: the tables of phrases, made into patterns.

One line of a table is one way of saying it: a weight, then a regular expression in which <C> stands for a company and
<R> for a role, <THE> for an article, <AT> for a word like "at", <JOB> for a word like "position", <P> for one before
the role, <"> for quotation marks, <END> for where a role ends by itself. A space also matches one line break.
Weights: 4 is nearly always so, 3 mostly, 2 if nothing speaks against it, 1 needs another clue beside it.
An `s` behind the weight: in the subject only. An indented line goes on with the line before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analyzer.track.phrases_cjk import CJK
from analyzer.track.phrases_latin import LATIN

_CAP = r"[A-Z0-9À-ÖØ-ÞĀ-ŽЀ-Я]"
_INNER = r"(?:[\w'’&+\-]|\.(?=\w))*"
#: A word of a name: begins with a capital or a digit, has one inside (eBay), or is an abbreviation.
_WORD = (
    r"(?:(?:Co|St|Dr|Inc|Ltd|Corp|S\.A|Bros|Mt)\.|(?:[A-Z]\.){1,4}(?=[ A-Z])"
    rf"|{_CAP}{_INNER}|[a-z]{{1,3}}[A-Z]\w*|&)"
)
_BETWEEN = (
    r"(?: |, (?=(?:Inc|LLC|Ltd|GmbH|Corp|S\.A)\b)"
    rf"| of the (?={_CAP})| (?:of|de|du|des|la|and|von|van|der|den|for|y|e|et|und|i|och|da|do|di) (?={_CAP}))"
)
_COMPANY = rf"(?-i:(?P<company>{_WORD}(?:{_BETWEEN}{_WORD}){{0,6}}))"
_COMPANY_CJK = r"(?P<company>[\w·•&＆()（）.\- ]{2,30}?)"
_ROLE = r"(?P<role>(?:[^\n.!?;“”\"„«»<>|]|\.(?!\s|$)|(?<=\b[JS]r)\.){2,100}?)"
_ROLE_CJK = r"(?P<role>[^\n，。！？；：:、「」『』《》【】“”\"<>|]{2,40}?)"
#: Words with which the sentence goes on behind a role, in the languages of `phrases_latin`; "and" with a capital
#: behind it is inside of the role: "Trust and Safety".
_ON = (
    r"at|with|in|and(?! (?!I\b)[A-Z])|has|have|we|is|was|that|which|you|on (?=[\dA-Z])|will|should|but|to"
    "|within|here|as|from|via|bei|und|hat|haben"
    "|ist|chez|au sein|et|a été|en|y|ha sido|e|na|no|da|foi|presso|è stata|bij|w|i|została|hos|på|och|som är"
)
_END = rf"(?=\s*(?:$|\n|[!?;:“”\"«»|]|\.(?:\s|$)|,? (?-i:{_ON})\b| [-–—•] |, (?:but|und|we)))"

_SLOTS = {
    "<THE>": r"(?:the |our |an? |your |this )?",
    "<AT>": r"(?:at|with|@|within|here at|on behalf of|from)",
    "<JOB>": r"(?:(?:position|role|job|opening|post|internship)s?|opportunit(?:y|ies)|vacanc(?:y|ies)|requisition)",
    "<P>": r"(?:position|role|job|opening|vacancy|post|internship|job title|title)",
    '<">': "[“”\"„«»'‘’]{0,2}",
    "<END>": _END,
    "<APPLY>": r"(?:应聘|投递|投遞|申请|申請|应征|應徵|报名|投(?![递遞])|关注"
    r"|關注|选择|選擇|加入|参加|參加|参与|參與)了?",
    "<POST>": r"的?(?:岗位|職位|职位|崗位|一职|一職|职务|職務|岗|職缺|之職)",
    "<BREAK>": r"(?:^|\n|，|。|：|！)",
    "<STOP>": r"(?=\s*(?:\n|$|，|。|；|、|\|))",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way of naming company or role, and how sure it is."""

    pattern: re.Pattern[str]
    weight: float
    subject_only: bool
    cjk: bool
    behind: re.Pattern[str] | None
    """What stands behind the name that the pattern begins with; where it is nowhere, no name is looked for."""

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Where the text says it, from the beginning on."""
        absent = self.behind is not None and not self.behind.search(text)
        return iter(()) if absent else self.pattern.finditer(text)


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase of the tables; compiled at the first call."""
    return compiled(LATIN, CJK)


def compiled(latin: str, cjk: str) -> tuple[Phrase, ...]:
    """The phrases of a table in Latin letters and of one without spaces."""
    spaced = [_phrase(line, _COMPANY, _ROLE, cjk=False) for line in _lines(latin)]
    return (*spaced, *(_phrase(line, _COMPANY_CJK, _ROLE_CJK, cjk=True) for line in _lines(cjk)))


def _lines(table: str) -> list[str]:
    """The phrases of a table: its lines without blank ones and comments; indented ones go on with the line before."""
    rows = [line for line in table.splitlines() if line.strip() and not line.startswith("# ")]
    return "\n".join(rows).replace("\n    ", "").splitlines()


def _phrase(line: str, company: str, role: str, *, cjk: bool) -> Phrase:
    weight, _, pattern = line.partition(" ")
    for slot, meaning in _SLOTS.items():
        pattern = pattern.replace(slot, meaning)
    pattern = pattern.strip().replace(" ", r"\s")
    behind = pattern[3:] if pattern.startswith(("<C>", "<R>")) else ""
    whole, rest = (
        re.compile(text.replace("<C>", company).replace("<R>", role), re.IGNORECASE)
        for text in (pattern, behind)
    )
    return Phrase(whole, float(weight.rstrip("s")), weight.endswith("s"), cjk, rest if behind else None)
