"""Makes the example's report, kept in reports/example/, and the README's pictures of it: `make example`."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from analyzer import demo, nightly
from benchmarks.pictures import CHROMIUM

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "reports" / "example"
PICTURES = ROOT / "docs" / "pictures"
#: Name of the picture: how the page is opened, and which section is shown (none: its top).
SHOTS: dict[str, tuple[dict[str, object], str]] = {
    "report": ({"viewport": {"width": 1100, "height": 900}}, ""),
    "funnel": ({"viewport": {"width": 1100, "height": 900}}, "#funnel"),
    "report-dark": ({"viewport": {"width": 1100, "height": 1500}, "color_scheme": "dark"}, ""),
}


def main() -> int:
    """Writes report.html, report.json and the pictures; prints the headline."""
    with tempfile.TemporaryDirectory() as folder:
        night = demo.run(Path(folder) / "demo", "en", nightly.silent)
        KEPT.mkdir(parents=True, exist_ok=True)
        for name in ("report.html", "report.json"):
            shutil.copyfile(night.page.parent / name, KEPT / name)
    take_pictures(KEPT / "report.html")
    sys.stdout.write(f"{night.headline}\n")
    return 0


def take_pictures(page: Path) -> None:
    """The top of the page, light and dark, and the funnel."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(**CHROMIUM)
        for name, (options, section) in SHOTS.items():
            tab = browser.new_page(**options)  # type: ignore[arg-type]
            tab.goto(page.as_uri())
            shown = tab.locator(section) if section else tab
            shown.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    raise SystemExit(main())
