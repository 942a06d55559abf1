import socket
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.errors import LoginRefused, SourceError
from analyzer.fetch.imap import Connection
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.trouble import Lost
from tests.fetch.imap_box import ImapBox
from tests.servers.dovecot import EXPIRED_HOST, FOREIGN_PASSWORD, FOREIGN_USER, OTHER_HOST, PASSWORD, Dovecot
from tests.servers.proxy import Faults, misbehaving

WRONG = "wrong-word"


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


def _exists(settings: ImapSettings, password: str = PASSWORD) -> int:
    connection = Connection(settings, password)
    try:
        return connection.examine("INBOX").exists
    finally:
        connection.close()


def test_tls_with_the_own_authority_works(box: ImapBox) -> None:
    assert _exists(box.settings()) == 0


def test_starttls_works(box: ImapBox) -> None:
    assert _exists(replace(box.settings(), tls="starttls", port=box.server.port)) == 0


def test_unencrypted_works_to_this_machine(box: ImapBox) -> None:
    assert _exists(box.plain()) == 0
    assert _exists(replace(box.plain(), host="localhost")) == 0


@pytest.mark.parametrize("host", ["imap.example.com", "192.0.2.1", "127.0.0.1.example.com", "2001:db8::1"])
def test_unencrypted_is_refused_to_any_other(host: str) -> None:
    settings = ImapSettings("home", host, 143, "me@example.com", tls="none")
    with pytest.raises(SourceError, match="readable to everybody"):
        Connection(settings, PASSWORD)


def test_a_password_of_another_script_is_sent_by_another_way(box: ImapBox) -> None:
    box.server.account(FOREIGN_USER)
    assert _exists(replace(box.settings(), user=FOREIGN_USER), FOREIGN_PASSWORD) == 0


def test_where_login_is_forbidden_the_other_way_is_taken(box: ImapBox) -> None:
    hidden = Faults(reply=lambda data: data.replace(b" LITERAL+ ", b" LOGINDISABLED "))
    with misbehaving(box.server.port, hidden) as proxy:
        assert _exists(box.plain(proxy.port)) == 0
    assert not any(command.startswith(b"LOGIN") for command in proxy.commands)


def test_where_no_way_takes_a_password_none_is_sent(box: ImapBox) -> None:
    hidden = Faults(
        reply=lambda data: data.replace(b" AUTH=PLAIN AUTH=LOGIN", b" AUTH=XOAUTH2 LOGINDISABLED")
    )
    with (
        misbehaving(box.server.port, hidden) as proxy,
        pytest.raises(SourceError, match="offers: AUTH=OAUTHBEARER, AUTH=XOAUTH2"),
    ):
        _exists(box.plain(proxy.port))
    assert not any(command.startswith((b"LOGIN", b"AUTHENTICATE")) for command in proxy.commands)


@pytest.mark.parametrize("user", ['o"brien', "a\\b", "name with blanks", "a/b%c*d(e)"])
def test_a_user_name_is_quoted_where_it_must_be(box: ImapBox, user: str) -> None:
    with (
        misbehaving(box.server.port) as proxy,
        pytest.raises(LoginRefused) as caught,
    ):
        Connection(replace(box.plain(proxy.port), user=user), WRONG)
    assert WRONG not in str(caught.value)
    assert any(command.startswith(b'LOGIN "') for command in proxy.commands)


def test_a_user_name_with_a_line_break_is_not_sent(box: ImapBox) -> None:
    with (
        misbehaving(box.server.port) as proxy,
        pytest.raises(SourceError, match="control character"),
    ):
        Connection(replace(box.plain(proxy.port), user="me\r\nA1 DELETE INBOX"), PASSWORD)
    assert not any(command.startswith(b"LOGIN") for command in proxy.commands)


def test_a_wrong_password_is_refused_with_advice_and_without_the_password(box: ImapBox) -> None:
    with pytest.raises(LoginRefused) as caught:
        _exists(box.settings(), WRONG)
    said = "".join(traceback.format_exception(caught.value))
    assert box.account.user in said
    assert "127.0.0.1" in said
    assert "app password" in said
    assert "[AUTHENTICATIONFAILED] Authentication failed." in said
    assert WRONG not in said


