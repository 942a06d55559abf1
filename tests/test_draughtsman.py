import json
import shutil
import subprocess
import sys

import pytest

from analyzer import draughtsman
from analyzer.report import drawing

ROWS = [{"week": "W1", "colour": "good", "count": 2, "order": 0}]


def test_a_chart_drawn_by_another_process_is_the_same() -> None:
    here = drawing.bars(ROWS, ("week", "mails"), "title", "said")

    with draughtsman.at_hand():
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") == here


def test_nothing_is_drawn_here_while_another_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "vl_convert", object())

    with draughtsman.at_hand():
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") is not None


def test_what_the_other_process_cannot_draw_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    here: list[object] = []

    def noted(spec: object) -> str:
        here.append(spec)
        return "<svg></svg>"

    monkeypatch.setattr(drawing, "converted", noted)

    with draughtsman.at_hand():
        assert drawing._svg({"mark": 7}, "title", "said") is not None
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") is not None

    assert len(here) == 2


@pytest.mark.parametrize("program", [shutil.which("false"), shutil.which("cat"), "/nowhere/python", None])
def test_where_the_other_process_fails_charts_are_drawn_here(
    program: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = drawing.bars(ROWS, ("week", "mails"), "title", "said")
    monkeypatch.setattr(sys, "executable", program)

    with draughtsman.at_hand():
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") == here


def test_without_a_converter_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "vl_convert", None)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with draughtsman.at_hand():
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") is None


def test_an_answer_to_another_question_is_not_taken() -> None:
    other = [shutil.which("sh") or "sh", "-c", "read line; echo '[7, \"<svg>other</svg>\"]'"]
    process = subprocess.Popen(other, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    svg = draughtsman._Draughtsman(process).drawn(json.loads(_SPEC))
    process.communicate()

    assert "other" not in svg


_SPEC = '{"data": {"values": [{"a": 1}]}, "mark": "point"}'
