"""What the documents say is what the program does."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from analyzer import cli, config
from analyzer.classify import lexicon
from analyzer.labels import Label
from models.names import NOT_LEARNT
from tests.classify.test_corpus import CORPUS

ROOT = Path(__file__).parents[1]
EXAMPLE = (ROOT / "config.example.toml").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def keys(text: str) -> set[str]:
    """Every key of the example, those in comments too."""
    return set(re.findall(r"(?m)^#? ?([a-z_]+) = ", text))


def fields(*models: type[BaseModel]) -> set[str]:
    return {name for model in models for name in model.model_fields}


def test_the_example_config_is_right() -> None:
    settings = config.check(tomllib.loads(EXAMPLE), "config.example.toml", ROOT)

    assert settings.mailbox["main"].type == "imap"


def test_the_example_config_with_all_comments_taken_away_is_right() -> None:
    full = re.sub(r"(?m)^# ([a-z_]+ = |\[)", r"\1", EXAMPLE)
    # One mailbox has one way in.
    ways = r"(?m)^(?:password_command|token_command|oauth) = .*\n"
    found = re.findall(ways, full)
    assert len(found) == 3

    for way in found:
        others = "".join(line for line in full.splitlines(keepends=True) if line not in {*found} - {way})
        settings = config.check(tomllib.loads(others), "config.example.toml", ROOT)
        assert {box.type for box in settings.mailbox.values()} == {"imap", "mbox", "maildir", "eml"}


def test_every_setting_stands_in_the_example() -> None:
    known = fields(
        config.Settings,
        config.CostTable,
        config.ImapMailbox,
        config.MboxMailbox,
        config.MaildirMailbox,
        config.EmlMailbox,
    ) - {"mailbox", "costs", "aliases"}

    assert keys(EXAMPLE) == known
    assert all(f"[{table}]" in EXAMPLE for table in ("costs", "aliases"))


@pytest.mark.parametrize(
    "command", [c.name or c.callback.__name__ for c in cli.app.registered_commands if c.callback]
)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"| `{command}` |" in README


def test_every_label_is_explained() -> None:
    text = (ROOT / "docs" / "labels.md").read_text("utf-8")

    assert all(f"| `{label}` |" in text for label in Label)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_model_card_is_of_the_shipped_model() -> None:
    card = (ROOT / "models" / "MODEL_CARD.md").read_text("utf-8")
    shipped = (ROOT / "models" / "starter.json").read_text("utf-8")
    mails = re.search(r"- mails: (\d+)", card)

    assert mails
    assert f'"mails": {mails[1]}' in shipped


def test_the_corpus_is_the_one_the_model_was_made_of() -> None:
    of_names = sum(record["source"] not in NOT_LEARNT for record in CORPUS)

    assert f"- mails: {len(CORPUS)} " in (ROOT / "models" / "MODEL_CARD.md").read_text("utf-8")
    assert json.loads((ROOT / "models" / "names.json").read_text("utf-8"))["mails"] == of_names


def test_the_tables_of_concepts_are_those_that_the_model_was_trained_with() -> None:
    shipped = json.loads((ROOT / "models" / "starter.json").read_text("utf-8"))

    assert shipped["concepts"] == lexicon.fingerprint(lexicon.tables())
