"""The invented world."""

import re

import pytest

from analyzer.example.lots import lots
from analyzer.example.mailers import MAILERS, Side, of
from analyzer.example.world import candidate, companies, person, role


@pytest.mark.parametrize(("language", "at_least"), [("en", 300), ("zh", 130)])
def test_companies_have_names_and_domains_of_their_own(language: str, at_least: int) -> None:
    found = companies(1, language)
    assert len(found) >= at_least
    assert len({company.name for company in found}) == len(found)
    assert len({company.domain for company in found}) == len(found)
    assert all(re.fullmatch(r"[a-z]+\.example", company.domain) for company in found)


def test_the_same_seed_meets_the_same_companies_in_the_same_order() -> None:
    assert companies(3, "en") == companies(3, "en")
    assert companies(3, "en") != companies(4, "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_have_an_address_at_their_company(language: str) -> None:
    found = person(lots(1), language, "firm.example")
    assert re.fullmatch(r"[a-z0-9.]+@firm\.example", found.address)
    assert found.first in found.name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_of_jobs_have_no_slots_left(language: str) -> None:
    assert all(
        title.strip() and "|" not in title for title in (role(lots(seed), language) for seed in range(200))
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("side", [Side.SYSTEM, Side.BOARD, Side.TEST])
def test_each_language_has_systems_of_each_side(language: str, side: Side) -> None:
    assert len(of(side, language)) >= 2


@pytest.mark.parametrize("mailer", MAILERS, ids=lambda row: f"{row.language}-{row.name}")
def test_a_mailer_makes_an_address_for_a_company(mailer: object) -> None:
    row = next(one for one in MAILERS if one is mailer)
    name, address = row.sender(companies(1, row.language)[0])
    assert name
    assert re.fullmatch(r"[\w.+-]+@[\w.-]+", address, re.ASCII)


def test_the_user_has_a_name_in_both_languages() -> None:
    assert candidate().en == "Wen Lin"
    assert candidate().zh == "林雯"
