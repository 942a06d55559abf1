"""Applicant tracking systems and job boards: one row per system, found by the domain that it mails from.

Domains are those that stand in the From or Reply-To of mail which the systems send for their customers.
"""

import re
from functools import lru_cache

from analyzer.domain import Email
from analyzer.track.boards import BOARDS
from analyzer.track.systems import Kind, Place, SenderRow

_D, _L, _J, _R = Place.DISPLAY, Place.LOCAL, Place.SUBJECT, Place.REPLY_TO
_B, _T = Kind.BOARD, Kind.TEST

SENDERS: tuple[SenderRow, ...] = (
    # English-speaking world
    SenderRow("Greenhouse", ("greenhouse.io", "greenhouse-mail.io"), (_D, _J)),
    SenderRow("Lever", ("lever.co",), (_D, _R)),
    SenderRow(
        "Workday",
        ("myworkday.com", "myworkdayjobs.com", "workday.com"),
        (_L, _D),
        requisition=r"J?R-?\d{4,9}(?:-\d)?",
        sites=("myworkdayjobs.com", "myworkday.com", "myworkdaysite.com"),
    ),
    SenderRow("Ashby", ("ashbyhq.com",), (_D,)),
    SenderRow("SmartRecruiters", ("smartrecruiters.com",), (_D, _R), requisition=r"REF\d{3,7}[A-Z]?"),
    SenderRow(
        "iCIMS",
        ("icims.com", "icims.eu"),
        (_L, _D),
        requisition=r"20\d\d-\d{3,6}",
        sites=("icims.com", "icims.eu"),
    ),
    SenderRow("Workable", ("workablemail.com", "workable.com"), (_D, _L), sites=("workable.com",)),
    SenderRow("BambooHR", ("bamboohr.com",), (_D, _L), sites=("bamboohr.com",)),
    SenderRow("Jobvite", ("jobvite.com", "jobvite.net"), (_D,)),
    SenderRow(
        "SuccessFactors",
        ("successfactors.com", "successfactors.eu", "jobs2web.com", "sapsf.com", "sapsf.eu"),
        (_L, _D, _J),
        brands=("SAP SuccessFactors",),
        requisition=r"\d{3,7}",
    ),
    SenderRow(
        "Taleo",
        ("taleo.net", "invalidemail.com"),
        (_L, _D),
        requisition=r"\d{2}[0-9A-Z]{4,8}",
        sites=("taleo.net",),
    ),
    SenderRow("Oracle Recruiting", ("cloud.oracle.com", "oraclecloud.com"), (_D, _J), brands=("Oracle HCM",)),
    SenderRow("UKG", ("ultipro.com", "ukg.net", "ukg.com"), (_D,), brands=("UltiPro", "UKG Pro"), suite=True),
    SenderRow("ADP", ("adp.com",), (_D, _J), brands=("ADP Workforce Now",), suite=True),
    SenderRow("Paylocity", ("paylocity.com",), (_D,), suite=True),
    SenderRow("Paycom", ("paycom.com", "paycomonline.net"), (_D,), suite=True),
    SenderRow("Paycor", ("paycor.com", "newtonsoftware.com"), (_D,), brands=("Newton",), suite=True),
    SenderRow(
        "JazzHR",
        ("applytojob.com", "jazz.co", "jazzhr.com"),
        (_D,),
        brands=("Jazz",),
        sites=("applytojob.com",),
    ),
    SenderRow(
        "Breezy", ("breezy.hr", "breezy-mail.com"), (_D, _L), brands=("Breezy HR",), sites=("breezy.hr",)
    ),
    SenderRow("Pinpoint", ("pinpointhq.com",), (_D,), sites=("pinpointhq.com",)),
    SenderRow("Rippling", ("rippling.com",), (_D,), suite=True),
    SenderRow("Gem", ("gem.com",), (_D,)),
    SenderRow("Avature", ("avature.net",), (_D,), sites=("avature.net",)),
    SenderRow("Phenom", ("phenompeople.com", "phenom.com"), (_D,)),
    SenderRow("Eightfold", ("eightfold.ai",), (_L, _D), sites=("eightfold.ai",)),
    SenderRow("PageUp", ("pageuppeople.com",), (_D, _J)),
    SenderRow("Cornerstone", ("csod.com",), (_L, _D), brands=("Cornerstone OnDemand",), sites=("csod.com",)),
    SenderRow("Bullhorn", ("bullhorn.com", "bullhornmail.com"), (_D,)),
    SenderRow(
        "Zoho Recruit",
        ("zohorecruit.com", "zohorecruitmail.com"),
        (_D,),
        brands=("Zoho",),
        sites=("zohorecruit.com", "zohorecruit.eu", "zohorecruit.in"),
    ),
    SenderRow("Comeet", ("comeet.co", "comeet-notifications.com"), (_D,)),
    SenderRow("Dover", ("dover.com", "dover.io"), (_D,)),
    SenderRow("JobScore", ("jobscore.com",), (_D,)),
    SenderRow("Freshteam", ("freshteam.com",), (_D,), sites=("freshteam.com",)),
    SenderRow("Fountain", ("fountain.com",), (_D,)),
    SenderRow("Paradox", ("paradox.ai",), (_D,), brands=("Olivia",)),
    SenderRow("NEOGOV", ("governmentjobs.com", "neogov.com"), (_D, _J)),
    SenderRow("USAJOBS", ("usajobs.gov", "usastaffing.gov"), (_J,), _B, ("USA Staffing",)),
    SenderRow("TRAC", ("trac.jobs",), (_D, _J), requisition=r"\d{3}-[A-Z0-9-]{4,20}"),
    SenderRow("NHS Jobs", ("jobs.nhs.uk",), (_J,), _B),
    SenderRow("LinkedIn", ("linkedin.com",), (_J,), _B, ("LinkedIn Job Alerts", "LinkedIn Jobs")),
    SenderRow("Indeed", ("indeed.com", "indeedemail.com"), (_J,), _B, ("Indeed Apply",)),
    SenderRow("ZipRecruiter", ("ziprecruiter.com",), (_J,), _B),
    SenderRow("Glassdoor", ("glassdoor.com",), (_J,), _B),
    SenderRow("Monster", ("monster.com", "monster.de"), (_J,), _B),
    SenderRow("Dice", ("dice.com",), (_J,), _B),
    SenderRow("Wellfound", ("wellfound.com", "angel.co"), (_J,), _B, ("AngelList",)),
    SenderRow("Handshake", ("joinhandshake.com", "m.joinhandshake.com"), (_J,), _B),
    SenderRow("RippleMatch", ("ripplematch.com",), (_J,), _B),
    SenderRow("WayUp", ("wayup.com",), (_J,), _B),
    SenderRow("Seek", ("seek.com.au", "seek.co.nz"), (_J,), _B),
    SenderRow("Reed", ("reed.co.uk",), (_J,), _B),
    SenderRow("Totaljobs", ("totaljobs.com",), (_J,), _B),
    SenderRow("CV-Library", ("cv-library.co.uk",), (_J,), _B),
    SenderRow("Naukri", ("naukri.com",), (_J,), _B),
    # tests, interviews by video, calendars
    SenderRow("HireVue", ("hirevue.com", "hirevue-app.eu"), (_D, _J), _T),
    SenderRow("HackerRank", ("hackerrank.com", "hackerrankforwork.com"), (_J, _D), _T),
    SenderRow("Codility", ("codility.com",), (_J,), _T),
    SenderRow("CodeSignal", ("codesignal.com",), (_J, _D), _T),
    SenderRow("TestGorilla", ("testgorilla.com",), (_J,), _T),
    SenderRow("SHL", ("shl.com", "shlonline.com"), (_J,), _T),
    SenderRow("Karat", ("karat.io", "karat.com"), (_J,), _T),
    SenderRow("Calendly", ("calendly.com",), (_J,), _T),
    SenderRow("GoodTime", ("goodtime.io",), (_D,), _T),
    SenderRow("ModernLoop", ("modernloop.io",), (_D,), _T),
    SenderRow("牛客", ("nowcoder.com", "nowcoder.net"), (_J, _D), _T, ("牛客网", "Nowcoder")),
    SenderRow("赛码", ("acmcoder.com",), (_J,), _T, ("赛码网",)),
    # Europe and Latin America
    SenderRow(
        "Personio", ("personio.de", "personio.com"), (_D, _L), sites=("jobs.personio.de", "jobs.personio.com")
    ),
    SenderRow("Recruitee", ("recruitee.com", "tellent.com"), (_D, _L), sites=("recruitee.com",)),
    SenderRow("Teamtailor", ("teamtailor.com", "teamtailor-mail.com"), (_D, _L), sites=("teamtailor.com",)),
    SenderRow("softgarden", ("softgarden.io", "softgarden.de"), (_D,), sites=("softgarden.io",)),
    SenderRow(
        "rexx",
        ("rexx-systems.com", "rexx-recruitment.com"),
        (_D,),
        brands=("rexx systems",),
        sites=("rexx-systems.com", "rexx-recruitment.com"),
    ),
    SenderRow(
        "d.vinci",
        ("dvinci.de", "dvinci-hr.com"),
        (_D,),
        brands=("d.vinci",),
        sites=("dvinci-hr.com", "dvinci.de"),
    ),
    SenderRow("concludis", ("concludis.de", "concludis.com"), (_D,), sites=("concludis.de",)),
    SenderRow("umantis", ("umantis.com", "haufe.com"), (_D, _J), brands=("Haufe", "Haufe umantis")),
    SenderRow(
        "onlyfy",
        ("onlyfy.io", "onlyfy.com", "prescreen.io", "prescreenapp.io"),
        (_D,),
        brands=("Prescreen",),
        sites=("onlyfy.jobs", "prescreenapp.io"),
    ),
    SenderRow("Join", ("join.com",), (_D, _J)),
    SenderRow("BITE", ("b-ite.com", "b-ite.de"), (_D,)),
    SenderRow("StepStone", ("stepstone.de", "stepstone.at", "stepstone.com", "stepstone.be"), (_J,), _B),
    SenderRow("XING", ("xing.com",), (_J,), _B),
    SenderRow("Arbeitsagentur", ("arbeitsagentur.de",), (_J,), _B, ("Bundesagentur für Arbeit",)),
    SenderRow(
        "Talentsoft",
        ("talentsoft.com", "talent-soft.com", "cegid.com"),
        (_D, _J),
        brands=("Cegid",),
        sites=("talent-soft.com", "talentsoft.com"),
    ),
    SenderRow("DigitalRecruiters", ("digitalrecruiters.com",), (_D,)),
    SenderRow("Flatchr", ("flatchr.io",), (_D,)),
    SenderRow("Taleez", ("taleez.com",), (_D,)),
    SenderRow(
        "Welcome to the Jungle",
        ("welcometothejungle.com", "welcomekit.co"),
        (_D, _J),
        _B,
        ("Welcome Kit",),
        sites=("welcomekit.co",),
    ),
    SenderRow("HelloWork", ("hellowork.com", "regionsjob.com"), (_J,), _B),
    SenderRow("APEC", ("apec.fr",), (_J,), _B),
    SenderRow("InfoJobs", ("infojobs.net", "infojobs.it"), (_J,), _B),
    SenderRow("Computrabajo", ("computrabajo.com",), (_J,), _B),
    SenderRow("Bizneo", ("bizneohr.com", "bizneo.com"), (_D,), sites=("bizneohr.com", "bizneo.cloud")),
    SenderRow("Gupy", ("gupy.io", "gupy.com.br"), (_D, _J), sites=("gupy.io",)),
    SenderRow("Catho", ("catho.com.br",), (_J,), _B),
    SenderRow("Inrecruiting", ("inrecruiting.com", "intervieweb.it"), (_D,)),
    SenderRow("eRecruiter", ("erecruiter.pl",), (_D, _J)),
    SenderRow("Traffit", ("traffit.com",), (_D,), sites=("traffit.com",)),
    SenderRow("Pracuj.pl", ("pracuj.pl",), (_J,), _B),
    SenderRow("ReachMee", ("reachmee.com",), (_D, _J)),
    SenderRow("Varbi", ("varbi.com",), (_D, _J), sites=("varbi.com",)),
    SenderRow("Jobylon", ("jobylon.com",), (_D,)),
    SenderRow("HR-Manager", ("hr-manager.net", "talentech.com"), (_D,), brands=("Talentech",)),
    SenderRow("Homerun", ("homerun.co", "homerun.hr"), (_D,), sites=("homerun.co", "homerun.hr")),
    # China
    SenderRow("Moka", ("mokahr.com",), (_D, _J), brands=("Moka招聘",)),
    SenderRow(
        "北森",
        ("beisen.com", "italent.cn", "zhiye.com"),
        (_D, _J),
        brands=("Beisen", "iTalent"),
        sites=("zhiye.com",),
    ),
    SenderRow(
        "飞书招聘",
        ("feishu.cn", "larksuite.com"),
        (_D, _J),
        brands=("飞书", "Feishu", "Lark"),
        sites=("jobs.feishu.cn",),
        suite=True,
    ),
    SenderRow("大易", ("dayee.com", "hotjob.cn"), (_D, _J), brands=("大易云",), sites=("hotjob.cn",)),
    SenderRow("BOSS直聘", ("zhipin.com", "bosszhipin.com"), (_J,), _B, ("Boss直聘", "直聘")),
    SenderRow("智联招聘", ("zhaopin.com", "zhaopin.com.cn"), (_J,), _B, ("智联", "智联卓聘")),
    SenderRow("前程无忧", ("51job.com", "quickmail.51job.com"), (_J,), _B, ("51Job", "无忧")),
    SenderRow("拉勾招聘", ("lagou.com",), (_J,), _B, ("拉勾", "拉勾网")),
    SenderRow("猎聘", ("liepin.com", "lietou.com"), (_J,), _B, ("猎聘网",)),
    SenderRow("脉脉", ("maimai.cn", "taou.com"), (_J,), _B),
    SenderRow("实习僧", ("shixiseng.com",), (_J,), _B),
    SenderRow("智通人才网", ("job5156.com",), (_J,), _B),
    SenderRow("应届生", ("yingjiesheng.com",), (_J,), _B, ("应届生求职网",)),
    # Taiwan
    SenderRow("104人力銀行", ("104.com.tw",), (_D, _J), _B, ("104", "104人力银行")),
    SenderRow("1111人力銀行", ("1111.com.tw",), (_D, _J), _B, ("1111",)),
    SenderRow("Yourator", ("yourator.co",), (_J,), _B),
    SenderRow("Cake", ("cake.me", "cakeresume.com"), (_J,), _B, ("CakeResume",)),
    # Japan and Korea
    SenderRow("HERP", ("herp.cloud", "herp.co.jp"), (_D, _J)),
    SenderRow("HRMOS", ("hrmos.co",), (_D, _J)),
    SenderRow("Talentio", ("talentio.com",), (_D,)),
    SenderRow("ジョブカン", ("jobcan.ne.jp", "jobcan.jp"), (_D,), brands=("Jobcan", "ジョブカン採用管理")),
    SenderRow("SONAR", ("snar.jp",), (_D, _J)),
    SenderRow("リクナビ", ("rikunabi.com",), (_J,), _B, ("リクナビNEXT",)),
    SenderRow("マイナビ", ("mynavi.jp", "mynavi-job20s.jp"), (_J,), _B, ("マイナビ転職",)),
    SenderRow("doda", ("doda.jp",), (_J,), _B),
    SenderRow("Wantedly", ("wantedly.com",), (_J,), _B),
    SenderRow("Green", ("green-japan.com",), (_J,), _B),
    SenderRow("ビズリーチ", ("bizreach.jp", "bizreach.co.jp"), (_J,), _B, ("BizReach",)),
    SenderRow(
        "Greeting",
        ("greetinghr.com",),
        (_D, _J),
        brands=("그리팅",),
        sites=("career.greetinghr.com", "career.greetinghr.me"),
    ),
    SenderRow("사람인", ("saramin.co.kr",), (_J,), _B),
    SenderRow("잡코리아", ("jobkorea.co.kr",), (_J,), _B),
    SenderRow("원티드", ("wanted.co.kr",), (_J,), _B),
    *BOARDS,
)

