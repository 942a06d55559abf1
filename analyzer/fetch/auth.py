"""The password of a mailbox: from a command, an environment variable or the system's keyring; never from a file.

The keyring is imported when it is asked: that takes 0.1 s, and a command needs none.
"""

import logging
import subprocess
from collections.abc import Mapping, Sequence

from analyzer.errors import SourceError
from analyzer.fetch.settings import ImapSettings

log = logging.getLogger(__name__)

KEYRING_SERVICE = "rejection-analyzer"
#: A password manager that waits for a finger on a key waits in vain at night.
COMMAND_SECONDS = 60


def password_for(settings: ImapSettings, environ: Mapping[str, str]) -> str:
    """The mailbox's password: by `password_command`, else from `password_env`, else from the keyring.

    Raises SourceError, naming what was tried, if none gives one.
    """
    if settings.password_command:
        return _usable(_from_command(settings, "password_command", settings.password_command), settings)
    password = environ.get(settings.password_env, "") if settings.password_env else ""
    return _usable(password or _from_keyring(settings), settings)


def token_by_command(settings: ImapSettings) -> str:
    """What `token_command` prints. Raises SourceError."""
    return _usable(_from_command(settings, "token_command", settings.token_command), settings)


def remember(settings: ImapSettings, password: str) -> None:
    """Puts the password into the system's keyring. Raises SourceError if there is none that can be used."""
    keep(settings, account(settings), password)


def keep(settings: ImapSettings, entry: str, secret: str) -> None:
    """Puts a secret of the mailbox into the system's keyring. Raises SourceError if there is none to be used."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, entry, secret)
    except KeyringError as error:
        raise SourceError(
            f"{account(settings)}: the keyring cannot keep a secret ({type(error).__name__}); "
            "use password_command, password_env or token_command in config.toml"
        ) from None


def kept(settings: ImapSettings, entry: str) -> str:
    """A secret of the mailbox in the keyring; empty if there is none. Raises SourceError if there is no keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING_SERVICE, entry) or ""
    except KeyringError as error:
        raise SourceError(
            f"{account(settings)}: the keyring cannot be used ({type(error).__name__}); "
            "set token_command in config.toml"
        ) from None


def account(settings: ImapSettings) -> str:
    """`user@host`: the name of the account in the keyring and in messages."""
    return f"{settings.user}@{settings.host}"


def _from_command(settings: ImapSettings, key: str, command: Sequence[str]) -> str:
    program = command[0]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        problem = "is not there; write its whole path"
    except OSError as error:
        problem = f"cannot be started ({error.strerror})"
    except subprocess.TimeoutExpired:
        problem = f"did not end within {COMMAND_SECONDS} s; does it wait for somebody to type?"
    else:
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        if done.returncode == 0 and lines and lines[0]:
            return lines[0]
        problem = f"ended with code {done.returncode}" if done.returncode else "printed nothing"
    raise SourceError(f"{account(settings)}: {key} {program!r} {problem}") from None


def _from_keyring(settings: ImapSettings) -> str:
    import keyring
    from keyring.errors import KeyringError

    reason = "has no such entry"
    try:
        password = keyring.get_password(KEYRING_SERVICE, account(settings))
    except KeyringError as error:
        log.debug("keyring: %s", type(error).__name__)
        password, reason = None, "cannot be used here"
    if password:
        return str(password)
    variable = settings.password_env
    tried = f"{variable} is not set, and the " if variable else "the "
    raise SourceError(
        f"{account(settings)}: no password: {tried}keyring {reason} (service {KEYRING_SERVICE!r}, "
        f"user {account(settings)!r}). Run `rejection-analyzer init`, or set password_command or password_env "
        "in config.toml"
    )


def _usable(password: str, settings: ImapSettings) -> str:
    """The password, if it can be sent at all: a line break would end the command, NUL is the separator of PLAIN."""
    if any(char in password for char in "\r\n\0"):
        raise SourceError(
            f"{account(settings)}: the password or token holds a line break or a NUL; store it anew"
        )
    return password
