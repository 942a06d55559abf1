"""What is told from the store is what would be told anew."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import casebook, read, remembering
from analyzer.casebook import Book, by_alias, gather
from analyzer.corrections import NOTHING_SAID, Corrections, Decision, Via, in_force
from analyzer.domain import Address, Batch, Cursor, Email, Folder, FolderRole, Message, Verdict
from analyzer.folding import told_apart
from analyzer.labels import Label
from analyzer.store import Store
from analyzer.track import extract
from tests.mails import NOW
from tests.namer import NAMER

ME = frozenset({"me@example.org"})
HEAD = (
    "From: Acorn Mills <hr@acornmills.example>\nSent: Monday, November 16, 2026 3:04 PM\nTo: Me\n"
    "Subject: Your application"
)
TEXTS = (
    "Thank you for applying for the Data Analyst position at Acorn Mills.",
    "Thank you for your applications for Data Analyst and Grain Buyer at Acorn Mills. We chose others.",
    "Soup on Sunday?",
)


@dataclass(frozen=True)
class Letter:
    """A mail in a folder with what the model says of it."""

    email: Email
    role: FolderRole
    verdict: Verdict
    forgotten: bool


EMAILS = st.builds(
    Email,
    message_id=st.sampled_from(("a@x", "b@x", "c@x", "d@x", "sha256:1")),
    sent_at=st.integers(-100, 30).map(lambda hours: NOW + timedelta(hours=hours)),
    sender=st.sampled_from(("hr@acornmills.example", "Me@example.org", "jo@mail.example")).map(
        lambda address: Address("", address)
    ),
    reply_to=st.just(Address()),
    to=st.just((Address("Me", "me@example.org"),)),
    subject=st.sampled_from(("Your application", "FW: Your application", "Lunch")),
    text=st.sampled_from(TEXTS),
    quoted=st.sampled_from(("", HEAD)),
)
VERDICTS = st.builds(
    Verdict,
    label=st.sampled_from((Label.OTHER, Label.OTHER, Label.REJECTION, Label.AUTO_ACK, Label.OUTREACH)),
    confidence=st.just(0.8),
    sure=st.booleans(),
    runner_up=st.sampled_from((Label.REJECTION, Label.OUTREACH)),
    recruiting=st.sampled_from((0.0, 0.049, 0.05, 0.3, 0.9)),
)
LETTERS = st.lists(
    st.builds(Letter, EMAILS, st.sampled_from(FolderRole), VERDICTS, st.booleans()), max_size=8
)
WORDS = st.builds(
    Decision,
    batch=st.just("1"),
    at=st.just(NOW),
    message_id=st.sampled_from(("a@x", "b@x", "sha256:1")),
    text_hash=st.just(""),
    via=st.just(Via.REVIEW),
    label=st.sampled_from((None, Label.OFFER, Label.OTHER)),
    company=st.sampled_from((None, "Zenith")),
)


@contextmanager
def stored(letters: list[Letter]) -> Iterator[Store]:
    """A store with the letters, each of its own bytes."""
    with tempfile.TemporaryDirectory() as name, Store(Path(name) / "mail.db") as store:
        for number, letter in enumerate(letters, 1):
            message = Message("main", letter.role.value, str(number), b"%d" % number, NOW)
            folder = Folder(letter.role.value, letter.role)
            store.add("main", folder, Batch((message,), (), Cursor("v", number)))
            store.save_readings(1, [(number, letter.email)])
            forget = {number} if letter.forgotten and letter.verdict.label is Label.OTHER else set()
            store.save_verdicts("m", [(number, letter.verdict)], forget)
        yield store


def anew(store: Store, said: Corrections, aliases: casebook.Aliases) -> Book:
    """Every mail read whole, and all clues taken."""
    return gather(store.emails(), ME, NOW, casebook.reader(NAMER), aliases, corrections=said)


def kept(store: Store, said: Corrections, aliases: casebook.Aliases) -> Book:
    """As a night does it."""
    whole, plain = told_apart(store.gists(casebook.MAY_JOIN), ME, said)
    with remembering.reader(store) as reader:
        return gather(store.emails(whole), ME, NOW, reader, aliases, corrections=said, plain=plain)


@given(LETTERS, st.lists(WORDS, max_size=2), st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_kept_is_what_would_be_read(
    letters: list[Letter], words: list[Decision], renamed: bool
) -> None:
    with stored(letters) as store:
        assert kept(store, NOTHING_SAID, {}) == anew(store, NOTHING_SAID, {})
        said, aliases = in_force(words), by_alias({"Mills Group": ["Acorn Mills"]} if renamed else {})
        assert kept(store, said, aliases) == anew(store, said, aliases)
        # Another model calls everything an acknowledgement.
        kept_text = [item for item in store.emails() if item.kept and item.verdict]
        store.save_verdicts(
            "n",
            [(one.id, replace(one.verdict, label=Label.AUTO_ACK)) for one in kept_text if one.verdict],
        )
        assert kept(store, said, aliases) == anew(store, said, aliases)


REJECTION = Letter(
    Email(
        "a@x",
        NOW - timedelta(days=1),
        Address("", "hr@acornmills.example"),
        Address(),
        (),
        "Your application",
        TEXTS[1],
    ),
    FolderRole.MAIL,
    Verdict(Label.REJECTION, 0.9, sure=True, runner_up=Label.OTHER),
    forgotten=False,
)


PLAIN = replace(
    REJECTION, verdict=Verdict(Label.OTHER, 0.99, sure=True, runner_up=Label.OFFER, recruiting=0.0)
)


def test_a_plain_mail_that_the_user_spoke_of_is_read_whole() -> None:
    said = in_force([Decision("1", NOW, "a@x", "", Via.REVIEW, label=Label.OFFER)])
    with stored([PLAIN]) as store:
        book = kept(store, said, {})
        assert book == anew(store, said, {})

    assert [event.label for event in book.events] == [Label.OFFER]


def test_a_plain_mail_forwarded_from_another_account_counts_once_with_its_original() -> None:
    original = replace(PLAIN.email, sent_at=NOW - timedelta(days=4))
    forwarding = replace(
        original,
        message_id="b@x",
        sender=Address("", "kim.meyer@work.example"),
        to=(Address("", "kim.meyer@mail.example"),),
        subject="FW: Your application",
        quoted=HEAD,
    )
    with stored([replace(PLAIN, email=original), replace(PLAIN, email=forwarding)]) as store:
        book = kept(store, NOTHING_SAID, {})
        assert book == anew(store, NOTHING_SAID, {})

    assert book.emails == 1


def test_a_plain_mail_of_tomorrow_is_not_counted() -> None:
    with stored([replace(PLAIN, email=replace(PLAIN.email, sent_at=NOW + timedelta(days=1)))]) as store:
        book = kept(store, NOTHING_SAID, {})
        assert book == anew(store, NOTHING_SAID, {})

    assert book.emails == 0


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of which clues were taken anew."""
    seen: list[str] = []
    told = extract.parts

    def watched(email: Email, label: Label | None, namer: object) -> extract.Parts:
        seen.append(email.text)
        return told(email, label, NAMER)

    monkeypatch.setattr(extract, "parts", watched)
    return seen


