"""Companies: from what a phrase caught, a display name or a line of a signature to a name, or to none."""

import re
from dataclasses import dataclass

from analyzer.domain import Address
from analyzer.track import senders, words
from analyzer.track.systems import SenderRow
from analyzer.track.text import EDGES, HEAD_CJK, bare, is_cjk, is_role, tidy

NOT_NAME = frozenset(words.NOT_NAME_WORDS.split())
#: Kinds of firms and houses before a name of which they are a part.
KINDS_BEFORE = frozenset(map(bare, words.KINDS_BEFORE_WORDS.split()))
_NOBODY = frozenset(f"{words.NOBODY_WORDS} {words.TEAM_WORDS} {words.PLACE_WORDS}".split())
_KINDS = frozenset(words.KIND_WORDS.split())
_SMALL_WORDS = """
the and of for de la du des von van der den et y e i och da do di del dos das und & at in by
"""
#: Small words inside of names.
SMALL = frozenset(_SMALL_WORDS.split())
_DOTTED = ("Inc.", "Ltd.", "Co.", "Corp.", "S.A.", "L.P.", "B.V.", "N.V.")
_LONGEST, _LONGEST_CJK = 70, 28

_CJK_LEAD = re.compile(
    r"""(?x)^(?:[您你]好|尊敬的|亲爱的|(?:感谢|感謝|谢谢)[您你]?|[您你]?(?:投递|投遞|应聘|申请|應徵|关注|加入
    |选择)[了的]?|对|向|在|关于|關於
    |我们?是|這裡是|这里是|来自|來自|欢迎|我司|我|来|的|了|并且?|与|和|为|[此本]次)+"""
)
_CJK_TRAIL = re.compile(
    r"""(?x)(?:的|之|公司的|公司|校园招聘|校園招聘|校招|春招|秋招|社招|招聘(?:中心|团队|團隊|組|组|官方|小助手)?|招募
    |人力[资資]源[部中心]*|HR
    |人[事資资力][部室处科處課]?|採用センター|团队|團隊|项目|20\d\d届?|官方|面试|面試|笔试|在线|線上|线上|测评
    |測評|真人|视频|专业|专项|AI面|人才
    |の|は|より|から|採用|채용|인사|\s팀|\s?피플팀)+$"""
)
_CJK_OFFICE_BEHIND = re.compile(r"\s+\S{0,6}(?:室|部|处|處|科|办|辦|行政|组|組|中心)$")
#: Whom a company hires by an office that stands behind it: 株式会社アサガオ製作所 期間従業員採用センター.
_HIRING_BEHIND = re.compile(
    r" \S{0,14}(?:採用|リクルート)(?:担当者?|センター|チーム|窓口|事務局|グループ|[係課室部])?$"
    r"| \S{0,8}채용(?:\s?(?:팀|담당자?))?$"
)
#: A Korean person behind the company: one of the commonest family names and two syllables.
_KOREAN_BEHIND = re.compile(
    r"(?<=[\w)]{2}) [김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노곽성차주우구민"
    r"진지엄채원천방공현함변][가-힣]"
    r"(?![점관원국소부과실팀사회트텍스터당집방숍랩콤])[가-힣]$"
)
#: Words of a sentence: what was caught is no name.
_CJK_SENTENCE = re.compile(
    r"""(?x)[您你我她他它们們已]|确认|確認|未能|能再|再次|希望|期待|是否|进行|認真|认真|非常|感谢|感謝|简历|簡歷|负责人|負責人
    |履历|履歷|面试|面試|岗位|职位|職位|申请|通知|邀请|邀請|结果|結果
    |应聘|投递|时间|关注|機會|机会|请|請|ます|ました|です|いただ|連絡|知らせ|案内|귀하|저희|현재|応募
    |企业(?!管理|服务|咨询|发展|集团|信用)|企業(?!管理|服務|諮詢|發展|集團|組合)|選考|書類|합니다|습니다|지원|입니다|하신"""
)


def company_name(text: str, *, whole: bool = False) -> str:
    """The company in what a phrase caught, or in a text that is a name as a `whole`; empty if there is none."""
    text = tidy(text).strip(EDGES)
    if is_cjk(text):
        name = _cjk(text)
    else:
        text = _without_team(text)
        name = text if whole and not _is_mail_words(text) else _latin(text)
    return "" if _is_nobody(name) else name


def _is_mail_words(text: str) -> bool:
    """Whether the first word, or every word, is one of mail and not of names."""
    told = [bare(word) for word in text.split()]
    return not told or told[0] in NOT_NAME or all(word in NOT_NAME for word in told)


