"""What is said on the page is in the next report: a night, a sitting, the report again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from analyzer import config, nightly
from analyzer.config import Settings
from analyzer.review import serving
from analyzer.review.frame import Site
from tests import mails
from tests.mails import NOW
from tests.review.box import Visitor, serving_site

ACK, REJECTION, INVITE, LUNCH = (str(mail["Message-ID"]).strip("<>") for mail in mails.SEARCH)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    found = config.load(mails.config(tmp_path))
    nightly.run(found, NOW)
    return found


def applications(settings: Settings) -> dict[str, dict[str, Any]]:
    nightly.report_again(settings, NOW)
    told = json.loads((settings.reports / "report.json").read_text("utf-8"))
    return {row["company"]: row for row in told["applications"]}


def key(site: Site, message_id: str) -> str:
    (entry,) = site.sitting.shelf.by_message[message_id]
    return entry.key


def test_a_label_a_company_and_a_split_are_in_the_next_report(settings: Settings) -> None:
    before = applications(settings)
    assert before["Harbour Labs"]["outcome"] == "rejected"

    with serving_site(settings) as site:
        guest = Visitor(site)
        (home,) = site.sitting.shelf.lies_in(REJECTION)
        guest.post(
            "say", {"mail": key(site, INVITE), "label": "offer", "company": "Bluefin", "company_was": ""}
        )
        guest.post("split", {"mail": key(site, REJECTION), "application": home.id, "all": "1"})

    after = applications(settings)
    assert after["Bluefin"]["outcome"] == "offer"
    told = json.loads((settings.reports / "report.json").read_text("utf-8"))["applications"]
    assert sorted(row["outcome"] for row in told if row["company"] == "Harbour Labs") != ["rejected"]
    assert len(told) == 3


def test_undo_gives_the_report_back(settings: Settings) -> None:
    before = applications(settings)
    with serving_site(settings) as site:
        guest = Visitor(site)
        guest.post("say", {"mail": key(site, ACK), "label": "other"})
        guest.post("undo", {})

    assert applications(settings) == before


def test_all_of_it_survives_the_loss_of_the_database(settings: Settings) -> None:
    with serving_site(settings) as site:
        Visitor(site).post(
            "say", {"mail": key(site, LUNCH), "label": "offer", "company": "Jo & Co", "company_was": ""}
        )
    said = applications(settings)
    assert said["Jo & Co"]["outcome"] == "offer"

    shutil.rmtree(settings.state)
    nightly.run(settings, NOW)
    assert applications(settings) == said
    site = serving.site_of(settings, 1)
    labelled = {site.sitting.shelf.entries[id_].message_id for id_ in site.sitting.heard.labels}
    assert labelled == {LUNCH}
