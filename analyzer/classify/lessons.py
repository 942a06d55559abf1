"""What is learnt from labels by hand, what they are kept back for, and what they are not good for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from analyzer.classify import alike
from analyzer.corrections import Correction, Split
from analyzer.domain import Email
from analyzer.labels import Label

#: So many different texts are learnt from, and compared on, at most; the newest. A search of a year has fewer, and
#: fitting takes some 15 s for each 5,000.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Lesson:
    """A mail, and what somebody said that it is."""

    correction: Correction
    email: Email
    label: Label


@dataclass(frozen=True, slots=True)
class Lessons:
    """All labels by hand, sorted by what they are good for. Each text stands in it once."""

    taught: tuple[Lesson, ...] = ()
    """To learn from; none is nearly the same as a held-out one."""
    held_out: tuple[Lesson, ...] = ()
    """To compare models on; no model learns from them."""
    kin_of_held_out: tuple[int, ...] = ()
    """Of each held-out one a number; those of one kin (`alike.KIN`), such as one template, share it."""
    contradictory: tuple[Lesson, ...] = ()
    """Of one text different things were said: nothing is learnt from these."""
    without_text: int = 0
    """Labels of mails whose text is not known."""
    near_held_out: int = 0
    """Texts that are not learnt from because they are nearly the same as a held-out one."""
    beyond: int = 0
    """Texts beyond the newest `MOST`."""

    @property
    def mark(self) -> str:
        """Changes whenever a text to learn from, a text to compare on, or what was said of it changes."""
        said = sorted(
            (lesson.correction.text_hash, lesson.label.value, split)
            for split, lessons in (("train", self.taught), ("held_out", self.held_out))
            for lesson in lessons
        )
        return sha256(repr(said).encode()).hexdigest() if said else ""


def lessons(of_mails: Iterable[Correction], mails: Mapping[str, Email], trial: str = "") -> Lessons:
    """The lessons of what is in force, oldest first; `mails` gives the mail of a text hash.

    Labels that were drawn for the `trial` are held out; those drawn for one that is over are learnt from.
    """
    said = [c for c in of_mails if c.label is not None]
    by_text: defaultdict[str, list[Lesson]] = defaultdict(list)
    for correction in said:
        email = mails.get(correction.text_hash)
        if email is not None and correction.label is not None:
            by_text[correction.text_hash].append(Lesson(correction, email, correction.label))
    agreed = [several for several in by_text.values() if _agree(several)]
    is_held = [any(_is_held_out(lesson, trial) for lesson in several) for several in agreed]
    taught = [several[-1] for several, held_out in zip(agreed, is_held, strict=True) if not held_out]
    held = [several[-1] for several, held_out in zip(agreed, is_held, strict=True) if held_out]
    kept, kept_held = taught[-MOST:], held[-MOST:]
    apart, kin = _apart(kept, kept_held)
    return Lessons(
        taught=tuple(apart),
        held_out=tuple(kept_held),
        kin_of_held_out=kin,
        contradictory=tuple(one for several in by_text.values() if not _agree(several) for one in several),
        without_text=len(said) - sum(map(len, by_text.values())),
        near_held_out=len(kept) - len(apart),
        beyond=len(taught) + len(held) - len(kept) - len(kept_held),
    )


def _agree(several: Sequence[Lesson]) -> bool:
    return len({lesson.label for lesson in several}) == 1


def _is_held_out(lesson: Lesson, trial: str) -> bool:
    said = lesson.correction
    return said.split is Split.HELD_OUT and said.drawn_for in (None, trial)


def strange(emails: Sequence[Email], taught: Sequence[Lesson]) -> list[bool]:
    """Of each email whether it is nearly the same as nothing that was taught."""
    if not emails or not taught:
        return [True] * len(emails)
    near = _near(alike.rows(emails), alike.rows([lesson.email for lesson in taught]))
    return [not close for close in near.tolist()]


def _apart(taught: Sequence[Lesson], held: Sequence[Lesson]) -> tuple[list[Lesson], tuple[int, ...]]:
    """Those of the taught that are nearly the same as no held-out one, and the kin of the held-out ones."""
    if not held:
        return list(taught), ()
    held_rows = alike.rows([lesson.email for lesson in held])
    kin = tuple(alike.groups(held_rows).tolist())
    if not taught:
        return [], kin
    near = _near(alike.rows([lesson.email for lesson in taught]), held_rows)
    return [lesson for lesson, close in zip(taught, near, strict=True) if not close], kin


def _near(rows: Any, others: Any) -> npt.NDArray[np.bool_]:
    """Which rows are nearly the same as any of the others."""
    return np.asarray(((rows @ others.T) >= alike.ALIKE).sum(axis=1)).ravel() > 0
