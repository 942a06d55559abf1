import contextlib
import imaplib
import io
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import MailboxInterrupted
from analyzer.fetch import Memory
from analyzer.fetch.compress import Inflated
from analyzer.fetch.imap_source import ImapSource
from analyzer.fetch.settings import ImapSettings
from tests.fetch.contract import mail, names, subjects
from tests.fetch.imap_box import ENVIRON, ImapBox
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Faults, misbehaving


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


class Passing:
    """Counts what the server says."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, data: bytes) -> bytes:
        self.count += len(data)
        return data


def read(settings: ImapSettings) -> list[str]:
    with contextlib.closing(ImapSource(settings, ENVIRON, lambda _: None)) as source:
        (folder,) = source.folders()
        return subjects([m for batch in source.fetch(folder, None, Memory()) for m in batch.messages])


def test_a_compressed_line_carries_the_same_mail_in_fewer_bytes(box: ImapBox) -> None:
    box.deliver(*[mail(f"m{n}", "the same line again and again\n" * 200) for n in range(30)])
    carried: dict[bool, int] = {}
    for compress in (False, True):
        passing = Passing()
        with misbehaving(box.server.port, Faults(reply=passing)) as proxy:
            assert read(replace(box.plain(proxy.port), compress=compress)) == names(30)
        carried[compress] = passing.count
        assert (b"COMPRESS DEFLATE" in proxy.commands) is compress
    assert carried[True] < carried[False] / 5


def test_a_server_that_refuses_to_compress_is_read_as_it_is(box: ImapBox) -> None:
    box.deliver(mail("m0"))
    refusing = Faults(answer=lambda _, command: b"NO not today" if command.startswith(b"COMPRESS") else None)
    with misbehaving(box.server.port, refusing) as proxy:
        assert read(replace(box.plain(proxy.port), compress=True)) == names(1)


def test_what_cannot_be_decompressed_ends_the_connection(box: ImapBox) -> None:
    lying = Faults(
        answer=lambda _, command: b"OK, but not really" if command.startswith(b"COMPRESS") else None
    )
    with (
        misbehaving(box.server.port, lying) as proxy,
        pytest.raises(MailboxInterrupted, match="What was read is kept"),
    ):
        read(replace(box.plain(proxy.port), compress=True))


def inflated(data: bytes) -> Inflated:
    packer = zlib.compressobj(wbits=-15)
    return Inflated(io.BufferedReader(io.BytesIO(packer.compress(data) + packer.flush())))


@given(st.binary(max_size=300_000), st.integers(1, 100_000))
def test_pieces_give_the_bytes_back(data: bytes, size: int) -> None:
    packed = inflated(data)
    pieces = list(iter(lambda: packed.read1(size), b""))
    assert b"".join(pieces) == data
    assert all(len(piece) <= size for piece in pieces)


def test_a_bomb_is_unpacked_only_as_far_as_it_is_read() -> None:
    packed = inflated(b"\0" * 50_000_000)
    assert packed.read1(10) == b"\0" * 10


def test_other_bytes_are_an_end() -> None:
    with pytest.raises(imaplib.IMAP4.abort):
        Inflated(io.BufferedReader(io.BytesIO(b"* OK plain text\r\n"))).read1(100)
