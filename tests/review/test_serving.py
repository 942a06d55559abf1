"""The server's life: its address, its end, and who learns of the token."""

import gc
import io
import logging
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path

import psutil
import pytest

from analyzer.config import Settings
from analyzer.errors import AnalyzerError, LedgerError, StoreError
from analyzer.review import serving
from analyzer.review.frame import Site
from analyzer.review.serving import Clock
from tests.review import hostile
from tests.review.box import Visitor, fill, serving_site


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fill(tmp_path)


class Hours:
    """A clock that stands until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_half_an_hour_of_quiet_is_enough() -> None:
    hours = Hours()
    clock = Clock(now=hours)
    hours.now = 29 * 60
    assert clock.left() == 60
    clock.touch()
    assert clock.left() == 30 * 60
    hours.now += 30 * 60
    assert clock.left() <= 0
    serving.wait(clock)


def test_while_it_answers_the_mailbox_is_not_looked_through_for_cycles(settings: Settings) -> None:
    with serving_site(settings):
        assert gc.get_freeze_count() > 0

    assert gc.get_freeze_count() == 0


def test_only_who_was_let_in_keeps_it_awake(settings: Settings) -> None:
    hours = Hours()
    clock = Clock(now=hours)
    with serving_site(settings, clock) as site:
        guest = Visitor(site)
        hours.now = 600
        Visitor(site, invited=False).see()
        guest.get(site.door.path, Host="evil.example")
        guest.post("say", {}, Origin="http://evil.example")
        assert clock.left() == 1200
        guest.see()
        assert clock.left() == 1800


def test_it_ends_by_itself(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "IDLE", 0.0)
    before = threading.active_count()
    serving.run(settings, 0, browser=False)

    assert "Nothing was labelled." in capsys.readouterr().out
    assert threading.active_count() == before


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AnalyzerError, match=f"port {port} cannot be used .*--port"):
            serving.bound(port)


def test_without_a_night_or_with_a_broken_ledger_it_says_what_to_do(
    tmp_path: Path, settings: Settings
) -> None:
    settings.labels.mkdir()
    with pytest.raises(LedgerError):
        serving.run(settings, 0, browser=False)
    (settings.state / "mail.db").unlink()
    with pytest.raises(StoreError, match="rejection-analyzer run"):
        serving.run(settings, 0, browser=False)


def test_the_browser_is_sent_by_a_file_that_only_the_user_reads(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, int, str]] = []

    def open_(url: str) -> bool:
        path = Path(url.removeprefix("file://"))
        opened.append((url, stat.S_IMODE(path.stat().st_mode), path.read_text("utf-8")))
        return True

    monkeypatch.setattr(webbrowser, "open", open_)
    monkeypatch.setattr(serving, "IDLE", 0.0)
    monkeypatch.setenv("DISPLAY", ":0")
    serving.run(settings, 0, browser=True)
    ((url, mode, text),) = opened

    assert url.startswith("file://")
    assert "t=" not in url, "the address is no secret"
    assert mode == 0o600
    assert "/enter?t=" in text
    assert not Path(url.removeprefix("file://")).exists(), "it is gone at the end"


def test_without_a_screen_no_browser_takes_the_terminal(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("a browser was opened"))
    monkeypatch.setattr(serving, "IDLE", 0.0)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serving.run(settings, 0, browser=True)


def test_the_token_is_not_logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving_site(settings) as site:
        guest = Visitor(site)
        guest.see()
        guest.get(f"/enter?t={site.door.token}")
        guest.see("nothing")
        guest.post("say", {"mail": "?", "label": "?"})

    told = caplog.text
    assert not any(secret in told for secret in (site.door.token, site.door.session, site.door.form_token))


def _started(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """The program as a user starts it, and the address that it printed."""
    command = [
        sys.executable,
        "-m",
        "analyzer.cli",
        "review",
        "--no-browser",
        "--config",
        str(folder / "config.toml"),
        *more,
    ]
    program = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert program.stdout
    line = program.stdout.readline()
    return program, line.rpartition(" ")[2].strip()


def test_the_command_serves_until_ctrl_c_and_tells_only_the_terminal_of_the_token(tmp_path: Path) -> None:
    """Other users of the machine see command lines and environments of nobody, but open ports."""
    fill(tmp_path, hostile.mails(), [])
    program, address = _started(tmp_path)
    try:
        token = address.partition("?t=")[2]
        assert len(token) >= 43
        mine = [psutil.Process(program.pid), *psutil.Process(program.pid).children(recursive=True)]
        seen = [
            *(" ".join(process.cmdline()) for process in mine),
            *(str(process.environ()) for process in mine),
        ]
        assert not any(token in text for text in seen)
        addresses = {each.laddr.ip for each in mine[0].net_connections("tcp") if each.status == "LISTEN"}
        assert addresses == {"127.0.0.1"}
    finally:
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=20)

    assert program.returncode == 0
    assert err == ""
    assert "Nothing was labelled." in out
    assert not any(ord(char) < 32 and char != "\n" for char in out), "nothing of a mail reaches the terminal"
    left = [path.name for path in (tmp_path / "state").iterdir() if path.name.startswith("review-")]
    assert left == []


def test_a_run_is_not_kept_waiting(settings: Settings) -> None:
    """The night takes its lock, and writes, while the page is open."""
    from analyzer import nightly
    from analyzer.store import Store

    with serving_site(settings) as site:
        guest = Visitor(site)
        with nightly.locked(settings.state), Store(settings.state / "mail.db") as store:
            began = time.monotonic()
            store.set_notes({"a": "b"})
            assert guest.see().status == 200
            assert time.monotonic() - began < 5
        assert guest.see().status == 200


def test_what_was_done_is_said_at_the_end(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    out, sites, made = io.StringIO(), list[Site](), serving.site_of

    def site_of(settings: Settings, port: int) -> Site:
        sites.append(made(settings, port))
        return sites[0]

    def wait(_: Clock) -> None:
        assert f"good once: {sites[0].door.address}\n" in out.getvalue()
        Visitor(sites[0]).say("maybe", "offer")

    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(serving, "site_of", site_of)
    monkeypatch.setattr(serving, "wait", wait)
    serving.run(settings, 0, browser=False)

    assert "1 mail labelled. They show in the report after the next run" in out.getvalue()