_BY_DOMAIN = {domain: row for row in SENDERS for domain in row.domains}
_SITES = frozenset(site for row in SENDERS for site in row.sites)
_BRAND_SPACE = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The text in lower case without spaces and punctuation: how brand names are compared."""
    return _BRAND_SPACE.sub("", text.casefold())


#: Names that are systems and never employers in mail that such a system sent.
BRANDS: frozenset[str] = frozenset(plain(name) for row in SENDERS for name in (row.name, *row.brands))
#: The same without the many small boards and services: "Sterling", "Qualified" and "Idealist" are employers as well.
_WELL_KNOWN = BRANDS - {plain(name) for row in BOARDS for name in (row.name, *row.brands)}


_RECRUITS = frozenset(row.name for row in SENDERS if row.kind is Kind.ATS and not row.suite)


def only_recruits(name: str) -> bool:
    """Whether the system of that name writes for employers to applicants, and to nobody else."""
    return name in _RECRUITS


@lru_cache(maxsize=1_000)
def barred(row: SenderRow) -> frozenset[str]:
    """Names, plain, that are no employer's in mail of that system: its own and those of the best known others."""
    return _WELL_KNOWN | {plain(name) for name in (row.name, *row.brands)}


_APPLIED_TO = re.compile(r"(?i)\b(?:appl(?:ying|ication)\s(?:to|at)|interest\sin)\s(\S+(?:\s\S+){0,2})")


