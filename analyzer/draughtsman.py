"""Charts drawn by a process of its own: the converter takes 70 MB and half a second that a night then has beside it."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping

from analyzer.report import drawing


@contextlib.contextmanager
def at_hand() -> Iterator[None]:
    """Within, charts are drawn by another process; where it fails they are left out, and the tables remain."""
    command = [sys.executable, "-m", "analyzer.draughtsman"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        with drawing.drawn_by(lambda spec: _asked(process, spec)):
            yield
    finally:
        # What could not be written to a process that has died is nobody's loss.
        with contextlib.suppress(OSError):
            process.communicate()


def _asked(process: "subprocess.Popen[bytes]", spec: Mapping[str, object]) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(spec).encode() + b"\n")
        process.stdin.flush()
        return str(json.loads(process.stdout.readline() or b'""'))
    except (OSError, ValueError):
        return ""


def main() -> None:
    """Reads a specification from each line of standard input and answers with a line that holds the SVG."""
    _drawn(b'{"data": {"values": [{}]}, "mark": "point"}')  # the first chart takes half a second
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(_drawn(line))
        sys.stdout.buffer.flush()


def _drawn(line: bytes) -> bytes:
    try:
        svg = drawing.converted(json.loads(line))
    except Exception:  # noqa: BLE001  # whatever the converter does not like, the page goes without the chart
        svg = ""
    return json.dumps(svg).encode() + b"\n"


if __name__ == "__main__":
    main()
