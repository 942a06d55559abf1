from datetime import UTC, datetime

import pytest
from hypothesis import given
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


def test_word_grams_run_up_to_three() -> None:
    assert list(features.word_grams(["a", "b", "c"])) == ["a", "b", "c", "a b", "b c", "a b c"]


def test_character_grams_ignore_how_lines_are_wrapped() -> None:
    assert features.char_grams("not\nselected") == features.char_grams("not  selected")


def test_the_kind_of_sender_is_a_trait() -> None:
    assert "from:noreply" in list(features.traits(email("", sender="no-reply@x.example")))
    assert "from:people" in list(features.traits(email("", sender="careers@x.example")))


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


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_tokens_of_every_block(text: str, subject: str) -> None:
    for block in features.BLOCKS:
        assert all(isinstance(token, str) for token in block.of(email(text, subject)))


def test_a_long_mail_costs_no_more_than_its_first_page() -> None:
    page = "word " * features.MAX_CHARS
    (block, *_) = features.BLOCKS

    assert len(list(block.of(email(page * 20)))) <= len(list(block.of(email(page)))) + 10
