"""From the header alone: may a mail be of an application? Only then is its text fetched.

A miss costs the user an invitation, a needless look some kilobytes: only mail sent to many at once is passed over,
and only if neither sender nor subject nor thread has to do with work, and nothing like it came from there before.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

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
    työ(?:paikk|hake|haast)|hakemu rekry
    ваканс резюме собесед отклик работ кандидат співбесід роботу
    iş\\s?(?:başvuru|ilan|görüşme)|başvuru mülakat kariyer aday
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


def _pattern(stems: str) -> re.Pattern[str]:
    """Finds any of the stems: at the beginning of a word, or anywhere in scripts that do not part words."""
    latin = "|".join(stem for stem in stems.split() if not is_cjk(stem))
    cjk = "|".join(stem for stem in stems.split() if is_cjk(stem))
    return re.compile(rf"(?:\b|_)(?:{latin})|{cjk}")


_WORDS, _LOOSE_WORDS = _pattern(_STEMS), _pattern(_LOOSE_STEMS)
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
        if self._is_own(head) or speaks_of_work(head):
            if not head.listed:
                self.domains.update(_company_domains(f"{head.ends} {head.recipients}"))
                self.threads.add(head.message_id)
            return True
        return not head.bulk or may_speak_of_work(head) or self._is_known(head)

    def _is_own(self, head: Head) -> bool:
        return any(found[0].lower() in self.own for found in _ADDRESS.finditer(head.ends))

    def remember(self, email: Email) -> None:
        """Takes a mail of an application as known, from an earlier night."""
        ends = (email.sender, email.reply_to, *email.to)
        self.domains.update(name for end in ends if (name := hosts.company_domain(end.domain)))
        self.threads.add(email.message_id)

    def _is_known(self, head: Head) -> bool:
        return not self.threads.isdisjoint(head.thread) or not self.domains.isdisjoint(
            _company_domains(head.ends)
        )


def speaks_of_work(head: Head) -> bool:
    """Whether its subject or its sender's name or address has a word of applications."""
    return _WORDS.search(_lower(head)) is not None


def may_speak_of_work(head: Head) -> bool:
    """Whether it has a word that others use too, names a job, or was sent by a recruiting system or a job board.

    Job alerts are not meant: boards send them in their hundreds, from boxes of their own.
    """
    if _ALERTS.search(head.ends):
        return False
    if _LOOSE_WORDS.search(_lower(head)):
        return True
    return any(map(senders.by_domain, _hosts(head.ends))) or has_head(head.subject)


def _lower(head: Head) -> str:
    return f"{head.subject}\n{head.ends}".lower()


def _hosts(ends: str) -> Iterator[str]:
    return (found[1].lower() for found in _ADDRESS.finditer(ends))


def _company_domains(ends: str) -> set[str]:
    return {name for host in _hosts(ends) if (name := hosts.company_domain(host))}
