import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.report.families import FAMILIES, OTHER, SENIORITIES, family, seniority
from analyzer.report.texts import TEXTS


@pytest.mark.parametrize(
    ("role", "kind", "level"),
    [
        ("Senior Backend Engineer", "software", "senior"),
        ("Data Engineer, Risk", "data", OTHER),
        ("Junior Machine Learning Engineer", "research", "junior"),
        ("Head of Product", "product", "head"),
        ("Staff Site Reliability Engineer (Remote)", "infrastructure", "lead"),
        ("Werkstudent Softwareentwicklung", "software", "intern"),
        ("Product Designer", "design", OTHER),
        ("Account Manager", "sales", "manager"),
        ("高级后端开发工程师", "software", "senior"),
        ("数据分析实习生", "data", "intern"),
        ("市场经理", "marketing", "manager"),
        ("营业担当", OTHER, OTHER),
        ("営業担当", "sales", OTHER),
        ("Desarrollador Java", "software", OTHER),
        ("Chef de projet", "project", OTHER),
        ("Beekeeper", OTHER, OTHER),
        ("", "", ""),
    ],
)
def test_words_of_a_title_tell_its_kind_and_level(role: str, kind: str, level: str) -> None:
    assert (family(role), seniority(role)) == (kind, level)


def test_a_word_within_a_word_tells_nothing() -> None:
    assert family("Paint Technician") == OTHER
    assert seniority("Internal Auditor") == OTHER


@given(st.text(max_size=300))
def test_any_title_has_a_kind_and_a_level(role: str) -> None:
    assert family(role) in {"", OTHER, *FAMILIES}
    assert seniority(role) in {"", OTHER, *SENIORITIES}


def test_every_kind_and_level_has_a_name() -> None:
    assert {f"family_{key}" for key in (*FAMILIES, OTHER)} <= TEXTS.keys()
    assert {f"seniority_{key}" for key in (*SENIORITIES, OTHER)} <= TEXTS.keys()
