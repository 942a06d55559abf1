"""What mails say about company and role: one row per way of saying it.

In a phrase, <C> stands for a company, <R> for a role; the rest is a regular expression, a space for one space.
Weights: 4 is nearly always so, 3 mostly, 2 needs no more than nothing against it, 1 needs another clue beside it.
"""

import re
from dataclasses import dataclass
from functools import cache

_CAP = r"[A-Z0-9À-ÖØ-ÞĀ-ŽЀ-Я]"
_INNER = r"(?:[\w'’&+\-]|\.(?=\w))*"
#: A word of a name: begins with a capital or a digit, has one inside (eBay), or is an abbreviation.
_NAME_WORD = rf"(?:(?:Co|St|Dr|Inc|Ltd|Corp|S\.A|Bros|Mt)\.|(?:[A-Z]\.){{1,4}}(?=[ A-Z])|{_CAP}{_INNER}|[a-z]{{1,3}}[A-Z]\w*|&)"
_BETWEEN = rf"(?: |, (?=(?:Inc|LLC|Ltd|GmbH|Corp|S\.A)\b)| of the (?={_CAP})| (?:of|de|du|des|la|and|von|van|der|den|for|y|e|et|und|i|och|da|do|di) (?={_CAP}))"
COMPANY = rf"(?P<company>{_NAME_WORD}(?:{_BETWEEN}{_NAME_WORD}){{0,6}})"
COMPANY_CJK = r"(?P<company>[\w·•&＆()（）.\- ]{2,30}?)"
ROLE = r"(?P<role>(?:[^\n.!?;“”\"„«»<>|]|\.(?!\s|$)|(?<=\b[JS]r)\.){2,100}?)"
ROLE_CJK = r"(?P<role>[^\n，。！？；：:、「」『』《》【】“”\"<>|]{2,40}?)"
#: Where a role ends when nothing else says so.
_ROLE_END = (
    r"(?=\s*(?:$|\n|[!?;:“”\"«»|]|\.(?:\s|$)|,? (?:at|with|in|and|has|have|we|is|was|that|which|you|on|will|should|but|to|within|here|bei|in der|und|chez|au sein"
    r"|et|en|y|e|na|no|da|presso|bij|en|w|i|hos|på|och|as|from|as well|was|hat|haben|ist|a été|ha sido|foi|è stata|is|została)\b| [-–—•] |, (?:but|und|we)))"
)
_QUOTES = "[“\"„«'‘「『《]?"
_CLOSED = "[”\"“»'’」』》]?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way of naming company or role, and how sure it is."""

    pattern: str
    weight: float
    subject_only: bool = False
    cjk: bool = False


#: position, role, job, ...
_P = r"(?:positions?|roles?|jobs?|openings?|opportunit(?:y|ies)|vacanc(?:y|ies)|posts?|internships?|requisition)"
_AT = r"(?:at|with|@|within|here at|on behalf of|from)"
_THE = r"(?:the |our |an? |your |this )?"
_FORMS = r"(?:position|role|job|opening|vacancy|post|internship|job title|title)"

