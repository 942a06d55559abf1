"""One sitting: which card is next, what was skipped, what was said, and how far one is."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from analyzer.classify import alike, queue
from analyzer.classify.queue import Card
from analyzer.corrections import Decision, Split, Undo
from analyzer.costs import COSTS, Costs
from analyzer.domain import Email
from analyzer.labels import Label
from analyzer.review import acts
from analyzer.review.acts import Stamp
from analyzer.review.heard import Batch, Heard
from analyzer.review.shelf import Entry, Shelf

#: Ten minutes at fifteen seconds a mail.
BUDGET = 40
MORE = 20
HISTORY = 10
_BATCH_BYTES = 8
#: Of the nearest mails so many are compared: 100 find 97 % of what 150 find in the example mailbox, in two thirds of
#: the time.
_NEAR = 100

#: The mails with these numbers of the store, as far as they are there.
Reads = Callable[[Sequence[int]], dict[int, Email]]


@dataclass(frozen=True, slots=True)
class Done:
    """A batch of this sitting."""

    batch: str
    entry: Entry
    label: Label | None
    mails: int
    hidden: bool
    """The guess was not shown."""


@dataclass
class Sitting:
    """What one run of the page remembers; all else is in the ledger.

    Raises LedgerError or StoreError where a file cannot be read or written; then nothing was said.
    """

    shelf: Shelf
    heard: Heard
    reads: Reads
    now: Callable[[], datetime]
    costs: Costs = COSTS
    mistaken: Callable[[], Sequence[str]] = tuple
    """Gives the message ids of mails whose labels by hand may be mistakes, the likeliest first."""
    budget: int = BUDGET
    keys: bool = True
    """Whether single keys act."""
    done: list[Done] = field(default_factory=list)
    _passed: set[int] = field(default_factory=set)
    """Skipped, or nearly the same as a mail that was labelled."""
    _hidden: set[int] = field(default_factory=set)
    """Shown without a guess."""
    _seen: set[int] = field(default_factory=set)
    """Shown with one."""
    _alike: dict[int, tuple[Entry, ...]] = field(default_factory=dict)

    # --- which card

    def next(self) -> Card | None:
        """The next card of the queue; None: nothing is left."""
        self.heard.refresh()
        card = queue.next_card(self.shelf.queue, self.heard.labels.keys() | self._passed, self.heard.cards)
        seen = card is not None and card.id in self._seen
        return replace(card, held_out=False) if card and seen else card

    def show(self, entry: Entry, *, hidden: bool) -> None:
        """Notes whether the mail was shown with its guess."""
        if not hidden:
            self._seen.add(entry.id)
            self._hidden.discard(entry.id)
        elif entry.id not in self._seen:
            self._hidden.add(entry.id)

    def is_hidden(self, entry: Entry) -> bool:
        """Whether the mail was never shown with its guess, but without."""
        return entry.id in self._hidden

    def email(self, entry: Entry) -> Email | None:
        """The mail with its text; None: it is gone."""
        return self.reads([entry.id]).get(entry.id)

    def alike(self, entry: Entry) -> tuple[Entry, ...]:
        """Mails without a label that are nearly identical."""
        if entry.id not in self._alike:
            self._alike[entry.id] = self._nearly(entry)
        return tuple(one for one in self._alike[entry.id] if one.id not in self.heard.labels)

    def _nearly(self, entry: Entry) -> tuple[Entry, ...]:
        near = queue.neighbours(self.shelf.queue, entry.id, _NEAR)
        emails = self.reads([entry.id, *near])
        if entry.id not in emails:
            return ()
        there = [id_ for id_ in near if id_ in emails and emails[id_].text]
        rows = alike.rows([emails[id_] for id_ in (entry.id, *there)])
        same = alike.nearly(rows[0], rows[1:]) if there else ()
        return tuple(self.shelf.entries[id_] for id_, is_so in zip(there, same, strict=True) if is_so)

    # --- what is said

    def label(
        self, entry: Entry, label: Label, names: tuple[str | None, str | None], *, together: bool
    ) -> None:
        """The mail is that; `together` with those nearly identical to it; company and role, None: as they were."""
        others = self.alike(entry) if together else ()
        hidden = self.is_hidden(entry)
        stamp = self.stamp()
        said = [
            *acts.labelled(stamp, entry, label, others, *self._drawn(entry, hidden=hidden)),
            *acts.named(stamp, entry, *names),
        ]
        self.say(entry, said, label, [entry, *others])
        self._passed.update(one.id for one in self._alike.get(entry.id, ()))

    def _drawn(self, entry: Entry, *, hidden: bool) -> tuple[Split, str | None]:
        """What the label of the mail is for, and the trial that it was drawn for."""
        if not hidden:
            return Split.TRAIN, None
        return Split.HELD_OUT, self.shelf.trial if entry.id in self.shelf.queue.contested else None

    def say(
        self,
        entry: Entry,
        said: Sequence[Decision],
        label: Label | None = None,
        about: Sequence[Entry] = (),
    ) -> None:
        """Writes the decisions, of one batch, and the mails that they are about."""
        ids = [one.id for one in about or [entry]]
        self.heard.say(said, self.reads(ids).values())
        self.done.append(Done(said[0].batch, entry, label, len(ids), self.is_hidden(entry)))

    def skip(self, entry: Entry) -> None:
        """The mail is not asked about again in this sitting."""
        self._passed.add(entry.id)

    def stamp(self) -> Stamp:
        """A new batch."""
        return Stamp(secrets.token_hex(_BATCH_BYTES), self.now())

    def undo(self, batch: Batch) -> None:
        """Takes the batch back, and asks about its mails again."""
        if not batch.undone:
            self.heard.say([Undo(batch.id, self.now())])
        for one in (one for one in self.done if one.batch == batch.id):
            self._passed.difference_update([one.entry.id, *(e.id for e in self._alike.get(one.entry.id, ()))])
        self.done = [one for one in self.done if one.batch != batch.id]

    def last(self) -> str:
        """The last batch of this sitting that stands; empty: there is none."""
        return self.done[-1].batch if self.done else ""

    def history(self) -> list[Batch]:
        """The last batches of all days that stand, the latest first."""
        return self.heard.latest(HISTORY)

    # --- how far

    @property
    def labelled(self) -> list[Done]:
        """The cards of this sitting that got a label."""
        return [one for one in self.done if one.label is not None]

    @property
    def is_over(self) -> bool:
        """Whether it is enough for today."""
        return len(self.labelled) >= self.budget

    def go_on(self) -> None:
        """Some more cards."""
        self.budget = len(self.labelled) + MORE

    def left(self) -> int:
        """How many mails are still worth a look."""
        return queue.left(self.shelf.queue, self.heard.labels.keys() | self._passed, self.costs)

    def counts(self) -> Iterable[tuple[Label, int]]:
        """Label and how many mails got it in this sitting."""
        told = Counter[Label]()
        for one in self.labelled:
            if one.label:
                told[one.label] += one.mails
        return told.most_common()

    def changed(self) -> int:
        """How many cards got another label than the guess."""
        return sum(one.label is not one.entry.verdict.label for one in self.labelled)
