"""What phrases catch becomes a role, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.roles import role_name, without_post
from analyzer.track.text import has_head


@pytest.mark.parametrize(
    ("caught", "expected"),
    [
        ("the Senior Data Analyst", "Senior Data Analyst"),
        ("Data Analyst (R-104882)", "Data Analyst"),
        ("Data Analyst - JR0012345", "Data Analyst"),
        ("2026-1234 Data Analyst", "Data Analyst"),
        ("Data Analyst (Remote)", "Data Analyst"),
        ("Data Analyst (Berlin, Remote)", "Data Analyst"),
        ("ML Engineer (NLP)", "ML Engineer (NLP)"),
        ("Software Engineer - New Grad 2027", "Software Engineer - New Grad 2027"),
        ("“Data Analyst”", "Data Analyst"),
        ("Data Analyst position", "Data Analyst"),
        ("Data Analyst at Acorn Mills", "Data Analyst"),
        ("Data Analyst (Acorn Mills)", "Data Analyst"),
        ("Acorn Mills Data Analyst", "Data Analyst"),
        ("Software Engineer planned for Tuesday", "Software Engineer"),
        ("Auditeur junior le 4 novembre", "Auditeur junior"),
        ("Sr. Data Analyst", "Sr. Data Analyst"),
        (".NET Developer", ".NET Developer"),
        ("C++ Developer", "C++ Developer"),
        ("Einkäufer (m/w/d)", "Einkäufer (m/w/d)"),
        ("公司的数据分析师岗位", "数据分析师"),
        ("数据分析师.", "数据分析师"),
        ("Data Analyst (REF23917B)", "Data Analyst"),
        ("our next Data Analyst", "Data Analyst"),
        ("News about Data Analyst", "Data Analyst"),
        ("your hat in the ring for Data Analyst", "Data Analyst"),
        ("Take-home task for Data Analyst", "Data Analyst"),
        ("completed assessment for Data Analyst", "Data Analyst"),
        ("Online assessment for Data Analyst", "Data Analyst"),
        ("Analyst for Data Products", "Analyst for Data Products"),
        ("Data Analyst challenge from", "Data Analyst"),
        ("Data Analyst position arrived", "Data Analyst"),
        ("Data Analyst interview on Wednesday 2 September", "Data Analyst"),
        ("Data Analyst, Wednesday 2 September", "Data Analyst"),
        ("Data Analyst, September 2", "Data Analyst"),
        ("Data Analyst on 2 Sept", "Data Analyst"),
        ("Data Analyst Intern, May 2027", "Data Analyst Intern, May 2027"),
        ("Data Analyst on", "Data Analyst"),
        ("Software Engineer, Ruby on Rails", "Software Engineer, Ruby on Rails"),
        ("Data Analyst, Trust and Safety", "Data Analyst, Trust and Safety"),
        ("Data Analyst, Search & Recommendations", "Data Analyst, Search & Recommendations"),
        ("Applied Scientist", "Applied Scientist"),
        ("Senior Applied Scientist", "Senior Applied Scientist"),
        ("you applied", ""),
        ("Applied on March 3", ""),
        ("advertised", ""),
        ("已撤回对数据分析师", "数据分析师"),
        ("还未完成数据分析师", "数据分析师"),
        ("想先视频聊一下数据分析师", "数据分析师"),
        ("包括高级数据分析师", "高级数据分析师"),
        ("终止管培生", "管培生"),
        ("Senior Data Analyst Interview", "Senior Data Analyst"),
        ("和信任", ""),
        ("技术支持工程师", "技术支持工程师"),
        ("Unlimited", ""),
        ("position", ""),
        ("Acorn Mills", ""),
        ("we have decided to move on", ""),
        ("your application", ""),
        ("感谢您的关注", ""),
        ("[Job Title]", ""),
        ("🙂", ""),
        ("12345", ""),
        ("word " * 40, ""),
    ],
)
def test_role_in_what_a_phrase_caught(caught: str, expected: str) -> None:
    assert role_name(caught, "Acorn Mills") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data Engineers", True),
        ("Teamleiter Einkauf", True),
        ("Systemutvecklare", True),
        ("高级产品经理", True),
        ("データエンジニア", True),
        ("프론트엔드 개발자", True),
        ("Acorn Mills", False),
        ("橡果科技", False),
        ("", False),
    ],
)
def test_heads_of_roles_are_known_in_many_languages(text: str, expected: bool) -> None:
    assert has_head(text) is expected


@given(st.text(max_size=150), st.text(max_size=30))
def test_no_text_makes_it_fail_or_gives_an_overlong_role(text: str, company: str) -> None:
    assert len(role_name(text, company)) <= 90


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Dear Security Engineer", "Security Engineer"),
        ("Data Engineer Role", "Data Engineer"),
        ("Data Engineer Interview", "Data Engineer"),
        ("Interview Coordinator", "Interview Coordinator"),
        ("Data Engineer Role Interview", "Data Engineer"),
        ("Summer Job", "Summer Job"),
        ("Role", "Role"),
    ],
)
def test_what_says_that_a_name_is_one_of_a_post_is_no_part_of_it(said: str, role: str) -> None:
    assert without_post(said) == role