def test_clues_are_taken_once(taken: list[str]) -> None:
    with stored([REJECTION]) as store:
        first, second = kept(store, NOTHING_SAID, {}), kept(store, NOTHING_SAID, {})

    assert [event.clues.role for event in first.events] == ["Data Analyst", "Grain Buyer"]
    assert first == second
    assert taken == [TEXTS[1]]


def test_another_label_another_text_and_another_model_are_read_again(
    taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored([REJECTION]) as store:
        kept(store, NOTHING_SAID, {})
        store.save_verdicts("n", [(1, replace(REJECTION.verdict, label=Label.AUTO_ACK))])
        kept(store, NOTHING_SAID, {})
        assert len(taken) == 2
        store.save_readings(2, [(1, replace(REJECTION.email, text=TEXTS[0]))])
        store.save_verdicts("n", [(1, REJECTION.verdict)])
        assert [event.clues.role for event in kept(store, NOTHING_SAID, {}).events] == ["Data Analyst"]
        monkeypatch.setattr(remembering, "fingerprint", lambda _path: "another")
        kept(store, NOTHING_SAID, {})

    assert taken == [TEXTS[1], TEXTS[1], TEXTS[0], TEXTS[0]]


def test_nothing_is_kept_of_a_mail_that_is_forgotten() -> None:
    with stored([REJECTION]) as store:
        kept(store, NOTHING_SAID, {})
        assert store.clues(remembering.made_by())
        store.save_verdicts("n", [(1, replace(REJECTION.verdict, label=Label.OTHER))], {1})

        assert store.clues(remembering.made_by()) == {}


def test_a_night_that_dies_keeps_the_clues_taken_so_far(
    taken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "_AT_ONCE", 1)
    letters = [
        replace(REJECTION, email=replace(REJECTION.email, message_id=f"{n}@x", text=f"{n} {TEXTS[0]}"))
        for n in range(3)
    ]

    def dies_after_one(store: Store) -> None:
        with remembering.reader(store) as reader:
            reader.parts(1, letters[0].email, Label.REJECTION, False)
            raise KeyboardInterrupt

    with stored(letters) as store:
        with pytest.raises(KeyboardInterrupt):
            dies_after_one(store)
        kept(store, NOTHING_SAID, {})

    assert [text[0] for text in taken] == ["0", "1", "2"]


def test_code_is_part_of_what_clues_are_made_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = remembering.made_by()
    (tmp_path / "new.py").write_text("x = 1\n")
    monkeypatch.setattr(read, "__path__", [str(tmp_path)])

    assert remembering.made_by() != before