def _latin(text: str) -> str:
    """The words up to the first that can not belong to a name."""
    kept: list[str] = []
    for word in text.split():
        plain = bare(re.sub(r"['’]", "", word))
        if plain in NOT_NAME and not (kept and plain in SMALL):
            break
        kept.append(word)
    while kept and (bare(kept[-1]) in SMALL or kept[-1] in {"&", "-", "–"}):
        kept.pop()
    name = re.sub(r"['’]s$", "", " ".join(kept)).strip(EDGES)
    name = name[4:] if name.startswith(("The ", "the ")) and len(kept) > 2 else name
    return name if name.endswith(_DOTTED) else name.rstrip(".")


def _cjk(text: str) -> str:
    text, previous = without_hiring(text), None
    while previous != text:
        previous = text
        text = _CJK_LEAD.sub("", text.strip(EDGES + ".。，！"))
        text = _CJK_TRAIL.sub("", text) if not re.search(r"(?:有限|股份|责任)公司$", text) else text
    text = _KOREAN_BEHIND.sub("", _CJK_OFFICE_BEHIND.sub("", text))
    text = re.sub(r"^(?:公司)?[（(](.+)[）)]$", r"\1", text)
    return "" if _CJK_SENTENCE.search(text) or len(text) > _LONGEST_CJK else text.strip(EDGES)


def without_hiring(name: str) -> str:
    """The name without whom it hires by an office behind it: 新卒採用, 技術採用チーム."""
    rest = _HIRING_BEHIND.sub("", name)
    return name if len(rest) < 2 or is_form(rest) else rest


def _is_nobody(name: str) -> bool:
    """Whether the text is no company's name: empty, a phrase of mail, a job title, a number, far too long."""
    key = senders.plain(name)
    if len(key) < 2 or len(name) > _LONGEST or key in _NOBODY or key.isdigit():
        return True
    if all(bare(word) in _KINDS for word in name.split()) or HEAD_CJK.search(name):
        return True
    return "@" in name or "http" in key or is_role(name)


# --- teams and senders ------------------------------------------------------------------------------

#: What may follow a company's name in the name of a sender or a team without belonging to it.
_TEAM_BEHIND = re.compile(
    r"""(?ix)[\s,|:–—/-]*\b(?:(?:global|early|university|campus|executive|technical|tech|temporary)?\s*
    (?:talent\ acquisition|talent|recruiting|recruitment|careers?|jobs?|hiring|human\ resources|hr|people
    |staffing|resourcing|workforce|organi[sz]ers|committee|admissions
    |hr\ shared\ services|reception|(?:recruitment|recruiting|talent|hiring)\ (?:hub|desk|office)
    |assessments?|interviews?|referrals|internships|grads|e-?recruit|careers?\ hub
    |(?:graduate|trainee|apprenticeship)\ programm?e?s?|(?<=school\ )office
      |candidate\ (?:care|experience)|people\ (?:operations|ops|&\ culture|and\ culture)|recruiters?)
    (?:[\ -](?:team|department|abteilung))?
    |team|onboarding|scheduling|selection|early\ (?:careers|talent)
    |no-?reply|notifications?|workday|applications?|personal(?:abteilung)?|karriere|bewerbungen
    |bewerb(?:er|ungs)management|recrutement|talents
    |selecci[oó]n|rh|recrutamento|selezione|werving|rekrutacja|rekrytering|p&o|kadry|dział\ (?:hr|kadr)
    |personeelszaken|personalamt|personalservice|early|crewing|talento|carrières|carreiras|seleção|concorsi
    |ufficio\ personale|recursos\ humanos|ressources\ humaines|risorse\ umane)\s*$
    |\s*(?:校园|校園|社会|社會|人才)?(?:招聘|招募|人力资源|人力資源|人事|人才|採用|人材開発|人事総務
      |総務人事|師资|师资|(?:キャリア|新卒|中途)採用|(?:キャリア|リクルート)(?=窓口|事務局))
      (?:室|G|团队|團隊|中心|组|組|部|处|處|科|官方|小组|担当|担当者|チーム|課|係|窓口|事務局)*\s*$
    |\s*HR\s*$|\s*(?:채용\s*(?:담당자?|팀)?|인사팀|피플팀|인사총무팀?|경영지원팀|총무팀|리크루팅팀?|인사)\s*$|\s*(?:官方|团队|團隊|项目组|HR团队)\s*$"""
)
#: What names nobody without what is behind it: "B2B Rekrutacja", "IT Recruitment".
_NO_NAME_ALONE = frozenset({"b2b", "it", "hr", "pro", "top", "my", "the"})
#: The same before the name.
_TEAM_BEFORE = re.compile(
    r"""(?ix)^(?:(?:do[-\ ]?not[-\ ]?reply|no-?reply|(?:my)?workday)[\s:@|-]+(?=\w)|(?:the\s+)?(?:hr
    |human\ resources|recruiting|recruitment|careers?|jobs|talent(?:\ acquisition)?|hiring|people|risorse\ umane
    |recursos\ humanos|ressources\ humaines|personalabteilung|personaldezernat|rekrutacja|rekrytering|carrières
    |carreiras|carriere|recrutement|recrutamento|recruiting|rekrutering|talento|selección|seleção|selezione|kariéra|karriär
    |(?:karriere|bewerber|recruiting|personal)team|candidaturas?|candidatures?|bewerbungen)
    (?:\s+team)?
    (?:\s+(?:at|@|of|von|bei|chez|de|da|-|–)\s+|\s*[|:@–-]\s*|\s+(?=(?-i:[A-ZÀ-Þ])))
    |(?:drh|service\ rh|segreteria|secrétariat|sekretariat
    |ufficio\ (?:personale|selezione|concorsi|risorse\ umane)|dział\ (?:hr|kadr)|kadry|geschäftsleitung)
    \s+(?=(?-i:[A-ZÀ-Þ]))
    |(?:the|team|equipe|équipe|equipo|zespół|het\ team\ van|das\ team\ von|l[’']équipe|your)\s+(?=(?-i:[A-Z])))"""
)
#: Display names that say "jobs" or the like are those of portals.
_PORTAL = re.compile(
    r"(?i)\b(?:emplois?|vacancies|vacatures|stellenangebote|jobbörse|jobboard|job alerts?|empleos?|vagas|lavoro)\b"
    r"|人才网|人才網|人力銀行|招聘网|求职网|求人"
)


