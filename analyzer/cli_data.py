"""The commands `export` and `import`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer.errors import AnalyzerError

if TYPE_CHECKING:
    from analyzer.imported import Imported
    from analyzer.importing import Order, Table

_Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Default: config.toml here, else in your config folder."),
]


def export(
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the files go; default: beside the report.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="csv: applications.csv and events.csv; json: applications.json.")
    ] = "csv",
    config: _Config = None,
) -> None:
    """Write the applications of the last report and their mails as tables or as JSON."""
    from analyzer import applications, exporting
    from analyzer.cli import default_config
    from analyzer.config import load

    if form not in set(exporting.Format):
        raise AnalyzerError(f"--format {form}: known are {', '.join(exporting.Format)}")
    settings = load(config or default_config())
    rows = applications.read(settings.reports)
    for path in exporting.write(rows, out or settings.reports, exporting.Format(form)):
        sys.stdout.write(f"{path}\n")


def import_(
    table: Annotated[
        Path | None, typer.Argument(metavar="FILE.csv", help="Columns company, applied_at, if wished role …")
    ] = None,
    dates: Annotated[
        str, typer.Option(help="How days are written: iso (2026-01-31), mdy (1/31/2026), dmy (31/1/2026).")
    ] = "iso",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in, and do nothing.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last import.")] = False,
    config: _Config = None,
) -> None:
    """Bring in applications that left no mail, from a list that you keep; those seen in mail stay one."""
    from analyzer import importing
    from analyzer.cli import default_config
    from analyzer.config import load
    from analyzer.imported import Imported

    if (table is None) is not undo:
        raise AnalyzerError("name one file of applications, or say --undo")
    if dates not in set(importing.Order):
        raise AnalyzerError(f"--dates {dates}: known are {', '.join(importing.Order)}")
    imported, now = Imported(load(config or default_config()).imported), datetime.now(UTC)
    if table is None:
        sys.stdout.write(f"{_undone(imported, now)}\n")
        return
    found = _read(table, now, importing.Order(dates))
    new = imported.add(found.rows, now, dry_run=dry_run)
    _tell(found, len(new), imported.damaged(), dry_run=dry_run)
    raise typer.Exit(0 if not found.bad else 1 if found.rows else 2)


def _read(path: Path, now: datetime, order: "Order") -> "Table":
    from analyzer import importing

    try:
        return importing.read(path.read_bytes(), now, order)
    except OSError as error:
        raise AnalyzerError(f"{path} cannot be read ({error.strerror})") from error
    except AnalyzerError as error:
        raise AnalyzerError(f"{path}: {error}") from error


def _undone(imported: "Imported", now: datetime) -> str:
    batch = imported.undo(now)
    if batch is None:
        raise AnalyzerError(f"nothing in {imported.path} is left to be taken back")
    return f"taken back: {len(batch.rows)} applications, imported {batch.at}"


def _tell(found: "Table", new: int, damaged: tuple[str, ...], *, dry_run: bool) -> None:
    """What came in to stdout, what could not to stderr."""
    for line in (*found.bad, *damaged):
        sys.stderr.write(f"rejection-analyzer: {line}\n")
    told = {
        f"{new} new": True,
        f"{len(found.rows) - new} known already": len(found.rows) > new,
        f"{found.from_mail} known by mail": found.from_mail > 0,
        f"{len(found.bad)} not usable": bool(found.bad),
    }
    said = ", ".join(text for text, true in told.items() if true)
    sys.stdout.write(f"{'Would come in: ' if dry_run else 'Came in: '}{said}.\n")
    if new and not dry_run:
        sys.stdout.write("The next `rejection-analyzer run` or `report` counts them.\n")
