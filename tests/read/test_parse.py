import logging
import time
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.domain import Address, Email
from analyzer.read.parse import Unreadable, parse

GOLDEN = sorted((Path(__file__).resolve().parent.parent / "golden").glob("*.eml"))
HEADER = b"From: HR <hr@x.example>\nSubject: s\nMessage-ID: <1@x>\nDate: Mon, 04 Mar 2024 10:00:00 +0000\n"


def read(raw: bytes) -> Email | None:
    try:
        return parse(raw, None)
    except Unreadable:
        return None


def sender(value: str) -> Address:
    return parse(f"From: {value}\n\nx".encode(), None).sender


@pytest.mark.parametrize("raw", [b"", b"\n", b" \r\n\r\n", b"\xef\xbb\xbf\n"])
def test_a_mail_without_header_and_text_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(raw, None)


def test_a_header_alone_or_text_alone_is_enough() -> None:
    assert parse(b"Subject: s", None).subject == "s"
    assert parse(b"just text", None).text == "just text"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ('"Rivers, Sam" <s@x.example>', Address("Rivers, Sam", "s@x.example")),
        ("=?utf-8?B?5oub6IGY?= <hr@x.example>", Address("招聘", "hr@x.example")),
        ('"=?utf-8?B?5oub6IGY?=" <hr@x.example>', Address("招聘", "hr@x.example")),
        ("=?utf-8?Q?Rivers=2C_Sam?= <s@x.example>", Address("Rivers, Sam", "s@x.example")),
        ("=?utf-8?Q?Sam_=3Cs=40x=2Eexample=3E?=", Address("Sam", "s@x.example")),
        ("Acorn Mills, Inc. <hr@x.example>", Address("Acorn Mills, Inc.", "hr@x.example")),
        ("Dana @ Acorn Mills <hr@x.example>", Address("Dana @ Acorn Mills", "hr@x.example")),
        ("s@x.example", Address("", "s@x.example")),
        ('"Sam <s@x.example>', Address("", "s@x.example")),
        ("Sam Rivers", Address("Sam Rivers", "")),
        ("招聘 <hr@x.example>", Address("招聘", "hr@x.example")),
    ],
)
def test_senders_are_read(value: str, address: Address) -> None:
    assert sender(value) == address


def test_recipients_are_listed_with_copies_last_and_bounded() -> None:
    email = parse(HEADER + b"To: a@x, b@x\nCc: c@x\n\nx", None)
    assert [one.address for one in email.to] == ["a@x", "b@x", "c@x"]
    many = parse(
        HEADER + b"To: " + b", ".join(b"a%d@x.example" % number for number in range(10_000)) + b"\n\nx", None
    )
    assert len(many.to) == 100


def test_thread_fields_are_read() -> None:
    email = parse(HEADER + b"In-Reply-To: <a@x>\nReferences: <b@x>\n <a@x>\n\nx", None)
    assert (email.message_id, email.in_reply_to, email.references) == ("1@x", "a@x", ("b@x", "a@x"))


@pytest.mark.parametrize(
    ("field", "bulk", "automatic"),
    [
        (b"List-Id: News <news.x.example>", True, False),
        (b"List-Unsubscribe: <mailto:a@b>", True, False),
        (b"Precedence: Bulk", True, False),
        (b"Auto-Submitted: auto-replied; x", False, True),
        (b"Auto-Submitted: no", False, False),
        (b"X-Autoreply: yes", False, True),
        (b"X-Other: 1", False, False),
    ],
)
def test_bulk_and_automatic_mail_is_known(field: bytes, bulk: bool, automatic: bool) -> None:
    email = parse(HEADER + field + b"\n\nx", None)
    assert (email.bulk, email.auto_submitted) == (bulk, automatic)
    assert email.list_id == ("news.x.example" if field.startswith(b"List-Id") else "")


def test_a_raw_subject_is_read_in_the_charset_of_the_text() -> None:
    raw = "Subject: К сожалению\n\nК сожалению, мы вынуждены отказать вам по данной вакансии.".encode(
        "koi8-r"
    )
    assert parse(raw, None).subject == "К сожалению"


