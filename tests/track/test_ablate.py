"""What `models/ablate.py` prints: the linking with all clues, and without each."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from analyzer.domain import Address, Batch, Cursor, Email, Folder, FolderRole, Message, Verdict
from analyzer.labels import Label
from analyzer.store import Store
from models import ablate
from tests.mails import NOW
from tests.track.builders import event

SENDER = Address("", "no-reply@greenhouse-mail.io")
ACK = "Thank you for applying for the {role} position at {company}. We have received your application."
NO = "Thank you for applying for the {role} position at {company}. We decided to go on with other people."


def letter(number: int, text: str, company: str, role: str) -> Email:
    at = NOW - timedelta(days=40 - number)
    said = text.format(company=company, role=role)
    return Email(f"{number}@x", at, SENDER, Address(), (), "Your application", said)


MAILS = (
    letter(1, ACK, "Acorn Mills", "Data Analyst"),
    letter(2, ACK, "Zenith Foods", "Grain Buyer"),
    letter(3, NO, "Acorn Mills", "Data Analyst"),
    letter(4, NO, "Zenith Foods", "Grain Buyer"),
)


def application(mail: Email, answer: Email, company: str, role: str) -> dict[str, object]:
    events = [("auto_ack", mail), ("rejection", answer)]
    return {
        "company": company,
        "role": role,
        "events": [{"message_id": f"<{one.message_id}>", "label": label} for label, one in events],
    }


TRUTH = {
    "owner": "me@example.org",
    "as_of": NOW.isoformat(),
    "applications": [
        application(MAILS[0], MAILS[2], "Acorn Mills", "Data Analyst"),
        application(MAILS[1], MAILS[3], "Zenith Foods", "Grain Buyer"),
    ],
}


def test_each_clue_is_taken_away_in_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "truth.json").write_text(json.dumps(TRUTH))
    with Store(tmp_path / "mail.db") as store:
        for number, mail in enumerate(MAILS, 1):
            raw = Message("main", "INBOX", str(number), b"%d" % number, NOW)
            store.add("main", Folder("INBOX", FolderRole.MAIL), Batch((raw,), (), Cursor("v", number)))
            store.save_readings(1, [(number, mail)])
            label = Label.AUTO_ACK if number < 3 else Label.REJECTION
            store.save_verdicts("m", [(number, Verdict(label, 0.9, sure=True, runner_up=Label.OTHER))])

    assert ablate.main(tmp_path, tmp_path / "mail.db") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line[:24].strip() for line in lines][:-2] == list(ablate.CLUES)
    assert "F1 1.000" in lines[0]
    (worst,) = (line for line in lines if line.startswith("companies and roles"))
    assert "F1 1.000" not in worst
    assert all("F1 1.000" in line for line in lines[-2:])


def test_true_names_stand_for_those_told_or_for_all() -> None:
    one = event(1, Label.REJECTION, "Acorn Mill", "", message_id="1@x")
    names = {"1@x": ("Acorn Mills", "Data Analyst")}

    told = ablate.truly_named(names, everywhere=False)(one).clues
    every = ablate.truly_named(names, everywhere=True)(one).clues

    assert (told.company, told.role) == ("Acorn Mills", "")
    assert (every.company, every.role) == ("Acorn Mills", "Data Analyst")
    assert ablate.truly_named({}, everywhere=True)(one) == one
