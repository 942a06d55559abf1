"""Every system is found by an example of its mail, and by nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track import senders
from analyzer.track.senders import SENDERS
from analyzer.track.systems import Kind, SenderRow
from tests.track.board_examples import BOARD_EXAMPLES
from tests.track.builders import email

#: One sender as each system writes it.
EXAMPLES = {
    **BOARD_EXAMPLES,
    "Greenhouse": "Acorn Mills <no-reply@us.greenhouse-mail.io>",
    "Lever": "Acorn Mills <no-reply@hire.lever.co>",
    "Workday": "Acorn Mills Careers <acornmills@myworkday.com>",
    "Ashby": "Acorn Mills Hiring Team <no-reply@ashbyhq.com>",
    "SmartRecruiters": "Acorn Mills via SmartRecruiters <notification@smartrecruiters.com>",
    "iCIMS": "Acorn Mills @ icims <acornmills+autoreply@talent.icims.com>",
    "Workable": "Acorn Mills <noreply@candidates.workablemail.com>",
    "BambooHR": "Acorn Mills (BambooHR) <notifications@app.bamboohr.com>",
    "Jobvite": "Acorn Mills Recruiting <notification@jobvite.com>",
    "SuccessFactors": "Acorn Mills Careers <system@successfactors.eu>",
    "Taleo": "Acorn Mills <acornmills@invalidemail.taleo.net>",
    "Oracle Recruiting": "Acorn Mills <egxy.fa.sender@workflow.mail.em2.cloud.oracle.com>",
    "UKG": "Acorn Mills <noreply@notifications.ultipro.com>",
    "ADP": "Acorn Mills <noreply@adp.com>",
    "Paylocity": "Acorn Mills <noreply@paylocity.com>",
    "Paycom": "Acorn Mills <noreply@paycom.com>",
    "Paycor": "Acorn Mills <noreply@newtonsoftware.com>",
    "JazzHR": "Acorn Mills <acornmills@applytojob.com>",
    "Breezy": "Acorn Mills <acornmills@breezy-mail.com>",
    "Pinpoint": "Acorn Mills <notifications@pinpointhq.com>",
    "Rippling": "Acorn Mills <no-reply@ats.rippling.com>",
    "Gem": "Acorn Mills <talent@gem.com>",
    "Avature": "Acorn Mills <noreply@acornmills.avature.net>",
    "Phenom": "Acorn Mills <noreply@phenompeople.com>",
    "Eightfold": "Acorn Mills <acornmills@eightfold.ai>",
    "PageUp": "Acorn Mills <noreply@pageuppeople.com>",
    "Cornerstone": "Acorn Mills <acornmills@csod.com>",
    "Bullhorn": "Acorn Mills <noreply@bullhornmail.com>",
    "Zoho Recruit": "Acorn Mills <noreply@zohorecruitmail.com>",
    "Comeet": "Acorn Mills <noreply@comeet-notifications.com>",
    "Dover": "Acorn Mills <team@dover.com>",
    "JobScore": "Acorn Mills <notifications@jobscore.com>",
    "Freshteam": "Acorn Mills <noreply@acornmills.freshteam.com>",
    "Fountain": "Acorn Mills <noreply@fountain.com>",
    "Paradox": "Olivia <noreply@paradox.ai>",
    "NEOGOV": "City of Acorn <info@governmentjobs.com>",
    "USAJOBS": "USAJOBS <notifications@usajobs.gov>",
    "TRAC": "Acorn Hospital <noreply@recruit.trac.jobs>",
    "NHS Jobs": "NHS Jobs <noreply@jobs.nhs.uk>",
    "LinkedIn": "LinkedIn <jobs-noreply@linkedin.com>",
    "Indeed": "Indeed Apply <indeedapply@indeed.com>",
    "ZipRecruiter": "ZipRecruiter <no-reply@ziprecruiter.com>",
    "Glassdoor": "Glassdoor <noreply@glassdoor.com>",
    "Monster": "Monster <noreply@monster.de>",
    "Dice": "Dice <noreply@dice.com>",
    "Wellfound": "Wellfound <team@hi.wellfound.com>",
    "Handshake": "Handshake <handshake@notifications.joinhandshake.com>",
    "RippleMatch": "RippleMatch <notifications@ripplematch.com>",
    "WayUp": "The WayUp Team <info@wayup.com>",
    "Seek": "SEEK <noreply@seek.com.au>",
    "Reed": "reed.co.uk <noreply@reed.co.uk>",
    "Totaljobs": "Totaljobs <noreply@totaljobs.com>",
    "CV-Library": "CV-Library <noreply@cv-library.co.uk>",
    "Naukri": "Naukri <info@naukri.com>",
    "HireVue": "Acorn Mills <noreply@hirevue.com>",
    "HackerRank": "HackerRank <support@hackerrankforwork.com>",
    "Codility": "Codility <no-reply@codility.com>",
    "CodeSignal": "CodeSignal <no-reply@codesignal.com>",
    "TestGorilla": "TestGorilla <no-reply@testgorilla.com>",
    "SHL": "SHL <noreply@shl.com>",
    "Karat": "Karat <scheduling@karat.io>",
    "Calendly": "Calendly <no-reply@calendly.com>",
    "GoodTime": "Acorn Mills <noreply@goodtime.io>",
    "ModernLoop": "Acorn Mills <noreply@modernloop.io>",
    "牛客": "牛客网 <noreply@nowcoder.com>",
    "赛码": "赛码网 <service@acmcoder.com>",
    "Personio": "Acorn Mühlen <bewerbung@m.personio.de>",
    "Recruitee": "Acorn Mills <acornmills@recruitee.com>",
    "Teamtailor": "Acorn Mills <no-reply@teamtailor-mail.com>",
    "softgarden": "Acorn Mühlen <no-reply@softgarden.io>",
    "rexx": "Acorn Mühlen <noreply@rexx-systems.com>",
    "d.vinci": "Acorn Mühlen <noreply@dvinci-hr.com>",
    "concludis": "Acorn Mühlen <noreply@concludis.de>",
    "umantis": "Acorn Mühlen <noreply@umantis.com>",
    "onlyfy": "Acorn Mühlen <no-reply@onlyfy.io>",
    "Join": "Acorn Mühlen <no-reply@join.com>",
    "BITE": "Acorn Mühlen <noreply@b-ite.com>",
    "StepStone": "StepStone <noreply@stepstone.de>",
    "XING": "XING <mailrobot@mail.xing.com>",
    "Arbeitsagentur": "Bundesagentur für Arbeit <noreply@arbeitsagentur.de>",
    "Talentsoft": "Moulins Acorn <noreply@talent-soft.com>",
    "DigitalRecruiters": "Moulins Acorn <noreply@digitalrecruiters.com>",
    "Flatchr": "Moulins Acorn <noreply@flatchr.io>",
    "Taleez": "Moulins Acorn <noreply@taleez.com>",
    "Welcome to the Jungle": "Welcome to the Jungle <noreply@welcometothejungle.com>",
    "HelloWork": "HelloWork <noreply@hellowork.com>",
    "APEC": "APEC <noreply@apec.fr>",
    "InfoJobs": "InfoJobs <noreply@infojobs.net>",
    "Computrabajo": "Computrabajo <noreply@computrabajo.com>",
    "Bizneo": "Molinos Acorn <noreply@bizneohr.com>",
    "Gupy": "Moinhos Acorn <no-reply@gupy.com.br>",
    "Catho": "Catho <noreply@catho.com.br>",
    "Inrecruiting": "Mulini Acorn <noreply@inrecruiting.com>",
    "eRecruiter": "Młyny Acorn <noreply@erecruiter.pl>",
    "Traffit": "Młyny Acorn <noreply@traffit.com>",
    "Pracuj.pl": "Pracuj.pl <noreply@pracuj.pl>",
    "ReachMee": "Acorn Kvarnar <noreply@reachmee.com>",
    "Varbi": "Acorn Kvarnar <noreply@varbi.com>",
    "Jobylon": "Acorn Kvarnar <noreply@jobylon.com>",
    "HR-Manager": "Acorn Møller <noreply@hr-manager.net>",
    "Homerun": "Acorn Molens <noreply@homerun.co>",
    "Moka": "橡果科技招聘 <no-reply@mokahr.com>",
    "北森": "橡果科技 <noreply@italent.cn>",
    "飞书招聘": "橡果科技招聘 <no-reply@hire.feishu.cn>",
    "大易": "橡果科技 <noreply@hotjob.cn>",
    "BOSS直聘": "BOSS直聘 <service@notice.zhipin.com>",
    "智联招聘": "智联招聘 <service@zhaopin.com.cn>",
    "前程无忧": "前程无忧 <service@51job.com>",
    "拉勾招聘": "拉勾招聘 <service@email.lagou.com>",
    "猎聘": "猎聘 <service@mail.liepin.com>",
    "脉脉": "脉脉 <noreply@maimai.cn>",
    "实习僧": "实习僧 <service@shixiseng.com>",
    "智通人才网": "智通人才网 <noreply@job5156.com>",
    "应届生": "应届生求职网 <service@yingjiesheng.com>",
    "104人力銀行": "104人力銀行 <noreply@104.com.tw>",
    "1111人力銀行": "1111人力銀行 <noreply@1111.com.tw>",
    "Yourator": "Yourator <noreply@yourator.co>",
    "Cake": "Cake <noreply@cake.me>",
    "HERP": "株式会社どんぐり <noreply@herp.cloud>",
    "HRMOS": "株式会社どんぐり <noreply@hrmos.co>",
    "Talentio": "株式会社どんぐり <noreply@talentio.com>",
    "ジョブカン": "株式会社どんぐり <noreply@jobcan.ne.jp>",
    "SONAR": "株式会社どんぐり <noreply@snar.jp>",
    "リクナビ": "リクナビ <noreply@rikunabi.com>",
    "マイナビ": "マイナビ <noreply@mynavi.jp>",
    "doda": "doda <noreply@doda.jp>",
    "Wantedly": "Wantedly <noreply@wantedly.com>",
    "Green": "Green <noreply@green-japan.com>",
    "ビズリーチ": "ビズリーチ <noreply@bizreach.jp>",
    "Greeting": "도토리소프트 <noreply@greetinghr.com>",
    "사람인": "사람인 <noreply@saramin.co.kr>",
    "잡코리아": "잡코리아 <noreply@jobkorea.co.kr>",
    "원티드": "원티드 <noreply@wanted.co.kr>",
}


@pytest.mark.parametrize("row", SENDERS, ids=lambda row: row.name)
def test_each_system_is_found_by_its_example(row: SenderRow) -> None:
    assert row.name in EXAMPLES, f"add an example of mail from {row.name} to EXAMPLES"
    assert senders.find(email(sender=EXAMPLES[row.name])) is row


def test_there_is_no_example_without_a_row() -> None:
    assert EXAMPLES.keys() == {row.name for row in SENDERS}


def test_no_domain_belongs_to_two_systems() -> None:
    domains = [domain for row in SENDERS for domain in row.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize("row", SENDERS, ids=lambda row: row.name)
def test_each_row_says_where_the_company_is_and_has_a_usable_requisition_pattern(row: SenderRow) -> None:
    assert row.places
    re.compile(row.requisition)
    assert all(domain == domain.lower() and "." in domain for domain in row.domains)


@pytest.mark.parametrize(
    "sender",
    [
        "Jo <jo@notlinkedin.com>",
        "Jo <jo@linkedin.com.evil.net>",
        "Jo <jo@lever.com>",
        "Jo <jo@gmail.com>",
        "Jo",
        "<@>",
        "Jo <jo@ashbyhq.com@example.net>",
    ],
)
def test_a_domain_that_only_looks_like_a_systems_is_nobodys(sender: str) -> None:
    assert senders.find(email(sender=sender)) is None


def test_reply_to_tells_the_system_where_from_does_not() -> None:
    found = senders.find(email(sender="Jo <jo@acornmills.com>", reply_to="x@reply.hire.lever.co"))
    assert found is not None
    assert found.name == "Lever"


def test_boards_are_told_from_systems_of_one_company() -> None:
    kinds = {row.name: row.kind for row in SENDERS}
    assert kinds["LinkedIn"] is kinds["BOSS直聘"] is kinds["104人力銀行"] is Kind.BOARD
    assert kinds["Workday"] is kinds["Moka"] is Kind.ATS


@pytest.mark.parametrize("row", [row for row in SENDERS if row.sites], ids=lambda row: row.name)
def test_each_system_with_sites_tells_the_employer_by_them(row: SenderRow) -> None:
    for below in row.sites:
        assert senders.site(f"acornmills.{below}") == f"acornmills.{below}"
        assert senders.site(f"www.{below}") == senders.site(below) == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("acornmills.wd3.myworkdayjobs.com", "acornmills.myworkdayjobs.com"),
        ("careers-acornmills.icims.com", "acornmills.icims.com"),
        ("uscareers-acorn-mills.icims.com", "acorn-mills.icims.com"),
        ("acornmills-gmbh.jobs.personio.de", "acornmills.jobs.personio.de"),
        ("acornmills.na.teamtailor.com", "acornmills.teamtailor.com"),
        ("acornmills.jobs.feishu.cn", "acornmills.jobs.feishu.cn"),
        ("ACORNMILLS.Recruitee.com.", "acornmills.recruitee.com"),
        ("chk.tbe.taleo.net", ""),
        ("wd5.myworkdayjobs.com", ""),
        ("jobs.personio.de", ""),
        ("careers.recruitee.com", ""),
        ("recruitee.com.evil.net", ""),
        ("acornmills.recruitee.com.evil.net", ""),
        ("acornmillsrecruitee.com", ""),
        ("..recruitee.com", ""),
        ("", ""),
    ],
)
def test_whose_career_site_a_host_is(host: str, expected: str) -> None:
    assert senders.site(host) == expected


@given(st.text(alphabet="abcw3.-", max_size=30), st.sampled_from(["recruitee.com", "icims.com", "acorn.com"]))
def test_a_site_is_a_name_before_the_systems_domain(front: str, below: str) -> None:
    found = senders.site(f"{front}.{below}")

    assert not found or (found.endswith(f".{below}") and senders.site(found) in (found, ""))
    assert found.count(".") in (0, below.count(".") + 1)


def test_the_site_that_links_lead_to() -> None:
    one, two = "acornmills.recruitee.com", "oakandash.recruitee.com"

    assert senders.site_of(email(links=("www.recruitee.com", one, "careers.acornmills.com"))) == one
    assert senders.site_of(email(links=(one, "acornmills.bamboohr.com"))) == one
    assert senders.site_of(email(links=(one, two))) == ""
    assert senders.site_of(email()) == ""


def test_a_boards_links_are_nobodys_site() -> None:
    mail = email(sender="LinkedIn <jobs-noreply@linkedin.com>", links=("acornmills.recruitee.com",))

    assert senders.site_of(mail) == ""


@pytest.mark.parametrize(
    ("subject", "sender", "employer"),
    [
        ("Thank you for applying to Handshake!", "no-reply@us.greenhouse-mail.io", "handshake"),
        ("Thank you for your interest in Rippling", "Rippling <no-reply@ats.rippling.com>", "rippling"),
        ("Thank you for applying to Employment Hero!", "no-reply@us.greenhouse-mail.io", "employmenthero"),
        ("Complete your interview with HireVue", "no-reply@us.greenhouse-mail.io", ""),
        ("Your application to Acorn Mills", "no-reply@us.greenhouse-mail.io", ""),
        ("Your application via Handshake", "no-reply@us.greenhouse-mail.io", ""),
        ("Thank you for applying to Handshake!", "Handshake <hi@joinhandshake.com>", ""),
        ("Thank you for applying to Handshake!", "hr@acornmills.com", ""),
    ],
)
def test_a_system_may_be_the_employer(subject: str, sender: str, employer: str) -> None:
    row = senders.find(email(subject, "", sender))

    assert senders.employed_by(subject, row) == employer


def test_small_boards_may_be_employers_in_mail_of_others() -> None:
    greenhouse = senders.by_domain("greenhouse.io")
    assert greenhouse

    assert "sterling" not in senders.barred(greenhouse)
    assert {"greenhouse", "linkedin"} <= senders.barred(greenhouse)


def test_programs_that_write_to_employees_too_do_not_only_recruit() -> None:
    assert senders.only_recruits("Greenhouse")
    assert not any(map(senders.only_recruits, ("ADP", "LinkedIn", "HackerRank", "nobody")))
