"""From the words that a phrase caught to a name: cut what does not belong to it, drop what is none."""

import re
import unicodedata
from dataclasses import dataclass

from analyzer.domain import Address
from analyzer.track import senders, words
from analyzer.track.names import company_key
from analyzer.track.senders import SenderRow

_EDGES = " \t\n\r,;:.!?-–—|/*_#·•'\"“”„«»‘’`()[]{}「」『』《》【】<>~"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AFTER_ARTICLE = re.compile(r"(?i)^.*\b(?:the|our|an?|your)\s+(?=\S)")
_ODD = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U0001f000-\U0001faff\u2600-\u27bf]")


def _tidy(text: str) -> str:
    """Without direction marks, emoji and doubled spaces."""
    return " ".join(_ODD.sub(" ", text).split())


def is_cjk(text: str) -> bool:
    """Whether Chinese, Japanese or Korean characters are in the text."""
    return bool(_CJK.search(text))


def bare(word: str) -> str:
    """A word in lower case without accents and punctuation at its ends."""
    apart = unicodedata.normalize("NFD", word.casefold().strip(_EDGES))
    return "".join(char for char in apart if not unicodedata.combining(char))


# --- companies --------------------------------------------------------------------------------------

_CJK_LEAD = re.compile(
    r"^(?:您好|你好|尊敬的|亲爱的|感谢您?|感謝您?|谢谢您?|您?(?:投递|投遞|应聘|申请|應徵|关注|加入|选择)(?:了|的)?|对|向|在|关于|關於|我们?是|這裡是|这里是|来自|來自|欢迎|我司|我|来|的|了|并|并且|与|和|为|此次|本次)+"
)
_CJK_TRAIL = re.compile(
    r"(?:的|之|公司的|公司|校园招聘|校園招聘|校招|春招|秋招|社招|招聘(?:中心|团队|團隊|組|组|官方)?|招募|人力资源[部中心]*|人力資源[部中心]*|HR|人[事資资力][部室处處科課]?|採用センター|团队|團隊|项目|20\d\d届?|官方|面试|面試|笔试|在线|線上|线上|测评|測評|真人|视频|专业|专项|AI面|人才|の|は|より|から|採用|채용|인사)+$"
)
_CJK_BAD = re.compile(
    r"[您你我她他它们們已]|确认|確認|未能|是否|进行|認真|认真|非常|感谢|感謝|简历|簡歷|履历|履歷|面试|面試|岗位|职位|職位|申请|通知|邀请|邀請|结果|結果|应聘|投递|时间|关注|機會|机会|请|請|ます|ました|です|いただ|連絡|知らせ|案内|귀하|저희|현재|企业|企業|応募|選考|書類|합니다|습니다|지원|입니다|하신"
)


def company_name(text: str, *, whole: bool = False) -> str:
    """The company in what a phrase caught, or in a text that is a name as a `whole`; empty if there is none."""
    text = _tidy(text).strip(_EDGES.replace(".", "").replace(")", "").replace("(", ""))
    if _CJK.search(text):
        name = _cjk_company(text)
    else:
        name = text if whole and not _is_mail_words(text) else _latin_company(text)
    return "" if _is_nobody(name) else name


def _is_mail_words(text: str) -> bool:
    """Whether the first word, or every word, is one of mail and not of names."""
    told = [bare(word) for word in text.split()]
    return not told or told[0] in words.NOT_NAME or all(word in words.NOT_NAME for word in told)


def _latin_company(text: str) -> str:
    """The words up to the first that can not belong to a name."""
    kept: list[str] = []
    for word in text.split():
        if bare(re.sub(r"['’]", "", word)) in words.NOT_NAME and not (kept and bare(word) in _INSIDE):
            break
        kept.append(word)
    while kept and (bare(kept[-1]) in _INSIDE or kept[-1] in {"&", "-", "–"}):
        kept.pop()
    name = re.sub(r"['’]s$", "", " ".join(kept)).strip(',;:!?|*_#·•"“”„«»‘’`~ -–—')
    name = name[4:] if name.startswith(("The ", "the ")) and len(kept) > 2 else name
    return name if name.endswith(_DOTTED) else name.rstrip(".")


_INSIDE = frozenset("the and of for de la du von van der den y e et und i och da do di with from to".split())
_DOTTED = ("Inc.", "Ltd.", "Co.", "Corp.", "S.A.", "L.P.", "B.V.", "N.V.")


def _cjk_company(text: str) -> str:
    previous = None
    while previous != text:
        previous = text
        text = _CJK_LEAD.sub("", text.strip(_EDGES))
        text = _CJK_TRAIL.sub("", text) if not re.search(r"(?:有限|股份|责任)公司$", text) else text
    text = re.sub(r"\s+\S{0,6}(?:室|部|处|處|科|办|辦|行政|组|組|中心)$", "", text)
    return "" if _CJK_BAD.search(text) or len(text) > 28 else text.strip(_EDGES)


