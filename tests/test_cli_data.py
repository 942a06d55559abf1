"""`export`, `import`, `report --share`, the gentle mode and the history, from the command line to the report."""

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analyzer import cli
from analyzer.errors import AnalyzerError
from tests import mails
from tests.mails import NOW

DAY = f"{NOW - timedelta(days=30):%Y-%m-%d}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(cli.app, words)


def night(days: float = 0) -> Result:
    return call("run", "--as-of", f"{NOW + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}")


def told(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "reports" / "report.json").read_text("utf-8"))
    return found


def write(home: Path, *lines: str) -> str:
    (home / "list.csv").write_text("\n".join(("company,role,applied_at", *lines)), "utf-8")
    return "list.csv"


def test_listed_applications_are_counted_and_those_seen_in_mail_stay_one(home: Path) -> None:
    night()
    before = told(home)
    known = before["applications"][0]
    path = write(
        home, f"Quiet Co,Clerk,{DAY}", f"{known['company']},{known['role']},{known['applied_at'][:10]}"
    )

    assert call("import", path).stdout.startswith("Came in: 2 new.")
    night()
    after = told(home)

    assert after["totals"]["applications"] == before["totals"]["applications"] + 1
    assert after["totals"]["known_by"]["list"] == 1
    (quiet,) = [row for row in after["applications"] if row["company"] == "Quiet Co"]
    assert (quiet["known_by"], quiet["applied_at"][:10], quiet["stage"]) == ("list", DAY, "applied")
    assert [(e["label"], e["by"]) for e in quiet["events"]] == [("sent", "list")]
    assert "Your list" in (home / "reports" / "report.html").read_text("utf-8")


def test_importing_again_adds_nothing_and_the_last_import_can_be_taken_back(home: Path) -> None:
    path = write(home, f"Quiet Co,Clerk,{DAY}")
    assert call("import", path, "--dry-run").stdout == "Would come in: 1 new.\n"
    assert not (home / "applications.jsonl").exists()
    call("import", path)

    assert call("import", path).stdout == "Came in: 0 new, 1 known already.\n"
    assert stat.S_IMODE((home / "applications.jsonl").stat().st_mode) == 0o600
    assert call("import", "--undo").stdout.startswith("taken back: 1 applications")
    night()
    assert "list" not in {row["known_by"] for row in told(home)["applications"]}


def test_bad_lines_are_named_and_the_rest_comes_in(home: Path) -> None:
    result = call("import", write(home, f"Quiet Co,Clerk,{DAY}", "Acorn,Clerk,03/04/2026", f",Clerk,{DAY}"))

    assert result.exit_code == 1
    assert result.stdout.startswith("Came in: 1 new, 2 not usable.")
    assert "line 3: '03/04/2026' can be read in two ways" in result.stderr
    assert "line 4: names no company" in result.stderr
    assert call("import", write(home, "Acorn,Clerk,never")).exit_code == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "name one file"),
        (("list.csv", "--undo"), "name one file"),
        (("none.csv",), "none.csv cannot be read"),
        (("list.csv", "--dates", "xyz"), "known are iso, mdy, dmy"),
        (("--undo",), "nothing in .* is left to be taken back"),
    ],
)
def test_what_cannot_be_imported_is_said(home: Path, words: tuple[str, ...], why: str) -> None:
    write(home, f"Quiet Co,Clerk,{DAY}")

    with pytest.raises(AnalyzerError, match=why):
        CliRunner().invoke(cli.app, ("import", *words), catch_exceptions=False)


def test_a_list_of_the_future_is_not_in_the_report_of_an_old_night(home: Path) -> None:
    call("import", write(home, f"Quiet Co,Clerk,{DAY}"))
    night(-40)

    assert "Quiet Co" not in {row["company"] for row in told(home)["applications"]}


def test_export_writes_beside_the_report_or_where_it_is_told(home: Path) -> None:
    night()

    assert call("export").stdout.split() == [
        str(home / "reports" / n) for n in ("applications.csv", "events.csv")
    ]
    assert call("export", "--format", "json", "--out", "x").stdout == "x/applications.json\n"
    with pytest.raises(AnalyzerError, match="known are csv, json"):
        CliRunner().invoke(cli.app, ("export", "--format", "xls"), catch_exceptions=False)


def test_the_page_to_share_is_written_when_asked_for(home: Path) -> None:
    night()
    assert not (home / "reports" / "share.html").exists()

    assert call("report", "--share", "--as-of", f"{NOW:%Y-%m-%dT%H:%M:%SZ}").exit_code == 0
    page = (home / "reports" / "share.html").read_text("utf-8")
    assert "Bluefin" in (home / "reports" / "report.html").read_text("utf-8")
    assert "Bluefin" not in page
    assert "Harbour" not in page


def test_in_the_gentle_mode_rejections_are_counted_and_not_listed(home: Path) -> None:
    night()
    page = home / "reports" / "report.html"
    assert "Harbour Labs" in page.read_text("utf-8")

    call("report", "--gentle", "--as-of", f"{NOW:%Y-%m-%dT%H:%M:%SZ}")
    assert "Harbour Labs" not in page.read_text("utf-8")
    assert told(home)["totals"]["outcomes"]["rejected"] == 1

    config = home / "config.toml"
    config.write_text("gentle = true\n" + config.read_text("utf-8"), "utf-8")
    night()
    assert "Harbour Labs" not in page.read_text("utf-8")


def test_each_night_leaves_a_line_and_the_page_says_what_changed(home: Path) -> None:
    night()
    night(1 / 24)
    mails.maildir(
        home / "mail",
        [
            mails.mail(
                "Offer: Backend Engineer at Bluefin Robotics",
                "Dear Kim,\n\nwe are delighted to offer you the position of Backend Engineer at Bluefin Robotics. "
                "The contract is attached.\n",
                sender="Mara Lind <mara.lind@bluefin.example>",
                days_ago=1,
            )
        ],
    )
    history = home / "reports" / "history.jsonl"
    history.write_bytes(history.read_bytes() + b"\xff damaged\n")
    night(8)

    lines = history.read_text("utf-8").splitlines()
    assert len([line for line in lines if line.startswith("{")]) == 2
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    page = (home / "reports" / "report.html").read_text("utf-8")
    assert "(8 days): 1 more offer." in page.replace("1 more interview round, ", "")
