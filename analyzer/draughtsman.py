"""Charts drawn by a process of its own: the converter takes 70 MB and half a second that a night then has beside it."""

import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from analyzer.report import drawing

log = logging.getLogger(__name__)


@contextlib.contextmanager
def at_hand() -> Iterator[None]:
    """Within, charts are drawn by another process; what it fails at is drawn here."""
    process = _started() if drawing.can_draw() else None
    if process is None:
        yield
        return
    try:
        with drawing.drawn_by(_Draughtsman(process).drawn):
            yield
    finally:
        # What could not be written to a process that has died is nobody's loss.
        with contextlib.suppress(OSError):
            process.communicate()


def _started() -> "subprocess.Popen[bytes] | None":
    # -P: a folder that the user stands in may hold a file with the name of a library. A session of its own: an
    # interrupt from the keyboard is this process's to answer.
    command = [sys.executable, "-P", "-m", "analyzer.draughtsman"]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)
    except (OSError, TypeError) as error:
        log.warning("charts are drawn in the same process: %s", error)
        return None


class _Draughtsman:
    """The other process: a line with a number and a specification in, a line with the number and the SVG out."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process, self._asked, self._failed = process, 0, False

    def drawn(self, spec: Mapping[str, object]) -> str:
        """The SVG; drawn here from the first failure on, so that no answer is taken for another's."""
        if not self._failed:
            self._asked += 1
            try:
                return self._answer(json.dumps([self._asked, spec]))
            except (OSError, ValueError, TypeError) as error:
                self._failed = True
                log.warning("a chart is drawn in the same process: %s", error)
        return drawing.converted(spec)

    def _answer(self, question: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(question.encode() + b"\n")
        self._process.stdin.flush()
        number, svg = json.loads(self._process.stdout.readline())
        if number != self._asked or not svg:
            raise ValueError("no chart came back")
        return str(svg)


def main() -> None:
    """Answers each line of standard input; what else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _drawn({"data": {"values": [{}]}, "mark": "point"})  # the first chart takes half a second
    for line in sys.stdin.buffer:
        number, spec = json.loads(line)
        answers.write(json.dumps([number, _drawn(spec)]).encode() + b"\n")
        answers.flush()


def _drawn(spec: Mapping[str, object]) -> str:
    try:
        return drawing.converted(spec)
    except Exception:  # noqa: BLE001  # the asker draws it and sees what is wrong
        return ""


if __name__ == "__main__":
    main()
