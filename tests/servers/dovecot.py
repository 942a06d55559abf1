"""A real Dovecot 2.3 in a throw-away folder on loopback, without systemd and without fixed ports."""

import base64
import contextlib
import datetime as dt
import hashlib
import hmac
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import trustme

#: nobody: the mail must not belong to root (first_valid_uid).
MAIL_UID = 65534
PASSWORD = "correct-horse"
#: A second account whose password no ASCII login can carry.
FOREIGN_USER = "müller"
FOREIGN_PASSWORD = "grüße 你好"
#: Dovecot shows its good certificate on the first address, an expired one on the second; the third is in neither.
GOOD_HOST, EXPIRED_HOST, OTHER_HOST = "127.0.0.1", "127.0.0.2", "127.0.0.3"

#: Dovecot looks at a token (a JWT, HS256) itself, without asking anybody.
_OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = email
"""
TOKEN_SECRET = b"throw-away secret of thirty-two b"

_CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
instance_name = test{port}
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1, 127.0.0.2, 127.0.0.3
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
auth_username_chars =
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{home}/good.crt
ssl_key = <{home}/good.key
local 127.0.0.2 {{
  ssl_cert = <{home}/expired.crt
  ssl_key = <{home}/expired.key
}}
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 50
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf.ext
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/passwd
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={uid} home={home}/home allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    special_use = \\Drafts
    auto = create
  }}
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Versendetes {{
    special_use = \\Sent
  }}
  mailbox Alles {{
    special_use = \\All
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
}}
protocol imap {{
  mail_plugins = {plugins}
}}
service imap-login {{
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
# Without this every login after a refused one waits for seconds.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the server, and the Maildir behind the mailbox."""

    user: str
    maildir: Path
    _counter: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)), repr=False)

    def deliver(self, *mails: bytes, folder: str = "INBOX", at: float = 1_700_000_000) -> None:
        """Puts mails into a folder, as a delivery agent does; made if it is not there."""
        place = self.folder(folder)
        for raw in mails:
            number = next(self._counter)
            name = f"{int(at) + number}.M{number:06d}.test"
            path = place / "tmp" / name
            path.write_bytes(raw)
            os.utime(path, (at + number, at + number))
            os.chown(path, MAIL_UID, MAIL_UID)
            path.rename(place / "new" / name)

    def folder(self, name: str) -> Path:
        """The Maildir of a folder, whose name is in modified UTF-7; made if it is not there."""
        place = self.maildir if name == "INBOX" else self.maildir / ("." + name.replace("/", "."))
        for part in (place, place / "cur", place / "new", place / "tmp"):
            part.mkdir(parents=True, exist_ok=True)
            os.chown(part, MAIL_UID, MAIL_UID)
        return place

    def begin_anew(self, folder: str = "INBOX") -> None:
        """Makes Dovecot give the folder a new UIDVALIDITY and its mails new UIDs."""
        place = self.folder(folder)
        for index in (*place.glob("dovecot-uidlist*"), *place.glob("dovecot.index*")):
            index.unlink()


def token(user: str, seconds: float = 600) -> str:
    """An access token that the server takes for so long from now; a negative number: one that has run out."""
    now = int(time.time())
    told = {"sub": user, "email": user, "iat": now - 1000, "exp": int(now + seconds)}
    head, body = (_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, told))
    signed = hmac.new(TOKEN_SECRET, head + b"." + body, hashlib.sha256).digest()
    return b".".join((head, body, _base64(signed))).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


