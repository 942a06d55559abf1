"""Mail folders as labels: what the user says of a mail by moving it. They are only ever read."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from analyzer.config import Settings
from analyzer.corrections import Correction, Decision, Via, in_force, text_hash
from analyzer.deriving import Stored
from analyzer.errors import AnalyzerError, LedgerNote
from analyzer.fetching import label_folders
from analyzer.labels import Label
from analyzer.ledger import Ledger
from analyzer.store import Store


@dataclass(frozen=True, slots=True)
class _Lying:
    """A mail in a folder that stands for a label."""

    place: str
    folder: str
    label: Label


def take(settings: Settings, store: Store, ledger: Ledger, now: datetime) -> tuple[AnalyzerError, ...]:
    """Writes down what mail folders say that they did not say before; gives what the user should look at.

    Each place speaks once, so that the later of two folders wins though the mail may still be known to lie in the
    first. A label given by hand stands above them.
    """
    lying = _lying(settings, store)
    if not lying:
        return ()
    said = ledger.read().lines
    heard = {one.place for one in said if isinstance(one, Decision) and one.place}
    new = {id_: fresh for id_, them in lying.items() if (fresh := [p for p in them if p.place not in heard])}
    if not new:
        return ()
    batch, found = uuid.uuid4().hex, list(store.emails(new))
    told = [(mail, place) for mail in found for place in new[mail.id]]
    decisions = [_decision(batch, now, mail, place) for mail, place in told]
    ledger.add(decisions, (mail.email for mail in found))
    after = in_force(ledger.read().lines)
    return tuple(note for mail in found for note in _notes(mail, new[mail.id], after.of(mail.email)))


def _lying(settings: Settings, store: Store) -> Mapping[int, list[_Lying]]:
    """Id of a mail → the label folders in which it lies."""
    found = defaultdict[int, list[_Lying]](list)
    for source in settings.mailbox:
        labels = label_folders(settings, source)
        names = [row.folder for row in store.coverage() if row.source == source] if labels else []
        for name in names:
            if label := labels.get(name.casefold()):
                for place, id_ in store.places(source, name):
                    found[id_].append(_Lying(f"{source}/{name}/{place}", name, label))
    return found


def _decision(batch: str, now: datetime, mail: Stored, place: _Lying) -> Decision:
    verdict = mail.verdict
    return Decision(
        batch=batch,
        at=now,
        message_id=mail.email.message_id,
        text_hash=text_hash(mail.email),
        via=Via.FOLDER,
        label=place.label,
        model_said=verdict.label if verdict else None,
        p=verdict.confidence if verdict else None,
        place=place.place,
    )


def _notes(mail: Stored, places: list[_Lying], said: Correction | None) -> Iterator[AnalyzerError]:
    shown = f"{mail.email.message_id} ({mail.email.subject[:60]})"
    if len({place.label for place in places}) > 1:
        names = " and ".join(repr(place.folder) for place in places)
        yield LedgerNote(f"{shown} lies in {names}; the last of them counts until you move it")
    if said and said.folder_says:
        yield LedgerNote(
            f"{shown} lies in a folder for {said.folder_says}, but you labelled it otherwise; your label counts"
        )