def employed_by(subject: str, row: SenderRow | None) -> str:
    """The system, plain, that the subject of another's or its own mail says one applied to; boards write for others.

    "Thank you for applying to Rippling": systems hire people, too.
    """
    found = _APPLIED_TO.search(subject) if row is not None and row.kind is Kind.ATS else None
    words = found[1].split() if found else []
    return next((name for end in (3, 2, 1) if (name := plain(" ".join(words[:end]))) in BRANDS), "")


@lru_cache(maxsize=20_000)  # asked several times of each mail
def by_domain(domain: str) -> SenderRow | None:
    """The row that the host belongs to, itself or as a sub-domain."""
    labels = domain.lower().rstrip(".").split(".")
    tails = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_BY_DOMAIN[tail] for tail in tails if tail in _BY_DOMAIN), None)


def find(email: Email) -> SenderRow | None:
    """The system that sent the email, by its From, else by its Reply-To; None: nobody's that is known."""
    return by_domain(email.sender.domain) or by_domain(email.reply_to.domain)


# --- career sites -----------------------------------------------------------------------------------

_OWN_LABELS_WORDS = """
www www2 www3 app apps api web my go get join jobs job career careers karriere carriere emploi vagas empleo
recruiting recruitment recruit recruiter talent talents hire hiring hr candidate candidates applicant apply campus
login secure auth sso id account accounts portal admin help support docs blog status info team staff resources
developers developer community learn content store university partners partner events academy
mail email mailer smtp mx em notify notification notifications notice noreply reply bounce inbound click links link
track tracking url cdn assets static media images img files file marketing news public
test demo staging sandbox preview prod dev beta eu us uk ca au de fr cn na ap emea apac global wecruit
"""
#: Labels of hosts that are the system's own, or say what a site is for and not whose it is.
_OWN_LABELS = frozenset(_OWN_LABELS_WORDS.split())
#: Servers and data centres: `wd3`, `em4512`, `eu2`.
_SERVER = re.compile(r"(?:wd|em|eu|us|na|ap|s|p|mail|web|app|cdn|node|prod|link|click|url)\d+|[\d-]+")
#: Below this label Taleo has servers with names of their own: `chk.tbe.taleo.net`.
_SERVERS_BELOW = "tbe"
#: What stands beside the name: `careers-acme`, `acme-jobs`, `acme-gmbh`.
_BESIDE = re.compile(
    r"^(?:(?:us|uk|eu)?careers?|jobs?|karriere|internal|external|campus|apply|talent)-"
    r"|-(?:careers?|jobs?|karriere|recrut\w+|recruit\w+|hr|gmbh|ag|inc|llc|ltd|sa|sas|ab|bv|portal)$"
)


def site(host: str) -> str:
    """The employer's site at a system, no more than its name before the domain: `acme.recruitee.com`; else empty."""
    before, below = _below(host)
    if _SERVERS_BELOW in before:
        return ""
    names = (_BESIDE.sub("", _BESIDE.sub("", one)) for one in before if not _SERVER.fullmatch(one))
    name = next((name for name in names if name not in _OWN_LABELS and len(name) > 1), "")
    return f"{name}.{below}" if name else ""


def _below(host: str) -> tuple[list[str], str]:
    """The labels of the host below the domain of career sites that it ends in, and that domain; empty if none."""
    labels = host.lower().rstrip(".").split(".")
    tails = ((labels[:start], ".".join(labels[start:])) for start in range(1, len(labels)))
    return next(((front, tail) for front, tail in tails if tail in _SITES), ([], ""))


def site_of(email: Email) -> str:
    """The employer's site that the mail's links lead to; empty if they lead to none, or to several employers'."""
    row = find(email)
    found = [] if row and row.board else [one for host in email.link_hosts if (one := site(host))]
    return found[0] if len({one.split(".")[0] for one in found}) == 1 else ""
