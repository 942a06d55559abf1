import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.read.clean import clean, clean_line, tidy


def test_bidirectional_controls_and_escapes_become_visible() -> None:
    assert clean("exe\u202egpj \x1b[31m \u2066x\u2069") == "exe\ufffdgpj \ufffd[31m \ufffdx\ufffd"


def test_invisible_characters_go() -> None:
    assert clean("in\u200bvi\u00adsi\ufeffble\U000e0041\u034f\u3164\x00") == "invisible"


def test_joiners_stay_where_spelling_needs_them() -> None:
    assert clean("می\u200cخواهم 👩\u200d💻 a\u200cb") == "می\u200cخواهم 👩\u200d💻 ab"


def test_piles_of_marks_are_capped_at_four() -> None:
    assert len(unicodedata.normalize("NFD", clean("q" + "\u0323\u0301" * 50_000))) == 5


def test_full_width_letters_stay() -> None:
    assert clean("ＡＢＣ１２３") == "ＡＢＣ１２３"


def test_a_line_is_one_line_and_bounded() -> None:
    assert clean_line("a\r\n b\u2028c\td") == "a b c d"
    assert len(clean_line("x" * 5_000)) == 1_000


def test_tidy_text_has_single_spaces_and_blank_lines_but_keeps_the_signature_delimiter() -> None:
    assert tidy("  a \u00a0 b\r\n\r\n\r\n\r\nc\n-- \nd  ") == "a b\n\nc\n-- \nd"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_control_or_surrogate_is_left(text: str) -> None:
    cleaned = tidy(text)
    assert all(unicodedata.category(char) not in {"Cc", "Cs"} or char == "\n" for char in cleaned)
    cleaned.encode("utf-8", "strict")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
