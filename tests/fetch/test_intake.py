"""What stands between imaplib and the line: the same answers, sooner, and an end to what has none."""

import imaplib
import io
import re
import time
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.response_parser import parse_fetch_response

from analyzer.fetch.intake import Intake
from analyzer.fetch.pipeline import _answers


class Pieces:
    """A file that gives what was sent in pieces of any size."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self._rest, self._sizes = io.BytesIO(data), sizes

    def read1(self, size: int, /) -> bytes:
        return self._rest.read(min(size, self._sizes.pop() if self._sizes else size))


#: So that what imaplib keeps to itself can be looked at.
_Imaplib: Any = imaplib.IMAP4


class Library(_Imaplib):  # type: ignore[misc]
    """Imaplib with an open connection, without the connection."""

    def __init__(self, data: bytes, sizes: list[int] | None = None) -> None:
        self.debug = 0
        self._encoding = "ascii"
        self.tagpre, self.tagre = (
            "A",
            re.compile(rb"(?P<tag>A\d+) (?P<type>[A-Z]+) (?P<data>.*)", re.ASCII),
        )
        self._mode_ascii()
        self._cmd_log_len, self._cmd_log_idx = 10, 0
        self._cmd_log: dict[int, Any] = {}
        self.tagged_commands: dict[bytes, Any] = {b"A1": None}
        self.untagged_responses: dict[str, list[Any]] = {}
        self.file: Any = Pieces(data, sizes or [])


Told = dict[int, dict[bytes, Any]]


def taken(data: bytes, sizes: list[int] | None = None) -> tuple[Told, Told]:
    """What the intake kept, and what imaplib and imapclient made of the rest, up to the end of command A1."""
    kept: Told = {}
    library = Library(data + b"A1 OK done\r\n", sizes)
    Intake(library, lambda uid, told: kept.setdefault(uid, {}).update(told))
    assert library._command_complete("FETCH", b"A1")[0] == "OK"
    return kept, parsed(library.untagged_responses.pop("FETCH", []))


def parsed(lines: list[Any]) -> Told:
    found: defaultdict[int, dict[bytes, Any]] = defaultdict(dict)
    for answer in _answers(lines):
        for uid, told in parse_fetch_response(answer, normalise_times=False).items():
            found[uid] |= {key: value for key, value in told.items() if key != b"SEQ"}
    return dict(found)


def thorough(data: bytes) -> Told:
    """The same by the libraries alone."""
    library = Library(data + b"A1 OK done\r\n")
    library.file = io.BufferedReader(io.BytesIO(data + b"A1 OK done\r\n"))
    library._command_complete("FETCH", b"A1")
    return parsed(library.untagged_responses.pop("FETCH", []))


NAMES = {"uid": "UID {}", "size": "RFC822.SIZE {}", "gmail": "X-GM-MSGID {}", "date": 'INTERNALDATE "{}"'}
DATES = st.sampled_from(
    ["07-Feb-2026 01:02:03 +0130", " 7-Feb-2026 01:02:03 -0800", "31-Feb-2026 01:02:03 +0000",
     "07-FEB-2026 01:02:03 +0000",
     "Sat, 7 Feb 2026 01.02.03 +0200", "07-Feb-2026 01:02:03", "07-Feb-2026 25:02:03 +0000",
     "07-Feb-2026 24:00:00 +0000", "07-Feb-2026 01:02:03 +2300", "?"]
)  # fmt: skip
VALUES = {
    "uid": st.integers(1, 2**32 - 1),
    "size": st.none() | st.integers(0, 2**40),
    "gmail": st.none() | st.integers(0, 2**63),
    "date": st.none() | DATES,
}
KEYS = st.sampled_from(["BODY[]<0>", "BODY[HEADER.FIELDS (DATE FROM)]<0>", "BODY[1.MIME]"])
LITERALS = st.binary(max_size=60) | st.just(b")\r\n* 3 FETCH (UID 9 BODY[] {1}\r\nx)\r\nA1 OK done\r\n")


@st.composite
def usual(draw: st.DrawFn) -> bytes:
    values = {key: draw(value) for key, value in VALUES.items()}
    order = draw(st.permutations(list(NAMES)))
    items = " ".join(NAMES[key].format(values[key]) for key in order if values[key] is not None)
    literal = draw(LITERALS)
    return f"* 3 FETCH ({items} {draw(KEYS)} {{{len(literal)}}}\r\n".encode() + literal + b")\r\n"


OTHERS = [
    b"* 1 FETCH (UID 1 FLAGS ())\r\n",
    b"* 1 FETCH (UID 1 BODY[1] {1}\r\nx BODY[2] {1}\r\ny)\r\n",
    b"* 1 FETCH (FLAGS () BODY[] {1}\r\nx)\r\n",
    b"* 1 FETCH (BODY[] {1}\r\nx UID 1)\r\n",
    b"* 1 FETCH (UID 7 BODY[] {3}\r\nxyz UID 7)\r\n",
    b'* 1 FETCH (UID 1 INTERNALDATE "not \\" one" BODY[] {1}\r\nx)\r\n',
    b"* 12 EXISTS\r\n",
    b"* OK still here\r\n",
]


@given(st.lists(usual() | st.sampled_from(OTHERS), max_size=8), st.lists(st.integers(1, 90), max_size=40))
def test_it_reads_what_the_libraries_read_however_it_comes(answers: list[bytes], sizes: list[int]) -> None:
    # The last one of a mail counts, and which way it went is the intake's own matter: so each mail comes once.
    said = [answer for answer in answers if answer in OTHERS]
    for number, answer in enumerate(one for one in answers if one not in OTHERS):
        said.append(_renumbered(answer, 1000 + number))
    data = b"".join(said)

    kept, left = taken(data, sizes)

    together = left | kept
    assert together == thorough(data)
    assert sorted(kept) == sorted(1000 + number for number in range(len(said)) if 1000 + number in together)


def _renumbered(answer: bytes, uid: int) -> bytes:
    head, end, rest = answer.partition(b"\r\n")
    return re.sub(rb"UID \d+", b"UID %d" % uid, head, count=1) + end + rest


@pytest.mark.parametrize("answer", OTHERS)
def test_another_form_is_left_to_the_library(answer: bytes) -> None:
    assert taken(answer)[0] == {}


class Endless(Library):
    """A server behind it that never stops."""

    def __init__(self, line: bytes) -> None:
        super().__init__(b"")
        self.file = self
        self._line = line

    def read1(self, size: int, /) -> bytes:
        return self._line

    def send(self, data: bytes) -> None:
        pass


ENDLESS = {
    "answers": b"* 1 FETCH (UID 1 FLAGS ())\r\n" * 40_000,
    "usual answers": b"* 1 FETCH (UID 1 BODY[] {1}\r\nx)\r\n" * 40_000,
    "a line": b"x" * 1_000_000,
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_server_that_never_stops_is_left(kind: str) -> None:
    library = Endless(ENDLESS[kind])
    Intake(library, lambda *_: None)
    with pytest.raises(imaplib.IMAP4.abort, match="without end"):
        library._command_complete("FETCH", b"A1")


@pytest.mark.parametrize(
    "answer", [b"* 1 FETCH (UID 1 BODY[] {10000000000}\r\n", b"* 1 FETCH (BODY[] {10000000000}\r\n"]
)
def test_a_literal_of_lying_size_is_not_waited_for(answer: bytes) -> None:
    library = Library(answer + b"x" * 3_000_000)
    Intake(library, lambda *_: None)
    with pytest.raises(imaplib.IMAP4.abort, match="a piece of 10000000000 bytes"):
        library._command_complete("FETCH", b"A1")


def test_a_slow_server_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Endless(b"* OK still here\r\n")
    Intake(library, lambda *_: None)
    later = time.monotonic() + 1_000
    monkeypatch.setattr(time, "monotonic", lambda: later)
    with pytest.raises(imaplib.IMAP4.abort, match="too slow"):
        library.readline()


def test_each_question_may_have_as_long_an_answer() -> None:
    library = Endless(b"* 1 FETCH (UID 1 FLAGS ())\r\n" * 40_000)
    Intake(library, lambda *_: None)
    for _ in range(200):
        library.send(b"1 NOOP\r\n")
        for _ in range(1_000):
            library.readline()


def test_the_end_in_the_middle_of_an_answer_is_an_end() -> None:
    whole = b"* 1 FETCH (UID 1 BODY[] {5}\r\nhello)\r\n"
    for size in range(len(whole)):
        kept: Told = {}
        library = Library(whole[:size])
        Intake(library, lambda uid, told: kept.update({uid: told}))  # noqa: B023 - used at once
        with pytest.raises(imaplib.IMAP4.abort):
            library._command_complete("FETCH", b"A1")
        assert kept == {}
