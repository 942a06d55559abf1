import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.domain import Address, Batch, Copy, Cursor, Email, Failure, Folder, FolderRole, Message, Verdict
from analyzer.errors import StoreError
from analyzer.labels import Label
from analyzer.schema import SCHEMA_VERSION
from analyzer.store import Store

#: As version 1 made it.
FIRST_SCHEMA = """
CREATE TABLE folder (
    source       TEXT NOT NULL,
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,
    validity     TEXT,
    position     INTEGER,
    last_success TEXT,
    PRIMARY KEY (source, name)
) WITHOUT ROWID;
CREATE TABLE mail (
    id           INTEGER PRIMARY KEY,
    sha256       TEXT NOT NULL UNIQUE,
    received_at  TEXT,
    raw          BLOB
);
CREATE TABLE copy (
    source       TEXT NOT NULL,
    folder       TEXT NOT NULL,
    validity     TEXT NOT NULL,
    key          TEXT NOT NULL,
    mail         INTEGER NOT NULL REFERENCES mail (id),
    PRIMARY KEY (source, folder, validity, key)
) WITHOUT ROWID;
CREATE INDEX copy_mail ON copy (mail);
CREATE TABLE failure (
    source       TEXT NOT NULL,
    folder       TEXT NOT NULL,
    key          TEXT NOT NULL,
    reason       TEXT NOT NULL,
    PRIMARY KEY (source, folder, key)
) WITHOUT ROWID;
CREATE TABLE reading (
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    parser       INTEGER NOT NULL,
    email        TEXT,
    unreadable   TEXT
);
CREATE TABLE verdict (
    mail         INTEGER PRIMARY KEY REFERENCES mail (id),
    model        TEXT NOT NULL,
    verdict      TEXT NOT NULL
);
CREATE TABLE note (
    name         TEXT PRIMARY KEY,
    value        TEXT NOT NULL
) WITHOUT ROWID;
"""
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
INBOX = Folder("INBOX")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "state" / "mail.db") as opened:
        yield opened


def message(key: str, raw: bytes, folder: str = "INBOX") -> Message:
    return Message("main", folder, key, raw, AT)


def batch(
    *messages: Message, position: int = 1, validity: str = "v", failures: tuple[Failure, ...] = ()
) -> Batch:
    return Batch(messages, failures, Cursor(validity, position))


def email(text: str = "hello") -> Email:
    return Email("a@b", AT, Address("N", "n@x.example"), Address(), (), "subject", text, quoted="q")


def verdict(label: Label = Label.OTHER) -> Verdict:
    return Verdict(label, 0.99, sure=True, runner_up=Label.REJECTION, why=("because",))


def test_folder_and_file_are_the_owners_alone(store: Store) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.path.parent.stat().st_mode & 0o777 == 0o700


def test_messages_and_position_come_together(store: Store) -> None:
    assert store.cursor("main", "INBOX") is None
    assert store.add("main", INBOX, batch(message("1", b"x"), message("2", b"y"), position=2)) == 2

    assert store.cursor("main", "INBOX") == Cursor("v", 2)
    assert store.known("main", "INBOX") == {"1", "2"}


