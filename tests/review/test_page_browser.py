"""A sitting in a real browser: Debian's Chromium, driven by playwright; axe-core looks at every page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from analyzer.config import Settings
from analyzer.corrections import Split, Via
from analyzer.labels import Label
from analyzer.review import serving
from analyzer.review.frame import Site
from tests.report.chromium import PHONE, launched
from tests.review import hostile
from tests.review.box import MAILS, Visitor, decisions, fill, force, key, serving_site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as chromium:
        yield chromium


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fill(tmp_path)


class Opened:
    """A browser that came in by the address, with every request and every word on the console."""

    def __init__(self, browser: Browser, site: Site, address: str = "", **options: Any) -> None:
        self.site = site
        self.page: Page = browser.new_context(**options).new_page()
        self.requests: list[str] = []
        self.console: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.goto(address or site.door.address)
        self.page.wait_for_url(f"**{site.door.path}")

    def press(self, name: str) -> None:
        """Presses a key that leads to another page, and waits for that."""
        with self.page.expect_navigation():
            self.page.keyboard.press(name)

    def click(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def to(self, path: str) -> None:
        self.page.goto(self.site.door.origin + self.site.door.path + path)

    def shown(self) -> str:
        return str(self.page.locator("#say input[name=mail]").get_attribute("value"))


@contextmanager
def opened(browser: Browser, settings: Settings, **options: Any) -> Iterator[Opened]:
    with serving_site(settings) as site:
        it = Opened(browser, site, **options)
        yield it
        it.page.context.close()


def test_the_token_is_gone_from_the_address(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        assert it.site.door.token not in it.page.url
        assert it.page.evaluate("document.cookie") == "", "no script can read it"
        assert it.console == []


def test_a_file_can_send_the_browser_in(browser: Browser, settings: Settings) -> None:
    """So that the token stands on no command line; what comes from a file counts as foreign at first."""
    with (
        serving_site(settings) as site,
        serving.pointer(settings.state, site.door.address) as file,
    ):
        it = Opened(browser, site, file.as_uri())
        assert "Mail 1 of 40" in it.page.title()
        it.press("1")
    assert len(decisions(settings)) == 1


def test_ten_labels_by_keyboard_with_undo_similar_company_and_split(
    browser: Browser, settings: Settings
) -> None:
    """A whole sitting: nothing but the keyboard is used."""
    with opened(browser, settings) as it:
        site, keys = it.site, it.page.keyboard
        first = it.shown()
        for name in "3215":
            it.press(name)
        assert "Mail 5 of 40" in it.page.title()
        assert it.page.get_by_text("shown without a guess").is_visible()
        it.press("0")
        assert decisions(settings)[-1].split is Split.HELD_OUT

        it.press("u")
        assert "Mail 5 of 40" in it.page.title()
        assert it.page.get_by_text("Taken back.").is_visible()
        for name in ("6", " ", "7", "8", "9", "4"):
            it.press(name)
        it.press("u")
        it.press("u")
        for name in ("2", "1", "3"):
            it.press(name)
        assert len(site.sitting.labelled) == 10

        # Company: tab to the field, type, Enter saves the names and no label.
        it.to(f"mail/{first}")
        for _ in range(80):
            keys.press("Tab")
            if it.page.evaluate("document.activeElement.name") == "company":
                break
        keys.press("Control+a")
        keys.type("1 Harbor Labs")
        it.press("Enter")
        assert force(settings)["maybe"].company == "1 Harbor Labs"
        assert force(settings)["maybe"].label is Label.INTERVIEW_INVITE

        # Split: tick a mail of the timeline, press the button.
        for _ in range(80):
            keys.press("Tab")
            if it.page.evaluate("document.activeElement.name") == "other":
                break
        keys.press("Space")
        for _ in range(80):
            keys.press("Tab")
            if it.page.evaluate("document.activeElement.textContent").startswith("Separate"):
                break
        it.press("Enter")
        assert it.page.get_by_text("kept apart").is_visible()
        assert it.console == []
    told = decisions(settings)
    assert [
        one.apart_from for one in told if one.message_id == "maybe@harbourlabs.example" and one.apart_from
    ]
    labels = {mail.label for mail in force(settings).values()}
    assert len(labels) >= 6
    assert any(one.via is Via.SIMILAR for one in told), "near-identical ones came along"


def test_a_digit_typed_into_a_field_labels_nothing(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        it.page.focus("input[name=company]")
        it.page.keyboard.type("123 u ")
        assert it.page.input_value("input[name=company]") == "123 u Harbour Labs"
    assert decisions(settings) == []


def test_space_on_a_button_presses_that_button(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        it.page.focus("button[value=offer]")
        it.press(" ")
    assert force(settings)["maybe"].label is Label.OFFER


def test_a_second_press_on_the_way_says_nothing_more(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        script = """() => { for (const key of "35")
            document.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})) }"""
        with it.page.expect_navigation():
            it.page.evaluate(script)
    assert [one.label for one in decisions(settings)] == [Label.INTERVIEW_INVITE]


def test_the_keys_can_be_turned_off(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        it.page.get_by_text("Keys", exact=True).click()
        it.click("text=Turn the keys off")
        assert it.page.locator("script").count() == 0
        it.page.keyboard.press("3")
        it.page.get_by_text("Keys", exact=True).click()
        assert it.page.get_by_text("Turn the keys on").is_visible()
    assert decisions(settings) == []


def test_all_of_it_works_without_script(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings, java_script_enabled=False) as it:
        it.click("button[value=interview_invite]")
        it.click("button[value=skip]")
        it.to(f"mail/{key(it.site, 'sorry0')}")
        assert it.page.get_by_text("also for 2 nearly identical mails").is_visible()
        it.page.get_by_text("Which ones").click()
        assert it.page.get_by_text("News of your application").nth(1).is_visible()
        it.click("button[value=rejection]")
        assert len(decisions(settings)) == 4
        it.page.get_by_text("Your last answers").click()
        it.click(".answers button")
        assert list(force(settings)) == ["maybe"]

        it.to(f"mail/{key(it.site, 'maybe')}")
        it.page.fill("input[name=company]", "Acme")
        it.page.focus("input[name=company]")
        it.press("Enter")
        assert force(settings)["maybe"].company == "Acme"
        assert len(force(settings)) == 1
        it.page.locator("input[name=other]").first.check()
        it.click("text=Separate the ticked mails")
        it.click("text=Belongs to another application")
        it.page.fill("input[name=q]", "cook")
        it.click("button:has-text('Search')")
        it.click("text=Both are one application")
        assert it.page.get_by_text("it counts there from the next report on").is_visible()

        it.click("text=All mails")
        it.page.fill("input[name=q]", "soup")
        it.click("button:has-text('Search')")
        it.click("text=Ten per cent off soup")
        it.click("button[value=other]")
        assert it.page.input_value("input[name=q]") == "soup"
        assert it.page.locator("td small").inner_text() == "said by you"


PAGES = (
    "",
    "mail/{maybe}",
    "mail/{sorry0}",
    "mail/{old}",
    "mail/{two}",
    "mail/{two}/application",
    "list",
    "list?q=none",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_fault(browser: Browser, tmp_path: Path, scheme: str, language: str) -> None:
    settings, found = fill(tmp_path, more=f'language = "{language}"'), {}
    # The page's policy lets no script of anybody else run, not even axe's: the browser is told to pass over it.
    with opened(browser, settings, color_scheme=scheme, bypass_csp=True) as it:
        names = {mail.name: key(it.site, mail.name) for mail in MAILS if mail.name != "mine"}
        for path in PAGES:
            it.to(path.format(**names))
            it.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found[path] = Axe().run(it.page).response["violations"]
        for name in "1111":
            it.to("")
            it.press(name)
        found["hidden"] = Axe().run(it.page).response["violations"]
        it.site.sitting.budget = 4
        it.to("")
        it.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert it.page.locator("pre").is_visible()
        found["end"] = Axe().run(it.page).response["violations"]
        it.to("mail/nobody")
        found["wrong"] = Axe().run(it.page).response["violations"]

    assert {path: [one["id"] for one in faults] for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_phone_never_scrolls_sideways(browser: Browser, tmp_path: Path, language: str) -> None:
    settings = fill(tmp_path, [*hostile.mails(), *MAILS], more=f'language = "{language}"')
    with opened(browser, settings, viewport=PHONE) as it:
        keys = [entry.key for entry in it.site.sitting.shelf.entries.values()]
        for path in ("", "list", f"mail/{keys[0]}/application", *(f"mail/{one}" for one in keys)):
            it.to(path)
            it.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert it.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_hostile_mail_is_inert(browser: Browser, tmp_path: Path) -> None:
    """No script, style, form, link or load out of a mail, in any field of any page."""
    mails = hostile.mails()
    settings = fill(tmp_path, mails, [mail.name for mail in mails[:3]])
    with opened(browser, settings) as it:
        door, titles = it.site.door, set()
        for entry in it.site.sitting.shelf.newest_first:
            for path in (f"mail/{entry.key}", f"mail/{entry.key}/application"):
                it.to(path)
                titles.add(it.page.title())
                assert it.page.locator("script").count() == 1
                assert (
                    it.page.locator(
                        "img, iframe, link, base, main style, svg, [onerror], [style], [src]"
                    ).count()
                    == 0
                )
                actions = it.page.eval_on_selector_all("form", "forms => forms.map(one => one.action)")
                assert all(action.startswith(door.origin + door.path) for action in actions)
                links = it.page.eval_on_selector_all("a", "links => links.map(one => one.href)")
                known = (
                    door.origin + door.path,
                    "mid:",
                    "message://%3C",
                    "https://mail.google.com/mail/u/0/#search/",
                )
                assert [link for link in links if not link.startswith(known)] == []
                text = it.page.inner_text("body")
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        it.to("list")
        assert it.page.locator("body").is_visible()
        assert "owned" not in titles
        assert all(request.startswith(door.origin) for request in it.requests)
        assert it.console == []


def test_without_the_policy_hostile_mail_is_still_inert(browser: Browser, tmp_path: Path) -> None:
    settings = fill(tmp_path, hostile.mails(), [])
    with opened(browser, settings, bypass_csp=True) as it:
        for entry in it.site.sitting.shelf.newest_first:
            it.to(f"mail/{entry.key}")
            assert it.page.title() != "owned"
        assert all(request.startswith(it.site.door.origin) for request in it.requests)


def test_the_page_warns_of_letters_that_deceive(browser: Browser, tmp_path: Path) -> None:
    settings = fill(tmp_path, hostile.mails(), [])
    with opened(browser, settings) as it:
        (entry,) = [one for one in it.site.sitting.shelf.entries.values() if "\u202e" in one.subject]
        it.to(f"mail/{entry.key}")
        assert it.page.get_by_text("Careful, this mail holds reversed text, hidden characters.").is_visible()


class Elsewhere:
    """A page of another site, in the same browser, that tries what it can."""

    def __init__(self, it: Opened, html: str) -> None:
        self.page = it.page.context.new_page()
        self.page.route(
            "http://evil.example/**", lambda route: route.fulfill(content_type="text/html", body=html)
        )
        self.page.goto("http://evil.example/")


def test_another_site_can_not_post_a_form(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        door = it.site.door
        html = f"""<form method=post action="{door.origin}{door.path}say">
            <input name=proof value="{door.form_token}"><input name=mail value="{key(it.site, "ack")}">
            <input name=label value=offer></form><script>document.forms[0].submit()</script>"""
        other = Elsewhere(it, html)
        other.page.wait_for_url(f"{door.origin}/**")
        assert "good once" in other.page.inner_text("body")
    assert decisions(settings) == []


def test_another_site_can_not_frame_the_page(browser: Browser, settings: Settings) -> None:
    """Clickjacking."""
    with opened(browser, settings) as it:
        door = it.site.door
        other = Elsewhere(
            it, f'<iframe src="{door.origin}{door.path}" onload="document.title=\'loaded\'"></iframe>'
        )
        other.page.wait_for_function("document.title == 'loaded'")
        (frame,) = [frame for frame in other.page.frames if frame != other.page.main_frame]
        assert "Harbour" not in frame.content()
        assert it.site.door.origin not in frame.url, "the browser refused to show it"


def test_another_site_can_not_read_the_page(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as it:
        door = it.site.door
        told = f"{door.origin}{door.path}"
        html = f"""<script>fetch("{told}", {{credentials: "include"}}).then(got => got.text())
            .then(text => document.title = "read " + text.length).catch(() => document.title = "refused")</script>"""
        other = Elsewhere(it, html)
        other.page.wait_for_function("document.title")
        assert other.page.title() == "refused"


def test_a_server_on_another_port_is_not_sent_the_cookie(
    browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    """Another user of the machine may listen there; cookies know no ports, but they know paths."""
    second_home = tmp_path / "second"
    second_home.mkdir()
    heard: list[str] = []
    with opened(browser, settings) as it, serving_site(fill(second_home)) as second:
        it.page.on("request", lambda request: heard.append(str(request.all_headers().get("cookie", ""))))
        it.page.goto(f"{second.door.origin}/")
        it.page.goto(f"{second.door.origin}/enter?t=guess")
    assert heard
    assert not any(it.site.door.session in cookie for cookie in heard)


def test_two_people_on_two_pages(browser: Browser, settings: Settings) -> None:
    with opened(browser, settings) as one, opened(browser, settings) as other:
        assert one.shown() == other.shown()
        one.press("3")
        other.press("5")
        one.to("")
        assert one.shown() == other.shown() != key(one.site, "maybe")
        assert force(settings)["maybe"].label is Label.REJECTION, "the newer counts"


def test_the_page_in_chinese(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, fill(tmp_path, more='language = "zh"')) as it:
        text = it.page.inner_text("body")
        assert it.page.get_attribute("html", "lang") == "zh-Hans"
        assert "第 1 封，共 40 封" in text
        assert "这封邮件是什么？" in text
        it.press("3")
        assert it.page.get_by_text("已保存。").is_visible()


def test_a_visitor_without_a_browser_can_use_the_page_too(settings: Settings) -> None:
    """The server does not depend on what only browsers send."""
    with serving_site(settings) as site:
        assert Visitor(site).say("maybe", "offer").status == 303
