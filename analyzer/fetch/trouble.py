"""What goes wrong with a mail server, and how it is said: always with host and user, never with the password."""

import imaplib
import re
import socket
import ssl

from analyzer.errors import LoginRefused, SourceError
from analyzer.fetch.auth import account
from analyzer.fetch.providers import app_password_hint
from analyzer.fetch.settings import ImapSettings
from analyzer.terminal import printable

#: Answers that mean "not now", whatever was asked: Exchange's throttling and half-open sessions, Gmail's and
#: Dovecot's limits, response codes of RFC 5530. A refusal of this kind says nothing about the mail or password.
_NOT_NOW = re.compile(
    r"\[(?:OVERQUOTA|LIMIT|INUSE|THROTTLED)\]|throttled|backoff time|bandwidth limits|authenticated but not connected"
    r"|too many (?:simultaneous|open|concurrent) connections|maximum number of connections|server unavailable",
    re.IGNORECASE,
)
#: The same at login: RFC 5530 has a server say UNAVAILABLE when what it checks passwords with is down.
_NOT_NOW_AT_LOGIN = re.compile(_NOT_NOW.pattern + r"|\[UNAVAILABLE\]|temporary authentication", re.IGNORECASE)
#: Exchange says how long: "Suggested Backoff Time: 299961 milliseconds".
_BACKOFF = re.compile(r"backoff time: (\d{1,9}) milliseconds", re.IGNORECASE)
#: imaplib stops in mid-line at its limit of a line and leaves the rest of it in the connection.
_OUT_OF_STEP = re.compile(r"got more than \d+ bytes")
#: imaplib and imapclient put the bytes of an answer into their messages as Python writes them.
_BYTES = re.compile(r"b(['\"])(.*?)\1")
#: imaplib shows the line that it did not expect; where the two are out of step, it is a line of mail.
_WITH_RAW_ANSWER = re.compile(r"(unexpected response).*", re.DOTALL)
#: Longer than that a night's run does not wait; the next night goes on.
_LONGEST_WAIT = 30.0
_ANSWER_LENGTH = 200


class Refused(Exception):
    """The server said NO or BAD to one command, or answered what cannot be read; the connection goes on."""


class Lost(Exception):
    """The connection is over, or not to be used for now; `wait` is the pause in seconds that the server wants.

    `broke` tells a line that broke from a server that said why it stops.
    """

    def __init__(self, message: str, *, broke: bool = False) -> None:
        self.broke = broke
        match = _BACKOFF.search(message)
        self.wait = min(int(match[1]) / 1000, _LONGEST_WAIT) if match else 0.0
        super().__init__(message)


def answer_to(error: Exception) -> Refused | Lost:
    """What an error of imaplib, imapclient or the socket means for the connection."""
    text = shown(_WITH_RAW_ANSWER.sub(r"\1", str(error))) or type(error).__name__
    if _NOT_NOW.search(text):
        return Lost(text)
    if isinstance(error, imaplib.IMAP4.abort) or _OUT_OF_STEP.search(text):
        return Lost(text, broke=True)
    if isinstance(error, TimeoutError):
        return Lost("the server fell silent", broke=True)
    if isinstance(error, OSError):
        return Lost(f"the connection broke ({text})", broke=True)
    return Refused(text)


def unreadable(error: Exception) -> Refused:
    """What an answer against the protocol means: no answer to this command."""
    return Refused(f"its answer cannot be read ({type(error).__name__})")


def shown(answer: str) -> str:
    """A server's answer for people: one line, printable, not endless."""
    plain = " ".join(printable(answer).split())
    return _BYTES.sub(r"\2", plain)[:_ANSWER_LENGTH].strip()


