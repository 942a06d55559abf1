"""`label`, mail folders as labels, and what the next report makes of them."""

import json
import mailbox
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from analyzer import cli, config, labelling, nightly
from analyzer.corrections import Decision, Via
from analyzer.errors import AnalyzerError
from analyzer.ledger import Ledger
from tests import mails
from tests.mails import NOW
from tests.servers.dovecot import PASSWORD, Dovecot

ACK, REJECTION, INVITE, LUNCH = (mail["Message-ID"].strip("<>") for mail in mails.SEARCH)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small mailbox, read once; it is the working folder."""
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    monkeypatch.chdir(tmp_path)
    night(tmp_path)
    return tmp_path


def night(home: Path, days: float = 0) -> nightly.Night:
    return nightly.run(config.load(home / "config.toml"), NOW + timedelta(days=days))


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rejection-analyzer", *words])
    try:
        return cli.main()
    except SystemExit as stop:
        return int(stop.code or 0)


def applications(home: Path) -> dict[str, dict[str, Any]]:
    told = json.loads((home / "reports" / "report.json").read_text("utf-8"))
    return {row["company"]: row for row in told["applications"]}


def ledger(home: Path) -> Ledger:
    return Ledger(home / "labels.jsonl")


def test_a_label_counts_from_the_next_night_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert applications(home)["Harbour Labs"]["outcome"] == "rejected"

    assert run(monkeypatch, "label", f"<{REJECTION}>", "freeze") == 0
    assert "hiring_freeze (was rejection" in capfd.readouterr().out
    night(home)

    told = applications(home)["Harbour Labs"]
    assert told["outcome"] == "frozen"
    assert [(e["label"], e["by"], e["confidence"]) for e in told["events"]][-1] == (
        "hiring_freeze",
        "user",
        1.0,
    )


def test_what_was_taken_back_no_longer_counts(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "label", REJECTION, "offer")
    run(monkeypatch, "label", REJECTION, "freeze")
    assert run(monkeypatch, "label", "--undo") == 0
    night(home)
    assert applications(home)["Harbour Labs"]["outcome"] == "offer"

    run(monkeypatch, "label", "--undo")
    night(home)
    assert applications(home)["Harbour Labs"]["outcome"] == "rejected"

    assert run(monkeypatch, "label", "--undo") == 2
    assert "nothing in" in capfd.readouterr().err


def test_company_and_role_are_what_the_user_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "label", REJECTION, "--company", "Acme", "--role", "Baker")
    night(home)

    told = applications(home)
    assert (
        "Harbour Labs" in told
    )  # the acknowledgement stays where it was: another company, another application
    assert (told["Acme"]["role"], told["Acme"]["outcome"]) == ("Baker", "rejected")


def test_mails_are_joined_and_parted_by_hand(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "label", REJECTION, "--apart-from", ACK)
    run(monkeypatch, "label", REJECTION, "--same-as", INVITE)
    night(home)

    rows = json.loads((home / "reports" / "report.json").read_text("utf-8"))["applications"]
    assert [[e["message_id"] for e in row["events"]] for row in rows] == [[ACK], [REJECTION, INVITE]]


def test_ordinary_mail_becomes_a_step_if_the_user_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing names a company and its text was not kept."""
    assert run(monkeypatch, "label", LUNCH, "interview_invite") == 0
    night(home)

    told = [row for row in applications(home).values() if row["events"][0]["message_id"] == LUNCH]
    assert [row["stage"] for row in told] == ["interview"]


def test_a_step_that_is_none_disappears(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "label", INVITE, "other")
    night(home)

    assert "Bluefin Robotics" not in applications(home)


def test_everything_said_survives_the_loss_of_the_state(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "label", REJECTION, "freeze", "--company", "Harbour Laboratories")
    run(monkeypatch, "label", ACK, "--same-as", REJECTION)
    run(monkeypatch, "label", LUNCH, "interview")
    night(home)
    before = applications(home)

    shutil.rmtree(home / "state")
    shutil.rmtree(home / "reports")
    night(home)

    assert applications(home) == before
    assert before["Harbour Laboratories"]["outcome"] == "frozen"


