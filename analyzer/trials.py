"""A new model on trial: it judges nothing yet, and the review page asks about mails of which it thinks otherwise.

Mails of which two models say the same tell nothing of which is better. So they are compared on mails drawn at random
among the others; a draw from all mail would need ten times as many labels and more.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from analyzer import models, writing
from analyzer.errors import ModelError, ReportError
from analyzer.shipped import fingerprint, shipped_model

_FILE, _MODEL = "trial.json", "trial.skops"


@dataclass(frozen=True, slots=True)
class Trial:
    """A model that has to prove itself."""

    sha256: str
    """Of its file."""
    began: str
    """RFC 3339, UTC."""
    against: str
    """The version in force, which it has to be better than."""
    base: str
    """Fingerprint of the shipped model that was taught."""
    sklearn: str
    labels: str
    """Mark of the lessons (`Lessons.mark`)."""
    tries: int
    """How many models were compared with the one in force, this one among them."""
    taught: tuple[str, ...] = field(default=(), repr=False)
    """Beginnings of the hashes of the texts that it learnt from."""
    asked: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Message id and text hash of the mails of which the models say different things, in the order of the draw."""

    @property
    def name(self) -> str:
        """What labels drawn for it are marked with."""
        return self.sha256[:12]


def begin(folder: Path, data: bytes, trial: Trial) -> None:
    """Writes down the model and its trial; one before it is gone by that. Raises ModelError."""
    told = asdict(trial)
    text = json.dumps({**told, "seal": models.seal(folder, told)}, ensure_ascii=False, indent=1) + "\n"
    try:
        writing.write_all(folder, {_MODEL: data, _FILE: text})
    except ReportError as error:
        raise ModelError(str(error)) from error


def read(folder: Path) -> Trial | None:
    """The trial that is on; None: none, or its files are damaged, from elsewhere, or of another version of this."""
    try:
        told = json.loads((folder / _FILE).read_text("utf-8"))
        seal = told.pop("seal")
        pairs = tuple((str(id_), str(text)) for id_, text in told["asked"])
        trial = Trial(**told | {"taught": tuple(map(str, told["taught"])), "asked": pairs})
        datetime.fromisoformat(trial.began)
        whole = sha256(model(folder)).hexdigest() == trial.sha256
    except (OSError, ValueError, TypeError, KeyError):
        return None
    checks = (
        whole,
        models.is_seal(folder, asdict(trial), seal),
        trial.base == fingerprint(shipped_model()),
        trial.sklearn == models.sklearn_here(),
    )
    return trial if all(checks) else None


def model_path(folder: Path) -> Path:
    """Where the model on trial lies."""
    return folder / _MODEL


def model(folder: Path) -> bytes:
    """Its file."""
    return model_path(folder).read_bytes()


def end(folder: Path) -> None:
    """Drops the trial and its model."""
    for name in (_FILE, _MODEL):
        (folder / name).unlink(missing_ok=True)
