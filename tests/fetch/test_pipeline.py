"""Several questions in flight, on a server that answers in its own order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.fetch.imap import TEXT, Connection
from analyzer.fetch.pipeline import _answers, uid_set
from tests.fetch.contract import mails
from tests.fetch.imap_box import ImapBox
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Faults, misbehaving


def expanded(text: str) -> list[int]:
    runs = (part.partition(":") for part in text.split(","))
    return [uid for first, _, last in runs for uid in range(int(first), int(last or first) + 1)]


@given(st.sets(st.integers(1, 300), min_size=1))
def test_uids_are_written_short_and_rising(uids: set[int]) -> None:
    text = uid_set(sorted(uids))
    assert expanded(text) == sorted(uids)
    assert not re.search(r"(\d+),(\d+)", text) or "," in text


@pytest.mark.parametrize(("depth", "batch"), [(1, 7), (3, 7), (8, 2)])
def test_answers_find_their_questions_however_many_are_in_flight(
    dovecot: Dovecot, depth: int, batch: int
) -> None:
    box = ImapBox(dovecot)
    box.deliver(*mails(60))
    connection = Connection(box.settings(), PASSWORD)
    connection.examine("INBOX")
    groups = [list(range(start, min(start + batch, 61))) for start in range(1, 61, batch)]
    found: dict[int, bytes] = {}
    for start in range(0, len(groups), depth):
        tickets = [connection.send(group, TEXT) for group in groups[start : start + depth]]
        # The last first: its answers come after those of the others, which must not be lost.
        for ticket in reversed(tickets):
            found |= {uid: told[b"BODY[]<0>"] for uid, told in connection.take(ticket).items()}
    connection.close()
    assert [re.search(rb"Subject: (\w+)", found[uid])[1] for uid in sorted(found)] == [  # type: ignore[index]
        b"m%d" % n for n in range(60)
    ]


def test_what_nobody_asked_for_is_left_out(dovecot: Dovecot) -> None:
    box = ImapBox(dovecot)
    box.deliver(*mails(3))
    chatter = b"* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n* 9 FETCH (UID 999 BODY[] {2}\r\nhi)\r\n* 1 FETCH (UID 1 "
    with misbehaving(
        dovecot.port, Faults(reply=lambda data: data.replace(b"* 1 FETCH (UID 1 ", chatter))
    ) as proxy:
        connection = Connection(box.plain(proxy.port), PASSWORD)
        connection.examine("INBOX")
        found = connection.take(connection.send([1, 2, 3], TEXT))
        connection.drop()
    assert sorted(found) == [1, 2, 3]
    assert all(b"BODY[]<0>" in told for told in found.values())


def test_pieces_are_put_together_by_answer() -> None:
    pieces = [(b"1 (UID 1 BODY[] {1}", b"x"), b")", b"2 (UID 2 FLAGS ())", None]
    assert list(_answers(pieces)) == [[pieces[0], b")"], [pieces[2]]]
