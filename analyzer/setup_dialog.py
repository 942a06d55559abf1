"""`init`: asks for the mail address, finds the server, tests the login, writes config.toml."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import tomli_w
import typer

from analyzer import config, mailboxes
from analyzer.errors import AnalyzerError, LoginRefused
from analyzer.fetch import auth, oauth, providers
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
    if imap.oauth:
        _sign_in_by_token(imap)
    else:
        _sign_in(imap)
    found = probe(imap)
    typer.echo(f"Signed in. Folders to read: {', '.join(row.folder.name for row in found.folders)}")
    _write(path, data)
    typer.echo(f"Wrote {path}. Now run: rejection-analyzer run --config {path}")


def sign_in_again(path: Path, name: str, now: datetime) -> None:
    """`login`: signs in to a mailbox of the config by token. Raises AnalyzerError."""
    settings = config.load(path)
    if name not in settings.mailbox:
        raise AnalyzerError(f"{path} has no mailbox {name!r}; it has: {', '.join(settings.mailbox)}")
    imap = mailboxes.settings(name, settings.mailbox[name], now)
    if not isinstance(imap, ImapSettings):
        raise AnalyzerError(f"mailbox {name!r} is read from this disk; there is nothing to sign in to")
    _sign_in_by_token(imap)
    probe(imap)
    typer.echo(f"Signed in to {imap.host} as {imap.user}.")


def _sign_in_by_token(imap: ImapSettings) -> None:
    oauth.sign_in(imap, typer.echo, lambda question: str(typer.prompt(question, hide_input=True)))


def _ask() -> dict[str, Any]:
    """The mailbox's table; a provider that is not known is asked for."""
    user = typer.prompt("Mail address").strip()
    known = providers.provider_for(user)
    if known and known.oauth_only:
        typer.echo(known.en)
        told = {"provider": "microsoft", "client_id": typer.prompt("Client id").strip()}
        return {"host": known.host, "port": known.port, "tls": known.tls, "user": user, "oauth": told}
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
