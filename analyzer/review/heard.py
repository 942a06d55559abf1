"""What stands in the ledger, read again whenever somebody else wrote to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

from analyzer.corrections import Correction, Corrections, Decision, Undo, Via, in_force
from analyzer.domain import Email
from analyzer.errors import LedgerError
from analyzer.ledger import Ledger
from analyzer.review.shelf import Entry, Shelf


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions that were made, and are taken back, together."""

    id: str
    at: datetime
    first: Decision
    mails: int
    """Of how many mails it speaks."""
    undone: bool


class Heard:
    """What is in force about the mails of the shelf.

    Raises LedgerError, at each call, if the file cannot be read or written.
    """

    def __init__(self, ledger: Ledger, shelf: Shelf) -> None:
        self._ledger, self._shelf = ledger, shelf
        self._seen: tuple[int, ...] | None = None
        self.damaged: tuple[str, ...] = ()
        self.corrections = Corrections()
        self.labels: dict[int, Correction] = {}
        """The store's number of a mail → what is in force about it, if it has a label."""
        self.cards = 0
        """Of how many cards the label is in force, on all days."""
        self._batches: dict[str, list[Decision]] = {}
        self._undone: set[str] = set()
        self.refresh()

    def refresh(self) -> None:
        """Reads the file again if it changed."""
        state = self._state()
        if state == self._seen:
            return
        said = self._ledger.read()
        self.damaged = said.damaged
        self._sort(said.lines)
        self.corrections = in_force(said.lines)
        self.labels = self._labels()
        self._seen = state

    def say(self, said: Sequence[Decision | Undo], mails: Iterable[Email] = ()) -> None:
        """Writes to the end of the file; it is on the disk when this returns."""
        self._ledger.add(said, mails)
        self.refresh()

    def of(self, entry: Entry) -> Correction | None:
        """What is in force about the mail."""
        return self.corrections.of_mail(entry.message_id, partial(str, entry.text_hash))

    def latest(self, count: int) -> list[Batch]:
        """The last batches that stand, the latest first."""
        standing = (id_ for id_ in reversed(self._batches) if id_ not in self._undone)
        return [self._batch(id_) for id_ in islice(standing, count)]

    def batch(self, id_: str) -> Batch | None:
        """The batch with that id, also one that was undone; None: there is none."""
        return self._batch(id_) if id_ in self._batches else None

    def _batch(self, id_: str) -> Batch:
        told = self._batches[id_]
        return Batch(id_, told[0].at, told[0], len({one.message_id for one in told}), id_ in self._undone)

    def _sort(self, lines: Iterable[Decision | Undo]) -> None:
        self._batches, self._undone = {}, set()
        for one in lines:
            if isinstance(one, Undo):
                self._undone.add(one.batch)
            else:
                self._batches.setdefault(one.batch, []).append(one)
        self.cards = sum(
            told[0].via is Via.REVIEW and told[0].label is not None
            for id_, told in self._batches.items()
            if id_ not in self._undone
        )

    def _labels(self) -> dict[int, Correction]:
        spoken = (mail.message_id for mail in self.corrections.of_mails)
        entries = (entry for id_ in dict.fromkeys(spoken) for entry in self._shelf.by_message.get(id_, ()))
        by_text = {mail.text_hash for mail in self.corrections.of_mails if mail.text_hash}
        unnamed = (e for e in self._shelf.nameless if e.text_hash in by_text)
        told = ((entry.id, self.of(entry)) for entry in (*entries, *unnamed))
        return {id_: correction for id_, correction in told if correction and correction.label}

    def _state(self) -> tuple[int, ...]:
        """Differs whenever the file does."""
        try:
            told = self._ledger.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise LedgerError(
                f"{self._ledger.path} cannot be read ({error.strerror}); mend its rights"
            ) from error
        return told.st_mtime_ns, told.st_size, told.st_ino
