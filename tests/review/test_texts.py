"""Every text in both languages, and every text that a template or module asks for."""

import re
from pathlib import Path
from string import Formatter

import pytest

from analyzer.report.texts import TEXTS as OF_REPORT
from analyzer.review.texts import TEXTS, say

ROOM = Path(__file__).parents[2] / "analyzer" / "review"
SOURCES = "\n".join(
    path.read_text("utf-8") for pattern in ("*.py", "templates/*.j2") for path in sorted(ROOM.glob(pattern))
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_the_same_things(key: str) -> None:
    text = TEXTS[key]

    assert fields(text.en) == fields(text.zh)
    assert "|" not in text.zh, "Chinese has one form for all numbers"


def test_chinese_texts_are_chinese() -> None:
    latin = {
        key
        for key, text in TEXTS.items()
        if not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text.zh)
    }

    assert latin == {"open_gmail", "gap"}


def test_no_text_hides_one_of_the_report() -> None:
    assert TEXTS.keys() & OF_REPORT.keys() == set()


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\bt\(["']([a-z_0-9]+)["'][,)]""", SOURCES))

    assert len(asked) > 60
    assert asked - TEXTS.keys() - OF_REPORT.keys() == set()


def test_no_text_lies_idle() -> None:
    built = ("note_", "wrong_", "which_")
    once = {key for key in TEXTS if SOURCES.count(f'"{key}"') < 2}

    assert {key for key in once if not key.startswith(built)} == set()


def test_numbers_choose_the_form() -> None:
    assert say("en")("n_mails", n=1) == "1 mail"
    assert say("en")("n_mails", n=2) == "2 mails"
    assert say("zh")("n_mails", n=2) == "2 封邮件"
