import csv
import io
import json
import re
import stat
from datetime import UTC
from pathlib import Path

import pytest

from analyzer import exporting
from analyzer.cells import plain
from analyzer.errors import AnalyzerError
from analyzer.exporting import Format
from analyzer.report.schema import ApplicationRow
from tests.report import hostile
from tests.report.builders import report, search


def lines(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def rows() -> tuple[ApplicationRow, ...]:
    return report(search(60)).applications


def test_every_application_and_every_mail_stands_in_the_tables(
    tmp_path: Path, rows: tuple[ApplicationRow, ...]
) -> None:
    paths = exporting.write(rows, tmp_path / "out", Format.CSV)
    applications, events = map(lines, paths)

    assert [path.name for path in paths] == ["applications.csv", "events.csv"]
    assert [(one["id"], one["company"], one["stage"]) for one in applications] == [
        (row.id, row.company, row.stage) for row in rows
    ]
    assert [(one["application_id"], one["message_id"], one["label"]) for one in events] == [
        (row.id, event.message_id, event.label) for row in rows for event in row.events
    ]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in paths)


def test_no_cell_is_a_formula_and_the_names_come_back(tmp_path: Path) -> None:
    names = ("=1+1", "+1", "-1", "@x", "\t=1", "＝1", 'a";=1;"', "青禾", "a\nb", "\0=1", *hostile.ATTACKS)
    row = report(search(60)).applications[0]
    told = [row.model_copy(update={"company": name, "role": name, "id": name}) for name in names]
    paths = exporting.write(told, tmp_path, Format.CSV)

    cells = [value for path in paths for line in lines(path) for value in line.values()]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell)]
    assert [plain(line["company"]) for line in lines(paths[0])] == [name.replace("\0", "") for name in names]


def test_json_is_that_of_the_report(tmp_path: Path, rows: tuple[ApplicationRow, ...]) -> None:
    (path,) = exporting.write(rows, tmp_path, Format.JSON)

    assert json.loads(path.read_text("utf-8")) == [row.model_dump(mode="json") for row in rows]


def test_a_list_of_the_users_own_is_not_written_over(
    tmp_path: Path, rows: tuple[ApplicationRow, ...]
) -> None:
    own = tmp_path / "applications.csv"
    for content in ("company,applied_at\nAcorn,2026-05-01\n", "\ufeffcompany;applied_at\n", "{}"):
        own.write_text(content, "utf-8")
        with pytest.raises(AnalyzerError, match="choose another folder with --out"):
            exporting.write(rows, tmp_path, Format.CSV)
        assert own.read_text("utf-8") == content
    own.unlink()

    exporting.write(rows, tmp_path, Format.CSV)
    assert exporting.write(rows[:3], tmp_path, Format.CSV)
    assert len(lines(own)) == 3


def test_what_is_exported_and_imported_again_adds_only_what_was_on_a_list(
    tmp_path: Path, rows: tuple[ApplicationRow, ...]
) -> None:
    from analyzer import importing
    from tests.report.builders import NOW

    path, _ = exporting.write(rows, tmp_path, Format.CSV)
    found = importing.read(path.read_bytes(), NOW)
    listed = [row for row in rows if row.known_by == "list"]

    assert [row.company for row in found.rows] == [row.company for row in listed]
    assert [row.at(UTC) for row in found.rows] == [row.applied_at.replace(microsecond=0) for row in listed]
    assert found.from_mail == len(rows) - len(listed)
    assert found.bad == ()
