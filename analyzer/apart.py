"""Work done by a process of its own: what it took of memory goes with it.

What a model leaves scattered behind when it is done with would count for the rest of a night: 34 MB of 100,000 mails.
"""

import contextlib
import logging
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from analyzer.errors import AnalyzerError, WorkStopped

if TYPE_CHECKING:
    from analyzer.fetching import Progress

log = logging.getLogger(__name__)

_FINISHED = "finished"


def done(work: Callable[..., None], *given: Any, progress: "Progress") -> None:
    """Calls `work(progress, *given)` in another process, waits for it, and passes its progress on.

    The function is known to the other process by its module and name, and what is given must be able to be pickled.
    Where no process can be started, the work is done in this one.
    Raises what the work raises, and WorkStopped if the other process is gone before it is done.
    """
    # Not a fork: a copy of a process with threads of the mailbox's libraries may hold a lock that nobody opens.
    new = multiprocessing.get_context("spawn")
    here, there = new.Pipe(duplex=False)
    level = logging.getLogger("analyzer").level
    process = new.Process(target=_at_work, args=(there, level, work, given), daemon=True)
    try:
        process.start()
    except OSError as error:
        log.warning("no other process can be started, so this one does its work: %s", error)
        work(progress, *given)
        return
    there.close()
    try:
        last = _heard(here, progress)
    except BaseException:
        # An interrupt from the keyboard: what the other process has stored by now stays.
        process.terminate()
        raise
    finally:
        process.join()
    if isinstance(last, BaseException):
        raise last
    if last != _FINISHED:
        raise WorkStopped(
            f"the process that read the mail was stopped (exit code {process.exitcode}); what it did is kept, "
            "run the program again"
        )


def _heard(here: Connection, progress: "Progress") -> object:
    """The last thing that the other process says: that it has finished, or what went wrong; None if neither."""
    for told in _answers(here):
        if not isinstance(told, tuple):
            return told
        progress(*told)
    return None


def _answers(here: Connection) -> Iterator[object]:
    with contextlib.suppress(EOFError):
        while True:
            yield here.recv()


def _at_work(there: Connection, level: int, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    # An interrupt from the keyboard is the other process's to answer, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("analyzer").setLevel(level)
    # Of a process that nobody listens to any more the rest is done by the next night.
    with contextlib.suppress(BrokenPipeError):
        there.send(_outcome(lambda *told: there.send(told), work, given))


def _outcome(progress: "Progress", work: Callable[..., None], given: tuple[Any, ...]) -> object:
    try:
        work(progress, *given)
    except BrokenPipeError:
        raise
    except AnalyzerError as error:
        return error
    except Exception as error:  # noqa: BLE001  # raised again by the one who asked
        error.add_note(traceback.format_exc())
        return error
    return _FINISHED
