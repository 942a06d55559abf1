"""What the screen of headers would lose if all mail were sent to many by strangers, and what it lets through.

`python -m benchmarks.screen [FOLDER...]`: of the corpus by its subjects and senders; of each folder of mail files given
how much of its bulk mail passes.
"""

import sys
from collections import Counter
from pathlib import Path

from analyzer.domain import Head
from analyzer.labels import LABELS, Label
from analyzer.read.glance import glance
from analyzer.track.screen import Screen
from models.build import samples


def main(*folders: str) -> None:
    passed: Counter[tuple[bool, bool]] = Counter()
    for sample in samples():
        email = sample.email
        if not email.subject and not email.sender.address:
            continue
        ends = f"{email.sender.name} <{email.sender.address}>"
        head = Head(email.message_id, (), email.subject, ends, "", bulk=True, listed=False)
        passed[LABELS[Label(sample.label)].event, Screen().passes(head)] += 1
    for event, name in ((True, "of applications"), (False, "other mail")):
        count = passed[event, True] + passed[event, False]
        print(f"the corpus as bulk from strangers, {name}: {passed[event, True]} of {count} pass")
    for folder in folders:
        screen = Screen()
        files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        heads = [head for path in files if (head := glance(path.read_bytes())).bulk]
        print(f"{folder}: {sum(map(screen.passes, heads))} of {len(heads)} bulk mails pass")


if __name__ == "__main__":
    main(*sys.argv[1:])
