import io
import re
from pathlib import Path

import pytest

from analyzer import config, explaining, nightly
from analyzer.errors import AnalyzerError
from analyzer.store import Store
from tests import mails
from tests.mails import NOW


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a small mailbox, read once."""
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    nightly.run(config.load(tmp_path / "config.toml"), NOW)
    return tmp_path


def explained(mail: str, home: Path, stdin: bytes = b"") -> str:
    return "\n".join(explaining.run(mail, home / "config.toml", io.BytesIO(stdin), NOW))


def ids(home: Path) -> list[str]:
    with Store(home / "state" / "mail.db") as store:
        return [s.email.message_id for s in store.emails() if s.verdict and s.verdict.label == "rejection"]


def test_a_fetched_mail_tells_its_application_and_what_decides(home: Path) -> None:
    (rejection, *_) = ids(home)

    text = explained(f"<{rejection}>", home)

    assert "label       rejection" in text
    assert "it decides  " in text
    assert "company     Harbour Labs" in text
    assert re.search(r"joins the application at Harbour Labs .*auto_ack", text)
    assert "chances     rejection 0." in text


def test_a_file_is_explained_without_any_mailbox(tmp_path: Path) -> None:
    line = (
        b'{"id": "a", "subject": "Your order", "body": "Your parcel is on its way and arrives on Tuesday."}'
    )

    text = explained("-", tmp_path, line)

    assert "label       other" in text
    assert "none: other is no step of an application" in text


def test_a_lone_mail_opens_an_application(tmp_path: Path) -> None:
    mail = tmp_path / "one.jsonl"
    mail.write_text(
        '{"id": "a", "from": "Acme HR <jobs@acme.example>", "subject": "Your application to Acme", "body": "Dear Kim,'
        " thank you for applying for the Baker position at Acme. After careful review we have decided to move forward"
        " with other candidates whose experience fits the role better. We will keep your resume on file for future"
        ' openings and wish you all the best in your job search. Kind regards, the Acme recruiting team."}',
        "utf-8",
    )

    assert "opens an application" in explained(str(mail), tmp_path)


def test_a_mail_about_two_roles_is_explained_for_each(tmp_path: Path) -> None:
    mail = tmp_path / "one.jsonl"
    mail.write_text(
        '{"id": "a", "from": "Acme HR <jobs@acme.example>", "subject": "Your applications to Acme", "body": "Dear Kim,'
        " thank you for your applications for Baker and Grain Buyer at Acme. After careful review we have decided to"
        " move forward with other candidates whose experience fits the roles better. We will keep your resume on file"
        ' for future openings and wish you all the best in your job search. Kind regards, the Acme recruiting team."}',
        "utf-8",
    )

    text = explained(str(mail), tmp_path)

    assert "role        Baker, rejection" in text
    assert "role        Grain Buyer, rejection" in text
    assert text.count("opens an application") == 2


def test_a_mail_that_fits_several_is_to_be_checked(tmp_path: Path) -> None:
    told = [
        mails.mail(
            f"Thank you for applying: {role}",
            f"Hi Kim,\n\nThank you for applying for the {role} position at Harbour Labs. We have received your"
            " application and our team will review it. If your profile is a match, we will write to you.\n",
            days_ago=30,
        )
        for role in ("Data Analyst", "Grain Buyer")
    ]
    refusal = mails.mail(
        "Your application to Harbour Labs",
        "Hi Kim,\n\nThank you for your interest in Harbour Labs. After careful consideration, we regret to inform you"
        " that we have decided to move forward with other candidates.\n\nThe Harbour Labs recruiting team\n",
        days_ago=5,
    )
    mails.maildir(tmp_path / "mail", (*told, refusal))
    mails.config(tmp_path)
    nightly.run(config.load(tmp_path / "config.toml"), NOW)
    (rejection,) = ids(tmp_path)

    assert "check       2 open applications fit about equally" in explained(rejection, tmp_path)


def test_an_agency_is_named_beside_its_client(tmp_path: Path) -> None:
    mail = tmp_path / "one.jsonl"
    mail.write_text(
        '{"id": "a", "from": "Harbour Staffing Ltd <jobs@harbourstaffing.example>", "subject": "Your application",'
        ' "body": "Dear Kim, thank you for applying. Unfortunately our client Acorn Mills has decided to move forward'
        ' with other candidates for the Baker position. We wish you all the best."}',
        "utf-8",
    )

    text = explained(str(mail), tmp_path)

    assert "company     Acorn Mills" in text
    assert "agency      Harbour Staffing Ltd" in text


def test_a_mail_that_is_nowhere_is_named(home: Path) -> None:
    with pytest.raises(AnalyzerError, match="neither a file nor the Message-ID"):
        explained("<nobody@nowhere>", home)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("not json", "utf-8")

    with pytest.raises(AnalyzerError, match="line 1: is not a JSON object"):
        explained(str(tmp_path / "bad.jsonl"), tmp_path)


def test_a_mail_whose_text_was_dropped_says_so(home: Path) -> None:
    with Store(home / "state" / "mail.db") as store:
        dropped = [s.email.message_id for s in store.emails() if not s.kept]
    assert dropped

    assert "its text is not kept" in explained(dropped[0], home)
