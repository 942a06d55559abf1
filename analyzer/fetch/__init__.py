"""Mail sources: where messages come from."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from analyzer.domain import Batch, Cursor, Folder


@dataclass(frozen=True, slots=True)
class Memory:
    """What a source is told of earlier nights, and of what is wanted; each is asked only when it is needed."""

    keys: Callable[[], AbstractSet[str]] = frozenset
    """Keys already stored under the folder's last validity."""
    failed: Callable[[], AbstractSet[str]] = frozenset
    """Keys that failed under that validity and are worth another try."""
    stored: Callable[[Collection[str]], Mapping[str, bool]] = lambda _: {}
    """Of these heads those that are stored from any folder, and whether their text is."""
    wanted: Callable[[bytes], bool] = lambda _: True
    """Whether the text of a mail with this header is wanted."""


class MailSource(Protocol):
    """An opened mailbox. Reading it never changes it."""

    name: str

    def folders(self) -> Sequence[Folder]:
        """The folders to be read, in a fixed order.

        Raises SourceError if a folder named in the configuration is not there; the message lists those that are.
        """
        ...

    def fetch(self, folder: Folder, cursor: Cursor | None, memory: Memory) -> Iterator[Batch]:
        """New messages of the folder, oldest key first, in batches whose cursor may be saved once they are stored.

        `cursor` is the last one saved, None at the first time. If the validity has changed, everything is new (the
        store folds copies by content). If nothing is new, the iterator may yield empty batches or nothing. A source
        may leave out the text of mail that is not wanted; one that reads files gives everything.
        Raises SourceError when the connection is lost; batches already yielded stay valid.
        """
        ...

    def close(self) -> None:
        """Ends the connection; may be called twice."""
        ...
