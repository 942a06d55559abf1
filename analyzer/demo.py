"""`demo`: the example mailbox and its report, made anew in a folder."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from analyzer import config, nightly
from analyzer.errors import AnalyzerError
from analyzer.example import generate
from analyzer.fetching import Progress

#: The example's night: fixed, so that the same program always writes the same report.
AS_OF = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def run(out: Path, language: str, progress: Progress) -> nightly.Night:
    """Writes mailbox, truth and report below `out`; an earlier example there is replaced.

    Raises AnalyzerError if the folder holds anything else.
    """
    _clear(out)
    search = generate.search(AS_OF)
    generate.write_maildir(search, out / "mailbox")
    generate.write_truth(search, out / "truth.json")
    data = {
        "language": language,
        "timezone": "UTC",
        "state": "state",
        "reports": "reports",
        "mailbox": {"example": {"type": "maildir", "path": "mailbox", "junk": True}},
    }
    return nightly.run(config.check(data, "example", out.resolve()), AS_OF, progress)


def _clear(out: Path) -> None:
    ours = {"mailbox", "truth.json", "state", "reports"}
    strange = {path.name for path in out.iterdir()} - ours if out.exists() else set()
    if strange:
        raise AnalyzerError(f"{out} holds other files ({min(strange)}, ...); name an empty folder by --out")
    for name in ours:
        path = out / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
