"""What every mail source must do, whatever the mail lies in."""

import contextlib
import re
from collections.abc import Sequence
from functools import partial
from typing import Protocol

import pytest

from analyzer.domain import Cursor, Failure, Folder, FolderRole, Message
from analyzer.fetch import Memory
from analyzer.fetch.batches import HEAD_BYTES, WHOLE_BYTES
from analyzer.fetch.opening import open_source, probe
from analyzer.fetch.settings import Settings

FOREIGN = "Büro 面试"


class Box(Protocol):
    """A mailbox that a test can put mail into."""

    def settings(self, *, junk: bool = False) -> Settings: ...

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Later than all mail before; `folder` is INBOX, Sent, Junk, Trash, Drafts or FOREIGN."""
        ...

    def deliver_unreadable(self) -> None:
        """A mail that the source can list but not read."""
        ...

    def snapshot(self) -> object:
        """Everything about the mailbox that reading must not change."""
        ...


class Shelf:
    """Stands for the store: what was given, and how far each folder was read."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.failures: list[Failure] = []
        self.cursors: dict[str, Cursor] = {}
        self._keys: dict[tuple[str, str], set[str]] = {}

    def run(self, settings: Settings, *, batches: int | None = None) -> list[Message]:
        """Reads the mailbox and gives what was new; killed after so many batches if a number is given."""
        before = len(self.messages)
        with contextlib.closing(open_source(settings)) as source:
            for folder in source.folders():
                cursor, known = self.cursors.get(folder.name), partial(self.known, folder)
                for batch in source.fetch(folder, cursor, Memory(known)):
                    assert {m.folder for m in batch.messages} <= {folder.name}
                    self._keys.setdefault((folder.name, batch.cursor.validity), set()).update(
                        m.key for m in batch.messages
                    )
                    self.messages += batch.messages
                    self.failures += batch.failures
                    self.cursors[folder.name] = batch.cursor
                    batches = batches - 1 if batches is not None and batch.messages else batches
                    if batches == 0:
                        return self.messages[before:]
        return self.messages[before:]

    def known(self, folder: Folder) -> set[str]:
        return (
            self._keys.get((folder.name, self.cursors[folder.name].validity), set())
            if (folder.name in self.cursors)
            else set()
        )


def mail(subject: str, text: str = "Hello\n") -> bytes:
    return f"From: a@example.com\nSubject: {subject}\nMessage-ID: <{subject}@example.com>\n\n{text}".encode()


def mails(count: int, first: int = 0) -> list[bytes]:
    return [mail(f"m{number}") for number in range(first, first + count)]


def subjects(messages: Sequence[Message]) -> list[str]:
    return [re.findall(rb"^Subject: (.*?)\r?$", m.raw, re.MULTILINE)[0].decode() for m in messages]


def names(count: int, first: int = 0) -> list[str]:
    return [f"m{number}" for number in range(first, first + count)]


