"""Roles: from what a phrase or a line gives to the name of a role, or to none."""

import re

from analyzer.track import senders, words
from analyzer.track.names import company_key
from analyzer.track.text import EDGES, bare, has_head, is_cjk, tidy

_NOT_ROLE = frozenset(words.NOT_ROLE_WORDS.split())
_NO_ROLE = frozenset(words.NO_ROLE_WORDS.split())
_ARTICLES = frozenset({"the", "an", "a"})
_AFTER_ARTICLE = re.compile(r"(?i)^.*\b(?:the|our|an?|your)\s+(?=\S)")
#: "Applied" in a role itself ("Applied Scientist"), not the verb.
_APPLIED = re.compile(r"\bApplied (?=[A-Z])")
#: What a mail is about before the role: "News about", "Take-home task for", "hat in the ring for".
_SUBJECT_OF = re.compile(r"(?i)\s(?:for|about|regarding|concerning)\s+(?=\S)")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
#: A date behind a role, as subjects of interviews have it; a month alone needs the day: "Intern, May 2027" stays.
_DATE_BEHIND = re.compile(
    rf"(?i)(?:,| on| [-–—])\s(?:{_DAY}(?=[\s,]|$)|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b|{_MONTH}\s\d{{1,2}}\b).*$"
)
_LONGEST, _LONGEST_CJK, _MOST_WORDS = 90, 30, 12

#: Requisition ids behind and before a role; years stay ("New Grad 2027").
_ID_BEHIND = re.compile(
    r"""(?ix)[\s,(\[\#_:–—-]*(?:(?:job|req|requisition|position|ref|reference|stellen)?[\ -]?(?:id|number|no\.?
    |nr\.?|code|nummer)?[\ :\#.-]*)?
    (?:[a-z]{1,5}[-_]?\d{3,10}(?:[-_]\d{1,6}|[a-z])?|20\d\d[-_]\d{3,6}|(?!(?:19|20)\d\d\b)\d{4,10}(?:br)?)[\s)\]]*$"""
)
_ID_BEFORE = re.compile(
    r"(?i)^[\s(\[#]*(?:req(?:uisition)? ?id\s|(?:JR|REQ|R|ID)[-_]?\d{3,9}|\d{5,10}(?:br)?"
    r"|20\d\d-\d{3,6})[\s)\]:,–—-]+"
)
#: Place of work and working time in brackets, which are no part of the role.
_ASIDE = re.compile(
    r"""(?ix)\s*[(（\[](?:[^()（）\[\]]*\bremote\b[^()（）\[\]]*|hybrid|on-?site|home\ ?office|远程|全职|兼职
    |full[-\ ]time|part[-\ ]time|contract|fixed[-\ ]term|permanent|temporary)[)）\]]\s*$|\s+[-–—]\s+(?:remote
    |hybrid|on-?site)$"""
)
_LEAD = re.compile(
    r"""(?ix)^(?:(?:dear|be|become|next|the|our|an?|your|this|open|following|available|current|position\ of|role\ of
    |post\ of|position\ as|position|role|job|title|as|for|of|to
    |at|with|stanowiska?|stanowisku|vaga|vacante|functie|tjänsten|rollen|poste|puesto|ruolo|de|del|la|el|le|les
    |un|une|una|der|die|das|des|als
    |eines?r?|von|para|como|per|il|lo|van|voor|som|på|na)\s+)+|^(?:l|d)['’]"""
)
#: What a post is called, and the talk about it, behind its title.
_POSTS = "position|role|job|opening|vacancy|interview"
_TRAIL = re.compile(
    rf"""(?ix)[\s,]+(?:{_POSTS}|opportunity|post|req|requisition|id|at|with|in|for|on|from|and
    |of|the|de|bei|in\ der|f/d|stelle
    |poste|puesto|vaga|requisition\ id)$"""
)
#: What a tagged role may have taken in though it is no part of its title.
_AROUND = re.compile(rf"(?i)^dear\s+|(?<=\w)(?:\s+(?:{_POSTS}|interviews))+$")
_LEFT_OVER = re.compile(r"\s*[(（\[][^()（）\[\]]*$|(?<=\w)['’]s$|(?<=[\w)）])\.$")
_CJK_LEAD = re.compile(
    r"""(?x)^(?:[您你]?已?成功(?:投递|提交|申请|报名)|[(（][^()（）]*[)）]的|我司|我们|我們|贵公司|貴公司|本公司|我公司|公司|的|了|弊社|当社|[您你]的?
    |过|過|面试|应聘|应征|申请|投递|岗位|职位|并
    |[本此]次|关于|關於|包括|终止|終止|成为|成為|担任|擔任|已?撤[回销銷]了?[对對]?|[还還]?未完成|[^，。]{0,6}聊(?:一下|聊)|已?完成|已?[发發投][送递遞][给給至])+"""
)
_CJK_TRAIL = re.compile(
    r"的?(?:这一|這一|这个|该)?(?:岗位|職位|职位|崗位|职务|職務|一职|一職|的|职缺|職缺|之|ポジション|岗(?=$)|\s(?:지원|직무|포지션))+$"
)
_CJK_SENTENCE = re.compile(
    r"""(?x)[您你我她他它]|感谢|感謝|简历|簡歷|履历|面试|面試|岗位|职位|申请|通知|邀请|结果|应聘|投递|招聘|关注
    |公司|机会|機會|^[和与與及](?:信任|支持|厚爱|厚愛|兴趣|興趣|认可)|お|ます|ました|です|応募|選考
    |합니다|습니다|지원|입니다|하신|时间|已进入|认可"""
)
_CUTS = (_ID_BEHIND, _ID_BEFORE, _ASIDE, _LEAD, _TRAIL)
_GOES_ON_WORDS = """
at with bei chez presso hos le est a à notre votre queda está leider ist wird wurde aan bij został zostało foi é
è är som auf was is has planned scheduled originally due starting beginning via
arrived interview interviews challenge tomorrow today off-campus dauert dauern sale basé basée sigue continúa
"""
#: Words with which the sentence goes on behind a role.
_GOES_ON = frozenset(_GOES_ON_WORDS.split())


