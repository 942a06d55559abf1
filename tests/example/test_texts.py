"""The texts of mails."""

import string
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from analyzer.example.kinds import KINDS
from analyzer.example.mailers import MAILERS, Side
from analyzer.example.texts import Text, available, clock, day, ordinary, texts
from analyzer.labels import Label

_LANGUAGES = ("en", "zh")
_TEXTS = [text for language in _LANGUAGES for choice in texts(language).values() for text in choice]
_ORDINARY = [text for language in _LANGUAGES for text in ordinary(language)]
_SLOTS = {
    *("company", "company_full", "role", "ref", "recruiter", "recruiter_first", "recruiter_title", "manager"),
    *("candidate", "first", "city", "team", "minutes", "salary", "platform", "applied", "link"),
    *("date", "time", "was_date", "was_time", "deadline", "start"),
}


@pytest.mark.parametrize("language", _LANGUAGES)
def test_each_kind_of_mail_has_texts(language: str) -> None:
    assert set(texts(language)) == set(KINDS)


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_written_by_somebody_who_is_always_there(language: str, kind: str) -> None:
    always = {Side.SYSTEM, Side.PERSON, Side.OWN, Side.TEST} & set(KINDS[kind].sides)
    boards = {row.name for row in MAILERS if row.side is Side.BOARD and row.language == language}
    if kind == "ack_board":
        assert all(available(language, kind, frozenset({board})) for board in boards)
    else:
        assert any(available(language, kind, frozenset({side.value})) for side in always)


@pytest.mark.parametrize("text", _TEXTS, ids=lambda text: text.id)
def test_a_text_uses_known_slots_and_names_known_senders(text: Text) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(text.subject + text.body) if name is not None}
    assert used <= _SLOTS
    assert text.by
    assert set(text.by) <= {*Side, *(row.name for row in MAILERS)}
    assert text.form in {"plain", "html", "both"}
    kind = text.id.split("/")[1]
    named = {row.side for row in MAILERS if row.name in text.by}
    assert ({Side(name) for name in text.by if name in set(Side)} | named) <= set(KINDS[kind].sides)


def test_no_text_is_there_twice() -> None:
    bodies = [text.body for text in (*_TEXTS, *_ORDINARY)]
    assert len(set(bodies)) == len(bodies)


def test_there_are_enough_texts_of_both_languages() -> None:
    languages = [text.id[:2] for text in (*_TEXTS, *_ORDINARY)]
    assert languages.count("en") >= 120
    assert languages.count("zh") >= 65


@pytest.mark.parametrize("text", _ORDINARY, ids=lambda text: text.id)
def test_ordinary_mail_has_a_sender_a_weight_and_a_label(text: Text) -> None:
    assert text.sender.endswith(">")
    assert text.weight > 0
    assert Label(text.label) in {Label.OTHER, Label.OUTREACH}
    assert bool(text.to) is text.own


@pytest.mark.parametrize(
    ("zone", "language", "date", "time"),
    [
        ("Europe/London", "en", "Tuesday 12 May", "14:05 BST"),
        ("America/New_York", "en", "Tuesday, May 12", "9:05 AM EDT"),
        ("Asia/Shanghai", "zh", "5月12日（周二）", "21:05"),
    ],
)
def test_dates_are_written_as_people_there_do(zone: str, language: str, date: str, time: str) -> None:
    at = datetime(2026, 5, 12, 13, 5, tzinfo=UTC)
    assert day(at, ZoneInfo(zone), language) == date
    assert clock(at, ZoneInfo(zone), language) == time
