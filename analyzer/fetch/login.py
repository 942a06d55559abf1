"""The way into a mailbox: TLS with checked certificates, then the password."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Mapping

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from analyzer.errors import SourceError
from analyzer.fetch import trouble
from analyzer.fetch.auth import account
from analyzer.fetch.explained import explained
from analyzer.fetch.settings import ImapSettings, is_loopback

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
        # Questions sent ahead are short, and the system would hold them back for the answer to the one before.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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
        if not is_loopback(settings.host):
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


def log_in(client: IMAPClient, settings: ImapSettings, secret: str) -> None:
    """Sends the password or token in a way that the server takes. Raises LoginRefused, SourceError."""
    try:
        with explained(LoginError):
            offered = {name.decode("ascii", "replace") for name in client.capabilities()}
            way = _way(settings, secret, offered)
            if way is None:
                raise SourceError(_no_way_in(settings, offered))
            way(client, settings, secret)
    except LoginError as error:
        raise trouble.login_problem(settings, error, secret) from None


_Way = Callable[[IMAPClient, ImapSettings, str], object]
#: RFC 7628 and its forerunner; what the server offers → how it is done.
_BY_TOKEN: Mapping[str, _Way] = {
    "AUTH=OAUTHBEARER": lambda client, settings, token: client.oauthbearer_login(settings.user, token),
    "AUTH=XOAUTH2": lambda client, settings, token: client.oauth2_login(settings.user, token),
}


def _way(settings: ImapSettings, secret: str, offered: set[str]) -> _Way | None:
    """LOGIN, which every server has; PLAIN where LOGIN is forbidden or the words are not ASCII."""
    if settings.by_token:
        return next((way for name, way in _BY_TOKEN.items() if name in offered), None)
    if (settings.user + secret).isascii() and "LOGINDISABLED" not in offered:
        return lambda client, settings, password: client.login(_login_word(settings), password)
    if "AUTH=PLAIN" in offered:
        return lambda client, settings, password: client.plain_login(settings.user, password)
    return None


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
    start = f"{account(settings)}: {settings.host}"
    if settings.by_token:
        return (
            f"{start} takes no token (it offers: {ways}); take `oauth` and `token_command` out of config.toml"
        )
    return (
        f'{start} takes no password here (it offers: {ways}). If tls is "none", use "starttls" or "tls"; a server '
        "with XOAUTH2 only is read by token: see docs/mail-providers.md"
    )
