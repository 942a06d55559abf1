"""Recruiting agencies: whether one writes, what it is called, and for which client, if the mail says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analyzer.domain import Email
from analyzer.track import hosts, phrases, places, senders
from analyzer.track.companies import company_name, display_company
from analyzer.track.names import company_key, near_keys
from analyzer.track.phrases import Phrase
from analyzer.track.systems import Kind
from analyzer.track.text import bare, is_head
from analyzer.track.written import written_out

# --- the words of agencies --------------------------------------------------------------------------

_KNOWN_WORDS = """
Randstad|Adecco|Manpower|ManpowerGroup|Experis|Hays|Michael Page|PageGroup|Page Personnel|Page Executive|Robert Half
|Robert Walters|Walters People|Kelly Services|Kforce|TEKsystems|Insight Global|Aerotek|Allegis Group|Apex Systems
|Harvey Nash|Nigel Frank|Jefferson Frank|Computer Futures|Real Staffing|SThree|Morgan McKinley|Morgan Hunt
|Korn Ferry|Heidrick & Struggles|Spencer Stuart|Egon Zehnder|Russell Reynolds|Odgers Berndtson|Stanton Chase
|Gi Group|Expectra|Tempo-Team|Start People|DIS AG|Amadeus Fire|Ferchau|Academic Work|Poolia|Antal International
|Selby Jennings|Phaidon International|JAC Recruitment|en world|Persolkelly
|科锐国际|锐仕方达|万宝盛华|任仕达|德科|米高蒲志|瀚纳仕|华德士|外企德科|罗致恒富|光辉国际|海德思哲
|リクルートエージェント|テンプスタッフ|パーソルキャリア|ロバート・ウォルターズ|マイケル・ペイジ
"""
#: Firms that recruit for others: names that nothing else bears.
_KNOWN = tuple(name.strip().casefold() for name in _KNOWN_WORDS.split("|"))
#: More words may stand behind a name of so many letters: "Randstad Digital", but not "Hays County".
_LONG = 6
#: What only agencies are called, beside a name of their own.
_SURE = re.compile(
    r"""(?ix)\b(?:staffing\ (?:solutions|group|agency|services|partners|desk|inc|ltd|llc)
    |recruitment\ (?:agency|consult\w+|partners|solutions|group|services|specialists|ltd|limited|gmbh|b\.?v\.?|inc)
    |recruiting\ (?:agency|partners|solutions|group|gmbh|inc|llc)|recruiters\ (?:ltd|limited|inc)|executive\ search
    |search\ (?:&|and)\ selection|head-?hunt(?:ers?|ing)|temp\ agency|employment\ agency
    |personal(?:beratung|vermittlung|dienst\w+|leasing)|zeitarbeit|arbeitsvermittlung
    |cabinet\ de\ recrutement|travail\ temporaire|int[ée]rim$|agenzia\ per\ il\ lavoro|trabajo\ temporal
    |uitzend\w*|detachering|bemanning|agencja\ (?:pracy|rekrutacyjna))(?!\w)
    |人力(?:资源|資源)(?:服务|服務|顾问|顧問|咨询|諮詢|外包|派遣|管理|有限|科技|集团)
    |人才(?:派遣|顾问|顧問|咨询|諮詢|有限)|劳务派遣|勞務派遣|人材(?:紹介|派遣|サービス)|転職エージェント
    |헤드헌팅"""
)
#: Beside such words these make no name: "Recruitment Services", "Head of Executive Search", "猎头顾问".
_NO_NAME = re.compile(
    r"(?i)\b(?:team|the|our|ihr|unser|your|and|und|of|for|ltd|gmbh|services|desk|head|vp|svp|global|senior|junior|lead"
    r"|department|division|abteilung|bereich|leitung|service|équipe|group|international)\b|[\W_]|顾问|顧問|公司|部"
)
#: What agencies are called, and teams of employers too: "Harbour Recruitment".
_LOOSE = re.compile(r"(?i)\b(?:recruit(?:ment|ing|ers)|staffing|personnel|personal|search|talent)\b")
#: What else stands in names of firms and offices that send people to others.
_SENDS_PEOPLE = re.compile(
    r"(?i)\b(?:resourcing|agency|agence|agenzia|agencia|agência|agentur|interim|intérim|mission locale|crewing"
    r"|headhunt\w*)\b"
    r"|vermittlung\b|arbeitsagentur|jobcenter|エージェント|人材|ハローワーク|人力|猎头|獵頭|就業服務|고용센터"
)
#: Such a name is an agency's if it is the domain's too; "Search" and "Talent" end names of other firms.
_LOOSE_AT_END = re.compile(r"(?i)\b(?:recruit(?:ment|ing|ers)|staffing|personnel)$")
_HUNTERS_FIRM = re.compile(r"[\u4e00-\u9fff]{2,12}(?:猎头|獵頭|獵才)")
#: Words with which people who recruit for others sign.
_HUNTER = re.compile(r"(?i)猎头|獵頭|獵才|헤드헌터|서치펌|ヘッドハンター|\bhead-?hunter\b")

#: Phrases in which an agency names its client; `phrases` says how to read a line. 4: the client decides about the
#: reader; 2: believed where a known agency writes, since consultants have clients too.
_OUR = r"(?:our|my|the) (?:end )?client"
CLIENTS_LATIN = rf"""
4 \bon behalf of (?:our|my) (?:end )?client,? (?:the )?<C>
4 \b{_OUR},? (?:at |the )?<C>,? (?:(?:unfortunately|recently|sadly|now) )?(?:has (?:decided|chosen|asked|reviewed|now
    |put|confirmed|come|selected|gone|shortlisted|closed|filled|cancelled|withdrawn|not|unfortunately)|decided|confirmed|felt
    |feels|liked|loved|chose|asked|wishes|wants|would (?:like|love|prefer)|will (?:review|look|be in|get back|not|let)
    |is (?:not|keen|interested|impressed|happy|moving)|was (?:not|impressed|very)|reviewed|came back
    |went (?:for|with))\b
