"""Mail that the user forwarded to themselves is the mail within."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Address, Email
from analyzer.read.forward import unwrapped
from analyzer.read.quote import separate

OWN = frozenset({"robin.vale@mailbox.example"})
HERE, THERE = Address("Robin Vale", "robin.vale@mailbox.example"), Address("Robin Vale", "rv81@other.example")
SENT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
BODY = "Dear Robin,\n\nwe chose another person.\n\nAcorn Mills"


def forwarded(
    text: str, subject: str = "Fwd: Your application", sender: Address = HERE, to: Address = HERE
) -> Email:
    own, quoted = separate(text, "")
    return Email(
        "f@x", SENT, sender, Address("", "reply@x.example"), (to,), subject, own, quoted, "a@x", ("a@x",)
    )


HEADS = {
    "Gmail": (
        "---------- Forwarded message ---------\nFrom: Acorn Mills <jobs@acornmills.com>\n"
        "Date: Mon, Nov 16, 2026 at 3:04 PM\nSubject: Your application\nTo: <rv81@other.example>\n\n\n"
    ),
    "Outlook": (
        "________________________________\nFrom: Acorn Mills <jobs@acornmills.com>\n"
        "Sent: Monday, November 16, 2026 3:04 PM\nTo: Robin Vale\nSubject: Your application\n\n"
    ),
    "Apple": (
        "Begin forwarded message:\n\nFrom: Acorn Mills <jobs@acornmills.com>\nSubject: Your application\n"
        "Date: 16 November 2026 at 15:04:05 UTC\nTo: rv81@other.example\n\n"
    ),
    "German": (
        "Von: Acorn Mills [mailto:jobs@acornmills.com]\nGesendet: Montag, 16. November 2026 15:04\nAn: Robin\n"
        "Betreff: Your application\n\n"
    ),
    "Chinese": (
        "---------- 转发的邮件 ----------\n发件人：Acorn Mills <jobs@acornmills.com>\n发送时间：2026年11月16日 15:04\n"
        "收件人：Robin\n主题：Your application\n\n"
    ),
    "Japanese": (
        "差出人: Acorn Mills <jobs@acornmills.com>\n送信日時: 2026年11月16日 15:04\n宛先: Robin\n"
        "件名: Your application\n\n"
    ),
}


@pytest.mark.parametrize("program", HEADS, ids=str)
@pytest.mark.parametrize(
    "comment", ["", "See below. This is the one I told you of.\n\n"], ids=["bare", "comment"]
)
def test_the_mail_within_has_its_own_sender_subject_date_and_text(program: str, comment: str) -> None:
    found = unwrapped(forwarded(f"{comment}{HEADS[program]}{BODY}"), OWN)

    assert found.sender == Address("Acorn Mills", "jobs@acornmills.com")
    assert found.subject == "Your application"
    assert found.sent_at.replace(second=0) == datetime(2026, 11, 16, 15, 4, tzinfo=UTC)
    assert found.text.rstrip() == BODY
    assert (found.message_id, found.references, found.reply_to) == ("f@x", (), Address())


def test_from_another_account_of_the_same_person() -> None:
    mail = forwarded(HEADS["Gmail"] + BODY, sender=THERE)

    assert unwrapped(mail, OWN).sender.address == "jobs@acornmills.com"
    assert unwrapped(mail, frozenset()).sender.address == "jobs@acornmills.com"


@pytest.mark.parametrize(
    "change",
    [
        {"sender": Address("Dana Oak", "dana@other.example")},
        {"to": Address("Dana Oak", "dana@other.example")},
        {"subject": "Re: Your application"},
    ],
    ids=["by somebody else", "to somebody else", "an answer"],
)
def test_other_mail_stays_as_it_is(change: dict[str, Address | str]) -> None:
    mail = forwarded(HEADS["Gmail"] + BODY, **change)  # type: ignore[arg-type]

    assert unwrapped(mail, OWN) is mail


def test_a_forwarding_that_tells_no_sender_stays_as_it_is() -> None:
    nameless = forwarded(HEADS["Gmail"].replace(" <jobs@acornmills.com>", "") + BODY)
    of_oneself = forwarded(HEADS["Gmail"].replace("jobs@acornmills.com", HERE.address) + BODY)

    assert unwrapped(nameless, OWN) is nameless
    assert unwrapped(of_oneself, OWN) is of_oneself
    assert unwrapped(replace(nameless, quoted=""), OWN).sender == HERE


def test_a_date_that_cannot_be_read_or_is_later_is_that_of_the_forwarding() -> None:
    for written in ("yesterday", "Nov 30, 2026 at 3:04 PM"):
        mail = forwarded(HEADS["Gmail"].replace("Nov 16, 2026 at 3:04 PM", written) + BODY)

        assert unwrapped(mail, OWN).sent_at == SENT


def test_a_date_without_a_zone_is_the_readers() -> None:
    east = timezone(timedelta(hours=8))

    assert unwrapped(forwarded(HEADS["Gmail"] + BODY), OWN, east).sent_at.hour == 7


@given(st.text(max_size=200), st.sampled_from([*HEADS.values(), ""]), st.text(max_size=200))
def test_any_text_leaves_a_mail(before: str, head: str, after: str) -> None:
    mail = forwarded(f"{before}\n{head}{after}")
    found = unwrapped(mail, OWN)

    assert found.message_id == mail.message_id
    assert found.sent_at <= mail.sent_at
    assert found.sender.address
