"""The example mailbox as a whole."""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.example.__main__ import main
from analyzer.example.around import ordinary
from analyzer.example.generate import Search, search, write_maildir, write_truth
from analyzer.example.letters import letters
from analyzer.example.plan import plan
from analyzer.example.texts import ordinary as ordinary_texts
from analyzer.example.texts import texts
from analyzer.labels import LABELS, KnownBy, Label, Stage

_AS_OF = datetime(2026, 11, 20, 6, tzinfo=UTC)
_SLOT = re.compile(r"\{[a-z_0-9]*\}")


@cache
def _made(seed: int = 1) -> Search:
    return search(_AS_OF, seed)


def test_the_same_arguments_give_the_same_bytes() -> None:
    first, again = search(_AS_OF, 7, 120), search(_AS_OF, 7, 120)
    assert first == again
    assert first != search(_AS_OF, 8, 120)


def test_the_zone_of_the_day_makes_no_difference() -> None:
    shifted = _AS_OF.astimezone(timezone(timedelta(hours=8)))
    assert search(shifted, 2, 60) == search(_AS_OF, 2, 60)


def test_a_day_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        search(datetime(2026, 11, 20), 1, 10)  # noqa: DTZ001


@settings(max_examples=15, deadline=None)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 10**9),
    st.integers(0, 60),
)
def test_every_search_is_in_order_and_ends_before_its_day(
    as_of: datetime, seed: int, applications: int
) -> None:
    made = search(as_of, seed, applications)
    arrived = [one.received_at for one in made.messages]
    assert len(made.truth) == applications
    assert arrived == sorted(arrived)
    assert all(moment < as_of for moment in arrived)
    sent = {
        one.message_id: parsedate_to_datetime(message_from_bytes(one.raw)["Date"]) for one in made.messages
    }
    for one in made.truth:
        moments = [sent[message_id] for message_id, _ in one.events]
        assert moments
        assert moments == sorted(moments)
        assert moments[0] >= one.applied_at.replace(microsecond=0)


def test_all_mail_is_read_by_the_standard_library_and_no_slot_is_left() -> None:
    for one in _made().messages:
        message = message_from_bytes(one.raw, policy=policy.default)
        assert message["Message-ID"] == f"<{one.message_id}>"
        assert message["From"].addresses[0].domain
        texts_of = [str(message["Subject"]), str(message["From"])]
        for part in message.walk():
            assert not part.defects
            if part.get_content_maintype() == "text":
                texts_of.append(part.get_content())
        assert not _SLOT.search("\n".join(texts_of))


def test_each_mail_has_one_label_and_the_users_own_has_none() -> None:
    made = _made()
    sent = {one.message_id for one in made.messages if one.folder == "Sent"}
    everywhere = {one.message_id for one in made.messages}
    assert set(made.labels) == everywhere - sent
    assert set(made.labels.values()) == set(Label)
    told = {message_id: label for one in made.truth for message_id, label in one.events}
    assert all(made.labels.get(message_id) is label for message_id, label in told.items())


def test_a_mail_belongs_to_one_application_at_most() -> None:
    used = Counter(message_id for one in _made().truth for message_id, _ in one.events)
    assert max(used.values()) == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_counts_are_those_of_a_real_search(seed: int) -> None:
    made = _made(seed)
    stages = Counter(one.stage for one in made.truth)
    closed = Counter(one.closed_by for one in made.truth)
    known = Counter(one.known_by for one in made.truth)
    assert len(made.truth) == 600
    assert 850 <= len(set(made.labels)) - sum(len(one.events) for one in made.truth) + 139 <= 1100
    assert 0.25 <= closed[Label.REJECTION] / 600 <= 0.42
    assert 8 <= closed[Label.HIRING_FREEZE] <= 30
    assert 3 <= closed[Label.WITHDRAWN] <= 14
    assert stages[Stage.OFFER] == 3
    assert 30 <= stages[Stage.INTERVIEW] <= 65
    assert 8 <= sum(one.rounds >= 2 for one in made.truth) <= 30
    assert 10 <= known[KnownBy.REPLY] <= 45
    assert min(known[KnownBy.ACK], known[KnownBy.BOARD], known[KnownBy.SENT]) >= 25
    assert made.without_trace > 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_something_lies_on_the_desk_on_the_last_day(seed: int) -> None:
    made = _made(seed)
    sent = {one.message_id: one.received_at for one in made.messages}
    last = [(label, _AS_OF - sent[message_id]) for one in made.truth for message_id, label in one.events[-1:]]
    fresh = Counter(label for label, age in last if age < timedelta(days=7))
    assert fresh[Label.INTERVIEW_INVITE] >= 3
    assert fresh[Label.ASSESSMENT] >= 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_offer_is_open_one_declined_and_one_rescinded(seed: int) -> None:
    offered = [one for one in _made(seed).truth if one.stage is Stage.OFFER]
    assert Counter(one.closed_by for one in offered) == {Label.OFFER: 2, Label.HIRING_FREEZE: 1}


