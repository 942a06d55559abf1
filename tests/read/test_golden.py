"""Golden mails: `NAME.eml` beside `NAME.json`, the Email that it must become.

After a wanted change: `python tests/read/test_golden.py` writes all of the .json anew; read the difference before
it is committed, and raise PARSER_VERSION.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analyzer.read.parse import parse

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
MAILS = sorted(GOLDEN.glob("*.eml"))
RECEIVED_AT = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)


def as_json(raw: bytes) -> str:
    email: dict[str, Any] = asdict(parse(raw, RECEIVED_AT))
    return json.dumps(email, ensure_ascii=False, indent=2, default=datetime.isoformat) + "\n"


@pytest.mark.parametrize("mail", MAILS, ids=[mail.stem for mail in MAILS])
def test_a_golden_mail_becomes_the_email_beside_it(mail: Path) -> None:
    expected = json.loads(mail.with_suffix(".json").read_text("utf-8"))
    assert json.loads(as_json(mail.read_bytes())) == expected


def test_every_golden_mail_has_its_email_and_the_other_way_round() -> None:
    assert {mail.stem for mail in MAILS} == {email.stem for email in GOLDEN.glob("*.json")}
    assert len(MAILS) >= 20


if __name__ == "__main__":
    for each in MAILS:
        each.with_suffix(".json").write_text(as_json(each.read_bytes()), "utf-8")
