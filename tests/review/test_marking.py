"""Text of mails as it is shown: safe, in paragraphs, marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from analyzer.report.safe_text import clean
from analyzer.review.marking import Mark, Marked, clean_lines, marked

TEXT = "Dear Kim,\n\nwe are sorry to\nsay no. Please try again.\n\nBest"


def flat(found: Marked) -> str:
    return "\n\n".join("".join(part.text for part in parts) for parts in (*found.open, *found.folded))


def parts(found: Marked, mark: Mark) -> list[str]:
    return [part.text for parts in (*found.open, *found.folded) for part in parts if part.mark is mark]


def test_paragraphs_are_told_apart_and_lines_kept() -> None:
    assert flat(marked(TEXT)) == TEXT
    assert len(marked(TEXT).open) == 3


def test_the_sentence_is_found_across_a_line_break() -> None:
    found = marked(TEXT, ("we are sorry to say no.",))

    assert parts(found, Mark.SENTENCE) == ["we are sorry to\nsay no."]
    assert flat(found) == TEXT


def test_words_are_marked_within_the_sentence_only() -> None:
    found = marked("No, sorry. We are sorry, really no.", ("We are sorry, really no.", "sorry", "no"))

    assert parts(found, Mark.WORD) == ["sorry", "no"]
    assert parts(found, Mark.NONE) == ["No, sorry. "]


def test_words_that_overlap_are_marked_once() -> None:
    found = marked("we are very sorry", ("we are very sorry", "are very", "very sorry"))

    assert parts(found, Mark.WORD) == ["are very"]
    assert flat(found) == "we are very sorry"


def test_a_number_stands_for_any_and_a_name_for_none() -> None:
    found = marked(
        "Call at 16:30 on the 26 with Ann", ("Call at 16:30 on the 26 with Ann", "the 0", "with xname")
    )

    assert parts(found, Mark.WORD) == ["the 26"]


def test_chinese_runs_have_no_blanks_in_the_text() -> None:
    found = marked("您好，很遗憾，您未能通过。", ("很遗憾，您未能通过。", "未 能 通 过"))

    assert parts(found, Mark.WORD) == ["未能通过"]
    assert "".join(parts(found, Mark.SENTENCE)) == "很遗憾，您。"


def test_a_sentence_that_is_not_there_marks_nothing() -> None:
    assert not marked(TEXT, ("something else",)).decides
    assert not marked(TEXT, ("",)).decides
    assert not marked("", ("x",)).open


def test_a_mail_is_no_regular_expression() -> None:
    found = marked("a(b [c-", ("a(b [c-", "(b", "[c-", "\\"))

    assert flat(found) == "a(b [c-"
    assert found.decides


def test_a_long_text_is_folded_and_opened_where_it_decides() -> None:
    long = "\n\n".join(f"{n} " + "word " * 60 for n in range(20)) + "\n\nWe are sorry."

    assert marked(long).folded
    assert not marked(long).decides_below
    assert marked(long, ("We are sorry.",)).decides_below
    assert len(flat(marked("x" * 100_000))) < 25_000


def test_what_deceives_the_eye_is_taken_out_and_told() -> None:
    found = marked("a\u202eb\n\nc\u200bd\x1b[2J")

    assert found.odd == ("odd_bidi", "odd_invisible")
    assert flat(found) == "a\ufffdb\n\ncd\ufffd[2J"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_marking_changes_no_text(text: str, why: list[str]) -> None:
    """Whatever is marked, all visible characters are there, in order, and nothing else."""
    blank = re.compile(r"\s+")
    assert blank.sub("", flat(marked(text, why))) == blank.sub("", clean_lines(text).text)


@given(st.text(min_size=1))
def test_lines_are_as_clean_as_single_ones(text: str) -> None:
    for line in clean_lines(text).text.split("\n"):
        assert clean(line, 5_000).text == line
