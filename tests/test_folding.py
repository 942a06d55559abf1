import itertools
from datetime import UTC, timedelta

from analyzer.corrections import BY_USER, NOTHING_SAID, Corrections, Decision, Via, in_force
from analyzer.deriving import Stored
from analyzer.domain import Address, Email, FolderRole, Verdict
from analyzer.folding import folded, whole
from analyzer.labels import Label
from tests.mails import NOW

ME = frozenset({"me@example.org"})
REFUSED = Verdict(
    Label.REJECTION, 0.9, True, Label.OTHER, why=("We regret.", "regret"), chances=tuple([0.1] * 10)
)


def email(subject: str = "Your application", text: str = "We regret.") -> Email:
    return Email("a@x", NOW - timedelta(days=1), Address("", "hr@acme.example"), Address(), (), subject, text)


_IDS = itertools.count(1)


def stored(mail: Email, said: Verdict | None = REFUSED, role: FolderRole = FolderRole.MAIL) -> Stored:
    return Stored(next(_IDS), mail, said, frozenset({role}), kept=True)


def test_nothing_of_text_and_sentence_is_held_and_all_comes_back() -> None:
    mail = stored(email())
    (held,) = folded([mail], ME, UTC, NOTHING_SAID)
    (again,) = whole({held.id: held}, [mail])

    assert held.verdict
    assert not held.email.text + "".join(held.verdict.why)
    assert not held.verdict.chances
    assert (again.email, again.verdict) == (mail.email, mail.verdict)


def test_of_copies_the_first_that_was_judged_counts() -> None:
    copies = [stored(email(), None, FolderRole.JUNK), stored(email()), stored(email(), role=FolderRole.SENT)]
    (held,) = folded(copies, ME, UTC, NOTHING_SAID)

    assert held.id == copies[1].id
    assert held.roles == {FolderRole.JUNK, FolderRole.MAIL, FolderRole.SENT}
    assert [mail.verdict for mail in whole({held.id: held}, copies)] == [REFUSED]


def test_what_the_user_said_stands_in_both_passes() -> None:
    mail = stored(email())
    line = Decision("1", NOW, "a@x", "", Via.REVIEW, label=Label.HIRING_FREEZE)
    said: Corrections = in_force([line])
    (held,) = folded([mail], ME, UTC, said)
    (again,) = whole({held.id: held}, [mail])

    for one in (held, again):
        assert one.verdict
        assert (one.verdict.label, one.verdict.by) == (Label.HIRING_FREEZE, BY_USER)


def test_a_mail_that_is_not_among_them_does_not_come_back() -> None:
    mail = stored(email())
    (held,) = folded([mail], ME, UTC, NOTHING_SAID)

    assert not list(whole({-1: held}, [mail]))
