"""What the words of a mail tell that its label does not: that somebody applies, that it is about a test or a talk."""

import re
from functools import lru_cache

from analyzer.domain import Event
from analyzer.track.cases import domain
from analyzer.track.stages import TAKES_BACK

_APPLIES = re.compile(
    r"(?i)\bappl(?:y|ying|ication)\b|\bmy (?:cv|resume|résumé)\b|\bbe considered\b"
    r"|\binterest(?:ed)? in the\b.{0,60}\b(?:role|position)\b"
    r"|应聘|應徵|求职|求職|投递|投遞|我的简历|履歷|bewerb|candidature|postul|candidatura|solliciteer"
    r"|sollicitatie|ansöker|ansökan|aplikuj"
    r"|応募|지원합니다|지원서|입사지원"
)
_ANSWERS = re.compile(r"(?i)\s*(?:re|fwd?|aw|wg|回复|答复|转发)\s*[:：]")
_TEST = re.compile(
    r"(?i)\bassessment|\btest\b|\bchallenge|\btake-?home|\bquestionnaire|测评|測評|笔试|筆試|在线考试|適性検査"
    r"|テスト|prueba|épreuve"
)
#: A closing mail thanks for a talk. In lower case for a text in lower case: that is found in a third of the time.
_TALKED = re.compile(
    r"\b(?:interviewed|interviewing with"
    r"|(?:your|the|our|recent|last|final) (?:interviews?|conversations?|chats?|talks?|call)"
    r"|(?:spoke|speaking|met|meeting|talking|chatting) (?:to|with) (?:you|us|our|the)"
    r"|getting to know you|time (?:to|with) (?:our|the) team)\b"
    r"|参加.{0,12}面试|面试(?:表现|交流|过程|结果)|參加.{0,12}面試|与您的(?:交流|沟通)"
    r"|面接(?:の結果|にお越し|のお時間|では)|면접에 (?:참석|참여)"
    r"|(?:gespräch|kennenlernen) (?:mit|bei)|(?:das|unser|persönliche) gespräch"
    r"|(?:notre|l[’']) ?(?:entretien|échange)|entrevista (?:con|que)|(?:nostro|il) colloquio"
    r"|(?:het|ons) gesprek|za (?:spotkanie|rozmowę)|för (?:intervjun|samtalet)"
)


def applies(event: Event) -> bool:
    """Whether an own mail is an application by mail: it says so, goes to one company, and answers nothing.

    A line of the user's list always is one.
    """
    if event.listed:
        return True
    if not event.own or event.thread or _ANSWERS.match(event.subject):
        return False
    text = f"{event.subject}\n{event.text[:2000]}"
    if not _APPLIES.search(text) or TAKES_BACK.search(text):
        return False
    return bool(event.clues.company or domain(event))


def about_test(event: Event) -> bool:
    """Whether the mail speaks of a test."""
    return bool(_TEST.search(f"{event.subject}\n{event.text[:1500]}"))


@lru_cache(maxsize=16)  # a mail is compared with many cases, one after the other
def thanks_for_talk(text: str) -> bool:
    """Whether a closing mail thanks for a talk."""
    return _TALKED.search(text[:1500].lower()) is not None
