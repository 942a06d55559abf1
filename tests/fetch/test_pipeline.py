"""Several questions in flight, on a server that answers in its own order."""

import imaplib
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.response_parser import parse_fetch_response

from analyzer.fetch.imap import TEXT, Connection
from analyzer.fetch.pipeline import _answers, _Guard, _quickly, uid_set
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


LINES = st.fixed_dictionaries(
    {
        "uid": st.integers(1, 2**32 - 1),
        "size": st.none() | st.integers(0, 2**40),
        "gmail": st.none() | st.integers(0, 2**63),
        "date": st.none() | st.just("07-Feb-2026 01:02:03 +0130"),
        "key": st.sampled_from(["BODY[]<0>", "BODY[HEADER.FIELDS (DATE FROM)]<0>", "BODY[1.MIME]"]),
        "literal": st.binary(max_size=60),
    }
)


@given(LINES, st.permutations(["uid", "size", "gmail", "date"]))
def test_the_quick_way_reads_what_the_library_reads(told: dict[str, Any], order: list[str]) -> None:
    names = {"uid": "UID {}", "size": "RFC822.SIZE {}", "gmail": "X-GM-MSGID {}", "date": 'INTERNALDATE "{}"'}
    items = " ".join(names[key].format(told[key]) for key in order if told[key] is not None)
    start = f"3 ({items} {told['key']} {{{len(told['literal'])}}}".encode()
    answer = [(start, told["literal"]), b")"]

    quick = _quickly(answer)
    thorough = parse_fetch_response(answer, normalise_times=False)
    assert {uid: dict(found) for uid, found in quick.items()} == {
        uid: {key: value for key, value in found.items() if key != b"SEQ"} for uid, found in thorough.items()
    }


@pytest.mark.parametrize(
    "answer",
    [
        [b"1 (UID 1 FLAGS ())"],
        [(b"1 (UID 1 BODY[1] {1}", b"x"), (b" BODY[2] {1}", b"y"), b")"],
        [(b"1 (FLAGS () BODY[] {1}", b"x"), b")"],
        [(b"1 (UID 1 BODY[] {1}", b"x"), b" UID 1)"],
        [(b'1 (UID 1 INTERNALDATE "not \\" one" BODY[] {1}', b"x"), b")"],
    ],
)
def test_another_form_is_left_to_the_library(answer: list[Any]) -> None:
    assert _quickly(answer) == {}


def test_pieces_are_put_together_by_answer() -> None:
    pieces = [(b"1 (UID 1 BODY[] {1}", b"x"), b")", b"2 (UID 2 FLAGS ())", None]
    assert list(_answers(pieces)) == [[pieces[0], b")"], [pieces[2]]]


class Endless:
    """Stands for imaplib, with a server behind it that never stops."""

    def read(self, size: int) -> bytes:
        return b"x" * size

    def readline(self) -> bytes:
        return b"* 1 FETCH (UID 1 FLAGS ())\r\n" * 40_000

    def send(self, data: bytes) -> None:
        pass


def test_a_literal_of_lying_size_is_not_waited_for() -> None:
    library = Endless()
    _Guard(library)
    with pytest.raises(imaplib.IMAP4.abort, match="a piece of 10000000000 bytes"):
        library.read(10**10)


def test_a_server_that_never_stops_is_left() -> None:
    library = Endless()
    _Guard(library)
    with pytest.raises(imaplib.IMAP4.abort, match="without end"):
        list(iter(library.readline, b""))


def test_each_question_may_have_as_long_an_answer() -> None:
    library = Endless()
    _Guard(library)
    for _ in range(200):
        library.send(b"1 NOOP\r\n")
        library.readline()
