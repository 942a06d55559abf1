"""Searches and names at the edge make a good page too: on a phone, without a script, for everybody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analyzer.domain import Application, Clues, Event
from analyzer.labels import KnownBy, Label, Outcome, Stage
from analyzer.report import share
from analyzer.report.history import Night
from tests.report import hostile
from tests.report.builders import NOW, UNTIL, application, report, search
from tests.report.chromium import PHONE, Opened
from tests.report.pages import page

ACK, TALK, NO = Label.AUTO_ACK, Label.INTERVIEW_INVITE, Label.REJECTION
ODD_NAMES = (
    "N" * 300,
    "公司" * 150,
    "https://jobs.example/" + "a" * 280,
    "Acme\u202egnp.exe\u202c \u2066x\u2069",
    "A\u200bc\u200dm\u00ade\ufeff",
    "</script><script>document.title='owned'</script>",
    "</style><style>*{display:none}",
    '=HYPERLINK("http://192.0.2.1","x")',
    "Z̸̢̛͇͎̰͚" + "\u0336" * 60,
    "شركة النور للتقنية",
    "חברה \u200f(בע״מ)",
    "\ud800 alone",
    "\0\x1b[2J\r\n\t",
    "👩‍💻" * 40,
    "&lt;b&gt; &amp; {{ 7 * 7 }} %s %(x)s",
    " ",
)


def _named() -> list[Application]:
    return [
        replace(_every(one, name), company=name, role=name, agency=name * (number % 2), system=name)
        for number, name in enumerate(ODD_NAMES)
        for one in [application((ACK, 0), (TALK, 2), (NO, 9), age=12 + number)]
    ]


def _every(one: Application, name: str) -> Application:
    mails = tuple(replace(mail, subject=name, why=(name,), clues=Clues(name, name)) for mail in one.events)
    return replace(one, events=mails)


def _silent() -> list[Application]:
    return [application((ACK, 0), age=90 + n) for n in range(40)]


def _rejected() -> list[Application]:
    return [application((ACK, 0), (NO, 5 + n % 9), age=20 + n) for n in range(40)]


def _offers() -> list[Application]:
    return [application((ACK, 0), (Label.OFFER, 5 + n), age=20 + n) for n in range(12)]


def _far_dates() -> list[Application]:
    return [
        _moved(one, at)
        for at in (datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
        for one in [application((ACK, 0), (TALK, 3), age=20) for _ in range(4)]
    ] + search(30)


def _moved(one: Application, to: datetime) -> Application:
    by = to - one.applied_at
    return replace(
        one,
        applied_at=to,
        last_event_at=one.last_event_at + by,
        waiting_since=one.waiting_since + by,
        first_answer_at=one.first_answer_at and one.first_answer_at + by,
        events=tuple(replace(mail, at=mail.at + by) for mail in one.events),
    )


def _listed() -> list[Application]:
    return [replace(one, known_by=KnownBy.LIST, events=()) for one in _silent()]


SEARCHES: dict[str, Callable[[], list[Application]]] = {
    "none": list,
    "one": lambda: search(1),
    "three": lambda: search(3),
    "all silent": _silent,
    "all rejected": _rejected,
    "only offers": _offers,
    "only a list": _listed,
    "odd names": _named,
    "hostile": hostile.applications,
    "dates out of range": _far_dates,
    "many": lambda: search(200),
}
#: Every search as it is, and in another way where that could matter.
CASES = [
    *((kind, "en") for kind in SEARCHES),
    *((kind, "zh") for kind in ("none", "odd names", "many")),
    *((kind, "gentle") for kind in ("all rejected", "only offers", "many")),
    *((kind, "share") for kind in ("none", "three", "odd names", "many")),
]
PAST = (Night(NOW - timedelta(days=8), {"applications": 3, "answered": 1}, "x"),)


def _page(
    path: Path,
    applications: Sequence[Application],
    *,
    chinese: bool = False,
    gentle: bool = False,
    unsure: tuple[Event, ...] = hostile.UNSURE,
) -> Path:
    language = "zh" if chinese else "en"
    found = report(applications, language, unsure)
    html = page(found, applications, "zh" if chinese else "en", UTC, past=PAST, gentle=gentle)
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize(("kind", "way"), CASES)
def test_it_is_a_good_page(browser: Browser, tmp_path: Path, kind: str, way: str) -> None:
    applications = SEARCHES[kind]()
    if way == "share":
        path = tmp_path / "share.html"
        made = share.files(report(applications), applications, "en", UTC)["share.html"]
        assert isinstance(made, str)
        path.write_text(made, encoding="utf-8")
    else:
        path = _page(tmp_path / "page.html", applications, chinese=way == "zh", gentle=way == "gentle")

    opened = Opened(browser, path, viewport=PHONE)
    opened.open_all()
    assert opened.run("document.documentElement.scrollWidth") <= PHONE["width"]
    assert opened.is_quiet
    assert opened.barriers() == []
    assert opened.page.title() in {"Where your search stands", "求职进展", "A job search in numbers"}
    bare = Opened(browser, path, java_script_enabled=False)
    assert bare.is_quiet
    assert bare.page.locator("main h2").first.is_visible()
    assert bare.page.locator("footer").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_for_everybody_in_light_and_dark_on_a_wide_screen(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    opened = Opened(browser, _page(tmp_path / "page.html", search(150)), color_scheme=scheme)

    assert opened.barriers() == []
    opened.open_all()
    assert opened.barriers() == []


def test_twenty_thousand_applications_still_open(browser: Browser, tmp_path: Path) -> None:
    path = _page(tmp_path / "page.html", search(20_000))
    opened = Opened(browser, path, viewport=PHONE)

    assert opened.is_quiet
    assert opened.run("document.documentElement.scrollWidth") <= PHONE["width"]
    assert opened.page.get_by_text("20000").first.is_visible()
    opened.page.locator("details.group > summary").last.click()
    assert opened.page.locator("details.group").last.locator(".entries > details").first.is_visible()
    # axe-core takes minutes for half a million elements; the lines are all of one kind.
    rest = ".entries > details:nth-child(n+9), .behind li:nth-child(n+9)"
    opened.run(f"document.querySelectorAll('{rest}').forEach(line => line.remove())")
    assert opened.barriers() == []


# --- gentle -----------------------------------------------------------------------------------------


def test_the_gentle_page_names_no_rejected_application_and_all_its_numbers(
    browser: Browser, tmp_path: Path
) -> None:
    applications = [
        replace(one, company="Sorry Ltd" if one.outcome is Outcome.REJECTED else "Else Ltd")
        for one in search(150)
    ]
    opened = Opened(browser, _page(tmp_path / "page.html", applications, gentle=True))
    full = Opened(browser, _page(tmp_path / "full.html", applications))
    opened.open_all()

    assert "Sorry Ltd" in (full.page.text_content("body") or "")
    assert "Sorry Ltd" not in (opened.page.text_content("body") or "")
    for part in (".tiles", "#far table", "#funnel", "#dropout", "#reasons"):
        assert opened.page.locator(part).first.text_content() == full.page.locator(part).first.text_content()
    rejected = sum(one.outcome is Outcome.REJECTED for one in applications)
    assert f"{rejected} are counted here and in every number" in (opened.page.text_content("body") or "")
    targets = opened.run(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
    )
    ids = set(opened.run("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    assert set(targets) <= ids


def test_a_rejection_within_another_story_is_without_words() -> None:
    again = application((ACK, 0), (NO, 5), (TALK, 9), age=20)
    told = replace(
        again,
        outcome=Outcome.IN_PROGRESS,
        stage=Stage.INTERVIEW,
        events=tuple(
            replace(mail, subject=f"Subject {mail.label}", why=(f"Because {mail.label}",))
            for mail in again.events
        ),
    )
    html = page(report([told]), [told], "en", UTC, gentle=True)

    assert "Because interview_invite" in html
    assert "Because rejection" not in html
    assert "Subject rejection" not in html
    assert told.applied_at < UNTIL
