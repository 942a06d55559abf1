"""A whole night against a real IMAP server, by the command line."""

import json
import sys
from pathlib import Path

import pytest

from analyzer import cli
from tests import mails
from tests.mails import NOW
from tests.servers.dovecot import PASSWORD, Account, Dovecot


@pytest.fixture
def account(dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account with a small search in it, and a config.toml for it in the working folder."""
    account = dovecot.account()
    at = NOW.timestamp() - 40 * 86400
    account.deliver(*(m.as_bytes() for m in mails.SEARCH), at=at)
    reply = mails.mail(
        "Re: " + mails.INVITE["Subject"], "Thursday suits me.", sender="me@example.org", days_ago=2
    )
    reply["In-Reply-To"] = mails.INVITE["Message-ID"]
    account.deliver(reply.as_bytes(), folder="Sent", at=at)
    box = (
        f'host = "127.0.0.1"\nport = {dovecot.tls_port}\nuser = "{account.user}"\n'
        f'ca_file = "{dovecot.ca_file}"\npassword_env = "MAIL_PASSWORD"'
    )
    mails.config(tmp_path, box)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    return account


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rejection-analyzer", *words])
    try:
        return cli.main()
    except SystemExit as stop:
        return int(stop.code or 0)


def night(monkeypatch: pytest.MonkeyPatch) -> int:
    return run(monkeypatch, "run", "--as-of", NOW.isoformat())


@pytest.mark.usefixtures("account")
def test_a_night_reads_the_mailbox_and_a_second_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert night(monkeypatch) == 0
    reports = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (tmp_path / "reports").iterdir()}

    assert night(monkeypatch) == 0

    assert {
        p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (tmp_path / "reports").iterdir()
    } == reports
    assert capfd.readouterr() == ("", "")
    told = json.loads(reports["report.json"][0])
    assert {row["company"]: row["outcome"] for row in told["applications"]} == {
        "Harbour Labs": "rejected",
        "Bluefin Robotics": "in_progress",
    }
    assert [event["label"] for event in told["applications"][-1]["events"]] == ["interview_invite", "sent"]


def test_only_new_mail_is_fetched(account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    night(monkeypatch)
    account.deliver(mails.mail("Hello", "A word.", days_ago=1).as_bytes(), at=NOW.timestamp() - 86400)

    assert night(monkeypatch) == 0
    assert json.loads((tmp_path / "reports" / "report.json").read_text("utf-8"))["totals"]["emails"] == 6


@pytest.mark.usefixtures("account")
def test_a_wrong_password_ends_with_two_and_yesterdays_report_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    night(monkeypatch)
    report = (tmp_path / "reports" / "report.html").read_bytes()
    monkeypatch.setenv("MAIL_PASSWORD", "not-the-password")

    assert night(monkeypatch) == 2

    told = capfd.readouterr().err
    assert "refused" in told
    assert "not-the-password" not in told
    assert (tmp_path / "reports" / "report.html").read_bytes() == report


@pytest.mark.usefixtures("account")
def test_an_unknown_folder_is_named_beside_those_that_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(config.read_text("utf-8") + 'folders = ["Inbux"]\n', "utf-8")

    assert night(monkeypatch) == 2

    told = capfd.readouterr().err
    assert "Inbux" in told
    assert "INBOX" in told


@pytest.mark.usefixtures("account")
def test_a_server_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(config.read_text("utf-8").replace("127.0.0.1", "imap.nowhere.invalid"), "utf-8")

    assert night(monkeypatch) == 2
    assert "imap.nowhere.invalid" in capfd.readouterr().err


@pytest.mark.usefixtures("account")
def test_check_signs_in_and_names_the_folders(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check") == 0
    assert "INBOX" in capfd.readouterr().out
