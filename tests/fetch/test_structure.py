"""Big mails: which sections are kept, and the mail made of them."""

from email import message_from_bytes
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.response_types import BodyData

from analyzer.fetch.structure import Container, Leaf, outline, rebuilt, sections


def part(kind: str, subtype: str, disposition: str = "") -> tuple[Any, ...]:
    head = (kind.encode(), subtype.encode(), (b"charset", b"utf-8"), None, None, b"7bit", 1000, 10, None)
    return (*head, (disposition.encode(), (b"filename", b"x")) if disposition else None)


def multi(subtype: str, *children: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*children, subtype.encode())


TEXT, PAGE, FILE = part("TEXT", "PLAIN"), part("text", "html"), part("application", "pdf", "ATTACHMENT")
CALENDAR = part("text", "calendar", "attachment")

CASES: list[tuple[tuple[Any, ...], list[str]]] = [
    (multi("mixed", TEXT, FILE), ["1"]),
    (multi("mixed", multi("alternative", TEXT, PAGE), FILE, CALENDAR), ["1.1", "1.2", "3"]),
    (multi("mixed", FILE, TEXT), ["2"]),
    (multi("mixed", TEXT, part("text", "plain", "attachment")), ["1"]),
    (multi("mixed", TEXT, part("message", "rfc822", "attachment")), ["1", "2"]),
    (multi("related", PAGE, part("image", "png", "inline")), ["1"]),
]


@pytest.mark.parametrize(("structure", "kept"), CASES)
def test_texts_and_calendars_are_kept(structure: tuple[Any, ...], kept: list[str]) -> None:
    found = outline(BodyData.create(structure))
    assert found is not None
    assert sections(found) == kept


@pytest.mark.parametrize(
    "structure",
    [
        None,
        b"NIL",
        (),
        BodyData.create(TEXT),
        BodyData.create(multi("mixed", FILE)),
        ([None], b"mixed"),
        ([], b"mixed"),
    ],
)
def test_a_structure_that_shows_nothing_gives_no_outline(structure: Any) -> None:
    assert outline(structure) is None


def test_a_structure_nested_without_end_gives_no_outline() -> None:
    nested: Any = BodyData.create(TEXT)
    for _ in range(5000):
        nested = ([nested], b"mixed")
    assert outline(nested) is None


def test_more_sections_than_any_mail_has_give_no_outline() -> None:
    assert outline(BodyData.create(multi("mixed", *[TEXT] * 21))) is None


@given(
    st.recursive(
        st.none() | st.binary(max_size=9) | st.integers(), lambda inner: st.lists(inner) | st.tuples(inner)
    )
)
def test_any_structure_can_be_looked_at(structure: Any) -> None:
    outline(structure)


HEADER = (
    b"Subject: big\r\nContent-Type: multipart/mixed;\r\n boundary=old\r\nFrom: a@x\r\nMIME-Version: 1.0\r\n"
    b"Content-Transfer-Encoding: 8bit\r\nX-Long: one\r\n two\r\n\r\n"
)


def test_the_kept_sections_make_a_mail_with_the_same_header_and_structure() -> None:
    kept = Container("mixed", (Container("alternative", (Leaf("1.1"), Leaf("1.2"))), Leaf("3")))
    mime = b"Content-Type: text/%s; charset=utf-8\r\n\r\n"
    pieces = {
        "1.1": (mime % b"plain", b"Good day\r\n"),
        "1.2": (mime % b"html", b"<p>Good day"),
        "3": (mime % b"calendar", b"BEGIN:VCALENDAR"),
    }

    mail = message_from_bytes(rebuilt(kept, HEADER, pieces))

    assert (mail["Subject"], mail["From"], mail["X-Long"]) == ("big", "a@x", "one\r\n two")
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert [one.get_payload() for one in mail.walk() if not one.is_multipart()] == [
        "Good day\r\n",
        "<p>Good day",
        "BEGIN:VCALENDAR",
    ]
    assert not mail.defects