LATIN: tuple[Phrase, ...] = (
    # English
    Phrase(rf"\b(?:application|appl(?:y|ied|ying)|candidacy|interview(?:ing|ed)?|considered|interest|resume) (?:for|to|in|as) {_THE}<R> {_AT} (?:the )?<C>", 4),
    Phrase(rf"\b(?:the|our|an?|your|of|for|in|this) <R> {_P} {_AT} (?:the )?<C>", 4),
    Phrase(rf"\b(?:for|to|in|of|regarding|about|as|on) (?:the|our|an?|your|this) (?:open |following |position of |role of )?{_QUOTES}<R>{_CLOSED},? {_P}\b", 3),
    Phrase(rf"\b(?:for|to|in|regarding|about) (?:the )?{_QUOTES}<R>{_CLOSED} {_P}\b", 2),
    Phrase(r"\b(?:the|our|your) <R> (?:spot|hire|recruitment|search|place|team role|appointment|vacancy)\b", 1.5),
    Phrase(r"\b(?:to be(?:come)?|as) (?:an?|our|the) <R><END>", 2),
    Phrase(rf"\b{_FORMS} (?:of|as|for|titled|:) ?{_THE}{_QUOTES}<R>{_CLOSED} {_AT} (?:the )?<C>", 4),
    Phrase(rf"\b{_FORMS} (?:of|as|titled|,) {_THE}{_QUOTES}<R>{_CLOSED}<END>", 3),
    Phrase(rf"\b(?:application|applying|applied|apply) (?:for|to|as) {_THE}{_QUOTES}<R>{_CLOSED}<END>", 2.5),
    Phrase(r"\b(?:interest(?:ed)?|candidacy|considered|selected|consideration) (?:in|for|as) (?:the|our|an?) <R><END>", 1.5),
    Phrase(r"\binterest(?:ed)? in (?:our )?<R><END>", 1),
    Phrase(r"\b(?:hire|hiring|looking for|seeking) (?:an?|our next) <R><END>", 1),
    Phrase(r"\bas (?:an?|our(?: next)?) <R> (?:at|with|in our) (?:the )?<C>", 3),
    Phrase(r"\b(?:offer(?: of employment)?|offer you|position|role|join us|employment|hired) as (?:an?|our)? ?<R><END>", 2),
    Phrase(r"\b(?:application|applying|applied|apply|submitted|sent|applications|candidacy) (?:to|with|at) (?:work (?:at|for|with) |join |us at )?(?:the )?<C>", 3),
    Phrase(r"\binterest in (?:joining |working (?:at|with|for) |pursuing \w+ (?:at|with) )(?:the )?<C>", 3),
    Phrase(r"\binterest in (?:an? |our |the )?(?:\w+ ){0,3}?(?:at|with|within) (?:the )?<C>", 3),
    Phrase(r"\binterest in <C>(?= (?:and|as|team)|[.,!;]|$|\n| [A-Z])", 2),
    Phrase(r"\bjoin(?:ing)? (?:us at |the )?<C>(?=[’']s| team|[.,!]|\n|$| as | and )", 2),
    Phrase(rf"\b(?:career|careers|employment|opportunit(?:y|ies)|openings?|{_FORMS}|working|work|interview|roles|positions|jobs|process|team|recruit\w*|hiring manager) {_AT} (?:the )?<C>", 2.5),
    Phrase(r"\b(?:here|us|all of us|everyone|team|folks|we) at (?:the )?<C>", 3),
    Phrase(r"\b(?:interview|chat|conversation|meeting|assessment|screen|talk) (?:at|for) (?:the )?<C>", 2),
    Phrase(r"\b(?:interview|interviewing|chat|meeting) with (?:the )?<C>", 1.5),
    Phrase(r"\b(?:this is|it['’]?s|here|i am|i['’]m|my name is) (?:\w+ ){0,3}?(?:from|at|with) <C>", 3),
    Phrase(r"\b(?:on behalf of|behalf of everyone at|considering|choosing|chosen|welcome to|update from|message from|offer from|news from|invitation from|interviewing (?:with|at)) (?:the )?<C>", 2),
    Phrase(r"(?:^|\n)\s*(?:the|your) <C> (?:global |university |early )?(?:talent|recruit\w+|hiring|hr|people|careers?|human resources|staffing|team)\b", 3),
    Phrase(r"\bthe <C> (?:talent|recruit\w+|hiring|hr|people|careers?|human resources|staffing|team|family)\b", 2.5),
    Phrase(r"(?:^|\n)\s*<C>,? (?:global |university |early )?(?:talent acquisition|talent team|recruit(?:ing|ment)|hiring team|human resources|careers|people team|hr)\b", 3),
    Phrase(r"(?:©|\(c\)|copyright) ?(?:20\d\d)?[ ,]*<C>", 2),
    Phrase(r"\b<C> (?:is an? (?:equal|eeo)|is committed to|received your|has received|has reviewed|invites you|would like to|never asks|invited you|is proud)", 2.5),
    Phrase(r"(?:^|\n)[\W_]*(?:position|job title|role|title|vacancy|job|job posting|position title|applied for|re)\s?[:#-] ?<R>(?=\s*(?:\n|$))", 3),
    Phrase(r"(?:^|\n)[\W_]*(?:company|employer|organi[sz]ation|hiring company)\s?: ?<C>(?=\s*(?:\n|$))", 4),
    Phrase(r"\bapplication (?:received|submitted|update|confirmation|status)? ?[:–—|-]+ ?<R> ?(?:at|@|[–—|-]) ?<C>\s*$", 3, subject_only=True),
    Phrase(r"\bapplication(?: received| submitted| update| confirmation| status)? ?[:–—|-]+ ?<R>\s*$", 2, subject_only=True),
    # German
    Phrase(r"\b(?:Bewerbung|beworben|bewerben|Interesse an der|Interesse an unserer) (?:als|für die (?:Stelle|Position)|um die (?:Stelle|Position)|auf die (?:Stelle|Position)|Stelle|Position)(?: als)?(?: eine?n?r?)? ?:? ?<Q><R><Q>(?: (?:bei|in) (?:der |dem )?<C>|<END>)", 3),
    Phrase(r"\b(?:Stelle|Position|Stellenanzeige|Ausschreibung|Vakanz|Rolle|Stellenangebot) (?:als |des |der |eines |einer |:)?<Q><R><Q>(?: bei (?:der )?<C>|<END>)", 2.5),
    Phrase(r"\b(?:Bewerbung|beworben|Interesse|Mitarbeit|Tätigkeit|Karriere|Gespräch|Vorstellungsgespräch|Einstieg|arbeiten) (?:bei|an|in) (?:der |dem |einer Mitarbeit bei )?(?:der |dem )?(?:Firma )?<C>", 2.5),
    Phrase(r"\b(?:Ihr|Dein|Das) (?:Recruiting-?Team |HR-?Team |Team )?(?:der |von |bei )?(?:der )?<C>(?:-|\s)?(?:Team|Recruiting|HR)", 2),
    Phrase(r"\bTeam (?:der|von|bei|des) (?:der )?<C>", 2),
    # French
    Phrase(r"\b(?:poste|offre|emploi|fonction) (?:de |d['’]|: ?|du )<Q><R><Q>(?: (?:chez|au sein de|à) <C>|<END>)", 3),
    Phrase(r"\b(?:candidature|postulé|postuler|rejoindre|intérêt pour|intérêt que vous portez à|carrière|équipes?|entreprise|travailler) (?:chez|auprès de|au sein de|à|de|d['’])? ?(?:la société |l['’]entreprise )?<C>", 2),
    Phrase(r"\bcandidature (?:pour le poste|au poste|à l['’]offre|sur le poste|pour) (?:de |d['’]|: ?)?<Q><R><Q><END>", 2.5),
    Phrase(r"\b(?:chez|au sein de) <C>", 2),
    Phrase(r"\bl['’]équipe (?:recrutement |rh )?(?:de |d['’])?<C>", 2),
    # Spanish
    Phrase(r"\b(?:puesto|vacante|posición|plaza|cargo|oferta|rol) (?:de |para |como |: ?)(?:la |el )?<Q><R><Q>(?: en <C>|<END>)", 3),
    Phrase(r"\b(?:candidatura|postulación|solicitud|postularte|postularse|interés|equipo|proceso de selección|trabajar|unirte|parte) (?:a|en|con|de|por|para) <C>", 2),
    Phrase(r"\b(?:el )?equipo de (?:selección de |recursos humanos de |talento de |reclutamiento de )<C>", 3),
    # Portuguese
    Phrase(r"\b(?:vaga|posição|cargo|oportunidade) (?:de |para |como |: ?)(?:a |o )?<Q><R><Q>(?: (?:na|no|da|do|em) <C>|<END>)", 3),
    Phrase(r"\b(?:candidatura|processo seletivo|interesse|equipe|time|trabalhar|participar) (?:à|a|ao|na|no|da|do|em|de|pela|pelo|com a) <C>", 2),
    # Italian
    Phrase(r"\b(?:posizione|ruolo|candidatura|offerta) (?:di|per|come|per il ruolo di|per la posizione di|:) ?(?:il ruolo di |la posizione di )?<Q><R><Q>(?: (?:presso|in) <C>|<END>)", 3),
    Phrase(r"\b(?:presso|lavorare in|interesse per|interesse verso|team di|team) (?:la |l['’])?<C>", 2),
    # Dutch
    Phrase(r"\b(?:functie|vacature|positie|rol|sollicitatie) (?:van |voor |als |naar |op |: ?)(?:de )?(?:functie |vacature |positie )?(?:van |als )?<Q><R><Q>(?: bij <C>|<END>)", 3),
    Phrase(r"\b(?:bij|namens|team|interesse in|Team van) <C>", 1.5),
    # Polish
    Phrase(r"\b(?:stanowisko|stanowiska|rol[ęi]|ofert[ęy] pracy|rekrutacj\w+ na)(?: pracy)?:? <Q><R><Q>(?: w(?: firmie)? <C>|<END>)", 3),
    Phrase(r"\b(?:w firmie|do firmy|zespół|Zespół|pracą w|w|do) <C>", 1.5),
    # Swedish
    Phrase(r"\b(?:tjänsten|rollen|jobbet|ansökan|befattningen|tjänst)(?: till| om| för)?(?: tjänsten| rollen| jobbet)?(?: som| av|:) ?<Q><R><Q>(?: (?:hos|på|vid) <C>|<END>)", 3),
    Phrase(r"\b(?:hos|på|vid|intresse för|söka till) <C>", 1.5),
)  # fmt: skip

