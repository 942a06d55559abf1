"""How steady the machines are that write to a mailbox."""

import pytest

from analyzer.domain import Event
from analyzer.labels import Label
from analyzer.track.cases import Index
from analyzer.track.habits import change_of_machine, machine
from analyzer.track.link import identities, link
from tests.track.builders import event

ACK, NO = Label.AUTO_ACK, Label.REJECTION
ANALYST, BUYER = "Data Analyst", "Grain Buyer"
JOBS, CAREERS, HR = (f"{box}@acornmills.com" for box in ("jobs", "careers", "hr"))


def weighed(*groups: tuple[Event, ...]) -> float:
    return change_of_machine(groups, Index(identities([one for group in groups for one in group])).marks)


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (event(0, ACK, sender=JOBS), JOBS),
        (event(0, ACK, sender="Dana Birch <dana.birch@acornmills.com>"), ""),
        (event(0, ACK, sender="jobs-noreply@linkedin.com", board=True), ""),
        (event(0, None, sender=JOBS, to=HR), ""),
    ],
)
def test_a_machine_is_no_person_and_no_board(mail: Event, expected: str) -> None:
    assert machine(mail, Index(identities([mail])).marks(mail)) == expected


def of(company: str, role: str, day: float, first: str, second: str) -> tuple[Event, Event]:
    return (
        event(day, ACK, company, role, sender=f"{first}@{company.lower()}.com"),
        event(day + 9, NO, company, role, sender=f"{second}@{company.lower()}.com"),
    )


COMPANIES = (
    "Oakfield",
    "Elmhurst",
    "Birchwood",
    "Larkspur",
    "Yewdale",
    "Boxgrove",
    "Foxglove",
    "Nutbourne",
    "Ryegate",
    "Hopton",
)
#: Each application by its own machine; all by the same; each mail by another.
OWN = [of(name, role, 0, box, box) for name in COMPANIES for role, box in ((ANALYST, "jobs"), (BUYER, "hr"))]
ONE = [of(name, role, 0, "jobs", "jobs") for name in COMPANIES for role in (ANALYST, BUYER)]
ANY = [of(name, role, 0, "jobs", "hr") for name in COMPANIES for role in (ANALYST, BUYER)]


def test_it_weighs_what_the_mailbox_shows() -> None:
    assert weighed(*OWN) < weighed() < 0
    assert weighed(*OWN) > -3.01
    assert weighed(*ANY) == 0
    assert weighed(*OWN) < weighed(*ONE) <= 0


@pytest.mark.parametrize(("others", "role"), [(OWN, BUYER), (ANY, ANALYST)], ids=["own", "any"])
def test_a_refusal_is_of_the_other_application_where_each_has_its_machine(
    others: list[tuple[Event, Event]], role: str
) -> None:
    acknowledged = event(25, ACK, role=ANALYST, sender=JOBS)
    sent = event(20, ACK, role=BUYER, board=True, sender="jobs-noreply@linkedin.com")
    refusal = event(30, NO, role="", sender=CAREERS)

    linked = link([acknowledged, sent, refusal, *(one for group in others for one in group)])

    (group,) = [group for group in linked if refusal in group]
    assert {one.clues.role for one in group} == {role, ""}
