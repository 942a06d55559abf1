"""Mail sources: where messages come from."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from analyzer.domain import Batch, Cursor, Folder


class MailSource(Protocol):
    """An opened mailbox. Reading it never changes it."""

    name: str

    def folders(self) -> Sequence[Folder]:
        """The folders to be read, in a fixed order.

        Raises SourceError if a folder named in the configuration is not there; the message lists those that are.
        """
        ...

    def fetch(
        self, folder: Folder, cursor: Cursor | None, known: Callable[[], AbstractSet[str]]
    ) -> Iterator[Batch]:
        """New messages of the folder, oldest key first, in batches whose cursor may be saved once they are stored.

        `cursor` is the last one saved, None at the first time. `known` gives the keys already stored under its
        validity. If the validity has changed, everything is new (the store folds copies by content). If nothing is
        new, the iterator may yield one empty batch or nothing.
        Raises SourceError when the connection is lost; batches already yielded stay valid.
        """
        ...

    def close(self) -> None:
        """Ends the connection; may be called twice."""
        ...
