"""Systems that send mail for employers: one row per system, with the form of its addresses.

Domains, local parts and display names are those that the systems use in real mail; the employers in them are invented.
"""

from dataclasses import dataclass
from enum import StrEnum

from analyzer.example.world import Company


class Side(StrEnum):
    """Who writes a mail."""

    SYSTEM = "system"
    BOARD = "board"
    TEST = "test"
    PERSON = "person"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Mailer:
    """A system: how its mail looks from outside."""

    name: str
    side: Side
    language: str
    weight: int
    """How often it is met, relative to the others of its side and language."""
    address: str
    display: str = "{company}"
    layout: str = "card"
    charset: str = "utf-8"
    requisition: str = ""
    """Form of its job numbers, for `format` with a number of five digits; empty: it shows none."""

    def sender(self, company: Company) -> tuple[str, str]:
        """Display name and address in its mail for a company."""
        slots = {
            "company": company.name,
            "slug": company.domain.partition(".")[0],
            "domain": company.domain,
        }
        return self.display.format_map(slots), self.address.format_map(slots)


_SYSTEM, _BOARD, _TEST = Side.SYSTEM, Side.BOARD, Side.TEST

MAILERS: tuple[Mailer, ...] = (
    Mailer("Greenhouse", _SYSTEM, "en", 20, "no-reply@us.greenhouse-mail.io", layout="plain_card"),
    Mailer("Lever", _SYSTEM, "en", 9, "no-reply@hire.lever.co", layout="plain_card"),
    Mailer("Ashby", _SYSTEM, "en", 12, "no-reply@ashbyhq.com", "{company} Hiring Team"),
    Mailer("Workday", _SYSTEM, "en", 15, "{slug}@myworkday.com", "{company}", "table", requisition="R-{}"),
    Mailer(
        "SmartRecruiters",
        _SYSTEM,
        "en",
        7,
        "notification@smartrecruiters.com",
        "{company} Hiring Team",
        "table",
        requisition="REF{}B",
    ),
    Mailer(
        "iCIMS",
        _SYSTEM,
        "en",
        5,
        "{slug}+autoreply@talent.icims.com",
        "{company} Careers",
        "table",
        "iso-8859-1",
        "2026-{}",
    ),
    Mailer("Workable", _SYSTEM, "en", 6, "noreply@candidates.workablemail.com"),
    Mailer(
        "SuccessFactors",
        _SYSTEM,
        "en",
        4,
        "{slug}@noreply.successfactors.eu",
        "{company} HR",
        "table",
        requisition="{}",
    ),
    Mailer(
        "Taleo",
        _SYSTEM,
        "en",
        3,
        "{slug}@invalidemail.com",
        "{company} Recruitment",
        "table",
        "iso-8859-1",
        "26{}",
    ),
    Mailer("BambooHR", _SYSTEM, "en", 4, "notifications@app.bamboohr.com"),
    Mailer("Teamtailor", _SYSTEM, "en", 4, "no-reply@teamtailor-mail.com", "{company}"),
    Mailer("Personio", _SYSTEM, "en", 3, "no-reply@m.personio.de", "{company} Recruiting"),
    Mailer("own site", _SYSTEM, "en", 12, "careers@{domain}", "{company} Careers", "plain_card"),
    Mailer(
        "own no-reply", _SYSTEM, "en", 5, "noreply@careers.{domain}", "{company} Talent Acquisition", "table"
    ),
    Mailer("LinkedIn", _BOARD, "en", 20, "jobs-noreply@linkedin.com", "LinkedIn", "table"),
    Mailer("Indeed", _BOARD, "en", 7, "indeedapply@indeed.com", "Indeed Apply", "card"),
    Mailer("Wellfound", _BOARD, "en", 3, "team@hi.wellfound.com", "Wellfound"),
    Mailer("HackerRank", _TEST, "en", 4, "support@hackerrankforwork.com", "HackerRank Team"),
    Mailer("Codility", _TEST, "en", 3, "no-reply@codility.com", "Codility"),
    Mailer("CodeSignal", _TEST, "en", 2, "no-reply@codesignal.com", "{company} via CodeSignal"),
    Mailer("TestGorilla", _TEST, "en", 2, "noreply@testgorilla.com", "TestGorilla"),
    Mailer("Moka", _SYSTEM, "zh", 28, "no-reply@mail.mokahr.com", "{company}招聘团队", requisition="MJ{}"),
    Mailer("北森", _SYSTEM, "zh", 22, "noreply@beisen.com", "{company}人力资源部", "table", "gb18030", "J{}"),
    Mailer("飞书招聘", _SYSTEM, "zh", 14, "no-reply@hire.feishu.cn", "{company}招聘"),
    Mailer("大易", _SYSTEM, "zh", 8, "service@hotjob.cn", "{company}", "table", "gb2312"),
    Mailer("own site", _SYSTEM, "zh", 18, "hr@{domain}", "{company}HR", "plain_card", "gb18030"),
    Mailer("own no-reply", _SYSTEM, "zh", 10, "zhaopin@{domain}", "{company}招聘", "plain_card"),
    Mailer("BOSS直聘", _BOARD, "zh", 20, "noreply@service.zhipin.com", "BOSS直聘"),
    Mailer("智联招聘", _BOARD, "zh", 12, "service@service.zhaopin.com", "智联招聘", "table", "gb2312"),
    Mailer("前程无忧", _BOARD, "zh", 8, "51job@quickmail.51job.com", "前程无忧", "table", "gb2312"),
    Mailer("猎聘", _BOARD, "zh", 8, "service@mail.liepin.com", "猎聘"),
    Mailer("牛客", _TEST, "zh", 5, "notice@nowcoder.com", "牛客网"),
    Mailer("赛码", _TEST, "zh", 3, "exam@acmcoder.com", "赛码网"),
)
#: A company without a system reads this box itself; applications by mail go there.
OWN_SITE = {row.language: row for row in MAILERS if row.name == "own site"}


def of(side: Side, language: str) -> tuple[Mailer, ...]:
    """The mailers of a side that write in a language."""
    return tuple(row for row in MAILERS if row.side is side and row.language == language)
