"""Drawing lots that come out the same every time."""

from random import Random


def lots(*key: object) -> Random:
    """A source of lots of its own for the key: what is drawn elsewhere does not change what is drawn from it."""
    return Random("/".join(str(part) for part in key))  # noqa: S311  invented mail, no secrets
