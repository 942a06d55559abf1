import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analyzer.casebook import (
    Reader,
    as_step,
    awaited,
    by_alias,
    concluded,
    gather,
    is_certain,
    judged_event,
    reader,
)
from analyzer.corrections import Corrections, Decision, Via, in_force
from analyzer.deriving import Stored
from analyzer.domain import Address, Clues, Email, Event, FolderRole, Verdict
from analyzer.labels import Label
from analyzer.track.extract import Parts, clues, parts
from analyzer.track.link import Linked, joined
from tests.mails import NOW
from tests.namer import NAMER

READER = reader(NAMER)
ME = frozenset({"me@example.org"})


def email(id_: str = "a@x", sender: str = "hr@acme.example", subject: str = "Your application") -> Email:
    return Email(id_, NOW - timedelta(days=1), Address("", sender), Address(), (), subject, "text")


def verdict(
    label: Label, *, sure: bool = True, recruiting: float = 1.0, second: Label = Label.OTHER
) -> Verdict:
    return Verdict(label, 0.9 if sure else 0.4, sure, Label.OTHER, recruiting=recruiting)


def judged(mail: Email, said: Verdict) -> Event:
    return judged_event(mail, said, clues(mail, said.label, NAMER))


_IDS = itertools.count(1)


def stored(mail: Email, said: Verdict | None, *roles: FolderRole) -> Stored:
    return Stored(next(_IDS), mail, said, frozenset(roles or {FolderRole.MAIL}), kept=True)


def test_copies_in_several_folders_are_one_event() -> None:
    copy = stored(email(), verdict(Label.REJECTION))
    book = gather([copy, stored(email(), verdict(Label.REJECTION), FolderRole.JUNK)], ME, NOW, READER)

    assert (book.emails, len(book.events)) == (1, 1)
    assert not book.events[0].junk


def test_two_mails_that_share_a_message_id_stay_two() -> None:
    book = gather([stored(email(), None), stored(email(subject="Another"), None)], ME, NOW, READER)

    assert book.emails == 2


def test_the_reader_is_given_the_whole_text_of_mail_that_is_gone_through_twice() -> None:
    long = replace(email(), text="word " * 2000)
    heard = []

    def listening(_id: int, mail: Email, label: Label | None, _forwarded: bool) -> Parts:
        heard.append(mail.text)
        return parts(mail, label, NAMER)

    mails = [stored(long, verdict(Label.REJECTION))]
    books = [gather(given, ME, NOW, Reader(listening)) for given in (mails, iter(mails))]

    assert heard == [long.text, long.text]
    assert books[0] == books[1]
    assert 0 < len(books[0].events[0].text) < len(long.text)


def test_mail_only_in_junk_is_marked() -> None:
    (event,) = gather(
        [stored(email(), verdict(Label.INTERVIEW_INVITE), FolderRole.JUNK)], ME, NOW, READER
    ).events

    assert event.junk


def test_the_users_own_mail_has_no_label() -> None:
    book = gather(
        [
            stored(email("1@x", "Me@Example.org"), verdict(Label.REJECTION)),
            stored(email("2@x"), verdict(Label.REJECTION), FolderRole.SENT),
        ],
        ME,
        NOW,
        READER,
    )

    assert [event.own for event in book.events] == [True, True]
    assert book.recruiting == 0


def test_ordinary_mail_and_outreach_are_no_events() -> None:
    book = gather(
        [stored(email("1@x"), verdict(Label.OTHER)), stored(email("2@x"), verdict(Label.OUTREACH))],
        ME,
        NOW,
        READER,
    )

    assert book.events == ()
    assert (book.emails, book.recruiting) == (2, 1)


def test_one_step_among_a_senders_ordinary_mail_is_no_application_but_asked_about() -> None:
    news = [stored(email(f"{n}@x"), verdict(Label.OTHER, recruiting=0.0)) for n in range(20)]
    (no,) = (
        stored(email("no@x", subject="Role of lie detectors"), verdict(Label.REJECTION, recruiting=0.95)),
    )
    alone, among = (gather(mails, ME, NOW, READER) for mails in ([no], [*news, no]))

    assert is_certain([replace(event, clues=Clues("Acme")) for event in alone.events])
    assert not is_certain([replace(event, clues=Clues("Acme")) for event in among.events])
    assert (alone.unsure, [event.message_id for event in among.unsure]) == ((), ["no@x"])


def test_unsure_mail_that_may_be_a_step_is_listed() -> None:
    book = gather(
        [
            stored(email("1@x"), verdict(Label.OTHER, sure=False, recruiting=0.4)),
            stored(email("2@x"), verdict(Label.OTHER, sure=False, recruiting=0.1)),
            stored(email("3@x"), verdict(Label.OFFER, sure=False)),
        ],
        ME,
        NOW,
        READER,
    )

    assert [event.message_id for event in book.unsure] == ["1@x", "3@x"]
    assert book.count(4).unreadable == 4


def test_mail_after_the_night_is_left_out() -> None:
    assert gather([stored(email(), verdict(Label.OFFER))], ME, NOW - timedelta(days=2), READER).emails == 0


