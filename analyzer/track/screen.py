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
    appl[iy] candida career recruit talent hiring hire[ds]?\\b jobs?\\b position vacan interview resume\\b résumé cv\\b
    curriculum roles?\\b opening assess(?:ment|or) test\\b coding challenge hackathon shortlist onboard workday
    placement trial\\s(?:lesson|day|shift|task) take-?home homework portfolio your\\s(?:chat|conversation|call|visit)
    thank\\syou\\sfor\\syour thanks\\sfor\\syour joining\\sus
    people\\s?(?:team|ops|operations) human\\s?resources hr\\b intern(?:ship)?s?\\b graduate trainee
    employ profile your\\sinterest next\\ssteps? schedul availab invit offer\\b offers?\\sletter contract
    reference\\s?check background\\s?check screening requisition submission outcome decision unfortunately regret
    hausaufgabe probe(?:tag|arbeit|unterricht) auswahl einstellung vertrag kennenlern technikgespr ihre\\szukunft
    bewerb stelle(?:n|\\b) karriere personal(?:abteilung|wesen|team)? vorstellungsgespräch absage zusage praktik
    ausbildung lebenslauf gespräch
    rejoindre essai\\b rencontre contrat votre\\s(?:profil|dossier)
    emploi recrut poste\\b stage\\b alternance entretien embauche entrevue
    emple[oa] vacante puesto entrevista reclut seleccion selecc práctica currículum postula
    vaga(?:s|\\b) processo\\sseletivo seleç estágio emprego contrata
    lavoro assunzion selezion colloquio tirocinio posizion curricul
    sollicit vacature werk(?:en|nemer)? functie gesprek stageplek baan
    proef selectie arbetsprov provuppgift urval próbn
    prac[ayęo] rekrut aplikac aplikow stanowisk rozmow kandydat oferta staż zapros prób test
    ansök jobb tjänst rekryt intervju anställ praktik stilling søknad ansøgning
    työ(?:paikk|hake|haast)|hakemu rekry
    ваканс резюме собесед отклик работ кандидат співбесід роботу
    iş\\s?(?:başvuru|ilan|görüşme)|başvuru mülakat kariyer aday
    állás jelentkez interjú pályáz munka nábor pracovn pohovor životopis angajare candidat postul
    θέση συνέντευξη βιογραφικ
    phỏng\\svấn tuyển\\sdụng ứng\\stuyển lowongan lamaran wawancara kerja สมัครงาน สัมภาษณ์ ตำแหน่ง
    नौकरी भर्ती وظيف مقابلة توظيف משרה ראיון גיוס
    申请 申請 报名 報名 考核 试讲 試講 约见 約見 试稿 試稿 试用 試用 作业 回执
    招聘 招募 应聘 應聘 应征 應徵 求职 求職 投递 投遞 简历 簡歷 履历 履歷 面试 面試 笔试 筆試 测评 測評
    职位 職位 职缺 職缺
    岗位 崗位 录用 錄用 录取 錄取 入职 入職 校招 社招 秋招 春招 实习 實習 人力资源 人力資源 人才
    候选人 候選人 面谈 面談
    工作机会 工作機會 邀约 邀約 邀请 邀請 聘用 甄选 甄選 猎头 獵頭
    採否 仕事 派遣 募集 勤務 面談
    採用 応募 選考 面接 内定 求人 転職 就職 就活 新卒 中途 書類 適性検査 インターン エントリー キャリア 人事 スカウト
    채용 지원 면접 합격 서류 전형 이력서 인사팀 입사 커리어 공고 포지션 인턴 과제
"""
_STEM = "|".join(stem for stem in _STEMS.split() if not is_cjk(stem))
_WORDS = re.compile(
    rf"(?i)(?:\b|_|\d)(?:{_STEM})|{'|'.join(stem for stem in _STEMS.split() if is_cjk(stem))}"
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
        """Whether the text is wanted; what passes for a reason of its own vouches for what follows it."""
        speaks = speaks_of_work(head) or any(
            found[0].lower() in self.own for found in _ADDRESS.finditer(head.ends)
        )
        if speaks:
            self.domains.update(_company_domains(f"{head.ends} {head.recipients}"))
            self.threads.add(head.message_id)
        return speaks or not head.bulk or self._is_known(head)

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
    """Whether a recruiting system sent it, or its subject or its sender's name or address has a word of work."""
    if _WORDS.search(head.subject) or _WORDS.search(head.ends):
        return True
    return any(map(senders.by_domain, _hosts(head.ends))) or has_head(head.subject)


def _hosts(ends: str) -> Iterator[str]:
    return (found[1].lower() for found in _ADDRESS.finditer(ends))


def _company_domains(ends: str) -> set[str]:
    return {name for host in _hosts(ends) if (name := hosts.company_domain(host))}
