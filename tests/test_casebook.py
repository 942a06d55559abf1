from datetime import timedelta

from analyzer.casebook import gather, is_certain, judged_event
from analyzer.domain import Address, Email, FolderRole, Verdict
from analyzer.labels import Label
from analyzer.store import Stored
from tests.mails import NOW

ME = frozenset({"me@example.org"})


def email(id_: str = "a@x", sender: str = "hr@acme.example", subject: str = "Your application") -> Email:
    return Email(id_, NOW - timedelta(days=1), Address("", sender), Address(), (), subject, "text")


def verdict(
    label: Label, *, sure: bool = True, recruiting: float = 1.0, second: Label = Label.OTHER
) -> Verdict:
    return Verdict(label, 0.9 if sure else 0.4, sure, Label.OTHER, recruiting=recruiting)


def stored(mail: Email, said: Verdict | None, *roles: FolderRole) -> Stored:
    return Stored(1, mail, said, frozenset(roles or {FolderRole.MAIL}), kept=True)


def test_copies_in_several_folders_are_one_event() -> None:
    copy = stored(email(), verdict(Label.REJECTION))
    book = gather([copy, stored(email(), verdict(Label.REJECTION), FolderRole.JUNK)], ME, NOW)

    assert (book.emails, len(book.events)) == (1, 1)
    assert not book.events[0].junk


def test_two_mails_that_share_a_message_id_stay_two() -> None:
    book = gather([stored(email(), None), stored(email(subject="Another"), None)], ME, NOW)

    assert book.emails == 2


def test_mail_only_in_junk_is_marked() -> None:
    (event,) = gather([stored(email(), verdict(Label.INTERVIEW_INVITE), FolderRole.JUNK)], ME, NOW).events

    assert event.junk


def test_the_users_own_mail_has_no_label() -> None:
    book = gather(
        [
            stored(email("1@x", "Me@Example.org"), verdict(Label.REJECTION)),
            stored(email("2@x"), verdict(Label.REJECTION), FolderRole.SENT),
        ],
        ME,
        NOW,
    )

    assert [event.own for event in book.events] == [True, True]
    assert book.recruiting == 0


def test_ordinary_mail_and_outreach_are_no_events() -> None:
    book = gather(
        [stored(email("1@x"), verdict(Label.OTHER)), stored(email("2@x"), verdict(Label.OUTREACH))], ME, NOW
    )

    assert book.events == ()
    assert (book.emails, book.recruiting) == (2, 1)


def test_unsure_mail_that_may_be_a_step_is_listed() -> None:
    book = gather(
        [
            stored(email("1@x"), verdict(Label.OTHER, sure=False, recruiting=0.4)),
            stored(email("2@x"), verdict(Label.OTHER, sure=False, recruiting=0.1)),
            stored(email("3@x"), verdict(Label.OFFER, sure=False)),
        ],
        ME,
        NOW,
    )

    assert [event.message_id for event in book.unsure] == ["1@x", "3@x"]
    assert book.count(4).unreadable == 4


def test_mail_after_the_night_is_left_out() -> None:
    assert gather([stored(email(), verdict(Label.OFFER))], ME, NOW - timedelta(days=2)).emails == 0


def test_a_lone_mail_that_may_be_none_makes_no_application() -> None:
    doubtful = judged_event(email(), verdict(Label.REJECTION, sure=False, recruiting=0.6))
    clear = judged_event(email(), verdict(Label.REJECTION, sure=False, recruiting=0.97))

    assert not is_certain([doubtful])
    assert is_certain([doubtful, clear])
