"""The command `label`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from analyzer.errors import AnalyzerError


def label(
    mail: Annotated[str, typer.Argument(metavar="MESSAGE_ID", help="Of a mail that was fetched.")] = "",
    label: Annotated[str, typer.Argument(help="What it is, such as rejection or interview_invite.")] = "",
    company: Annotated[str | None, typer.Option(help="Which company it is about; empty: none.")] = None,
    role: Annotated[str | None, typer.Option(help="Which role it is about; empty: none.")] = None,
    same_as: Annotated[
        str | None, typer.Option(metavar="MESSAGE_ID", help="A mail of the same application.")
    ] = None,
    apart_from: Annotated[
        str | None, typer.Option(metavar="MESSAGE_ID", help="A mail of another application.")
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.csv", help="Columns message_id, label, company, role."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was said last.")] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="Default: config.toml here, else in your config folder."
        ),
    ] = None,
) -> None:
    """Say what a mail is: it counts from the next report on, and the program learns from it."""
    from analyzer import labelling
    from analyzer.cli import default_config
    from analyzer.config import load
    from analyzer.corrections import Via

    settings, now = load(config or default_config()), datetime.now(UTC)
    if undo:
        sys.stdout.write(f"{labelling.undo(settings, now)}\n")
        return
    if table is None and not mail:
        raise AnalyzerError("say which mail: its MESSAGE_ID and a LABEL, or --from FILE.csv, or --undo")
    if table:
        told, via = labelling.read_table(table), Via.FILE
    else:
        told = [labelling.Wording(mail, label or None, company, role, same_as, apart_from)]
        via = Via.COMMAND
    outcome = labelling.say(settings, told, via, now)
    for line in labelling.lines(outcome):
        sys.stdout.write(f"{line}\n")
    for line in outcome.bad:
        sys.stderr.write(f"rejection-analyzer: {line}\n")
    raise typer.Exit(0 if not outcome.bad else 1 if outcome.done else 2)
