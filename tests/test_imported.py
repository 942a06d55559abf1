import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import LedgerError
from analyzer.imported import Imported, Listed

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
ACORN, OAK = (
    Listed("Acorn", "2026-05-01", "Clerk", "LinkedIn", "https://x.example", "note"),
    Listed("Oak", "2026-05-02"),
)


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    return Imported(tmp_path / "deep" / "applications.jsonl")


def test_what_is_added_is_there_and_only_once(imported: Imported) -> None:
    assert imported.mark() == ""
    assert imported.add([ACORN, OAK, OAK], NOW) == (ACORN, OAK)
    mark = imported.mark()

    assert imported.add([OAK, Listed(" acorn ", "2026-05-01T10:00", "CLERK")], NOW) == ()
    assert imported.mark() == mark
    assert imported.rows() == (ACORN, OAK)
    assert stat.S_IMODE(imported.path.stat().st_mode) == 0o600


def test_a_dry_run_adds_nothing(imported: Imported) -> None:
    assert imported.add([ACORN], NOW, dry_run=True) == (ACORN,)
    assert not imported.path.exists()


def test_the_last_import_is_taken_back_and_may_come_again(imported: Imported) -> None:
    imported.add([ACORN], NOW)
    imported.add([OAK], NOW)

    assert [
        batch and batch.rows for batch in (imported.undo(NOW), imported.undo(NOW), imported.undo(NOW))
    ] == [
        (OAK,),
        (ACORN,),
        None,
    ]
    assert imported.rows() == ()
    assert imported.add([OAK], NOW) == (OAK,)


def test_a_line_taken_out_by_hand_is_gone(imported: Imported) -> None:
    imported.add([ACORN, OAK], NOW)
    lines = imported.path.read_text("utf-8").splitlines()
    imported.path.write_text(f"# mine\n\n{lines[1]}\n", "utf-8")

    assert imported.rows() == (OAK,)


@pytest.mark.parametrize(
    "broken",
    [
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b'{"v": 2, "company": "A", "applied_at": "2026-05-01"}',
        b'{"v": 1, "company": "A"}',
        b'{"v": 1, "company": "", "applied_at": "2026-05-01"}',
        b'{"v": 1, "company": 7, "applied_at": "2026-05-01"}',
        b'{"v": 1, "company": "A", "applied_at": "soon"}',
        b"[" * 9000,
    ],
)
def test_a_damaged_line_costs_that_line(imported: Imported, broken: bytes) -> None:
    imported.add([ACORN], NOW)
    with imported.path.open("ab") as file:
        file.write(broken)  # and torn off: no end of line
    imported.add([OAK], NOW)

    assert imported.rows() == (ACORN, OAK)
    assert imported.damaged() == ("applications.jsonl, line 2: cannot be read",)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"another file as `imported` in config\.toml"):
        Imported(tmp_path).add([OAK], NOW)


def test_a_day_is_noon_where_the_user_is_and_a_time_is_that_time() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")

    assert Listed("A", "2026-05-01").at(shanghai) == datetime(2026, 5, 1, 4, tzinfo=UTC)
    assert Listed("A", "2026-05-01T10:00:00").at(shanghai) == datetime(2026, 5, 1, 2, tzinfo=UTC)
    assert Listed("A", "2026-05-01T10:00:00+00:00").at(shanghai) == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_a_row_is_an_event_of_the_users_own(imported: Imported) -> None:
    imported.add([ACORN, OAK], NOW)
    (acorn, oak) = imported.events(UTC)

    assert (acorn.own, acorn.listed, acorn.by, acorn.sure) == (True, True, "list", True)
    assert (acorn.clues.company, acorn.clues.role, acorn.clues.system) == ("Acorn", "Clerk", "LinkedIn")
    assert oak.clues.system == ""
    assert acorn.message_id != oak.message_id


_words = st.text(min_size=1, max_size=30).filter(str.strip)


@given(st.lists(st.tuples(_words, _words, st.integers(0, 3000))))
def test_any_names_come_back_and_adding_again_adds_nothing(told: list[tuple[str, str, int]]) -> None:
    import tempfile

    rows = [
        Listed(company, f"{datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=days):%Y-%m-%d}", role)
        for company, role, days in told
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Imported(Path(folder) / "a.jsonl")
        new = file.add(rows, NOW)

        assert set(file.rows()) == set(new)
        assert {row.key for row in rows} == {row.key for row in new}
        assert file.add(rows, NOW) == ()
        if new:
            assert all(json.loads(line)["v"] == 1 for line in file.path.read_bytes().split(b"\n") if line)


def test_two_imports_at_once_lose_nothing(imported: Imported) -> None:
    imported.add([OAK], NOW)
    children = []
    for number in range(4):
        child = os.fork()
        if not child:
            Imported(imported.path).add([Listed(f"C{number}-{n}", "2026-05-01") for n in range(20)], NOW)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)

    assert len(imported.rows()) == 81
    assert imported.damaged() == ()
