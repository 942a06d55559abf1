"""The simulated user of benchmarks/promotion.py: what the figures of docs/retraining.md are printed by."""

from pathlib import Path

from analyzer import nightly
from analyzer.labels import Label
from benchmarks import promotion
from tests import mails

TRUTH = {
    mails.ACK: Label.AUTO_ACK,
    mails.REJECTION: Label.REJECTION,
    mails.INVITE: Label.OFFER,
    mails.LUNCH: Label.OTHER,
}


def columns(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_user_answers_the_cards_rightly_and_what_is_left_is_counted(tmp_path: Path) -> None:
    mails.maildir(tmp_path / "maildir", mails.SEARCH)
    truth = {str(mail["Message-ID"]).strip("<>"): label for mail, label in TRUTH.items()}

    first, second, _, *figures = promotion.weekly(tmp_path, truth, 2)

    assert columns(first)[:5] == ["1", "3", "1", "0", "0"], (
        "the surely ordinary one is no card, one guess is wrong"
    )
    assert columns(second)[:3] == ["2", "3", "0"], "nothing is left to ask"
    assert figures[0] == "shipped: of 0 mails 0 misread, 0 missed, cost 0"


def test_a_mail_that_the_user_cannot_tell_is_skipped_and_a_wrong_guess_is_counted(tmp_path: Path) -> None:
    mails.maildir(tmp_path / "maildir", mails.SEARCH)
    truth = {str(mails.INVITE["Message-ID"]).strip("<>"): Label.OFFER}
    settings = promotion._settings(tmp_path, tmp_path)
    nightly.run(settings, promotion.NOW)

    shipped, in_force = promotion._figures(settings, truth, ())
    (week, *_) = promotion.weekly(tmp_path, truth, 1)

    assert shipped == "shipped: of 1 mails 1 misread, 0 missed, cost 1"
    assert in_force.endswith("of 1 mails 1 misread, 0 missed, cost 1")
    assert columns(week)[:3] == ["1", "1", "1"]
