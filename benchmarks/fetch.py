"""A first sync of a big mailbox on a real Dovecot, beside mbsync (Debian's isync), at once and over a long line.

`python -m benchmarks.fetch [MAILS]`. Limits: half of mbsync's time, a twentieth of its bytes; over a line of 50 ms
one and a half times as long as the same commands take when all are sent at once and the answers thrown away.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.example import measured_with_errors
from benchmarks.mailbox import fill
from tests.servers import dovecot

MAILS = 20_000
ROUND_TRIP = 0.05
TIME_LIMIT, BYTES_LIMIT, LINE_LIMIT = 0.5, 0.05, 1.5

_CONFIG = """
[mailbox.main]
host = "127.0.0.1"
port = {port}
tls = "none"
user = "{user}"
password_command = ["echo", "{password}"]
since = "9y"
"""
_MBSYNC = """
IMAPAccount a
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path {home}/
Inbox {home}/INBOX

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


@dataclass(frozen=True)
class Box:
    """The mailbox on the server."""

    port: int
    user: str
    bytes: int


@contextlib.contextmanager
def line(to: int, round_trip: float) -> Iterator[tuple[int, dict[str, Any]]]:
    """A port that leads to the server, and what went over it once the context has ended."""
    command = [sys.executable, "-m", "benchmarks.line", str(to), str(round_trip)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    told: dict[str, Any] = {}
    try:
        yield int(process.stdout.readline()), told
    finally:
        process.stdin.write("\n")
        process.stdin.flush()
        told.update(json.loads(process.stdout.readline()))
        process.wait()


@contextlib.contextmanager
def mailbox(mails: int) -> Iterator[Box]:
    """A Dovecot with so many mails, its caches warm: a provider's are."""
    with dovecot.running() as server:
        account = server.account()
        total = fill(account.maildir, mails, dovecot.MAIL_UID)
        box = Box(server.port, account.user, total)
        _ours(box, box.port)
        yield box


def _ours(box: Box, port: int, nights: int = 1) -> list[tuple[float, float, float]]:
    """Seconds of the fetching and of the whole process, and peak megabytes, of each night."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = _CONFIG.format(port=port, user=box.user, password=dovecot.PASSWORD)
        (folder / "config.toml").write_text(config)
        found = []
        for _ in range(nights):
            run = [sys.executable, "-m", "analyzer.cli", "run", "--verbose"]
            seconds, megabytes, said = measured_with_errors(run, folder)
            fetched = re.search(r"fetched \d+ new mails in ([\d.]+) s", said)
            assert fetched, said
            found.append((float(fetched[1]), seconds, megabytes))
        return found


def _mbsync(box: Box, port: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = _MBSYNC.format(port=port, user=box.user, password=dovecot.PASSWORD, home=folder / "mail")
        (folder / "mail").mkdir()
        (folder / "mbsyncrc").write_text(config)
        started = time.monotonic()
        command = ["mbsync", "-q", "-c", str(folder / "mbsyncrc"), "c"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return time.monotonic() - started


def _raw(port: int, commands: list[str]) -> float:
    """The same commands, the reading ones all at once, the answers thrown away: no client can be faster."""
    fetching = [one for one in commands if " UID FETCH " in one]
    with socket.create_connection(("127.0.0.1", port)) as client:
        reader = client.makefile("rb", buffering=1 << 20)
        started = time.monotonic()
        reader.readline()
        for one in [one for one in commands if re.search(r" (LOGIN|EXAMINE) ", one)]:
            client.sendall(one.encode() + b"\r\n")
            while not reader.readline().startswith(one.split()[0].encode()):
                pass
        tag = fetching[-1].split()[0].encode()
        _send_all(client, fetching)
        tail = b""
        while b"\r\n" + tag + b" OK" not in tail[-400:]:
            piece = client.recv(1 << 20)
            assert piece
            tail = tail[-400:] + piece
        return time.monotonic() - started


def _send_all(client: socket.socket, commands: list[str]) -> None:
    client.sendall(b"".join(one.encode() + b"\r\n" for one in commands))


def main(mails: int = MAILS) -> None:
    """Prints the table of docs/fetching.md."""
    with mailbox(mails) as box:
        print(f"{mails} mails, {box.bytes / 1e6:.0f} MB")
        with line(box.port, 0) as (port, theirs):
            _mbsync(box, port)
        with line(box.port, 0) as (port, ours):
            _ours(box, port)
        with line(box.port, ROUND_TRIP) as (port, slow):
            (first, second) = _ours(box, port, nights=2)
        with line(box.port, ROUND_TRIP) as (port, again):
            raw = min(_raw(port, slow["commands"]) for _ in range(3))
        nights = _ours(box, box.port, nights=4)
        at_once = sorted(_ours(box, box.port)[0] for _ in range(3))[1]
        peer = sorted(_mbsync(box, box.port) for _ in range(3))[1]
        fetch, whole, megabytes = at_once
        part = ours["down"] / theirs["down"]
        print(f"mbsync, first sync            {peer:6.2f} s  {theirs['down'] / 1e6:7.1f} MB")
        print(f"first night, fetching         {fetch:6.2f} s  {ours['down'] / 1e6:7.1f} MB")
        print(
            f"  to mbsync                   {fetch / peer:6.2f}    {part:7.3f}  of {TIME_LIMIT:g} and {BYTES_LIMIT:g}"
        )
        print(f"first night, whole process    {whole:6.2f} s  peak {megabytes:.0f} MB")
        print(f"nothing new, whole process    {sorted(nights[1:])[1][1]:6.2f} s")
        print(f"line of 50 ms, fetching       {first[0]:6.2f} s")
        print(f"  the same commands at once   {raw:6.2f} s  {again['down'] / 3e6:7.1f} MB")
        print(f"  ratio                       {first[0] / raw:6.2f}    of {LINE_LIMIT:g}")
        print(f"  nothing new, whole process  {second[1]:6.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