def test_the_subject_is_one_line() -> None:
    assert parse(b"Subject: =?utf-8?q?a=0D=0ABcc:_x?=\n b\n\nx", None).subject == "a Bcc: x b"


def test_text_followed_by_a_plain_footer_survives_base64() -> None:
    raw = HEADER + b"Content-Transfer-Encoding: base64\n\nSGVsbG8gU2Ft\n--\nlist footer\n"
    assert parse(raw, None).text == "Hello Sam\n--\nlist footer"


def test_text_that_is_not_base64_is_read_as_it_stands() -> None:
    assert (
        parse(HEADER + b"Content-Transfer-Encoding: base64\n\nThis is not base64.", None).text
        == "This is not base64."
    )


def nested(depth: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return HEADER + opened + b"Content-Type: text/plain\n\nDeep text\n"


HOSTILE = {
    "nesting": nested(3_000),
    "wide": HEADER + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "parameters": HEADER
    + b"Content-Type: text/plain;"
    + b"".join(b"\n name*%d=x;" % n for n in range(20_000))
    + b"\n\nx",
    "words": HEADER + b"Comments: x\nReply-To: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\nx",
    "fields": HEADER + b"".join(b"X-%d: y\n" % n for n in range(20_000)) + b"\nx",
    "brackets": b"From: " + b"<" * 100_000 + b"\nReferences: " + b"<" * 100_000 + b"\n\nx",
    "marks": HEADER + b"Content-Type: text/plain; charset=utf-8\n\n" + ("\u0323\u0301" * 200_000).encode(),
    "attributions": HEADER + b"\n" + b"On 2020 a:\n" * 50_000,
    "one line": HEADER + b"\n" + b"On 10:00 wrote " * 100_000 + b":",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_takes_less_than_five_seconds(raw: bytes) -> None:
    start = time.process_time()
    assert read(raw) is not None
    assert time.process_time() - start < 5


def test_text_nested_too_deep_for_the_parser_is_found() -> None:
    assert parse(nested(3_000), None).text == "Deep text"


def test_reading_says_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        read(HEADER + b"Received: nonsense\nContent-Type: text/odd\n\nx\n" + b"=?shift_jis?B?////?=")
    assert caplog.records == []


def is_clean(text: str) -> bool:
    return all(unicodedata.category(char) not in {"Cc", "Cs"} or char == "\n" for char in text)


def assert_sound(email: Email | None) -> None:
    if email is None:
        return
    lines = (
        email.message_id,
        email.subject,
        email.sender.name,
        email.sender.address,
        email.list_id,
        *email.attachments,
    )
    assert is_clean(email.text)
    assert is_clean(email.quoted)
    assert all(is_clean(line) and "\n" not in line for line in lines)
    assert email.message_id
    assert email.sent_at.tzinfo is UTC
    assert email.sent_at >= datetime(1970, 1, 1, tzinfo=UTC)


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_a_sound_email_or_are_unreadable(raw: bytes) -> None:
    assert_sound(read(raw))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(GOLDEN),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=20)), max_size=6),
)
def test_a_damaged_golden_mail_gives_a_sound_email(
    mail: Path, damages: list[tuple[float, int, bytes]]
) -> None:
    raw = mail.read_bytes()
    for place, removed, inserted in damages:
        at = int(place * len(raw))
        raw = raw[:at] + inserted + raw[at + removed :]
    assert_sound(read(raw))


PIECES = (
    *(
        b"Content-Type: ",
        b"multipart/mixed; ",
        b"boundary=a",
        b"message/rfc822",
        b"text/html",
        b"text/calendar",
    ),
    *(
        b"; charset=",
        b"utf-8",
        b"undefined",
        b"name*0*=x''%ff",
        b"--a",
        b"--a--",
        b"\n",
        b"\n\n",
        b"\xff\xb0",
    ),
    *(b"Date: ", b"From: ", b"=?x?q?", b"?=", b"<p>", b"Content-Disposition: attachment; filename*="),
    *(b"Content-Transfer-Encoding: ", b"base64", b"x-uuencode", b"begin 644 x\n"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_tangle_of_mime_gives_a_sound_email(pieces: list[bytes]) -> None:
    assert_sound(read(b"".join(pieces)))
