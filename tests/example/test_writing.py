"""Mails as bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from analyzer.example.layout import LAYOUTS, html, plain
from analyzer.example.writing import Mail, Meeting, received, write

_MAIL = Mail(
    message_id="abc@firm.example",
    sender=("赵敏", "hr@firm.example"),
    to=("Wen Lin", "wen@home.example"),
    subject="面试安排：数据工程师",
    body="您好\n\n- 一\n- 二\n\n[[确认|https://firm.example/c/1]]\n",
    sent_at=datetime(2026, 5, 12, 13, 5, tzinfo=UTC),
    zone=ZoneInfo("Asia/Shanghai"),
    text_id="zh/confirm/0",
)


def _read(mail: Mail) -> EmailMessage:
    message = message_from_bytes(write(mail), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312", "iso-8859-1", "us-ascii", "windows-1252"])
@pytest.mark.parametrize("form", ["plain", "html", "both"])
def test_a_mail_reads_as_it_was_written_in_every_charset(charset: str, form: str) -> None:
    message = _read(replace(_MAIL, charset=charset, form=form))
    assert message["Subject"] == _MAIL.subject
    assert message["From"].addresses[0].display_name == "赵敏"
    assert message["Date"].datetime == _MAIL.sent_at
    body = message.get_body(("plain", "html"))
    assert body is not None
    assert "您好" in body.get_content()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_any_text_survives(body: str) -> None:
    content = _read(replace(_MAIL, body=body, form="plain", charset="gb18030")).get_content()
    assert content.strip() == body.strip()


def test_the_same_mail_is_the_same_bytes() -> None:
    assert write(_MAIL) == write(_MAIL)


def test_an_answer_names_what_it_answers() -> None:
    message = _read(replace(_MAIL, thread=("a@x.example", "b@x.example")))
    assert message["In-Reply-To"] == "<b@x.example>"
    assert message["References"].split() == ["<a@x.example>", "<b@x.example>"]


def test_a_quoted_mail_stands_below_the_text() -> None:
    quote = "On Monday Tom <t@x.example> wrote:\n> earlier\n"
    plain_part = _read(replace(_MAIL, quote=quote)).get_body(("plain",))
    html_part = _read(replace(_MAIL, quote=quote)).get_body(("html",))
    assert plain_part is not None
    assert plain_part.get_content().splitlines()[-1] == "> earlier"
    assert html_part is not None
    assert "<blockquote>earlier" in html_part.get_content()


def test_a_meeting_is_a_calendar_that_can_be_read() -> None:
    starts_at = datetime(2026, 5, 20, 2, tzinfo=UTC)
    meeting = Meeting("u1@firm.example", 1, starts_at, 45, "Firm / Wen Lin: Data Engineer; remote, \\ UK")
    parts = list(_read(replace(_MAIL, meeting=meeting)).walk())
    parts = [part for part in parts if part.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(parts[0].get_content()).walk("VEVENT")
    assert parts[0].get_param("method") == "REQUEST"
    assert (event["UID"], event.decoded("SEQUENCE")) == (meeting.uid, 1)
    assert event.decoded("DTSTART") == starts_at
    assert event.decoded("DTEND") - starts_at == timedelta(minutes=45)
    assert event["SUMMARY"] == meeting.summary


def test_an_attachment_keeps_its_chinese_name() -> None:
    (file,) = _read(replace(_MAIL, attachment="林雯_简历.pdf")).iter_attachments()
    assert file.get_filename() == "林雯_简历.pdf"


def test_mail_arrives_within_a_minute() -> None:
    assert timedelta(0) < received(_MAIL) - _MAIL.sent_at < timedelta(minutes=1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_html_escapes_what_the_text_says(layout: str) -> None:
    page = html("a <b> & [[c <d>|https://e.example/?f&g]]", layout=layout, title="<t>", charset="utf-8")
    assert "a &lt;b&gt; &amp; " in page
    assert '<a href="https://e.example/?f&amp;g"' in page
    assert "c &lt;d&gt;</a>" in page


def test_plain_text_is_broken_only_where_asked_for() -> None:
    line = "word " * 40
    assert max(map(len, plain(line, wrapped=True).split("\n"))) <= 72
    assert len(plain(line, wrapped=False).split("\n")) == 2
