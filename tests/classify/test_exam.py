"""The shipped model on mails of rare labels, written without sight of the corpus; never trained on."""

import json
from pathlib import Path

from analyzer.classify.corpus import email
from analyzer.classify.modelfile import load
from analyzer.shipped import shipped_model

EXAM = Path(__file__).parents[2] / "models" / "exam" / "rare.jsonl"
MAILS = [json.loads(line) for line in EXAM.read_text("utf-8").splitlines()]


def test_four_rare_mails_in_five_are_called_right_and_of_the_plain_ones_nine_in_ten() -> None:
    verdicts = list(load(shipped_model()).judge(email(mail) for mail in MAILS))
    right = {mail["id"]: v.label == mail["label"] for mail, v in zip(MAILS, verdicts, strict=True)}
    plain = [right[mail["id"]] for mail in MAILS if not mail["trap"]]

    assert sum(right.values()) / len(right) >= 0.78
    assert sum(plain) / len(plain) >= 0.88


def test_no_mail_of_the_exam_is_in_the_corpus() -> None:
    corpus = (EXAM.parents[1] / "corpus").glob("*/*.jsonl")
    known = {json.loads(line)["body"] for path in corpus for line in path.read_text("utf-8").splitlines()}

    assert not [mail["id"] for mail in MAILS if mail["body"] in known]
