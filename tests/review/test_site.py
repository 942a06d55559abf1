"""What the pages show and what the forms do, over the line."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer import trials
from analyzer.config import Settings
from analyzer.corrections import Split, Via, text_hash
from analyzer.labels import LABELS, Label
from analyzer.ledger import Ledger
from analyzer.review.frame import Site
from analyzer.store import Store
from tests.review.box import MAILS, SORRY, Mail, Visitor, decisions, fill, force, key, serving_site
from tests.test_trials import DATA, TRIAL


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fill(tmp_path)


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    with serving_site(settings) as site:
        yield site


@pytest.fixture
def guest(site: Site) -> Visitor:
    return Visitor(site)


def shown(text: str) -> str:
    """The key of the mail that a page shows."""
    found = re.search(r'name="mail" value="([0-9a-f]+)"', text)
    assert found, text
    return found[1]


# --- cards ------------------------------------------------------------------------------------------


def test_the_dearest_mail_comes_first(guest: Visitor, site: Site) -> None:
    """One in two that an interview is dismissed costs more than anything else here."""
    text = guest.see().text

    assert shown(text) == key(site, "maybe")
    assert "It looks like <strong>Other mail</strong>" in text
    assert "or else Interview (50" in text
    assert "Mail 1 of 40" in text


def test_a_card_tells_sender_date_text_and_links(guest: Visitor) -> None:
    text = guest.see().text

    assert "<strong>greenhouse-mail.io</strong>" in text, "the registered domain, not the host"
    assert "Harbour Labs Careers" in text
    assert "31 October 2026" in text
    assert 'href="mid:maybe@harbourlabs.example"' in text
    assert 'href="message://%3Cmaybe%40harbourlabs.example%3E"' in text
    assert "rfc822msgid%3Amaybe%40harbourlabs.example" in text


def test_the_deciding_sentence_is_marked_across_lines_and_its_words_within(guest: Visitor) -> None:
    text = guest.see().text
    marked = re.findall(r"<mark>(?:<b>)?([^<]*)", text)

    assert " ".join("".join(marked).split()) == "we would like to talk to you about the Data Analyst role."
    assert "<mark><b>would like to</b></mark>" in text


def test_all_ten_labels_have_a_key(guest: Visitor) -> None:
    told = re.findall(r'name="label" value="(\w+)" data-key="(\d)"', guest.see().text)

    assert told == list(zip(map(str, LABELS), "1234567890", strict=True))


@pytest.mark.parametrize("label", list(Label))
def test_each_label_is_written_down(guest: Visitor, settings: Settings, label: Label) -> None:
    answer = guest.say("maybe", label)

    assert answer.status == 303
    (told,) = decisions(settings)
    assert (told.label, told.message_id, told.via) == (label, "maybe@harbourlabs.example", Via.REVIEW)
    assert (told.model_said, told.p, told.split) == (Label.OTHER, 0.5, Split.TRAIN)
    assert told.text_hash in Ledger(settings.labels).mails(), "the text is kept for learning"


def test_what_was_labelled_is_not_asked_again(guest: Visitor, site: Site) -> None:
    guest.say("maybe", "interview_invite")

    assert shown(guest.see().text) != key(site, "maybe")


def test_a_skipped_mail_comes_no_more_and_nothing_is_written(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    guest.say("maybe", "skip")

    assert shown(guest.see().text) != key(site, "maybe")
    assert decisions(settings) == []


def through(guest: Visitor, count: int) -> list[str]:
    """Labels so many cards as `other`, one by one; gives the pages."""
    pages = []
    for _ in range(count):
        pages.append(guest.see().text)
        guest.post("say", {"mail": shown(pages[-1]), "label": "other"})
    return pages


def test_every_fifth_card_is_shown_without_its_guess_and_held_out(guest: Visitor, settings: Settings) -> None:
    pages = through(guest, 10)

    hidden = [n for n, text in enumerate(pages, 1) if "shown without a guess" in text]
    assert hidden == [5, 10]
    for n in hidden:
        assert "It looks like" not in pages[n - 1]
        assert "<mark>" not in pages[n - 1], "the marks would tell"
        assert 'class="guessed"' not in pages[n - 1]
    splits = [one.split for one in decisions(settings) if one.via is Via.REVIEW]
    assert [n for n, split in enumerate(splits, 1) if split is Split.HELD_OUT] == [5, 10]


def test_while_a_model_is_on_trial_the_drawn_cards_are_those_that_it_reads_differently(
    settings: Settings,
) -> None:
    three = next(mail.email for mail in MAILS if mail.name == "three")
    trial = replace(TRIAL, asked=(("gone@x", "h"), (three.message_id, text_hash(three))))
    trials.begin(settings.models, DATA, trial)
    with serving_site(settings) as site:
        pages = through(Visitor(site), 10)
        assert shown(pages[4]) == key(site, "three")

    assert "shown without a guess" in pages[4]
    said = [one for one in decisions(settings) if one.via is Via.REVIEW]
    assert [n for n, one in enumerate(said, 1) if one.split is Split.HELD_OUT] == [5, 10]
    assert [n for n, one in enumerate(said, 1) if one.drawn_for == trial.name] == [5]
    assert {one.drawn_for for one in said} == {None, trial.name}


def test_a_trial_against_a_model_that_is_no_longer_in_force_draws_nothing(settings: Settings) -> None:
    trials.begin(settings.models, DATA, replace(TRIAL, against="20260101-000000", asked=(("a@x", "h"),)))

    with serving_site(settings) as site:
        assert site.sitting.shelf.trial is None


def test_a_contested_mail_whose_guess_was_seen_is_an_ordinary_one(settings: Settings) -> None:
    three = next(mail.email for mail in MAILS if mail.name == "three")
    trials.begin(settings.models, DATA, replace(TRIAL, asked=((three.message_id, text_hash(three)),)))
    with serving_site(settings) as site:
        guest = Visitor(site)
        guest.see(f"mail/{key(site, 'three')}")
        guest.say("three", "other")

    (told,) = decisions(settings)
    assert (told.split, told.drawn_for) == (Split.TRAIN, None)


def test_a_mail_whose_guess_was_seen_is_not_held_out(guest: Visitor, site: Site, settings: Settings) -> None:
    through(guest, 4)
    fifth = shown(guest.see().text)
    guest.see(f"mail/{fifth}")

    assert "It looks like" in guest.see().text
    guest.post("say", {"mail": fifth, "label": "other"})
    assert decisions(settings)[-1].split is Split.TRAIN


def test_nearly_identical_mails_are_labelled_together_and_undone_together(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    text = guest.see(f"mail/{key(site, 'sorry0')}").text
    assert "also for 2 nearly identical mails" in text

    guest.say("sorry0", "rejection", similar="1")
    told = decisions(settings)
    assert [(one.message_id.partition("@")[0], one.via) for one in told] == [
        ("sorry0", Via.REVIEW),
        ("sorry1", Via.SIMILAR),
        ("sorry2", Via.SIMILAR),
    ]
    assert len({one.batch for one in told}) == 1
    assert len({one.split for one in told}) == 1

    guest.post("undo", {"batch": told[0].batch})
    assert force(settings) == {}


def test_without_the_tick_only_the_mail_itself_is_labelled(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    guest.see(f"mail/{key(site, 'sorry0')}")
    guest.say("sorry0", "rejection")

    assert list(force(settings)) == ["sorry0"]


def test_nearly_identical_mails_of_a_hidden_card_are_held_out_too(tmp_path: Path) -> None:
    dear = [mail for mail in MAILS if mail.name in ("maybe", "test", "stop", "note")]
    alike = [
        Mail(f"sorry{n}", "News", f"Dear Kim,\n\n{SORRY}", Label.REJECTION, 0.99, Label.AUTO_ACK)
        for n in range(8)
    ]
    settings = fill(tmp_path, [*dear, *alike], joined=[])
    with serving_site(settings) as site:
        guest = Visitor(site)
        through(guest, 4)
        text = guest.see().text
        assert "shown without a guess" in text
        assert "also for 7 nearly identical mails" in text
        assert "Rejection</span>" not in text, "the guesses of the others would tell"
        guest.post("say", {"mail": shown(text), "label": "rejection", "similar": "1"})
    told = decisions(settings)[4:]
    assert len(told) == 8
    assert {one.split for one in told} == {Split.HELD_OUT}


def test_undo_takes_back_the_last_of_this_sitting_and_shows_it_again(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    guest.say("maybe", "offer")
    guest.say("test", "other")
    guest.post("undo", {"batch": ""})
    assert list(force(settings)) == ["maybe"]

    answer = guest.post("undo", {"batch": ""})
    assert force(settings) == {}
    assert shown(guest.get(answer.headers["location"]).text) == key(site, "maybe")
    assert "note=nothing" in guest.post("undo", {"batch": ""}).headers["location"]


def test_the_last_ten_answers_can_be_undone_one_by_one_also_later(
    guest: Visitor, settings: Settings, site: Site
) -> None:
    through(guest, 11)
    with serving_site(settings) as tomorrow:
        other = Visitor(tomorrow)
        text = other.see().text
        batches = re.findall(r'name="batch" value="(\w+)"', text)
        assert len(batches) == 10
        assert 'data-key="u"' not in text, "nothing was done in this sitting"
        other.post("undo", {"batch": batches[3]})
    assert len(force(settings)) == 10
    site.sitting.heard.refresh()
    assert batches[3] not in {one.id for one in site.sitting.history()}


def test_undoing_twice_says_so(guest: Visitor, settings: Settings) -> None:
    guest.say("maybe", "offer")
    batch = decisions(settings)[0].batch
    guest.post("undo", {"batch": batch})

    assert "note=undone_before" in guest.post("undo", {"batch": batch}).headers["location"]
    assert len(Ledger(settings.labels).read().lines) == 2


# --- company, role, application ----------------------------------------------------------------------


def test_company_and_role_are_suggested_and_corrected(guest: Visitor, site: Site, settings: Settings) -> None:
    text = guest.see(f"mail/{key(site, 'maybe')}").text
    assert 'name="company" form="say" list="companies" value="Harbour Labs"' in text
    assert '<option value="Cook">' in text

    guest.say(
        "maybe", "names", company="Harbor Labs", company_was="Harbour Labs", role="", role_was="Data Analyst"
    )
    (told,) = decisions(settings)
    assert (told.label, told.company, told.role) == (None, "Harbor Labs", "")
    assert 'value="Harbor Labs"' in guest.see(f"mail/{key(site, 'maybe')}").text


def test_a_label_saves_the_names_that_were_typed_with_it(guest: Visitor, settings: Settings) -> None:
    guest.say("maybe", "offer", company="Acme", company_was="Harbour Labs", role="x", role_was="x")

    found = force(settings)["maybe"]
    assert (found.label, found.company, found.role) == (Label.OFFER, "Acme", None)
    assert len({one.batch for one in decisions(settings)}) == 1


def test_names_that_were_not_changed_write_nothing(guest: Visitor, settings: Settings) -> None:
    answer = guest.say("maybe", "names", company=" Acme ", company_was="Acme", role="", role_was="")

    assert "note=same" in answer.headers["location"]
    assert decisions(settings) == []


def test_names_are_cleaned(guest: Visitor, settings: Settings) -> None:
    guest.say(
        "maybe", "names", company="A\u202ecme\x1b]0;x\x07\n Ltd", company_was="", role="r" * 900, role_was=""
    )

    found = force(settings)["maybe"]
    assert found.company == "A\ufffdcme\ufffd]0;x\ufffd Ltd"
    assert found.role is not None
    assert len(found.role) == 200


def test_the_application_and_its_mails_are_told(guest: Visitor, site: Site) -> None:
    text = guest.see(f"mail/{key(site, 'maybe')}").text

    assert "Harbour Labs</bdi> – <bdi>Data Analyst" in text
    assert text.index("Thank you for applying") < text.index("Re: Thank you for applying")
    assert "this mail" in text


def test_ticked_mails_are_kept_apart_and_the_others_together(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    form = {"mail": key(site, "maybe"), "application": "first", "other": ["ack@harbourlabs.example"]}
    guest.post("split", form)

    told = decisions(settings)
    apart = {
        (one.message_id.partition("@")[0], (one.apart_from or "").partition("@")[0])
        for one in told
        if one.apart_from
    }
    same = {
        (one.message_id.partition("@")[0], (one.same_as or "").partition("@")[0])
        for one in told
        if one.same_as
    }
    assert apart == {("maybe", "ack"), ("mine", "ack"), ("sorry0", "ack")}
    assert same == {("mine", "maybe"), ("sorry0", "maybe")}
    assert len({one.batch for one in told}) == 1


def test_a_mail_is_taken_out_of_its_application(guest: Visitor, site: Site, settings: Settings) -> None:
    guest.post("split", {"mail": key(site, "maybe"), "application": "first", "all": "1"})

    told = decisions(settings)
    assert {one.message_id for one in told} == {"maybe@harbourlabs.example"}
    assert {(one.apart_from or "").partition("@")[0] for one in told} == {"ack", "mine", "sorry0"}


def test_no_tick_no_split(guest: Visitor, site: Site, settings: Settings) -> None:
    form = {
        "mail": key(site, "maybe"),
        "application": "first",
        "other": ["nobody@x", "maybe@harbourlabs.example"],
    }

    assert "note=none_ticked" in guest.post("split", form).headers["location"]
    assert decisions(settings) == []


def test_a_mail_is_moved_to_another_application(guest: Visitor, site: Site, settings: Settings) -> None:
    found = guest.see(f"mail/{key(site, 'maybe')}/application?q=cook").text
    assert "<bdi>Cook</bdi>" in found

    guest.post("move", {"mail": key(site, "maybe"), "application": "other"})
    told = decisions(settings)
    target = site.sitting.shelf.applications["other"].events[0].message_id
    assert ("maybe@harbourlabs.example", target) in {(one.message_id, one.same_as) for one in told}
    assert {(one.apart_from or "").partition("@")[0] for one in told if one.apart_from} == {
        "ack",
        "mine",
        "sorry0",
    }


def test_two_applications_become_one(guest: Visitor, site: Site, settings: Settings) -> None:
    guest.post("move", {"mail": key(site, "maybe"), "application": "other", "whole": "1"})

    told = decisions(settings)
    target = site.sitting.shelf.applications["other"].events
    spoken = {one.message_id for one in told}
    assert {f"{name}@harbourlabs.example" for name in ("ack", "mine", "maybe", "sorry0")} <= spoken
    assert {event.message_id for event in target} <= spoken | {target[0].message_id}
    assert {one.same_as for one in told} == {target[0].message_id}
    assert len({one.batch for one in told}) == 1


def test_a_mail_that_fits_several_applications_offers_them(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    text = guest.see(f"mail/{key(site, 'two')}").text

    assert "It may as well belong to:" in text
    assert text.count('name="application" value="first"') == 1
    guest.post("move", {"mail": key(site, "two"), "application": "other"})
    assert force(settings)["two"].label is None
    assert decisions(settings)[0].same_as is not None


# --- the list ---------------------------------------------------------------------------------------


def listed(text: str, site: Site) -> set[str]:
    keys = re.findall(r"/mail/([0-9a-f]{20})\?", text)
    return {site.sitting.shelf.by_key[one].message_id.partition("@")[0] for one in keys}


def test_the_list_holds_all_mails_but_ones_own(guest: Visitor, site: Site) -> None:
    assert listed(guest.see("list").text, site) == {mail.name for mail in MAILS} - {"mine"}


def test_the_list_is_searched_by_all_words(guest: Visitor, site: Site) -> None:
    assert listed(guest.see("list?q=APPLICATION+news").text, site) == {"sorry0", "sorry1", "sorry2"}
    assert "No mail fits." in guest.see("list?q=nothingofthekind").text


def test_the_list_shows_what_was_said_and_what_is_doubtful(guest: Visitor, site: Site) -> None:
    assert listed(guest.see("list?which=labelled").text, site) == set()
    guest.say("old", "offer")

    assert listed(guest.see("list?which=labelled").text, site) == {"old"}
    assert "said by you" in guest.see("list?which=labelled").text
    assert listed(guest.see("list?which=check").text, site) == {"two"}


def test_labels_that_may_be_mistakes_are_listed_the_likeliest_first(guest: Visitor, site: Site) -> None:
    assert listed(guest.see("list?which=mistaken").text, site) == set()
    ids = ["two@harbourlabs.example", "ack@harbourlabs.example", "unheard@of", "two@harbourlabs.example"]
    site.sitting.mistaken = lambda: ids

    text = guest.see("list?which=mistaken").text
    assert listed(text, site) == {"two", "ack"}
    assert text.index(key(site, "two")) < text.index(key(site, "ack"))
    site.sitting.budget = 0
    assert "Some of your labels may be mistakes" in guest.see().text


@pytest.mark.parametrize(
    "query", ["which=nonsense", "page=999999", "page=-1", "page=x", "q=" + "x" * 5000, "q=%00%ff"]
)
def test_a_list_of_nonsense_is_a_list(guest: Visitor, query: str) -> None:
    assert guest.see(f"list?{query}").status == 200


def test_from_the_list_one_comes_back_to_the_same_place(guest: Visitor, site: Site) -> None:
    text = guest.see("list?q=news&which=all").text
    address = re.findall(r'href="([^"]*/mail/[^"]*)"', text)[0].replace("&amp;", "&")
    page = guest.get(address).text
    fields = dict(re.findall(r'name="(back|which|q|page)" value="([^"]*)"', page))

    answer = guest.post("say", {"mail": shown(page), "label": "rejection", **fields})
    assert answer.headers["location"].startswith(site.door.path + "list?")
    assert "q=news" in answer.headers["location"]


def test_a_mail_without_text_can_be_labelled(guest: Visitor, site: Site, settings: Settings) -> None:
    assert "The text of this mail is not kept" in guest.see(f"mail/{key(site, 'old')}").text

    guest.say("old", "rejection")
    assert force(settings)["old"].label is Label.REJECTION


# --- the end ----------------------------------------------------------------------------------------


def test_after_the_budget_it_is_enough_for_today(guest: Visitor, site: Site) -> None:
    site.sitting.budget = 3
    through(guest, 3)
    text = guest.see().text

    assert "That is enough for today" in text
    assert "You looked at 3 mails." in text
    assert "rejection-analyzer report" in text
    guest.post("more", {})
    assert "Mail 4 of 23" in guest.see().text


def test_when_nothing_is_left_it_says_so(guest: Visitor) -> None:
    through(guest, 11)

    text = guest.see().text
    assert "Nothing is left to look at" in text
    assert "2 are kept aside to test new models." in text


def test_an_empty_mailbox_is_no_error(tmp_path: Path) -> None:
    with serving_site(fill(tmp_path, [], [])) as site:
        text = Visitor(site).see().text
    assert "There is no mail to ask about yet" in text


# --- somebody else writes too -----------------------------------------------------------------------


def test_a_mail_labelled_elsewhere_is_not_asked_about(guest: Visitor, site: Site, settings: Settings) -> None:
    with serving_site(settings) as second:
        colleague = Visitor(second)
        assert shown(colleague.see().text) == shown(guest.see().text)
        guest.say("maybe", "offer")

        assert shown(colleague.see().text) != key(site, "maybe")
        colleague.say("test", "assessment")
    assert list(force(settings)) == ["maybe", "test"]
    assert shown(guest.see().text) not in (key(site, "maybe"), key(site, "test"))


def test_the_newer_of_two_answers_counts(guest: Visitor, settings: Settings) -> None:
    with serving_site(settings) as second:
        colleague = Visitor(second)
        guest.say("maybe", "offer")
        colleague.say("maybe", "rejection")
    assert force(settings)["maybe"].label is Label.REJECTION


def test_lines_edited_by_hand_count_and_broken_ones_are_told(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    guest.say("maybe", "offer")
    with settings.labels.open("a") as file:
        file.write("# a remark\n\n{broken\n")

    text = guest.see().text
    assert "1 line of the file of your answers cannot be read" in text
    assert "line 4" in text
    settings.labels.write_text("")
    assert shown(guest.see().text) == key(site, "maybe")
    assert "cannot be read" not in guest.see().text


def test_an_answer_that_can_not_be_written_is_not_pretended(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    settings.labels.mkdir()
    answer = guest.say("maybe", "offer")

    assert answer.status == 500
    assert "labels.jsonl" in answer.text
    assert "Nothing was saved." in answer.text
    settings.labels.rmdir()
    assert shown(guest.see().text) == key(site, "maybe")
    assert "Mail 1 of 40" in guest.see().text


def test_a_full_disk_is_told(guest: Visitor, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    answer = guest.say("maybe", "offer")

    assert answer.status == 500
    assert "No space left on device" in answer.text


def test_a_mail_that_is_gone_meanwhile_is_told_and_passed_over(
    guest: Visitor, site: Site, settings: Settings
) -> None:
    with Store(settings.state / "mail.db") as store:
        store.save_readings(
            1, [(entry.id, "gone") for entry in site.sitting.shelf.by_message["maybe@harbourlabs.example"]]
        )

    assert "no longer in the database" in guest.see().text
    assert shown(guest.see().text) != key(site, "maybe")
    guest.say("maybe", "offer")
    assert force(settings)["maybe"].label is Label.OFFER


def test_the_database_is_never_written_nor_locked(guest: Visitor, settings: Settings) -> None:
    path = settings.state / "mail.db"
    before = path.read_bytes()
    guest.see()
    with Store(path) as store:
        store.set_notes({"a night": "writes meanwhile"})
        guest.see()
        guest.say("maybe", "offer")
    assert path.exists()
    path.write_bytes(before)
    assert guest.see().status == 200


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("say", {"mail": "nobody", "label": "offer"}),
        ("say", {"label": "offer"}),
        ("say", {"mail": "{ack}", "label": "root"}),
        ("say", {"mail": "{ack}", "label": ""}),
        ("say", {"mail": "{ack}"}),
        ("undo", {"batch": "unheard"}),
        ("split", {"mail": "{ack}", "application": "nothing"}),
        ("move", {"mail": "{ack}"}),
        ("move", {"mail": "nobody", "application": "first"}),
    ],
    ids=repr,
)
def test_a_form_of_nonsense_is_refused_plainly(
    guest: Visitor, site: Site, settings: Settings, path: str, form: dict[str, str]
) -> None:
    answer = guest.post(path, {name: value.format(ack=key(site, "ack")) for name, value in form.items()})

    assert answer.status == 400
    assert "something that this program does not know" in answer.text
    assert decisions(settings) == []


def test_an_unknown_mail_or_page_is_not_found(guest: Visitor) -> None:
    assert guest.see("mail/nobody").status == 404
    assert guest.see("mail/..%2f..%2fetc%2fpasswd").status == 404
    assert guest.see("elsewhere").status == 404


def test_a_mistake_of_ours_tells_nothing_of_the_mail(
    guest: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("\x1b]0;secret of a mail\x07")

    monkeypatch.setattr(site.sitting, "reads", fails)
    answer = guest.see()

    assert answer.status == 500
    assert "secret" not in answer.text + caplog.text
    assert "ValueError" in caplog.text
