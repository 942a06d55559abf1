from pathlib import Path

import pytest

from analyzer.errors import ReportError
from analyzer.writing import private_folder, write_all


def test_files_are_whole_and_the_owners_alone(tmp_path: Path) -> None:
    write_all(tmp_path / "reports", {"a.json": "{}", "b.html": "页"})

    assert (tmp_path / "reports" / "b.html").read_text("utf-8") == "页"
    assert (tmp_path / "reports" / "a.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "reports").stat().st_mode & 0o777 == 0o700


def test_nothing_is_replaced_if_one_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")

    with pytest.raises(ReportError, match="cannot be written"):
        write_all(tmp_path, {"a": "new", "no/such/folder": "x"})

    assert (tmp_path / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep")
    (tmp_path / "a").symlink_to(tmp_path / "precious")

    write_all(tmp_path, {"a": "new"})

    assert (tmp_path / "precious").read_text() == "keep"
    assert (tmp_path / "a").read_text() == "new"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("")

    with pytest.raises(ReportError, match="reports"):
        private_folder(tmp_path / "reports" / "x")
