import os
import signal
from collections.abc import Callable
from multiprocessing import get_context

import pytest

from analyzer import apart
from analyzer.errors import AnalyzerError, StoreDamaged, WorkStopped

Progress = Callable[[str, int, int | None], None]


def _tells_its_number(progress: Progress, *given: object) -> None:
    progress("working", os.getpid(), None)
    progress("given", len(given), 2)


def _finds_damage(_: Progress) -> None:
    raise StoreDamaged("mail.db is damaged")


def _has_a_mistake(_: Progress) -> None:
    raise ZeroDivisionError("by nothing")


def _dies(progress: Progress) -> None:
    progress("working", 1, None)
    os.kill(os.getpid(), signal.SIGKILL)


def _works_on(progress: Progress) -> None:
    while True:
        progress("working", os.getpid(), None)


def _silent(*_: object) -> None:
    pass


def test_another_process_does_the_work_and_its_progress_is_heard() -> None:
    told: list[tuple[object, ...]] = []

    apart.done(_tells_its_number, "some", "thing", progress=lambda *said: told.append(said))

    assert told[1:] == [("given", 2, 2)]
    assert told[0][1] != os.getpid()


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(StoreDamaged, match="is damaged"):
        apart.done(_finds_damage, progress=_silent)


def test_a_mistake_of_the_program_says_where_it_was() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        apart.done(_has_a_mistake, progress=_silent)

    assert "in _has_a_mistake" in caught.value.__notes__[0]


def test_a_process_that_was_killed_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(WorkStopped, match=r"exit code -9.*run the program again") as caught:
        apart.done(_dies, progress=_silent)

    assert isinstance(caught.value, AnalyzerError)
    assert caught.value.exit_code == 1


def test_an_interrupt_ends_the_other_process() -> None:
    numbers: list[int] = []

    def interrupted(_: str, number: int, __: int | None) -> None:
        numbers.append(number)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart.done(_works_on, progress=interrupted)

    with pytest.raises(ProcessLookupError):
        os.kill(numbers[0], 0)


def test_where_no_process_can_be_started_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(get_context("spawn").Process, "start", refused)
    told: list[tuple[object, ...]] = []

    apart.done(_tells_its_number, progress=lambda *said: told.append(said))

    assert told[0] == ("working", os.getpid(), None)


def test_work_that_nobody_listens_to_any_more_ends(capfd: pytest.CaptureFixture[str]) -> None:
    new = get_context("spawn")
    here, there = new.Pipe(duplex=False)
    process = new.Process(target=apart._at_work, args=(there, 0, _works_on, ()))
    process.start()
    there.close()
    here.recv()

    here.close()
    process.join(60)

    assert process.exitcode == 0
    assert capfd.readouterr() == ("", "")
