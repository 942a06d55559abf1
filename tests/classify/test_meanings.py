import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.classify import meanings
from analyzer.classify.features import line_of
from analyzer.classify.lexicon import lexicon, tables

LEXICON = lexicon(tables())


def concepts(*pieces: str) -> list[set[str]]:
    """The concepts of the pieces of one mail."""
    rows, numbers = meanings.found(LEXICON, line_of(pieces), np.zeros(len(pieces), dtype=np.int64))
    said: list[set[str]] = [set() for _ in pieces]
    for row, number in zip(rows, numbers, strict=True):
        said[row].add(LEXICON.names[number])
    return said


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("Unfortunately the position has been put on hold.", {"sorry", "job", "on_hold"}),
        ("Leider ist die Stelle derzeit auf Eis gelegt.", {"sorry", "job", "on_hold"}),
        ("很遗憾，该岗位已暂停招聘。", {"sorry", "job", "on_hold"}),
        ("Malheureusement, l'entretien est annulé.", {"sorry", "interview", "cancelled"}),
        ("Lamentablemente la vacante fue cancelada.", {"sorry", "job", "cancelled"}),
        ("誠に残念ですが、募集は中止となりました。", {"sorry", "cancelled"}),
    ],
)
def test_the_same_is_found_in_many_languages(piece: str, wanted: set[str]) -> None:
    (said,) = concepts(piece)

    assert wanted <= said


def test_a_stem_begins_a_word() -> None:
    assert "offer" not in concepts("The coffers are full")[0]


def test_a_closed_stem_ends_with_its_word() -> None:
    assert "job" in concepts("A job.")[0]
    assert "job" not in concepts("We thank all the applicants; the jobsworth sleeps in the garden.")[0]


def test_only_languages_of_the_mail_count() -> None:
    german = concepts(
        "Die Stelle ist leider schon besetzt, wir wünschen Ihnen alles Gute.", "Der Rat tagt im Gift."
    )

    assert "job" in german[0]
    assert concepts("")[0] == set()


def test_pairs_are_of_one_row_alone() -> None:
    width = len(LEXICON.names)
    table = meanings.combined(width, np.array([0, 0, 0, 1]), np.array([2, 5, 7, 5]), 3)

    assert table.shape == (3, width * (1 + width))
    assert sorted(table[0].indices.tolist()) == sorted([2, 5, 7, width * 3 + 5, width * 3 + 7, width * 6 + 7])
    assert table[1].indices.tolist() == [5]
    assert table[2].nnz == 0


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_can_be_searched(texts: list[str]) -> None:
    assert len(concepts(*texts)) == len(texts)


def test_control_characters_do_not_shift_pieces() -> None:
    assert "sorry" in concepts("a\x1eb\x1fc", "\x0b\x0c", "Unfortunately")[2]
