"""What the user said of which mails go together stands above all other reasons."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Event
from analyzer.labels import Label
from analyzer.track.link import joined
from analyzer.track.told import Pairs
from tests.track.builders import event

ACK, NO, TALK = Label.AUTO_ACK, Label.REJECTION, Label.INTERVIEW_INVITE


def groups(events: Sequence[Event], same: Pairs = (), apart: Pairs = ()) -> list[list[str]]:
    found = joined(events, same, apart).groups
    return sorted(sorted(one.message_id for one in group) for group in found)


def test_together_in_spite_of_another_company_and_role() -> None:
    events = [
        event(0, ACK, message_id="a"),
        event(9, NO, "Oak & Ash", "Grain Buyer", sender="x@oakash.com", message_id="b"),
    ]

    assert groups(events) == [["a"], ["b"]]
    assert groups(events, same=[("a", "b")]) == [["a", "b"]]


def test_apart_in_spite_of_the_thread() -> None:
    events = [event(0, ACK, message_id="a"), event(9, TALK, thread=("a",), message_id="b")]

    assert groups(events) == [["a", "b"]]
    assert groups(events, apart=[("a", "b")]) == [["a"], ["b"]]


def test_what_is_split_off_takes_its_followers_along() -> None:
    events = [
        event(0, ACK, message_id="a"),
        event(9, TALK, message_id="b", role="", sender="Dana <dana@acornmills.com>"),
        event(12, NO, thread=("b",), message_id="c", role=""),
    ]

    assert groups(events, apart=[("a", "b")]) == [["a"], ["b", "c"]]


def test_together_goes_on_over_a_third_mail() -> None:
    names = ("Acorn Mills", "Oak & Ash", "Elm")
    events = [
        event(n, NO, name, sender=f"{n}@{name[0]}.com", message_id=str(n)) for n, name in enumerate(names)
    ]

    assert groups(events, same=[("0", "1"), ("1", "2")]) == [["0", "1", "2"]]
    assert groups(events, same=[("0", "1")], apart=[("1", "2"), ("0", "2")]) == [["0", "1"], ["2"]]


def test_where_both_follow_together_wins() -> None:
    events = [event(n, NO, f"Company{n}", sender=f"hr@c{n}.com", message_id=str(n)) for n in range(3)]

    assert groups(events, same=[("0", "1"), ("1", "2")], apart=[("0", "2")]) == [["0", "1", "2"]]


def test_own_mail_that_was_spoken_of_takes_part() -> None:
    events = [
        event(0, None, "", "", to="Dana <dana@gmail.com>", message_id="own"),
        event(5, NO, message_id="b"),
    ]

    assert groups(events) == [["b"]]
    assert groups(events, same=[("b", "own")]) == [["b", "own"]]


def test_what_was_said_settles_a_doubt() -> None:
    events = [
        event(0, ACK, message_id="a"),
        event(1, ACK, role="Grain Buyer", message_id="b"),
        event(9, NO, "", "", sender="hr@acornmills.com", message_id="c"),
    ]

    assert joined(events).doubts
    settled = joined(events, same=[("b", "c")])
    assert settled.doubts == ()
    assert groups(events, same=[("b", "c")]) == [["a"], ["b", "c"]]


def test_ids_that_are_no_longer_there_do_no_harm() -> None:
    events = [event(0, ACK, message_id="a"), event(9, NO, message_id="b")]

    assert groups(events, same=[("a", "gone")], apart=[("b", "lost")]) == [["a", "b"]]


IDS = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(IDS, IDS).filter(lambda pair: pair[0] != pair[1]), max_size=4)


@given(PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_any_words_hold_in_any_order(same: Pairs, apart: Pairs, random: Random) -> None:
    """Together always; apart wherever together does not say otherwise; nothing is lost; the order does not matter."""
    events = [
        event(
            n * 3,
            (ACK, TALK, NO)[n % 3],
            "" if n % 4 == 3 else ("Acorn Mills", "Oak & Ash")[n % 2],
            ("Data Analyst", "")[n % 3 == 2],
            sender=f"hr@{('acornmills', 'oakash')[n % 2]}.com",
            message_id=name,
        )
        for n, name in enumerate("abcdefgh")
    ]
    found = joined(events, same, apart).groups
    where = {one.message_id: number for number, group in enumerate(found) for one in group}

    assert sorted(where) == list("abcdefgh")
    assert all(where[one] == where[other] for one, other in same)
    if not same:
        assert all(where[one] != where[other] for one, other in apart)
    shuffled = list(events)
    random.shuffle(shuffled)
    assert joined(shuffled, same, apart).groups == found
