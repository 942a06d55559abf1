"""What the human said of mails, and what of it is in force."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from analyzer.domain import Email, Verdict
from analyzer.labels import LABELS, Label


class Via(StrEnum):
    """How somebody said it."""

    REVIEW = "review"
    """On the review page, of the mail that was shown."""
    SIMILAR = "similar"
    """On the review page, of a mail nearly identical to the one that was shown."""
    COMMAND = "command"
    FILE = "file"
    """From a table given to `label --from`."""
    FOLDER = "folder"
    """By moving it to a mail folder that stands for the label."""


class Split(StrEnum):
    """What a label is for; see `classify.gate`."""

    TRAIN = "train"
    HELD_OUT = "held_out"
    """Chosen at random and labelled without seeing a guess: models are compared on it. What was drawn from all mail
    trains no model; what was drawn for a trial trains none until that is over."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody said of one mail at one moment; None: nothing about that."""

    batch: str
    """Of one act: decisions of a batch are undone together."""
    at: datetime
    message_id: str
    text_hash: str
    """`text_hash` of the mail, empty if its text was not known."""
    via: Via
    label: Label | None = None
    company: str | None = None
    """Empty: the mail's application has no company that is known."""
    role: str | None = None
    same_as: str | None = None
    """Message id of a mail of the same application."""
    apart_from: str | None = None
    """Message id of a mail of another application."""
    model_said: Label | None = None
    p: float | None = None
    """The model's probability of what it said."""
    split: Split = Split.TRAIN
    place: str | None = None
    """Where in a mail folder it lay, see `Via.FOLDER`: each place speaks once."""
    drawn_for: str | None = None
    """Name of the trial (`trials`) that it was drawn for; None: it was drawn from all mail, or not drawn."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back all decisions of a batch."""

    batch: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """All that is in force about one mail; None: nothing was said about that."""

    message_id: str
    text_hash: str
    label: Label | None = None
    label_via: Via | None = None
    company: str | None = None
    role: str | None = None
    split: Split = Split.TRAIN
    model_said: Label | None = None
    p: float | None = None
    drawn_for: str | None = None
    folder_says: Label | None = None
    """What a mail folder says otherwise than the label that is in force."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is in force about all mails."""

    of_mails: tuple[Correction, ...] = ()
    """In the order in which they were first spoken of."""
    same: tuple[tuple[str, str], ...] = ()
    """Pairs of message ids that belong to one application."""
    apart: tuple[tuple[str, str], ...] = ()
    _by_id: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict, repr=False)
    _by_hash: Mapping[str, Correction] = field(default_factory=dict, repr=False)

    def of(self, email: Email) -> Correction | None:
        """What is in force about the mail.

        By its Message-ID; where several mails were spoken of under one id, or it has none of its own, by its text.
        """
        return self.of_mail(email.message_id, lambda: text_hash(email))

    def of_mail(self, message_id: str, hashed: Callable[[], str]) -> Correction | None:
        """The same of a mail of which only its id is at hand; `hashed` gives its `text_hash`, where that is needed."""
        told = self._by_id.get(message_id, ())
        if len(told) == 1:
            return told[0]
        if told or message_id.startswith(NO_ID):
            return self._by_hash.get(hashed())
        return None

    def __bool__(self) -> bool:
        return bool(self.of_mails or self.same or self.apart)


#: How the message id of a mail begins that has none: it goes by its bytes, which differ from server to server.
NO_ID = "sha256:"
BY_USER = "user"
NOTHING_SAID = Corrections()


def text_hash(email: Email) -> str:
    """SHA-256 of subject and text without regard to case, width and white space; empty where there is no text."""
    if not email.text:
        return ""
    told = unicodedata.normalize("NFKC", f"{email.subject}\n{email.text}").casefold()
    return sha256(" ".join(told.split()).encode("utf-8", "surrogatepass")).hexdigest()


