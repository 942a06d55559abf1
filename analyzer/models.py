"""The user's own models: versions in a folder, each with its card, and which of them is in force.

A model is refused, and the shipped one used instead, if its file is not whole, if it was not written by this program
on this machine, or if it was made with another scikit-learn or upon another shipped model.
"""

import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from analyzer import __version__, writing
from analyzer.errors import ModelError, ModelRefused, ReportError
from analyzer.shipped import fingerprint, shipped_model

#: The name under which the shipped model stands among the user's.
STARTER = "starter"
_KEPT = 3
_STANDING = "current.json"
#: What is not named so is none of the user's models and is never touched: the folder may hold other files.
_VERSION = re.compile(r"\d{8}-\d{6}(?:-\d\d)?")
#: Signs the cards. It lies beside them: what it keeps out is a file brought from elsewhere, not somebody who can write
#: into the folder. A model file is no code, whoever wrote it.
_KEY = ".key"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one model of the user's."""

    version: str
    created: str
    """RFC 3339, UTC."""
    sha256: str
    """Of the file."""
    labels: str
    """Mark of the lessons (`Lessons.mark`)."""
    corpus: str
    """SHA-256 of the shipped training mail."""
    base: str
    """Fingerprint of the shipped model that was taught."""
    against: str
    """The version that it was compared with."""
    why: str
    scores: dict[str, float]
    """Figures of the comparison, by name."""
    taught: tuple[str, ...] = field(default=(), repr=False)
    """Beginnings of the hashes of the texts that it learnt from."""
    sklearn: str = ""
    program: str = __version__


@dataclass(frozen=True, slots=True)
class Standing:
    """Which model is in force, and what came of the last training."""

    version: str = STARTER
    pinned: bool = False
    """No night changes it."""
    before: tuple[str, ...] = ()
    """Those that were in force before it, the last one last."""
    tries: int = 0
    """Comparisons with the model that is in force."""
    lines: int = 0
    """Lines of labels.jsonl at the last training."""
    labels: str = ""
    """Mark of the lessons that a model was last made of."""
    last: str = ""
    """What came of the last training."""
    doubts: tuple[tuple[str, float, str], ...] = ()
    """Labels that may be mistakes: text hash, probability of what was said, likelier label."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The model that judges the mail."""

    version: str
    path: Path
    fingerprint: str
    refused: ModelRefused | None = None
    """Why the user's own is not used."""


def in_force(folder: Path) -> InForce:
    """The user's model, or the shipped one if there is none or it is refused. Raises ModelError if that is missing."""
    try:
        standing = read_standing(folder)
        if standing.version != STARTER:
            card = checked(folder, standing.version)
            return InForce(card.version, model_path(folder, card.version), card.sha256)
        refused = None
    except ModelRefused as error:
        refused = error
    return InForce(STARTER, shipped_model(), fingerprint(shipped_model()), refused)


def model_path(folder: Path, version: str) -> Path:
    """Where a version lies."""
    return folder / f"{version}.skops"


