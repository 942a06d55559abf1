"""The shipped models on a fair sample of a job seeker's mail, written without sight of the corpus; never trained on."""

import json
from collections.abc import Iterator

from models import fair


def test_nearly_all_labels_and_nine_in_ten_companies_are_right() -> None:
    said = fair.read(fair.exam())
    right, wrong, asked = fair.companies(said)

    assert sum(one.right for one in said) / len(said) >= 0.96
    assert right / asked >= 0.88
    assert wrong / asked <= 0.08


def test_no_mail_of_the_sample_is_in_the_corpus() -> None:
    known = {
        line
        for path in fair.EXAM.parents[1].glob("corpus/*/*.jsonl")
        for line in _bodies(path.read_text("utf-8"))
    }

    assert not [mail["id"] for mail in fair.exam() if mail["body"] in known]


def _bodies(lines: str) -> Iterator[str]:
    return (json.loads(line)["body"] for line in lines.splitlines())