@pytest.mark.parametrize(
    "words", [b"NO [UNAVAILABLE] Temporary authentication failure.", b"NO [LIMIT] busy", b""]
)
def test_a_login_that_fails_for_now_is_not_a_refused_password(box: ImapBox, words: bytes) -> None:
    faults = Faults(answer=lambda _, command: words if command.startswith(b"LOGIN") else None)
    with misbehaving(box.server.port, faults) as proxy, pytest.raises(Lost):
        _exists(box.plain(proxy.port))


def test_a_certificate_of_an_unknown_authority_names_the_ca_file(box: ImapBox) -> None:
    other = box.server.other_ca_file
    with pytest.raises(SourceError, match=f"Checked against ca_file {other}.*ca_file in config.toml"):
        _exists(replace(box.settings(), ca_file=other))
    with pytest.raises(SourceError, match=r"authorities of this system \(no ca_file\)"):
        _exists(replace(box.settings(), ca_file=None))


def test_an_expired_certificate_is_said(box: ImapBox) -> None:
    with pytest.raises(SourceError, match=r"127\.0\.0\.2.*its keeper must renew it"):
        _exists(replace(box.settings(), host=EXPIRED_HOST))


def test_a_certificate_for_another_host_is_said(box: ImapBox) -> None:
    with pytest.raises(SourceError, match="write `host` as the certificate does"):
        _exists(replace(box.settings(), host=OTHER_HOST))


def test_certificates_are_checked_after_starttls_too(box: ImapBox) -> None:
    settings = replace(box.settings(), host=EXPIRED_HOST, port=box.server.port, tls="starttls")
    with pytest.raises(SourceError, match="renew"):
        _exists(settings)


def test_without_starttls_no_password_is_sent(box: ImapBox) -> None:
    stripped = Faults(reply=lambda data: data.replace(b" STARTTLS", b""))
    with (
        misbehaving(box.server.port, stripped) as proxy,
        pytest.raises(SourceError, match=r"no STARTTLS.*password was not sent"),
    ):
        _exists(replace(box.settings(), port=proxy.port, tls="starttls"))
    assert not any(command.startswith((b"LOGIN", b"AUTHENTICATE")) for command in proxy.commands)


def test_tls_to_a_port_without_it_is_said(box: ImapBox) -> None:
    with pytest.raises(SourceError, match="no TLS as expected"):
        _exists(replace(box.settings(), port=box.server.port))


def test_no_tls_to_a_port_with_it_ends_at_the_timeout(box: ImapBox) -> None:
    with pytest.raises(Lost, match=r"no answer at port \d+ within 0\.2 s"):
        _exists(replace(box.plain(box.server.tls_port), connect_timeout=0.2))


def test_a_port_that_nobody_listens_at_is_said(box: ImapBox) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Lost, match=r"refuses connections at port \d+; check `host` and `port`"):
            _exists(box.plain(unused.getsockname()[1]))


def test_a_host_that_is_not_there_is_said(box: ImapBox) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.invalid.*host name was not found"):
        _exists(replace(box.settings(), host="nowhere.invalid"))


def test_a_server_that_hangs_up_at_once_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings = ImapSettings("home", "127.0.0.1", port, "me", tls="none", connect_timeout=5)
        with misbehaving(port) as proxy:
            server.close()
            with pytest.raises(Lost):
                Connection(replace(settings, port=proxy.port), PASSWORD)


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_ca_file_that_is_none_is_said(box: ImapBox, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "ca.pem"
    if text is not None:
        path.write_text(text)
    with pytest.raises(SourceError, match=r"ca\.pem cannot be used"):
        _exists(replace(box.settings(), ca_file=path))


def test_the_library_does_not_write_down_every_mail(box: ImapBox) -> None:
    connection = Connection(box.settings(), PASSWORD)
    assert connection._client._imap.debug == 0
    connection.close()
