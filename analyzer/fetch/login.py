"""The way into a mailbox: TLS with checked certificates, then the password."""

import contextlib
import imaplib
import ipaddress
import re
import ssl

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from analyzer.errors import SourceError
from analyzer.fetch import trouble
from analyzer.fetch.auth import account
from analyzer.fetch.explained import explained
from analyzer.fetch.settings import ImapSettings

#: What LOGIN takes unquoted without doubt; everything else is quoted (RFC 3501, atom and quoted).
_PLAIN_USER = re.compile(r"[A-Za-z0-9@._+-]+")
#: A line of imaplib ends at 1,000,000 bytes: 125,000 UIDs in the answer to a search. No more than this is taken.
imaplib._MAXLINE = 20_000_000  # type: ignore[attr-defined]  # noqa: SLF001


def connected(settings: ImapSettings) -> IMAPClient:
    """An encrypted connection, not logged in. Raises SourceError, or trouble.Lost where it may get better."""
    context = _tls_context(settings)
    timeout = SocketTimeout(settings.connect_timeout, settings.read_timeout)
    client: IMAPClient | None = None
    try:
        client = IMAPClient(
            settings.host, settings.port, ssl=settings.tls == "tls", ssl_context=context, timeout=timeout
        )
        _quieten(client)
        if settings.tls == "starttls":
            client.starttls(context)
    except (OSError, imaplib.IMAP4.error) as error:
        if client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.shutdown()
        raise trouble.unreachable(settings, error) from None
    return client


def _quieten(client: IMAPClient) -> None:
    """Takes back imapclient's debug level, with which imaplib makes a repr() of every mail: 12 s for 1.8 GB, not 2."""
    library = getattr(client, "_imap", None)
    if library is not None:
        library.debug = 0
    client.normalise_times = False
    client.folder_encode = False


def _tls_context(settings: ImapSettings) -> ssl.SSLContext | None:
    if settings.tls == "none":
        if not _is_loopback(settings.host):
            raise trouble.not_loopback(settings)
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        reason = (
            error.strerror if not isinstance(error, ssl.SSLError) else "it holds no certificate in PEM form"
        )
        raise SourceError(
            f"{account(settings)}: ca_file {settings.ca_file} cannot be used: {reason}"
        ) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def log_in(client: IMAPClient, settings: ImapSettings, password: str) -> None:
    """LOGIN, which every server has; PLAIN where LOGIN is forbidden or the words are not ASCII."""
    try:
        with explained(LoginError):
            offered = {name.decode("ascii", "replace") for name in client.capabilities()}
            if (settings.user + password).isascii() and "LOGINDISABLED" not in offered:
                client.login(_login_word(settings), password)
            elif "AUTH=PLAIN" in offered:
                client.plain_login(settings.user, password)
            else:
                raise SourceError(_no_way_in(settings, offered))
    except LoginError as error:
        raise trouble.login_problem(settings, error, password) from None


def _login_word(settings: ImapSettings) -> str:
    user = settings.user
    if not user.isprintable():
        raise SourceError(
            f"{account(settings)!r}: the user name holds a control character; mend it in config.toml"
        )
    if _PLAIN_USER.fullmatch(user):
        return user
    return '"' + user.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _no_way_in(settings: ImapSettings, offered: set[str]) -> str:
    ways = ", ".join(sorted(name for name in offered if name.startswith("AUTH="))) or "none"
    return (
        f'{account(settings)}: {settings.host} takes no password here (it offers: {ways}). If tls is "none", use '
        '"starttls" or "tls"; a server with XOAUTH2 only cannot be read with a password'
    )
