"""Bigger and bigger mailboxes on a real Dovecot: the first fetching, the night after it, and one with nothing new.

`python -m benchmarks.sizes [MAILS...]`. Limits: 300 MB, time in proportion to the mails, half a second.
"""

import sys

from benchmarks.fetch import fetched, home, mailbox, median, night

MAILS = (25_000, 50_000, 100_000)


def main(*sizes: int) -> None:
    """Prints a line for each size."""
    print("  mails   bytes     fetching            the rest of the night   nothing new")
    for mails in sizes or MAILS:
        with mailbox(mails) as box, home(box, box.port) as folder:
            seconds, peak = fetched(folder)
            rest, most = night(folder)
            nothing = median(night(folder)[0] for _ in range(3))
        print(
            f"{mails:7} {box.bytes / 1e9:5.1f} GB {seconds:8.2f} s {peak:4.0f} MB {rest:12.1f} s {most:4.0f} MB"
            f" {nothing:13.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
