import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from analyzer.fetch.mboxfile import content, entries, fingerprint, goes_on, is_mbox

SEPARATOR = b"From a@example.com Tue Nov 14 22:13:20 2023\n"

_LINES = st.one_of(
    st.text(max_size=30).map(lambda text: "".join(text.split())),
    st.sampled_from(
        ["", "From me to you", ">From me", "From a@b.c Tue Nov 14 22:13:20 2023", "From ", "Subject: x"]
    ),
)
_BODIES = st.lists(_LINES, min_size=1, max_size=8).map(lambda lines: "\n".join([*lines, "end"]) + "\n")


@contextmanager
def opened(data: bytes) -> Iterator[int]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        yield file.fileno()


def _quoted(raw: bytes) -> bytes:
    """As mboxrd writes it."""
    lines = raw.split(b"\n")
    return b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


@given(st.lists(_BODIES, max_size=5))
def test_what_was_written_as_mboxrd_comes_back(bodies: list[str]) -> None:
    mails = [b"Subject: x\n\n" + body.encode() for body in bodies]
    data = b"".join(SEPARATOR + _quoted(raw) + b"\n" for raw in mails)
    with opened(data) as file:
        found = list(entries(file, 0, len(data)))
        assert [content(file, entry).raw for entry in found] == mails
        assert [entry.start for entry in found[1:]] == [entry.end for entry in found[:-1]]
        assert all(goes_on(file, entry.end, len(data)) for entry in found)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_looked_at(data: bytes) -> None:
    with opened(data) as file:
        assert isinstance(is_mbox(file), bool)
        assert len(fingerprint(file)) == 16
        for entry in entries(file, 0, len(data)):
            assert 0 <= entry.start < entry.end <= len(data)


def test_a_position_after_the_end_is_no_place_to_go_on() -> None:
    data = SEPARATOR + b"Subject: x\n\nx\n\n"
    with opened(data) as file:
        assert goes_on(file, len(data), len(data))
        assert not goes_on(file, len(data) + 1, len(data))
        assert not goes_on(file, len(SEPARATOR), len(data))
        assert os.fstat(file).st_size == len(data)