class SourceContract:
    """Subclassed for each kind of mailbox with a fixture `box`."""

    def test_every_mail_is_given_once_oldest_first(self, box: Box) -> None:
        box.deliver(*mails(5))
        assert subjects(Shelf().run(box.settings())) == names(5)

    def test_a_message_carries_its_source_and_a_key_of_its_own(self, box: Box) -> None:
        box.deliver(*mails(3))
        given = Shelf().run(box.settings())
        assert {m.source for m in given} == {box.settings().name}
        assert len({(m.folder, m.key) for m in given}) == 3

    def test_the_bytes_are_those_of_the_mail(self, box: Box) -> None:
        raw = mail("m0", "Grüße 你好\n\n.\n\nFrom me to you\n")
        box.deliver(raw)
        (given,) = Shelf().run(box.settings())
        assert given.raw.replace(b"\r\n", b"\n") == raw

    def test_a_second_run_gives_nothing(self, box: Box) -> None:
        box.deliver(*mails(5))
        shelf = Shelf()
        shelf.run(box.settings())
        assert shelf.run(box.settings()) == []

    def test_later_mail_alone_is_given_the_next_time(self, box: Box) -> None:
        box.deliver(*mails(3))
        shelf = Shelf()
        shelf.run(box.settings())
        box.deliver(*mails(2, first=3))
        assert subjects(shelf.run(box.settings())) == names(2, first=3)

    def test_an_empty_mailbox_gives_nothing_and_mail_after_it_everything(self, box: Box) -> None:
        shelf = Shelf()
        assert shelf.run(box.settings()) == []
        box.deliver(*mails(1))
        assert subjects(shelf.run(box.settings())) == names(1)

    @pytest.mark.parametrize("killed_after", [1, 2])
    def test_killed_between_batches_it_loses_and_repeats_nothing(self, box: Box, killed_after: int) -> None:
        box.deliver(*mails(450))
        shelf = Shelf()
        first = shelf.run(box.settings(), batches=killed_after)
        assert 0 < len(first) < 450
        shelf.run(box.settings())
        assert subjects(shelf.messages) == names(450)

    def test_an_unreadable_mail_is_reported_and_stops_nothing(self, box: Box) -> None:
        box.deliver(*mails(2))
        box.deliver_unreadable()
        box.deliver(*mails(2, first=2))
        shelf = Shelf()
        assert subjects(shelf.run(box.settings())) == names(4)
        (failure,) = shelf.failures
        assert failure.source == box.settings().name
        assert failure.reason

    def test_reading_changes_nothing(self, box: Box) -> None:
        box.deliver(*mails(4))
        before = box.snapshot()
        shelf = Shelf()
        assert len(shelf.run(box.settings())) == 4
        shelf.run(box.settings())
        probe(box.settings())
        assert box.snapshot() == before

    def test_a_folder_is_given_under_its_own_name_whatever_the_script(self, box: Box) -> None:
        box.deliver(*mails(1), folder=FOREIGN)
        (given,) = Shelf().run(box.settings())
        assert FOREIGN in given.folder

    def test_of_a_very_big_mail_the_beginning_is_given(self, box: Box) -> None:
        line = "x" * 70 + "\n"
        box.deliver(mail("m0", line * (WHOLE_BYTES // len(line) + 1000)), *mails(1, first=1))
        big, small = Shelf().run(box.settings())
        assert HEAD_BYTES * 0.9 < len(big.raw) <= HEAD_BYTES
        assert subjects([big, small]) == names(2)

    def test_a_probe_counts_the_mail(self, box: Box) -> None:
        box.deliver(*mails(3))
        found = probe(box.settings())
        assert sum(counted.messages or 0 for counted in found.folders) == 3

    def test_it_may_be_closed_twice_and_unused(self, box: Box) -> None:
        source = open_source(box.settings())
        source.close()
        source.close()


class FolderContract(SourceContract):
    """For mailboxes that tell received, sent, unwanted and discarded mail apart."""

    def test_trash_drafts_and_junk_are_left_out(self, box: Box) -> None:
        box.deliver(*mails(1))
        for folder in ("Trash", "Drafts", "Junk"):
            box.deliver(mail(folder), folder=folder)
        assert subjects(Shelf().run(box.settings())) == names(1)

    def test_junk_is_read_if_asked_for_and_known_as_such(self, box: Box) -> None:
        box.deliver(*mails(1))
        for folder in ("Trash", "Drafts", "Junk"):
            box.deliver(mail(folder), folder=folder)
        assert sorted(subjects(Shelf().run(box.settings(junk=True)))) == ["Junk", "m0"]
        assert _by_role(box, junk=True)[FolderRole.JUNK]

    def test_sent_mail_is_known_as_such_and_read_first(self, box: Box) -> None:
        box.deliver(*mails(1))
        box.deliver(mail("own"), folder="Sent")
        given = Shelf().run(box.settings())
        assert subjects(given) == ["own", "m0"]
        assert _by_role(box)[FolderRole.SENT] == [given[0].folder]

    def test_folders_come_in_the_same_order_every_time(self, box: Box) -> None:
        box.deliver(*mails(1))
        box.deliver(mail("own"), folder="Sent")
        assert _by_role(box) == _by_role(box)


def _by_role(box: Box, *, junk: bool = False) -> dict[FolderRole, list[str]]:
    with contextlib.closing(open_source(box.settings(junk=junk))) as source:
        folders = source.folders()
    return {role: [folder.name for folder in folders if folder.role is role] for role in FolderRole}
