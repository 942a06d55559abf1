from dataclasses import replace
from itertools import permutations

import pytest

from analyzer.classify import lessons as lessons_of
from analyzer.classify.lessons import Lessons, lessons
from analyzer.corrections import Correction, Split, text_hash
from analyzer.domain import Email
from analyzer.labels import Label
from tests.classify.small import SOME

#: Mails no two of which are alike.
TEXTS = (
    "We would like to talk to you on Thursday afternoon, by video, about the work in our team.",
    "Our carpenter's workshop thanks you. Somebody else will build the stairs with us from autumn on.",
    "Please finish the three puzzles behind this link until Sunday evening; they take two hours.",
    "It is with great joy that we hold out this contract to you. The salary stands on page two.",
)


def mail(text: str) -> Email:
    return replace(SOME[0].email, message_id=f"<{hash(text)}>", subject="", text=text)


MAILS = {text_hash(mail(text)): mail(text) for text in TEXTS}
HASHES = list(MAILS)


def correction(number: int, label: Label | None, split: Split = Split.TRAIN, id_: str = "") -> Correction:
    return Correction(id_ or f"m{number}", HASHES[number], label, split=split)


def texts(found: Lessons) -> tuple[list[int], list[int]]:
    """Numbers of the texts learnt from, and of those held out."""
    learnt, held = (
        sorted(HASHES.index(one.correction.text_hash) for one in part)
        for part in (found.taught, found.held_out)
    )
    return learnt, held


def test_held_out_labels_are_never_learnt_from() -> None:
    said = [correction(0, Label.INTERVIEW_INVITE), correction(1, Label.REJECTION, Split.HELD_OUT)]

    assert texts(lessons(said, MAILS)) == ([0], [1])


def test_what_was_drawn_for_a_trial_is_held_out_until_that_is_over() -> None:
    drawn = replace(correction(1, Label.REJECTION, Split.HELD_OUT), drawn_for="one")
    said = [correction(0, Label.INTERVIEW_INVITE), drawn]

    assert texts(lessons(said, MAILS, "one")) == ([0], [1])
    assert texts(lessons(said, MAILS)) == ([0, 1], [])
    assert texts(lessons(said, MAILS, "another")) == ([0, 1], [])


def test_strange_is_what_is_nearly_the_same_as_nothing_that_was_taught() -> None:
    taught = lessons([correction(1, Label.REJECTION)], MAILS).taught
    near = mail(TEXTS[1].replace("stairs", "doors"))

    assert lessons_of.strange([near, mail(TEXTS[0])], taught) == [False, True]
    assert lessons_of.strange([near], []) == [True]
    assert lessons_of.strange([], taught) == []


def test_what_is_nearly_the_same_as_a_held_out_mail_is_not_learnt_from() -> None:
    near = mail(TEXTS[1].replace("stairs", "doors"))
    said = [
        correction(0, Label.INTERVIEW_INVITE),
        correction(1, Label.REJECTION, Split.HELD_OUT),
        Correction("near", text_hash(near), Label.REJECTION),
    ]

    found = lessons(said, {**MAILS, text_hash(near): near})

    assert texts(found) == ([0], [1])
    assert found.near_held_out == 1


def test_a_text_that_is_held_out_once_is_held_out_in_all_its_copies() -> None:
    said = [correction(1, Label.REJECTION, Split.HELD_OUT, "a"), correction(1, Label.REJECTION, id_="b")]

    for order in permutations(said):
        assert texts(lessons(order, MAILS)) == ([], [1])


def test_nothing_is_learnt_from_a_text_of_which_two_things_were_said() -> None:
    said = [
        correction(0, Label.OFFER, id_="a"),
        correction(0, Label.OTHER, id_="b"),
        correction(1, Label.REJECTION),
    ]

    found = lessons(said, MAILS)

    assert texts(found) == ([1], [])
    assert {one.label for one in found.contradictory} == {Label.OFFER, Label.OTHER}


def test_the_same_said_twice_is_learnt_once() -> None:
    said = [correction(0, Label.OFFER, id_="a"), correction(0, Label.OFFER, id_="b")]

    found = lessons(said, MAILS)

    assert texts(found) == ([0], [])
    assert found.contradictory == ()


def test_labels_without_a_text_and_corrections_without_a_label_are_told_apart() -> None:
    said = [
        Correction("gone", "f" * 64, Label.OFFER),
        Correction("no text", "", Label.OFFER),
        correction(0, None),
    ]

    found = lessons(said, MAILS)

    assert texts(found) == ([], [])
    assert found.without_text == 2


def test_kin_among_the_held_out_share_a_number() -> None:
    near = mail(TEXTS[1].replace("stairs", "doors"))
    said = [correction(n, Label.REJECTION, Split.HELD_OUT) for n in range(3)]
    said.append(Correction("near", text_hash(near), Label.REJECTION, split=Split.HELD_OUT))

    kin = lessons(said, {**MAILS, text_hash(near): near}).kin_of_held_out

    assert kin[3] == kin[1]
    assert len(set(kin)) == 3


def test_the_newest_are_learnt_from_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons_of, "MOST", 3)

    found = lessons([correction(n, Label.OTHER) for n in range(4)], MAILS)

    assert texts(found) == ([1, 2, 3], [])
    assert found.beyond == 1


def test_the_mark_goes_by_what_was_said_and_not_by_its_order() -> None:
    said = [
        correction(0, Label.OFFER),
        correction(1, Label.OTHER),
        correction(2, Label.OTHER, Split.HELD_OUT),
    ]
    mark = lessons(said, MAILS).mark

    assert lessons(said[::-1], MAILS).mark == mark
    assert lessons(said[:2], MAILS).mark != mark
    assert lessons([*said[:2], correction(2, Label.OTHER)], MAILS).mark != mark
    assert lessons([*said[:1], correction(1, Label.OUTREACH), *said[2:]], MAILS).mark != mark
    assert lessons([], MAILS).mark == ""


def test_a_hundred_thousand_labels_are_sorted_and_the_newest_learnt_from() -> None:
    numbers = [f"{n // 1000} {n // 100 % 10} {n // 10 % 10} {n % 10}" for n in range(8000)]
    words = ("oak", "elm", "ash", "fir", "yew", "box", "may", "bay", "fig", "nut")
    emails = [mail(" ".join(words[int(digit)] * 3 for digit in number.split())) for number in numbers]
    mails = {text_hash(email): email for email in emails}
    hashes = list(mails)
    said = [
        Correction(
            f"m{n}", hashes[n % 8000], Label.OTHER, split=Split.HELD_OUT if n % 8000 < 200 else Split.TRAIN
        )
        for n in range(99_000)
    ] + [Correction(f"gone{n}", "f" * 64, Label.OFFER) for n in range(1000)]

    found = lessons(said, mails)

    assert len(mails) == 8000
    assert len(found.held_out) == 200
    assert len(found.taught) + found.near_held_out == lessons_of.MOST
    assert found.beyond == 7800 - lessons_of.MOST
    assert found.without_text == 1000
