"""`explain`: why a mail is called what it is called, and where it would go."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from analyzer import casebook, config, models, nightly, single
from analyzer.classify.model import Model
from analyzer.classify.modelfile import load
from analyzer.config import Settings
from analyzer.corrections import NOTHING_SAID, Correction, Corrections, in_force
from analyzer.costs import COSTS, Costs, expected
from analyzer.deriving import Stored
from analyzer.domain import Email, Event
from analyzer.errors import AnalyzerError
from analyzer.labels import LABELS
from analyzer.ledger import Ledger
from analyzer.read.forward import unwrapped
from analyzer.shipped import shipped_model, shipped_names
from analyzer.store import Store
from analyzer.track import link, namefile, stages
from analyzer.track.naming import Namer


def run(mail: str, settings_file: Path, stdin: IO[bytes], now: datetime) -> Iterator[str]:
    """Lines for each mail of a file, of stdin (`-`), or for the mail of the mailbox with that Message-ID.

    Raises AnalyzerError if there is no such file or mail.
    """
    settings = config.load(settings_file) if settings_file.exists() else None
    path = Path(mail)
    if mail == "-" or path.exists():
        emails = _read(path, stdin)
    else:
        stored = _stored(mail, settings)
        if not stored.kept:
            yield from _forgotten(stored)
            return
        emails = [stored.email]
    own = settings.own_addresses() if settings else frozenset()
    model, namer = (
        load(models.in_force(settings.models).path if settings else shipped_model()),
        namefile.load(shipped_names()),
    )
    said = in_force(Ledger(settings.labels).read().lines) if settings else NOTHING_SAID
    book, costs = _book(settings, now, said), settings.costs.costs() if settings else COSTS
    for email in emails:
        yield from explain(unwrapped(email, own), model, namer, costs, book, said)


def _book(settings: Settings | None, now: datetime, said: Corrections) -> tuple[Event, ...]:
    """All events of the mailbox; none if no night has run."""
    if settings is None or not (settings.state / "mail.db").exists():
        return ()
    with Store(settings.state / "mail.db") as store:
        return nightly.gathered(settings, store, now, said).events


def _read(path: Path, stdin: IO[bytes]) -> list[Email]:
    readings = list(single.readings(path, stdin))
    broken = [f"{id_}: {reading}" for id_, reading in readings if isinstance(reading, str)]
    if broken:
        raise AnalyzerError("; ".join(broken))
    return [reading for _, reading in readings if isinstance(reading, Email)]


def _stored(mail: str, settings: Settings | None) -> Stored:
    wanted = mail.strip("<>")
    if settings is not None and (settings.state / "mail.db").exists():
        with Store(settings.state / "mail.db") as store:
            for stored in store.emails():
                if stored.email.message_id.strip("<>") == wanted:
                    return stored
    raise AnalyzerError(f"{mail} is neither a file nor the Message-ID of a mail that was fetched")


def _forgotten(stored: Stored) -> Iterator[str]:
    """Of a mail that is surely ordinary only the verdict is kept."""
    yield f"{stored.email.message_id}  {stored.email.subject}"
    if stored.verdict:
        yield f"  label       {stored.verdict.label} {stored.verdict.confidence:.3f}; its text is not kept"


def explain(
    email: Email,
    model: Model,
    namer: Namer,
    costs: Costs,
    events: Sequence[Event],
    said: Corrections = NOTHING_SAID,
) -> Iterator[str]:
    """What the model makes of an email, and what linking would do with it among the events."""
    (verdict,) = model.judge([email], costs)
    share = dict(zip(model.labels, model.see([email]).probabilities[0].tolist(), strict=True))
    correction = said.of(email)
    found = casebook.corrected_events(email, verdict, namer, correction)
    yield f"{email.message_id}  {email.subject}"
    yield from _corrected(correction)
    yield f"  label       {verdict.label} {verdict.confidence:.3f}, {'sure' if verdict.sure else 'not sure'}"
    yield f"  a mistake   costs {expected(verdict.label, share, costs):.2f} on average; a look costs {costs.look:g}"
    likely = sorted(share.items(), key=lambda pair: -pair[1])
    yield "  chances     " + ", ".join(
        f"{label} {chance:.3f}" for label, chance in likely if chance >= 0.0005
    )
    if verdict.why:
        yield f"  it decides  {verdict.why[0]}"
    if verdict.why[1:]:
        yield "  by          " + " · ".join(verdict.why[1:])
    if verdict.reason:
        yield f"  reason      {verdict.reason}"
    others = [event for event in events if event.message_id != email.message_id]
    for event in found:
        yield from _told(event, [*others, *found], said)


def _corrected(said: Correction | None) -> Iterator[str]:
    """What the user said of the mail, which stands above all that follows."""
    told = {"is": said.label, "company": said.company, "role": said.role} if said else {}
    parts = [f"{name} {value or 'none'}" for name, value in told.items() if value is not None]
    if parts:
        yield f"  you said    {', '.join(parts)}; the rest is what the model says"


def _by_hand(event: Event, said: Corrections) -> list[str]:
    return ["you said so"] * any(event.message_id in pair for pair in said.same)


def _told(event: Event, events: Sequence[Event], said: Corrections) -> Iterator[str]:
    """What the event says, and what linking does with it among all events."""
    yield f"  company     {event.clues.company or '-'}"
    if event.clues.agency:
        yield f"  agency      {event.clues.agency}"
    yield f"  role        {event.clues.role or '-'}" + (f", {event.label}" if event.part else "")
    yield f"  linking     {_linked(event, events, said)}"


def _linked(event: Event, events: Sequence[Event], said: Corrections) -> str:
    """What linking does with the event, in words."""
    if event.label is None or not LABELS[event.label].event:
        return f"none: {event.label} is no step of an application"
    linked = link.joined(events, said.same, said.apart)
    rivals = next((numbers for other, numbers in linked.doubts if other.key == event.key), ())
    doubt = f"\n  check       {len(rivals)} open applications fit about equally" if rivals else ""
    group = next(g for g in linked.groups if any(other.key == event.key for other in g))
    rest = [other for other in group if other.message_id != event.message_id]
    if rest:
        one = stages.application(group)
        told = ", ".join(f"{other.at:%Y-%m-%d} {other.label or 'own mail'}" for other in rest[-4:])
        shared = ", ".join([*_by_hand(event, said), *link.shared(event, rest, link.identities(group))])
        joins = f"joins the application at {one.company or '?'} for {one.role or '?'}: {told}"
        return f"{joins}\n  because     {shared}{doubt}"
    if casebook.is_certain(group):
        return f"opens an application: {'none fits it best' if rivals else 'no other mail fits it'}{doubt}"
    return "waits among the unsure: it may be no recruiting mail, and no other mail speaks for it"
