"""`python -m analyzer.example DIR`: writes the example mailbox to DIR/maildir and its truth to DIR/truth.json."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analyzer.example.generate import search, write_maildir, write_truth


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the mailbox that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m analyzer.example", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument(
        "--as-of", type=_moment, default=datetime.now(UTC), help="RFC 3339, with a time zone; now"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--applications", type=int, default=600)
    chosen = parser.parse_args(arguments)
    made = search(chosen.as_of, chosen.seed, chosen.applications)
    chosen.directory.mkdir(parents=True, exist_ok=True)
    write_maildir(made, chosen.directory / "maildir")
    write_truth(made, chosen.directory / "truth.json")


def _moment(text: str) -> datetime:
    """The time; without a zone it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
