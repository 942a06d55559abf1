import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.console import Console

from analyzer import applications
from analyzer.errors import AnalyzerError
from analyzer.labels import KnownBy, Outcome, Stage
from analyzer.report.schema import ApplicationRow


def row(
    company: str = "Acorn Mills",
    stage: Stage = Stage.APPLIED,
    outcome: Outcome = Outcome.SILENT,
    agency: str = "",
) -> ApplicationRow:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return ApplicationRow(
        id="1",
        company=company,
        role="Grain Buyer",
        known_by=KnownBy.ACK,
        applied_at=at,
        stage=stage,
        rounds=2 if stage is Stage.INTERVIEW else 0,
        outcome=outcome,
        dropped_at=None,
        first_answer_at=None,
        last_event_at=at,
        events=(),
        agency=agency,
    )


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (applications.Wanted(), True),
        (applications.Wanted(text="acorn"), True),
        (applications.Wanted(text="BUYER"), True),
        (applications.Wanted(text="oak"), False),
        (applications.Wanted(stage=Stage.ASSESSMENT), True),
        (applications.Wanted(stage=Stage.OFFER), False),
        (applications.Wanted(outcome=Outcome.SILENT), True),
        (applications.Wanted(outcome=Outcome.REJECTED), False),
        (applications.Wanted(since=date(2026, 3, 2)), True),
        (applications.Wanted(since=date(2026, 3, 3)), False),
    ],
)
def test_applications_are_chosen(wanted: applications.Wanted, fits: bool) -> None:
    assert wanted.fits(row(stage=Stage.INTERVIEW)) is fits


def shown(*rows: ApplicationRow, width: int = 100) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(applications.table(rows))
    return console.export_text()


def test_an_agency_stands_beside_the_company() -> None:
    text = shown(row(agency="Harbour Staffing"), row("Harbour Staffing", agency="Harbour Staffing"))

    assert "Acorn Mills (via Harbour Staffing)" in text
    assert "Harbour Staffing (agency)" in text
    assert applications.Wanted(text="harbour").fits(row(agency="Harbour Staffing"))


def test_the_table_has_a_line_each_and_a_count() -> None:
    text = shown(row(stage=Stage.INTERVIEW, outcome=Outcome.IN_PROGRESS), row("橡果科技"))

    assert "2026-03-02  Acorn Mills  Grain Buyer  interview 2  in progress" in text
    assert "橡果科技" in text
    assert text.strip().endswith("2 applications")


def test_a_narrow_terminal_cuts_names_and_nothing_else() -> None:
    lines = shown(row("A company with a name that is far too long for any terminal"), width=70).splitlines()

    assert all(len(line) <= 70 for line in lines)
    assert "…" in lines[1]
    assert "silent" in lines[1]


def test_a_name_cannot_speak_to_the_terminal() -> None:
    assert "\x1b" not in shown(row("Acorn\x1b[2J[red]Mills"))
    assert "[red]" in shown(row("Acorn[red]Mills"))


def test_no_report_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AnalyzerError, match="rejection-analyzer run"):
        applications.read(tmp_path)


def test_a_damaged_report_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{")

    with pytest.raises(AnalyzerError, match="no report of this version"):
        applications.read(tmp_path)
