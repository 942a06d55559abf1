"""The training of the model of companies and roles, see models/names.py."""

import random

import pytest

from analyzer.classify.corpus import Sample
from analyzer.labels import Label
from analyzer.track.tagging import Tag
from analyzer.track.tokens import tokens
from models import names
from models.invented import dressed, invented
from tests.track.builders import email

MAIL = Sample(
    "a",
    "en",
    email(
        "Acorn Mills: Grain Buyer",
        "Thank you for applying as Grain Buyer to ACORN MILLS.",
        "Acorn Mills <a@b.example>",
    ),
    Label.AUTO_ACK,
    company="Acorn Mills",
    role="Grain Buyer",
    source="first",
)
OTHER = Sample("b", "en", email(), Label.AUTO_ACK, company="Oak & Ash", role="Welder", source="dull")


def test_every_mention_of_company_and_role_is_tagged() -> None:
    mail = tokens(MAIL.email)
    tagged = names.tags(MAIL, mail)
    named = [(Tag(int(tag)).name, word) for tag, word in zip(tagged, mail.words, strict=True) if tag]

    company = [("COMPANY", "acorn"), ("COMPANY_ON", "mills")]
    role = [("ROLE", "grain"), ("ROLE_ON", "buyer")]
    assert named == [*company, *company, *role, *role, *company]


def test_a_copy_has_other_names_everywhere() -> None:
    for seed in range(30):
        copy = names.swapped(MAIL, [OTHER], random.Random(seed))  # noqa: S311
        text = f"{copy.email.sender.name} {copy.email.subject} {copy.email.text}"

        assert "Acorn Mills" not in text
        assert copy.role in copy.email.text


def test_the_same_mails_give_the_same_copies() -> None:
    assert list(names.copies([MAIL, OTHER])) == list(names.copies([MAIL, OTHER]))


def test_a_bare_mail_states_only_what_its_text_does() -> None:
    bare = names.bare(
        Sample(
            "c", "en", email("Acorn Mills", "Grain Buyer"), Label.OFFER, None, "Acorn Mills", "Grain Buyer"
        )
    )

    assert (bare.email.subject, bare.email.sender.name) == ("", "")
    assert (bare.company, bare.role) == ("", "Grain Buyer")


def test_every_round_of_writing_has_a_fold() -> None:
    assert {names.fold_of(sample) for sample in names.learnt()} == {0, 1, 2}


@pytest.mark.parametrize("seed", range(40))
def test_invented_names_are_names(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311

    assert invented(dice).strip()
    assert "Welder" in dressed("Welder", dice)