def test_a_batch_that_cannot_be_stored_moves_nothing(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x"), position=1))
    broken = Message("main", "INBOX", "2", b"y", "no time")  # type: ignore[arg-type]

    with pytest.raises(AttributeError):
        store.add("main", INBOX, batch(message("3", b"z"), broken, position=3))

    assert store.cursor("main", "INBOX") == Cursor("v", 1)
    assert store.known("main", "INBOX") == {"1"}


def test_copies_in_two_folders_are_one_mail_with_both_roles(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x")))
    assert store.add("main", Folder("Sent", FolderRole.SENT), batch(message("9", b"x", "Sent"))) == 0
    store.save_readings(1, [(1, email())])

    (stored,) = store.emails()
    assert stored.roles == {FolderRole.MAIL, FolderRole.SENT}


def test_a_new_validity_makes_keys_unknown_and_mails_stay_one(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x"), validity="old"))
    assert store.add("main", INBOX, batch(message("7", b"x"), validity="new", position=7)) == 0

    assert store.known("main", "INBOX") == {"7"}
    assert [row.seen for row in store.coverage()] == [1]


def test_failures_are_counted_until_the_mail_comes(store: Store) -> None:
    failure = Failure("main", "INBOX", "5", "too large")
    store.add("main", INBOX, batch(failures=(failure,), position=5))
    assert [(row.fetched, row.failed, row.seen) for row in store.coverage()] == [(0, 1, 1)]

    store.add("main", INBOX, batch(message("5", b"x"), position=5))
    assert [(row.fetched, row.failed) for row in store.coverage()] == [(1, 0)]


def test_the_last_success_is_kept(store: Store) -> None:
    store.succeeded("main", [INBOX], AT)

    assert store.coverage()[0].last_success == AT


def test_what_this_parser_has_read_is_not_read_again(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"one"), message("2", b"two")))
    assert [(id_, m.raw) for id_, m in store.unread(1)] == [(1, b"one"), (2, b"two")]

    store.save_readings(1, [(1, email()), (2, "broken")])

    assert list(store.unread(1)) == []
    assert [id_ for id_, _ in store.unread(2)] == [1, 2]
    assert store.unreadable() == 1


def test_emails_and_verdicts_come_back_as_they_were(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x")))
    store.save_readings(1, [(1, email())])
    assert list(store.unjudged("m1")) == [(1, email())]

    store.save_verdicts("m1", [(1, verdict())])

    assert list(store.unjudged("m1")) == []
    assert [id_ for id_, _ in store.unjudged("m2")] == [1]
    (stored,) = store.emails()
    assert (stored.email, stored.verdict, stored.kept) == (email(), verdict(), True)


def test_a_new_reading_drops_the_old_verdict(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x")))
    store.save_readings(1, [(1, email())])
    store.save_verdicts("m", [(1, verdict())])
    store.save_readings(2, [(1, email("other"))])

    assert [id_ for id_, _ in store.unjudged("m")] == [1]


def test_forgotten_text_is_gone_from_the_file(store: Store) -> None:
    secret = "a private sentence"
    store.add("main", INBOX, batch(message("1", secret.encode())))
    store.save_readings(1, [(1, email(secret))])
    store.save_verdicts("m", [(1, verdict())], {1})

    (stored,) = store.emails()
    assert (stored.email.text, stored.email.quoted, stored.kept) == ("", "", False)
    assert stored.email.subject == "subject"
    assert stored.verdict == verdict()
    assert list(store.unread(2)) == []
    assert list(store.unjudged("m2")) == []


def test_notes_are_replaced(store: Store) -> None:
    assert store.note("a") == ""
    store.set_notes({"a": "1", "b": "2"})
    store.set_notes({"a": "3"})

    assert (store.note("a"), store.note("b")) == ("3", "2")


def test_the_mark_changes_with_what_is_stored(store: Store) -> None:
    marks = [store.mark()]
    store.add("main", INBOX, batch(message("1", b"x")))
    marks.append(store.mark())
    store.add("main", Folder("B"), batch(message("1", b"x", "B")))
    marks.append(store.mark())
    store.add("main", INBOX, batch(failures=(Failure("main", "INBOX", "2", "no"),)))
    marks.append(store.mark())

    assert len(set(marks)) == 4


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"not a database at all" * 100, "damaged"), (b"SQLite format 3\0" + b"\0" * 4096, "damaged")],
)
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "mail.db"
    path.write_bytes(content)

    with pytest.raises(StoreError, match=word):
        Store(path)
    assert path.read_bytes() == content


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    Store(path).__exit__()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()

    with pytest.raises(StoreError, match="newer version"):
        Store(path)


def test_a_full_disk_is_told_and_stores_nothing(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x")))
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreError, match="no room is left"):
        store.add("main", INBOX, batch(message("2", os.urandom(200_000)), position=2))

    assert store.cursor("main", "INBOX") == Cursor("v", 1)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")

    with pytest.raises(StoreError, match="state"):
        Store(tmp_path / "state" / "mail.db")


# --- headers first


def header(key: str, head: str, folder: str = "INBOX") -> Message:
    return Message("main", folder, key, b"Subject: x", AT, head)


