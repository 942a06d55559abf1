"""labels.jsonl: nothing that was said is lost."""

import json
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.corrections import Decision, Split, Undo, Via, in_force, text_hash
from analyzer.errors import LedgerError
from analyzer.labels import Label, label_named
from analyzer.ledger import Ledger
from tests.track.builders import email

AT = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)
MAIL = email("Your application", "We went with somebody else.", "hr@acme.example", message_id="a@x")


def said(label: Label | None = Label.REJECTION, batch: str = "1", message_id: str = "a@x") -> Decision:
    return Decision(batch, AT, message_id, text_hash(MAIL), Via.REVIEW, label)


def test_what_was_added_is_read_in_its_order(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")
    lines: list[Decision | Undo] = [
        Decision("1", AT, "a@x", "h", Via.SIMILAR, Label.OFFER, "Acme", "", "b@x", "c@x", Label.OTHER, 0.25,
                 Split.HELD_OUT, "main/In/1:2", "4f1c"),
        Undo("1", AT),
        said(),
    ]  # fmt: skip
    for line in lines:
        ledger.add([line])

    assert ledger.read().lines == tuple(lines)
    assert ledger.read().damaged == ()


def test_before_anything_is_said(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")

    assert (ledger.mark(), ledger.read().lines, ledger.mails()) == ("", (), {})
    assert list(tmp_path.iterdir()) == []


def test_the_files_are_the_users_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "new" / "labels.jsonl")
    ledger.add([said()], [MAIL])

    assert {path.stat().st_mode & 0o777 for path in (ledger.path, ledger.mails_path)} == {0o600}


def test_the_mail_is_kept_once_and_without_what_it_quotes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")
    ledger.add([said()], [MAIL])
    ledger.add([said(Label.OFFER)], [MAIL, email("Empty", "")])

    assert len(ledger.mails_path.read_text("utf-8").splitlines()) == 1
    kept = ledger.mails()[text_hash(MAIL)]
    assert (kept.subject, kept.text, kept.to) == (MAIL.subject, MAIL.text, ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is no JSON"),
        ("[]", "no JSON object"),
        ('{"v": 1}', "is missing"),
        ('{"v": 9, "undo": "1", "at": "2026-11-01T00:00:00Z"}', "version 9"),
        ('{"v": 1, "batch": "1", "at": "soon", "message_id": "a@x"}', "soon"),
        (
            '{"v": 1, "batch": "1", "at": "2026-11-01T00:00:00Z", "message_id": "a@x", "label": "lunch"}',
            "'lunch' is not known",
        ),
        ('{"v": 1, "batch": "1", "at": "2026-11-01T00:00:00Z", "message_id": ""}', "message_id"),
        ('{"v": 1, "batch": "1", "at": "2026-11-01T00:00:00Z", "message_id": "a", "role": 3}', "role"),
        ('{"v": 1, "batch": "1", "at": "2026-11-01T00:00:00Z", "message_id": "a", "via": "dream"}', "dream"),
        ("\x00\x00\x00", "is no JSON"),
    ],
)
def test_a_damaged_line_costs_that_line(tmp_path: Path, line: str, why: str) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")
    ledger.add([said()])
    with ledger.path.open("a", encoding="utf-8") as file:
        file.write(f"# by hand\n\n  \n{line}\n")
    ledger.add([said(Label.OFFER, "2")])

    read = ledger.read()
    assert read.lines == (said(), said(Label.OFFER, "2"))
    assert len(read.damaged) == 1
    assert read.damaged[0].startswith("labels.jsonl, line 5: ")
    assert why in read.damaged[0]


def test_a_torn_last_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")
    ledger.add([said(), said(Label.OFFER, "2")])
    ledger.path.write_bytes(ledger.path.read_bytes()[:-20])

    ledger.add([said(Label.OTHER, "3")])

    assert [line.batch for line in ledger.read().lines] == ["1", "3"]
    assert len(ledger.read().damaged) == 1


def test_lines_written_by_hand(tmp_path: Path) -> None:
    """Short names of labels, Windows' line ends, a byte-order mark, a time without zone."""
    path = tmp_path / "labels.jsonl"
    row = {"v": 1, "batch": "x", "at": "2026-11-01T00:00:00", "message_id": "a@x", "label": "Interview"}
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(row).encode() + b"\r\n")

    (line,) = Ledger(path).read().lines
    assert isinstance(line, Decision)
    assert (line.label, line.at.tzinfo) == (Label.INTERVIEW_INVITE, UTC)


def _add(path: Path, name: str) -> None:
    for number in range(30):
        Ledger(path).add([said(batch=f"{name}{number}")], [email("s", f"text {name} {number}")])


def test_two_people_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    fork = multiprocessing.get_context("spawn")
    people = [fork.Process(target=_add, args=(path, name)) for name in ("a", "b")]
    for one in people:
        one.start()
    for one in people:
        one.join()

    batches = [line.batch for line in Ledger(path).read().lines]
    assert sorted(batches) == sorted(f"{name}{number}" for name in ("a", "b") for number in range(30))
    assert [b for b in batches if b[0] == "a"] == [f"a{number}" for number in range(30)]
    assert len(Ledger(path).mails()) == 60


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").mkdir()

    with pytest.raises(LedgerError, match=r"labels\.jsonl"):
        Ledger(tmp_path / "labels.jsonl").add([said()])


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(LedgerError, match="No space left"):
        Ledger(tmp_path / "labels.jsonl").add([said()])


def test_a_hundred_thousand_labels_are_read(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "labels.jsonl")
    ledger.add([said(batch=str(n), message_id=f"{n}@x") for n in range(100_000)])

    found = in_force(ledger.read().lines)
    assert len(found.of_mails) == 100_000


@given(st.text(max_size=30))
def test_a_label_is_found_by_its_name_or_a_short_one(name: str) -> None:
    assert label_named(name) is None or name.strip()
    assert all(label_named(f" {label.upper()} ") is label for label in Label)
    assert label_named("Hiring-freeze") is Label.HIRING_FREEZE


@given(
    st.lists(
        st.builds(
            Decision,
            batch=st.text(min_size=1, max_size=5),
            at=st.just(AT),
            message_id=st.text(min_size=1, max_size=9),
            text_hash=st.text(max_size=5),
            via=st.sampled_from(Via),
            label=st.none() | st.sampled_from(Label),
            company=st.none() | st.text(max_size=9),
            role=st.none() | st.text(max_size=9),
            split=st.sampled_from(Split),
        ),
        max_size=5,
    )
)
def test_any_words_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Decision]
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("labels") / "labels.jsonl")
    ledger.add(lines)

    assert ledger.read().lines == tuple(lines)