def test_answers_come_after_days_and_acknowledgements_after_minutes() -> None:
    made = _made()
    sent = {one.message_id: one.received_at for one in made.messages}
    waits: dict[Label, list[timedelta]] = {Label.REJECTION: [], Label.AUTO_ACK: []}
    for one in made.truth:
        message_id, label = one.events[0]
        if label is Label.AUTO_ACK:
            waits[label].append(sent[message_id] - one.applied_at)
        if one.stage is Stage.APPLIED and one.closed_by is Label.REJECTION:
            rejected = next(message_id for message_id, label in one.events if label is Label.REJECTION)
            waits[Label.REJECTION].append(sent[rejected] - one.applied_at)
    median = {label: sorted(found)[len(found) // 2] for label, found in waits.items()}
    assert median[Label.AUTO_ACK] < timedelta(minutes=15)
    assert timedelta(days=12) < median[Label.REJECTION] < timedelta(days=30)


def test_companies_are_met_twice_for_other_roles_and_for_the_same_one() -> None:
    tried = Counter((one.company, one.role) for one in _made().truth)
    firms = Counter(one.company for one in _made().truth)
    assert sum(count == 2 for count in tried.values()) >= 5
    assert max(tried.values()) == 2
    assert sum(count >= 2 for count in firms.values()) >= 40


def test_the_same_role_is_tried_again_only_after_its_end() -> None:
    made = _made()
    sent = {one.message_id: one.received_at for one in made.messages}
    first: dict[tuple[str, str], datetime] = {}
    for one in made.truth:
        key = one.company, one.role
        over = sent[one.events[-1][0]]
        closed = any(label and LABELS[label].closes for _, label in one.events)
        assert key not in first or one.applied_at > first[key]
        first[key] = over if closed else over + timedelta(days=90)


def test_some_mail_lies_in_two_folders_and_some_in_junk() -> None:
    made = _made()
    copies = Counter(one.message_id for one in made.messages)
    assert 15 <= sum(count == 2 for count in copies.values()) <= 80
    junk = {one.message_id for one in made.messages if one.folder == "Junk"}
    assert any(made.labels[message_id] is not Label.OTHER for message_id in junk)


def test_languages_and_charsets_are_mixed() -> None:
    charsets = Counter(
        part.get_content_charset()
        for one in _made().messages
        for part in message_from_bytes(one.raw).walk()
        if part.get_content_maintype() == "text"
    )
    assert {"utf-8", "gb18030", "gb2312", "iso-8859-1", "windows-1252"} <= set(charsets)
    chinese = sum(bool(re.search("[一-鿿]", one.role)) for one in _made().truth)
    assert chinese == 180


def test_each_text_is_used() -> None:
    seeds = range(1, 7)
    used = {
        letter.mail.text_id
        for seed in seeds
        for number, course in enumerate(plan(seed, _AS_OF, 600))
        for letter in letters(seed, number, course)
    }
    used |= {one.mail.text_id for one in ordinary(1, _AS_OF, 600)}
    written = {text.id for language in ("en", "zh") for choice in texts(language).values() for text in choice}
    written |= {text.id for language in ("en", "zh") for text in ordinary_texts(language)}
    assert used == written


def test_the_maildir_holds_the_same_bytes_under_the_same_names(tmp_path: Path) -> None:
    made = search(_AS_OF, 1, 40)
    write_maildir(made, tmp_path / "a")
    write_maildir(made, tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path for path in (tmp_path / "a").rglob("*") if path.is_file()}
    again = {path.relative_to(tmp_path / "b"): path for path in (tmp_path / "b").rglob("*") if path.is_file()}
    assert list(first) == list(again) or set(first) == set(again)
    assert len(first) == len(made.messages)
    assert all(path.read_bytes() == again[name].read_bytes() for name, path in first.items())
    moments = sorted(path.stat().st_mtime for path in first.values())
    assert moments == sorted(one.received_at.timestamp() for one in made.messages)
    assert {path.name for path in (tmp_path / "a").iterdir()} == {
        "cur",
        "new",
        "tmp",
        ".Archive",
        ".Sent",
        ".Junk",
    }


def test_the_command_writes_mailbox_and_truth(tmp_path: Path) -> None:
    main([str(tmp_path / "out"), "--as-of", "2026-11-20T06:00:00Z", "--seed", "3", "--applications", "25"])
    truth = json.loads((tmp_path / "out" / "truth.json").read_text("utf-8"))
    made = search(_AS_OF, 3, 25)
    assert datetime.fromisoformat(truth["as_of"]) == _AS_OF
    assert len(truth["applications"]) == 25
    assert truth["emails"] == {message_id: label.value for message_id, label in made.labels.items()}
    assert [one["company"] for one in truth["applications"]] == [one.company for one in made.truth]
    write_truth(made, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "out" / "truth.json").read_bytes()
