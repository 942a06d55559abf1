"""Runs the benchmarks named as arguments, or all; `fetch` wants mbsync (Debian: isync), it and `faults` Dovecot."""

import sys

from benchmarks import (
    classify,
    example,
    faults,
    fetch,
    folders,
    gate,
    link,
    report,
    retrain,
    review,
    screen,
    simulate,
    sizes,
)

ALL = {
    "example": example.main,
    "classify": classify.main,
    "link": link.main,
    "report": report.main,
    "screen": screen.main,
    "review": review.main,
    "simulate": simulate.main,
    "fetch": fetch.main,
    "folders": folders.main,
    "faults": faults.main,
    "sizes": sizes.main,
    "gate": gate.main,
    "retrain": retrain.main,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        print(f"--- {name}", flush=True)
        ALL[name]()
