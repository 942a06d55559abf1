"""Fetches the mailboxes of config.toml here into the store, and does no more."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

from analyzer import config
from analyzer.fetching import EVERYTHING, fetch_all
from analyzer.store import Store

if __name__ == "__main__":
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("analyzer").setLevel(logging.INFO)
    settings = config.load(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("config.toml"))
    with Store(settings.state / "mail.db") as store:
        done = fetch_all(settings, store, datetime.now(UTC), lambda *_: None, EVERYTHING)
    for problem in done.problems:
        print(problem, file=sys.stderr)
    raise SystemExit(bool(done.problems))
