import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.imap_utf7 import encode

from analyzer.domain import Folder, FolderRole
from analyzer.errors import SourceError
from analyzer.fetch.folders import (
    Listed,
    Purpose,
    chosen,
    decode_utf7,
    named,
    purpose_flagged,
    purpose_named,
)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_every_name_comes_back_from_modified_utf7(name: str) -> None:
    assert decode_utf7(encode(name).decode("ascii")) == name


@given(st.text())
def test_what_is_no_modified_utf7_breaks_nothing(name: str) -> None:
    assert isinstance(decode_utf7(name), str)


@pytest.mark.parametrize("name", ["R&D-", "Büro", "a&b", "&AA-"])
def test_a_name_that_cannot_be_decoded_stays_as_it_is(name: str) -> None:
    assert decode_utf7(name) == name


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("Sent Items", Purpose.SENT),
        ("GESENDET", Purpose.SENT),
        ("Envoye\u0301s", Purpose.SENT),
        ("已发送", Purpose.SENT),
        ("垃圾邮件", Purpose.JUNK),
        ("Courrier indésirable", Purpose.JUNK),
        ("Papierkorb", Purpose.TRASH),
        ("已删除", Purpose.TRASH),
        ("草稿箱", Purpose.DRAFTS),
        ("Wersje robocze", Purpose.DRAFTS),
        ("Sentinel", Purpose.MAIL),
        ("", Purpose.MAIL),
    ],
)
def test_usual_names_are_known(name: str, purpose: Purpose) -> None:
    assert purpose_named(name) is purpose


def test_attributes_are_known_in_any_case() -> None:
    assert purpose_flagged(["\\HasNoChildren", "\\junk"]) is Purpose.JUNK
    assert purpose_flagged(["\\Important"]) is Purpose.VIEW
    assert purpose_flagged(["\\HasChildren"]) is None


def test_sent_comes_first_then_inbox_then_the_others_by_name_then_junk() -> None:
    listed = [
        Listed(name, purpose_named(name)) for name in ("Junk", "b", "Sent", "INBOX", "A", "Trash", "Drafts")
    ]
    assert [folder.name for folder in chosen(listed, junk=True)] == ["Sent", "INBOX", "A", "b", "Junk"]


def test_all_mail_stands_for_every_folder_but_sent_and_junk() -> None:
    listed = [Listed("All", Purpose.ALL), Listed("Jobs", Purpose.MAIL), Listed("Sent", Purpose.SENT)]
    assert chosen(listed, junk=False) == [Folder("Sent", FolderRole.SENT), Folder("All", FolderRole.MAIL)]


@given(st.lists(st.builds(Listed, st.text(max_size=3), st.sampled_from(Purpose)), max_size=8), st.booleans())
def test_trash_drafts_and_views_are_never_chosen(listed: list[Listed], junk: bool) -> None:
    by_name = {(one.name, one.purpose) for one in listed}
    for folder in chosen(listed, junk=junk):
        purposes = {purpose for name, purpose in by_name if name == folder.name}
        assert purposes - {Purpose.TRASH, Purpose.DRAFTS, Purpose.VIEW}


def test_named_folders_keep_their_order_and_forgive_the_case() -> None:
    listed = [Listed("INBOX", Purpose.MAIL), Listed("Trash", Purpose.TRASH), Listed("Post", Purpose.SENT)]
    assert named(listed, ["post", "Trash"], "home") == [Folder("Post", FolderRole.SENT), Folder("Trash")]


def test_every_missing_name_is_said() -> None:
    expected = "home: no folder 'Jbos', 'x'; mend `folders` in config.toml. There are: 'Jobs', 'INBOX'"
    with pytest.raises(SourceError, match=re.escape(expected)):
        named([Listed("INBOX", Purpose.MAIL), Listed("Jobs", Purpose.MAIL)], ["Jbos", "x"], "home")
    with pytest.raises(SourceError, match="There are: none"):
        named([], ["x"], "home")
