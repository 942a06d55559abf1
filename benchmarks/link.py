"""How long the joining of 20,000 events takes: many companies, one company, and nothing that names one.

python -m benchmarks.link [EVENTS]
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from analyzer.domain import Address, Clues, Event
from analyzer.labels import Label
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for shape, name in SHAPES.items():
        made = events(count, name)
        began = time.perf_counter()
        groups = link(made)
        linked = time.perf_counter()
        for group in groups:
            application(group)
        ended = time.perf_counter()
        print(f"{shape:26}{count:8} events {len(groups):7} applications", end="")
        print(f"{linked - began:8.2f} s to link {ended - linked:6.2f} s to tell")


if __name__ == "__main__":
    main()
