import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.read.header import decode_words, message_ids, split, unbase64


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Caf=C3=A9_au_lait?=", "Café au lait"),
        ("=?gb2312?B?xPq6ww==?=", "您好"),
        ("=?utf-8?B?5L2g?= =?utf-8?B?5aW9?=", "你好"),
        ("=?utf-8?B?5L2g5Q==?=\r\n =?utf-8?B?pb0=?=", "你好"),
        ("=?utf-8?q?a?==?utf-8?q?b?=", "ab"),
        ("Re: =?utf-8*en?q?Hello there?= you", "Re: Hello there you"),
        ('"=?utf-8?B?5L2g?="', '"你"'),
        ("=?nonsense?q?plain?=", "plain"),
        ("=?utf-8?B?5L2g5aW?=", "你"),
        ("no =?words here", "no =?words here"),
    ],
)
def test_encoded_words_are_decoded(value: str, text: str) -> None:
    assert decode_words(value).rstrip("\ufffd") == text


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@b>", ("a@b",)),
        ("<a@b> <c@d> <a@b>", ("a@b", "c@d")),
        ("<a\r\n @b>", ("a@b",)),
        ("Your message <a@b> of today", ("a@b",)),
        ("a@b, c@d", ("a@b", "c@d")),
        ("nothing", ()),
    ],
)
def test_message_identifiers_are_found(value: str, ids: tuple[str, ...]) -> None:
    assert message_ids(value) == ids


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_any_line_end_parts_the_fields(end: bytes) -> None:
    header, body = split(end.join((b"Subject: a", b" b", b"From: c@d", b"", b"text")))
    assert (header.text("subject"), header.text("from"), body.strip()) == ("a b", "c@d", b"text")


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From x@y Mon Jan 1 00:00:00 2024\n", b">From x\n"]
)
def test_what_stands_before_the_first_field_is_passed_over(before: bytes) -> None:
    header, body = split(before + b"Subject: a\n\ntext")
    assert (header.text("subject"), body) == ("a", b"text")


def test_text_without_a_header_is_all_body() -> None:
    header, body = split(b"Dear Sam,\n\nNote: no header\n")
    assert (header.fields, body) == ((), b"Dear Sam,\n\nNote: no header\n")


def test_a_file_saved_as_utf_16_is_read() -> None:
    header, body = split("Subject: 你好\n\ntext".encode("utf-16"))
    assert (header.text("subject"), body) == ("你好", b"text")


def test_fields_are_bounded() -> None:
    header, _ = split(b"Subject: " + b"x" * 1_000_000 + b"\n" + b"To: a@b\n" * 1_000 + b"\n")
    assert len(header.rebuilt()) < 50_000


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_base64_never_fails(text: bytes) -> None:
    assert isinstance(unbase64(text), bytes)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_can_be_split(raw: bytes) -> None:
    header, body = split(raw)
    assert all(name == name.lower() for name, _ in header.fields)
    assert isinstance(body, bytes)