def in_force(said: Iterable[Decision | Undo]) -> Corrections:
    """What of all that was said, in its order, is in force: the later wins, and a hand wins over a mail folder."""
    told = list(said)
    undone = {one.batch for one in told if isinstance(one, Undo)}
    decisions = [one for one in told if isinstance(one, Decision) and one.batch not in undone]
    hashes = {one.message_id: one.text_hash for one in decisions if one.text_hash}
    by_mail: dict[tuple[str, str], Correction] = {}
    pairs: dict[tuple[str, str], bool] = {}
    for one in decisions:
        decision = one if one.text_hash else replace(one, text_hash=hashes.get(one.message_id, ""))
        key = _key(decision)
        known = by_mail.get(key)
        by_mail[key] = _with(known, decision) if known else _first(decision)
        pairs |= _pairs(decision)
    return _resolved(tuple(by_mail.values()), pairs)


def _key(decision: Decision) -> tuple[str, str]:
    """Mails without a Message-ID go by their text alone; a repeated id is told apart by it."""
    own = "" if decision.message_id.startswith(NO_ID) and decision.text_hash else decision.message_id
    return own, decision.text_hash


def _first(said: Decision) -> Correction:
    """What is in force after the first decision about a mail."""
    names = said.message_id, said.text_hash
    if said.label is None:
        return Correction(*names, company=said.company, role=said.role)
    return Correction(
        *names,
        label=said.label,
        label_via=said.via,
        company=said.company,
        role=said.role,
        split=said.split,
        model_said=said.model_said,
        p=said.p,
        drawn_for=said.drawn_for,
    )


def _with(known: Correction, said: Decision) -> Correction:
    return replace(
        _with_label(known, said),
        message_id=said.message_id,
        company=known.company if said.company is None else said.company,
        role=known.role if said.role is None else said.role,
    )


def _with_label(known: Correction, said: Decision) -> Correction:
    if said.label is None:
        return known
    by_hand = known.label is not None and known.label_via is not Via.FOLDER
    if by_hand and said.via is Via.FOLDER:
        return replace(known, folder_says=_other(said.label, known.label))
    folder = known.label if known.label_via is Via.FOLDER else known.folder_says
    return replace(
        known,
        label=said.label,
        label_via=said.via,
        split=said.split,
        model_said=said.model_said,
        p=said.p,
        drawn_for=said.drawn_for,
        folder_says=None if said.via is Via.FOLDER else _other(folder, said.label),
    )


def _other(folder: Label | None, label: Label | None) -> Label | None:
    return folder if folder is not label else None


def _pairs(decision: Decision) -> dict[tuple[str, str], bool]:
    """Pair of message ids → whether they are of one application."""
    if not (decision.same_as or decision.apart_from):
        return {}
    told = ((decision.same_as, True), (decision.apart_from, False))
    return {
        (min(decision.message_id, other), max(decision.message_id, other)): same
        for other, same in told
        if other and other != decision.message_id
    }


def _resolved(mails: Sequence[Correction], pairs: Mapping[tuple[str, str], bool]) -> Corrections:
    by_id: defaultdict[str, tuple[Correction, ...]] = defaultdict(tuple)
    for mail in mails:
        by_id[mail.message_id] += (mail,)
    return Corrections(
        of_mails=tuple(mails),
        same=tuple(pair for pair, same in pairs.items() if same),
        apart=tuple(pair for pair, same in pairs.items() if not same),
        _by_id=MappingProxyType(dict(by_id)),
        _by_hash=MappingProxyType({mail.text_hash: mail for mail in mails if mail.text_hash}),
    )


def as_said(verdict: Verdict | None, label: Label) -> Verdict:
    """The verdict of a mail whose label the user gave; what the model found stays where it agrees."""
    agrees = verdict is not None and verdict.label is label
    return Verdict(
        label=label,
        confidence=1.0,
        sure=True,
        runner_up=label if verdict is None or agrees else verdict.label,
        why=verdict.why if verdict and agrees else (),
        reason=verdict.reason if verdict and agrees else None,
        by=BY_USER,
        recruiting=float(LABELS[label].event),
    )