def is_portal(name: str) -> bool:
    """Whether a display name is that of a job portal."""
    return bool(_PORTAL.search(name))


@dataclass(frozen=True, slots=True)
class Display:
    """The company in a display name; sure if its form says that it is one."""

    name: str = ""
    sure: bool = False


_PERSON_AT = re.compile(
    r"""(?ix)^.{2,40}?(?:\s*\((?P<in>[^()]{2,50})\)
    |(?:\s+(?:at|from|@|von|über|bei|de|chez|of|via|[–—-])\s+|\s*[|]\s*|,\s+(?=\S+\ \S))(?P<at>.{2,50}))$"""
)
_SYSTEM_AT = re.compile(
    r"(?i)^(?P<a>.{2,40}?)\s*(?:@|\bat\b|\bvia\b|\bfor\b|[-–—|(])\s*(?P<b>[^)]{2,50})\)?$"
)
_SURNAMES_TEXT = """
王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖萧蕭田董袁潘蒋蔣蔡
余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史陶黎贺賀顾顧
毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯
"""
#: The hundred commonest family names of China (Ministry of Public Security, 2020) in both scripts, and double ones.
CJK_NAME = re.compile(
    rf"(?:[{''.join(_SURNAMES_TEXT.split())}][\u4e00-\u9fff]{{1,2}}"
    r"|(?:欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|皇甫|尉迟|尉遲)[\u4e00-\u9fff]{1,2})"
)
_CJK_PERSON_BEHIND = re.compile(r"^([^\s]{3,}) (?![A-Z])[^\s]{1,5}$")


#: What is no name without the next part: 医療法人 たちあおい, ゲストハウス まるた.
_FORM = re.compile(
    r"""(?x)(?:.*(?:法人|社団|財団|協同組合)|(?:株式|有限|合同|合資|合名)会社|[(（]株[)）]|주식회사|(?:特別養護)?老人ホーム|グループホーム
    |ケアハウス|ゲストハウス|シェアハウス|美容室|居酒屋|旅館|民宿|レストラン|カフェ|サロン|クリニック|ホテル|国立大学附属|[国公市県町村私]立)"""
)
#: An office of somebody who is not named: 国际合作处, 科研管理部.
_OFFICE_ALONE = re.compile(
    r"""(?x)(?:国际|國際|科研|人力|人事|行政|组织|組織|法务|法務|合规|财务|技术|业务|教务|学生|招生|后勤|市场|运营|产品|管理|合作
    |资源|發展|发展|规划|审计|信息|宣传|保卫|采购|质量|生产|研发|工程|项目|综合|就业|指导|招聘|招录|考务|教师|药剂|护理)+
    (?:处|處|部|科|股|室|办公室|中心)"""
)


def names_nobody(name: str) -> bool:
    """Whether the text is a legal form, a kind of house or an office alone: 医療法人, 国际合作处."""
    return is_form(name) or bool(_OFFICE_ALONE.fullmatch(name))


