"""A first sync of a big mailbox on a real Dovecot, beside mbsync (Debian's isync), at once and over a long line.

`python -m benchmarks.fetch [MAILS]`. Limits: half of mbsync's time, a twentieth of its bytes; over a line of 50 ms
one and a half times as long as the same commands take when all are sent at once and the answers thrown away. What
they take when each waits for the answer that it depends on stands beside it. Once with a line of any rate, where the
processor is what counts, and once with one of 100 megabits, where the line does.
"""

import contextlib
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from benchmarks.example import measured, measured_with_errors
from benchmarks.mailbox import fill
from tests.servers import dovecot

MAILS = 20_000
ROUND_TRIP = 0.05
#: What a line carries in a second, in megabits; with the first its rate does not count.
ENDLESS, USUAL = 1e9, 100.0
_LITERAL = re.compile(rb"\{(\d+)\}\r\n\Z")
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
def line(to: int, round_trip: float, megabits: float = ENDLESS) -> Iterator[tuple[int, dict[str, Any]]]:
    """A port that leads to the server, and what went over it once the context has ended."""
    command = [sys.executable, "-m", "benchmarks.line", str(to), str(round_trip), str(megabits)]
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
    """A Dovecot with so many mails."""
    with dovecot.running() as server:
        account = server.account()
        total = fill(account.maildir, mails, dovecot.MAIL_UID)
        yield Box(server.port, account.user, total)


@contextlib.contextmanager
def home(box: Box, port: int) -> Iterator[Path]:
    """A folder with a config for the mailbox behind that port."""
    with tempfile.TemporaryDirectory() as name:
        config = _CONFIG.format(port=port, user=box.user, password=dovecot.PASSWORD)
        (Path(name) / "config.toml").write_text(config)
        yield Path(name)


def fetched(folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a process that fetches into the store and does no more."""
    command = [sys.executable, "-m", "benchmarks.fetch_only"]
    _, megabytes, said = measured_with_errors(command, folder, Path(__file__).parents[1])
    found = re.search(r"fetched \d+ new mails in ([\d.]+) s", said)
    assert found, said
    return float(found[1]), megabytes


def night(folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a whole night as a process."""
    return measured([sys.executable, "-m", "analyzer.cli", "run"], folder)


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
    with _logged_in(port, commands) as (client, _, started):
        last = _sent(client, _reading(commands))
        tail = b""
        while b"\r\n" + last + b"OK" not in tail[-400:]:
            piece = client.recv(1 << 20)
            assert piece
            tail = tail[-400:] + piece
        return time.monotonic() - started


def _raw_in_steps(port: int, commands: list[str]) -> float:
    """The same, but nothing is asked before the answer that it depends on, and each piece of mail is cut out.

    So it does what any client must that reads headers first, and nothing of what ours does with them.
    """
    headers, texts, sections = list[str](), list[str](), list[str]()
    for one in _reading(commands):
        step = texts if "BODY.PEEK[]" in one or "BODYSTRUCTURE" in one else sections
        (headers if "HEADER.FIELDS" in one else step).append(one)
    with _logged_in(port, commands) as (client, reader, started):
        for step in (headers, texts, sections):
            if step:
                _read_to(reader, _sent(client, step))
        return time.monotonic() - started


def _reading(commands: list[str]) -> list[str]:
    return [one for one in commands if " UID FETCH " in one]


@contextlib.contextmanager
def _logged_in(port: int, commands: list[str]) -> Iterator[tuple[socket.socket, BinaryIO, float]]:
    """A connection with the folder open, its reading end, and when it was begun."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        reader = cast("BinaryIO", client.makefile("rb", buffering=1 << 20))
        started = time.monotonic()
        reader.readline()
        for one in commands:
            if re.search(r" (LOGIN|EXAMINE) ", one):
                _read_to(reader, _sent(client, [one]))
        yield client, reader, started


def _sent(client: socket.socket, commands: list[str]) -> bytes:
    """What the answer to the last of them begins with."""
    client.sendall(b"".join(one.encode() + b"\r\n" for one in commands))
    return commands[-1].split()[0].encode() + b" "


def _read_to(reader: BinaryIO, end: bytes) -> None:
    while not (line := reader.readline()).startswith(end):
        assert line
        if found := _LITERAL.search(line):
            reader.read(int(found[1]))


def median(found: Iterable[float]) -> float:
    """The middle one."""
    return sorted(found)[1]


def main(mails: int = MAILS) -> None:
    """Prints the table of docs/fetching.md."""
    with mailbox(mails) as box:
        print(f"{mails} mails, {box.bytes / 1e6:.0f} MB", flush=True)
        with home(box, box.port) as warm:
            fetched(warm)
        with line(box.port, 0) as (port, theirs):
            _mbsync(box, port)
        with line(box.port, 0) as (port, ours), home(box, port) as folder:
            fetched(folder)
        peer = median(_mbsync(box, box.port) for _ in range(3))
        with home(box, box.port) as one, home(box, box.port) as two, home(box, box.port) as three:
            alone = sorted(fetched(folder) for folder in (one, two, three))[1]
            whole = night(three)
            nothing = median(night(three)[0] for _ in range(3))
        print(f"mbsync, first sync            {peer:6.2f} s  {theirs['down'] / 1e6:7.1f} MB")
        print(
            f"first night, fetching         {alone[0]:6.2f} s  {ours['down'] / 1e6:7.1f} MB  peak {alone[1]:.0f} MB"
        )
        part = ours["down"] / theirs["down"]
        print(f"  limits: {TIME_LIMIT:g} and {BYTES_LIMIT:g}    {alone[0] / peer:6.2f}    {part:7.3f}")
        print(f"first night, the rest of it   {whole[0]:6.2f} s  peak {whole[1]:.0f} MB")
        print(f"nothing new, whole process    {nothing:6.2f} s", flush=True)
        for megabits in (ENDLESS, USUAL):
            _over_a_long_line(box, megabits)


def _over_a_long_line(box: Box, megabits: float) -> None:
    found = []
    for _ in range(3):
        with line(box.port, ROUND_TRIP, megabits) as (port, told), home(box, port) as folder:
            found.append(fetched(folder)[0])
    with line(box.port, ROUND_TRIP, megabits) as (port, again):
        raw = median(_raw(port, told["commands"]) for _ in range(3))
    with line(box.port, ROUND_TRIP, megabits) as (port, _):
        steps = median(_raw_in_steps(port, told["commands"]) for _ in range(3))
    seconds = median(found)
    rate = "of any rate" if megabits == ENDLESS else f"of {megabits:g} Mbit/s"
    print(f"line of 50 ms {rate}, fetching {seconds:6.2f} s")
    print(f"  the same commands at once   {raw:6.2f} s  {again['down'] / 3e6:7.1f} MB")
    print(f"  limit: {LINE_LIMIT:g}                 {seconds / raw:6.2f}")
    print(f"  the same, step after step   {steps:6.2f} s")
    print(f"  limit: {LINE_LIMIT:g}                 {seconds / steps:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
