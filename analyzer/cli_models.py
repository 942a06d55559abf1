"""The commands `train` and `model`."""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analyzer.config import Settings
    from analyzer.models import Standing

Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Default: config.toml here, else in your config folder."),
]

model = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The models made of your labels: list, show, rollback, pin, unpin.",
)


def _settings(config: Path | None) -> "Settings":
    from analyzer.cli import default_config
    from analyzer.config import load

    return load(config or default_config())


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def train(config: Config = None) -> None:
    """Learn from your labels now; the new model takes over only if it proves to be better on those held out."""
    from analyzer import nightly, retraining, telling

    settings = _settings(config)
    with nightly.locked(settings.state):
        training = retraining.by_hand(settings, datetime.now(UTC))
    _say([training.said, *telling.doubts(retraining.doubted(settings))])
    if training.promoted:
        _say(["`rejection-analyzer report` judges your mail by it now; else the next night does"])


@model.command("list", epilog="Example: rejection-analyzer model list")
def list_(config: Config = None) -> None:
    """List your models, the oldest first; * marks the one in force."""
    from analyzer import telling

    _say(telling.versions(_settings(config).models))


@model.command(epilog="Example: rejection-analyzer model show 20261122-030000")
def show(
    version: Annotated[str, typer.Argument(help="Of `model list`; none: the one in force.")] = "",
    config: Config = None,
) -> None:
    """Say what a model was made of, how it did on the labels held out, and which labels may be mistakes."""
    from analyzer import retraining, telling

    settings = _settings(config)
    _say(telling.version(settings.models, version))
    _say(telling.doubts(retraining.doubted(settings)))


@model.command(epilog="Example: rejection-analyzer model rollback")
def rollback(config: Config = None) -> None:
    """Put the model before the current one in force again; the next report is judged by it."""
    from analyzer import models

    _change(config, models.roll_back)


@model.command(epilog="Example: rejection-analyzer model pin 20261122-030000")
def pin(
    version: Annotated[str, typer.Argument(help="Of `model list`, or `starter`: the shipped one.")],
    config: Config = None,
) -> None:
    """Put a model in force and keep it there: no night changes it."""
    from analyzer import models

    _change(config, lambda folder: models.pin(folder, version))


@model.command(epilog="Example: rejection-analyzer model unpin")
def unpin(config: Config = None) -> None:
    """Let better models take over again."""
    from analyzer import models

    _change(config, models.unpin)


def _change(config: Path | None, change: "Callable[[Path], Standing]") -> None:
    from analyzer import nightly

    settings = _settings(config)
    with nightly.locked(settings.state):
        standing = change(settings.models)
    pinned = ", pinned" if standing.pinned else ""
    _say([f"in force: {standing.version}{pinned}; the next report is judged by it"])
