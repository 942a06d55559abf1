import os
from pathlib import Path

import pytest

from analyzer.domain import Folder
from analyzer.errors import SourceError
from analyzer.fetch import Memory
from analyzer.fetch.maildir import MaildirSource
from analyzer.fetch.opening import open_source, probe
from analyzer.fetch.settings import MaildirSettings
from tests.fetch.contract import FOREIGN, Box, FolderContract, Shelf, mail, mails, names, subjects
from tests.fetch.snapshots import tree


class MaildirBox:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._count = 0
        self.place("INBOX")

    def settings(self, *, junk: bool = False) -> MaildirSettings:
        return MaildirSettings("home", self.path, junk)

    def place(self, folder: str) -> Path:
        place = self.path if folder == "INBOX" else self.path / f".{_UTF7.get(folder, folder)}"
        for part in ("cur", "new", "tmp"):
            (place / part).mkdir(parents=True, exist_ok=True)
        return place

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        for raw in mails:
            self._count += 1
            number = 1_700_000_000 + self._count
            part, flags = ("cur", ":2,S") if self._count % 2 else ("new", "")
            path = self.place(folder) / part / f"{number}.M{self._count}.host{flags}"
            path.write_bytes(raw)
            os.utime(path, (number, number))

    def deliver_unreadable(self) -> None:
        self.deliver(b"")

    def snapshot(self) -> object:
        return tree(self.path)


_UTF7 = {FOREIGN: "B&APw-ro &l2KL1Q-"}


class TestMaildir(FolderContract):
    @pytest.fixture
    def box(self, tmp_path: Path) -> Box:
        return MaildirBox(tmp_path / "Maildir")


@pytest.fixture
def box(tmp_path: Path) -> MaildirBox:
    return MaildirBox(tmp_path / "Maildir")


def test_a_mail_is_dated_by_its_file(box: MaildirBox) -> None:
    box.deliver(*mails(1))
    (given,) = Shelf().run(box.settings())
    assert given.received_at is not None
    assert given.received_at.timestamp() == 1_700_000_001


def test_a_mail_that_was_marked_and_moved_is_not_new(box: MaildirBox) -> None:
    box.deliver(*mails(2))
    shelf = Shelf()
    shelf.run(box.settings())
    (path,) = (box.path / "new").iterdir()
    path.rename(box.path / "cur" / f"{path.name}:2,RS")
    assert shelf.run(box.settings()) == []


def test_a_mail_that_moves_while_it_is_being_read_is_found_again(box: MaildirBox) -> None:
    box.deliver(*mails(450))
    source = MaildirSource(box.settings())
    batches = source.fetch(source.folders()[0], None, Memory())
    got = list(next(batches).messages)
    for path in sorted((box.path / "new").iterdir()):
        path.rename(box.path / "cur" / f"{path.name}:2,S")
    rest = list(batches)
    assert subjects([*got, *(m for batch in rest for m in batch.messages)]) == names(450)
    assert not any(batch.failures for batch in rest)


def test_a_mail_that_is_deleted_while_it_is_being_read_is_no_failure(box: MaildirBox) -> None:
    box.deliver(*mails(450))
    source = MaildirSource(box.settings())
    batches = source.fetch(source.folders()[0], None, Memory())
    next(batches)
    for path in (box.path / "cur").iterdir():
        path.unlink()
    assert not any(batch.failures for batch in batches)


def test_what_is_still_being_delivered_is_not_read(box: MaildirBox) -> None:
    (box.path / "tmp" / "1700000000.M1.host").write_bytes(mail("half"))
    (box.path / "new" / ".hidden").write_bytes(mail("hidden"))
    assert Shelf().run(box.settings()) == []


def test_subfolders_are_named_with_slashes_however_they_lie(box: MaildirBox) -> None:
    box.place("Jobs.2026")
    for part in ("cur", "new", "tmp"):
        (box.path / "Archive" / "Old" / part).mkdir(parents=True)
    assert [f.name for f in open_source(box.settings()).folders()] == ["INBOX", "Archive/Old", "Jobs/2026"]


def test_a_folder_of_maildirs_is_read_too(tmp_path: Path) -> None:
    for name in ("INBOX", "Gesendet", "Papierkorb"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / name / part).mkdir(parents=True)
    found = probe(MaildirSettings("home", tmp_path))
    assert [(one.folder.name, one.folder.role.value) for one in found.folders] == [
        ("Gesendet", "sent"),
        ("INBOX", "mail"),
    ]
    assert found.left_out == ("Papierkorb",)


def test_a_path_without_a_maildir_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no Maildir"):
        open_source(MaildirSettings("home", tmp_path)).folders()
    with pytest.raises(SourceError, match="No such file"):
        open_source(MaildirSettings("home", tmp_path / "nowhere")).folders()


def test_a_folder_that_is_gone_is_said(box: MaildirBox) -> None:
    source = open_source(box.settings())
    with pytest.raises(SourceError, match="'Jobs' is no longer in"):
        source.fetch(Folder("Jobs"), None, Memory())