def is_form(name: str) -> bool:
    """Whether the text is a legal form or a kind of house, and no name without what follows."""
    return bool(_FORM.fullmatch(name))


def sender_company(address: Address, row: SenderRow | None) -> Display:
    """What the display name of an address says about the company."""
    name = tidy(address.name).strip("\"' ")
    if not name or ("@" in name and " " not in name) or is_portal(name):
        return Display()
    if row is not None:
        name = _beside_brand(name)
    if is_person(address):
        within = _PERSON_AT.match(name)
        inside = team_company((within["in"] or within["at"]) if within else "")
        return Display(inside, sure=bool(inside))
    cut = _cut(name)
    if row is not None and _is_brand(cut):
        return Display()
    if is_cjk(cut) and (behind := _CJK_PERSON_BEHIND.match(cut)) and not is_form(behind[1]):
        cut = behind[1]
    return Display(company_name(cut, whole=True), sure=cut != name)


def display_company(address: Address) -> str:
    """The display name as written; of a person what stands behind it: "Oak Staffing" of "Dana Oak | Oak Staffing"."""
    name = tidy(address.name).strip("\"' ")
    if not is_person(address):
        return name
    within = _PERSON_AT.match(name)
    return (within["in"] or within["at"]).strip() if within else ""


def _beside_brand(name: str) -> str:
    """Of "Workday @ Acme", "Acme via SmartRecruiters" and the like the part that is not the system."""
    both = _SYSTEM_AT.match(name)
    parts = [part.strip() for part in (both["a"], both["b"]) if not _is_brand(part)] if both else []
    return parts[0] if len(parts) == 1 else name


def team_company(name: str) -> str:
    """The company in the name of its team: "Acme" for "The Acme Recruiting Team"; empty if there is none."""
    return company_name(_cut(name), whole=True)


def is_team(name: str) -> bool:
    """Whether the text names a team of a company."""
    return _cut(name) != name.strip(EDGES)


def _cut(name: str) -> str:
    """The name without "Careers", "Recruiting Team", "招聘" and the like at its end or beginning."""
    name = without_hiring(_TEAM_BEFORE.sub("", name))
    previous = None
    while previous != name:
        previous = name
        name = _without_team(name).strip(EDGES)
    return name


def _without_team(name: str) -> str:
    """The name without a team at its end, where it names somebody without it."""
    rest = _TEAM_BEHIND.sub("", name)
    return name if rest.strip(EDGES).casefold() in _NO_NAME_ALONE else rest


def _is_brand(name: str) -> bool:
    return senders.plain(name) in senders.BRANDS


#: What stands before the @ of an office, and often in its display name, too: "橡果科技 HR <hr@xiangguo.com>".
_OFFICES_WORDS = """
hr rh jobs job career careers recruiting recruitment talent people team info office admin hello contact
"""
OFFICES = frozenset(_OFFICES_WORDS.split())


def is_person(address: Address) -> bool:
    """Whether the display name is a person's: its parts stand before the @, or it is a short Chinese name."""
    local = re.sub(r"[^a-z]", "", address.local)
    first = re.split(r"[(|@]| at | from | via | von | über | bei | chez |, (?=\S+ \S)", address.name)[
        0
    ].strip()
    parts = [bare(part) for part in first.replace(",", " ").split()]
    if senders.by_domain(address.domain) or not local or (local in OFFICES and len(parts) > 1):
        return False
    if len(parts) > 1 and parts[0] in KINDS_BEFORE:
        return False
    if len(parts) == 1 and parts[0] == local:
        return not address.domain.startswith(local)
    if not 2 <= len(parts) <= 4:
        return _is_cjk_person(first, address.local, local)
    whole = "".join(parts)
    if address.domain.startswith((whole, parts[0])):
        return False
    return local == whole or any(
        local in _boxes_of(given, family) for given, family in ((parts[0], parts[-1]), (parts[-1], parts[0]))
    )


def _is_cjk_person(name: str, box: str, letters: str) -> bool:
    """Whether a name without spaces is a Chinese person's; a numbered box of the staff (hr56) needs a family name."""
    if letters in {"hr", "noreply", "careers"}:
        return box.casefold() != letters and bool(CJK_NAME.fullmatch(name))
    return is_cjk(name) and (2 <= len(name) <= 3 or bool(CJK_NAME.fullmatch(name)))


def _boxes_of(given: str, family: str) -> set[str]:
    """What people with this name have before the @, without dots."""
    forms = {given + family, given, given[:1] + family, given + family[:1]}
    return {form for form in forms if len(form) > 1}
