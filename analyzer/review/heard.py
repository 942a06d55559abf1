"""What stands in the ledger, read again whenever somebody else wrote to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

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
        self._lines: tuple[Decision | Undo, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Reads the file again if it changed."""
        state = self._state()
        if state == self._seen:
            return
        said = self._ledger.read()
        self._lines, self.damaged = said.lines, said.damaged
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

    def cards(self) -> int:
        """Of how many cards the label is in force, on all days."""
        undone = self._undone()
        shown = (
            one for one in self._lines if isinstance(one, Decision) and one.via is Via.REVIEW and one.label
        )
        return len({one.batch for one in shown} - undone)

    def batches(self) -> list[Batch]:
        """All that was said, the latest first."""
        undone, parts = self._undone(), defaultdict[str, list[Decision]](list)
        for one in self._lines:
            if isinstance(one, Decision):
                parts[one.batch].append(one)
        made = [
            Batch(id_, told[0].at, told[0], len({one.message_id for one in told}), id_ in undone)
            for id_, told in parts.items()
        ]
        return made[::-1]

    def _undone(self) -> set[str]:
        return {one.batch for one in self._lines if isinstance(one, Undo)}

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