def test_a_lone_mail_that_may_be_none_makes_no_application() -> None:
    doubtful = judged(email(), verdict(Label.REJECTION, sure=False, recruiting=0.6))
    clear = judged(email(), verdict(Label.REJECTION, sure=False, recruiting=0.97))

    assert not is_certain([doubtful])
    assert is_certain([doubtful, clear])


def test_a_lone_mail_of_an_applicant_tracking_system_needs_less() -> None:
    doubtful = judged(email(), verdict(Label.AUTO_ACK, sure=False, recruiting=0.6))

    assert is_certain([replace(doubtful, clues=Clues("Acorn Mills", system="Greenhouse"))])
    assert not is_certain([replace(doubtful, clues=Clues("Acorn Mills", system="LinkedIn"))])
    assert not is_certain([replace(doubtful, clues=Clues("Acorn Mills"))])


def test_a_mail_that_may_be_a_step_is_the_step_that_it_may_be() -> None:
    said = Verdict(Label.OTHER, 0.6, False, Label.AUTO_ACK, recruiting=0.4)

    assert as_step(said).label is Label.AUTO_ACK


@pytest.mark.parametrize(
    "said",
    [
        Verdict(Label.OTHER, 0.99, True, Label.AUTO_ACK, recruiting=0.01),
        Verdict(Label.OTHER, 0.6, False, Label.OUTREACH, recruiting=0.1),
        Verdict(Label.REJECTION, 0.6, False, Label.AUTO_ACK, recruiting=0.9),
    ],
)
def test_other_verdicts_stay(said: Verdict) -> None:
    assert as_step(said) == said


def test_a_mail_that_is_ordinary_but_not_surely_counts_only_beside_one_that_is_certain() -> None:
    doubtful = judged(email(), as_step(Verdict(Label.OTHER, 0.6, False, Label.REJECTION, recruiting=0.4)))
    certain = judged(email("b@x"), verdict(Label.AUTO_ACK))

    assert not is_certain([doubtful])
    assert is_certain([doubtful, certain])


def test_a_mail_that_says_nothing_of_whom_or_what_makes_no_application() -> None:
    nameless = judged(email(sender="x@gmail.com", subject="Hi"), verdict(Label.REJECTION))

    assert (nameless.clues.company, nameless.clues.role) == ("", "")
    assert not is_certain([nameless])


def test_only_mail_that_counts_is_in_doubt_and_only_between_applications() -> None:
    one, other, third = (
        replace(
            judged(email(f"{role}@x"), verdict(Label.AUTO_ACK)),
            clues=Clues("Acme", role),
            recruiting=chance,
        )
        for role, chance in (("Baker", 1.0), ("Cook", 1.0), ("Clerk", 0.5))
    )
    mail = replace(one, message_id="no@x", label=Label.REJECTION, clues=Clues("Acme"))
    applications, doubts = concluded(
        Linked(((one, mail), (other,), (third,)), ((mail, (0, 1, 2)), (third, (0, 1))))
    )

    assert len(applications) == 2
    assert [(doubt.event.key, doubt.candidates) for doubt in doubts] == [
        (mail.key, tuple(a.id for a in applications))
    ]
    assert mail.text
    assert not any(event.text for one in applications for event in one.events)
    assert not any(doubt.event.text for doubt in doubts)
    assert concluded(Linked(((one, mail), (third,)), ((mail, (0, 1)),)))[1] == []


def forwarding(text: str = "We chose another person.") -> Email:
    me = Address("Me", "me@example.org")
    head = "From: Acme <hr@acme.example>\nSent: Monday, November 16, 2026 3:04 PM\nTo: Me\nSubject: Your application"
    return Email("f@x", NOW - timedelta(days=1), me, Address(), (me,), "FW: Your application", text, head)


def test_what_the_user_forwarded_to_themselves_counts_as_received() -> None:
    mail = stored(forwarding(), verdict(Label.REJECTION), FolderRole.MAIL, FolderRole.SENT)
    (event,) = gather([mail], ME, NOW, READER).events

    assert (event.label, event.sender.address, event.subject) == (
        Label.REJECTION,
        "hr@acme.example",
        "Your application",
    )
    assert event.at == datetime(2026, 11, 16, 15, 4, tzinfo=UTC)


def test_a_forwarding_counts_not_beside_its_original() -> None:
    original = replace(email(), sent_at=datetime(2026, 11, 16, 7, 4, tzinfo=UTC))
    long_ago = replace(original, sent_at=datetime(2026, 9, 16, 7, 4, tzinfo=UTC))
    both = [stored(forwarding(), verdict(Label.REJECTION)), stored(original, verdict(Label.REJECTION))]
    other = [both[0], stored(long_ago, verdict(Label.REJECTION))]

    assert [event.message_id for event in gather(both, ME, NOW, READER).events] == ["a@x"]
    assert len(gather(other, ME, NOW, READER).events) == 2


BOTH = "Thank you for your applications for Data Analyst and Grain Buyer at Acorn Mills. We chose others."


