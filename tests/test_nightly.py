import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from analyzer import config, nightly
from analyzer.errors import AlreadyRunning, ReportError, SourceError, StoreError
from tests import mails
from tests.mails import NOW


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a small mailbox and its config.toml."""
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    return tmp_path


def night(home: Path, days: float = 0) -> nightly.Night:
    return nightly.run(config.load(home / "config.toml"), NOW + timedelta(days=days))


def report(home: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((home / "reports" / "report.json").read_text("utf-8"))
    return told


def content(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the database."""
    with sqlite3.connect(home / "state" / "mail.db") as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608
    db.close()
    return rows


def files(home: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (home / "reports").iterdir()}


def test_a_night_tells_what_became_of_each_application(home: Path) -> None:
    result = night(home)

    told = {row["company"]: row for row in report(home)["applications"]}
    assert result.new_mails == 4
    assert told["Harbour Labs"]["outcome"] == "rejected"
    assert told["Harbour Labs"]["known_by"] == "ack"
    assert told["Bluefin Robotics"]["stage"] == "interview"
    assert len(told) == 2
    assert report(home)["totals"]["emails"] == 4


def test_ordinary_mail_is_no_event_and_its_text_is_not_kept(home: Path) -> None:
    night(home)

    assert b"soup" not in (home / "state" / "mail.db").read_bytes()
    assert not any("Lunch" in e["message_id"] for a in report(home)["applications"] for e in a["events"])


def test_a_second_night_with_nothing_new_changes_nothing(home: Path) -> None:
    night(home)
    before, stored = files(home), content(home)

    again = night(home)

    assert (again.new_mails, again.headline) == (0, "")
    assert files(home) == before
    assert content(home) == stored


def test_new_mail_changes_the_report(home: Path) -> None:
    night(home)
    mails.maildir(
        home / "mail",
        [
            mails.mail(
                "Offer: Backend Engineer at Bluefin Robotics",
                "Dear Kim,\n\nwe are delighted "
                "to offer you the position of Backend Engineer at Bluefin Robotics. The contract is attached.\n",
                sender="Mara Lind <mara.lind@bluefin.example>",
                days_ago=1,
            )
        ],
    )

    result = night(home, days=1)

    assert result.new_mails == 1
    assert report(home)["totals"]["stages"]["offer"] == 1


def test_waiting_alone_changes_the_report_when_silence_begins(home: Path) -> None:
    night(home)
    assert report(home)["totals"]["outcomes"]["in_progress"] == 1

    later = night(home, days=60)

    assert later.headline
    assert report(home)["totals"]["outcomes"]["silent"] == 1


def test_mail_after_the_night_is_not_told(home: Path) -> None:
    night(home, days=-6)

    outcomes = report(home)["totals"]["outcomes"]
    assert (outcomes["rejected"], outcomes["in_progress"]) == (0, 0)


def test_report_again_needs_no_mailbox(home: Path) -> None:
    night(home)
    before = (home / "reports" / "report.json").read_bytes()
    shutil.rmtree(home / "mail")
    shutil.rmtree(home / "reports")

    nightly.report_again(config.load(home / "config.toml"), NOW)

    assert (home / "reports" / "report.json").read_bytes() == before


def test_a_mailbox_that_fails_does_not_stop_the_others(home: Path) -> None:
    mails.config(home, more='[mailbox.gone]\ntype = "mbox"\npath = "gone.mbox"\n')

    result = night(home)

    assert [type(problem) for problem in result.problems] == [SourceError]
    assert "gone.mbox" in str(result.problems[0])
    assert result.exit_code == 2
    assert len(report(home)["applications"]) == 2


def test_a_first_night_that_reaches_nothing_is_an_error_and_writes_no_report(tmp_path: Path) -> None:
    mails.config(tmp_path)

    with pytest.raises(SourceError, match="mail"):
        night(tmp_path)
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("inside", [(), (mails.LUNCH,)], ids=["empty", "no recruiting mail"])
def test_a_mailbox_without_applications_gives_a_page_that_says_so(
    tmp_path: Path, inside: tuple[Any, ...]
) -> None:
    mails.maildir(tmp_path / "mail", inside)
    mails.config(tmp_path)

    result = night(tmp_path)

    assert result.exit_code == 0
    assert report(tmp_path)["totals"]["applications"] == 0
    assert (tmp_path / "reports" / "report.html").stat().st_size > 1000


def test_a_mail_that_does_not_parse_is_counted(home: Path) -> None:
    (home / "mail" / "new" / "broken").write_bytes(b"\n \n")

    assert night(home).exit_code == 1
    assert night(home).exit_code == 0

    assert report(home)["totals"]["unreadable"] == 1
    assert len(report(home)["applications"]) == 2


