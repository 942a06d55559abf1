"""Servers that answer what no server should: a clear end, bounded memory, and nothing stored by half."""

import re
import resource
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from analyzer.errors import SourceError
from tests.fetch.contract import mails, names
from tests.fetch.imap_box import ImapBox
from tests.fetch.test_imap_source import Reading
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Faults, misbehaving

#: A MB in what getrusage counts.
_MB = 1024


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


@dataclass
class Put:
    """Puts something before an answer, each time or once."""

    before: bytes
    what: bytes
    once: bool = False
    done: list[bool] = field(default_factory=list)

    def __call__(self, data: bytes) -> bytes:
        if self.before not in data or (self.once and self.done):
            return data
        self.done.append(True)
        return data.replace(self.before, self.what + self.before, 1)


def replaced(pattern: bytes, by: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(pattern, by, data)


FETCHED = b"* 1 FETCH"

ENDING: dict[str, Callable[[bytes], bytes]] = {
    "a literal of lying size": replaced(rb"BODY\[\]<0> \{\d+\}", b"BODY[]<0> {9999999999}"),
    "another's tag": replaced(rb"(?m)^[A-Z]{4}(\d+) OK Fetch", rb"ZZZZ\1 OK Fetch"),
    "a line without end": replaced(rb"\* \d+ EXISTS", b"* OK " + b"x" * 21_000_000),
    "answers without end": replaced(rb"\* \d+ EXISTS", b"* 1 FETCH (FLAGS (\\\\Seen))\r\n" * 150_000),
    "a line that is none": replaced(rb"\* \d+ EXISTS", b"\0\1\2 what"),
    "the end": replaced(rb"\* \d+ EXISTS", b"* BYE"),
}


@pytest.mark.parametrize("kind", ENDING)
def test_what_cannot_be_read_ends_the_night_with_a_word(box: ImapBox, kind: str) -> None:
    box.deliver(*mails(20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with misbehaving(box.server.port, Faults(reply=ENDING[kind])) as proxy:
        reading = Reading(box.plain(proxy.port))
        with pytest.raises(SourceError) as caught:
            reading.run()
    assert reading.subjects == []
    assert "next run" in str(caught.value)
    assert len(str(caught.value)) < 500
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / _MB < 300


POISONED: dict[str, bytes] = {
    "a line without end": b"* OK " + b"x" * 21_000_000,
    "answers without end": b"* 1 FETCH (FLAGS (\\Seen))\r\n" * 150_000,
    "a line that is none": b"\0\1\2 what\r\n",
    "half a line and the end": b"* BYE",
}


@pytest.mark.parametrize("kind", POISONED)
def test_one_mail_that_breaks_the_line_each_time_costs_no_other(box: ImapBox, kind: str) -> None:
    box.deliver(*mails(20))
    with misbehaving(box.server.port, Faults(reply=Put(FETCHED, POISONED[kind]))) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert reading.subjects == names(19, first=1)
    assert [key for key, _ in reading.failed] == ["1"]


GOING_ON: dict[str, Callable[[bytes], bytes]] = {
    "more mails than there can be": replaced(rb"\* \d+ EXISTS", b"* 1000000000 EXISTS"),
    "NUL among the fields": replaced(rb"From: a@example", b"From: \\0@example"),
    "a line without end, once": Put(FETCHED, b"* OK " + b"x" * 21_000_000, once=True),
    "another's tag, once": Put(FETCHED, b"ZZZZ9 OK done\r\n", once=True),
    "a mail number that is none": Put(FETCHED, b"* 99999999999999999999 FETCH (UID 1)\r\n"),
    "a broken remark": Put(FETCHED, b'* 1 FETCH (FLAGS (\\Seen) MODSEQ ("\r\n'),
    "a search with words in it": replaced(rb"\* SEARCH", b"* SEARCH"),
}


@pytest.mark.parametrize("kind", GOING_ON)
def test_what_can_be_passed_over_costs_no_mail(box: ImapBox, kind: str) -> None:
    box.deliver(*mails(20))
    with misbehaving(box.server.port, Faults(reply=GOING_ON[kind])) as proxy:
        reading = Reading(box.plain(proxy.port)).run()
    assert sorted({*reading.subjects}, key=lambda name: int(name[1:])) == names(20)
    assert len(reading.subjects) == 20
