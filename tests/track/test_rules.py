from analyzer.track import rules, senders
from analyzer.track.names import company_key
from analyzer.track.said import Origin, Said
from tests.track.builders import email


def said(name: str, weight: float) -> Said:
    return Said(name, Origin.PHRASE, weight)


def best(*names: Said) -> str:
    return rules.best(names, company_key, rules.ENOUGH_COMPANY)


def test_equal_names_add_up() -> None:
    assert best(said("Acorn", 1.5), said("acorn", 1), said("Oak", 2)) == "Acorn"


def test_too_little_weight_says_nothing() -> None:
    assert best(said("Acorn", 1.9)) == ""
    assert best() == ""


def test_a_longer_form_gains_by_its_shorter_one() -> None:
    assert best(said("Acorn", 3), said("Acorn Mills", 2.5)) == "Acorn Mills"
    assert best(said("Acorn", 6), said("Acorn Mills", 2.5)) == "Acorn"


def test_people_are_those_who_write_and_read() -> None:
    mail = email("", "", "Dana Oak <dana.oak@acornmills.com>")

    assert {"danaoak", "dana", "robinvale", "robin"} <= rules.people(mail, own=False)


def test_a_company_that_the_user_writes_to_is_no_person() -> None:
    assert "acornmills" not in rules.people(email("", "", "", "Acorn Mills <jobs@acornmills.com>"), own=True)


def test_systems_and_people_are_barred() -> None:
    row = senders.by_domain("greenhouse.io")
    names = [said("Greenhouse", 3), said("Dana", 3), said("Acorn", 3)]

    assert [one.name for one in rules.fitting(names, row, frozenset({"dana"}))] == ["Acorn"]
    assert [one.name for one in rules.fitting(names, None, frozenset())] == ["Greenhouse", "Dana", "Acorn"]