def read_standing(folder: Path) -> Standing:
    """Which model is in force; raises ModelRefused if the file that says so is damaged."""
    path = folder / _STANDING
    if not path.exists():
        return Standing()
    try:
        told = _json(path)
        standing = Standing(
            version=_plain(told["version"]),
            pinned=bool(told["pinned"]),
            before=tuple(map(_plain, told["before"])),
            tries=int(told["tries"]),
            lines=int(told["lines"]),
            labels=str(told["labels"]),
            last=str(told["last"]),
            doubts=tuple((str(text), float(p), str(likelier)) for text, p, likelier in told["doubts"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelRefused(f"{path} is damaged; {_MEANWHILE}") from error
    return standing


def stand(folder: Path, standing: Standing) -> None:
    """Writes down which model is in force. Raises ModelError."""
    _write(folder, {_STANDING: json.dumps(asdict(standing), ensure_ascii=False, indent=1) + "\n"})


def keep(folder: Path, data: bytes, card: Card) -> None:
    """Writes a model and its card; nothing is in force by that. Raises ModelError."""
    told = asdict(card)
    text = json.dumps({**told, "seal": seal(folder, told)}, ensure_ascii=False, indent=1) + "\n"
    _write(folder, {f"{card.version}.skops": data, f"{card.version}.json": text})


def cards(folder: Path) -> list[Card]:
    """The cards of the versions that are there and readable, oldest first; whether they can be used `checked` tells."""
    found = [_card(model_path(folder, version).with_suffix(".json")) for version in _versions(folder)]
    return [card for card in found if card is not None]


def promote(folder: Path, card: Card, standing: Standing) -> Standing:
    """Puts a kept model in force and deletes all but the last few; gives what stands now. Raises ModelError."""
    now = replace(standing, version=card.version, before=(*standing.before, standing.version), tries=0)
    stand(folder, now)
    _prune(folder, now)
    return now


def roll_back(folder: Path) -> Standing:
    """The model before the current one; the shipped one if there is none left.

    Raises ModelError if the shipped one is in force.
    """
    standing = read_standing(folder)
    if standing.version == STARTER:
        raise ModelError("the shipped model is in force; there is none before it")
    usable = [
        (at, version) for at, version in enumerate(standing.before) if not refusal(folder, version)
    ] or [(0, STARTER)]
    at, version = usable[-1]
    now = replace(standing, version=version, pinned=False, before=standing.before[:at], tries=0)
    stand(folder, now)
    return now


def pin(folder: Path, version: str) -> Standing:
    """Puts that version in force until `unpin`. Raises ModelError if it cannot be used."""
    why = refusal(folder, version)
    if why:
        raise ModelError(f"{version} cannot be pinned: {why}")
    standing = standing_or_new(folder)
    if version != standing.version:
        standing = replace(standing, version=version, before=(*standing.before, standing.version), tries=0)
    stand(folder, replace(standing, pinned=True))
    return replace(standing, pinned=True)


def unpin(folder: Path) -> Standing:
    """Lets the nights change the model again. Raises ModelError."""
    standing = replace(standing_or_new(folder), pinned=False)
    stand(folder, standing)
    return standing


def standing_or_new(folder: Path) -> Standing:
    """Which model is in force; as on the first day if the file that says so is damaged."""
    try:
        return read_standing(folder)
    except ModelRefused:
        return Standing()


# --- what is refused ------------------------------------------------------------------------------

_MEANWHILE = "the shipped model is used, and the next night makes a new one of your labels"


def checked(folder: Path, version: str) -> Card:
    """The card of a version that can be used; raises ModelRefused if it cannot."""
    why = refusal(folder, version)
    card = _card(model_path(folder, version).with_suffix(".json"))
    if why or card is None:
        raise ModelRefused(f"{model_path(folder, version)} is not used: {why}; {_MEANWHILE}")
    return card


def refusal(folder: Path, version: str) -> str:
    """Why a version cannot be used; empty: it can."""
    if version == STARTER:
        return ""
    if not _VERSION.fullmatch(version):
        return "there is no such model"
    path = model_path(folder, version)
    card = _card(path.with_suffix(".json"))
    if card is None or not path.exists():
        return "there is no such model, or its card is missing or damaged"
    checks = (
        (
            not _is_sealed(folder, card),
            "it was not made by this program in this folder, or its card was changed",
        ),
        (
            sha256(path.read_bytes()).hexdigest() != card.sha256,
            "the file is damaged, or is not what its card says",
        ),
        (_series(card.sklearn) != _series(sklearn_here()), f"it was made with scikit-learn {card.sklearn}"),
        (card.base != fingerprint(shipped_model()), "it was made upon the shipped model of another version"),
    )
    return next((why for holds, why in checks if holds), "")


def sklearn_here() -> str:
    """The version of scikit-learn, without importing it."""
    return installed("scikit-learn")


def _series(version: str) -> list[str]:
    """Files are read within a series; see `classify.modelfile`."""
    return version.split(".")[:2]


def _card(path: Path) -> Card | None:
    try:
        told = _json(path)
        told.pop("seal", None)
        card = Card(**told | {"taught": tuple(told.get("taught", ()))})
        _plain(card.version)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return card if card.version == path.stem else None


def _is_sealed(folder: Path, card: Card) -> bool:
    try:
        told = _json(model_path(folder, card.version).with_suffix(".json"))
    except (OSError, ValueError):
        return False
    return is_seal(folder, asdict(card), told.get("seal"))


def seal(folder: Path, told: dict[str, Any]) -> str:
    """What shows that this program wrote it into this folder. Raises ModelError."""
    return _seal(_key(folder), told)


def is_seal(folder: Path, told: dict[str, Any], found: object) -> bool:
    """Whether that is its seal."""
    try:
        key = (folder / _KEY).read_bytes()
    except OSError:
        return False
    return hmac.compare_digest(str(found), _seal(key, told))


def _seal(key: bytes, told: dict[str, Any]) -> str:
    text = json.dumps(told, sort_keys=True, ensure_ascii=True)
    return hmac.new(key, text.encode(), sha256).hexdigest()


def _key(folder: Path) -> bytes:
    """The key of the folder, made at the first use. Raises ModelError."""
    path = folder / _KEY
    if not path.exists():
        _write(folder, {_KEY: secrets.token_bytes(32)})
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); mend its rights") from error


# --- files ----------------------------------------------------------------------------------------


def _json(path: Path) -> dict[str, Any]:
    told = json.loads(path.read_text("utf-8"))
    if not isinstance(told, dict):
        raise TypeError("is no JSON object")
    return told


def _plain(version: object) -> str:
    """The version, checked: a version is a name as `new_version` gives it, never a path."""
    if not isinstance(version, str) or not (_VERSION.fullmatch(version) or version == STARTER):
        raise ValueError(f"{version!r} is no version")
    return version


def _write(folder: Path, files: dict[str, str | bytes]) -> None:
    try:
        writing.write_all(folder, files)
    except ReportError as error:
        raise ModelError(str(error)) from error


def _prune(folder: Path, standing: Standing) -> None:
    """Deletes all but the last few versions, the one in force and the one before it."""
    there = _versions(folder)
    needed = {*there[-_KEPT:], standing.version, *standing.before[-1:]}
    for version in there:
        if version not in needed:
            for end in (".skops", ".json"):
                model_path(folder, version).with_suffix(end).unlink(missing_ok=True)


def new_version(folder: Path, now: datetime) -> str:
    """A name that no version has; names stand in the order of their making."""
    name = f"{now:%Y%m%d-%H%M%S}"
    names = [name, *(f"{name}-{n:02}" for n in range(1, 100))]
    return next(each for each in names if each not in _versions(folder))


def _versions(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.skops") if _VERSION.fullmatch(path.stem))
