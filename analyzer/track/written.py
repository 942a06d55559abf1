"""A company's short name as its mail writes it out: "Cold Harbor" for `coldharbor`."""

import re
from collections.abc import Iterable

from analyzer.track import words
from analyzer.track.companies import KINDS_BEFORE
from analyzer.track.hosts import domain_forms
from analyzer.track.text import bare

_RUN = re.compile(r"[\w'’.-]+|&")
_LONGEST_RUN = 5
#: The word before a name, with a small word between: "Quinta do" before "Carrascal".
_AHEAD = re.compile(r"\b(\w{3,})\.? (?:(?:d[aeiou]s?|del|dell[ao]|de la|des) )?$")
#: "Borough Council" behind "Kingsmere": up to three words of which the last is a kind of organisation.
_KIND_BEHIND = re.compile(rf"(?: [A-Z][\w&-]+){{0,2}} (?:{'|'.join(words.ORGANISATION_WORDS.split())})\b")


def written_out(slug: str, texts: Iterable[str]) -> str:
    """The first run of words that is the short name when put together, and a kind behind it; else empty."""
    goal = re.sub(r"[^a-z0-9]", "", slug.casefold())
    found = (_run_like(goal, slug, text) for text in texts) if len(goal) > 2 else iter(())
    return next((run for run in found if run), "")


def _run_like(goal: str, slug: str, text: str) -> str:
    tokens = list(_RUN.finditer(text))
    for start, first in enumerate(tokens):
        if not any(form.startswith(goal[0]) for form in domain_forms(first[0][:1])):
            continue
        for last in tokens[start : start + _LONGEST_RUN]:
            run = text[first.start() : last.end()]
            if len(run) > len(goal) + 8 or "\n" in run:
                break
            around = text[max(0, first.start() - 1) : last.end() + 1]
            if goal in domain_forms(run) and "@" not in around and "/" not in around:
                name = run.strip("-.'’& ")
                behind = _KIND_BEHIND.match(text, last.end())
                before = _kind_before(text, first.start())
                return "" if name == slug else f"{before}{name}{behind[0] if behind else ''}"
    return ""


def _kind_before(text: str, start: int) -> str:
    """What stands before a name and is a part of it: Praxis before "Dr. Hillmer", "Quinta do" before "Carrascal"."""
    ahead = _AHEAD.search(text, max(0, start - 30), start)
    return ahead[0] if ahead and bare(ahead[1]) in KINDS_BEFORE else ""
