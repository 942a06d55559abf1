"""A connection to an IMAP server that cannot change anything: the only user of imapclient."""

import contextlib
import imaplib
import ipaddress
import logging
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError, ProtocolError

from analyzer import __version__
from analyzer.errors import SourceError
from analyzer.fetch import trouble
from analyzer.fetch.auth import account
from analyzer.fetch.batches import HEAD_BYTES
from analyzer.fetch.folders import Listed, Purpose, decode_utf7, purpose_flagged, purpose_named
from analyzer.fetch.settings import ImapSettings

log = logging.getLogger(__name__)

_HEAD = f"BODY.PEEK[]<0.{HEAD_BYTES}>"
#: Folders that hold no mail (RFC 3501, RFC 5258).
_NO_MAIL = frozenset({"\\noselect", "\\nonexistent"})
#: What LOGIN takes unquoted without doubt; everything else is quoted (RFC 3501, atom and quoted).
_PLAIN_USER = re.compile(r"[A-Za-z0-9@._+-]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder opened for reading."""

    exists: int
    validity: int | None
    """UIDVALIDITY; None: the server gave none."""
    next_uid: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """A mail as the server gave it."""

    raw: bytes
    at: datetime | None
    """INTERNALDATE, in UTC."""


class Connection:
    """A connection after login.

    Every method raises trouble.Refused if the server says no, and trouble.Lost if the connection is over.
    """

    def __init__(self, settings: ImapSettings, password: str) -> None:
        self._client = _connected(settings)
        try:
            _log_in(self._client, settings, password)
            with _explained():
                self.capabilities = tuple(_text(name) for name in self._client.capabilities())
            self._introduce(settings)
        except BaseException:
            self.drop()
            raise

    def _introduce(self, settings: ImapSettings) -> None:
        """Sends ID where it is known: 163 and 126 open no folder before it, GMX takes no empty one."""
        if "ID" not in self.capabilities:
            return
        fields = {"name": "rejection-analyzer", "version": __version__, "vendor": "rejection-analyzer"}
        try:
            with _explained():
                self._client.id_(fields | {"support-email": settings.user})
        except trouble.Refused as refused:
            log.debug("ID refused: %s", refused)

    def listed(self) -> dict[str, tuple[Listed, str]]:
        """Folders that hold mail, by decoded name, each with the name by which the server knows it."""
        with _explained():
            answer = self._client.list_folders()
        folders = {}
        for flags, separator, name in answer:
            words = [_text(flag) for flag in flags]
            if not _NO_MAIL & {word.lower() for word in words}:
                sent_as = _text(name)
                shown = decode_utf7(sent_as)
                folders[shown] = (Listed(shown, _purpose(words, shown, _text(separator or b""))), sent_as)
        return folders

    def count(self, folder: str) -> int:
        """How many mails lie in the folder of that server name."""
        with _explained():
            return int(self._client.folder_status(folder, ["MESSAGES"])[b"MESSAGES"])

    def examine(self, folder: str) -> Opened:
        """Opens the folder of that server name, read-only."""
        with _explained():
            answer = self._client.select_folder(folder, readonly=True)
        return Opened(int(answer.get(b"EXISTS", 0)), answer.get(b"UIDVALIDITY"), answer.get(b"UIDNEXT"))

    def search(self, first: int, last: int | None, since: date | None) -> list[int]:
        """UIDs of the open folder from `first` to `last` (None: the end) that arrived from `since` on.

        The server may add one below `first`: `n:*` always includes the last mail (RFC 3501 6.4.8).
        """
        criteria: list[str | date] = ["UID", f"{first}:{last or '*'}"]
        with _explained():
            return [int(uid) for uid in self._client.search(criteria + (["SINCE", since] if since else []))]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """RFC822.SIZE in bytes of those mails that the server answers for."""
        return {
            uid: answer[b"RFC822.SIZE"]
            for uid, answer in self._fetch(uids, "RFC822.SIZE").items()
            if isinstance(answer.get(b"RFC822.SIZE"), int)
        }

    def mails(self, uids: Sequence[int]) -> dict[int, Received]:
        """Those mails that the server answers for, whole."""
        return _received(self._fetch(uids, "BODY.PEEK[]"), b"BODY[]")

    def heads(self, uids: Sequence[int]) -> dict[int, Received]:
        """The first HEAD_BYTES of those mails that the server answers for."""
        return _received(self._fetch(uids, _HEAD), b"BODY[]<0>")

    def _fetch(self, uids: Sequence[int], what: str) -> Mapping[int, Mapping[bytes, Any]]:
        # A list of UIDs, never "1:*": imapclient 4.1.0 raises ValueError after the whole download.
        with _explained():
            answer: Mapping[int, Mapping[bytes, Any]] = self._client.fetch(list(uids), ["INTERNALDATE", what])
        return answer

    def close(self) -> None:
        """Logs out."""
        try:
            with _explained():
                self._client.logout()
        except (trouble.Refused, trouble.Lost):
            self.drop()

    def drop(self) -> None:
        """Closes the socket without a word: after a lost connection even logging out fails."""
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._client.shutdown()


def _connected(settings: ImapSettings) -> IMAPClient:
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


def _log_in(client: IMAPClient, settings: ImapSettings, password: str) -> None:
    """LOGIN, which every server has; PLAIN where LOGIN is forbidden or the words are not ASCII."""
    try:
        with _explained(LoginError):
            offered = {_text(name) for name in client.capabilities()}
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


@contextlib.contextmanager
def _explained(*let_through: type[Exception]) -> Iterator[None]:
    """Errors of imaplib, imapclient and the socket as trouble.Refused or trouble.Lost."""
    try:
        yield
    except let_through:
        raise
    except (OSError, imaplib.IMAP4.error, ValueError, TypeError) as error:
        # Its text holds what could not be read, and that may be mail.
        unreadable = isinstance(error, (ProtocolError, ValueError, TypeError)) and not isinstance(
            error, OSError
        )
        raise (trouble.unreadable(error) if unreadable else trouble.answer_to(error)) from None


def _purpose(flags: Sequence[str], name: str, separator: str) -> Purpose:
    leaf = name.rpartition(separator)[2] if separator else name
    return purpose_flagged(flags) or purpose_named(leaf)


def _received(answers: Mapping[int, Mapping[bytes, Any]], key: bytes) -> dict[int, Received]:
    return {
        uid: Received(answer[key], _moment(answer.get(b"INTERNALDATE")))
        for uid, answer in answers.items()
        if isinstance(answer.get(key), bytes)
    }


def _moment(value: object) -> datetime | None:
    """In UTC; None for a date that no calendar has."""
    try:
        return value.astimezone(UTC) if isinstance(value, datetime) else None
    except (ValueError, OverflowError):
        return None


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
