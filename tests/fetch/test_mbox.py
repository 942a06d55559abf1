import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.domain import Message
from analyzer.errors import SourceError
from analyzer.fetch import Memory
from analyzer.fetch.mbox import MboxSource
from analyzer.fetch.opening import open_source
from analyzer.fetch.settings import MboxSettings
from tests.fetch.contract import (
    FOREIGN,
    Box,
    FolderContract,
    Shelf,
    SourceContract,
    mail,
    mails,
    names,
    subjects,
)
from tests.fetch.snapshots import tree

SEPARATOR = b"From sender@example.com Tue Nov 14 22:13:20 2023\n"
LABELS = {
    "INBOX": "Inbox,Unread",
    "Junk": "Spam",
    "Trash": "Trash,Sent",
    "Drafts": "Drafts",
    "Sent": "Sent,Opened",
}


class MboxBox:
    def __init__(self, path: Path, *, labelled: bool = False) -> None:
        self.path = path
        self._labelled = labelled
        path.write_bytes(b"")

    def settings(self, *, junk: bool = False) -> MboxSettings:
        return MboxSettings("export", self.path, junk)

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        for raw in mails:
            label = f"X-Gmail-Labels: {LABELS.get(folder, folder)}\n" if self._labelled else ""
            self.append(SEPARATOR + label.encode() + raw.replace(b"\nFrom ", b"\n>From ") + b"\n")

    def deliver_unreadable(self) -> None:
        self.append(SEPARATOR + b"\n")

    def append(self, data: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(data)

    def snapshot(self) -> object:
        return tree(self.path)


class TestMbox(SourceContract):
    @pytest.fixture
    def box(self, tmp_path: Path) -> Box:
        return MboxBox(tmp_path / f"{FOREIGN}.mbox")


class TestTakeout(FolderContract):
    @pytest.fixture
    def box(self, tmp_path: Path) -> Box:
        return MboxBox(tmp_path / f"{FOREIGN}.mbox", labelled=True)

    def test_the_bytes_are_those_of_the_mail(self, box: Box) -> None:
        box.deliver(mail("m0"))
        (given,) = Shelf().run(box.settings())
        assert given.raw == b"X-Gmail-Labels: Inbox,Unread\n" + mail("m0")


@pytest.fixture
def box(tmp_path: Path) -> MboxBox:
    return MboxBox(tmp_path / "mail.mbox")


def _read(box: MboxBox) -> list[Message]:
    return Shelf().run(box.settings())


def test_a_mail_still_being_written_waits_until_it_is_whole(box: MboxBox) -> None:
    box.deliver(*mails(1))
    box.append(SEPARATOR + b"Subject: m1\n\nThis sentence goes")
    shelf = Shelf()
    assert subjects(shelf.run(box.settings())) == names(1)
    box.append(b" on.\n\n")
    (later,) = shelf.run(box.settings())
    assert later.raw == b"Subject: m1\n\nThis sentence goes on.\n"


def test_a_last_mail_without_an_empty_line_is_read_once_the_file_has_rested(box: MboxBox) -> None:
    box.append(SEPARATOR + b"Subject: m0\n\nBye")
    assert _read(box) == []
    os.utime(box.path, (time.time() - 3600, time.time() - 3600))
    assert subjects(_read(box)) == names(1)


def test_mail_appended_after_a_mail_without_an_empty_line_is_given_alone(box: MboxBox) -> None:
    box.append(SEPARATOR + b"Subject: m0\n\nBye\n")
    os.utime(box.path, (0, 0))
    shelf = Shelf()
    shelf.run(box.settings())
    box.append(b"\n")
    box.deliver(*mails(1, first=1))
    assert subjects(shelf.run(box.settings())) == names(1, first=1)


def test_a_file_written_anew_is_read_anew(box: MboxBox) -> None:
    box.deliver(*mails(3))
    shelf = Shelf()
    shelf.run(box.settings())
    box.path.write_bytes(b"")
    box.deliver(*mails(4, first=10))
    assert subjects(shelf.run(box.settings())) == names(4, first=10)


def test_a_file_from_which_mail_was_deleted_is_read_anew_under_another_validity(box: MboxBox) -> None:
    box.deliver(*mails(3))
    shelf = Shelf()
    shelf.run(box.settings())
    before = shelf.cursors["mail.mbox"].validity
    box.path.write_bytes(b"")
    box.deliver(*mails(1), *mails(1, first=2), mail("m3", "longer than the mail that was there\n"))
    assert subjects(shelf.run(box.settings())) == ["m0", "m2", "m3"]
    assert shelf.cursors["mail.mbox"].validity != before


def test_marking_the_first_mail_as_read_makes_nothing_new(box: MboxBox) -> None:
    box.append(SEPARATOR + b"X-Mozilla-Status: 0000\nStatus: O\n" + mail("m0") + b"\n")
    shelf = Shelf()
    shelf.run(box.settings())
    box.path.write_bytes(
        box.path.read_bytes().replace(b"Status: 0000\nStatus: O", b"Status: 0001\nStatus: R")
    )
    assert shelf.run(box.settings()) == []


def test_windows_line_ends_are_taken(box: MboxBox) -> None:
    box.deliver(*mails(3))
    box.path.write_bytes(box.path.read_bytes().replace(b"\n", b"\r\n"))
    assert subjects(_read(box)) == names(3)


def test_quoted_from_lines_lose_one_sign(box: MboxBox) -> None:
    box.append(SEPARATOR + b"Subject: m0\n\n>From here\n>>From there\n> From nowhere\n\n")
    (given,) = _read(box)
    assert given.raw.endswith(b"\n\nFrom here\n>From there\n> From nowhere\n")


@pytest.mark.parametrize(
    "line", [b"From the start we liked you.\n", b"From Mon to Fri 9:00\n", b"From \n\nBest regards\n"]
)
def test_a_sentence_that_begins_with_from_separates_nothing(box: MboxBox, line: bytes) -> None:
    box.append(SEPARATOR + b"Subject: m0\n\nHi,\n\n" + line + b"\n")
    box.deliver(*mails(1, first=1))
    assert subjects(_read(box)) == names(2)


@pytest.mark.parametrize(
    ("separator", "at"),
    [
        (b"From - Tue Nov 14 22:13:20 2023", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (b"From 178@xxx Tue Nov 14 22:13:20 +0100 2023", datetime(2023, 11, 14, 21, 13, 20, tzinfo=UTC)),
        (b"From MAILER-DAEMON Tue Nov 14 22:13:20 2023 remote from x", None),
        (b"From ", None),
    ],
)
def test_every_usual_separator_is_known(box: MboxBox, separator: bytes, at: datetime | None) -> None:
    box.append((separator + b"\n" + mail("m0") + b"\n") * 2)
    given = _read(box)
    assert subjects(given) == ["m0", "m0"]
    assert [m.received_at for m in given] == [at, at]


def test_a_separator_across_the_border_of_a_chunk_is_found(box: MboxBox) -> None:
    for length in range(1024 * 1024 - 130, 1024 * 1024 + 20, 7):
        box.path.write_bytes(b"")
        box.deliver(mail("m0", "x" * (length - 200) + "\n"), *mails(2, first=1))
        assert subjects(_read(box)) == names(3)


def test_labels_in_other_languages_are_known(box: MboxBox) -> None:
    for label in ("=?UTF-8?Q?Entw=C3=BCrfe?=", "=?UTF-8?B?5bey5Y+R6YKu5Lu2?=", "Posteingang"):
        box.append(SEPARATOR + b"X-Gmail-Labels: " + label.encode() + b"\n" + mail(label) + b"\n")
    folders = open_source(box.settings()).folders()
    assert [(f.name, f.role.value) for f in folders] == [("mail.mbox/Sent", "sent"), ("mail.mbox", "mail")]
    assert subjects(_read(box)) == ["=?UTF-8?B?5bey5Y+R6YKu5Lu2?=", "Posteingang"]


def test_a_file_named_as_a_folder_of_sent_mail_is_one(tmp_path: Path) -> None:
    box = MboxBox(tmp_path / "Gesendet.mbox")
    box.deliver(*mails(1))
    (folder,) = open_source(box.settings()).folders()
    assert folder.role.value == "sent"


def test_a_file_of_another_kind_is_said(box: MboxBox) -> None:
    box.path.write_bytes(b"PK\x03\x04 a zip")
    with pytest.raises(SourceError, match="is no mbox file"):
        open_source(box.settings()).folders()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        open_source(MboxSettings("export", tmp_path / "nowhere")).folders()
    with pytest.raises(SourceError, match="directory"):
        open_source(MboxSettings("export", tmp_path)).folders()


def test_the_time_of_day_can_be_given(box: MboxBox) -> None:
    box.append(SEPARATOR + b"Subject: m0\n\nBye")
    source = MboxSource(box.settings(), now=lambda: time.time() + 3600)
    (batch,) = source.fetch(source.folders()[0], None, Memory())
    assert subjects(batch.messages) == names(1)
