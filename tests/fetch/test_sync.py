"""Headers first, then the text of what may matter: on a real server."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest

from analyzer.domain import Batch, Cursor
from analyzer.fetch import Memory
from analyzer.fetch.batches import HEAD_BYTES
from analyzer.fetch.imap_source import ImapSource
from analyzer.fetch.settings import ImapSettings
from analyzer.fetch.sync import lines
from analyzer.read.parse import parse
from tests.fetch.contract import mail, mails, names, subjects
from tests.fetch.imap_box import ENVIRON, ImapBox
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Faults, misbehaving

LONG = "Content-Transfer-Encoding: 7bit\n\n" + ("x" * 70 + "\n") * (HEAD_BYTES // 71 + 500)


@pytest.fixture
def box(dovecot: Dovecot) -> ImapBox:
    return ImapBox(dovecot)


NO_MEMORY = Memory()


def batches(
    settings: ImapSettings, memory: Memory = NO_MEMORY, cursor: Cursor | None = None, folder: str = "INBOX"
) -> list[Batch]:
    with contextlib.closing(ImapSource(settings, ENVIRON, lambda _: None)) as source:
        (found,) = (one for one in source.folders() if one.name == folder)
        return list(source.fetch(found, cursor, memory))


def given(found: Iterable[Batch]) -> list[str]:
    return subjects([message for batch in found for message in batch.messages])


@dataclass
class Wanted:
    """Wants the mails whose header holds one of these words, and notes every header that it is asked about."""

    words: tuple[bytes, ...]
    headers: list[bytes]

    def __call__(self, header: bytes) -> bool:
        self.headers.append(header)
        return any(word in header for word in self.words)


def wanting(*words: bytes) -> Wanted:
    return Wanted(words, [])


def test_only_headers_are_fetched_of_mail_that_is_not_wanted(box: ImapBox) -> None:
    box.deliver(*[mail(f"m{n}", f"secret text {n}\n") for n in range(6)])
    with misbehaving(box.server.port) as proxy:
        found = batches(box.plain(proxy.port), Memory(wanted=wanting(b"m2", b"m4")))
    assert given(found) == ["m2", "m4"]
    passed = [message for batch in found for message in batch.passed_over]
    assert subjects(passed) == ["m0", "m1", "m3", "m5"]
    assert not any(b"secret" in message.raw for message in passed)
    (asked,) = (one for one in proxy.commands if b"BODY.PEEK[]" in one)
    assert asked.startswith(b"UID FETCH 3,5 ")


def test_a_mail_that_is_stored_from_another_folder_is_not_fetched_again(box: ImapBox) -> None:
    box.deliver(*mails(3))
    (first,) = batches(box.settings())
    heads = {message.head: True for message in first.messages}
    box.deliver(*mails(3), mail("m3"), folder="Archive")

    found = batches(
        box.settings(),
        Memory(stored=lambda asked: {h: heads[h] for h in asked if h in heads}),
        folder="Archive",
    )

    assert given(found) == ["m3"]
    assert [copy.key for batch in found for copy in batch.copies] == ["1", "2", "3"]


def test_a_mail_of_which_only_the_header_is_stored_is_fetched_where_it_is_wanted(box: ImapBox) -> None:
    box.deliver(*mails(1))
    (first,) = batches(box.settings(), Memory(wanted=wanting()))
    head = first.passed_over[0].head
    stored: Callable[[object], dict[str, bool]] = lambda _: {head: False}  # noqa: E731

    assert given(batches(box.settings(), Memory(stored=stored))) == names(1)
    (again,) = batches(box.settings(), Memory(stored=stored, wanted=wanting()))
    assert [copy.head for copy in again.copies] == [head]


def test_heads_tell_mails_apart_and_are_the_same_in_every_folder(box: ImapBox) -> None:
    alike = b"From: a@example.com\nSubject: one\n\n"
    box.deliver(alike + b"short\n", alike + b"a longer one\n", *mails(2))
    box.deliver(*mails(2), folder="Archive")
    inbox = [m.head for b in batches(box.settings()) for m in b.messages]
    archive = [m.head for b in batches(box.settings(), folder="Archive") for m in b.messages]
    assert len(set(inbox)) == 4
    assert archive == inbox[2:]


def big(text: str, file: int = 500_000) -> bytes:
    return (
        "From: a@example.com\nSubject: big\nMessage-ID: <big@x>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        f"{text}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n"
        f"Content-Transfer-Encoding: base64\n\n{'QUJD' * (file // 4)}\n"
        "--b\nContent-Type: text/html\n\n<p>the end</p>\n--b--\n"
    ).encode()


def test_of_a_big_mail_the_texts_are_fetched_and_no_attachment(box: ImapBox) -> None:
    box.deliver(big("We would like to talk 你好"), big("Another"), mail("m0"))
    with misbehaving(box.server.port) as proxy:
        found = batches(box.plain(proxy.port))
    one, two, _ = (message for batch in found for message in batch.messages)
    email = parse(one.raw, one.received_at)
    assert email.message_id == "big@x"
    assert "We would like to talk 你好" in email.text
    assert "the end" in parse(two.raw, None).text + parse(two.raw, None).quoted
    assert max(len(one.raw), len(two.raw)) < 2000
    assert sum(b"BODYSTRUCTURE" in command for command in proxy.commands) == 1


@pytest.mark.parametrize(
    ("kind", "reply"),
    [
        ("broken", lambda data: data.replace(b"BODYSTRUCTURE ((", b"BODYSTRUCTURE (((((")),
        ("nested", lambda data: data.replace(b"BODYSTRUCTURE (", b"BODYSTRUCTURE " + b"(" * 100_000)),
        ("missing", lambda data: data.replace(b"BODYSTRUCTURE", b"BODYSOMETHING")),
    ],
)
def test_a_structure_that_cannot_be_read_gives_the_first_bytes(
    box: ImapBox, kind: str, reply: Callable[[bytes], bytes]
) -> None:
    box.deliver(big("We would like to talk"), mail("m0"))
    with misbehaving(box.server.port, Faults(reply=reply)) as proxy:
        found = batches(box.plain(proxy.port))
    assert given(found) == ["big", "m0"], kind
    assert len(found[0].messages[0].raw) == HEAD_BYTES


def test_a_structure_that_is_refused_gives_the_first_bytes(box: ImapBox) -> None:
    box.deliver(big("We would like to talk"))
    refusing = Faults(answer=lambda _, command: b"NO never" if b"BODYSTRUCTURE" in command else None)
    with misbehaving(box.server.port, refusing) as proxy:
        (found,) = batches(box.plain(proxy.port))
    assert len(found.messages[0].raw) == HEAD_BYTES


def test_a_size_that_is_a_lie_brings_no_more_than_the_first_bytes(box: ImapBox) -> None:
    box.deliver(mail("m0", LONG))
    lying = Faults(reply=lambda data: data.replace(b"RFC822.SIZE 2", b"RFC822.SIZE "))
    with misbehaving(box.server.port, lying) as proxy:
        (found,) = batches(box.plain(proxy.port))
    assert len(found.messages[0].raw) <= HEAD_BYTES


def test_mail_that_is_deleted_between_header_and_text_is_no_failure(box: ImapBox) -> None:
    box.deliver(*mails(5))

    def deleting(_connection: int, command: bytes) -> bytes | None:
        if b"BODY.PEEK[]" in command:
            for path in (box.account.maildir / "cur").iterdir():
                if b"Subject: m1\n" in path.read_bytes() or b"Subject: m3\n" in path.read_bytes():
                    path.unlink()
        return None

    with misbehaving(box.server.port, Faults(answer=deleting)) as proxy:
        found = batches(box.plain(proxy.port))
    failures = [failure.key for batch in found for failure in batch.failures]
    assert set(given(found)) | {f"m{int(key) - 1}" for key in failures} >= {"m0", "m2", "m4"}
    assert failures == []


def test_what_is_left_is_told(box: ImapBox) -> None:
    box.deliver(*mails(25))
    found = batches(replace(box.settings(), batch=10))
    assert [batch.left for batch in found] == [15, 5, 0]


def test_at_most_so_many_are_taken_and_the_next_run_goes_on(box: ImapBox) -> None:
    box.deliver(*mails(10))
    first = batches(replace(box.settings(), limit=4))
    assert given(first) == names(4)
    assert given(batches(replace(box.settings(), limit=4), cursor=first[-1].cursor)) == names(4, first=4)


def test_failed_mail_is_asked_for_again_and_what_is_gone_is_told(box: ImapBox) -> None:
    box.deliver(*mails(3))
    cursor = batches(box.settings())[-1].cursor
    failed = Memory(failed=lambda: frozenset({"2", "77"}))
    found = batches(box.settings(), failed, cursor)
    assert given(found) == ["m1"]
    assert found[0].gone == ("77",)
    assert all(batch.cursor.position >= cursor.position for batch in found)


def test_lines_are_short() -> None:
    uids = list(range(4_000_000_000, 4_000_002_000))
    found = list(lines(uids, lambda: 5000))
    assert [uid for line in found for uid in line] == uids
    assert max(sum(len(str(uid)) + 1 for uid in line) for line in found) <= 4000
