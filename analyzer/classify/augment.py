"""Copies of training mails with something changed that must not matter: other names, no subject, lost punctuation.

A copy is never used to measure: it stays on the side of its source in every division into folds.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.classify.corpus import Sample
from analyzer.domain import Address


@dataclass(frozen=True, slots=True)
class Copy:
    """A changed sample and the position of its source among the samples."""

    sample: Sample
    source: int


#: A change gives the changed sample, or None where it would change nothing.
Change = Callable[[Sample, Sequence[Sample], random.Random], Sample | None]


def copies(samples: Sequence[Sample]) -> Iterator[Copy]:
    """For each sample at most one copy; the same samples give the same copies."""
    stated = _with_names(samples)
    for position, sample in enumerate(samples):
        dice = random.Random(sample.id)  # noqa: S311 - variety, not secrecy
        change = dice.choices(CHANGES, _SHARES)[0]
        changed = change(sample, stated.get(sample.lang, []), dice)
        if changed is not None:
            yield Copy(replace(changed, id=f"{sample.id}~{change.__name__}"), position)


def _with_names(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    stated: dict[str, list[Sample]] = {}
    for sample in samples:
        if sample.company and sample.role:
            stated.setdefault(sample.lang, []).append(sample)
    return stated


def other_names(sample: Sample, others: Sequence[Sample], dice: random.Random) -> Sample | None:
    """Company and role of another mail of the same language."""
    if not others or not (sample.company or sample.role):
        return None
    other = dice.choice(others)
    return renamed(sample, {sample.role: other.role, sample.company: other.company})


def renamed(sample: Sample, names: Mapping[str, str]) -> Sample:
    """The sample with other names, an old one → a new one, in subject, text, display name and deciding sentence."""
    old = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name]
    pattern = re.compile("|".join(old) or r"(?!)")
    swap: Callable[[str], str] = lambda text: pattern.sub(lambda m: names[m.group()], text)  # noqa: E731
    email = sample.email
    changed = replace(
        email,
        subject=swap(email.subject),
        text=swap(email.text),
        sender=Address(swap(email.sender.name), email.sender.address),
    )
    return replace(sample, email=changed, deciding=swap(sample.deciding))


def text_alone(sample: Sample, _others: Sequence[Sample], _dice: random.Random) -> Sample | None:
    """Neither subject nor sender, as in copied text."""
    if not sample.email.text.strip() or sample.deciding in sample.email.subject:
        return None
    return replace(sample, email=replace(sample.email, subject="", sender=Address()))


def no_punctuation(sample: Sample, _others: Sequence[Sample], _dice: random.Random) -> Sample | None:
    """All on one line, without a mark, as scraped text is."""
    bare: Callable[[str], str] = lambda text: " ".join(re.sub(r"[^\w\s]", "", text).split())  # noqa: E731
    email = sample.email
    if len(email.text.split()) < 10:
        return None
    return replace(sample, email=replace(email, text=bare(email.text)), deciding=bare(sample.deciding))


CHANGES: tuple[Change, ...] = (other_names, text_alone, no_punctuation)
_SHARES = (6, 1, 1)
