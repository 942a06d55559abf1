"""Mails about several roles are told from mails about one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Clues
from analyzer.labels import Label
from analyzer.track import extract, several
from tests.track.builders import email

TWO = ["Data Analyst", "Grain Buyer"]
#: text → roles
SEVERAL = {
    "Thank you for your applications for Data Analyst and Grain Buyer at Acorn Mills.": TWO,
    "Thank you for applying for the Data Analyst and Grain Buyer positions at Acorn Mills.": TWO,
    "Thank you for your interest in the Data Analyst and the Grain Buyer roles.": TWO,
    "You applied for the positions of Data Analyst and Grain Buyer.": TWO,
    "We can offer you neither the Data Analyst nor the Grain Buyer position.": TWO,
    "Your application for the Data Analyst role and the Grain Buyer role has arrived.": TWO,
    "Your applications for Data Analyst, Grain Buyer and Product Manager have arrived.": [
        *TWO,
        "Product Manager",
    ],
    "We read your applications for Data Analyst and Grain Buyer, and we chose others.": TWO,
    "Your applications for Data Analyst and Senior Data Analyst have arrived.": [
        "Data Analyst",
        "Senior Data Analyst",
    ],
    "The roles you applied for:\n\n* Data Analyst (R-1001)\n* Grain Buyer (R-1002)\n\nWe decided otherwise.": TWO,
    "Vielen Dank für Ihre Bewerbungen als Datenanalyst und Projektleiter bei Eichel.": [
        "Datenanalyst",
        "Projektleiter",
    ],
    "Merci pour vos candidatures aux postes de Chef de projet et Ingénieur logiciel chez Acorn.": [
        "Chef de projet",
        "Ingénieur logiciel",
    ],
    "感谢您应聘橡果科技的数据分析师和产品经理两个岗位。": ["数据分析师", "产品经理"],
}
ONE = [
    "Thank you for your application for the Sales and Marketing Manager role.",
    "Thank you for applying for the Product Manager and Designer role.",
    "Thank you for applying for the Research and Development Engineer positions.",
    "Your applications for Data Analyst, Trust and Safety have arrived.",
    "Your applications for Data Analyst and Data Analyst (m/f/d) have arrived.",
    "Your applications for Data Analyst and Data Analyst, Flour have arrived.",
    "Thank you for applying. We also have manager and engineer positions.",
    "You may like our Data Analyst and Grain Buyer positions.",
    "Jobs you may like:\n- Data Analyst\n- Grain Buyer",
    "You applied for this role:\n- Data Analyst\n\nOthers:\n- Grain Buyer",
    "We received your applications for Data Analyst at Acorn Mills and Grain Buyer at Oak & Ash.",
    "You were not selected. Please apply to our Engineer and Designer positions.",
    "Your interest in Engineer and Designer positions is noted for later.",
    "We received 500 applications for Engineer and Designer positions.",
    "Similar roles:\n- Data Engineer: Active\n- Data Scientist: Active",
    "Recruiter: Dana Oak\nHiring Manager: Kim Reed\nStatus: Received",
    "感谢您应聘人事和行政专员岗位。",
    "",
]


def roles(text: str, company: str = "") -> list[str]:
    return [part.role for part in several.parts(email("", text), company)]


@pytest.mark.parametrize("text", SEVERAL, ids=str)
def test_roles_that_a_mail_names_as_several(text: str) -> None:
    assert roles(text, "橡果科技" if "橡果" in text else "Acorn Mills") == SEVERAL[text]


@pytest.mark.parametrize("text", ONE, ids=str)
def test_what_may_be_one_role_stays_one(text: str) -> None:
    assert roles(text) == []


STATED = "Your applications:\n\n- Data Analyst (R-1001): Not selected\n- Grain Buyer (R-1002): Under review\n"


def test_a_list_says_of_each_role_what_became_of_it() -> None:
    found = extract.divided(
        email("", STATED), Label.REJECTION, Clues("Acorn Mills", "Data Analyst", "R-1001")
    )

    assert [(label, told.role, told.requisition) for label, told in found] == [
        (Label.REJECTION, "Data Analyst", "R-1001"),
        (Label.AUTO_ACK, "Grain Buyer", "R-1002"),
    ]
    assert {told.company for _, told in found} == {"Acorn Mills"}


def test_a_board_lists_roles_of_many_companies() -> None:
    assert several.parts(email("", STATED, "LinkedIn <jobs-noreply@linkedin.com>"), "") == ()


@pytest.mark.parametrize("label", [Label.INTERVIEW_INVITE, Label.OFFER, Label.ASSESSMENT])
def test_a_talk_or_an_offer_is_about_one_role(label: Label) -> None:
    told = Clues("Acorn Mills", "Data Analyst")

    assert extract.divided(email("", STATED), label, told) == ((label, told),)


@given(
    st.lists(st.sampled_from([*SEVERAL, *ONE, "- ", ": ", " and ", "\n", "Data Analyst", "岗位"]), max_size=8)
)
def test_parts_are_none_or_several_different_roles(pieces: list[str]) -> None:
    found = roles("".join(pieces))

    assert len(found) != 1
    assert len(set(found)) == len(found)