def sparse(*passed_over: Message, copies: tuple[Copy, ...] = (), gone: tuple[str, ...] = ()) -> Batch:
    return Batch((), (), Cursor("v", 9), copies, passed_over, gone)


def test_a_header_alone_is_a_mail_that_is_never_read(store: Store) -> None:
    assert store.add("main", INBOX, sparse(header("1", "h1"), header("2", "h2"))) == 2
    assert store.add("main", INBOX, sparse(header("3", "h1"))) == 0

    assert store.passed_over() == 2
    assert list(store.unread(1)) == []
    assert store.known("main", "INBOX") == {"1", "2", "3"}
    assert [row.fetched for row in store.coverage()] == [3]


def test_heads_are_known_with_and_without_their_text(store: Store) -> None:
    store.add("main", INBOX, sparse(header("1", "h1")))
    store.add("main", INBOX, batch(replace(message("2", b"whole"), head="h2"), message("3", b"of a file")))

    assert store.stored(["h1", "h2", "h3"]) == {"h1": False, "h2": True}
    assert store.stored([]) == {}


def test_a_mail_whose_text_comes_later_takes_the_place_of_its_header(store: Store) -> None:
    store.add("main", INBOX, sparse(header("1", "h1")))
    store.add(
        "main", Folder("Sent", FolderRole.SENT), batch(replace(message("4", b"whole", "Sent"), head="h1"))
    )

    assert store.passed_over() == 0
    ((id_, read),) = store.unread(1)
    store.save_readings(1, [(id_, email())])
    (stored,) = store.emails()
    assert read.raw == b"whole"
    assert stored.roles == {FolderRole.MAIL, FolderRole.SENT}


def test_a_further_place_of_a_known_head_is_a_copy(store: Store) -> None:
    store.add("main", INBOX, batch(replace(message("1", b"whole"), head="h1")))
    store.add("main", Folder("Archive"), sparse(copies=(Copy("7", "h1"), Copy("8", "nobody's"))))

    assert store.known("main", "Archive") == {"7"}
    assert len(list(store.unread(1))) == 1


def test_a_failure_is_worth_three_tries_under_one_validity(store: Store) -> None:
    failure = Failure("main", "INBOX", "5", "refused")
    for tries in (1, 2):
        store.add("main", INBOX, batch(failures=(failure,)))
        assert store.failed("main", "INBOX") == {"5"}, tries
    store.add("main", INBOX, batch(failures=(failure,)))
    assert store.failed("main", "INBOX") == set()
    store.add("main", INBOX, batch(failures=(failure,), validity="new"))
    assert store.failed("main", "INBOX") == {"5"}


def test_a_failure_whose_mail_is_gone_is_none(store: Store) -> None:
    store.add("main", INBOX, batch(failures=(Failure("main", "INBOX", "5", "refused"),)))
    store.add("main", INBOX, sparse(gone=("5",)))
    assert [row.failed for row in store.coverage()] == [0]


def test_folders_that_the_mailbox_no_longer_has_count_no_more(store: Store) -> None:
    for folder in (INBOX, Folder("Old")):
        store.add("main", folder, batch(message(folder.name, folder.name.encode(), folder.name)))
    store.add("other", INBOX, batch(Message("other", "INBOX", "1", b"z", AT)))

    store.keep_folders("main", ["INBOX", "New"])
    assert [(row.source, row.folder) for row in store.coverage()] == [("main", "INBOX"), ("other", "INBOX")]
    store.keep_sources(["main"])
    assert [(row.source, row.folder) for row in store.coverage()] == [("main", "INBOX")]
    store.keep_folders("main", ["INBOX", "Old"])
    assert [row.folder for row in store.coverage()] == ["INBOX", "Old"]