def login_problem(settings: ImapSettings, error: Exception, password: str) -> LoginRefused | Lost:
    """Why there was no login: refused for good, or only for now. imapclient hides a lost connection in its error."""
    answer = shown(str(error).replace(password, "***"))
    if isinstance(error.__context__, imaplib.IMAP4.abort) or _NOT_NOW_AT_LOGIN.search(answer):
        return Lost(answer)
    if settings.by_token:
        what = (
            f"run: rejection-analyzer login {settings.name}"
            if settings.oauth
            else "see what token_command prints"
        )
        return LoginRefused(
            f"{settings.host} refused the token of {settings.user!r}: {answer}\nTo sign in anew, {what}"
        )
    return LoginRefused(
        f"{settings.host} refused the user {settings.user!r} or its password: {answer}\n"
        f"{app_password_hint(settings.user, settings.host)}"
    )


def unreachable(settings: ImapSettings, error: Exception) -> SourceError | Lost:
    """Why there is no connection: SourceError if it cannot get better by itself, else Lost."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _bad_certificate(settings, error)
    kind, sentence = next((row[1:] for row in _CONNECTING if isinstance(error, row[0])), (Lost, "{answer}"))
    said = sentence.format(
        answer=shown(str(error)), seconds=f"{settings.connect_timeout:g}", port=settings.port
    )
    return kind(said) if kind is Lost else SourceError(f"{_where(settings)}: {said}")


def not_loopback(settings: ImapSettings) -> SourceError:
    """Unencrypted is refused for a host that is not this machine."""
    return SourceError(
        f'{account(settings)}: tls = "none" would send password and mail readable to everybody on the way; it is '
        'allowed for this machine only (127.0.0.1, ::1, localhost). Use "tls" (port 993) or "starttls" (port 143)'
    )


def _where(settings: ImapSettings) -> str:
    return f"{settings.host}:{settings.port} (user {settings.user})"


def _bad_certificate(settings: ImapSettings, error: ssl.SSLCertVerificationError) -> SourceError:
    trusted = (
        f"ca_file {settings.ca_file}" if settings.ca_file else "the authorities of this system (no ca_file)"
    )
    advice = _CERTIFICATE.get(error.verify_code, _OWN_AUTHORITY)
    return SourceError(
        f"{_where(settings)}: its certificate was not accepted: {error.verify_message.rstrip('.')}. "
        f"Checked against {trusted}. What to do: {advice}"
    )


_OWN_AUTHORITY = (
    "if the server is your own (Proton Bridge, say), export the certificate of its authority, or its own if it "
    "signed itself, and name that file as ca_file in config.toml"
)
#: X509_V_ERR_* of OpenSSL's x509_vfy.h.
_CERTIFICATE = {
    9: "the certificate is not valid yet: check this machine's clock",
    10: "the certificate has expired: its keeper must renew it (or this machine's clock is wrong)",
    62: "the certificate belongs to another host name: write `host` as the certificate does",
    64: "the certificate is not for this IP address: write `host` as the certificate does",
}

#: What an error on the way to the greeting means; the narrower kinds first.
_CONNECTING: tuple[tuple[type[Exception], type[SourceError] | type[Lost], str], ...] = (
    (
        ssl.SSLError,
        SourceError,
        'no TLS as expected ({answer}); usual are port 993 with tls = "tls", port 143 with tls = "starttls"',
    ),
    (
        socket.gaierror,
        SourceError,
        "the host name was not found; check `host` in config.toml and the network",
    ),
    (
        ConnectionRefusedError,
        Lost,
        "it refuses connections at port {port}; check `host` and `port` in config.toml",
    ),
    (
        TimeoutError,
        Lost,
        "no answer at port {port} within {seconds} s; check `host`, `port`, `tls` (a port for TLS is silent without)",
    ),
    (imaplib.IMAP4.abort, Lost, "it closed the connection at once: {answer}"),
    (
        imaplib.IMAP4.error,
        SourceError,
        'no STARTTLS ({answer}), so the password was not sent; use tls = "tls" with port 993',
    ),
    (OSError, Lost, "no connection: {answer}"),
)