class Dovecot:
    """The running server."""

    def __init__(self, home: Path, plugins: str) -> None:
        self.home = home
        self._plugins = plugins
        self.port, self.tls_port = _free_ports(2)
        self.ca_file = home / "ca.pem"
        self.other_ca_file = home / "other-ca.pem"
        self._write()
        # No pipe: the server would keep it open, and its end would never come.
        with (home / "start.log").open("wb") as log:
            subprocess.run(["dovecot", "-c", str(home / "dovecot.conf")], check=True, stdout=log, stderr=log)
        _wait_for_greeting(self.port)

    def account(self, user: str = "") -> Account:
        """A user with an empty mailbox, a fresh one if no name is given; the password is PASSWORD."""
        name = user or f"u{uuid.uuid4().hex[:12]}"
        account = Account(name, self.home / "mail" / name)
        account.folder("INBOX")
        return account

    def stop(self) -> None:
        """Ends the server and its children: the master alone would wait for them for seconds."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            pid = int((self.home / "run" / "master.pid").read_text())
            os.kill(pid, signal.SIGTERM)
            if not _ends_within(pid, 0.3):
                os.killpg(pid, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)

    def log(self) -> str:
        """What the server noted."""
        return (self.home / "dovecot.log").read_text("utf-8", "replace")

    def _write(self) -> None:
        ca = trustme.CA()
        ca.cert_pem.write_to_path(str(self.ca_file))
        trustme.CA().cert_pem.write_to_path(str(self.other_ca_file))
        past = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
        certificates = {
            "good": ca.issue_cert(GOOD_HOST, "localhost"),
            "expired": ca.issue_cert(
                EXPIRED_HOST, not_before=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), not_after=past
            ),
        }
        for name, cert in certificates.items():
            cert.cert_chain_pems[0].write_to_path(str(self.home / f"{name}.crt"))
            cert.private_key_pem.write_to_path(str(self.home / f"{name}.key"))
        (self.home / "passwd").write_text(f"{FOREIGN_USER}:{{PLAIN}}{FOREIGN_PASSWORD}::::::\n", "utf-8")
        (self.home / "passwd").chmod(0o644)  # read by the server's own user, whatever our umask is
        (self.home / "oauth2.conf.ext").write_text(_OAUTH.format(home=self.home))
        keys = self.home / "keys" / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_text(base64.b64encode(TOKEN_SECRET).decode())
        for path in (self.home / "oauth2.conf.ext", *self.home.glob("keys/**")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (keys / "default").chmod(0o644)
        for name in ("mail", "home"):
            (self.home / name).mkdir()
            os.chown(self.home / name, MAIL_UID, MAIL_UID)
        values = {"home": self.home, "port": self.port, "tls_port": self.tls_port, "plugins": self._plugins}
        config = _CONFIG.format(**values, password=PASSWORD, uid=MAIL_UID)
        (self.home / "dovecot.conf").write_text(config)


def unavailable() -> str:
    """Why no Dovecot can be started here; empty: it can."""
    if shutil.which("dovecot") is None:
        return "Dovecot is not installed (Debian: apt-get install dovecot-imapd)"
    if os.geteuid() != 0:
        return "Dovecot needs root to switch to the user of the mail"
    version = subprocess.run(["dovecot", "--version"], check=True, capture_output=True, text=True).stdout
    return (
        ""
        if version.startswith("2.3.")
        else f"the test's configuration is for Dovecot 2.3, here is {version}"
    )


@contextlib.contextmanager
def running(plugins: str = "") -> Iterator[Dovecot]:
    """A server for as long as the context lasts; `plugins` such as imap_zlib, which compresses."""
    # Not in pytest's folder: that is closed to Dovecot's own users, and paths of sockets are limited to 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    home.chmod(0o755)
    server = Dovecot(home, plugins)
    try:
        yield server
    finally:
        server.stop()


def _free_ports(count: int) -> list[int]:
    """Below 32768, so that no outgoing connection of another process takes one before the server does."""
    ports: list[int] = []
    while len(ports) < count:
        port = random.randrange(15000, 32000)  # noqa: S311
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            ports.append(port)
    return ports


def _wait_for_greeting(port: int) -> None:
    """The port is open before the server answers, so the greeting is waited for."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            if client.recv(5).startswith(b"* OK"):
                return
        time.sleep(0.02)
    raise AssertionError("Dovecot did not answer within 20 s")


def _ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False
