"""Work without looking for cycles among its objects: a report makes a million of them, and hardly one in a cycle."""

import contextlib
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
