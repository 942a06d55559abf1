"""Providers as they are: a real Dovecot behind a proxy that misbehaves as they do.

What each does is in the issue trackers of mail programs; docs/fetching.md names the behaviours.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.config import check
from analyzer.errors import MailboxInterrupted
from analyzer.fetching import EVERYTHING, Fetched, fetch_all
from analyzer.store import Store
from tests.fetch.contract import mail, mails, names
from tests.fetch.imap_box import ImapBox
from tests.fetch.test_imap_source import Reading
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Faults, bodies_asked, misbehaving

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


def without(*capabilities: bytes) -> Callable[[bytes], bytes]:
    pattern = re.compile(rb" (?:%s)(?=[ \]\r])" % b"|".join(capabilities))
    return lambda data: pattern.sub(b"", data) if b"CAPABILITY" in data else data


@dataclass
class Needs:
    """A server that refuses some commands until another one has come."""

    first: bytes
    then: bytes
    words: bytes
    seen: set[int] = field(default_factory=set)

    def __call__(self, connection: int, command: bytes) -> bytes | None:
        if command.startswith(self.first):
            self.seen.add(connection)
        return self.words if command.startswith(self.then) and connection not in self.seen else None


@dataclass
class Once:
    """A server that answers so the first time that a command comes, and then as it should."""

    then: bytes
    words: bytes
    done: bool = False

    def __call__(self, _connection: int, command: bytes) -> bytes | None:
        if self.done or not command.startswith(self.then):
            return None
        self.done = True
        return self.words


def longer_than(length: int, words: bytes) -> Callable[[int, bytes], bytes | None]:
    return lambda _, command: words if len(command) > length else None


def more_mails_than(count: int, words: bytes) -> Callable[[int, bytes], bytes | None]:
    return lambda _, command: words if len(bodies_asked(command)) > count else None


QUIRKS: dict[str, Faults] = {
    "163 and 126 open no folder before ID": Faults(
        answer=Needs(b"ID", b"EXAMINE", b"NO EXAMINE Unsafe Login. Please contact kefu@188.com for help")
    ),
    "QQ finds everything whatever is searched for": Faults(
        command=lambda line: b"UID SEARCH ALL" if line.startswith(b"UID SEARCH") else line
    ),
    "Exchange takes no long lines": Faults(answer=longer_than(7900, b"BAD Command Error. 10")),
    "Exchange is not connected at first": Faults(
        answer=Once(b"EXAMINE", b"BAD User is authenticated but not connected.")
    ),
    "Exchange throttles": Faults(
        answer=Once(b"UID FETCH", b"BAD Request is throttled. Suggested Backoff Time: 1500 milliseconds")
    ),
    "Gmail has too many connections": Faults(
        answer=Once(b"LOGIN", b"NO [ALERT] Too many simultaneous connections. (Failure)")
    ),
    "a server that is restarted says BYE": Faults(answer=Once(b"UID FETCH", b"")),
    "an old server takes few mails at once": Faults(answer=more_mails_than(7, b"BAD too many")),
    "an old server hangs up at more": Faults(answer=more_mails_than(7, b"")),
    "Yahoo answers for ten mails at a time": Faults(
        reply=lambda data: data.replace(b" SPECIAL-USE", b" MESSAGELIMIT=10")
    ),
    "Courier tells no UIDNEXT": Faults(
        reply=lambda data: re.sub(rb"\[UIDNEXT \d+\]|UIDNEXT \d+ ?", b"", data)
    ),
    "no CONDSTORE, no UIDPLUS, no SPECIAL-USE": Faults(
        reply=without(b"CONDSTORE", b"QRESYNC", b"UIDPLUS", b"SPECIAL-USE", b"ESEARCH")
    ),
    "remarks on other mails between the answers": Faults(
        reply=lambda data: data.replace(
            b"* 2 FETCH (UID 2 ", b"* 5 FETCH (FLAGS (\\Seen))\r\n* 2 FETCH (UID 2 "
        )
    ),
    "STATUS is refused": Faults(
        answer=lambda _, command: b"NO not here" if command.startswith(b"STATUS") else None
    ),
    "an alert with every answer": Faults(
        reply=lambda data: data.replace(
            b"* 1 FETCH", b"* OK [ALERT] Your mailbox is nearly full\r\n* 1 FETCH"
        )
    ),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_mail_is_read_once_and_the_next_night_finds_nothing(box: ImapBox, quirk: str) -> None:
    box.deliver(*mails(35))
    with misbehaving(box.server.port, QUIRKS[quirk]) as proxy:
        settings = replace(box.plain(proxy.port), batch=20)
        reading = Reading(settings).run()
        assert reading.subjects == names(35)
        assert reading.failed == []
        assert Reading(settings).run(reading.cursor).subjects == []


def test_searches_are_in_ascii_and_name_no_charset(box: ImapBox) -> None:
    box.deliver(*mails(3))
    with misbehaving(box.server.port) as proxy:
        Reading(replace(box.plain(proxy.port), since=datetime(2020, 1, 1, tzinfo=UTC).date())).run()
    searches = [command for command in proxy.commands if b"SEARCH" in command]
    assert searches
    assert all(re.fullmatch(rb"UID SEARCH (UID [\d:*,]+|SINCE [\w-]+| )+", command) for command in searches)


def test_a_night_takes_no_more_than_its_budget_and_the_next_goes_on(box: ImapBox) -> None:
    box.deliver(*[mail(f"m{n}", "x" * 70 + "\n") for n in range(30)])
    settings = replace(box.settings(), batch=10, budget=1000)
    reading = Reading(settings)
    with pytest.raises(MailboxInterrupted, match="enough for one night"):
        reading.run()
    assert reading.subjects == names(10)
    assert Reading(replace(settings, budget=10**9)).run(reading.cursor).subjects == names(20, first=10)


# --- a whole night's fetching into a store


def night(box: ImapBox, home: Path, port: int, **more: object) -> Fetched:
    table = {
        "host": "127.0.0.1",
        "port": port,
        "tls": "none",
        "user": box.account.user,
        "since": "9y",
        **more,
    }
    table["password_command"] = ["echo", PASSWORD]
    settings = check({"mailbox": {"home": table}}, "test", home)
    with Store(settings.state / "mail.db") as store:
        return fetch_all(settings, store, NOW, lambda *_: None, EVERYTHING)


def stored(home: Path) -> dict[str, int]:
    with Store(home / "state" / "mail.db") as store:
        texts = len(list(store.unread(1)))
        return {
            "texts": texts,
            "headers": store.passed_over(),
            "copies": sum(r.fetched for r in store.coverage()),
        }


def shop(number: int) -> bytes:
    return (
        f"From: Fern <news@fern.example>\nSubject: Half price {number}\nMessage-ID: <s{number}@x>\n"
        "List-Unsubscribe: <https://x.example>\n\nTea\n"
    ).encode()


def test_newsletters_are_left_on_the_server(box: ImapBox, tmp_path: Path) -> None:
    box.deliver(*mails(4), *map(shop, range(6)))
    assert night(box, tmp_path, box.server.port).new == 10
    assert stored(tmp_path) == {"texts": 4, "headers": 6, "copies": 10}


def test_a_new_uidvalidity_costs_headers_only_and_no_mail_twice(box: ImapBox, tmp_path: Path) -> None:
    box.deliver(*mails(4), *map(shop, range(3)))
    night(box, tmp_path, box.server.port)
    box.account.begin_anew()
    with misbehaving(box.server.port) as proxy:
        assert night(box, tmp_path, proxy.port).new == 0
    assert stored(tmp_path) == {"texts": 4, "headers": 3, "copies": 7}
    assert not any(b"BODY.PEEK[]" in command for command in proxy.commands)


def test_copies_over_twenty_folders_count_once(box: ImapBox, tmp_path: Path) -> None:
    for number in range(20):
        box.deliver(*mails(10, first=10 * number), folder=f"F{number:02}")
    box.deliver(*mails(10, first=30), folder="F00")
    box.deliver(*mails(10, first=70), folder="F01")
    with misbehaving(box.server.port) as proxy:
        assert night(box, tmp_path, proxy.port).new == 200
    assert stored(tmp_path) == {"texts": 200, "headers": 0, "copies": 220}
    assert sum(len(bodies_asked(command)) for command in proxy.commands) == 200


def test_a_night_with_nothing_new_opens_no_folder(box: ImapBox, tmp_path: Path) -> None:
    for folder in ("INBOX", "Archive", "Versendetes"):
        box.deliver(*mails(2), folder=folder)
    night(box, tmp_path, box.server.port)
    with misbehaving(box.server.port) as proxy:
        assert night(box, tmp_path, proxy.port) == Fetched(0, ())
    words = [command.split()[0] for command in proxy.commands]
    assert words.count(b"STATUS") == 3
    assert not {b"EXAMINE", b"UID"} & set(words)


def test_a_folder_that_is_refused_does_not_stop_the_others(box: ImapBox, tmp_path: Path) -> None:
    for folder in ("INBOX", "Archive", "Zoo"):
        box.deliver(mail(folder), folder=folder)
    refusing = Faults(
        answer=lambda _, command: b"NO broken" if command.startswith(b'EXAMINE "Archive') else None
    )
    with misbehaving(box.server.port, refusing) as proxy:
        done = night(box, tmp_path, proxy.port)
    assert done.new == 2
    (problem,) = done.problems
    assert "'Archive'" in str(problem)
    with Store(tmp_path / "state" / "mail.db") as store:
        assert [row.folder for row in store.coverage() if row.last_success] == ["INBOX", "Zoo"]


def test_a_folder_that_was_renamed_costs_headers_only(box: ImapBox, tmp_path: Path) -> None:
    box.deliver(*mails(3), folder="Jobs")
    night(box, tmp_path, box.server.port)
    (box.account.maildir / ".Jobs").rename(box.account.maildir / ".Work")
    with misbehaving(box.server.port) as proxy:
        assert night(box, tmp_path, proxy.port) == Fetched(0, ())
    assert not any(b"BODY.PEEK[]" in command for command in proxy.commands)
    with Store(tmp_path / "state" / "mail.db") as store:
        assert [row.folder for row in store.coverage()] == ["INBOX", "Work"]


def test_gmail_numbers_tell_copies_whatever_their_headers(box: ImapBox, tmp_path: Path) -> None:
    box.deliver(mail("m0"), folder="Alles")
    box.deliver(mail("m0").replace(b"m0@example.com", b"other@example.com"), folder="Versendetes")

    def gmail(data: bytes) -> bytes:
        announced = data.replace(b" SPECIAL-USE", b" X-GM-EXT-1")
        return re.sub(rb"(\* \d+ FETCH \(UID \d+) (?=RFC822)", rb"\1 X-GM-MSGID 42 ", announced)

    asking = Faults(reply=gmail, command=lambda line: line.replace(b" X-GM-MSGID", b""))
    with misbehaving(box.server.port, asking) as proxy:
        assert night(box, tmp_path, proxy.port).new == 1
    assert any(b"X-GM-MSGID" in command for command in proxy.commands)
    assert stored(tmp_path) == {"texts": 1, "headers": 0, "copies": 2}


def test_hundreds_of_folders_are_asked_about_together(box: ImapBox, tmp_path: Path) -> None:
    for number in range(300):
        box.account.folder(f"F{number:03}")
    box.deliver(*mails(2), folder="F150")
    with misbehaving(box.server.port) as proxy:
        assert night(box, tmp_path, proxy.port) == Fetched(2, ())
        assert night(box, tmp_path, proxy.port) == Fetched(0, ())
    assert threading.active_count() < 50
