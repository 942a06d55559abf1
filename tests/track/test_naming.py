import numpy as np
import pytest

from analyzer.domain import Email
from analyzer.track.naming import Ranker
from tests.namer import NAMER
from tests.track.builders import email


def named(mail: Email) -> tuple[str, str]:
    heard = NAMER.hear(mail, own=False)
    company = NAMER.company(heard)
    return company, NAMER.role(heard, company)


@pytest.mark.parametrize(
    ("text", "company", "role"),
    [
        (
            "Unfortunately, Quiblorix Mills has decided not to move forward with your Grain Buyer application.",
            "Quiblorix Mills",
            "Grain Buyer",
        ),
        ("Hej Robin, din intervju för Lagerchef hos Skogsvik AB är bokad.", "Skogsvik AB", "Lagerchef"),
        ("尊敬的李明，感谢您应聘橡果科技的数据分析师岗位。", "橡果科技", "数据分析师"),
    ],
)
def test_names_that_no_phrase_of_the_tables_catches(text: str, company: str, role: str) -> None:
    assert named(email("", text)) == (company, role)


def test_the_readers_own_name_is_neither_company_nor_role() -> None:
    text = "Your application was sent to Acorn Mills\n\nThis mail was meant for Robin Vale (Engineer)"

    assert named(email("Robin, your application was sent to Acorn Mills", text)) == ("Acorn Mills", "")


def test_the_domain_names_the_company_where_nothing_else_does() -> None:
    assert named(email("Update", "Thank you.", "no-reply@acornmills.com"))[0] == "Acornmills"


def test_a_ranker_says_nothing_below_its_threshold() -> None:
    heard = NAMER.hear(email("", "Thank you for applying to Acorn Mills."), own=False)
    found, rows = NAMER.company_facts(heard)
    width = rows.shape[1]
    sure, unsure = (
        Ranker(np.zeros(width), np.ones(width), np.zeros(width), 2.0, enough) for enough in (0.5, 0.9)
    )

    assert sure.best(found, rows) == found[0].name
    assert unsure.best(found, rows) == ""
    assert sure.best([], rows[:0]) == ""


def test_the_company_alone_is_no_role() -> None:
    text = "Thank you for submitting your Acorn Mills initial application. We will review it."

    assert named(email("Your Acorn Mills application was received", text))[1] == ""
