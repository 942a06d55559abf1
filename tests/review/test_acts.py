"""Clicks as decisions, and what the linking makes of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyzer.corrections import Decision, Split, Via, in_force
from analyzer.labels import Label
from analyzer.report.schema import ApplicationRow
from analyzer.review import acts
from analyzer.review.acts import Stamp
from analyzer.review.shelf import Entry, key_of
from tests.report import builders
from tests.review.box import MAILS

STAMP = Stamp("b1", datetime(2026, 11, 20, tzinfo=UTC))


def entry(message_id: str) -> Entry:
    mail = MAILS[0]
    email = replace(mail.email, message_id=message_id)
    return Entry(1, key_of(email), message_id, "h", mail.email.sent_at, "", "", "", mail.verdict, True, "")


def row(id_: str, *ids: str) -> ApplicationRow:
    events = tuple(
        builders.event(Label.AUTO_ACK, builders.UNTIL, message_id=message_id) for message_id in ids
    )
    (found,) = builders.report(
        [replace(builders.application((Label.AUTO_ACK, 0), id=id_), events=events)]
    ).applications
    return found


def pairs(said: list[Decision]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    told = in_force(said)
    return set(told.same), set(told.apart)


def test_alike_mails_get_the_label_of_the_mail_in_its_batch_and_split() -> None:
    said = list(acts.labelled(STAMP, entry("a"), Label.OFFER, [entry("b")], Split.HELD_OUT))

    assert [(one.message_id, one.via) for one in said] == [("a", Via.REVIEW), ("b", Via.SIMILAR)]
    assert {(one.label, one.split, one.batch) for one in said} == {(Label.OFFER, Split.HELD_OUT, "b1")}


def test_names_that_are_not_told_say_nothing() -> None:
    assert list(acts.named(STAMP, entry("a"), None, None)) == []
    (said,) = acts.named(STAMP, entry("a"), "", None)
    assert (said.company, said.role) == ("", None)


def test_a_split_cuts_every_tie_between_the_two_halves() -> None:
    same, apart = pairs(list(acts.split(STAMP, entry("c"), row("x", "a", "b", "c", "d"), ["a", "b"])))

    assert apart == {("a", "c"), ("b", "c"), ("a", "d"), ("b", "d")}
    assert same == {("c", "d")}


def test_a_moved_mail_leaves_the_others_behind() -> None:
    home, to = row("x", "a", "b", "c"), row("y", "d", "e")
    same, apart = pairs(list(acts.moved(STAMP, entry("a"), [home], to)))

    assert apart == {("a", "b"), ("a", "c")}
    assert same == {("a", "d"), ("d", "e")}


def test_a_mail_of_no_application_is_moved_as_well() -> None:
    same, apart = pairs(list(acts.moved(STAMP, entry("a"), [], row("y", "d"))))

    assert (same, apart) == ({("a", "d")}, set())


def test_merging_ties_all_mails_of_both() -> None:
    same, apart = pairs(list(acts.merged(STAMP, [row("x", "a", "b")], row("y", "d", "e"))))

    assert same == {("a", "d"), ("b", "d"), ("d", "e")}
    assert apart == set()


def test_a_mail_that_is_in_both_is_not_kept_apart_from_itself() -> None:
    """A mail about two roles lies in two applications."""
    home, to = row("x", "a", "b"), row("y", "a", "d")
    same, apart = pairs(list(acts.moved(STAMP, entry("a"), [home], to)))

    assert apart == {("a", "b")}
    assert same == {("a", "d")}


@pytest.mark.parametrize("act", [acts.moved, acts.merged], ids=["moved", "merged"])
def test_all_decisions_of_an_act_are_one_batch(act: object) -> None:
    home, to = row("x", "a", "b"), row("y", "d", "e")
    said = list(
        acts.moved(STAMP, entry("a"), [home], to) if act is acts.moved else acts.merged(STAMP, [home], to)
    )

    assert {one.batch for one in said} == {"b1"}
