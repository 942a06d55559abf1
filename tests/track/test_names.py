"""Names that mean the same have one key; names that do not, have not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.names import Likeness, company_key, likeness, role_key, same_company


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acorn Mills", "acorn mills, Inc."),
        ("Acorn Mills", "ACORN MILLS LLC"),
        ("Acorn Mills GmbH", "Acorn-Mills"),
        ("The Acorn Company", "Acorn"),
        ("Oak & Ash", "Oak and Ash"),
        ("Müller Optik", "Muller Optik AG"),
        ("Acorn's", "Acorn"),
        ("橡果科技", "北京橡果科技有限公司"),
        ("株式会社どんぐり", "どんぐり"),
        ("Ａｃｏｒｎ", "Acorn"),
        ("Acorn Analytics", "Acorn Analytic"),
    ],
)
def test_spellings_of_one_company_are_the_same(one: str, other: str) -> None:
    assert same_company(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acorn", "Acorn Labs"),
        ("Meridian", "Meridiem"),
        ("Copperleaf", "Coppervale"),
        ("橡果科技", "橡果网络"),
        ("", "Acorn"),
        ("", ""),
        ("🙂", "🙃"),
    ],
)
def test_different_companies_are_not_the_same(one: str, other: str) -> None:
    assert not same_company(one, other)


def test_a_company_of_nothing_but_a_legal_form_keeps_a_key() -> None:
    assert company_key("Co.") == "co"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Senior Software Engineer", "Sr. Software Engineer", Likeness.SAME),
        ("Software Engineer II", "Software Engineer 2", Likeness.SAME),
        ("Full-Stack Developer", "Full Stack Developer", Likeness.SAME),
        ("Frontend Engineer", "Front-end Engineer", Likeness.SAME),
        ("Data Engineer (Remote)", "Data Engineer", Likeness.SAME),
        ("Datenanalyst (m/w/d)", "Datenanalyst", Likeness.SAME),
        ("Datenanalyst:in", "Datenanalyst", Likeness.SAME),
        ("Ingénieur·e données", "Ingénieur données", Likeness.SAME),
        ("Chargé(e) de projet", "Chargé de projet", Likeness.SAME),
        ("Operario/a de envasado", "Operario de envasado", Likeness.SAME),
        ("Developpeur backend H/F", "Développeur backend", Likeness.SAME),
        ("Data Analyst - R-104882", "Data Analyst", Likeness.SAME),
        ("后端工程师岗位", "后端工程师", Likeness.SAME),
        ("Engineer, Payments", "Payments Engineer", Likeness.SAME),
        ("Software Engineer", "Software Engineer, Payments", Likeness.NEAR),
        ("算法工程师", "算法工程师（推荐）", Likeness.NEAR),
        ("Software Engineer", "Senior Software Engineer", Likeness.OTHER),
        ("Software Engineer I", "Software Engineer II", Likeness.OTHER),
        ("Frontend Engineer", "Backend Engineer", Likeness.OTHER),
        ("数据分析师", "高级数据分析师", Likeness.OTHER),
        ("Data Analyst", "Data Engineer", Likeness.OTHER),
        ("SAS/R Analyst", "SAS Analyst", Likeness.NEAR),
        ("产品经理", "产品运营", Likeness.OTHER),
        ("", "Data Analyst", Likeness.UNKNOWN),
        ("", "", Likeness.UNKNOWN),
    ],
)
def test_likeness_of_roles(one: str, other: str, expected: Likeness) -> None:
    assert likeness(role_key(one), role_key(other)) is expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric(one: str, other: str) -> None:
    assert likeness(role_key(one), role_key(other)) is likeness(role_key(other), role_key(one))


@given(st.text(max_size=80))
def test_keys_never_fail_and_every_name_is_like_itself(name: str) -> None:
    key = company_key(name)
    assert same_company(name, name) is bool(key)
    assert likeness(role_key(name), role_key(name)) in {Likeness.SAME, Likeness.UNKNOWN}
