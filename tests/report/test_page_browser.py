"""The page in a real browser: Debian's Chromium, driven by playwright."""

from datetime import UTC
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analyzer.domain import Application, Event
from tests.report import hostile
from tests.report.builders import report, search
from tests.report.chromium import PHONE, Opened
from tests.report.pages import page


def _write(
    path: Path, apps: list[Application], unsure: tuple[Event, ...] = (), *, chinese: bool = False
) -> Path:
    found = report(apps, "zh" if chinese else "en", unsure)
    path.write_text(page(found, apps, "zh" if chinese else "en", UTC), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    return _write(folder / "whole.html", search(250))


@pytest.fixture(scope="module")
def attacked(folder: Path) -> Path:
    return _write(folder / "attacked.html", hostile.applications(), hostile.UNSURE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_requested_and_nothing_is_complained_of(
    browser: Browser, whole: Path, scheme: str
) -> None:
    opened = Opened(browser, whole, color_scheme=scheme)
    assert opened.requests == [opened.address]
    assert opened.console == []


def test_the_style_is_applied_under_the_policy(browser: Browser, whole: Path) -> None:
    opened = Opened(browser, whole)
    assert opened.run("getComputedStyle(document.querySelector('.tiles')).display") == "grid"
    assert opened.run("document.querySelectorAll('svg').length") == 4


def test_with_javascript_off_all_is_there(browser: Browser, whole: Path) -> None:
    opened = Opened(browser, whole, java_script_enabled=False)
    assert opened.page.locator("h2").count() == opened.page.locator("nav a").count()
    opened.page.locator("details.group > summary").nth(2).click()
    assert opened.page.locator("details.group").nth(2).locator(".entries > details").first.is_visible()


@pytest.mark.parametrize("chinese", [False, True], ids=["en", "zh"])
def test_a_phone_never_scrolls_sideways(browser: Browser, folder: Path, *, chinese: bool) -> None:
    path = _write(folder / f"phone{chinese}.html", search(120), chinese=chinese)
    opened = Opened(browser, path, viewport=PHONE)
    opened.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.run("document.documentElement.scrollWidth") <= PHONE["width"]


def test_hostile_names_do_not_widen_a_phone(browser: Browser, attacked: Path) -> None:
    opened = Opened(browser, attacked, viewport=PHONE)
    opened.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.run("document.documentElement.scrollWidth") <= PHONE["width"]


def _luminance(opened: Opened, selector: str, attribute: str) -> float:
    script = (
        f"getComputedStyle(document.querySelector('{selector}')).{attribute}.match(/[0-9.]+/g).map(Number)"
    )
    red, green, blue = (
        value / 3294.6 if value <= 10.31 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in opened.run(script)[:3]
    )
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance


def _contrast(opened: Opened, selector: str, attribute: str = "color") -> float:
    """Of the text against the page (WCAG 2.2, 1.4.3)."""
    first, second = _luminance(opened, selector, attribute), _luminance(opened, "body", "backgroundColor")
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_in_dark(browser: Browser, whole: Path, scheme: str) -> None:
    opened = Opened(browser, whole, color_scheme=scheme)
    assert all(
        _contrast(opened, part) >= 4.5 for part in ("body", ".dates", "nav a", "figcaption", ".numbers th")
    )
    assert _contrast(opened, "svg text", "fill") < 1.1, "the first text of the funnel is its halo"
    assert _contrast(opened, ".drawing g text:not([stroke])", "fill") >= 4.5


def test_dark_differs_from_light(browser: Browser, whole: Path) -> None:
    light, dark = (Opened(browser, whole, color_scheme=scheme) for scheme in ("light", "dark"))
    for selector, attribute in (
        ("body", "backgroundColor"),
        ("body", "color"),
        ("svg rect, svg path[fill]", "fill"),
    ):
        script = f"getComputedStyle(document.querySelector('{selector}')).{attribute}"
        assert light.run(script) != dark.run(script)


def test_a_headline_number_opens_the_list_and_the_list_the_application(browser: Browser, whole: Path) -> None:
    opened = Opened(browser, whole)
    opened.page.click("a[href='#behind-interview']")
    assert opened.page.locator("#behind-interview").is_visible()
    opened.page.locator("#behind-interview a").first.click()
    assert opened.page.locator(":target > summary").is_visible()


def test_hostile_text_is_inert(browser: Browser, attacked: Path) -> None:
    opened = Opened(browser, attacked)
    opened.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.hover("main")
    assert opened.page.url == opened.address
    assert opened.requests == [opened.address]
    assert opened.console == []
    assert opened.page.title() == "Where your search stands"
    assert (
        opened.page.locator("script, img, iframe, link, base, main meta, main style, image, animate").count()
        == 0
    )
    assert opened.page.locator("[onerror], [onmouseover], [style], [src]").count() == 0
    assert opened.page.get_by_text("<script>document.title='owned'</script>").first.is_visible()


def test_without_the_policy_hostile_text_is_still_inert(
    browser: Browser, attacked: Path, folder: Path
) -> None:
    bare = folder / "bare.html"
    html = attacked.read_text("utf-8")
    bare.write_text(html.replace("Content-Security-Policy", "X-Nothing"), encoding="utf-8")
    opened = Opened(browser, bare)
    assert opened.requests == [opened.address]
    assert opened.page.title() == "Where your search stands"


def test_the_page_prints_in_light_without_navigation(browser: Browser, whole: Path) -> None:
    opened = Opened(browser, whole, color_scheme="dark")
    opened.page.emulate_media(media="print")
    assert opened.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not opened.page.locator("nav").is_visible()
    assert len(opened.page.pdf(format="A4")) > 10_000
