"""Commands and exit codes; nothing else."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer import __version__
from analyzer.cli_data import export, import_
from analyzer.cli_label import label
from analyzer.cli_models import model, train
from analyzer.cli_review import EPILOG as REVIEW_EPILOG
from analyzer.cli_review import review
from analyzer.errors import AnalyzerError
from analyzer.labels import Outcome, Stage

if TYPE_CHECKING:
    from analyzer.fetching import Progress
    from analyzer.nightly import Night

app = typer.Typer(
    name="rejection-analyzer",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads the mail of a job search, on your own machine, and says truthfully what became of it.\n\n"
    "Exit codes: 0 fine; 1 it ran, but something needs a look; 2 something to be mended by you; "
    "3 another run is at work.",
)


def default_config() -> Path:
    """Where the settings lie: config.toml of this folder if there is one, else that of the user."""
    here = Path("config.toml")
    if here.exists():
        return here
    from platformdirs import user_config_path

    return user_config_path("rejection-analyzer") / "config.toml"


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Default: config.toml here, else in your config folder."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        parser=_moment,
        help="Run the night as it was at that time (RFC 3339, such as 2026-11-20T03:00:00Z).",
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr.")]


@app.command(
    epilog="Examples: rejection-analyzer run --config ~/search/config.toml · run --limit 500 · run --dry-run"
)
def run(
    config: Config = None,
    as_of: AsOf = None,
    verbose: Verbose = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="How far back a first night reads.")
    ] = None,
    folder: Annotated[list[str] | None, typer.Option(help="Only this folder; may be given again.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="At most so many new mails of each folder; the next run goes on."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be fetched, and do nothing.")
    ] = False,
) -> None:
    """Fetch new mail, read it, and write the report: the night, meant for cron."""
    _log(verbose)
    from analyzer import config as settings_of
    from analyzer import nightly
    from analyzer.fetching import Wish

    settings = settings_of.load(config or default_config())
    wish = Wish(since.date() if since else None, tuple(folder or ()), limit)
    if dry_run:
        for line in nightly.preview(settings, as_of or _now(), wish):
            sys.stdout.write(f"{line}\n")
        return
    with _progress() as progress:
        night = nightly.run(settings, as_of or _now(), progress, wish)
    _tell(night)


@app.command(epilog="Examples: rejection-analyzer report · rejection-analyzer report --share")
def report(
    config: Config = None,
    as_of: AsOf = None,
    verbose: Verbose = False,
    share: Annotated[
        bool,
        typer.Option("--share", help="Also share.html and the funnel as picture: no names, no days."),
    ] = False,
    gentle: Annotated[
        bool | None,
        typer.Option("--gentle/--full", help="Rejections counted, not listed; default: as in config.toml."),
    ] = None,
) -> None:
    """Write the report again from what is stored, without the network."""
    _log(verbose)
    from analyzer import config as settings_of
    from analyzer import nightly

    settings = settings_of.load(config or default_config())
    if gentle is not None:
        settings = settings.model_copy(update={"gentle": gentle})
    with _progress() as progress:
        night = nightly.report_again(settings, as_of or _now(), progress, share=share)
    if share and sys.stdout.isatty():
        sys.stdout.write(f"To be shown around: {(night.page.parent / 'share.html').resolve()}\n")
    _tell(night)


@app.command(epilog="Example: rejection-analyzer demo --out /tmp/demo")
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where mailbox and report are written.")] = Path(
        "demo"
    ),
    language: Annotated[str, typer.Option(help="Of the report: en or zh.")] = "en",
) -> None:
    """Make the example mailbox (600 invented applications) and its report: a first look without your own mail."""
    from analyzer import demo as example

    with _progress() as progress:
        night = example.run(out, language, progress)
    sys.stdout.write(f"{night.headline}\nThe report: {night.page.resolve()}\n")


@app.command(epilog="Example: rejection-analyzer check")
def check(config: Config = None) -> None:
    """Look at config, login, folders, model and disk: one line each, and what to do."""
    from analyzer import checkup

    findings = list(checkup.findings(config or default_config(), _now()))
    for finding in findings:
        sys.stdout.write(f"{'ok' if finding.ok else '!!'}  {finding.text}\n")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 2)


@app.command(epilog="Example: rejection-analyzer init")
def init(config: Config = None) -> None:
    """Ask for your mail address, test the login, and write config.toml."""
    from analyzer import setup_dialog

    setup_dialog.run(config or Path("config.toml"), _now())


@app.command(epilog="Example: rejection-analyzer login main")
def login(
    mailbox: Annotated[str, typer.Argument(help="Name of the mailbox in config.toml.")] = "main",
    config: Config = None,
) -> None:
    """Sign in by token to a mailbox that has an `oauth` table (Outlook.com, Microsoft 365, Gmail)."""
    from analyzer import setup_dialog

    setup_dialog.sign_in_again(config or default_config(), mailbox, _now())


@app.command(
    epilog="Examples: rejection-analyzer classify mail.eml · rejection-analyzer classify < mails.jsonl"
)
def classify(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files .eml, .mbox or .jsonl; none or -: stdin.")
    ] = None,
    config: Config = None,
) -> None:
    """Say what each mail is: JSON lines {id, label, confidence, sure, why, company, role} on stdout.

    With a config.toml the model in force judges, else the shipped one.
    """
    from analyzer import config as settings_of
    from analyzer import models, single
    from analyzer.costs import COSTS

    path = config or default_config()
    settings = settings_of.load(path) if config or path.exists() else None
    current = models.in_force(settings.models) if settings else None
    if current and (current.refused or current.version != models.STARTER):
        sys.stderr.write(f"{current.refused or f'judged by your model {current.version}'}\n")
    costs = settings.costs.costs() if settings else COSTS
    model = current.path if current else None
    broken = single.run(files or [Path("-")], sys.stdin.buffer, sys.stdout, model, costs)
    for line in broken:
        sys.stderr.write(f"{line}\n")
    raise typer.Exit(1 if broken else 0)


@app.command(epilog="Examples: rejection-analyzer explain mail.eml · rejection-analyzer explain '<id@host>'")
def explain(
    mail: Annotated[str, typer.Argument(help="A file, - for stdin, or the Message-ID of a fetched mail.")],
    config: Config = None,
) -> None:
    """Say why a mail is called what it is called: chances, deciding sentence, company, role, application."""
    from analyzer import explaining

    for line in explaining.run(mail, config or default_config(), sys.stdin.buffer, _now()):
        sys.stdout.write(f"{line}\n")


@app.command(
    epilog="Examples: rejection-analyzer applications acme · applications --reached interview --json"
)
def applications(
    text: Annotated[str, typer.Argument(help="A part of the company's or role's name.")] = "",
    reached: Annotated[Stage | None, typer.Option(help="Only those that came at least so far.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="Only those that ended so.")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only those applied for since that day.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As in report.json, with all mails.")] = False,
    config: Config = None,
) -> None:
    """List the applications of the last report."""
    from rich.console import Console

    from analyzer import applications as told
    from analyzer.config import load

    wanted = told.Wanted(text, reached, outcome, since.date() if since else None)
    rows = [row for row in told.read(load(config or default_config()).reports) if wanted.fits(row)]
    if as_json:
        sys.stdout.write(f"{told.as_json(rows)}\n")
    else:
        Console().print(told.table(rows))


app.command(
    epilog="Examples: rejection-analyzer label '<id@host>' interview · label '<id@host>' --company Acme · "
    "label --from corrections.csv · label --undo"
)(label)
app.command(epilog=REVIEW_EPILOG)(review)


app.command(epilog="Examples: rejection-analyzer export · export --format json --out ~/backup")(export)
app.command(
    "import",
    epilog="Examples: rejection-analyzer import list.csv --dry-run · import linkedin.csv --dates mdy · import --undo",
)(import_)
app.command(epilog="Example: rejection-analyzer train")(train)
app.add_typer(model, name="model")


@app.command()
def version() -> None:
    """Say the program's version."""
    sys.stdout.write(f"rejection-analyzer {__version__}\n")


