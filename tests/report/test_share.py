"""Nothing of the shared files says who, where, or on which day."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.domain import Address, Application, Clues, Coverage
from analyzer.labels import Label
from analyzer.report import drawing, share
from tests.report.builders import UNTIL, application, report, search

Language = Literal["en", "zh"]
ALL = ("share.html", "share-funnel.svg", "share-funnel.png")


def _named(one: Application, number: int, told: str) -> Application:
    """The application with the text wherever a mail can put one."""
    mails = tuple(
        replace(
            mail,
            message_id=f"{told}-{number}-{place}@mail.{told}",
            subject=f"{told} subject",
            sender=Address(f"{told} sender", f"{told}@{told}.example"),
            to=(Address(told, f"me@{told}.example"),),
            thread=(f"{told}@thread",),
            why=(f"{told} decides", told),
            text=f"{told} text",
            by=told,
            clues=Clues(told, told, told, told, agency=told, site=told),
        )
        for place, mail in enumerate(one.events)
    )
    return replace(one, id=told, company=told, role=told, system=told, agency=told, events=mails)


def _files(applications: list[Application], told: str, language: Language = "en") -> dict[str, bytes]:
    found = report(applications, language, coverage=(Coverage(told, told, 9, 9, 0, UNTIL),))
    made = share.files(found, applications, language, UTC)
    return {name: one if isinstance(one, bytes) else one.encode() for name, one in made.items()}


def _dates(applications: list[Application]) -> Iterator[str]:
    moments = {UNTIL, *(one.applied_at for one in applications)}
    moments |= {mail.at for one in applications for mail in one.events}
    for at in moments:
        yield f"{at:%Y-%m-%d}"
        yield f"{at:%m-%d}<"
        yield f"{at.day} {at:%B} {at.year}"
        yield f"{at.month}月{at.day}日"
        yield f"{at:%H:%M}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_that_names_or_dates_is_in_the_shared_files(language: Language) -> None:
    people = [_named(one, number, "Zyxwquux") for number, one in enumerate(search(120))]
    made = _files(people, "Zyxwquux", language)

    assert tuple(made) == ALL
    whole = b"\n".join(made.values()).lower()
    assert b"zyxwquux" not in whole
    text = (made["share.html"] + made["share-funnel.svg"]).decode()
    assert [told for told in _dates(people) if told in text] == []
    assert not re.search(
        r"\d{4}-\d\d-\d\d|@|mid:|mail\.google", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    )


def test_it_holds_the_same_numbers_as_the_page() -> None:
    applications = search(200)
    found = report(applications)
    html = _files(applications, "x")["share.html"].decode()

    assert f"<b>{found.totals.applications}</b>" in html
    assert f"<b>{found.totals.stages.interview}</b>" in html
    bare, _ = share.anonymous(found, applications)
    assert bare.totals == found.totals
    assert {rate for rate in found.rates if not rate.group.startswith(("system:", "board:"))} == set(
        bare.rates
    )


_names = st.text(st.characters(codec="utf-8"), min_size=4, max_size=20).filter(
    lambda name: not name.isascii() or not name.isalnum()
)


@settings(max_examples=25)
@given(_names)
def test_no_name_whatever_gets_into_the_anonymous_report(name: str) -> None:
    people = [_named(one, number, name) for number, one in enumerate(search(12))]
    bare, applications = share.anonymous(
        report(people, coverage=(Coverage(name, name, 1, 1, 0, UNTIL),)), people
    )

    assert name not in repr(applications)
    assert name not in repr(bare)
    assert repr(name)[1:-1] not in repr((bare, applications))


@pytest.fixture(scope="module")
def of_another_name() -> dict[str, bytes]:
    return _files([_named(one, number, "other") for number, one in enumerate(search(30))], "other")


@settings(max_examples=8)
@given(_names)
def test_the_files_do_not_depend_on_any_name(of_another_name: dict[str, bytes], name: str) -> None:
    assert (
        _files([_named(one, number, name) for number, one in enumerate(search(30))], name) == of_another_name
    )


def test_the_picture_stands_alone() -> None:
    applications = search(100)
    made = _files(applications, "x", "zh")
    svg = made["share-funnel.svg"].decode()
    root = ET.fromstring(svg)  # noqa: S314 - our own file

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in svg
    assert "投递" in svg
    assert not re.search(r"href|<script|<style|url\(", svg)
    width, height = struct.unpack(">II", made["share-funnel.png"][16:24])
    assert made["share-funnel.png"].startswith(b"\x89PNG")
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


def test_the_weeks_are_named_by_their_number() -> None:
    monday = datetime(2026, 11, 16, 9, tzinfo=UTC)
    applications = [
        application((Label.AUTO_ACK, 0), age=(UNTIL - monday).total_seconds() / 86400 + 7 * n)
        for n in range(6)
    ]
    html = _files(applications, "x")["share.html"].decode()

    assert "2026-W42 and 2026-W47" in html
    assert "11-16" not in html


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_or_none_make_a_page_too(count: int) -> None:
    made = _files(search(200)[:count], "x")

    assert "<main>" in made["share.html"].decode()
    assert len(made) == 1, "below five there is no picture"


def test_without_the_drawing_library_there_is_the_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "vl_convert", None)

    assert list(_files(search(50), "x")) == ["share.html"]


def test_times_of_answers_are_kept() -> None:
    applications = search(80)
    _, bare = share.anonymous(report(applications), applications)

    assert [one.first_answer_at for one in bare] == [one.first_answer_at for one in applications]
    assert [one.applied_at for one in bare] == [one.applied_at for one in applications]
