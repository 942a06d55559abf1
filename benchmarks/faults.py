"""A first sync that is killed, and one whose line breaks, again and again: what is lost, what is there twice.

`python -m benchmarks.faults [KILLS] [DROPS] [MAILS]`. After each round the database must be, row for row, what an
undisturbed sync makes. Pauses before a new try are left out.
"""

import contextlib
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

import psutil

from analyzer import config
from analyzer.fetch.imap_source import ImapSource
from analyzer.fetching import EVERYTHING, fetch_all
from analyzer.store import Store
from benchmarks.fetch import Box, fetched, home, mailbox
from tests.servers.proxy import Faults, misbehaving

KILLS, DROPS, MAILS = 300, 300, 3_000
_NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
#: Every place of every mail with what is stored of it, and how far the folders are read.
_CONTENT = """
SELECT c.source, c.folder, c.validity, c.key, m.sha256, m.head, m.passed_over, m.received_at, hex(m.raw)
FROM copy c JOIN mail m ON m.id = c.mail
UNION ALL SELECT source, name, validity, position, '', '', '', '', '' FROM folder
UNION ALL SELECT source, folder, key, reason, '', '', '', '', '' FROM failure
UNION ALL SELECT '', '', '', '', sha256, '', '', '', '' FROM mail
"""


def content(folder: Path) -> Counter[tuple[object, ...]]:
    """What the database holds, without numbers that depend on the order of writing."""
    with sqlite3.connect(folder / "state" / "mail.db") as db:
        rows = Counter(db.execute(_CONTENT))
    db.close()
    return rows


def killed(
    box: Box, dice: random.Random, wanted: Counter[tuple[object, ...]], work: float
) -> tuple[int, int, int]:
    """One sync, killed at random moments until it gets through: kills, rows lost, rows too many.

    `work` is what an undisturbed one takes of the processor, in seconds.
    """
    kills = 0
    with home(box, box.port) as folder:
        command = [sys.executable, "-m", "benchmarks.fetch_only", str(folder / "config.toml")]
        while _is_killed(command, dice.uniform(0.2 * work, 1.2 * work)):
            kills += 1
        return kills, *_compared(content(folder), wanted)


def _is_killed(command: list[str], after: float) -> bool:
    """Whether the process was killed, after so many seconds of work.

    By the clock, a busy machine would never let one get through.
    """
    process = psutil.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        times = process.cpu_times()
        if times.user + times.system > after:
            process.send_signal(signal.SIGKILL)
            return bool(process.wait() == -signal.SIGKILL)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(0.002)
    return False


def dropped(box: Box, dice: random.Random, wanted: Counter[tuple[object, ...]]) -> tuple[int, int, int]:
    """One sync whose line breaks after random numbers of bytes until it gets through."""
    breaks = [int(2_000_000 * dice.random() ** 3) for _ in range(60)]
    drops = 0
    with misbehaving(box.port, Faults(drop_after=breaks)) as proxy, home(box, proxy.port) as folder:
        settings = config.load(folder / "config.toml")
        while True:
            with Store(settings.state / "mail.db") as store:
                done = fetch_all(settings, store, _NOW, lambda *_: None, EVERYTHING)
                failed = sum(row.failed for row in store.coverage())
            drops = min(proxy.connections, len(breaks))
            # A mail at which the line broke twice while it was alone on it is left to the next night.
            if not done.problems and not failed:
                return drops, *_compared(content(folder), wanted)


def _compared(found: Counter[tuple[object, ...]], wanted: Counter[tuple[object, ...]]) -> tuple[int, int]:
    return (wanted - found).total(), (found - wanted).total()


def _work() -> float:
    """Seconds of the processor that ended children took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(kills: int = KILLS, drops: int = DROPS, mails: int = MAILS) -> None:
    dice = random.Random(1)  # noqa: S311 - where it breaks
    no_pause = mock.patch.object(ImapSource.__init__, "__defaults__", (None, lambda _: None))
    with mailbox(mails) as box, no_pause:
        with home(box, box.port) as folder:
            fetched(folder)
        with home(box, box.port) as folder:
            before = _work()
            fetched(folder)
            wanted, work = content(folder), _work() - before
        for name, disturbed, count in (
            ("kills", partial(killed, work=work), kills),
            ("breaks", dropped, drops),
        ):
            started, done, rounds, lost, repeated = time.monotonic(), 0, 0, 0, 0
            while done < count:
                found = disturbed(box, dice, wanted)
                done, rounds, lost, repeated = (
                    done + found[0],
                    rounds + 1,
                    lost + found[1],
                    repeated + found[2],
                )
            seconds = time.monotonic() - started
            print(
                f"{done} {name} over {rounds} first syncs of {mails} mails: {lost} rows lost, {repeated} rows too many"
                f"  ({seconds:.0f} s)",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
