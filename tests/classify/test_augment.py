import random
from dataclasses import replace

from analyzer.classify.augment import copies, no_punctuation, other_names, text_alone
from analyzer.classify.corpus import Sample, sample

DICE = random.Random(1)  # noqa: S311


def made(company: str = "Acme", role: str = "Baker", number: int = 1) -> Sample:
    return sample(
        {
            "id": f"en-rej-{number}",
            "lang": "en",
            "label": "rejection",
            "subject": f"Your application to {company}",
            "from": f"{company} HR <hr@acme.example>",
            "body": f"Dear Kim, thank you for your interest in the {role} role. {company} has chosen others, sorry.",
            "company": company,
            "role": role,
            "reason": "other candidate",
            "deciding": f"{company} has chosen others, sorry.",
        }
    )


def test_names_are_those_of_another_mail_and_the_deciding_sentence_keeps_up() -> None:
    changed = other_names(made(), [made("Globex", "Nurse")], DICE)

    assert changed is not None
    assert changed.deciding == "Globex has chosen others, sorry."
    assert changed.deciding in changed.email.text
    assert "Nurse role" in changed.email.text
    assert changed.email.subject == "Your application to Globex"
    assert changed.email.sender.name == "Globex HR"


def test_a_mail_without_names_has_no_copy_with_others() -> None:
    assert other_names(replace(made(), company="", role=""), [made("Globex")], DICE) is None


def test_text_alone_has_neither_subject_nor_sender() -> None:
    changed = text_alone(made(), [], DICE)

    assert changed is not None
    assert (changed.email.subject, changed.email.sender.name) == ("", "")


def test_a_subject_that_decides_stays() -> None:
    assert text_alone(replace(made(), deciding="Your application"), [], DICE) is None


def test_lost_punctuation_keeps_the_words() -> None:
    changed = no_punctuation(made(), [], DICE)

    assert changed is not None
    assert changed.deciding == "Acme has chosen others sorry"
    assert changed.deciding in changed.email.text


def test_the_same_samples_give_the_same_copies_and_each_knows_its_source() -> None:
    samples = [made(f"Firm{n}", f"Role{n}", n) for n in range(20)]
    first, again = list(copies(samples)), list(copies(samples))

    assert first == again
    assert first
    assert all(copy.sample.id.startswith(samples[copy.source].id) for copy in first)
    assert all(copy.sample.label is samples[copy.source].label for copy in first)
