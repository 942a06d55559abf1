"""The example mailbox end to end, and a second night with nothing new, each as a whole process.

Limits: 30 s and 500 MB for the first, 1.0 s for the second, on two cores.
"""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from analyzer import demo
from analyzer.example import generate

FIRST_SECONDS, FIRST_MB, SECOND_SECONDS = 30.0, 500.0, 1.0
CONFIG = 'timezone = "UTC"\n[mailbox.example]\ntype = "maildir"\npath = "mailbox"\njunk = true\n'


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds of wall time and peak megabytes of the process."""
    return measured_with_errors(command, folder)[:2]


def measured_with_errors(
    command: list[str], folder: Path, code: Path | None = None
) -> tuple[float, float, str]:
    """The same, and what it said on stderr; `code` is where the command's modules are.

    Python keeps its bytecode, as it does for a user, whatever this shell says.
    """
    environ = os.environ | ({"PYTHONPATH": str(code)} if code else {}) | {"PYTHONDONTWRITEBYTECODE": ""}
    started = time.monotonic()
    with (folder / "stderr").open("w+") as errors:
        process = psutil.Popen(command, cwd=folder, stderr=errors, env=environ)
        peak = 0
        done = threading.Event()
        while not done.wait(0.01):
            try:
                peak = max(peak, process.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            if process.poll() is not None:
                break
        seconds = time.monotonic() - started
        errors.seek(0)
        said = errors.read()
    if process.wait():
        raise SystemExit(f"{command} failed: {said}")
    return seconds, peak / 1e6, said


def main() -> None:
    """Prints a line for each night."""
    run = [sys.executable, "-m", "analyzer.cli", "run", "--as-of", demo.AS_OF.isoformat()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate.write_maildir(generate.search(demo.AS_OF), folder / "mailbox")
        (folder / "config.toml").write_text(CONFIG, "utf-8")
        seconds, megabytes = measured(run, folder)
        print(f"first night   {seconds:6.2f} s of {FIRST_SECONDS:g}   {megabytes:5.0f} MB of {FIRST_MB:g}")
        nights = sorted(measured(run, folder) for _ in range(5))
        seconds, megabytes = nights[2]
        print(f"second night  {seconds:6.2f} s of {SECOND_SECONDS:g}   {megabytes:5.0f} MB   (median of 5)")


if __name__ == "__main__":
    main()
