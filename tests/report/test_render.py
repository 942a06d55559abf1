import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import UTC, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import analyzer.report
from analyzer.domain import Application, Doubt, Event, Silence
from analyzer.labels import KnownBy, Label
from analyzer.report.schema import to_json
from tests.report import hostile
from tests.report.builders import COVERAGE, NOW, UNTIL, application, event, report, search
from tests.report.pages import page

TEMPLATES = Path(analyzer.report.__file__).parent / "templates"
VOID = {"meta", "br", "img", "input", "link", "hr"}


def _page(apps: list[Application], language: str = "en", unsure: tuple[Event, ...] = ()) -> str:
    assert language in {"en", "zh"}
    return page(report(apps, language, unsure), apps, "zh" if language == "zh" else "en", UTC)


class _Tags(HTMLParser):
    """Tags with their attributes, ids, and what links point to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get("id"))]

    @property
    def links(self) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get("href"))]


@pytest.fixture(scope="module")
def large() -> str:
    return _page(search())


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_no_template_marks_text_as_safe_or_leaves_an_attribute_unquoted(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|<script|\bon\w+=|style=", source)
    assert not re.search(r"=\{\{", source)


def test_the_policy_stands_first_and_names_the_only_stylesheet(large: str) -> None:
    head = large[large.index("<head>") + len("<head>") :].lstrip()
    policy = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', head)
    style = re.search(r"<style>(.*?)</style>", large, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert (
        policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert '<meta name="referrer" content="no-referrer">' in large
    assert large.index("charset") < 1024


def test_nothing_is_run_or_loaded(large: str) -> None:
    tags = _Tags(large).tags
    assert not {tag for tag, _ in tags} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "image",
    }
    assert not [
        name for _, attrs in tags for name in attrs if name.startswith("on") or name in {"style", "src"}
    ]


def test_links_lead_within_the_page_or_to_the_mail(large: str) -> None:
    found = _Tags(large)
    outward = {link.split(":", 1)[0] for link in found.links if not link.startswith("#")}
    assert outward == {"mid", "https"}
    assert all(
        link.startswith("https://mail.google.com/mail/") for link in found.links if link.startswith("http")
    )
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_every_headline_number_leads_to_exactly_as_many_applications() -> None:
    html = _page(search(200))
    tiles = re.findall(r'<a href="#(behind-\w+)"><b>(\d+)</b>', html)
    assert len(tiles) == 4
    for anchor, number in tiles:
        listed = re.search(rf'<ul id="{anchor}">(.*?)</ul>', html, re.DOTALL)
        assert listed
        assert listed[1].count("<li>") == int(number)


def test_the_numbers_of_the_page_are_those_of_the_json() -> None:
    apps = search(200)
    found = report(apps)
    html = page(found, apps, "en", UTC)
    rates = [
        rate for rate in found.rates if rate.group == "all" and rate.day == 60 and rate.estimate is not None
    ]
    for rate in rates[:2]:
        assert rate.estimate is not None
        assert f"{rate.estimate * 100:.0f}\u00a0%" in html
    assert f"<b>{found.totals.stages.interview}</b> reached an interview" in html


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [0, 1, 3, 5, 12])
def test_a_small_search_gives_a_whole_page(count: int, language: str) -> None:
    html = _page(search(count, seed=count), language)
    assert html.rstrip().endswith("</html>")
    found = _Tags(html)
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    assert not re.search(r"\b(?:None|nan|null|Undefined)\b", text)


def test_an_empty_mailbox_says_what_to_expect() -> None:
    html = _page([])
    assert "No application has been seen yet." in html
    assert "Nothing is waiting for you." in html
    assert 'href="#funnel"' not in html


def test_the_page_names_its_language() -> None:
    assert '<html lang="en">' in _page([])
    assert '<html lang="zh-Hans">' in _page([], "zh")


def test_hostile_text_stays_text() -> None:
    plain = _page([replace(app, company="A", role="B") for app in hostile.applications()])
    html = _page(hostile.applications(), unsure=hostile.UNSURE)
    found = _Tags(html)
    assert (
        not {tag for tag, _ in found.tags}
        - {tag for tag, _ in _Tags(plain).tags}
        - {"ul", "li", "q", "small"}
    )
    assert {link for link in found.links if ":" in link} == {
        link for link in found.links if link.startswith(("mid:", "https://mail.google.com/mail/u/0/#search/"))
    }
    assert "{{ 7 * 7 }}" in unescape(html)
    assert not set("\u202e\u2066\u200b") & set(html)
    assert "reversed text" in html


def test_a_mail_shows_its_date_label_sentence_domain_and_confidence() -> None:
    app = application((Label.AUTO_ACK, 0), (Label.REJECTION, 9))
    html = unescape(_page([app]))
    (row,) = [line for line in html.splitlines() if ">Rejection</a>" in line]
    when = f"{app.events[1].at:%Y-%m-%d}"
    assert all(
        part in row for part in (when, "97\u00a0%", "Your application", "It says so.", "nordlicht.example")
    )
    assert f'href="mid:{app.events[1].message_id}"' in row
    assert "rfc822msgid" in row


def test_what_the_user_said_is_marked_as_said_by_the_user() -> None:
    app = application((Label.AUTO_ACK, 0))
    said = replace(app, events=(replace(app.events[0], by="user"),))
    assert "said by you" in _page([said])


def test_only_a_search_read_too_long_ago_is_marked() -> None:
    apps = [application((Label.AUTO_ACK, 0))]
    assert "was last read on" not in page(report(apps), apps, "en", UTC)
    late = report(apps, generated_at=NOW + timedelta(days=3))
    assert "The mailbox was last read on 20 November 2026, 03:00" in page(late, apps, "en", UTC)


def test_applications_known_only_by_their_answer_are_stated() -> None:
    apps = [application((Label.REJECTION, 1), known_by=KnownBy.REPLY) for _ in range(3)]
    assert "3 applications are known only because an answer came." in _page(apps)


def test_failed_mails_and_unread_folders_are_stated() -> None:
    html = page(
        report([], coverage=(*COVERAGE, replace(COVERAGE[0], folder="Old", last_success=None))), [], "en", UTC
    )
    assert "4 mails could not be fetched" in html
    assert "never" in html


def test_unsure_mails_are_shown_apart_and_counted_nowhere() -> None:
    unsure = (event(Label.OFFER, UNTIL, sure=False, message_id="u@x.example"),)
    html = _page([application((Label.AUTO_ACK, 0))], unsure=unsure)
    assert "1 mail that could not be told for sure" in html
    assert "<b>0</b> offers" in html


def test_a_mail_that_fits_several_applications_leads_to_each() -> None:
    apps = [
        application((Label.AUTO_ACK, 0), age=age, role=role) for age, role in ((30, "Baker"), (20, "Cook"))
    ]
    doubt = Doubt(event(Label.REJECTION, UNTIL, message_id="d@x.example"), tuple(app.id for app in apps))
    made = report(apps, doubts=[doubt])
    html = page(made, apps, "en", UTC)

    assert "1 mail that may belong to another application" in html
    assert (
        '<a href="#a1"><bdi>Baker</bdi> (2026-10-21)</a> · <a href="#a2"><bdi>Cook</bdi> (2026-10-31)</a>'
        in html
    )
    assert "1 封可能属于其他投递的邮件" in page(made, apps, "zh", UTC)


def test_an_agency_is_named_beside_its_client() -> None:
    page = _page([application((Label.AUTO_ACK, 0), agency="Harbour Staffing")])
    alone = application((Label.AUTO_ACK, 0), agency="Harbour Staffing", company="Harbour Staffing")

    assert "Through the agency <bdi>Harbour Staffing</bdi>" in page
    assert "it does not say for whom" in _page([alone])
    assert "招聘中介，未说明雇主" in _page([alone], "zh")


def test_days_are_those_of_the_users_time_zone() -> None:
    app = application((Label.AUTO_ACK, 0), age=0.4)
    found = report([app])
    assert (
        "2026-11-20"
        not in page(found, [app], "en", UTC).split('id="applications"')[1].split('id="coverage"')[0]
    )
    assert "2026-11-20" in page(found, [app], "en", ZoneInfo("Pacific/Auckland"))


@pytest.mark.parametrize(
    ("silence", "says"),
    [
        (Silence(47, "own curve"), "Silence up to day 47 is still normal"),
        (Silence(90, "own curve"), "Answers come late in your search."),
        (Silence(45, "default"), "Until they do, this report calls it silent after 45 days."),
    ],
)
def test_the_silence_that_is_normal_is_told_with_its_source(silence: Silence, says: str) -> None:
    apps = [application((Label.AUTO_ACK, 0))]
    assert says in page(report(apps, silence=silence), apps, "en", UTC)


def test_the_same_report_gives_the_same_page() -> None:
    apps = search(40)
    assert _page(apps) == _page(apps)


def test_600_applications_are_a_page_of_at_most_600_kilobytes_made_in_5_seconds() -> None:
    apps = search()
    started = time.perf_counter()
    found = report(apps)
    html = page(found, apps, "en", UTC)
    to_json(found)
    assert time.perf_counter() - started < 5
    assert len(html.encode()) <= 600_000


def test_links_to_gmail_are_there_only_for_mail_of_gmail() -> None:
    apps = search(40)
    found = report(apps)

    assert "rfc822msgid" in page(found, apps, "en", UTC)
    assert "rfc822msgid" not in page(found, apps, "en", UTC, gmail=False)


def test_an_open_application_says_what_waiting_may_bring() -> None:
    apps = search(400)
    found = report(apps)
    html = page(found, apps, "en", UTC)

    assert html.count("<p>Next 30 days: answer ") == sum(row.chance is not None for row in found.applications)
    assert "未来 30 天：答复" in page(report(apps, "zh"), apps, "zh", UTC)


def test_all_applications_are_listed_once_more_by_company() -> None:
    html = page(report(search(60)), search(60), "en", UTC)
    listed = re.search(r'<dl class="order">(.*?)</dl>', html, re.DOTALL)

    assert listed
    assert listed[1].count("<a href=") == 60
