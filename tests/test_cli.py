import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from analyzer import __version__, cli
from analyzer.classify import modelfile
from analyzer.shipped import shipped_model
from tests import mails
from tests.mails import NOW
from tests.test_models import promoted

AS_OF = ["--as-of", NOW.isoformat()]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The command's exit code."""
    monkeypatch.setattr(sys, "argv", ["rejection-analyzer", *words])
    try:
        return cli.main()
    except SystemExit as stop:
        return int(stop.code or 0)


def test_a_night_off_the_terminal_prints_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "run", *AS_OF) == 0

    assert capfd.readouterr() == ("", "")
    assert (home / "reports" / "report.html").exists()


def test_a_dry_run_says_what_would_be_fetched_and_does_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "run", "--dry-run", *AS_OF) == 0

    assert capsys.readouterr().out == "main: INBOX: 4 new mails, 4 of them to be fetched whole\n"
    assert not (home / "reports").exists()
    assert run(monkeypatch, "run", *AS_OF) == 0
    assert run(monkeypatch, "run", "--dry-run", *AS_OF) == 0
    assert capsys.readouterr().out == "main: INBOX: 0 new mails, 0 of them to be fetched whole\n"


def test_a_mailbox_without_tokens_has_no_login(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "login", "main") == 2
    assert "read from this disk" in capsys.readouterr().err
    assert run(monkeypatch, "login", "work") == 2
    assert "no mailbox 'work'; it has: main" in capsys.readouterr().err


def test_the_report_can_be_made_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "run", *AS_OF)
    (home / "reports" / "report.html").unlink()

    assert run(monkeypatch, "report", *AS_OF) == 0
    assert (home / "reports" / "report.html").exists()


def test_a_missing_config_names_init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "run", "--config", str(tmp_path / "none.toml")) == 2

    told = capsys.readouterr().err
    assert "rejection-analyzer init" in told
    assert "Traceback" not in told


def test_a_mailbox_that_is_not_there_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails.config(home, 'type = "mbox"\npath = "gone.mbox"')

    assert run(monkeypatch, "run", *AS_OF) == 2
    assert "gone.mbox" in capsys.readouterr().err


def test_a_run_beside_another_ends_with_three(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "state").mkdir()
    with FileLock(home / "state" / "lock"):
        assert run(monkeypatch, "run", *AS_OF) == 3

    assert "another run" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["rum"], ["run", "--as-of", "yesterday"], ["demo", "--nope"]])
def test_a_mistyped_command_is_told_without_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(monkeypatch, *words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_check_says_a_line_for_each_thing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "ok  config",
        "ok  mailbox main",
        "ok  model",
        "ok  database",
        "ok  disk",
    ]
    assert "INBOX" in lines[1]


def test_check_says_what_is_wrong(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails.config(home, 'type = "maildir"\npath = "nowhere"')

    assert run(monkeypatch, "check") == 2
    assert "!!  mailbox main" in capsys.readouterr().out


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "version") == 0
    assert __version__ in capsys.readouterr().out


def test_every_command_has_help_with_an_example(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in cli.app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        assert run(monkeypatch, name, "--help") == 0
        told = capsys.readouterr().out
        assert (command.callback.__doc__ or "?").split(":")[0].split(",")[0] in " ".join(told.split())
        assert name == "version" or "Example" in told


def classify(text: str, *files: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analyzer.cli", "classify", *files],
        input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_classify_reads_json_lines_from_stdin_and_counts_bad_ones() -> None:
    body = "Unfortunately we have decided to move forward with other candidates for the Data Analyst position at Aco."
    good = {"id": "a", "subject": "Your application", "from": "HR <hr@x.example>", "body": body}
    done = classify(
        json.dumps(good) + "\n[1]\nnonsense\n" + json.dumps({"id": "b", "html": "<p>Lunch?</p>"}) + "\n"
    )

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["label"] == "rejection"
    assert set(rows[0]) == {"id", "label", "confidence", "sure", "why", "company", "role"}
    assert done.stderr.count("is not a JSON object") == 2
    assert done.returncode == 1


def test_classify_names_the_company_of_mail_that_is_no_step_but_speaks_of_a_job() -> None:
    body = (
        "Hi Robin, I am hiring for a Data Engineer role at Acorn Mills. Your profile looks great. Interested?"
    )
    lunch = "Shall we have lunch at Acorn Mills on Friday? The new cook is wonderful and the garden is open again."
    mails_ = [{"id": "a", "subject": "An opportunity for you", "body": body}, {"id": "b", "body": lunch}]

    rows = [json.loads(line) for line in classify("\n".join(map(json.dumps, mails_))).stdout.splitlines()]

    assert [(row["label"], row["company"], row["role"]) for row in rows] == [
        ("outreach", "Acorn Mills", "Data Engineer"),
        ("other", "", ""),
    ]


def test_classify_reads_mail_files(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mails.REJECTION.as_bytes())
    (tmp_path / "b.mbox").write_bytes(
        b"From x@y Thu Jan  1 00:00:00 2026\n" + mails.INVITE.as_bytes() + b"\n"
    )

    done = classify("", str(tmp_path / "a.eml"), str(tmp_path / "b.mbox"))

    assert [json.loads(line)["label"] for line in done.stdout.splitlines()] == [
        "rejection",
        "interview_invite",
    ]
    assert done.returncode == 0


def test_classify_judges_by_the_model_in_force_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mails.REJECTION.as_bytes())
    mails.config(tmp_path)
    mail, settings = str(tmp_path / "a.eml"), str(tmp_path / "config.toml")
    shipped = classify("", mail, "--config", settings)
    model = modelfile.load(shipped_model())
    seldom_sure = modelfile.dumps(replace(model, sure_above=2.0))
    version = promoted(tmp_path / "models", data=seldom_sure, exact=True)

    own = classify("", mail, "--config", settings)

    assert (shipped.stderr, json.loads(shipped.stdout)["sure"]) == ("", True)
    assert own.stderr == f"judged by your model {version}\n"
    assert (own.returncode, json.loads(own.stdout)["sure"]) == (0, False)
    (tmp_path / "models" / f"{version}.skops").write_bytes(b"spoilt")
    refused = classify("", mail, "--config", settings)
    assert (refused.stdout, refused.returncode) == (shipped.stdout, 0)
    assert "the shipped model is used" in refused.stderr


def test_classify_names_a_file_that_is_not_there() -> None:
    done = classify("", "nowhere.eml")

    assert done.returncode == 2
    assert "nowhere.eml" in done.stderr
    assert "Traceback" not in done.stderr


def test_applications_are_listed_and_filtered(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "run", *AS_OF)
    capsys.readouterr()

    assert run(monkeypatch, "applications", "harbour") == 0
    assert "Harbour Labs" in capsys.readouterr().out
    assert run(monkeypatch, "applications", "--outcome", "rejected", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert {row["outcome"] for row in rows} == {"rejected"}


def test_no_applications_before_the_first_night(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "applications") == 2
    assert "rejection-analyzer run" in capsys.readouterr().err
