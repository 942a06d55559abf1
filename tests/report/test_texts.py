import re
import string
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from analyzer.labels import KnownBy, Label, Outcome, Reason, Stage
from analyzer.report import texts
from analyzer.report.schema import Need
from analyzer.report.summary import ANSWER_RATES, STAGE_RATES, STILL_WAITING


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("key", texts.TEXTS)
def test_both_languages_have_the_text_with_the_same_gaps(key: str) -> None:
    found = texts.TEXTS[key]
    assert found.en
    assert found.zh
    assert _fields(found.en) == _fields(found.zh)


@pytest.mark.parametrize("key", texts.TEXTS)
def test_chinese_text_is_chinese(key: str) -> None:
    zh = texts.TEXTS[key].zh
    words = _fields(texts.TEXTS[key].en)
    plain = re.sub(r"\{[^}]*\}", "", zh)
    assert (
        re.search(r"[\u4e00-\u9fff，；：。（]", plain) or key in {"link_gmail", "col_n"} or not plain.strip()
    ), words


@pytest.mark.parametrize("language", texts.TAGS)
def test_every_name_of_the_domain_has_a_text(language: str) -> None:
    t = texts.say(language)
    named: dict[str, Iterable[object]] = {
        "stage_": Stage,
        "outcome_": Outcome,
        "known_by_": KnownBy,
        "reason_": Reason,
        "need_": Need,
        "": [*ANSWER_RATES, *STAGE_RATES, STILL_WAITING],
    }
    for prefix, names in named.items():
        assert all(t(f"{prefix}{name}") for name in names)
    assert all(texts.label_name(label, language) for label in [*Label, "sent"])


def test_method_is_explained_in_both_languages() -> None:
    assert len(texts.method("en")) == len(texts.method("zh"))
    assert all(term and meaning for language in texts.TAGS for term, meaning in texts.method(language))


def test_one_is_singular_and_none_is_plural() -> None:
    t = texts.say("en")
    assert [t("n_applications", n=n) for n in (0, 1, 2)] == [
        "0 applications",
        "1 application",
        "2 applications",
    ]


@pytest.mark.parametrize(
    ("share", "en", "zh"),
    [
        (0, "0\u00a0%", "0%"),
        (0.004, "<1\u00a0%", "<1%"),
        (0.485, "48\u00a0%", "48%"),
        (0.996, ">99\u00a0%", ">99%"),
        (1, "100\u00a0%", "100%"),
    ],
)
def test_percent(share: float, en: str, zh: str) -> None:
    assert (texts.percent(share, "en"), texts.percent(share, "zh")) == (en, zh)


def test_dates_are_those_where_the_user_is() -> None:
    moment = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)
    shanghai = ZoneInfo("Asia/Shanghai")
    assert texts.day(moment, shanghai) == "2026-11-20"
    assert texts.long_time(moment, shanghai, "en") == "20 November 2026, 04:00"
    assert texts.long_time(moment, shanghai, "zh") == "2026年11月20日 04:00"


def test_no_text_tries_to_sell_or_to_cheer() -> None:
    everything = " ".join(found.en for found in texts.TEXTS.values()).lower()
    assert not re.search(r"!|congrat|streak|score|level up|unfortunately|fail(?:ed|ure) to|sorry", everything)
