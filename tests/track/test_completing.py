"""Names made whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.completing import completed, in_full, with_form, with_initials, with_possessive


@pytest.mark.parametrize(
    ("role", "texts", "whole"),
    [
        ("Data Engineer", ("Data Engineer (Remote, EU) at Acorn", ""), "Data Engineer (Remote, EU)"),
        (
            "算法工程师",
            ("您的工作申请：算法工程师（推荐）", "您应聘的算法工程师（推荐）岗位"),
            "算法工程师（推荐）",
        ),
        ("Data Engineer", ("Data Engineer (m/w/d)", ""), "Data Engineer"),
        ("Data Engineer", ("Data Engineer (JR-20431)", ""), "Data Engineer"),
        ("Data Engineer", ("Data Engineer (Berlin)", "the Data Engineer role"), "Data Engineer"),
        (
            "Stack Developer",
            ("Full-Stack Developer", "the Full-Stack Developer role"),
            "Full-Stack Developer",
        ),
        ("js Engineer", ("Your talk: Node.js Engineer", ""), "Node.js Engineer"),
        ("NET Developer", ("a .NET Developer", ""), ".NET Developer"),
        ("Developer", ("Full-Stack Developer", "the Developer role"), "Developer"),
        (
            "Software Engineer",
            ("Software Engineer - New Grad 2027", "the Software Engineer - New Grad 2027 role"),
            "Software Engineer - New Grad 2027",
        ),
        ("Software Engineer", ("Software Engineer - New Grad 2027", ""), "Software Engineer"),
        (
            "Mobile Engineer",
            ("Mobile Engineer, iOS", "for Mobile Engineer, iOS, we"),
            "Mobile Engineer, iOS",
        ),
        (
            "Data Engineer",
            ("Data Engineer - Acorn Mills", "for Data Engineer - Acorn Mills"),
            "Data Engineer",
        ),
        ("Data Engineer", ("the position Data Engineer (Acorn Mills).", ""), "Data Engineer"),
        ("Data Engineer", ("", ""), "Data Engineer"),
        ("Entwickler", ("als Entwickler:in bei uns", "Entwickler:in"), "Entwickler:in"),
        ("Chargé", ("le poste de Chargé(e) de projet", ""), "Chargé(e)"),
        ("Area Manager Nord", ("Area Manager Nord-Ovest", ""), "Area Manager Nord-Ovest"),
        ("Éducatrice 3", ("Éducatrice 3-6 ans", ""), "Éducatrice 3-6"),
        ("Analyst", ("die Analyst-Stelle", ""), "Analyst"),
        ("Engineer", ("Engineer-R0012345", ""), "Engineer"),
        ("Engineer", ("Engineer" + ":e" * 2000, ""), "Engineer:e"),
        ("数据分析师", ("数据分析师-王小明", "数据分析师-王小明"), "数据分析师"),
        ("Analyst", ("Analyst-Acorn Mills", ""), "Analyst"),
        ("数据分析师", ("数据分析师-王小明", ""), "数据分析师"),
        ("Cook", ("RE: Cook / Baker", "the Cook / Baker job"), "Cook / Baker"),
    ],
)
def test_what_stands_beside_every_mention_is_part_of_the_role(
    role: str, texts: tuple[str, str], whole: str
) -> None:
    assert completed(role, "Acorn Mills", texts) == whole


@given(st.text(min_size=1, max_size=20), st.text(max_size=80), st.text(max_size=80))
def test_the_role_stays_in_it(role: str, subject: str, text: str) -> None:
    assert role in completed(role, "", (subject, text))


@pytest.mark.parametrize(
    ("company", "text", "whole"),
    [
        ("Orley & Co.", "Thank you for applying to P.J. Orley & Co. today.", "P.J. Orley & Co."),
        ("Orley & Co.", "P.J. Orley & Co. is glad. Yours, Orley & Co.", "Orley & Co."),
        ("Orley", "See you at 5 p.m. Orley will call.", "Orley"),
        ("Orley", "nothing of it", "Orley"),
    ],
)
def test_initials_belong_to_a_company_that_has_them_everywhere(company: str, text: str, whole: str) -> None:
    assert with_initials(company, ("", text)) == whole


@pytest.mark.parametrize(
    ("company", "text", "whole"),
    [
        ("Group S", "at Group S. We", "Group S"),
        ("Acorn Mills", "answer Acorn Mills a.s.a.p.", "Acorn Mills"),
        ("Lesewelt", "der Lesewelt e. V. dankt", "Lesewelt e. V."),
        ("Bortex Sp", "w firmie Bortex Sp. z o.o. dziękuje", "Bortex Sp. z o.o."),
        ("Bortex", "w firmie Bortex Sp. z o.o. Sp. k. dziękuje", "Bortex Sp. z o.o. Sp. k."),
        ("Kavan s.r", "firma Kavan s.r.o., Podhájí", "Kavan s.r.o."),
        ("Acorn Mills", "at Acorn Mills. Species vary", "Acorn Mills"),
        ("Acorn Mills", "", "Acorn Mills"),
    ],
)
def test_a_legal_form_of_several_parts_stays_whole(company: str, text: str, whole: str) -> None:
    assert with_form(company, ("", text)) == whole


@pytest.mark.parametrize(
    ("company", "wholes", "texts", "whole"),
    [
        ("Dr. Oak", ("Praxis Dr. Oak",), (), "Praxis Dr. Oak"),
        ("Cima Larga", ("Rifugio Cima Larga",), ("Cima Larga",), "Rifugio Cima Larga"),
        ("Acorn", ("Dana Acorn",), (), "Acorn"),
        ("橡果検査代理", ("橡果検査代理店",), ("橡果検査代理店 <", "橡果検査代理店です"), "橡果検査代理店"),
        ("橡果精密", ("橡果精密(无锡)有限公司",), ("橡果精密(无锡)有限公司",), "橡果精密(无锡)有限公司"),
        ("橡果精密", ("橡果精密(无锡)有限公司",), ("橡果精密(无锡)有限公司", "加入橡果精密"), "橡果精密"),
        ("橡果酒店", ("橡果酒店后厨",), ("橡果酒店后厨",), "橡果酒店"),
        ("橡果酒店", (), ("橡果酒店",), "橡果酒店"),
    ],
)
def test_a_name_is_given_as_sender_and_lines_give_it(
    company: str, wholes: tuple[str, ...], texts: tuple[str, ...], whole: str
) -> None:
    assert in_full(company, wholes, texts) == whole


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (("Eleanor\nFinch's",), "Finch's"),
        (("Thanks,\nFinch’s.",), "Finch’s"),
        (("Finch's team thanks you",), "Finch"),
        (("Finch",), "Finch"),
    ],
)
def test_a_possessive_that_is_all_of_a_line_is_the_names_own(texts: tuple[str, ...], whole: str) -> None:
    assert with_possessive("Finch", texts) == whole
