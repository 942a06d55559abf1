"""What `train` and `model` say of models and labels, in lines."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from analyzer import models
from analyzer.errors import ModelError
from analyzer.models import STARTER, Card
from analyzer.retraining import Doubted

_SHOWN = 10
#: Names of the figures of a card, and how they are said.
_SCORES = {
    "learnt_from": "mails learnt from",
    "held_out": "held-out mails compared on, near-identical ones once",
    "new_right": "of these only this model was right on",
    "old_right": "only the one before was right on",
    "missed_by_new": "offers, interviews and tests missed by this one",
    "missed_by_old": "missed by the one before",
    "p": "p (McNemar, exact, one-sided)",
}


def versions(folder: Path) -> Iterator[str]:
    """A line for each version, the shipped one first. Raises ModelError."""
    current = models.in_force(folder)
    standing = models.standing_or_new(folder)
    yield _line(current, STARTER, "the shipped model")
    for card in models.cards(folder):
        why = models.refusal(folder, card.version)
        yield _line(current, card.version, f"cannot be used: {why}" if why else card.why)
    if standing.pinned:
        yield f"{standing.version} is pinned"
    if current.refused:
        yield str(current.refused)
    if standing.last:
        yield f"last training: {standing.last}"


def _line(current: models.InForce, version: str, what: str) -> str:
    return f"{'*' if current.version == version else ' '} {version:18} {what}"


def version(folder: Path, name: str) -> Iterator[str]:
    """What is known of a version; none named: of the one in force. Raises ModelError if there is no such."""
    current = models.in_force(folder)
    wanted = name or current.version
    if wanted == STARTER:
        yield f"{STARTER}: the shipped model, {current.path if current.version == STARTER else 'not in force'}"
        return
    card = next((card for card in models.cards(folder) if card.version == wanted), None)
    if card is None:
        raise ModelError(
            f"there is no model {wanted!r}; `rejection-analyzer model list` names those there are"
        )
    yield from _told(card)
    why = models.refusal(folder, wanted)
    yield (
        f"it cannot be used: {why}"
        if why
        else f"it can be used{', and is in force' * (current.version == wanted)}"
    )


def _told(card: Card) -> Iterator[str]:
    yield f"{card.version}, made {card.created} by version {card.program} with scikit-learn {card.sklearn}"
    yield f"took over from {card.against}: {card.why}"
    for key, words in _SCORES.items():
        if key in card.scores:
            yield f"  {words}: {card.scores[key]:g}"
    yield f"  file {card.sha256[:16]}, labels {card.labels[:16]}, shipped mail {card.corpus[:16]}"


def doubts(found: Sequence[Doubted]) -> Iterator[str]:
    """The labels that may be mistakes, the likeliest first; nothing if there are none."""
    if found:
        yield f"you may have mislabelled these ({len(found)}); `rejection-analyzer label` corrects them:"
    for one in found[:_SHOWN]:
        against = "the same text has another label, too" if one.likelier is None else f"rather {one.likelier}"
        chance = "" if one.likelier is None else f", p {one.p:.3f}"
        yield f"  {one.correction.message_id}: {one.correction.label}{chance}; {against}"