def main() -> int:
    """The program's entry: a user's mistake gives its message and exit code, never a traceback."""
    os.umask(0o077)
    try:
        app()
    except AnalyzerError as error:
        sys.stderr.write(f"rejection-analyzer: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe has had enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# --- terminal -------------------------------------------------------------------------------------


def _now() -> datetime:
    return datetime.now(UTC)


def _log(verbose: bool) -> None:
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("analyzer").setLevel(logging.INFO if verbose else logging.WARNING)


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on a terminal, nothing elsewhere: cron mails whatever is printed."""
    from analyzer.nightly import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.SpinnerColumn(),
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(bar_width=30),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task, step_shown = shown.add_task("", total=None), ""

        def show(step: str, done: int, total: int | None) -> None:
            nonlocal task, step_shown
            if step != step_shown:
                shown.remove_task(task)
                task, step_shown = shown.add_task(step, total=total), step
            shown.update(task, completed=done, total=total)

        yield show


def _tell(night: "Night") -> None:
    """Problems to stderr; on a terminal also what came out of it."""
    for problem in night.problems:
        sys.stderr.write(f"rejection-analyzer: {problem}\n")
    if night.newly_failed:
        sys.stderr.write(
            f"rejection-analyzer: {night.newly_failed} mails could not be read; the page says in which folders\n"
        )
    if sys.stdout.isatty():
        news = f"{night.new_mails} new mails. " if night.new_mails else "Nothing new. "
        learnt = f"Learning from your labels: {night.learnt}.\n" if night.learnt else ""
        sys.stdout.write(f"{news}{night.headline}\n{learnt}The report: {night.page.resolve()}\n")
    raise typer.Exit(night.exit_code)


if __name__ == "__main__":
    raise SystemExit(main())
