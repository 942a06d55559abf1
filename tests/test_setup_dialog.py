import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer import cli, setup_dialog
from analyzer.errors import AnalyzerError, LoginRefused
from tests.drawer import Drawer
from tests.mails import NOW
from tests.servers.dovecot import PASSWORD, Account, Dovecot, token
from tests.servers.tokens import giving_tokens


@pytest.fixture
def account(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account on a server whose certificate the machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.ca_file))
    return dovecot.account()


def answers(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def test_the_dialog_signs_in_and_writes_a_config_without_the_password(
    account: Account, dovecot: Dovecot, drawer: Drawer, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    told = CliRunner().invoke(
        cli.app,
        ["init", "--config", str(path)],
        input=answers(account.user, f"localhost:{dovecot.tls_port}", "zh", "a typing mistake", PASSWORD),
    )

    assert told.exit_code == 0, told.output
    text = path.read_text("utf-8")
    written = tomllib.loads(text)
    assert written["language"] == "zh"
    assert written["mailbox"]["main"] == {"host": "localhost", "user": account.user, "port": dovecot.tls_port}
    assert PASSWORD not in text + told.output
    assert list(drawer.kept.values()) == [PASSWORD]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "INBOX" in told.output


def test_a_password_refused_three_times_ends_the_dialog_and_writes_nothing(
    account: Account, dovecot: Dovecot, drawer: Drawer, tmp_path: Path
) -> None:
    told = CliRunner().invoke(
        cli.app,
        ["init", "--config", str(tmp_path / "config.toml")],
        input=answers(account.user, f"localhost:{dovecot.tls_port}", "en", "one", "two", "three"),
    )

    assert isinstance(told.exception, LoginRefused)
    assert not (tmp_path / "config.toml").exists()
    assert not {"one", "two", "three"} & set(told.output.split())


def test_a_known_provider_is_named_with_how_to_get_its_password(drawer: Drawer, tmp_path: Path) -> None:
    told = CliRunner().invoke(
        cli.app, ["init", "--config", str(tmp_path / "c.toml")], input="kim@gmail.com\n"
    )

    assert "imap.gmail.com:993" in told.output
    assert "app password" in told.output


def test_a_provider_without_passwords_is_told_at_once_and_asked_for_a_client_id(
    drawer: Drawer, tmp_path: Path
) -> None:
    told = CliRunner().invoke(
        cli.app, ["init", "--config", str(tmp_path / "c.toml")], input="kim@outlook.com\n"
    )

    assert "OAuth2 sign-in only" in told.output
    assert "docs/mail-providers.md" in told.output
    assert "Client id" in told.output
    assert not (tmp_path / "c.toml").exists()


def test_login_signs_in_by_token(
    dovecot: Dovecot, account: Account, drawer: Drawer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with giving_tokens(tmp_path, lambda: token(account.user)) as tokens:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tokens.ca_file))
        oauth = f'oauth = {{ provider = "microsoft", client_id = "own", authority = "{tokens.url}" }}'
        (tmp_path / "config.toml").write_text(
            f'[mailbox.work]\nhost = "127.0.0.1"\nport = {dovecot.tls_port}\nuser = "{account.user}"\n'
            f'ca_file = "{dovecot.ca_file}"\n{oauth}\n'
        )
        told = CliRunner().invoke(cli.app, ["login", "work", "--config", str(tmp_path / "config.toml")])

    assert told.exit_code == 0, told.output
    assert "enter the code ABCD-EFGH" in told.output
    assert f"Signed in to 127.0.0.1 as {account.user}." in told.output


def test_an_existing_config_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mine")

    with pytest.raises(AnalyzerError, match="is there already"):
        setup_dialog.run(path, NOW)
    assert path.read_text() == "mine"
