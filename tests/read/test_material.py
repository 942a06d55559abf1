"""Mails from outside of the project, where they are at hand: test suites of mail libraries, and made ones.

REJECTION_ANALYZER_MATERIAL names the folder that holds `mail/torture.tar.xz` and `mail/synthetic_expected.json`.
"""

import json
import os
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.domain import Email
from analyzer.read.parse import Unreadable, parse

ROOT = Path(__file__).resolve().parents[2]
MATERIAL = Path(os.environ.get("REJECTION_ANALYZER_MATERIAL", ROOT.parent / "shared")) / "mail"
#: Labelled cp850, which has no dash: the expected dash is not in the file.
IMPOSSIBLE = {"mislabel_18_8bit.eml", "mislabel_18_base64.eml"}


@pytest.fixture(scope="module")
def torture() -> dict[str, bytes]:
    archive = MATERIAL / "torture.tar.xz"
    if not archive.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{archive} is missing")
        pytest.skip(f"{archive} is not there; REJECTION_ANALYZER_MATERIAL names its folder")
    return dict(_files(archive))


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            content = opened.extractfile(member) if member.isfile() else None
            if content is not None:
                yield member.name, content.read()


def read(raw: bytes) -> Email | None:
    try:
        return parse(raw, None)
    except Unreadable:
        return None


def test_every_torture_file_is_survived_in_less_than_five_seconds(torture: dict[str, bytes]) -> None:
    assert len(torture) > 700
    slow = []
    for name, raw in torture.items():
        start = time.process_time()
        email = read(raw)
        assert email is not None or not raw.strip() or len(raw) < 10
        if time.process_time() - start > 5:
            slow.append(name)
    assert slow == []


def test_made_mails_give_the_text_that_a_right_decoding_contains(torture: dict[str, bytes]) -> None:
    made = {Path(name).name: raw for name, raw in torture.items() if "/synthetic/" in f"/{name}"}
    wrong = [
        case["file"]
        for case in json.loads((MATERIAL / "synthetic_expected.json").read_text("utf-8"))
        if not _holds(read(made[case["file"]]), case) and case["file"] not in IMPOSSIBLE
    ]
    assert wrong == []


def _holds(email: Email | None, case: dict[str, str | None]) -> bool:
    expected, subject = ("".join((case[key] or "").split()) for key in ("expect", "subject"))
    if email is None:
        return not expected and not subject
    return expected in "".join(email.text.split()) and subject in "".join(email.subject.split())
