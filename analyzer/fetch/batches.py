"""How much mail is taken at once, and how much of a single one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

#: A batch is held in memory and stored in one transaction.
BATCH_MAILS = 200
BATCH_BYTES = 4 * 1024 * 1024
#: Of a mail in a file above the first size only the second is read: its text stands before its attachments, and
#: nobody writes 256 kB of text.
WHOLE_BYTES = 5 * 1024 * 1024
HEAD_BYTES = 256 * 1024

T = TypeVar("T")


def taken(size: int) -> int:
    """How many bytes are read of a mail of `size` bytes in a file."""
    return size if size <= WHOLE_BYTES else HEAD_BYTES


def in_batches(
    items: Iterable[T],
    size: Callable[[T], int],
    mails: Callable[[], int] = lambda: BATCH_MAILS,
    most: Callable[[], int] = lambda: BATCH_BYTES,
) -> Iterator[list[T]]:
    """The items in their order, in lists of at most `mails()` items and, if more than one, about `most()` bytes."""
    batch: list[T] = []
    weight = 0
    for item in items:
        if batch and (len(batch) >= mails() or weight + size(item) > most()):
            yield batch
            batch, weight = [], 0
        batch.append(item)
        weight += size(item)
    if batch:
        yield batch


class Pace:
    """How much makes a batch: little on a slow or broken line, so that what was read is soon stored.

    `mails` is the number to begin with, `most` the number to grow to; `clock` gives seconds.
    """

    #: Seconds from one batch to the next that are hoped for.
    _GOAL = 10.0
    _LEAST = 128 * 1024

    def __init__(self, mails: int, most: int, clock: Callable[[], float]) -> None:
        self._mails, self._most, self._clock = mails, most, clock
        self._last = clock()
        self._bytes = BATCH_BYTES // 4

    def mails(self) -> int:
        """Of the next batch."""
        return self._mails

    def bytes(self) -> int:
        """Of the next batch."""
        return self._bytes

    def received(self, size: int) -> None:
        """Notes that a batch of so many bytes has come."""
        now = self._clock()
        seconds, self._last = max(now - self._last, 1e-6), now
        self._mails = min(2 * self._mails, self._most)
        if size:
            hoped = int(size / seconds * self._GOAL)
            self._bytes = max(self._LEAST, min(hoped, 2 * self._bytes, BATCH_BYTES))
