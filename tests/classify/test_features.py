from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.classify import features
from analyzer.domain import Address, Email

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def email(text: str, subject: str = "", sender: str = "") -> Email:
    return Email("x", EPOCH, Address("", sender), Address(), (), subject, text)


def test_names_links_numbers_and_times_are_masked() -> None:
    one = features.normalise(
        "Hi Kim,\ncall 555-0199 at 3:30 pm or write kim@x.example https://x.example/a?b=1"
    )
    two = features.normalise("Hi Alexandra,\ncall 4 at 11:05 or write a.b@y.example www.y.example")

    assert one.split() == two.split()
    assert "kim" not in one


def test_full_width_and_case_do_not_matter() -> None:
    assert features.normalise("ＯＦＦＥＲ") == features.normalise("offer")


def test_each_chinese_character_is_a_word() -> None:
    assert features.words("很遗憾 sorry 3") == ["很", "遗", "憾", "sorry", "3"]


def test_pieces_stand_on_one_line_with_breaks_between_them_alone() -> None:
    line = features.line_of(["not\nselected ", "", "a\x1eb"])

    assert line == "not selected\x1e\x1ea b"


def test_a_name_behind_a_greeting_ends_with_its_piece() -> None:
    assert features.line_of(["Hi Kim", "Sorry"]) == "hi xname\x1esorry"


_PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["Hello", "Kim", "Hi ", "10:30", "pm", "www.", "a@b", "Dear", "", "3"]),
)


@given(st.lists(_PIECES, min_size=1, max_size=6))
@example(["Hello", "Kim"])
def test_a_line_has_as_many_pieces_as_it_was_made_of(texts: list[str]) -> None:
    assert features.line_of(texts).count(features.BREAK) == len(texts) - 1


def test_the_kind_of_sender_is_a_trait() -> None:
    assert "from:noreply" in list(features.traits(email("", sender="no-reply@x.example")))
    assert "from:people" in list(features.traits(email("", sender="careers@x.example")))


@given(st.text(max_size=300), st.emails())
def test_every_trait_has_a_column(text: str, sender: str) -> None:
    assert set(features.traits(email(text, sender=sender))) <= set(features.TRAITS)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("很遗憾。祝好！", 2),
        ("wrapped\nline stays", 1),
        ("head\n\nbody", 2),
        ("", 0),
        ("  \n ", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, count: int) -> None:
    assert len(features.sentences(text)) == count


@given(st.text(max_size=300))
def test_sentences_are_verbatim_and_lose_only_white_space(text: str) -> None:
    found = features.sentences(text)

    assert all(sentence in text for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_long_mail_costs_no_more_than_its_first_page() -> None:
    page = "word " * features.MAX_CHARS

    assert features.pieces(email(page)) == features.pieces(email(page[: features.MAX_CHARS]))
