"""What each clue of linking is worth: pairwise F1 of a simulated search without it, and with names that are true.

`python models/ablate.py SEARCH STATE/mail.db`: SEARCH holds truth.json; the database is that of a night on its mailbox.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from analyzer import casebook, folding, remembering
from analyzer.domain import Address, Clues, Event
from analyzer.store import Store
from analyzer.track import link


def _told(change: Callable[[Clues], Clues]) -> Callable[[Event], Event]:
    return lambda event: replace(event, clues=change(event.clues))


def _nameless(address: Address) -> Address:
    return Address(address.name, "")


#: A clue → the event without it.
CLUES: Mapping[str, Callable[[Event], Event]] = {
    "nothing": lambda event: event,
    "threads": lambda event: replace(event, thread=()),
    "calendar events": lambda event: replace(event, invite=None),
    "requisition ids": _told(lambda clues: replace(clues, requisition="")),
    "roles": _told(lambda clues: replace(clues, role="")),
    "companies": _told(lambda clues: replace(clues, company="")),
    "companies and roles": _told(lambda clues: Clues(board=clues.board)),
    "addresses and domains": lambda event: replace(
        event, sender=_nameless(event.sender), to=tuple(map(_nameless, event.to))
    ),
    "knowing boards": _told(lambda clues: replace(clues, board=False)),
}


def truly_named(names: Mapping[str, tuple[str, str]], *, everywhere: bool) -> Callable[[Event], Event]:
    """An event → the same with its true company and role (by message id), those not told only where `everywhere`."""

    def change(event: Event) -> Event:
        said = event.clues
        company, role = names.get(event.message_id, (said.company, said.role))
        return replace(
            event,
            clues=replace(
                said,
                company=company if everywhere or said.company else "",
                role=role if everywhere or said.role else "",
            ),
        )

    return change


def score(groups: Sequence[Sequence[Event]], truth: Mapping[str, int]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of mails that truly belong to applications."""
    said = [[truth[event.message_id] for event in group if event.message_id in truth] for group in groups]
    pairs = sum(len(group) * (len(group) - 1) // 2 for group in said)
    right = sum(a == b for group in said for a, b in combinations(group, 2))
    sizes: dict[int, int] = {}
    for number in truth.values():
        sizes[number] = sizes.get(number, 0) + 1
    true = sum(size * (size - 1) // 2 for size in sizes.values())
    precision, recall = right / max(pairs, 1), right / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main(search: Path, database: Path) -> int:
    """Prints a line per clue."""
    truth = json.loads((search / "truth.json").read_text("utf-8"))
    number, names = dict[str, int](), dict[str, tuple[str, str]]()
    for at, application in enumerate(truth["applications"]):
        for event in application["events"]:
            if event["label"] != "sent":
                id_ = event["message_id"].strip("<>")
                number[id_], names[id_] = at, (application["company"], application["role"])
    now = datetime.fromisoformat(truth["as_of"]).astimezone(UTC)
    own = frozenset({truth["owner"]})
    with Store(database) as store, remembering.reader(store) as reader:
        whole, plain = folding.told_apart(store.gists(casebook.MAY_JOIN), own)
        book = casebook.gather(store.emails(whole), own, now, reader, plain=plain)
    gifts = {
        "true names where told": truly_named(names, everywhere=False),
        "true names everywhere": truly_named(names, everywhere=True),
    }
    best = 0.0
    for name, changed in {**CLUES, **gifts}.items():
        events = [changed(replace(event, message_id=event.message_id.strip("<>"))) for event in book.events]
        groups = [group for group in link.link(events) if casebook.is_certain(group) or "compan" in name]
        precision, recall, f1 = score(groups, number)
        best = best or f1
        sys.stdout.write(
            f"{name:24} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {100 * (f1 - best):+5.1f}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
