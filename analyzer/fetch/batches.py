"""How much mail is taken at once, and how much of a single one."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

#: A batch is held in memory and stored in one transaction.
BATCH_MAILS = 200
BATCH_BYTES = 8 * 1024 * 1024
#: Of a mail above the first size only the second is read: its text stands before its attachments, and nobody
#: writes 256 kB of text.
WHOLE_BYTES = 5 * 1024 * 1024
HEAD_BYTES = 256 * 1024

T = TypeVar("T")


def taken(size: int) -> int:
    """How many bytes are read of a mail of `size` bytes."""
    return size if size <= WHOLE_BYTES else HEAD_BYTES


def in_batches(items: Iterable[T], size: Callable[[T], int], mails: int = BATCH_MAILS) -> Iterator[list[T]]:
    """The items in their order, in lists of at most `mails` items and, if more than one, about BATCH_BYTES."""
    batch: list[T] = []
    weight = 0
    for item in items:
        if batch and (len(batch) >= mails or weight + size(item) > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(item)
        weight += size(item)
    if batch:
        yield batch