def test_a_mail_about_two_roles_is_an_event_for_each() -> None:
    mail = replace(email(), text=BOTH)
    book = gather([stored(mail, verdict(Label.REJECTION, sure=False))], ME, NOW, READER)

    assert [(one.clues.role, one.part) for one in book.events] == [("Data Analyst", 1), ("Grain Buyer", 2)]
    assert {one.message_id for one in book.events} == {"a@x"}
    assert (book.emails, book.recruiting, len(book.unsure)) == (1, 1, 1)


def test_a_company_is_called_as_the_user_wants_it() -> None:
    told = by_alias({"Acme Holding": ("ACME", "Acme Labs GmbH")})
    (event,) = gather([stored(email(), verdict(Label.REJECTION))], ME, NOW, READER, told).events

    assert event.clues.company == "Acme Holding"


# --- what the user said -----------------------------------------------------------------------------


def corrected(*lines: Decision) -> Corrections:
    return in_force(lines)


def word(message_id: str, **told: Any) -> Decision:
    return Decision("1", NOW, message_id, "", Via.REVIEW, **told)


def test_the_users_label_stands_above_the_models() -> None:
    mail = stored(email(), verdict(Label.OTHER))
    (event,) = gather([mail], ME, NOW, READER, corrections=corrected(word("a@x", label=Label.OFFER))).events

    assert (event.label, event.by, event.sure, event.recruiting) == (Label.OFFER, "user", True, 1.0)
    assert is_certain([replace(event, clues=Clues())])


def test_a_mail_that_was_labelled_is_no_longer_unsure() -> None:
    mail = stored(email(), verdict(Label.REJECTION, sure=False))

    assert gather([mail], ME, NOW, READER).unsure
    said = corrected(word("a@x", label=Label.REJECTION))
    assert not gather([mail], ME, NOW, READER, corrections=said).unsure


def test_a_label_on_the_users_own_mail_changes_nothing() -> None:
    mail = stored(email(sender="me@example.org"), verdict(Label.OTHER))
    (event,) = gather([mail], ME, NOW, READER, corrections=corrected(word("a@x", label=Label.OFFER))).events

    assert event.own


def test_a_name_that_was_corrected_twice_alike_is_an_alias() -> None:
    mails = [
        stored(email(f"{n}@x", subject=f"Your application {n}"), verdict(Label.REJECTION)) for n in "123"
    ]
    before = {event.clues.company for event in gather(mails, ME, NOW, READER).events}
    once = corrected(word("1@x", company="Zenith"))
    twice = corrected(word("1@x", company="Zenith"), word("2@x", company="Zenith"))
    torn = corrected(word("1@x", company="Zenith"), word("2@x", company="Apex"))

    def named(said: Corrections) -> list[str]:
        events = gather(mails, ME, NOW, READER, corrections=said).events
        return [event.clues.company for event in sorted(events, key=lambda one: one.message_id)]

    (known,) = before
    assert known
    assert named(once) == ["Zenith", known, known]
    assert named(twice) == ["Zenith"] * 3
    assert named(torn) == ["Zenith", "Apex", known]


def test_the_users_name_is_not_renamed_by_an_alias() -> None:
    mail = stored(email(), verdict(Label.REJECTION))
    aliases = by_alias({"Zenith Holding": ["Zenith"]})
    said = corrected(word("a@x", company="Zenith"))
    (event,) = gather([mail], ME, NOW, READER, aliases, corrections=said).events

    assert event.clues.company == "Zenith"


ORDINARY = Verdict(Label.OTHER, 0.98, True, Label.OFFER, recruiting=0.01)
ENTRY = email("entry@x", "dana@acme.example", "Invitation: Acme <> Robin - Data Analyst")


def test_a_calendars_notice_is_not_surely_ordinary() -> None:
    said = awaited(ENTRY, ORDINARY)

    assert (said.label, said.runner_up, said.sure) == (Label.OTHER, Label.INTERVIEW_INVITE, False)
    assert as_step(said, appointment=True).label is Label.INTERVIEW_INVITE
    assert awaited(email(), ORDINARY) == ORDINARY


@pytest.mark.parametrize("said", [verdict(Label.REJECTION), replace(ORDINARY, by="user")])
def test_what_a_calendars_notice_says_or_the_user_said_of_it_stands(said: Verdict) -> None:
    assert awaited(ENTRY, said) == said


def test_a_calendars_notice_counts_where_it_fits_an_application_and_makes_none() -> None:
    entry = stored(ENTRY, awaited(ENTRY, ORDINARY))
    acknowledged = stored(
        email("ack@x", "jobs@acme.example", "Your application as Data Analyst at Acme"),
        verdict(Label.AUTO_ACK),
    )

    def applications(*mails: Stored) -> list[list[Label | None]]:
        found, _ = concluded(joined(gather(mails, ME, NOW, READER).events))
        return [[event.label for event in one.events] for one in found]

    assert applications(acknowledged, replace(entry, id=2)) == [[Label.AUTO_ACK, Label.INTERVIEW_INVITE]]
    assert applications(entry) == []
