"""From the header alone: may a mail be of an application? Only then is its text fetched.

A miss costs the user an invitation, a needless look some kilobytes: only mail sent to many at once is passed over,
and only if neither sender nor subject nor thread has to do with work, and nothing like it came from there before.
"""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from analyzer.domain import Email, Head
from analyzer.track import hosts, senders
from analyzer.track.text import has_head, is_cjk

#: Beginnings of words that mail of applications carries in its subject or its sender's name or address.
_STEMS = """
    appl(?:ied|ying|ication|icant|y\\sto) candida career recruit talent hiring vacan interview resume\\b résumé cv\\b
    curriculum assess(?:ment|or) coding challenge hackathon shortlist workday your\\sinterest\\sin
    people\\s?(?:team|ops|operations) human\\s?resources hr\\b intern(?:ship)?s?\\b trainee employment
    reference\\s?check background\\s?check requisition take-?home
    bewerb stellenangebot stellenausschreib karriere personal(?:abteilung|wesen|team) vorstellungsgespräch praktik
    lebenslauf technikgespr probe(?:tag|arbeit|unterricht)
    emploi recrut alternance entretien embauche entrevue
    emple[oa] vacante puesto entrevista reclut seleccion selecc práctica currículum postula
    vaga(?:s|\\b) processo\\sseletivo seleç estágio emprego contrata
    lavoro assunzion selezion colloquio tirocinio posizion curricul
    sollicit vacature werk(?:en|nemer)? functie gesprek stageplek baan
    arbetsprov provuppgift selectiegesprek
    prac[ayęo] rekrut aplikac aplikow stanowisk rozmow kandydat
    ansök jobb tjänst rekryt intervju anställ praktik stilling søknad ansøgning
    työ(?:paikk|hake|haast) hakemu rekry
    ваканс резюме собесед отклик работ кандидат співбесід роботу
    iş\\s?(?:başvuru|ilan|görüşme) başvuru mülakat kariyer aday
    állás jelentkez interjú pályáz munka nábor pracovn pohovor životopis angajare candidat postul
    θέση συνέντευξη βιογραφικ
    phỏng\\svấn tuyển\\sdụng ứng\\stuyển lowongan lamaran wawancara kerja สมัครงาน สัมภาษณ์ ตำแหน่ง
    नौकरी भर्ती وظيف مقابلة توظيف משרה ראיון גיוס
    招聘 招募 应聘 應聘 应征 應徵 求职 求職 投递 投遞 简历 簡歷 履历 履歷 面试 面試 笔试 筆試 测评 測評
    职位 職位 职缺 職缺
    岗位 崗位 录用 錄用 录取 錄取 入职 入職 校招 社招 秋招 春招 实习 實習 人力资源 人力資源 人才
    候选人 候選人 面谈 面談
    工作机会 工作機會 聘用 甄选 甄選 猎头 獵頭
    採用 応募 選考 面接 内定 求人 転職 就職 就活 新卒 中途 適性検査 インターン エントリー キャリア 人事 採否 スカウト
    채용 지원 면접 합격 서류 전형 이력서 인사팀 입사 커리어 인턴
"""
#: The same of words that shops use as well: such a mail is looked at, but speaks for no other.
_LOOSE_STEMS = """
    apply\\b hire[ds]?\\b jobs?\\b position roles?\\b opening test\\b onboard placement
    trial\\s(?:lesson|day|shift|task)
    homework portfolio your\\s(?:chat|conversation|call|visit) thank\\syou\\sfor\\syour thanks\\sfor\\syour joining\\sus
    graduate profile your\\sinterest next\\ssteps? schedul availab invit offer\\b contract screening submission
    outcome decision unfortunately regret employ
    hausaufgabe auswahl einstellung vertrag kennenlern ihre\\szukunft stelle(?:n|\\b) personal absage zusage ausbildung
    gespräch rejoindre essai\\b rencontre contrat votre\\s(?:profil|dossier) poste\\b stage\\b
    proef selectie urval prób oferta staż zapros test
    申请 申請 报名 報名 考核 试讲 試講 约见 約見 试稿 試稿 试用 試用 作业 回执 邀约 邀約 邀请 邀請
    仕事 派遣 募集 勤務 面談 書類 공고 포지션 과제
"""