_APPLY = r"(?:应聘|投递|投遞|申请|申請|应征|應徵|报名|投了|關注|关注|选择|選擇|加入|参加|參加|参与|參與|参加了|投递了|应聘了|申请了|投遞了)"
_POST = r"(?:岗位|職位|职位|崗位|一职|一職|职务|職務|岗|職缺|的岗位|的职位|的職位|之職)"
CJK: tuple[Phrase, ...] = (
    Phrase(r"(?:发送给|发送至|發送給|投递给|投遞給|投递至|送达至?|發送至)[「“《【]?<C>[」”》】]?(?=$|\n|[，。！, ]|的)", 4, cjk=True),
    Phrase(r"^(?:[【\[].{2,12}[】\]])?<C>(?:已讀取|已读取|已查看|邀请您|邀請您|邀请你|校招|校园招聘|校園招聘|春招|秋招|招聘|(?:AI|人才|专业|专项|在线|线上|線上|真人|视频|综合|职业|性格|能力|远程|智能)*(?:笔试|筆試|面试|面試|测评|測評)|20\d\d)", 2, subject_only=True, cjk=True),
    Phrase(r"(?:^|\n)\s*<C>(?:已讀取|已读取|已查看|邀请您|邀請您|邀请你|对您的|為你|为你|为您|為您)", 2.5, cjk=True),
    Phrase(rf"(?:您|你)(?:所|已|在|此前)?(?:向|对)[「“《]?<C>[」”》]?(?:{_APPLY})(?:了)?的?[「“《【]?<R>[」”》】]?(?:{_POST}|$|\n|[，。！])", 4, cjk=True),
    Phrase(rf"{_APPLY}[「“《【]?<C>[」”》】]?的?[「“《【]<R>[」”》】]", 4, cjk=True),
    Phrase(r"(?:感谢|感謝|谢谢|謝謝)(?:您|你)?(?:对|對|向)[「“《【]?<C>[」”》】]?(?:的)?(?:校园招聘|校園招聘|招聘|岗位|职位|公司|企业)?(?:的)?(?:关注|關注|支持|信任|兴趣|興趣|厚爱|认可|投递)", 3, cjk=True),
    Phrase(rf"{_APPLY}(?:了)?(?:加入)?<C>(?:公司|集团|集團)?(?:20\d\d)?(?:届|屆)?(?:校园招聘|校園招聘|校招|招聘|暑期实习|实习|的)", 2.5, cjk=True),
    Phrase(r"(?:这里是|我是|我们是|我們是|来自|來自|這裡是|欢迎加入|歡迎加入|加入)[「“《【]?<C>[」”》】]?(?:的|招聘|HR|人力|人事|公司|大家庭|[，。！、])", 2.5, cjk=True),
    Phrase(r"(?:^|\n)\s*[【\[［]<C>[】\]］]", 3, cjk=True),
    Phrase(r"^\s*<C> ?[-—–|｜:：] ?", 1, subject_only=True, cjk=True),
    Phrase(r"(?:^|\n)\s*<C>(?:公司)?(?:校园|校園|社会)?(?:招聘|招募|人力资源|人力資源|人事|人才|HR)(?:部|中心|团队|團隊|组|組|小组|处|處|委员会)*\s*(?:\n|$|敬上)", 3, cjk=True),
    Phrase(r"(?:公司|企业|企業|单位|公司名称|公司名稱|雇主)\s?[:：|] ?<C>(?=\s*(?:\n|$|，|。|\|))", 4, cjk=True),
    Phrase(r"(?:岗位|职位|職位|崗位|应聘岗位|应聘职位|面试岗位|面试职位|职位名称|岗位名称|職缺名稱|應徵職缺|應徵職務|投递职位|录用岗位|職稱)\s?[:：|] ?[「“《【]?<R>[」”》】]?(?=\s*(?:\n|$|，|。|；|、|\|))", 4, cjk=True),
    Phrase(rf"{_APPLY}(?:了)?(?:我司|我公司|贵公司|本公司|敝公司|我们|我們|贵司)?的?[「“《【]?<R>[」”》】]?(?:这一|這一|一个|的)?{_POST}", 3, cjk=True),
    Phrase(r"[「“《【]<R>[」”》】](?:这个|這個|的|这一)?(?:岗位|职位|職位|崗位|一职|一職|職缺)", 3, cjk=True),
    Phrase(rf"{_APPLY}(?:了)?[「“《]?<R>[」”》]?(?:的|$|\n|[，。！]|-|—|之)", 2, cjk=True),
    Phrase(r"(?:公司|我司)的?[「“《]?<R>[」”》]?(?:岗位|职位|職位|一职)", 2, cjk=True),
    Phrase(r"(?:担任|擔任|录用为|錄用為|任职|出任|作为|聘用您为)[「“《]?<R>[」”》]?(?:一职|一職|岗位|职位|職位|职务|$|\n|[，。！])", 2.5, cjk=True),
    Phrase(r"(?:^|[\s】\]\-—|])<R>(?:岗位|职位|職位|岗)?(?:面试|面試|笔试|筆試|测评|測評|录用|錄用)(?:邀请|邀請|通知|确认|確認|安排|结果|結果|邀约)", 2, subject_only=True, cjk=True),
    Phrase(r"(?:^|\n|，|。|：)\s*<C>(?:已收到|收到您|收到你|已經收到|已经收到)", 2.5, cjk=True),
    # Japanese
    Phrase(r"(?:この度は|このたびは|先日は|先般は)、?[「『]?<C>[」』]?の[「『]?<R>[」』]?(?:に|へ|の)(?:ご)?(?:応募|エントリー)", 4, cjk=True),
    Phrase(r"(?:この度は|このたびは|先日は|先般は)、?[「『]?<C>[」』]?(?:に|へ|の(?:求人|募集|選考|採用))(?:に|へ)?(?:ご)?(?:応募|エントリー|関心|興味|参加)", 3, cjk=True),
    Phrase(r"(?P<company>(?:株式会社|合同会社)[\w・ー&]{1,20}|[\w・ー&]{1,20}(?:株式会社|合同会社))", 2.5, cjk=True),
    Phrase(r"(?:^|\n)\s*<C>(?:の)?(?:採用|人事)(?:担当|チーム|部|課|係|グループ)", 3, cjk=True),
    Phrase(r"<C>(?:の)?(?:採用担当|人事部|採用チーム|採用事務局)", 2, cjk=True),
    Phrase(r"[「『【]<R>[」』】](?:職|ポジション|の求人|の募集|の選考|に(?:ご)?応募|へ(?:ご)?応募|への(?:ご)?応募)", 3, cjk=True),
    Phrase(r"(?:職種|ポジション|応募職種|募集職種|応募ポジション)\s?[:：] ?<R>(?=\s*(?:\n|$))", 4, cjk=True),
    Phrase(r"(?:弊社|当社|貴社)の?<R>(?:職|ポジション|の求人|の募集|の選考)", 2.5, cjk=True),
    # Korean
    Phrase(r"[\[［【]<C>[\]］】]", 2, cjk=True),
    Phrase(r"(?:안녕하세요|안녕하십니까)[,.!]? ?<C> ?(?:채용|인사|입니다|HR|리크루팅)", 3, cjk=True),
    Phrase(r"<C>(?:의|에서|에) (?:진행하는 )?<R> ?(?:직무|포지션|채용|모집|부문|공고)(?:에|의)? ?(?:지원|입사|서류)", 3.5, cjk=True),
    Phrase(r"<C>(?:에|의) (?:관심|지원|입사|채용)", 2.5, cjk=True),
    Phrase(r"(?:지원하신|지원해 주신|모집 중인) <R> ?(?:직무|포지션|채용|모집|부문|공고)", 3, cjk=True),
    Phrase(r"<R> ?(?:직무|포지션|부문) ?(?:채용|모집|에 지원|지원|면접|서류)", 2.5, cjk=True),
    Phrase(r"(?:지원 ?분야|모집 ?부문|포지션|직무|지원 ?직무)\s?[:：] ?<R>(?=\s*(?:\n|$))", 4, cjk=True),
    Phrase(r"(?:^|\n)\s*<C> (?:채용|인사|HR) ?(?:담당자?|팀)?(?: 드림)?\s*(?:\n|$)", 3, cjk=True),
)  # fmt: skip


@cache
def compiled() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    """Every phrase with its compiled pattern; made at the first call."""
    rows = [(phrase, _expanded(phrase.pattern, COMPANY, ROLE)) for phrase in LATIN]
    rows += [(phrase, _expanded(phrase.pattern, COMPANY_CJK, ROLE_CJK)) for phrase in CJK]
    return tuple((phrase, re.compile(pattern, re.IGNORECASE)) for phrase, pattern in rows)


def _expanded(pattern: str, company: str, role: str) -> str:
    """The phrase as a regular expression: company names keep their case, all else is read without case."""
    slots = {"<C>": f"(?-i:{company})", "<R>": role, "<END>": _ROLE_END, "<Q>": "[“”\"„«»'‘’]?"}
    for slot, meaning in slots.items():
        pattern = pattern.replace(slot, meaning)
    return pattern