4 \b(?:role|position|job|vacancy|opening|opportunity|interview|application) (?:at|with|for
    |to|from) {_OUR},? (?:at |the )?<C>
4 \b(?:submitted|forwarded|sent|presented|introduced|shared|put|recommended|passed|proposed) (?:\w+ ){{0,5}}(?:to
    |with) {_OUR},? (?:at |the )?<C>
4 \b(?:feedback|word|news|update|reply|answer|decision) (?:\w+ ){{0,2}}from {_OUR},? (?:at |the )?<C>
2 \b{_OUR},? (?:at |the )?<C>
2 \b<C>,? (?:our|my) client\b
2 (?:^|\n)[^\w\n]{{0,6}}(?:end )?client(?: name)?\s?: ?<C>(?=\s*(?:\n|$))
4 \b(?:unser|mein)\w* (?:Mandant|Auftraggeber|Kunde|Klient)\w*,? (?:der |die |dem )?(?:Firma )?<C>,? (?:hat|ist
    |möchte|wird|sucht|würde|entschied|vorgestellt|vorstellen|weitergeleitet|übermittelt)\b
4 \b(?:im Auftrag|im Namen) (?:unser|mein)\w* (?:Mandant|Auftraggeber|Kunde)\w*,? (?:der )?(?:Firma )?<C>
2 \b(?:unser|mein)\w* (?:Mandant|Auftraggeber|Kunde|Klient)\w*,? (?:der |die |dem )?(?:Firma )?<C>
4 \b(?:notre|mon) client,? (?:la société |l[’']entreprise |le groupe )?<C>
4 \b(?:nuestr[oa]|mi|noss[oa]|meu|il nostro|nostro|mio) cliente,? (?:la empresa |a empresa |l[’']azienda )?<C>
4 \b(?:onze|mijn) (?:opdrachtgever|klant),? <C>
4 \bnasz\w* klient\w*,? (?:firm\w+ )?<C>
4 \b(?:vår|min) (?:kund|uppdragsgivare),? <C>
"""
CLIENTS_CJK = r"""
4 (?:受|接受|应)<C>(?:公司|集团|集團)?的?(?:委托|委託)
4 (?<![对對于於为為给給向与與])(?:我们的?|我們的?|我司的?|我方|敝司)(?:客户|客戶)(?:公司|企业|企業)?
    [“「『：:]?(?=\w)<C>[”」』]?(?:公司)?(?=的|已|决定|決定
    |对|對|反馈|反饋|希望|邀请|邀請|认为|認為|表示|暂|，|。|、|\s*$|\n)
4 (?:推荐|推薦|推送|递交|遞交)(?:给|給|至|到)了?(?:客户|客戶)(?:公司)?[“「『：:]?(?=\w)<C>[”」』]?(?=的
    |，|。|公司|\s*$|\n)
4 (?:弊社|当社)?クライアント(?:企業|様)?(?:の|である|、|：|:|・)?[「『]<C>[」』]
4 (?:弊社|当社)クライアント(?:企業)?(?:の|である|、)<C>(?:様|社)
4 求人企業(?:名)?\s?[：:]\s?<C><STOP>
"""
#: An agency speaks of a client that it does not name.
_SPEAKS_FOR = re.compile(
    r"""(?ix)\b(?:our|my)\ (?:end\ )?client(?:,[^,.\n]{2,60},)?\ (?:has|had|have|decided|prefer\w*|is\ (?:not|now|keen
      |interested|looking|moving|impressed|happy)|won[’']t|will\ (?:not|look|review|be\ in)|would\ (?:like|love)
      |wants?|felt|feels|liked|loved|chose|went|needs|came\ back|asked|wishes|confirmed|withdrew)\b
    |\bthe\ (?:end\ )?client\ (?:has\ (?:decided|chosen|reviewed|now|put|withdrawn|filled)|decided|preferred
      |liked|loved|chose|went\ (?:for|with)|felt|is\ (?:keen|impressed)|would\ like\ to\ (?:meet|see|speak|interview))\b
    |\bby\ the\ client\b(?!\ side)|\bon\ behalf\ of\ (?:our|my)\ client\b
    |\b(?:feedback|word|news)\ (?:back\ )?from\ (?:our|my|the)\ client\b
    |\b(?:role|position|job|vacancy|opportunity|application)\ (?:at|with|for)\ (?:our|my)\ client\b
    |\b(?:cv|profile|resume|details)\ (?:to|with)\ (?:our|my|the)\ client\b
    |\b(?:unser(?:em|es)?|mein(?:em|es)?)\ (?:Mandant|Auftraggeber)\w*
    |\bim\ (?:Auftrag|Namen)\ (?:unser|mein)es\ (?:Kunden|Mandanten|Auftraggebers)
    |\b(?:chez|par|à|auprès\ de)\ notre\ client\b|\bnuestro\ cliente\ (?:ha|no|quiere)
    |\bnosso\ cliente\ (?:decidiu|não|quer)
    |\bal\ nostro\ cliente\b|\bil\ nostro\ cliente\ (?:ha|non)|\b(?:onze|de)\ opdrachtgever\ (?:heeft|geeft|wil|is)
    |(?:^|[，。\s：:我])(?:客户|客戶)(?:那边|那邊|HRD|CEO|方面|刚|剛|昨天|已经|已經|最后|最後|口头|口頭)
    |弊社クライアント|クライアント企業様?(?:より|から|の選考)|고객사(?:에서|로부터|\s?검토|\s?측)"""
)
#: What stands for a client without naming it.
_SOMEBODY = re.compile(
    r"某|一家|知名|董事会|董事會|客户|客戶|该|該|上述|贵公司|国内|國內|您|我们|我們|本人|學校|学校|无论|無論|包括"
)


# --- what a mail says -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agency:
    """Who recruits for somebody else."""

    name: str = ""
    """What it is surely called; empty if its mail only shows that one writes."""
    client: str = ""
    """Whom it recruits for; empty if the mail does not say."""


def agency(email: Email) -> Agency | None:
    """The agency that writes, and its client; None where nothing shows that an agency writes."""
    row = senders.find(email)
    if row and row.kind is not Kind.ATS:
        return None
    speaks = bool(_SPEAKS_FOR.search(_text(email)) or _HUNTER.search(email.sender.name))
    name = next((one for one in _names(email, speaks=speaks) if is_agency(one, email, speaks=speaks)), "")
    client = _client(email, enough=2.0 if name else 4.0)
    if not (speaks or name or client):
        return None
    return Agency(name, "" if near_keys(company_key(client), company_key(name)) else client)


def sounds_like_one(name: str) -> bool:
    """Whether the name may be an agency's by its words, loosely: "Harcourt Search", "Agenzia Mestieri Uniti"."""
    return bool(_SURE.search(name) or _LOOSE.search(name) or _SENDS_PEOPLE.search(name))


def is_agency(name: str, email: Email, *, speaks: bool) -> bool:
    """Whether the name is an agency's: by its words, or loosely by them where the mail `speaks` for a client.

    "Harbour Recruitment" is one too if it writes from harbourrecruitment.com: a team of Harbour's has harbour.com.
    """
    folded = name.casefold()
    if _HUNTERS_FIRM.fullmatch(name) or any(
        folded == one or (len(one) >= _LONG and folded.startswith(f"{one} ")) for one in _KNOWN
    ):
        return True
    if any(is_head(bare(word)) and not word.lower().endswith("s") for word in _SURE.sub("", name).split()):
        return False  # what somebody does: "Recruitment Consultant"
    if _SURE.search(name):
        return len(_NO_NAME.sub("", _SURE.sub("", name))) > 1
    if not _LOOSE.search(name) or len(name.split()) < 2:
        return False
    return speaks or (
        _LOOSE_AT_END.search(name) is not None
        and senders.plain(name) == senders.plain(hosts.label(email.sender.domain))
    )


def parted(found: Agency, company: str, email: Email) -> tuple[str, str]:
    """Whom the mail of an agency is about, and the agency, from the company that the mail would else be said to name.

    Where no client is named, the first is the agency too. The second is empty if nothing says what it is called.
    """
    if _HUNTER.search(company) and not _HUNTERS_FIRM.fullmatch(company):
        company = ""  # "猎头Kevin" is a person
    name = found.name or _senders_own(company, found.client, email)
    if found.client:
        return found.client, name
    short = hosts.label(email.sender.domain)
    only_sender = company == hosts.as_name(short) or company.casefold() in email.sender.name.casefold()
    if not company or is_like(company, name) or only_sender:
        return name or company, name
    # A house that writes from its own domain may have a department of that name.
    return company, "" if hosts.is_short_for(short, company) else name


def _senders_own(company: str, client: str, email: Email) -> str:
    """The company if it is the sender's own name and not the client's, else what its domain is called, else nothing."""
    short = hosts.label(email.sender.domain)
    if client and short and hosts.is_short_for(short, client):
        return ""
    if company and is_senders(company, email) and not is_like(company, client):
        return company
    return hosts.as_name(short) if client else ""


def is_senders(company: str, email: Email) -> bool:
    """Whether the sender bears the name: its domain does, or its display name."""
    short = hosts.label(email.sender.domain)
    return hosts.is_short_for(short, company) or company.casefold() in email.sender.name.casefold()


def is_like(one: str, two: str) -> bool:
    """Whether of two names one begins with the other: "Harbour" and "Harbour Recruitment"."""
    a, b = company_key(one), company_key(two)
    return bool(a and b) and (a.startswith(b) or b.startswith(a) or near_keys(a, b))


def _text(email: Email) -> str:
    return f"{places.subject_of(email)}\n\n{places.body_of(email)}"


def _names(email: Email, *, speaks: bool) -> Iterator[str]:
    """What the sender may be called, as written: by display name, domain and signature.

    A line of the signature may be a department or what somebody does: it must fit the domain, where there is one.
    """
    short = hosts.label(email.sender.domain)
    yield from _HUNTERS_FIRM.findall(email.sender.name)
    yield display_company(email.sender)
    yield written_out(
        hosts.label(email.sender.domain), (email.text[: places.HEAD], email.text[-places.TAIL :])
    )
    for _, line in places.signed(email):
        for part in re.split(r", (?=\S+ \S)| [-–—|/] ", line):
            if speaks or not short or hosts.is_short_for(short, part):
                yield part


@cache
def _phrases() -> tuple[Phrase, ...]:
    return phrases.compiled(CLIENTS_LATIN, CLIENTS_CJK)


def _client(email: Email, enough: float) -> str:
    """The client that the surest phrase names."""
    text = _text(email)
    found = [
        (phrase.weight, name)
        for phrase in _phrases()
        if phrase.weight >= enough
        for match in phrase.found(text)
        if (name := company_name(match["company"])) and not _SOMEBODY.search(name)
    ]
    return max(found, key=lambda one: one[0], default=(0, ""))[1]
