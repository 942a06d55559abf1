import pytest

from analyzer.domain import Email
from analyzer.track.candidates import Candidate
from analyzer.track.naming import _without_rest
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


LINKEDIN = "jobs-noreply@linkedin.com"


@pytest.mark.parametrize(
    "role", ["Talent Acquisition Specialist", "Recruiting Coordinator", "Node.js Engineer"]
)
def test_the_line_beside_the_company_is_the_role_in_a_boards_mail(role: str) -> None:
    text = (
        f"Your application was sent to Acorn Mills\n\n{role}\nAcorn Mills\nBristol (Remote)\nApplied on May 3"
    )

    assert named(email("Your application was sent to Acorn Mills", text, LINKEDIN)) == ("Acorn Mills", role)


def test_a_part_of_the_companys_name_is_no_role() -> None:
    text = "Thank you for your interest in Staff Engineer Ltd! We decided not to move forward with your candidacy."

    assert (
        named(email("Regarding your application", text, "Staff Engineer Ltd <people@staffengineer.co.uk>"))[1]
        == ""
    )


def test_the_guide_for_applicants_is_no_role() -> None:
    text = "We received your Acorn Mills application.\nHelpful links:\nAcorn Mills Applicant Guide\nCommunity chat"

    assert named(email("Your Acorn Mills application was received", text))[1] == ""


def test_the_domain_names_the_company_where_nothing_else_does() -> None:
    assert named(email("Update", "Thank you.", "no-reply@acornmills.com"))[0] == "Acornmills"


def test_the_company_alone_is_no_role() -> None:
    text = "Thank you for submitting your Acorn Mills initial application. We will review it."

    assert named(email("Your Acorn Mills application was received", text))[1] == ""


SYSTEM = "Recruitee <no-reply@recruitee.com>"
SITE = ("acornmills.recruitee.com",)


def test_the_career_site_confirms_a_name_that_the_text_only_mentions() -> None:
    text = "Hi Robin,\n\nsee how Acorn Mills grinds its flour. Thank you for your patience."

    assert named(email("Your status", text, SYSTEM, links=SITE))[0] == "Acorn Mills"


def test_the_career_site_is_the_last_resort() -> None:
    assert named(email("Your status", "Thank you.", SYSTEM, links=SITE))[0] == "Acornmills"
    assert named(email("Your status", "Thank you.", SYSTEM, links=(*SITE, "oak.recruitee.com")))[0] == ""


def test_the_career_site_does_not_outweigh_what_is_said() -> None:
    text = "Thank you for applying to the Data Analyst position at Oak & Ash."

    assert named(email("Your application", text, SYSTEM, links=SITE))[0] == "Oak & Ash"


@pytest.mark.parametrize(
    ("reply_to", "company"),
    [
        ("Acorn Mills Recruiting <x7f@reply.hire.lever.co>", "Acorn Mills"),
        ("Acorn Laboratories <x7f@reply.hire.lever.co>", "Acorn Laboratories"),
        ("Dana Oak <x7f@reply.hire.lever.co>", ""),
        ("Dana Oak <dana.oak@acornmills.com>", "Acornmills"),
    ],
)
def test_where_answers_go_names_the_company_if_it_is_surely_one(reply_to: str, company: str) -> None:
    mail = email(
        "Your status", "Thank you.\n\nBest regards\nDana Oak", "no-reply@hire.lever.co", reply_to=reply_to
    )

    assert named(mail)[0] == company


def test_the_list_that_a_mail_belongs_to_confirms_a_name_but_gives_none() -> None:
    text = "Hi Robin, see how Acorn Mills grinds its flour."

    assert named(email("Status", text, "x@gmail.com", list_id="jobs.acornmills.com"))[0] == "Acorn Mills"
    assert named(email("Status", "Thank you.", "x@gmail.com", list_id="jobs.acornmills.com"))[0] == ""


def test_of_an_endless_name_in_torn_mail_the_part_that_is_repeated_is_the_name() -> None:
    def candidate(name: str, mentions: int) -> Candidate:
        found = Candidate(name.lower())
        found.spellings[name] += 1.0
        found.fields += [2] * mentions
        return found

    endless = "Acorn Blog Working Acorn Video Scaling Innovation"
    whole = "Bank of New York Mellon Asset Management"

    assert _without_rest(endless, [candidate(endless, 1), candidate("Acorn", 4)]) == "Acorn"
    assert _without_rest(whole, [candidate(whole, 3), candidate("Bank", 3)]) == whole
    assert _without_rest("Acorn Mills", [candidate("Acorn Mills", 1), candidate("Acorn", 4)]) == "Acorn Mills"