def _is_nobody(name: str) -> bool:
    """Whether the text is no company's name: empty, a phrase of mail, a job title, a number, far too long."""
    key = senders.plain(name)
    if len(key) < 2 or len(name) > 70 or key in words.NOBODY or key.isdigit():
        return True
    if all(bare(word) in words.KINDS for word in name.split()) or words.SURE_ROLE_CJK.search(name):
        return True
    return "@" in name or "http" in key or is_role(name)


def is_role(name: str) -> bool:
    """Whether all of the text reads as a job title: it ends in the head of one."""
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return bare(last) in words.HEADS and " " in name


# --- senders ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Display:
    """The company in a display name; sure if its form says that it is one."""

    name: str = ""
    sure: bool = False


_PERSON_AT = re.compile(
    r"(?i)^.{2,40}?(?:\s*\((?P<in>[^()]{2,50})\)|(?:\s+(?:at|from|@|von|bei|de|chez|of|via|[–—-])\s+|\s*[|]\s*|,\s+(?=\S+ \S))(?P<at>.{2,50}))$"
)
_CJK_PERSON_BEHIND = re.compile(r"^([^\s]{3,}) (?![A-Z])[^\s]{1,5}$")
_SYSTEM_AT = re.compile(
    r"(?i)^(?P<a>.{2,40}?)\s*(?:@|\bat\b|\bvia\b|\bfor\b|[-–—|(])\s*(?P<b>[^)]{2,50})\)?$"
)


def sender_company(address: Address, row: SenderRow | None) -> Display:
    """What the display name of an address says about the company."""
    name = _tidy(address.name).strip("\"' ")
    if not name or ("@" in name and " " not in name):
        return Display()
    both = _SYSTEM_AT.match(name)
    if both and row is not None:
        parts = [part for part in (both["a"], both["b"]) if not _is_brand(part)]
        if len(parts) == 1:
            name = parts[0].strip()
    cut = _cut(name)
    if is_person(address):
        within = _PERSON_AT.match(name)
        inside = _cut((within["in"] or within["at"]) if within else "")
        return Display(company_name(inside, whole=True), sure=bool(inside))
    if (_is_brand(cut) and row is not None) or words.PORTAL.search(name):
        return Display()
    if _CJK.search(cut) and (behind := _CJK_PERSON_BEHIND.match(cut)):
        cut = behind[1]
    return Display(company_name(cut, whole=True), sure=cut != name)


def _cut(name: str) -> str:
    """The name without "Careers", "Recruiting Team", "招聘" and the like at its end or beginning."""
    name = words.PREFIX.sub("", name)
    previous = None
    while previous != name:
        previous = name
        name = words.SUFFIX.sub("", name).strip(_EDGES.replace(".", ""))
    return name


def _is_brand(name: str) -> bool:
    return senders.plain(name) in senders.BRANDS


def is_person(address: Address) -> bool:
    """Whether the display name is a person's: its parts stand in the address, or it is "Last, First"."""
    local = re.sub(r"[^a-z]", "", address.local)
    first = re.split(r"[(|@]| at | from | von |, (?=\S+ \S)", address.name)[0]
    parts = [bare(part) for part in first.replace(",", " ").split()]
    if not 2 <= len(parts) <= 4 or not local:
        return bool(_CJK.search(first)) and 2 <= len(first) <= 3 and local not in {"hr", "noreply", "careers"}
    if bare(first) in {"", local}:
        return False
    whole = "".join(parts)
    if local == whole or local in {f"{parts[0]}{parts[-1]}", f"{parts[-1]}{parts[0]}"}:
        return not address.domain.startswith(whole)
    initials = {parts[0], parts[-1], f"{parts[0][:1]}{parts[-1]}", f"{parts[0]}{parts[-1][:1]}"}
    return local in {one for one in initials if len(one) > 1} and not address.domain.startswith(parts[0])


# --- roles ------------------------------------------------------------------------------------------