def test_a_second_run_at_once_is_refused(home: Path) -> None:
    (home / "state").mkdir()
    with FileLock(home / "state" / "lock"), pytest.raises(AlreadyRunning, match="another run"):
        night(home)


def test_a_damaged_database_is_kept_aside_told_and_made_anew(home: Path) -> None:
    night(home)
    before = report(home)
    (home / "state" / "mail.db").write_bytes(b"no database" * 1000)

    result = night(home)

    assert result.exit_code == 1
    (kept,) = (home / "state").glob("mail.db.damaged-*")
    assert kept.read_bytes() == b"no database" * 1000
    assert str(kept) in str(result.problems[0])
    assert report(home)["applications"] == before["applications"]
    assert night(home).problems == ()


def test_a_database_that_is_damaged_inside_is_made_anew_too(home: Path) -> None:
    night(home)
    path = home / "state" / "mail.db"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))

    assert night(home).exit_code == 1
    assert len(report(home)["applications"]) == 2


def test_a_report_without_the_network_makes_no_new_database(home: Path) -> None:
    night(home)
    (home / "state" / "mail.db").write_bytes(b"no database" * 1000)

    with pytest.raises(StoreError, match="damaged"):
        nightly.report_again(config.load(home / "config.toml"), NOW)
    assert not list((home / "state").glob("mail.db.damaged-*"))


def test_yesterdays_report_stays_if_todays_cannot_be_written(home: Path) -> None:
    night(home)
    before = files(home)
    mails.maildir(
        home / "mail", [mails.mail("Interview", "We would like to invite you to an interview.", days_ago=0.5)]
    )
    (home / "reports" / "report.json").unlink()
    (home / "reports" / "report.json").mkdir()

    with pytest.raises(ReportError, match=r"reports.*cannot be written"):
        night(home)

    assert files_of(home)["report.html"] == before["report.html"][0]
    assert sorted(p.name for p in (home / "reports").iterdir()) == [
        "history.jsonl",
        "report.html",
        "report.json",
    ]


def files_of(home: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (home / "reports").iterdir() if p.is_file()}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("only root may mount a small disk here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_is_told_and_a_roomier_one_goes_on(small_disk: Path, tmp_path: Path) -> None:
    many = [mails.mail(f"Report {n}", "The scan.", days_ago=n / 10) for n in range(60)]
    for message in many:
        message.add_attachment(os.urandom(50_000), maintype="image", subtype="png", filename="scan.png")
    mails.maildir(tmp_path / "mail", [*many, *mails.SEARCH])
    mails.config(tmp_path, more=f'state = "{small_disk}/state"')

    with pytest.raises(StoreError, match="no room is left"):
        night(tmp_path)

    shutil.copytree(small_disk / "state", tmp_path / "roomy")
    mails.config(tmp_path, more=f'state = "{tmp_path}/roomy"')
    night(tmp_path)
    assert report(tmp_path)["totals"]["emails"] == 64


def killed_run(home: Path, table: str, after: int) -> int:
    """Starts a night in a process of its own, kills it once a table has so many rows; gives its exit status."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "analyzer.cli",
            "run",
            "--config",
            home / "config.toml",
            "--as-of",
            NOW.isoformat(),
        ]
    )
    while process.poll() is None and stored(home, table) < after:
        pass
    process.send_signal(signal.SIGKILL)
    return process.wait()


def stored(home: Path, table: str) -> int:
    path = home / "state" / "mail.db"
    try:
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        finally:
            db.close()
    except sqlite3.OperationalError:
        return 0


@pytest.mark.parametrize(("table", "after"), [("mail", 1), ("mail", 450), ("reading", 200), ("verdict", 200)])
def test_a_killed_night_goes_on_and_ends_as_an_undisturbed_one(
    tmp_path: Path, table: str, after: int
) -> None:
    many = [
        mails.mail(f"Notes {n}", f"Notes of meeting {n}: bread and butter.", days_ago=1 + n / 20)
        for n in range(450)
    ]
    for name in ("calm", "killed"):
        (tmp_path / name).mkdir()
        mails.config(tmp_path / name, 'type = "maildir"\npath = "../mail"')
    mails.maildir(tmp_path / "mail", [*many, *mails.SEARCH])
    night(tmp_path / "calm")

    status = killed_run(tmp_path / "killed", table, after)
    night(tmp_path / "killed")

    assert status == -signal.SIGKILL
    calm, killed = content(tmp_path / "calm"), content(tmp_path / "killed")
    assert {k: v for k, v in calm.items() if k != "note"} == {k: v for k, v in killed.items() if k != "note"}
    assert files_of(tmp_path / "calm").keys() == files_of(tmp_path / "killed").keys()
    assert report(tmp_path / "calm") == report(tmp_path / "killed")
