import contextlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analyzer.domain import Batch, Cursor
from analyzer.errors import LoginRefused, MailboxInterrupted, SourceError
from analyzer.fetch import Memory
from analyzer.fetch.imap import FolderState
from analyzer.fetch.imap_source import TRIES, ImapSource, _windows
from analyzer.fetch.opening import probe
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.trouble import Refused
from tests.fetch.contract import Box, FolderContract, Shelf, mail, mails, names, subjects
from tests.fetch.imap_box import ENVIRON, VARIABLE, ImapBox
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Faults, bodies_asked, misbehaving, passing_over, refusing

_READING = re.compile(rb"(?i)^(CAPABILITY|LOGIN|ID|LIST|STATUS|EXAMINE|UID SEARCH|UID FETCH|LOGOUT|NOOP)\b")


@pytest.fixture
def box(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> ImapBox:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    return ImapBox(dovecot)


class TestImap(FolderContract):
    @pytest.fixture
    def box(self, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Box:
        monkeypatch.setenv(VARIABLE, PASSWORD)
        return ImapBox(dovecot)


class Reading:
    """Reads one folder with pauses noted instead of waited for."""

    def __init__(self, settings: ImapSettings, folder: str = "INBOX") -> None:
        self.pauses: list[float] = []
        self.batches: list[Batch] = []
        self._settings = settings
        self._folder = folder

    def run(
        self,
        cursor: Cursor | None = None,
        known: frozenset[str] = frozenset(),
        failed: frozenset[str] = frozenset(),
    ) -> "Reading":
        with contextlib.closing(ImapSource(self._settings, ENVIRON, self.pauses.append)) as source:
            (folder,) = (one for one in source.folders() if one.name == self._folder)
            for batch in source.fetch(folder, cursor, Memory(lambda: known, lambda: failed)):
                self.batches.append(batch)
        return self

    @property
    def subjects(self) -> list[str]:
        return subjects([m for batch in self.batches for m in batch.messages])

    @property
    def failed(self) -> list[tuple[str, str]]:
        return [(f.key, f.reason) for batch in self.batches for f in batch.failures]

    @property
    def cursor(self) -> Cursor:
        return self.batches[-1].cursor


# --- which mail


def test_the_first_time_only_mail_since_a_day_is_given(box: ImapBox) -> None:
    box.account.deliver(*mails(3), at=datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp())
    box.account.deliver(*mails(2, first=3), at=datetime(2026, 3, 5, 12, tzinfo=UTC).timestamp())
    assert Reading(replace(box.settings(), since=date(2026, 2, 1))).run().subjects == names(2, first=3)


def test_mail_of_the_two_days_before_is_given_too_since_servers_count_days_differently(box: ImapBox) -> None:
    box.account.deliver(*mails(1), at=datetime(2026, 1, 30, 12, tzinfo=UTC).timestamp())
    assert Reading(replace(box.settings(), since=date(2026, 2, 1))).run().subjects == names(1)


def test_later_every_new_mail_is_given_however_old_its_date(box: ImapBox) -> None:
    settings = replace(box.settings(), since=date(2026, 2, 1))
    box.account.deliver(*mails(1), at=datetime(2026, 3, 5, tzinfo=UTC).timestamp())
    first = Reading(settings).run()
    box.account.deliver(*mails(1, first=1), at=datetime(2020, 3, 5, tzinfo=UTC).timestamp())
    assert Reading(settings).run(first.cursor).subjects == names(1, first=1)


def test_a_mail_carries_the_time_at_which_the_server_got_it(box: ImapBox) -> None:
    box.account.deliver(*mails(1), at=datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp())
    ((message,),) = (batch.messages for batch in Reading(box.settings()).run().batches)
    assert message.received_at == datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_known_mail_is_not_fetched_again_if_the_cursor_is_set_back(box: ImapBox) -> None:
    box.deliver(*mails(4))
    validity = Reading(box.settings()).run().cursor.validity
    again = Reading(box.settings()).run(Cursor(validity, 0), frozenset({"1", "3"}))
    assert again.subjects == ["m1", "m3"]


def test_a_new_uidvalidity_makes_everything_new(box: ImapBox) -> None:
    box.deliver(*mails(3))
    shelf = Shelf()
    shelf.run(box.settings())
    before = shelf.cursors["INBOX"]
    box.account.begin_anew()
    assert subjects(shelf.run(box.settings())) == names(3)
    assert shelf.cursors["INBOX"].validity != before.validity


def test_a_server_without_uidvalidity_is_read_anew_every_time(box: ImapBox) -> None:
    box.deliver(*mails(2))
    faults = Faults(reply=lambda data: data.replace(b"[UIDVALIDITY ", b"[NOTHING "))
    with misbehaving(box.server.port, faults) as proxy:
        first = Reading(box.plain(proxy.port)).run()
        second = Reading(box.plain(proxy.port)).run(first.cursor)
    assert first.subjects == second.subjects == names(2)
    assert first.cursor.validity != second.cursor.validity


def test_a_folder_of_all_mail_stands_for_the_others(box: ImapBox) -> None:
    for folder in ("INBOX", "Archive", "Alles", "Sent"):
        box.deliver(mail(folder), folder=folder)
    assert subjects(Shelf().run(box.settings())) == ["Sent", "Alles"]


def test_named_folders_are_read_in_their_order_whatever_they_are_for(box: ImapBox) -> None:
    for folder in ("INBOX", "Archive", "Trash"):
        box.deliver(mail(folder), folder=folder)
    settings = replace(box.settings(), folders=("Trash", "inbox"))
    assert subjects(Shelf().run(settings)) == ["Trash", "INBOX"]


def test_an_unknown_folder_is_said_with_the_nearest_one_first(box: ImapBox) -> None:
    box.deliver(*mails(1), folder="Bewerbungen")
    with pytest.raises(SourceError, match=r"home: no folder 'Bewerbung'.*There are: 'Bewerbungen', '"):
        Shelf().run(replace(box.settings(), folders=("Bewerbung",)))


def test_a_probe_says_what_is_read_what_is_not_and_what_the_server_can(box: ImapBox) -> None:
    box.deliver(*mails(3))
    found = probe(box.settings())
    assert [(one.folder.name, one.messages) for one in found.folders] == [("INBOX", 3)]
    assert set(found.left_out) == {"Drafts", "Junk", "Trash"}
    assert "IMAP4REV1" in found.capabilities


# --- what is said to the server


def test_only_reading_commands_are_sent_and_short_ones(box: ImapBox) -> None:
    box.deliver(*mails(1200))
    with misbehaving(box.server.port) as proxy:
        assert len(Reading(replace(box.plain(proxy.port), batch=1000)).run().subjects) == 1200
    assert all(_READING.match(command) for command in proxy.commands)
    assert max(map(len, proxy.commands)) < 4096
    fetches = [command for command in proxy.commands if command.startswith(b"UID FETCH")]
    assert all(b"BODY.PEEK[" in command and b"BODY[" not in command for command in fetches)
    assert not any(b"*" in command for command in fetches)


def test_the_client_introduces_itself_before_it_opens_a_folder(box: ImapBox) -> None:
    box.deliver(*mails(1))
    with misbehaving(box.server.port) as proxy:
        Reading(box.plain(proxy.port)).run()
    words = [command.split()[0] for command in proxy.commands]
    assert words.index(b"LOGIN") < words.index(b"ID") < words.index(b"EXAMINE")


def test_no_command_announced_is_needed_for_a_server_without_id(box: ImapBox) -> None:
    box.deliver(*mails(1))
    with misbehaving(box.server.port, Faults(reply=lambda data: data.replace(b" ID ", b" "))) as proxy:
        assert Reading(box.plain(proxy.port)).run().subjects == names(1)
    assert not any(command.startswith(b"ID") for command in proxy.commands)


def test_a_message_limit_of_the_server_is_kept(box: ImapBox) -> None:
    box.deliver(*mails(25))
    announced = Faults(reply=lambda data: data.replace(b" SPECIAL-USE", b" MESSAGELIMIT=10"))
    with misbehaving(box.server.port, announced) as proxy:
        assert Reading(box.plain(proxy.port)).run().subjects == names(25)
    searches = [command for command in proxy.commands if command.startswith(b"UID SEARCH")]
    assert searches == [b"UID SEARCH UID 1:10", b"UID SEARCH UID 11:20", b"UID SEARCH UID 21:25"]


def test_nothing_new_costs_no_search(box: ImapBox) -> None:
    box.deliver(*mails(3))
    cursor = Reading(box.settings()).run().cursor
    with misbehaving(box.server.port) as proxy:
        assert Reading(box.plain(proxy.port)).run(cursor).batches == []
    assert not any(command.startswith(b"UID") for command in proxy.commands)


# --- what goes wrong with single mails


def test_a_mail_that_the_server_refuses_is_a_failure_and_the_others_are_given(box: ImapBox) -> None:
    box.deliver(*mails(9))
    with misbehaving(box.server.port, refusing({3, 8})) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert reading.subjects == [f"m{n}" for n in (0, 1, 3, 4, 5, 6, 8)]
    assert [key for key, _ in reading.failed] == ["3", "8"]
    assert "Server error" in reading.failed[0][1]
    assert reading.cursor.position == 9


def test_a_mail_that_the_server_passes_over_is_asked_for_again_alone_then_a_failure(box: ImapBox) -> None:
    box.deliver(*mails(4))
    with misbehaving(box.server.port, passing_over({2})) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert reading.subjects == ["m0", "m2", "m3"]
    assert reading.failed == [("2", "the server did not give it")]
    assert any(command.startswith(b"UID FETCH 2 ") for command in proxy.commands)


def test_a_server_that_refuses_every_mail_stops_the_reading_before_them(box: ImapBox) -> None:
    box.deliver(*mails(12))
    with misbehaving(box.server.port, refusing(set(range(1, 13)), b"BAD internal error")) as proxy:
        reading = Reading(box.plain(proxy.port))
        with pytest.raises(SourceError, match=r"refuses every mail from UID 1 on: .*internal error"):
            reading.run()
    assert reading.batches == []


def test_an_answer_against_the_protocol_makes_failures_that_show_nothing_of_it(box: ImapBox) -> None:
    box.deliver(*mails(2))
    faults = Faults(reply=lambda data: data.replace(b" BODY[]<0> ", b" throttled BODY[]<0> "))
    with misbehaving(box.server.port, faults) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    reason = "the server did not give it"
    assert reading.failed == [("1", reason), ("2", reason)]


def test_only_a_server_with_a_limit_is_searched_in_windows() -> None:
    assert _windows(FolderState(60_000, 1, 4_000_000_000), 1, None) == [(1, None)]
    assert _windows(FolderState(2_500, 1, 2_501), 1, 1000) == [(1, 1000), (1001, 2000), (2001, 2500)]
    assert _windows(FolderState(2_500, 1, None), 1, 1000) == [(1, None)]


def test_a_server_with_a_limit_and_numbers_beyond_reason_is_refused() -> None:
    with pytest.raises(Refused, match="4000000000"):
        _windows(FolderState(10**9, 1, 4_000_000_001), 1, 1000)


def test_refused_sizes_do_not_matter(box: ImapBox) -> None:
    box.deliver(*mails(3))
    faults = Faults(answer=lambda _, command: b"BAD no" if b"RFC822.SIZE" in command else None)
    with misbehaving(box.server.port, faults) as proxy:
        assert Reading(box.plain(proxy.port)).run().subjects == names(3)


# --- what goes wrong with the connection


def test_a_connection_lost_in_the_middle_of_a_mail_is_made_anew_and_repeats_nothing(box: ImapBox) -> None:
    box.deliver(*[mail(f"m{n}", "x" * 70 + "\n") for n in range(40)])
    with misbehaving(box.server.port, Faults(drop_after=(5000, 4000))) as proxy:
        reading = Reading(replace(box.plain(proxy.port), batch=5)).run()
    assert reading.subjects == names(40)
    assert reading.failed == []
    assert proxy.connections == 3
    assert len(reading.pauses) == 2


def test_a_line_that_breaks_at_one_mail_makes_that_mail_a_failure_and_the_others_are_given(
    box: ImapBox,
) -> None:
    box.deliver(*[mail(f"m{n}", "x" * 70 + "\n") for n in range(30)])

    def breaking(_connection: int, command: bytes) -> bytes | None:
        return b"" if 17 in bodies_asked(command) else None

    with misbehaving(box.server.port, Faults(answer=breaking)) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert reading.subjects == [f"m{n}" for n in range(30) if n != 16]
    assert reading.failed == [("17", "the connection breaks at it; a later run tries again")]
    assert reading.cursor.position == 30


def test_a_mail_that_breaks_the_line_is_one_try_a_night_however_often_the_line_breaks(
    box: ImapBox,
) -> None:
    """It failed on an earlier night, breaks the line again, and so does a later mail."""
    box.deliver(*mails(20))
    with misbehaving(box.server.port, refusing({3})) as proxy:
        first = Reading(box.plain(proxy.port)).run()
    box.deliver(*mails(10, first=20))

    def breaking(_connection: int, command: bytes) -> bytes | None:
        return b"" if {3, 25} & bodies_asked(command) else None

    with misbehaving(box.server.port, Faults(answer=breaking)) as proxy:
        second = Reading(box.plain(proxy.port)).run(first.cursor, failed=frozenset({"3"}))
    assert sorted(key for key, _ in second.failed) == ["25", "3"]
    assert second.subjects == [f"m{n}" for n in range(20, 30) if n != 24]


def test_a_line_that_breaks_at_mail_after_mail_ends_the_reading(box: ImapBox) -> None:
    box.deliver(*[mail(f"m{n}", "x" * 7000 + "\n") for n in range(40)])
    with misbehaving(box.server.port, Faults(drop_after=(4000,) * 99)) as proxy:
        reading = Reading(box.plain(proxy.port))
        with pytest.raises(MailboxInterrupted, match=r"INBOX.*mail after mail.*next run goes on"):
            reading.run()
    assert [key for key, _ in reading.failed] == ["1", "2", "3"]


def test_a_server_that_hangs_up_again_and_again_ends_the_reading(box: ImapBox) -> None:
    box.deliver(*mails(3))
    faults = Faults(answer=lambda _, command: b"" if command.startswith(b"EXAMINE") else None)
    with misbehaving(box.server.port, faults) as proxy:
        reading = Reading(box.plain(proxy.port))
        with pytest.raises(MailboxInterrupted, match=r"INBOX.*tried 6 times.*next run goes on"):
            reading.run()
    assert proxy.connections == TRIES
    assert all(2**n <= pause <= 2**n + 1 for n, pause in enumerate(reading.pauses))
    assert len(reading.pauses) == TRIES - 1


def test_after_a_lost_connection_the_first_time_stays_the_first_time(box: ImapBox) -> None:
    new, old = (datetime(year, 3, 5, tzinfo=UTC).timestamp() for year in (2026, 2020))
    box.account.deliver(*[mail(f"m{n}", "x" * 700 + "\n") for n in range(10)], at=new)
    box.account.deliver(*mails(3, first=100), at=old)
    with misbehaving(box.server.port, Faults(drop_after=(7000,))) as proxy:
        settings = replace(box.plain(proxy.port), batch=2, since=date(2026, 1, 1))
        reading = Reading(settings).run()
    assert proxy.connections == 2
    assert reading.subjects == names(10)


def test_a_silent_server_is_given_up_after_the_read_timeout(box: ImapBox) -> None:
    box.deliver(*mails(3))
    with (
        misbehaving(box.server.port, Faults(stall_after=1000)) as proxy,
        pytest.raises(MailboxInterrupted, match="fell silent; tried 6 times"),
    ):
        Reading(replace(box.plain(proxy.port), read_timeout=0.2)).run()


def test_a_throttling_server_is_waited_for_as_long_as_it_says(box: ImapBox) -> None:
    box.deliver(*mails(3))

    def throttle(connection: int, command: bytes) -> bytes | None:
        busy = connection == 1 and command.startswith(b"UID FETCH")
        return b"BAD Request is throttled. Suggested Backoff Time: 12500 milliseconds" if busy else None

    with misbehaving(box.server.port, Faults(answer=throttle)) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert reading.subjects == names(3)
    assert reading.pauses == [12.5]


def test_a_quota_that_is_used_up_makes_no_mail_a_failure(box: ImapBox) -> None:
    box.deliver(*mails(3))
    words = b"NO [OVERQUOTA] Account exceeded command or bandwidth limits."
    with misbehaving(box.server.port, refusing({1, 2, 3}, words)) as proxy:
        reading = Reading(box.plain(proxy.port))
        with pytest.raises(SourceError, match="OVERQUOTA"):
            reading.run()
    assert reading.failed == []


def test_a_folder_that_cannot_be_opened_is_said(box: ImapBox) -> None:
    box.deliver(*mails(1))
    faults = Faults(answer=lambda _, command: b"NO Unsafe Login" if command.startswith(b"EXAMINE") else None)
    with (
        misbehaving(box.server.port, faults) as proxy,
        pytest.raises(SourceError, match=r"folder 'INBOX'.*Unsafe Login"),
    ):
        Reading(box.plain(proxy.port)).run()


# --- the password


def test_a_refused_password_is_tried_once_only(box: ImapBox) -> None:
    with misbehaving(box.server.port) as proxy:
        source = ImapSource(box.plain(proxy.port), {VARIABLE: "wrong-word"})
        with pytest.raises(LoginRefused):
            source.folders()
    assert sum(command.startswith(b"LOGIN") for command in proxy.commands) == 1


def test_a_server_that_echoes_the_password_does_not_get_it_into_the_message(box: ImapBox) -> None:
    def echo(_connection: int, command: bytes) -> bytes | None:
        return b"BAD unknown: " + command if command.startswith(b"LOGIN") else None

    with (
        misbehaving(box.server.port, Faults(answer=echo)) as proxy,
        pytest.raises(LoginRefused) as caught,
    ):
        ImapSource(box.plain(proxy.port), ENVIRON).folders()
    assert PASSWORD not in str(caught.value)


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def test_the_password_is_in_no_log_and_no_repr(
    box: ImapBox, everything_logged: pytest.LogCaptureFixture
) -> None:
    box.deliver(*mails(2))
    settings = replace(box.settings(), password_env="", password_command=("echo", PASSWORD))
    source = ImapSource(settings, {})
    for folder in source.folders():
        list(source.fetch(folder, None, Memory()))
    source.close()
    with pytest.raises(LoginRefused) as caught:
        ImapSource(replace(settings, password_command=("echo", "wrong-word")), {}).folders()
    shown = everything_logged.text + repr(source) + repr(settings) + str(caught.value)
    assert "imapclient" in everything_logged.text
    assert PASSWORD not in shown
    assert "wrong-word" not in shown


def test_no_mail_is_logged(box: ImapBox, everything_logged: pytest.LogCaptureFixture) -> None:
    box.deliver(mail("Geheimes", "Niemand soll es lesen\n"))
    Reading(box.settings()).run()
    assert "Geheimes" not in everything_logged.text
    assert "Niemand" not in everything_logged.text
