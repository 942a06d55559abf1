"""The shipped model on labelled mails that are no part of the project and that it was never trained on."""

import json
import os
from pathlib import Path

import pytest

from analyzer.classify.corpus import email
from analyzer.classify.modelfile import load
from analyzer.labels import Label
from analyzer.shipped import shipped_model

ROOT = Path(__file__).parents[2]
MATERIAL = Path(os.environ.get("REJECTION_ANALYZER_MATERIAL", ROOT.parent / "shared")) / "eval"
#: Labels that the mails do not tell apart.
LOOSE = {Label.WITHDRAWN, Label.ACTION_NEEDED, Label.OUTREACH}


def records(name: str) -> list[dict[str, str]]:
    path = MATERIAL / name
    if not path.exists():
        reason = f"{path} is missing"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def seven(label: str) -> str:
    return Label.OTHER if label in LOOSE else label


def test_nine_mails_in_ten_are_called_right_and_of_the_sure_ones_more() -> None:
    mails = records("mails.jsonl")
    verdicts = list(load(shipped_model()).judge(email(record) for record in mails))
    right = [seven(v.label) == seven(m["label"]) for m, v in zip(mails, verdicts, strict=True)]
    sure = [ok for ok, verdict in zip(right, verdicts, strict=True) if verdict.sure]

    assert sum(right) / len(right) >= 0.90
    assert sum(sure) / len(sure) >= 0.95


def test_few_mails_that_only_look_like_recruiting_are_taken_for_it_for_sure() -> None:
    verdicts = list(load(shipped_model()).judge(email(record) for record in records("hard_negatives.jsonl")))
    false = [v for v in verdicts if v.sure and v.label not in (Label.OTHER, Label.OUTREACH)]

    assert len(false) / len(verdicts) <= 0.04