def test_mail_of_applications_is_told_for_the_next_night(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x"), message("2", b"y")))
    store.save_readings(1, [(1, email("one")), (2, email("two"))])
    store.save_verdicts("m", [(1, verdict()), (2, verdict(Label.REJECTION))])
    assert [mail.text for mail in store.recruiting()] == ["two"]


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with sqlite3.connect(path) as db:
        db.executescript(FIRST_SCHEMA)
        db.execute("INSERT INTO folder VALUES ('main', 'INBOX', 'mail', 'v', 3, NULL)")
        db.execute("INSERT INTO mail VALUES (1, 'aa', NULL, NULL)")
        db.execute("INSERT INTO failure VALUES ('main', 'INBOX', '2', 'why')")
        db.execute("PRAGMA user_version = 1")
    db.close()

    with Store(path) as store:
        assert store.cursor("main", "INBOX") == Cursor("v", 3)
        assert store.add("main", INBOX, sparse(header("4", "h"))) == 1
        assert [row.failed for row in store.coverage()] == [1]


def test_read_only_neither_makes_nor_changes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "state" / "mail.db"
    with pytest.raises(StoreError, match="rejection-analyzer run"):
        Store(path, read_only=True)
    assert not path.parent.exists()

    with Store(path):
        pass
    with Store(path, read_only=True) as store, pytest.raises(StoreError):
        store.set_notes({"a": "b"})


def test_read_only_sees_what_is_written_meanwhile(tmp_path: Path) -> None:
    with Store(tmp_path / "mail.db") as store, Store(tmp_path / "mail.db", read_only=True) as reader:
        store.set_notes({"a": "b"})
        assert reader.note("a") == "b"


def test_read_only_wants_a_database_of_this_version(tmp_path: Path) -> None:
    with Store(tmp_path / "mail.db"):
        pass
    with sqlite3.connect(tmp_path / "mail.db") as db:
        db.execute("PRAGMA user_version = 1")
    db.close()

    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path / "mail.db", read_only=True)


def test_of_every_mail_as_much_is_told_as_is_counted(store: Store) -> None:
    sent = Folder("Sent", FolderRole.SENT)
    store.add("main", INBOX, batch(message("1", b"x"), message("2", b"y"), message("3", b"z")))
    store.add("main", sent, batch(message("4", b"own", "Sent")))
    store.save_readings(1, [(1, email("one")), (2, email("two")), (3, email("three")), (4, email("own"))])
    unlikely = replace(verdict(), recruiting=0.01)
    store.save_verdicts(
        "m",
        [
            (1, unlikely),
            (2, verdict(Label.REJECTION)),
            (3, replace(unlikely, recruiting=0.05)),
            (4, unlikely),
        ],
        {1},
    )

    gists = sorted(store.gists(0.05))
    assert [(gist.id, gist.step) for gist in gists] == [(1, False), (2, True), (3, True), (4, True)]
    assert gists[0].what == ("a@b", "n@x.example", "subject")
    assert datetime.fromisoformat(gists[0].sent_at) == AT
    assert [stored.id for stored in store.emails([2, 4])] == [2, 4]


def test_clues_are_kept_by_what_they_were_made_by(store: Store) -> None:
    store.add("main", INBOX, batch(message("1", b"x")))
    store.save_readings(1, [(1, email())])
    store.save_clues("one", {(1, "rejection", False): "[1]", (1, "", True): "[2]"})

    assert store.clues("one") == {(1, "rejection", False): "[1]", (1, "", True): "[2]"}
    assert store.clues("two") == {}
    store.save_clues("two", {(1, "offer", False): "[3]"})
    assert store.clues("one") == {}
    store.save_readings(2, [(1, email("other"))])
    assert store.clues("two") == {}


def test_mails_of_an_older_database_are_counted_as_before(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with Store(path) as store:
        store.add("main", INBOX, batch(message("1", b"x"), message("2", b"y"), message("3", b"z")))
        store.save_readings(1, [(1, email("one")), (2, email("two \u0638\U0001f600")), (3, "broken")])
        store.save_verdicts("m", [(1, replace(verdict(Label.OFFER), recruiting=0.5))])
        now = sorted(store.gists(0.05))
    with sqlite3.connect(path) as db:
        db.executescript(
            "DROP TABLE gist; DROP TABLE clue; DROP INDEX reading_failed; DROP INDEX mail_passed_over;"
            "PRAGMA user_version = 2"
        )
    db.close()

    with Store(path) as store:
        migrated = sorted(store.gists(0.05))
        assert store.unreadable() == 1
        assert [gist[:4] + gist[5:] for gist in migrated] == [gist[:4] + gist[5:] for gist in now]
        assert [datetime.fromisoformat(gist.sent_at) for gist in migrated] == [AT, AT]
