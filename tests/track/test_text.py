import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.text import ends_in_particle, has_both_brackets, without_next_sentence, without_particle


@pytest.mark.parametrize(
    ("caught", "name"),
    [
        ("Acorn Mills We", "Acorn Mills"),
        ("Acorn Mills Thank You", "Acorn Mills"),
        ("Grain Buyer Job Number JR", "Grain Buyer"),
        ("Acorn Mills Warm Regards Acorn Mills", "Acorn Mills"),
        ("Copyright Acorn Mills", "Acorn Mills"),
        ("Wehr & Hill", "Wehr & Hill"),
        ("After Dark", "After Dark"),
        ("Acorn Mills for the", "Acorn Mills"),
        ("Orchestre du Val est", "Orchestre du Val"),
        ("Greifswald und", "Greifswald"),
        ("Anime Con", "Anime Con"),
    ],
)
def test_the_next_sentence_of_a_torn_mail_is_no_part_of_a_name(caught: str, name: str) -> None:
    assert without_next_sentence(caught) == name


@pytest.mark.parametrize(
    ("caught", "name"),
    [
        ("オルカ・メディカル様より", "オルカ・メディカル"),
        ("株式会社どんぐりへ", "株式会社どんぐりへ"),
        ("株式会社樫へ", "株式会社樫"),
        ("도토리제분에서", "도토리제분"),
        ("도토리제분", "도토리제분"),
        ("Acorn Mills", "Acorn Mills"),
    ],
)
def test_particles_behind_a_name_are_no_part_of_it(caught: str, name: str) -> None:
    assert without_particle(caught) == name


@given(st.text(max_size=60))
def test_what_is_left_of_a_name_is_a_part_of_it(text: str) -> None:
    assert without_particle(text) in text
    assert without_next_sentence(text) in text


@pytest.mark.parametrize("name", ["大和樹脂の", "나래통상에", "Oakhaven Asia의", "アコーンより"])
def test_a_particle_that_no_name_ends_in_is_told(name: str) -> None:
    assert ends_in_particle(name)


@pytest.mark.parametrize("name", ["まちのは", "소나무 마을", "Acorn", "の", ""])
def test_names_end_in_no_such_particle(name: str) -> None:
    assert not ends_in_particle(name)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("橡果(无锡)有限公司", True),
        ("橡果（中国)", True),
        ("Acorn", True),
        ("无锡)有限公司", False),
        ("Acorn (UK", False),
    ],
)
def test_pieces_of_names_lack_a_bracket(name: str, whole: bool) -> None:
    assert has_both_brackets(name) is whole
