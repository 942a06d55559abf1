"""`init`: asks for the mail address, finds the server, tests the login, writes config.toml."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import tomli_w
import typer

from analyzer import config, mailboxes
from analyzer.errors import AnalyzerError, LoginRefused
from analyzer.fetch import auth, providers
from analyzer.fetch.opening import probe
from analyzer.fetch.settings import ImapSettings

#: A mistyped password may be typed again; providers lock accounts after a handful.
_TRIES = 3


def run(path: Path, now: datetime) -> None:
    """The whole conversation; raises AnalyzerError if the file exists or the server cannot be reached."""
    if path.exists():
        raise AnalyzerError(f"{path} is there already; edit it, or name another file by --config")
    box = _ask()
    data: dict[str, Any] = {"language": _language(), "mailbox": {"main": box}}
    settings = config.check(data, str(path), path.resolve().parent)
    imap = mailboxes.settings("main", settings.mailbox["main"], now)
    assert isinstance(imap, ImapSettings)
    _sign_in(imap)
    found = probe(imap)
    typer.echo(f"Signed in. Folders to read: {', '.join(row.folder.name for row in found.folders)}")
    _write(path, data)
    typer.echo(f"Wrote {path}. Now run: rejection-analyzer run --config {path}")


def _ask() -> dict[str, Any]:
    """The mailbox's table; a provider that is not known is asked for."""
    user = typer.prompt("Mail address").strip()
    known = providers.provider_for(user)
    if known and known.oauth_only:
        raise AnalyzerError(known.en)
    if known:
        typer.echo(f"{known.name}: {known.host}:{known.port}. {known.en}")
        return {"host": known.host, "port": known.port, "tls": known.tls, "user": user}
    host, _, port = typer.prompt("IMAP server (name, or name:port)").strip().partition(":")
    return {"host": host, "user": user} | ({"port": int(port)} if port.isdecimal() else {})


def _language() -> str:
    answer: str = typer.prompt("Language of the report (en, zh)", default="en")
    return answer if answer in ("en", "zh") else "en"


def _sign_in(imap: ImapSettings) -> None:
    """Asks for the password until the server takes it, and puts it into the keyring."""
    for left in reversed(range(_TRIES)):
        auth.remember(
            imap, typer.prompt("Password (kept in the system's keyring, never in a file)", hide_input=True)
        )
        try:
            probe(imap)
        except LoginRefused as error:
            if not left:
                raise
            typer.echo(str(error), err=True)
        else:
            return


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        tomli_w.dump(data, file)
