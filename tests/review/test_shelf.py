"""What the page knows of the mailbox."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from analyzer.config import Settings
from analyzer.domain import Address, FolderRole
from analyzer.errors import StoreError
from analyzer.labels import Label
from analyzer.read import PARSER_VERSION
from analyzer.review import shelf
from analyzer.review.shelf import Shelf
from analyzer.store import Store
from tests.review.box import MAILS, Mail, fill

OWN = frozenset({"me@example.org"})


def loaded(settings: Settings) -> Shelf:
    return shelf.load(settings.state / "mail.db", settings.reports, OWN, UTC)


def names(held: Shelf) -> set[str]:
    return {entry.message_id.partition("@")[0] for entry in held.entries.values()}


def test_own_mail_is_not_asked_about_but_its_subject_is_known(tmp_path: Path) -> None:
    held = loaded(fill(tmp_path))

    assert names(held) == {mail.name for mail in MAILS} - {"mine"}
    assert held.subject("mine@harbourlabs.example") == "Re: Thank you for applying"


def test_only_mail_whose_text_is_kept_is_queued(tmp_path: Path) -> None:
    held = loaded(fill(tmp_path))
    queued = {held.entries[int(id_)].message_id.partition("@")[0] for id_ in held.queue.ids}

    assert queued == {mail.name for mail in MAILS} - {"mine", "old"}


def test_applications_doubts_and_suggestions_are_those_of_the_report(tmp_path: Path) -> None:
    held = loaded(fill(tmp_path))

    assert [row.id for row in held.lies_in("maybe@harbourlabs.example")] == ["first"]
    assert held.lies_in("unheard@of") == []
    assert held.doubts["two@harbourlabs.example"] == ("first", "other")
    assert held.companies == ("Harbour Labs",)
    assert held.roles == ("Cook", "Data Analyst")


@pytest.mark.parametrize("text", ["", "{}", "broken"])
def test_without_a_report_there_are_mails_all_the_same(tmp_path: Path, text: str) -> None:
    settings = fill(tmp_path)
    (settings.reports / "report.json").write_text(text)
    held = loaded(settings)

    assert len(held.entries) == len(MAILS) - 1
    assert held.told_at is None
    assert held.applications == {}


def test_a_mail_that_was_forwarded_to_oneself_is_shown_as_the_mail_within(tmp_path: Path) -> None:
    text = (
        "---------- Forwarded message ---------\n"
        "From: Mara Lind <mara@bluefin.example>\n"
        "Date: Mon, 16 Nov 2026 10:00:00 +0000\n"
        "Subject: Your interview\n"
        "To: Kim <me@example.org>\n\n"
        "We invite you to an interview."
    )
    mail = Mail(
        "fw", "Fwd: Your interview", "", Label.INTERVIEW_INVITE, sender=Address("Kim", "me@example.org")
    )
    settings = fill(tmp_path, [mail], [])
    with Store(settings.state / "mail.db") as store:
        store.save_readings(PARSER_VERSION, [(1, replace(mail.email, quoted=text))])
        store.save_verdicts("test", [(1, mail.verdict)])
    (entry,) = loaded(settings).entries.values()

    assert entry.host == "bluefin.example"
    assert entry.subject == "Your interview"
    assert entry.message_id == mail.email.message_id


def test_copies_are_one_mail(tmp_path: Path) -> None:
    one = Mail("one", "Hello", "We have received it.", Label.AUTO_ACK, message_id="same@x")
    other = Mail("other", "Hello", "We have received it!", Label.AUTO_ACK, message_id="same@x")
    held = loaded(fill(tmp_path, [one, other], []))

    assert len(held.entries) == 1


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="rejection-analyzer run"):
        shelf.load(tmp_path / "state" / "mail.db", tmp_path, OWN, UTC)
    assert not (tmp_path / "state").exists(), "looking makes nothing"


def test_mail_in_sent_is_ones_own_whatever_address_it_has(tmp_path: Path) -> None:
    sent = Mail(
        "sent",
        "Hi",
        "Thanks!",
        Label.OTHER,
        sender=Address("", "alias@elsewhere.example"),
        role=FolderRole.SENT,
    )

    assert names(loaded(fill(tmp_path, [sent], []))) == set()


def test_mails_are_read_as_far_as_they_are_there(tmp_path: Path) -> None:
    settings = fill(tmp_path)
    found = shelf.read_mails(settings.state / "mail.db", [1, 2, 999])

    assert set(found) == {1, 2}
    assert found[1].subject == MAILS[0].subject
    assert shelf.read_mails(settings.state / "mail.db", []) == {}
