"""What of the ledger is in force, while others write to it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.corrections import Decision, Undo, Via
from analyzer.domain import Verdict
from analyzer.errors import LedgerError
from analyzer.labels import Label
from analyzer.ledger import Ledger
from analyzer.review.heard import Heard
from analyzer.review.shelf import Entry, Shelf, Told

AT = datetime(2026, 11, 20, tzinfo=UTC)


def entry(number: int, message_id: str, text_hash: str) -> Entry:
    verdict = Verdict(Label.OTHER, 0.9, True, Label.OTHER)
    return Entry(number, f"k{number}", message_id, text_hash, AT, "", "", "", verdict, True, "")


SHELF = Shelf([entry(1, "a@x", "h1"), entry(2, "sha256:1", "h2"), entry(3, "sha256:2", "h2")], {}, Told())


def said(batch: str, message_id: str = "a@x", text_hash: str = "h1", label: Label = Label.OFFER) -> Decision:
    return Decision(batch, AT, message_id, text_hash, Via.REVIEW, label)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "labels.jsonl")


def test_what_others_write_is_heard(ledger: Ledger) -> None:
    heard = Heard(ledger, SHELF)
    assert heard.labels == {}

    ledger.add([said("b1")])
    heard.refresh()
    assert {id_: told.label for id_, told in heard.labels.items()} == {1: Label.OFFER}
    assert heard.cards == 1


def test_a_file_that_did_not_change_is_not_read_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add([said("b1")])
    heard = Heard(ledger, SHELF)
    monkeypatch.setattr(ledger, "read", lambda: pytest.fail("it was read"))

    heard.refresh()
    os.utime(ledger.path, ns=(1, 1))
    with pytest.raises(pytest.fail.Exception):
        heard.refresh()


def test_a_label_is_gone_with_its_file(ledger: Ledger) -> None:
    ledger.add([said("b1")])
    heard = Heard(ledger, SHELF)
    ledger.path.unlink()

    heard.refresh()
    assert heard.labels == {}


def test_mails_without_an_id_go_by_their_text(ledger: Ledger) -> None:
    heard = Heard(ledger, SHELF)
    heard.say([said("b1", "sha256:9", "h2")])

    assert set(heard.labels) == {2, 3}


def test_what_is_undone_is_no_card_and_no_longer_among_the_latest(ledger: Ledger) -> None:
    heard = Heard(ledger, SHELF)
    heard.say([said("b1"), said("b1", "z@x")])
    heard.say([said("b2")])
    heard.say([Undo("b1", AT)])

    assert heard.cards == 1
    assert [(batch.id, batch.mails) for batch in heard.latest(10)] == [("b2", 1)]
    undone = heard.batch("b1")
    assert undone is not None
    assert (undone.undone, undone.mails) == (True, 2)
    assert heard.batch("b3") is None


def test_the_latest_come_first_and_no_more_than_asked(ledger: Ledger) -> None:
    heard = Heard(ledger, SHELF)
    for number in range(5):
        heard.say([said(f"b{number}")])

    assert [batch.id for batch in heard.latest(3)] == ["b4", "b3", "b2"]


def test_a_damaged_line_is_told_and_costs_no_other(ledger: Ledger) -> None:
    ledger.add([said("b1")])
    with ledger.path.open("a") as file:
        file.write("{\x1b]0;owned\x07\n")
    heard = Heard(ledger, SHELF)

    assert set(heard.labels) == {1}
    assert "line 2" in heard.damaged[0]


def test_a_folder_in_its_place_is_an_error_to_act_on(ledger: Ledger) -> None:
    ledger.path.mkdir()

    with pytest.raises(LedgerError):
        Heard(ledger, SHELF)
