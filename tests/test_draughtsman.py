import shutil
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


def test_what_cannot_be_drawn_is_left_out_and_the_next_chart_is_drawn() -> None:
    with draughtsman.at_hand():
        assert drawing._svg({"mark": 7}, "title", "said") is None
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") is not None


def test_where_the_other_process_dies_charts_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    with draughtsman.at_hand():
        assert drawing.bars(ROWS, ("week", "mails"), "title", "said") is None
