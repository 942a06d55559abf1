"""Memory: work without looking for cycles among a report's million objects; giving back what is free."""

import contextlib
import ctypes
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def unswept() -> Iterator[None]:
    """Without the garbage collector within; what is left then counts as old."""
    gc.disable()
    try:
        yield
    finally:
        # There and back again: what is left counts as old, and is not swept at the next best moment.
        gc.freeze()
        gc.unfreeze()
        gc.enable()


def give_back() -> None:
    """Returns free memory to the system, where its C library can (glibc's malloc_trim); else does nothing.

    What a model took lies scattered when it is done with, and would count for the rest of the night.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
