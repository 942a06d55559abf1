"""docs/numbers.md defines what the page shows."""

import re
from pathlib import Path

import pytest

from analyzer.report import schema
from analyzer.report.changes import CHANGES
from analyzer.report.groups import GROUPS
from analyzer.report.method import METHOD
from analyzer.report.render import _NAV
from analyzer.report.sources import KINDS
from analyzer.report.summary import ANSWER_RATES, STAGE_RATES, STILL_WAITING
from analyzer.report.texts import TEXTS

DOC = (Path(__file__).parents[1] / "docs" / "numbers.md").read_text("utf-8")
SECTIONS = re.findall(r"^## (.+)$", DOC, re.MULTILINE)
CODES = set(re.findall(r"`([\w:]+)", DOC))


@pytest.mark.parametrize("key", _NAV)
def test_every_section_of_the_page_has_its_own(key: str) -> None:
    assert TEXTS[key].en in SECTIONS


def test_the_sections_stand_in_the_order_of_the_page() -> None:
    titles = [TEXTS[key].en for key in _NAV]

    assert [title for title in SECTIONS if title in titles] == titles


@pytest.mark.parametrize("key", METHOD)
def test_every_term_of_the_page_is_there(key: str) -> None:
    assert key in CODES


@pytest.mark.parametrize("name", [*ANSWER_RATES, *STAGE_RATES, STILL_WAITING])
def test_every_rate_is_defined(name: str) -> None:
    assert name in CODES


@pytest.mark.parametrize("kind", GROUPS)
def test_every_way_to_group_is_defined(kind: str) -> None:
    assert any(code.startswith(f"{kind}:") for code in CODES)
    assert kind == "period" or kind in KINDS


def test_every_list_of_numbers_in_the_report_is_named() -> None:
    plain = {"schema", "version", "generated_at", "data_until", "language", "timezone", "applications"}

    assert schema.Report.model_fields.keys() - plain <= CODES
    assert {"chance", "last_round", "shrunk", "rounds", "outcome", "stage"} <= CODES


def test_every_change_is_named() -> None:
    words = {
        "applied": "new applications",
        "answered": "first answers",
        "assessment": "to an assessment",
        "interview": "to an interview",
        "offer": "offers",
        "rejected": "closings",
        "frozen": "closings",
        "withdrawn": "closings",
        "turned_silent": "silence passed the threshold",
    }
    text = " ".join(DOC.split())

    assert words.keys() == set(CHANGES)
    assert all(word in text for word in words.values())
