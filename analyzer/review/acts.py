"""What a click on the page says, as decisions for the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analyzer.corrections import Decision, Split, Via
from analyzer.labels import Label
from analyzer.report.schema import ApplicationRow
from analyzer.review.shelf import Entry


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which act a decision is part of, and when it was done."""

    batch: str
    at: datetime

    def of(self, entry: Entry, via: Via = Via.REVIEW) -> Decision:
        """A decision about the mail that says nothing yet."""
        return Decision(self.batch, self.at, entry.message_id, entry.text_hash, via)

    def of_id(self, message_id: str) -> Decision:
        """The same for a mail of which only the id is known: it may be the user's own."""
        return Decision(self.batch, self.at, message_id, "", Via.REVIEW)


def labelled(
    stamp: Stamp,
    entry: Entry,
    label: Label,
    alike: Iterable[Entry] = (),
    split: Split = Split.TRAIN,
    drawn_for: str | None = None,
) -> Iterator[Decision]:
    """The label of the mail and of those nearly identical to it; all in the same split, drawn for the same trial."""
    for one in (entry, *alike):
        yield replace(
            stamp.of(one, Via.REVIEW if one is entry else Via.SIMILAR),
            label=label,
            model_said=one.verdict.label,
            p=one.verdict.confidence,
            split=split,
            drawn_for=drawn_for,
        )


def named(stamp: Stamp, entry: Entry, company: str | None, role: str | None) -> Iterator[Decision]:
    """Company and role of the mail; None: as they were."""
    if company is not None or role is not None:
        yield replace(stamp.of(entry), company=company, role=role)


def split(stamp: Stamp, entry: Entry, row: ApplicationRow, others: Sequence[str]) -> Iterator[Decision]:
    """These mails of the application belong to another one than the mail; those not named stay with it."""
    stay = [id_ for id_ in ids_of(row) if id_ not in others and id_ != entry.message_id]
    for id_ in stay:
        yield replace(stamp.of_id(id_), same_as=entry.message_id)
    for one in (stamp.of(entry), *map(stamp.of_id, stay)):
        for other in others:
            yield replace(one, apart_from=other)


def moved(
    stamp: Stamp, entry: Entry, home: Sequence[ApplicationRow], to: ApplicationRow
) -> Iterator[Decision]:
    """The mail alone belongs to the application `to`, and no longer to those where it lies."""
    for row in home:
        for id_ in ids_of(row):
            if id_ != entry.message_id and id_ not in ids_of(to):
                yield replace(stamp.of(entry), apart_from=id_)
    yield from joined(stamp, [entry.message_id], to)


def merged(stamp: Stamp, home: Sequence[ApplicationRow], to: ApplicationRow) -> Iterator[Decision]:
    """The applications are one and the same."""
    yield from joined(stamp, [id_ for row in home for id_ in ids_of(row)], to)


def joined(stamp: Stamp, ids: Sequence[str], to: ApplicationRow) -> Iterator[Decision]:
    """All these mails and all of the application are of one."""
    for id_ in dict.fromkeys((*ids, *ids_of(to)[1:])):
        if id_ != ids_of(to)[0]:
            yield replace(stamp.of_id(id_), same_as=ids_of(to)[0])


def ids_of(row: ApplicationRow) -> list[str]:
    """The message ids of the application, each once, oldest first."""
    return list(dict.fromkeys(event.message_id for event in row.events))