def role_name(text: str, company: str = "") -> str:
    """The role in what a phrase caught; empty if it reads as a sentence or says nothing."""
    name = _AFTER_ARTICLE.sub("", _without_company(tidy(text).strip(EDGES), company))
    name = _without_tail(_DATE_BEHIND.sub("", _without_subject(name)))
    previous = None
    while previous != name:
        previous = name
        for cut in _CUTS:
            name = cut.sub("", name).strip(EDGES)
        name = _LEFT_OVER.sub("", name)
        name = _CJK_TRAIL.sub("", _CJK_LEAD.sub("", name)) if is_cjk(name) else name
    return name if _is_plausible(name) and company_key(name) != company_key(company) else ""


def without_post(name: str) -> str:
    """The name without what says that it is one of a post: "Dear Security Engineer", "Data Engineer Role".

    It stays where what is left is no role: "Summer Job".
    """
    rest = _AROUND.sub("", name)
    return rest if has_head(rest) else name


def is_whole(text: str) -> bool:
    """Whether a role that a phrase caught together with the company is one as it stands, not a sentence about it."""
    told = [bare(word) for word in _APPLIED.sub("", _LEAD.sub("", text.strip())).split()]
    return is_cjk(text) or (len(told) <= 10 and not (_NOT_ROLE | _ARTICLES) & set(told))


def _without_subject(name: str) -> str:
    """The role without what is said about it, where the head of a role comes only behind "for" or "about"."""
    found = _SUBJECT_OF.search(name)
    if found and not has_head(name[: found.start()]) and has_head(name[found.end() :]):
        return name[found.end() :]
    return name


def _without_tail(name: str) -> str:
    """The role without the rest of its sentence, where the head of a role comes before."""
    told = name.split()
    for place, word in enumerate(told[1:], 1):
        if bare(word) in _GOES_ON or word in _GOES_ON:
            rest = " ".join(told[:place])
            return rest if has_head(rest) else name
    return name


def _without_company(name: str, company: str) -> str:
    """The role without the company before or behind it."""
    if not company or company.casefold() not in name.casefold():
        return name
    quoted = re.escape(company)
    before = rf"(?i)^(?:at |with )?{quoted}(?:['’]s)?[\s:–—|-]*(?:的|の)?"
    behind = rf"(?i)[\s,:–—|(（-]*(?:at |with |@ ?|bei |chez |en )?{quoted}[)）]?$"
    return re.sub(behind, "", re.sub(before, "", name))


def _is_plausible(name: str) -> bool:
    if not 2 <= len(name) <= _LONGEST or not re.search(r"[^\W\d_]", name) or "@" in name or name[0] in "[<{":
        return False
    if senders.plain(name) in _NO_ROLE or "http" in name.lower():
        return False
    if is_cjk(name):
        return not _CJK_SENTENCE.search(name) and len(name) <= _LONGEST_CJK
    told = [bare(word) for word in _APPLIED.sub("", name).split()]
    return (
        len(told) <= _MOST_WORDS and not _NOT_ROLE & set(told) and not all(word in _NO_ROLE for word in told)
    )
