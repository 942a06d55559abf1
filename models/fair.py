"""What the shipped models make of a fair sample of a job seeker's mail: `PYTHONPATH=. .venv/bin/python models/fair.py`.

The mails of models/exam/fair.jsonl were written by people who had seen neither corpus nor program, and are never
trained on; their wrong names were looked at once.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer import single
from analyzer.classify.corpus import email
from analyzer.classify.modelfile import load
from analyzer.domain import Verdict
from analyzer.labels import Label
from analyzer.shipped import shipped_model, shipped_names
from analyzer.track import namefile
from analyzer.track.names import company_key, role_key

EXAM = Path(__file__).parent / "exam" / "fair.jsonl"
#: Two roles are the same if so many of their words are.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Read:
    """A mail of the exam, and what was made of it."""

    mail: dict[str, Any]
    verdict: Verdict
    company: str
    role: str

    @property
    def right(self) -> bool:
        """Whether the label is."""
        return bool(self.verdict.label == self.mail["label"])


def exam() -> list[dict[str, Any]]:
    """The mails."""
    return [json.loads(line) for line in EXAM.read_text("utf-8").splitlines()]


def read(mails: Sequence[dict[str, Any]]) -> list[Read]:
    """What the shipped models make of the mails."""
    emails, namer = [email(mail) for mail in mails], namefile.load(shipped_names())
    out = []
    for mail, one, verdict in zip(mails, emails, load(shipped_model()).judge(emails), strict=True):
        said = single.row(mail["id"], one, verdict, namer)
        out.append(Read(mail, verdict, said["company"], said["role"]))
    return out


def companies(some: Sequence[Read]) -> tuple[int, int, int]:
    """Of how many mails of applications that state a company it is right, of how many another is said, and of all."""
    asked = [one for one in some if one.mail["company"] and one.mail["label"] != Label.OTHER]
    right = sum(company_key(one.company) == company_key(one.mail["company"]) for one in asked)
    return right, sum(bool(one.company) for one in asked) - right, len(asked)


def roles(some: Sequence[Read]) -> tuple[int, int, int]:
    """The same of roles."""
    asked = [one for one in some if one.mail["role"] and one.mail["label"] != Label.OTHER]
    right = sum(_alike(one.role, one.mail["role"]) for one in asked)
    return right, sum(bool(one.role) for one in asked) - right, len(asked)


def _alike(one: str, other: str) -> bool:
    a, b = set(role_key(one).split()), set(role_key(other).split())
    return bool(a and b) and len(a & b) / len(a | b) >= _ALIKE


def main() -> int:
    """Prints a line for each language and one for all."""
    said = read(exam())
    sys.stdout.write(
        "language, mails: right, sure, of these right; company right / wrong; role right / wrong\n"
    )
    for language in [*dict.fromkeys(one.mail["lang"] for one in said), "all"]:
        some = [one for one in said if language in (one.mail["lang"], "all")]
        sure = [one.right for one in some if one.verdict.sure]
        named = "; ".join(
            f"{right / n:.3f} / {wrong / n:.3f}" for right, wrong, n in (companies(some), roles(some))
        )
        right = sum(one.right for one in some) / len(some)
        told = f"{right:.3f}, {len(sure) / len(some):.3f}, {sum(sure) / len(sure):.3f}"
        sys.stdout.write(f"{language:8} {len(some):4}: {told}; {named}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
