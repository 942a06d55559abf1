"""Which headers are worth fetching the text for."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Head
from analyzer.track import screen
from analyzer.track.screen import Screen
from analyzer.track.text import is_cjk
from tests.track.builders import ME, email


def head(
    subject: str = "",
    ends: str = "Fern Shop <news@fernshop.example>",
    *,
    bulk: bool = True,
    listed: bool = False,
    message_id: str = "m1",
    thread: tuple[str, ...] = (),
    to: str = "robin@example.org",
) -> Head:
    return Head(message_id, thread, subject, ends, to, bulk, listed)


@pytest.mark.parametrize(
    "subject",
    [
        "Thank you for applying to Fern",
        "Your interview on Tuesday",
        "Ihre Bewerbung bei Fern",
        "Votre candidature",
        "您的面试安排",
        "應徵結果通知",
        "選考結果のお知らせ",
        "서류 전형 결과",
        "Twoja aplikacja",
        "School Office Assistant",
        "Next steps",
    ],
)
def test_a_subject_of_work_is_wanted_even_of_mail_sent_to_many(subject: str) -> None:
    assert Screen().passes(head(subject))


@pytest.mark.parametrize(
    "ends",
    [
        "Fern <no-reply@greenhouse.io>",
        "Fern Careers <no-reply@fern.example>",
        "Fern <recruiting@fern.example>",
        "Fern <talent_team@fern.example>",
        "山岚招聘 <hr@shanlan.example>",
    ],
)
def test_a_sender_of_work_is_wanted(ends: str) -> None:
    assert Screen().passes(head("An update", ends))


@pytest.mark.parametrize(
    "subject", ["New in this week", "周末特惠", "Half price on tea", "Your weekly digest", ""]
)
def test_what_is_sent_to_many_and_speaks_of_no_work_is_not(subject: str) -> None:
    assert not Screen().passes(head(subject))


def test_mail_to_one_person_is_always_wanted() -> None:
    assert Screen().passes(head("Hello", "Dana Oak <dana@freemail.example>", bulk=False))


def test_job_alerts_are_not_wanted_unless_they_speak_of_an_application() -> None:
    alerts = "LinkedIn Job Alerts <jobalerts-noreply@linkedin.com>"
    assert not Screen().passes(head("5 new jobs for you", alerts))
    assert Screen().passes(head("Your application was sent", alerts))


def test_a_company_that_wrote_about_an_application_is_known_from_then_on() -> None:
    screen = Screen()
    later = head("An update from us", "Fern <hello@news.fern.example>")
    assert not screen.passes(later)
    assert screen.passes(head("Your application", "Fern <jobs@fern.example>"))
    assert screen.passes(later)


def test_a_list_that_speaks_of_work_once_makes_nobody_known() -> None:
    screen = Screen()
    assert screen.passes(head("Interview with a gardener", listed=True))
    assert not screen.passes(head("Half price on tea"))


def test_a_shop_with_a_loose_word_is_looked_at_and_not_known_from_then_on() -> None:
    screen = Screen()
    assert screen.passes(head("You are invited"))
    assert not screen.passes(head("Half price on tea"))


def test_a_mail_in_a_known_thread_is_wanted() -> None:
    screen = Screen()
    screen.passes(head("Your application", message_id="first"))
    assert screen.passes(head("Re: hello", "Other <x@other.example>", thread=("first",)))


def test_whom_the_user_wrote_to_is_known() -> None:
    screen = Screen(frozenset({"robin@example.org"}))
    screen.passes(head("Hello", "Robin <Robin@example.org>", to="dana@fern.example", bulk=False))
    assert screen.passes(head("An update", "Fern <hello@fern.example>"))


def test_earlier_nights_are_remembered() -> None:
    screen = Screen()
    screen.remember(replace(email(sender="Fern <jobs@fern.example>"), to=(ME,)))
    assert screen.passes(head("An update", "Fern <hello@fern.example>"))


STEMS = [*screen._STEMS.split(), *screen._LOOSE_STEMS.split()]
#: Texts that nearly hold a stem, and do.
NEAR = st.lists(
    st.sampled_from([re.sub(r"\\b|[()?:|\[\]]", "", stem).replace("\\s", " ") for stem in STEMS])
    | st.text(st.sampled_from("_ -aé招ッ면"), max_size=3),
    max_size=4,
).map("".join)


@given(NEAR)
def test_stems_are_found_as_if_each_were_looked_for_by_itself(text: str) -> None:
    for patterns, stems in ((screen._WORDS, screen._STEMS), (screen._LOOSE_WORDS, screen._LOOSE_STEMS)):
        each = (stem if is_cjk(stem) else rf"(?:\b|_)(?:{stem})" for stem in stems.split())
        assert bool(patterns[text.isascii()].search(text)) == any(re.search(one, text) for one in each)
