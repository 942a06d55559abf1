"""The whole page as it looks: light, dark, on a phone, in Chinese, empty, huge, to be shared, and printed.

`python -m benchmarks.pictures [OUT]`, default reports/pictures/: pages of the example mailbox, photographed by
Debian's Chromium from top to bottom, a file for each stretch, and the print as PDF. Not kept in git.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, PdfMargins, sync_playwright

from analyzer import config, demo, nightly
from analyzer.example import generate

OUT = Path("reports/pictures")
#: Debian's browser, without its own errands on the network.
CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ],
}
WIDE, PHONE = {"width": 1100, "height": 900}, {"width": 375, "height": 812}
MARGINS = PdfMargins(top="14mm", bottom="14mm", left="14mm", right="14mm")
#: As much of a page as one picture holds, and so many pictures of a page at most.
STRETCH, MOST = 2600, 6
HUGE = 1_500


@dataclass(frozen=True, slots=True)
class Shot:
    """How a page is opened; `unfolded`: with all that is folded on it."""

    page: str
    options: dict[str, Any]
    unfolded: bool = False


SHOTS: dict[str, Shot] = {
    "light": Shot("en", {"viewport": WIDE}),
    "dark": Shot("en", {"viewport": WIDE, "color_scheme": "dark"}),
    "unfolded": Shot("en", {"viewport": WIDE}, unfolded=True),
    "phone": Shot("en", {"viewport": PHONE, "device_scale_factor": 2}),
    "phone-unfolded": Shot("en", {"viewport": PHONE, "device_scale_factor": 2}, unfolded=True),
    "chinese": Shot("zh", {"viewport": WIDE}),
    "chinese-phone": Shot("zh", {"viewport": PHONE, "device_scale_factor": 2}),
    "gentle": Shot("gentle", {"viewport": WIDE}),
    "empty": Shot("empty", {"viewport": WIDE}),
    "huge": Shot("huge", {"viewport": WIDE}),
    "share": Shot("share", {"viewport": WIDE}),
    "share-dark": Shot("share", {"viewport": WIDE, "color_scheme": "dark"}),
}


def main(*where: str) -> None:
    """Makes the pages, takes the pictures, and prints what was written."""
    out = Path(where[0]) if where else OUT
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        pages = dict(_pages(Path(folder)))
        browser = play.chromium.launch(**CHROMIUM)
        for name, shot in SHOTS.items():
            for path in taken(browser, pages[shot.page], shot, out, name):
                print(f"{path}  {path.stat().st_size / 1000:.0f} kB", flush=True)
        for name in ("en", "zh", "share"):
            path = out / f"print-{name}.pdf"
            tab = browser.new_page()
            tab.goto(pages[name].as_uri())
            tab.pdf(path=path, format="A4", margin=MARGINS)
            print(f"{path}  {path.stat().st_size / 1000:.0f} kB", flush=True)
        browser.close()


def taken(browser: Browser, page: Path, shot: Shot, out: Path, name: str) -> Iterator[Path]:
    """Photographs the page in stretches, from the top; gives the files."""
    tab = browser.new_page(**shot.options)
    tab.goto(page.as_uri())
    if shot.unfolded:
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    width, height = shot.options["viewport"]["width"], tab.evaluate("document.documentElement.scrollHeight")
    for number, top in enumerate(range(0, min(height, STRETCH * MOST), STRETCH), 1):
        path = out / f"{name}-{number}.png"
        clip = {"x": 0, "y": top, "width": width, "height": min(STRETCH, height - top)}
        tab.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]
        yield path
    tab.close()


def _pages(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and file of each page."""
    for language in ("en", "zh"):
        night = demo.run(folder / language, language, nightly.silent)
        yield language, night.page
    of_example = {"mailbox": {"example": {"type": "maildir", "path": "mailbox", "junk": True}}}
    again = {**of_example, "timezone": "UTC", "state": "state", "reports": "reports"}
    settings = config.check(again, "example", (folder / "en").resolve())
    shared = settings.model_copy(update={"reports": folder / "shared"})
    nightly.report_again(shared, demo.AS_OF, share=True)
    yield "share", folder / "shared" / "share.html"
    gentle = settings.model_copy(update={"gentle": True, "reports": folder / "gentle"})
    yield "gentle", nightly.report_again(gentle, demo.AS_OF).page
    for name, count in (("empty", 0), ("huge", HUGE)):
        made = generate.search(demo.AS_OF, applications=count) if count else None
        box = folder / name / "mailbox"
        if made:
            generate.write_maildir(made, box)
        else:
            for part in ("cur", "new", "tmp"):
                (box / part).mkdir(parents=True)
        yield name, nightly.run(config.check(again, name, (folder / name).resolve()), demo.AS_OF).page


if __name__ == "__main__":
    main(*sys.argv[1:])
