"""Which mails a model on trial is compared on."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from analyzer import contest
from analyzer.classify.lessons import Lesson, Lessons
from analyzer.classify.model import Model
from analyzer.config import Settings
from analyzer.corrections import Correction, text_hash
from analyzer.domain import Email, Verdict
from analyzer.labels import Label
from tests.review.box import MAILS, fill
from tests.test_trials import TRIAL


class Says:
    """A model that says what it is told to say, by the subject."""

    def __init__(self, **told: Label) -> None:
        self._told = told

    def judge(self, emails: Iterable[Email]) -> list[Verdict]:
        labels = [self._told.get(email.message_id.partition("@")[0], Label.OTHER) for email in emails]
        return [Verdict(label, 0.9, True, Label.OTHER) for label in labels]


OLD = Says()
#: All mails of the box are called something else than before.
NEW = Says(**{mail.name: Label.OFFER for mail in MAILS})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return fill(tmp_path)


def asked(settings: Settings, old: Says, new: Says, lessons: Lessons | None = None) -> list[str]:
    """Names of the mails."""
    found = contest.mails(settings, cast("Model", old), cast("Model", new), lessons or Lessons())
    return [id_.partition("@")[0] for id_, _ in found]


def test_only_mails_that_the_models_read_differently_are_asked_about(settings: Settings) -> None:
    assert asked(settings, OLD, OLD) == []
    assert asked(settings, OLD, Says(test=Label.OFFER, talk=Label.OFFER)) in (
        ["test", "talk"],
        ["talk", "test"],
    )


def test_never_the_users_own_mail_nor_what_is_surely_no_step_of_an_application(settings: Settings) -> None:
    found = asked(settings, OLD, NEW)

    assert {"mine", "old"} & set(found) == set()
    assert {"maybe", "test", "stop", "note", "talk"} <= set(found)
    assert len(found) == len(set(found))


def test_the_order_is_the_same_whoever_is_ahead(settings: Settings) -> None:
    assert asked(settings, OLD, NEW) == asked(settings, NEW, OLD)
    assert asked(settings, OLD, NEW) != sorted(asked(settings, OLD, NEW))


def test_what_the_new_model_learnt_from_and_what_is_nearly_the_same_is_left_out(settings: Settings) -> None:
    sorry = next(mail.email for mail in MAILS if mail.name == "sorry0")
    told = Lesson(Correction(sorry.message_id, text_hash(sorry), Label.REJECTION), sorry, Label.REJECTION)
    before = asked(settings, OLD, NEW)

    after = asked(settings, OLD, NEW, Lessons(taught=(told,)))

    assert {"sorry0", "sorry1", "sorry2"} <= set(before)
    assert set(before) - set(after) == {"sorry0", "sorry1", "sorry2"}


def test_without_a_mailbox_nothing_is_asked(settings: Settings) -> None:
    (settings.state / "mail.db").unlink()

    assert asked(settings, OLD, NEW) == []


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], 2),
        ([Correction("a@x", "h1", Label.OTHER)], 1),
        ([Correction("a@x", "h1", None, company="Acme")], 2),
        ([Correction("elsewhere@x", "h2", Label.OTHER), Correction("a@x", "", Label.OFFER)], 0),
    ],
)
def test_what_is_left_to_ask_about(said: list[Any], left: int) -> None:
    assert contest.left(replace(TRIAL), said) == left
