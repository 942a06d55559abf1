"""What a mailbox needs to be opened: one frozen value per kind of source. None holds a password."""

import ipaddress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

Tls = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    """Where and as which program the user signs in by token."""

    provider: Literal["microsoft", "google"]
    client_id: str
    authority: str = ""
    """URL of who gives the tokens; empty: the provider's usual one."""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """A mailbox on an IMAP server, and where its password is to be asked for."""

    name: str
    host: str
    port: int
    user: str
    tls: Tls = "tls"
    ca_file: Path | None = None
    """PEM file of the only authorities to be trusted; None: those of the system."""
    password_command: tuple[str, ...] = field(default=(), repr=False)
    """Program and arguments; the first line it prints is the password."""
    password_env: str = ""
    """Name of the environment variable that holds the password."""
    token_command: tuple[str, ...] = field(default=(), repr=False)
    """Program and arguments; the first line it prints is an access token (OAuth 2.0)."""
    oauth: OAuthSettings | None = None
    folders: tuple[str, ...] = ()
    """Empty: chosen by what the server says the folders are for."""
    also: tuple[str, ...] = ()
    """Folders that are read besides, where they are there."""
    junk: bool = False
    since: date | None = None
    """The first time, only mail that arrived from this day on; None: all of it."""
    connect_timeout: float = 20.0
    """Seconds."""
    read_timeout: float = 90.0
    """Seconds without a byte from the server (a search of a big folder was silent for 10 s)."""
    batch: int = 500
    """Mails asked for at once."""
    compress: bool = True
    """Whether the line is compressed where the server offers it; to this machine that only costs time."""
    budget: int = 1_500_000_000
    """Bytes of mail taken in one night: Gmail gives 2,500 MB a day to all programs together, then shuts them out."""
    limit: int | None = None
    """New mails of a folder that are taken in one night, the oldest first; None: all."""

    @property
    def by_token(self) -> bool:
        """Whether a token is sent instead of a password."""
        return bool(self.token_command or self.oauth)


@dataclass(frozen=True, slots=True)
class MboxSettings:
    """One mbox file."""

    name: str
    path: Path
    junk: bool = False


@dataclass(frozen=True, slots=True)
class MaildirSettings:
    """A Maildir, a Maildir++ with its subfolders, or a folder of Maildirs."""

    name: str
    path: Path
    junk: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmlSettings:
    """A single .eml file, or a folder of them, subfolders included."""

    name: str
    path: Path


Settings = ImapSettings | MboxSettings | MaildirSettings | EmlSettings


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"
