"""Talks with a server about a few mails each: question, answer, next question; several of them at once."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from analyzer.fetch.pipeline import Answer, Ticket
from analyzer.fetch.trouble import Refused

#: So many mails that a server passed over are asked for one by one; if it gives more of them not, it is not the mails.
_SINGLY = 50


class Line(Protocol):
    """What a talk needs of a connection."""

    def send(self, uids: Sequence[int], what: str) -> Ticket:
        """Asks without waiting."""
        ...

    def take(self, ticket: Ticket) -> dict[int, Answer]:
        """What came for the mails; some may be missing. Raises Refused, Lost."""
        ...

    def still_there(self, uids: Sequence[int]) -> set[int]:
        """Which of the mails the folder has."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """Of which mails what is wanted."""

    uids: Sequence[int]
    what: str
    key: bytes
    """An answer holds a value whose name begins so."""
    alone: bool = False
    """Asked for by itself, since it did not come with others."""

    def is_answered(self, answer: Answer) -> bool:
        """Whether it is the answer and not a remark of the server on the same mail."""
        return any(name.startswith(self.key) for name in answer)


@dataclass(frozen=True, slots=True)
class Told:
    """What came back for a question."""

    got: Mapping[int, Answer]
    refused: Mapping[int, str]
    """Mails that are there and not given, and why. One in neither is gone."""


R = TypeVar("R")
#: Yields questions, is sent what came back for each, and returns what it was all for.
Talk = Generator[Sequence[Question], Sequence[Told], R]

_NOTHING = Told({}, {})


def in_flight(line: Line, talks: Iterable[Talk[R]], depth: int) -> Iterator[R]:
    """What each talk comes to, in their order; while one waits, `depth` - 1 others have asked already.

    A talk in the middle of the row hears its first answer and asks its next question, so that the answer to that has
    come, too, when its turn is there.
    """
    running: deque[_Running[R]] = deque()
    for talk in talks:
        running.append(_Running(line, talk))
        if len(running) >= depth:
            running[depth // 2].go_on()
            yield running.popleft().finished()
    while running:
        running[len(running) // 2].go_on()
        yield running.popleft().finished()


class _Running(Generic[R]):
    """A talk whose questions are on their way."""

    def __init__(self, line: Line, talk: Talk[R]) -> None:
        self._line, self._talk = line, talk
        self._step(None)

    def finished(self) -> R:
        """What the talk comes to."""
        while self._asked is not None:
            self.go_on()
        return self._result

    def go_on(self) -> None:
        """Hears the answers to what was asked last, and asks what comes next."""
        if self._asked is not None:
            self._step([self._told(question, ticket) for question, ticket in self._asked])

    def _step(self, told: Sequence[Told] | None) -> None:
        self._asked: list[tuple[Question, Ticket | None]] | None = None
        try:
            questions = next(self._talk) if told is None else self._talk.send(told)
        except StopIteration as done:
            self._result: R = done.value
        else:
            self._asked = [
                (one, self._line.send(one.uids, one.what) if one.uids else None) for one in questions
            ]

    def _told(self, question: Question, ticket: Ticket | None) -> Told:
        return _NOTHING if ticket is None else _taken(self._line, question, ticket)


def asked(line: Line, question: Question) -> Told:
    """What the server gives for the mails, and why it refuses the others.

    A refused list is asked for in halves, down to the mail that spoils it (Yahoo refuses single mails for ever); a
    mail passed over is asked for once more by itself, since not coming back does not mean that it is gone.
    """
    return _taken(line, question, line.send(question.uids, question.what)) if question.uids else _NOTHING


def _taken(line: Line, question: Question, ticket: Ticket) -> Told:
    try:
        answers = line.take(ticket)
    except Refused as refused:
        return _in_halves(line, question, refused)
    got = {uid: answer for uid, answer in answers.items() if question.is_answered(answer)}
    missing = [uid for uid in question.uids if uid not in got]
    return _joined(Told(got, {}), _passed_over(line, question, missing))


def _in_halves(line: Line, question: Question, refused: Refused) -> Told:
    if len(question.uids) == 1:
        return Told({}, {question.uids[0]: f"the server refuses it: {refused}"})
    half = len(question.uids) // 2
    parts = question.uids[:half], question.uids[half:]
    return _joined(*(asked(line, replace(question, uids=uids)) for uids in parts))


def _passed_over(line: Line, question: Question, missing: Sequence[int]) -> Told:
    there = sorted(line.still_there(missing)) if missing else []
    failed = Told({}, dict.fromkeys(there, "the server did not give it"))
    if not there or question.alone:
        return failed
    singly = replace(question, alone=True)
    again = (asked(line, replace(singly, uids=[uid])) for uid in there[:_SINGLY])
    return _joined(failed, *again)


def _joined(*told: Told) -> Told:
    """A mail that one of them has got is not refused."""
    got = {uid: answer for one in told for uid, answer in one.got.items()}
    refused = {uid: why for one in told for uid, why in one.refused.items() if uid not in got}
    return Told(got, refused)
