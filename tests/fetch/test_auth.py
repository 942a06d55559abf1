import stat
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from analyzer.errors import SourceError
from analyzer.fetch import auth
from analyzer.fetch.auth import password_for, remember
from analyzer.fetch.settings import ImapSettings
from tests.drawer import Drawer


@pytest.fixture(autouse=True)
def _kept_nowhere_else(drawer: Drawer) -> None:
    """No test of this file touches the machine's keyring."""


def _settings(*command: str, env: str = "") -> ImapSettings:
    return ImapSettings("home", "imap.example.com", 993, "me", password_command=command, password_env=env)


def _python(code: str) -> ImapSettings:
    return _settings(sys.executable, "-c", code)


def test_the_command_comes_before_the_variable_and_the_variable_before_the_keyring(drawer: Drawer) -> None:
    remember(_settings(), "from keyring")
    environ = {"SECRET": "from variable"}
    assert password_for(_settings("echo", "from command", env="SECRET"), environ) == "from command"
    assert password_for(_settings(env="SECRET"), environ) == "from variable"
    assert password_for(_settings(env="UNSET"), environ) == "from keyring"
    assert password_for(_settings(), environ) == "from keyring"


def test_the_keyring_entry_is_under_the_programs_name_and_user_at_host(drawer: Drawer) -> None:
    remember(_settings(), "word")
    assert drawer.kept == {("rejection-analyzer", "me@imap.example.com"): "word"}


@pytest.mark.parametrize(
    ("printed", "password"),
    [
        ("word\\n", "word"),
        ("word\\r\\nuser: me\\n", "word"),
        (" with blanks \\n", " with blanks "),
        ("你好", "你好"),
    ],
)
def test_the_first_line_that_the_command_prints_is_the_password(printed: str, password: str) -> None:
    code = f"import sys; sys.stdout.buffer.write('{printed}'.encode())"
    assert password_for(_python(code), {}) == password


@pytest.mark.parametrize(
    ("code", "said"),
    [("raise SystemExit(3)", "ended with code 3"), ("", "printed nothing"), ("print()", "printed nothing")],
)
def test_a_command_that_gives_no_password_is_said(code: str, said: str) -> None:
    with pytest.raises(SourceError, match=f"me@imap.example.com: password_command .* {said}"):
        password_for(_python(code), {})


def test_what_a_failed_command_printed_is_not_shown() -> None:
    with pytest.raises(SourceError) as caught:
        password_for(_python("print('half-a-secret'); raise SystemExit(1)"), {})
    assert "half-a-secret" not in str(caught.value)


def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not there"):
        password_for(_settings("no-such-program"), {})
    path = tmp_path / "plain"
    path.write_text("")
    path.chmod(stat.S_IRUSR)
    with pytest.raises(SourceError, match="cannot be started"):
        password_for(_settings(str(path)), {})


def test_a_command_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth, "COMMAND_SECONDS", 0.2)
    with pytest.raises(SourceError, match=r"did not end within 0\.2 s"):
        password_for(_settings("sleep", "30"), {})


def test_no_password_anywhere_says_what_was_tried() -> None:
    with pytest.raises(SourceError, match=r"UNSET is not set, and the keyring has no such entry.*init"):
        password_for(_settings(env="UNSET"), {})


def test_a_machine_without_keyring_is_said() -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    with pytest.raises(SourceError, match="keyring cannot be used here"):
        password_for(_settings(), {})
    with pytest.raises(SourceError, match="cannot keep a secret"):
        remember(_settings(), "word")


@pytest.mark.parametrize("password", ["a\rb", "a\nb", "a\0b"])
def test_a_password_that_would_break_the_command_is_not_used(password: str) -> None:
    with pytest.raises(SourceError, match="line break or a NUL") as caught:
        password_for(_settings(env="SECRET"), {"SECRET": password})
    assert password not in str(caught.value)
