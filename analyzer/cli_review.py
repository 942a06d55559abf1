"""The command `review`."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Examples: rejection-analyzer review · rejection-analyzer review --port 8765 --no-browser"


def review(
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="Default: config.toml here, else in your config folder."
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of this machine; 0: any that is free.")] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address; open no browser.")
    ] = False,
) -> None:
    """Show mails in your browser, the dearest mistakes first, to say what they are: ten minutes of corrections."""
    from analyzer.cli import default_config
    from analyzer.config import load
    from analyzer.review import serving

    serving.run(load(config or default_config()), port, browser=not no_browser)
