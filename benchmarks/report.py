"""The report from what is stored: 5,000 applications, 100,000 mails, as a whole process; and what the pages weigh.

`python -m benchmarks.report [FOLDER]`: a FOLDER that was filled before is used again.
Limits: 3 s and 400 MB; a page of 600 applications 600 kB, packed 120 kB.
"""

import gzip
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from analyzer import demo
from analyzer.domain import Address, Batch, Cursor, Email, Folder, FolderRole, Message, Verdict
from analyzer.example import generate
from analyzer.labels import Label
from analyzer.read import PARSER_VERSION
from analyzer.shipped import fingerprint, shipped_model
from analyzer.store import Store
from benchmarks.example import CONFIG, measured
from benchmarks.mailbox import NEWS

SECONDS, MB, PAGE_KB, PACKED_KB = 3.0, 400.0, 600.0, 120.0
MAILS = 100_000
#: So many searches of so many applications, each begun a quarter after the one before.
SEARCHES, APPLICATIONS, APART = 9, 556, timedelta(weeks=13)
_SOURCE = "example"
#: Of the ordinary mails so many are kept with their text, because the model is not sure enough to forget it.
_KEPT = 0.06
_WORDS = [
    "river",
    "lantern",
    "window",
    "morning",
    "garden",
    "letter",
    "market",
    "winter",
    "orchard",
    "paper",
    "bridge",
    "silver",
    "engine",
]


def main(*folder: str) -> None:
    """Prints seconds, megabytes and kilobytes: with nothing derived yet, then with clues taken; then of the example."""
    with tempfile.TemporaryDirectory() as name:
        _huge(Path(folder[0] if folder else name))
    with tempfile.TemporaryDirectory() as name:
        demo.run(Path(name) / "demo", "en", lambda *_: None)
        print(f"600 applications: {_sizes(Path(name) / 'demo')} of {PAGE_KB:g} and {PACKED_KB:g} kB")


def _huge(folder: Path) -> None:
    if not (folder / "state").exists():
        _fill(folder)
    for when in ("clues to be taken", *["clues taken"] * 3):
        spent = _cpu()
        seconds, megabytes = measured(
            [sys.executable, "-m", "analyzer.cli", "report", "--as-of", demo.AS_OF.isoformat()], folder
        )
        print(
            f"5,000 applications, {when}: {seconds:.2f} s of {SECONDS:g}, {_cpu() - spent:.2f} s of processors,"
            f" {megabytes:.0f} MB of {MB:g}; {_sizes(folder)}",
            flush=True,
        )


def _cpu() -> float:
    """Seconds that processes of ours that have ended spent on processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sizes(folder: Path) -> str:
    page = (folder / "reports" / "report.html").read_bytes()
    return f"page {len(page) / 1000:.0f} kB, packed {len(gzip.compress(page, mtime=0)) / 1000:.0f} kB"


def _fill(folder: Path) -> None:
    """A folder as it is after a night: the mails of several searches, and ordinary mail around them."""
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(CONFIG, "utf-8")
    with Store(folder / "state" / "mail.db") as store:
        count = sum(_store_search(store, number) for number in range(SEARCHES))
        _store_ordinary(store, MAILS - count)
        store.succeeded(_SOURCE, [Folder("INBOX")], demo.AS_OF)


def _store_search(store: Store, number: int) -> int:
    """Stores a search as received; gives how many of its mails are new."""
    made = generate.search(demo.AS_OF - APART * number, seed=number + 1, applications=APPLICATIONS)
    new = 0
    for name, role in (("INBOX", FolderRole.MAIL), ("Sent", FolderRole.SENT), ("Junk", FolderRole.JUNK)):
        found = (
            one
            for one in made.messages
            if (one.folder if one.folder in ("Sent", "Junk") else "INBOX") == name
        )
        messages = tuple(
            Message(_SOURCE, name, f"{number}.{at}", one.raw, one.received_at) for at, one in enumerate(found)
        )
        new += store.add(_SOURCE, Folder(name, role), Batch(messages, (), Cursor("1", number)))
    return new


def _store_ordinary(store: Store, count: int) -> None:
    """Stores mail that is read and judged; of most the text is forgotten."""
    rng, made = random.Random(1), _ordinary(count)  # noqa: S311 - invented mail
    last = max(id_ for id_, _ in store.unread(PARSER_VERSION))
    while emails := dict(enumerate(islice(made, 5_000), last + 1)):
        messages = tuple(
            Message(_SOURCE, "INBOX", email.message_id, email.message_id.encode(), email.sent_at)
            for email in emails.values()
        )
        store.add(_SOURCE, Folder("INBOX"), Batch(messages, (), Cursor("1", last)))
        store.save_readings(PARSER_VERSION, emails.items())
        forget = {id_ for id_ in emails if rng.random() > _KEPT}
        said = [(id_, _verdict(0.999 if id_ in forget else 0.93)) for id_ in emails]
        store.save_verdicts(fingerprint(shipped_model()), said, forget)
        last = max(emails)


def _verdict(confidence: float) -> Verdict:
    return Verdict(
        Label.OTHER, confidence, confidence > 0.95, Label.OUTREACH, ("Read all about it.",), recruiting=0.001
    )


def _ordinary(count: int) -> Iterator[Email]:
    rng = random.Random(2)  # noqa: S311 - invented mail
    me = (Address("Robin Example", "robin@mail.example"),)
    for number in range(count):
        shop = rng.choice(_WORDS)
        yield Email(
            message_id=f"{number:06}.{rng.getrandbits(64):x}@{shop}.example",
            sent_at=demo.AS_OF - timedelta(minutes=rng.randrange(3 * 365 * 24 * 60)),
            sender=Address(f"{shop.title()} News", f"news@{shop}.example"),
            reply_to=Address("", f"answer@{shop}.example"),
            to=me,
            subject=rng.choice(NEWS).format(w=rng.choice(_WORDS)),
            text=" ".join(rng.choices(_WORDS, k=250)),
            list_id=f"news.{shop}.example",
            bulk=True,
            link_hosts=(f"links.{shop}.example",),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
