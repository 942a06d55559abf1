"""How long joining takes and how it grows: many companies, one company, and nothing that names one.

python -m benchmarks.link [EVENTS...]
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from analyzer.domain import Address, Clues, Event
from analyzer.labels import Label
from analyzer.sweeping import unswept
from analyzer.track.link import link
from analyzer.track.stages import application

START = datetime(2026, 1, 1, tzinfo=UTC)
LABELS = (Label.AUTO_ACK, Label.AUTO_ACK, Label.REJECTION, Label.INTERVIEW_INVITE, Label.ASSESSMENT)


def events(count: int, name: Callable[[Random], tuple[str, str]]) -> list[Event]:
    rng = Random(1)  # noqa: S311
    made = []
    for number in range(count):
        company, role = name(rng)
        made.append(
            Event(
                message_id=f"m{number}",
                at=START + timedelta(minutes=rng.randrange(500_000)),
                label=rng.choice(LABELS),
                confidence=1.0,
                sure=True,
                by="model",
                clues=Clues(company, role),
                sender=Address(company, f"no-reply@{company.replace(' ', '') or 'nobody'}.com".lower()),
                thread=(f"m{rng.randrange(count)}",) if rng.random() < 0.1 else (),
            )
        )
    return made


KINDS = tuple(f"{one}{two}ish" for one in "bcdfghklm" for two in ("aro", "eli", "ixu", "ond", "ufa"))
SHAPES: dict[str, Callable[[Random], tuple[str, str]]] = {
    "many companies": lambda rng: (f"Company {rng.randrange(4000)}", f"Engineer {rng.randrange(30)}"),
    "one company, many roles": lambda rng: ("Company", f"{rng.choice(KINDS)} {rng.choice(KINDS)} engineer"),
    "one company, no role": lambda _: ("Company", ""),
    "no names": lambda _: ("", ""),
}


def main() -> None:
    """Prints, for each shape and number of events, seconds and how they grow with the number."""
    counts = [int(text) for text in sys.argv[1:] if text.isdigit()] or [5_000, 20_000, 80_000]
    for shape, name in SHAPES.items():
        before = 0.0
        for count in counts:
            took, groups = _seconds(events(count, name))
            grown = f", {took / before:.1f} times as long" if before else ""
            print(f"linking {count:6} events, {shape}: {took:.2f} s, {groups} applications{grown}")
            before = took


def _seconds(made: list[Event]) -> tuple[float, int]:
    """How long a processor takes to join and stage them, and how many applications it gives."""
    with unswept():  # as in a report
        began = time.process_time()
        groups = link(made)
        for group in groups:
            application(group)
        return time.process_time() - began, len(groups)


if __name__ == "__main__":
    main()
