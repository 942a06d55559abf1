"""`check` against each wrong setting: one line that names it and says what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from analyzer.checkup import findings
from tests.mails import NOW
from tests.servers.dovecot import EXPIRED_HOST, OTHER_HOST, PASSWORD, Dovecot

#: What is wrong → the lines that replace the right ones, and what `check` says of it.
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "host": ({"host": '"no-such-host.invalid"'}, r"host name was not found; check `host`"),
    "port nobody listens at": ({"port": "1"}, r"refuses connections at port 1; check `host` and `port`"),
    "port without TLS": ({"port": "{plain}"}, r"no TLS as expected.*usual are port 993"),
    "no TLS to another machine": ({"tls": '"none"', "host": '"mail.example"'}, r'Use "tls"'),
    "no authority": ({"ca_file": '"{other_ca}"'}, r"certificate was not accepted.*name that file as ca_file"),
    "an expired certificate": ({"host": f'"{EXPIRED_HOST}"'}, r"expired: its keeper must renew it"),
    "another's certificate": ({"host": f'"{OTHER_HOST}"'}, r"write `host` as the certificate does"),
    "a ca_file that is not there": ({"ca_file": '"none.pem"'}, r"ca_file .*none\.pem cannot be used"),
    "a ca_file that is none": ({"ca_file": '"config.toml"'}, r"holds no certificate in PEM form"),
    "a wrong password": ({"password_command": '["echo", "wrong"]'}, r"refused the user .*app password"),
    "a command that is not there": (
        {"password_command": '["no-such-program"]'},
        r"is not there; write its whole path",
    ),
    "a command that fails": ({"password_command": '["false"]'}, r"ended with code 1"),
    "no password anywhere": ({"password_command": ""}, r"Run `rejection-analyzer init`|set password_command"),
    "a token that is none": (
        {"password_command": "", "token_command": '["echo", "none"]'},
        r"refused the token.*see what token_command prints",
    ),
    "nobody signed in": (
        {"password_command": "", "oauth": '{ provider = "google", client_id = "x" }'},
        r"Run: rejection-analyzer login main|keyring cannot be used",
    ),
    "two ways in": ({"token_command": '["echo", "x"]'}, r"password_command and token_command: choose one"),
    "a folder that is not there": ({"folders": '["Inbx"]'}, r"no folder 'Inbx'.*There are: 'INBOX'"),
    "a span that is none": ({"since": '"soon"'}, r"write a date like 2026-01-31 or a span"),
    "a key that is none": ({"hots": '"x"'}, r"is not known; did you mean 'host'"),
    "a password in the file": ({"password": '"hunter2"'}, r"passwords do not belong in this file"),
}


@pytest.fixture(autouse=True)
def no_keyring() -> object:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def written(dovecot: Dovecot, tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    account = dovecot.account()
    right = {
        "host": '"127.0.0.1"',
        "port": str(dovecot.tls_port),
        "user": f'"{account.user}"',
        "ca_file": f'"{dovecot.ca_file}"',
        "password_command": f'["echo", "{PASSWORD}"]',
    }

    def write(wrong: dict[str, str]) -> Path:
        lines = {key: value for key, value in {**right, **wrong}.items() if value}
        text = "\n".join(f"{key} = {value}" for key, value in lines.items())
        text = text.replace("{plain}", str(dovecot.port)).replace("{other_ca}", str(dovecot.other_ca_file))
        path = tmp_path / "config.toml"
        path.write_text(f"[mailbox.main]\n{text}\n")
        return path

    return write


def test_the_right_settings_are_fine(written: Callable[[dict[str, str]], Path]) -> None:
    assert all(finding.ok for finding in findings(written({}), NOW))


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_setting_gives_one_line_that_says_what_to_do(
    written: Callable[[dict[str, str]], Path], kind: str
) -> None:
    wrong, said = WRONG[kind]

    bad = [finding.text for finding in findings(written(wrong), NOW) if not finding.ok]

    (line,) = bad
    assert re.search(said, line), line
    assert "\n" not in line
    assert "hunter2" not in line


def test_lines_of_an_imported_list_are_counted_and_damaged_ones_named(
    written: Callable[[dict[str, str]], Path],
) -> None:
    path = written({})
    good = '{"v": 1, "batch": "b", "at": "", "company": "Acorn", "applied_at": "2026-05-01"}'
    (path.parent / "applications.jsonl").write_text(f"{good}\nbroken\n", "utf-8")

    told = [finding for finding in findings(path, NOW) if finding.text.startswith("imported")]

    assert [finding.ok for finding in told] == [True, False]
    assert "1 applications" in told[0].text
    assert "applications.jsonl, line 2" in told[1].text
