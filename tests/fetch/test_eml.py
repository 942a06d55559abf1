import os
from pathlib import Path

import pytest

from analyzer.errors import SourceError
from analyzer.fetch import Memory
from analyzer.fetch.opening import open_source
from analyzer.fetch.settings import EmlSettings
from tests.fetch.contract import FOREIGN, Box, Shelf, SourceContract, mail, mails, names, subjects
from tests.fetch.snapshots import tree


class EmlBox:
    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self._count = 0

    def settings(self, *, junk: bool = False) -> EmlSettings:
        return EmlSettings("files", self.path)

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        for raw in mails:
            self._next().write_bytes(raw)

    def deliver_unreadable(self) -> None:
        self._next().write_bytes(b"")

    def snapshot(self) -> object:
        return tree(self.path)

    def _next(self) -> Path:
        self._count += 1
        return self.path / f"{self._count:06d}.eml"


class TestEml(SourceContract):
    @pytest.fixture
    def box(self, tmp_path: Path) -> Box:
        return EmlBox(tmp_path / FOREIGN)


def test_folders_are_searched_to_the_bottom_and_other_files_passed_over(tmp_path: Path) -> None:
    for name in ("b/c/two.EML", "a/one.eml", "b/notes.txt", "a/._one.eml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mail(name))
    given = Shelf().run(EmlSettings("files", tmp_path))
    assert [m.key for m in given] == ["a/one.eml", "b/c/two.EML"]


def test_a_single_file_is_a_mailbox_of_one_mail(tmp_path: Path) -> None:
    path = tmp_path / "offer.eml"
    path.write_bytes(mail("m0"))
    shelf = Shelf()
    assert subjects(shelf.run(EmlSettings("files", path))) == names(1)
    assert shelf.run(EmlSettings("files", path)) == []


def test_a_link_that_leads_nowhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.eml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.eml").write_bytes(mails(1)[0])
    shelf = Shelf()
    assert subjects(shelf.run(EmlSettings("files", tmp_path))) == names(1)
    assert "No such file" in shelf.failures[0].reason


def test_a_file_name_that_is_no_utf8_has_a_key_that_is_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.eml")).write_bytes(mail("m0"))
    (given,) = Shelf().run(EmlSettings("files", tmp_path))
    assert given.key == r"caf\xe9.eml"
    assert given.key.encode()


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    settings = EmlSettings("files", tmp_path / "nowhere")
    folder = open_source(settings).folders()[0]
    with pytest.raises(SourceError, match="nowhere cannot be read: No such file"):
        next(open_source(settings).fetch(folder, None, Memory()))
