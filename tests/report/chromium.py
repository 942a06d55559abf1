"""Debian's Chromium, driven by playwright, and what it must not find on a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 375, "height": 812}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser; without it the test is skipped, but fails where all tests must run."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


class Opened:
    """A page opened from a file, with every request and every word on the console."""

    def __init__(self, browser: Browser, path: Path, **options: Any) -> None:
        self.page: Page = browser.new_context(**options).new_page()
        self.requests: list[str] = []
        self.console: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def open_all(self) -> None:
        """Unfolds everything that is folded."""
        self.run("document.querySelectorAll('details').forEach(d => d.open = true)")

    @property
    def is_quiet(self) -> bool:
        """Whether nothing but the page was asked for, and nothing was complained of."""
        return self.requests == [self.address] and self.console == []

    def barriers(self, part: str | None = None) -> list[str]:
        """What axe-core finds that keeps somebody from using the page, or the part of it."""
        found = Axe().run(self.page, part)
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
