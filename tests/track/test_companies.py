"""Display names and caught words become companies, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track import senders
from analyzer.track.companies import company_name, is_person, sender_company, team_company
from tests.track.builders import address


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Acorn Mills Careers <jobs@acornmills.com>", "Acorn Mills"),
        ("Acorn Mills Onboarding <jobs@acornmills.com>", "Acorn Mills"),
        ("B2B Rekrutacja <praca@b2brekrutacja.pl>", "B2B Rekrutacja"),
        ("Acorn Mills Recruiting Team <no-reply@hire.lever.co>", "Acorn Mills"),
        ("The Acorn Mills Hiring Team <no-reply@ashbyhq.com>", "Acorn Mills"),
        ("Acorn Mills Organisers <hello@acorn.example.org>", "Acorn Mills"),
        ("Workday @ Acorn Mills <acornmills@myworkday.com>", "Acorn Mills"),
        ('"Acorn Mills @ icims" <x+autoreply@talent.icims.com>', "Acorn Mills"),
        ("Acorn Mills via SmartRecruiters <notification@smartrecruiters.com>", "Acorn Mills"),
        ("Acorn Mills (BambooHR) <notifications@app.bamboohr.com>", "Acorn Mills"),
        ("do-not-reply Acorn Mills <acornmills@myworkday.com>", "Acorn Mills"),
        ("Dana Oak (Acorn Mills) <dana.oak@acornmills.com>", "Acorn Mills"),
        ("Dana Oak, Acorn Mills <doak@acornmills.com>", "Acorn Mills"),
        ("Dana Oak at Acorn Mills <dana@acornmills.com>", "Acorn Mills"),
        ("Ash By The Sea <no-reply@hire.lever.co>", "Ash By The Sea"),
        ("Acorn Mühlen Personalabteilung <jobs@acornmuehlen.de>", "Acorn Mühlen"),
        ("橡果科技招聘 <no-reply@mokahr.com>", "橡果科技"),
        ("橡果科技校园招聘团队 <campus@xiangguo.com>", "橡果科技"),
        ("橡果科技 HR <no-reply@hire.feishu.cn>", "橡果科技"),
        ("도토리소프트 채용팀 <no-reply@greetinghr.com>", "도토리소프트"),
        ("Workday <acornmills@myworkday.com>", ""),
        ("BOSS直聘 <service@notice.zhipin.com>", ""),
        ("拉勾网 <service@email.lagou.com>", ""),
        ("Hiring Team <x@acornmills.com>", ""),
        ("HR <hr@acornmills.com>", ""),
        ("Interview Invitation <x@acornmills.com>", ""),
        ("Dana Oak <dana.oak@acornmills.com>", ""),
        ("Oak, Dana <doak@acornmills.com>", ""),
        ("Cathy <cathy@acornmills.com>", ""),
        ("王芳 <wangfang@xiangguo.com>", ""),
        ("Software Engineer <x@acornmills.com>", ""),
        ("no-reply@greenhouse.io <no-reply@greenhouse.io>", ""),
        ("Les emplois du port <noreply@portail.fr>", ""),
        ("", ""),
    ],
)
def test_company_in_a_display_name(sender: str, expected: str) -> None:
    sent_by = address(sender)
    assert sender_company(sent_by, senders.by_domain(sent_by.domain)).name == expected


def test_a_name_that_is_also_a_systems_stays_the_employers_in_its_own_mail() -> None:
    assert sender_company(address("Lever <people@leverworks.com>"), None).name == "Lever"


@pytest.mark.parametrize(
    ("caught", "expected"),
    [
        ("Acorn Mills We", "Acorn Mills"),
        ("Acorn Mills Unfortunately", "Acorn Mills"),
        ("Acorn Mills's", "Acorn Mills"),
        ("Acorn Mills, Inc.", "Acorn Mills, Inc."),
        ("Bank of Oakland", "Bank of Oakland"),
        ("橡果科技的招聘", "橡果科技"),
        ("您投递了橡果科技", "橡果科技"),
        ("橡果科技有限公司", "橡果科技有限公司"),
        ("Our Company", ""),
        ("Hiring Team", ""),
        ("Data Analyst", ""),
        ("数据分析师", ""),
        ("我们认为您", ""),
        ("Council", ""),
        ("Data Analyst II", ""),
        ("London", ""),
        ("London Mills", "London Mills"),
        ("Growth", ""),
        ("Selection", ""),
        ("Supply Chain", ""),
        ("Growth Mills", "Growth Mills"),
        ("求职", ""),
        ("数据平台部的负责人", ""),
        ("2026", ""),
        ("me@example.org", ""),
        ("https://acorn.example", ""),
        ("A", ""),
        ("🙂", ""),
        ("x" * 200, ""),
    ],
)
def test_company_in_what_a_phrase_caught(caught: str, expected: str) -> None:
    assert company_name(caught) == expected


def test_a_direction_mark_in_a_name_is_dropped() -> None:
    assert company_name("\u202eAcorn\u200b Mills\u202c", whole=True) == "Acorn Mills"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The Acorn Mills Recruiting Team", "Acorn Mills"),
        ("Equipe Acorn", "Acorn"),
        ("Acorn Group Careers", "Acorn Group"),
        ("Acorn Personnel", "Acorn Personnel"),
        ("リクルート", "リクルート"),
        ("Acorn Mills HR Shared Services", "Acorn Mills"),
        ("Acorn Hospital - Temporary Staffing", "Acorn Hospital"),
        ("Dział HR Acorn", "Acorn"),
        ("Delikatesy Acorn Kadry", "Delikatesy Acorn"),
        ("アステリオ製薬 キャリア採用窓口", "アステリオ製薬"),
        ("リブラ監査法人 リクルート事務局", "リブラ監査法人"),
        ("피그먼트랩 인사총무", "피그먼트랩"),
        ("Team Acorn", "Acorn"),
        ("Talent Acquisition", ""),
        ("Carrières Acorn", "Acorn"),
        ("Talento Acorn", "Acorn"),
        ("Karriereteam Acorn", "Acorn"),
        ("Candidaturas Universidade de Acorn", "Universidade de Acorn"),
        ("Acorn Graduate Programme", "Acorn"),
        ("Ufficio Concorsi Comune di Acorn", "Comune di Acorn"),
        ("Acorn Mills Internships", "Acorn Mills"),
        ("Acorn Mills Career Hub", "Acorn Mills"),
        ("Acorn School Office", "Acorn School"),
        ("The Post Office", "Post Office"),
    ],
)
def test_company_in_the_name_of_its_team(line: str, expected: str) -> None:
    assert team_company(line) == expected


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("Dana Oak <dana.oak@acornmills.com>", True),
        ("Dana Oak <doak@acornmills.com>", True),
        ("Dana Oak <dana@acornmills.com>", True),
        ("王芳 <wangfang@xiangguo.com>", True),
        ("Acorn Mills <acornmills@myworkday.com>", False),
        ("Acorn Mills <jobs@acornmills.com>", False),
        ("橡果科技 <hr@xiangguo.com>", False),
        ("橡果 <hr@xiangguo.com>", False),
        ("橡果科技 HR <hr@xiangguo.com>", False),
        ("Acorn Jobs <jobs@acornmills.com>", False),
        ("橡果 <hr5@xiangguo.com>", False),
        ("王芳 <hr56@xiangguo.com>", True),
        ("Praxis Dr. Oak <praxis@dr-oak.example>", False),
        ("Rifugio Cima Larga <rifugio@cimalarga.example>", False),
        ("欧阳小芳 <hr56@xiangguo.com>", True),
    ],
)
def test_people_are_told_from_companies_by_their_address(sender: str, expected: bool) -> None:
    assert is_person(address(sender)) is expected


@given(st.text(max_size=120), st.booleans())
def test_no_text_makes_it_fail_or_gives_an_overlong_name(text: str, whole: bool) -> None:
    assert len(company_name(text, whole=whole)) <= 70


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("피플트리 윤세라", "피플트리"),
        ("롯데 백화점", "롯데 백화점"),
        ("LG 이노텍", "LG 이노텍"),
        ("국립중앙 박물관", "국립중앙 박물관"),
        ("Auto Trader", "Auto Trader"),
        ("Market Leader", "Market Leader"),
        ("株式会社アコーン 期間従業員採用センター", "株式会社アコーン"),
        ("アコーン 新卒採用", "アコーン"),
        ("橡果（中国）企业管理咨询有限公司", "橡果（中国）企业管理咨询有限公司"),
    ],
)
def test_a_person_behind_the_company_is_cut_and_a_part_of_its_name_is_not(name: str, company: str) -> None:
    assert company_name(name, whole=True) == company