def _patterns(stems: str) -> Mapping[bool, re.Pattern[str]]:
    """By whether a text is ASCII, as most are: what finds any of the stems in it.

    A stem stands at the beginning of a word, or anywhere in scripts that do not part words.
    """
    latin = [stem for stem in stems.split() if not is_cjk(stem)]
    cjk = [stem for stem in stems.split() if is_cjk(stem)]
    start, plain = r"(?:\b|_)", [stem for stem in latin if stem.isascii()]
    return {
        True: re.compile(start + _by_letter(plain)),
        False: re.compile(f"{start}{_by_letter(latin)}|{_by_letter(cjk)}"),
    }


def _by_letter(stems: Iterable[str]) -> str:
    """Alternatives, of which only those of one letter are tried where that letter stands."""
    groups = groupby(sorted(stems), key=lambda stem: stem[0])
    told = {letter: "|".join(stem[1:] for stem in group) for letter, group in groups}
    return f"(?=[{''.join(told)}])(?:{'|'.join(f'{letter}(?:{ends})' for letter, ends in told.items())})"


_WORDS, _LOOSE_WORDS = _patterns(_STEMS), _patterns(_LOOSE_STEMS)
#: Boxes that send what nobody applied for.
_ALERTS = re.compile(
    r"(?i)(?:alerts?|digest|newsletters?|recommendations?|jobs-listings|jobagent|stellenangebote)[\w.+-]*@"
)
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]+@([^\s<>\"',;:()\[\]@]+)")


@dataclass(slots=True)
class Screen:
    """Which mail is worth its bytes, by its header and by what came before."""

    own: AbstractSet[str] = frozenset()
    """The user's addresses, in lower case."""
    domains: set[str] = field(default_factory=set)
    """Registered domains of companies that mail about applications came from or went to."""
    threads: set[str] = field(default_factory=set)
    """Message-IDs of such mail."""

    def passes(self, head: Head) -> bool:
        """Whether the text is wanted; what surely speaks of an application vouches for what follows it."""
        ends = _ends(head.ends)
        if not ends.addresses.isdisjoint(self.own) or speaks_of_work(head):
            if not head.listed:
                self.domains |= ends.companies | _ends(head.recipients).companies
                self.threads.add(head.message_id)
            return True
        return not head.bulk or may_speak_of_work(head) or self._is_known(head)

    def remember(self, email: Email) -> None:
        """Takes a mail of an application as known, from an earlier night."""
        ends = (email.sender, email.reply_to, *email.to)
        self.domains.update(name for end in ends if (name := hosts.company_domain(end.domain)))
        self.threads.add(email.message_id)

    def _is_known(self, head: Head) -> bool:
        return not self.threads.isdisjoint(head.thread) or not self.domains.isdisjoint(
            _ends(head.ends).companies
        )


def speaks_of_work(head: Head) -> bool:
    """Whether its subject or its sender's name or address has a word of applications."""
    return _has_any(_WORDS, head)


def may_speak_of_work(head: Head) -> bool:
    """Whether it has a word that others use too, names a job, or was sent by a recruiting system or a job board.

    Job alerts are not meant: boards send them in their hundreds, from boxes of their own.
    """
    ends = _ends(head.ends)
    if ends.alerts:
        return False
    return _has_any(_LOOSE_WORDS, head) or ends.system or has_head(head.subject)


def _has_any(patterns: Mapping[bool, re.Pattern[str]], head: Head) -> bool:
    text = f"{head.subject}\n{head.ends}".lower()
    return patterns[text.isascii()].search(text) is not None


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the addresses in a field tell."""

    addresses: AbstractSet[str]
    """In lower case."""
    companies: AbstractSet[str]
    """Registered domains."""
    alerts: bool
    """One is a box that sends what nobody applied for."""
    system: bool
    """One is a recruiting system's or a job board's."""


@lru_cache(maxsize=1_000)
def _ends(text: str) -> _Ends:
    found = [(address[0].lower(), address[1].lower()) for address in _ADDRESS.finditer(text)]
    hosts_of = {host for _, host in found}
    return _Ends(
        frozenset(address for address, _ in found),
        frozenset(name for host in hosts_of if (name := hosts.company_domain(host))),
        _ALERTS.search(text) is not None,
        any(map(senders.by_domain, hosts_of)),
    )