_REQ_TAIL = re.compile(
    r"(?i)[\s,(\[#_:–—-]*(?:(?:job|req|requisition|position|ref|reference|stellen)?[ -]?(?:id|number|no\.?|nr\.?|code|nummer)?[ :#.-]*)?"
    r"(?:[a-z]{1,5}[-_]?\d{3,10}(?:[-_]\d{1,6})?|20\d\d-\d{3,6}|\d{4,10}(?:br)?|20\d\d[-_]\d+)[\s)\]]*$"
)
_REQ_HEAD = re.compile(
    r"(?i)^[\s(\[#]*(?:(?:JR|REQ|R|ID)[-_]?\d{3,9}|\d{5,10}(?:br)?|20\d\d-\d{3,6})[\s)\]:,–—-]+"
)
_PLACE = re.compile(
    r"(?i)\s*[(（\[](?:remote|hybrid|on-?site|home ?office|[^()（）\[\]]*\bremote\b[^()（）\[\]]*|远程|全职|兼职|full[- ]time|part[- ]time|contract|fixed[- ]term|permanent|temporary)[)）\]]\s*$|\s+[-–—]\s+(?:remote|hybrid|on-?site)$"
)
_LEAD = re.compile(
    r"(?i)^(?:the|our|an?|your|this|open|following|available|current|position of|role of|post of|position as|position|role|job|title|as|as an?|for|of|to"
    r"|de|del|la|el|le|les|l['’]|d['’]|un|une|una|der|die|das|des|als|eines?r?|von|para|como|per|il|lo|van|voor|som|på|na)\s+|^(?:l|d)['’]"
)
_TRAIL = re.compile(
    r"(?i)[\s,]+(?:position|role|job|opening|vacancy|opportunity|post|req|requisition|id|at|with|in|for|and|of|the|de|bei|in der|f/d|stelle|poste|puesto|vaga)$"
)
_CJK_ROLE_LEAD = re.compile(
    r"^(?:我司|我们|我們|贵公司|貴公司|本公司|我公司|公司|的|了|弊社|当社|您的?|你的?|过|過|面试|应聘|应征|申请|投递|岗位|职位|并|本次|此次)+"
)
_CJK_ROLE_TRAIL = re.compile(
    r"(?:的|这一|這一|这个|该)?(?:岗位|職位|职位|崗位|职务|職務|一职|一職|的|职缺|職缺|之|ポジション|直無|岗(?=$))+$"
)
_CJK_ROLE_BAD = re.compile(
    r"[您你我她他它]|感谢|感謝|简历|簡歷|履历|面试|面試|岗位|职位|申请|通知|邀请|结果|应聘|投递|招聘|关注|公司|机会|機會|お|ます|ました|です|応募|選考|합니다|습니다|지원|입니다|하신|时间|我们"
)


def role_name(text: str, company: str = "") -> str:
    """The role in what a phrase caught; empty if it reads as a sentence or says nothing."""
    name = _tidy(text).strip(
        _EDGES.replace(")", "")
        .replace("(", "")
        .replace("]", "")
        .replace("[", "")
        .replace(".", "")
        .replace("）", "")
    )
    name = _without_tail(_AFTER_ARTICLE.sub("", _without_company(name, company)))
    previous = None
    while previous != name:
        previous = name
        for cut in (_REQ_TAIL, _REQ_HEAD, _PLACE, _LEAD, _TRAIL):
            name = cut.sub("", name).strip(" ,;:-–—|/_#*'\"“”„’‘")
        name = re.sub(r"\s*[(（\[][^()（）\[\]]*$|(?<=\w)['’]s$|(?<=[\w)）])\.$", "", name)
        name = _CJK_ROLE_TRAIL.sub("", _CJK_ROLE_LEAD.sub("", name)) if _CJK.search(name) else name
    return name if _is_plausible(name) and company_key(name) != company_key(company) else ""


#: Words that go on with the sentence behind a role; dates and times of a talk.
_GOES_ON = frozenset(
    """
    le est a à notre votre queda está leider ist wird wurde aan bij został zostało foi é è hos är som auf on was is has planned scheduled
    originally due starting beginning via
    """.split()
)


def _without_tail(name: str) -> str:
    """The role without the rest of its sentence."""
    told = name.split()
    for place, word in enumerate(told[1:], 1):
        if bare(word) in _GOES_ON or word in _GOES_ON:
            rest = " ".join(told[:place])
            return rest if has_head(rest) else name
    return name


def _without_company(name: str, company: str) -> str:
    """The role without the company before or behind it."""
    if not company or company.casefold() not in name.casefold() or name.casefold() == company.casefold():
        return name
    quoted = re.escape(company)
    cut = re.sub(
        rf"(?i)^{quoted}(?:['’]s)?[\s:–—|-]*(?:的|の)?|[\s,:–—|-]*(?:at |with |@ ?|bei |chez |en )?{quoted}$",
        "",
        name,
    )
    return cut or name


def _is_plausible(name: str) -> bool:
    if not 2 <= len(name) <= 90 or not re.search(r"[^\W\d_]", name) or "@" in name or "http" in name.lower():
        return False
    if senders.plain(name) in words.NO_ROLE:
        return False
    if _CJK.search(name):
        return not _CJK_ROLE_BAD.search(name) and len(name) <= 30
    told = [bare(word) for word in name.split()]
    return (
        len(told) <= 12 and not words.NOT_ROLE & set(told) and not all(word in words.NO_ROLE for word in told)
    )


def is_whole(text: str) -> bool:
    """Whether a role that a phrase caught together with the company is one as it stands, not a sentence about it."""
    told = [bare(word) for word in _LEAD.sub("", text.strip()).split()]
    return is_cjk(text) or (len(told) <= 10 and not (words.NOT_ROLE | _ARTICLES) & set(told))


_ARTICLES = frozenset({"the", "an", "a"})


def has_head(text: str) -> bool:
    """Whether some word of the text is the head of a role name."""
    text = _tidy(text)
    if words.HEADS_CJK.search(_CJK_ROLE_TRAIL.sub("", text.strip(_EDGES))) and _CJK.search(text):
        return True
    told = [bare(word) for word in re.split(r"[\s/,()*:-]+", text)]
    return any(
        word in words.HEADS
        or word.rstrip("s") in words.HEADS
        or (len(word) > 8 and word.endswith(words.HEAD_ENDS))
        for word in told
    )