def test_a_night_after_which_nothing_was_said_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, "label", REJECTION, "freeze")
    night(home)
    made = (home / "reports" / "report.json").stat().st_mtime_ns

    assert night(home).headline == ""
    assert (home / "reports" / "report.json").stat().st_mtime_ns == made


def test_a_table_of_labels(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (home / "mine.csv").write_text(
        f"\ufeffmessage_id;label;company\n<{REJECTION}>;freeze;\n{INVITE};lunch;\nlost@x;offer;\n{ACK};;Acme\n;;\n",
        "utf-8",
    )

    assert run(monkeypatch, "label", "--from", "mine.csv") == 1

    said = capfd.readouterr()
    assert said.out.count("\n") == 3
    assert "'lunch' is no label" in said.err
    assert "lost@x: no mail with that Message-ID was fetched" in said.err
    assert "a line without message_id" in said.err
    lines = [line for line in ledger(home).read().lines if isinstance(line, Decision)]
    assert [(line.message_id, line.company) for line in lines] == [(REJECTION, None), (ACK, "Acme")]
    assert len({line.batch for line in lines}) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("label",), "say which mail"),
        (("label", "lost@x", "offer"), "no mail with that Message-ID"),
        (("label", ACK, "lunch"), "is no label; labels are auto_ack"),
        (("label", ACK), "nothing is said of it"),
        (("label", "--from", "none.csv"), "none.csv cannot be read"),
        (("label", ACK, "--same-as", "lost@x"), "lost@x: no mail"),
    ],
)
def test_a_mistake_is_told_and_nothing_written(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    assert run(monkeypatch, *words) == 2

    assert told in capfd.readouterr().err
    assert not ledger(home).path.exists()


def test_a_table_without_the_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,label\n1,offer\n", "utf-8")

    with pytest.raises(AnalyzerError, match="message_id"):
        labelling.read_table(tmp_path / "a.csv")


def test_before_the_first_night_there_is_nothing_to_label(tmp_path: Path) -> None:
    mails.config(tmp_path)
    settings = config.load(tmp_path / "config.toml")

    with pytest.raises(AnalyzerError, match="run"):
        labelling.say(settings, [labelling.Wording("a@x", "offer")], Via.COMMAND, NOW)


def test_subjects_reach_the_terminal_without_what_it_would_obey(home: Path) -> None:
    """Written to the terminal as they stand, they could retitle it, or worse."""
    trap = mails.mail("Offer \x1b]0;owned\x07", mails.REJECTION.get_content(), message_id="trap")
    mailbox.Maildir(home / "mail").add(trap.as_bytes())
    night(home)
    settings = config.load(home / "config.toml")

    said = labelling.say(
        settings, [labelling.Wording(trap["Message-ID"], "offer", role="\x1b[2J")], Via.COMMAND, NOW
    )

    assert "\x1b" not in "".join(said.done)


def test_a_damaged_line_is_said_once_and_the_others_count(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, "label", REJECTION, "freeze")
    with ledger(home).path.open("a") as file:
        file.write("{broken\n")

    first, second = night(home), night(home)

    assert str(first.problems[0]).startswith("labels.jsonl, line 2: is no JSON")
    assert (first.exit_code, second.problems) == (1, ())
    assert applications(home)["Harbour Labs"]["outcome"] == "frozen"


# --- mail folders -------------------------------------------------------------------------------------


FOLDERS = (
    'type = "maildir"\npath = "mail"\nlabel_folders = { "Job/Frozen" = "freeze", "Job/Offer" = "offer" }'
)


@pytest.fixture
def foldered(home: Path) -> Path:
    """The same mailbox with two folders that stand for labels."""
    mails.config(home, FOLDERS)
    for name in ("Job.Frozen", "Job.Offer"):
        mailbox.Maildir(home / "mail").add_folder(name)
    return home


def move(home: Path, message_id: str, folder: str) -> None:
    """As a mail program does: the file goes to the other folder, under another name."""
    box = mailbox.Maildir(home / "mail")
    boxes = [box, *(box.get_folder(name) for name in box.list_folders())]
    for each in boxes:
        for key, message in list(each.items()):
            if message["Message-ID"].strip("<>") == message_id:
                box.get_folder(folder).add(message)
                each.remove(key)


def test_a_mail_moved_to_a_folder_has_its_label(foldered: Path) -> None:
    move(foldered, REJECTION, "Job.Frozen")

    assert night(foldered).problems == ()

    assert applications(foldered)["Harbour Labs"]["outcome"] == "frozen"
    (line,) = ledger(foldered).read().lines
    assert isinstance(line, Decision)
    assert (line.via, line.model_said) == (Via.FOLDER, "rejection")
    assert len(ledger(foldered).mails()) == 1


def test_the_mailbox_itself_is_never_changed(foldered: Path) -> None:
    move(foldered, REJECTION, "Job.Frozen")
    before = {p: p.read_bytes() for p in (foldered / "mail").rglob("*") if p.is_file()}

    night(foldered)

    assert {p: p.read_bytes() for p in (foldered / "mail").rglob("*") if p.is_file()} == before


def test_a_mail_moved_again_has_the_later_label(foldered: Path) -> None:
    move(foldered, REJECTION, "Job.Frozen")
    night(foldered)
    move(foldered, REJECTION, "Job.Offer")
    night(foldered, 1)
    night(foldered, 2)

    assert applications(foldered)["Harbour Labs"]["outcome"] == "offer"
    assert len(ledger(foldered).read().lines) == 2

    move(foldered, REJECTION, "Job.Frozen")
    night(foldered, 3)
    assert applications(foldered)["Harbour Labs"]["outcome"] == "frozen"


def test_a_folder_that_disagrees_with_a_hand_is_said_once(
    foldered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, "label", REJECTION, "rejection")
    move(foldered, REJECTION, "Job.Offer")

    first, second = night(foldered), night(foldered, 1)

    assert "your label counts" in str(first.problems[0])
    assert (first.exit_code, second.problems) == (1, ())
    assert applications(foldered)["Harbour Labs"]["outcome"] == "rejected"


def test_a_folder_that_is_not_there_is_said(foldered: Path) -> None:
    shutil.rmtree(foldered / "mail" / ".Job.Offer")

    (problem,) = night(foldered).problems

    assert "no folder 'job/offer'" in str(problem)


def test_a_folder_for_no_label_is_a_mistake_in_the_settings(home: Path) -> None:
    mails.config(home, FOLDERS.replace('"freeze"', '"lunch"'))

    with pytest.raises(AnalyzerError, match="is no label; labels are auto_ack"):
        config.load(home / "config.toml")


def test_folders_on_a_server_are_labels_too(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail whose text was not kept gets it back: it was moved since it is of importance after all."""
    account = dovecot.account()
    account.deliver(*(m.as_bytes() for m in mails.SEARCH), at=NOW.timestamp() - 40 * 86400)
    box = (
        f'host = "127.0.0.1"\nport = {dovecot.tls_port}\nuser = "{account.user}"\n'
        f'ca_file = "{dovecot.ca_file}"\npassword_env = "MAIL_PASSWORD"\nlabel_folders = {{ Talk = "interview" }}'
    )
    mails.config(tmp_path, box)
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    (missing,) = night(tmp_path).problems
    assert "no folder 'talk'" in str(missing)
    assert b"soup" not in (tmp_path / "state" / "mail.db").read_bytes()

    account.deliver(mails.LUNCH.as_bytes(), folder="Talk", at=NOW.timestamp())
    assert night(tmp_path, 1).problems == ()

    (kept,) = ledger(tmp_path).mails().values()
    assert "soup" in kept.text
    assert LUNCH in [e["message_id"] for a in applications(tmp_path).values() for e in a["events"]]
    assert night(tmp_path, 2).headline == ""
    assert len(ledger(tmp_path).read().lines) == 1
