"""Signing in by token: a real IMAP server, the providers' own libraries, an endpoint of ours."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.errors import LoginRefused, MailboxInterrupted, SourceError
from analyzer.fetch import oauth
from analyzer.fetch.opening import probe
from analyzer.fetch.settings import ImapSettings, OAuthSettings
from tests.drawer import Drawer
from tests.fetch.contract import mails
from tests.fetch.imap_box import ImapBox
from tests.servers.dovecot import Dovecot, token
from tests.servers.proxy import Faults, misbehaving
from tests.servers.tokens import REFRESH, TokenServer, giving_tokens


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


@pytest.fixture
def tokens(box: ImapBox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    with giving_tokens(tmp_path, lambda: token(box.account.user)) as server:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(server.ca_file))
        yield server


def microsoft(box: ImapBox, tokens: TokenServer) -> ImapSettings:
    return replace(box.settings(), oauth=OAuthSettings("microsoft", "own-client", tokens.url))


def signed_in(settings: ImapSettings) -> list[str]:
    said: list[str] = []
    oauth.sign_in(settings, said.append, lambda _: "client-word")
    return said


def counted(settings: ImapSettings) -> int | None:
    return probe(settings).folders[0].messages


def command(settings: ImapSettings, word: str) -> ImapSettings:
    return replace(settings, token_command=("printf", "%s", word))


# --- what the mail server takes


@pytest.mark.parametrize("left_out", ["XOAUTH2", "OAUTHBEARER"])
def test_a_token_of_a_command_opens_the_mailbox_by_either_way(box: ImapBox, left_out: str) -> None:
    box.deliver(*mails(2))
    fewer = Faults(reply=lambda data: data.replace(b"AUTH=" + left_out.encode(), b"AUTH=NOTHING"))
    with misbehaving(box.server.port, fewer) as proxy:
        assert counted(command(box.plain(proxy.port), token(box.account.user))) == 2
    other = {"XOAUTH2": b"OAUTHBEARER", "OAUTHBEARER": b"XOAUTH2"}[left_out]
    assert any(said.startswith(b"AUTHENTICATE " + other) for said in proxy.commands)


def test_a_server_without_tokens_says_what_it_offers(box: ImapBox) -> None:
    fewer = Faults(reply=lambda data: data.replace(b"AUTH=XOAUTH2", b"").replace(b"AUTH=OAUTHBEARER", b""))
    with (
        misbehaving(box.server.port, fewer) as proxy,
        pytest.raises(SourceError, match=r"takes no token \(it offers: AUTH=LOGIN, AUTH=PLAIN\)"),
    ):
        probe(command(box.plain(proxy.port), token(box.account.user)))


@pytest.mark.parametrize("seconds", [-60, 600], ids=["expired", "of somebody else"])
def test_a_token_that_is_not_taken_is_said_without_showing_it(box: ImapBox, seconds: int) -> None:
    word = token(box.account.user if seconds < 0 else "somebody", seconds)
    with pytest.raises(LoginRefused, match=r"refused the token.*\n.*token_command") as caught:
        probe(command(box.settings(), word))
    assert word not in str(caught.value)


# --- Microsoft


def test_a_device_code_signs_in_and_the_keyring_keeps_what_lasts(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    box.deliver(*mails(3))
    settings = microsoft(box, tokens)

    assert signed_in(settings) == ["Open https://sign.in.example and enter the code ABCD-EFGH"]
    assert counted(settings) == 3
    ((entry, kept),) = drawer.kept.items()
    assert entry == ("rejection-analyzer", f"oauth:{box.account.user}@{settings.host}")
    assert REFRESH in kept


def test_a_token_that_has_run_out_is_refreshed_once(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    settings = microsoft(box, tokens)
    tokens.give = lambda: token(box.account.user, -60)
    signed_in(settings)
    tokens.give = lambda: token(box.account.user)

    assert counted(settings) == 0
    assert [form["grant_type"] for form in tokens.asked][-1] == "refresh_token"


def test_a_sign_in_that_was_taken_back_names_the_command(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    settings = microsoft(box, tokens)
    tokens.give = lambda: token(box.account.user, -60)
    signed_in(settings)
    tokens.revoked = True

    with pytest.raises(
        LoginRefused, match=r"taken back \(invalid_grant\)\. Run: rejection-analyzer login home"
    ) as caught:
        probe(settings)
    assert "4711" not in str(caught.value)


def test_nobody_signed_in_names_the_command(box: ImapBox, tokens: TokenServer, drawer: Drawer) -> None:
    with pytest.raises(LoginRefused, match=r"nobody has signed in yet\. Run: rejection-analyzer login home"):
        probe(microsoft(box, tokens))


def test_a_token_server_that_is_away_is_for_another_night(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    settings = microsoft(box, tokens)
    away = replace(settings, oauth=OAuthSettings("microsoft", "own-client", "https://127.0.0.1:9/common"))
    signed_in(settings)
    with pytest.raises(MailboxInterrupted, match="no token at the moment"):
        oauth.access_token(away, fresh=True)


# --- Google


def google(box: ImapBox, tokens: TokenServer) -> ImapSettings:
    return replace(box.settings(), oauth=OAuthSettings("google", "own-client", tokens.url))


def keep_for_google(settings: ImapSettings, drawer: Drawer) -> None:
    kept = {"refresh_token": REFRESH, "client_secret": "client-word"}
    name = f"oauth:{settings.user}@{settings.host}"
    drawer.set_password("rejection-analyzer", name, json.dumps(kept))


def test_google_gives_a_token_for_what_the_keyring_keeps(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    box.deliver(*mails(1))
    settings = google(box, tokens)
    keep_for_google(settings, drawer)

    assert counted(settings) == 1
    (form,) = tokens.asked
    assert (form["client_id"], form["client_secret"]) == ("own-client", "client-word")


def test_google_that_took_the_sign_in_back_names_the_command(
    box: ImapBox, tokens: TokenServer, drawer: Drawer
) -> None:
    settings = google(box, tokens)
    keep_for_google(settings, drawer)
    tokens.revoked = True

    with pytest.raises(LoginRefused, match=r"\(invalid_grant\)\. Run: rejection-analyzer login home"):
        probe(settings)


def test_a_mailbox_with_a_password_has_nothing_to_sign_in_to(box: ImapBox) -> None:
    with pytest.raises(SourceError, match="signs in by password"):
        oauth.sign_in(box.settings(), print, str)
