"""The file of a model of labels."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from analyzer import skopsfile
from analyzer.classify.lexicon import Lexicon
from analyzer.classify.model import Judge, Linear, Model
from analyzer.classify.weights import Weigher
from analyzer.errors import ModelError
from analyzer.shipped import AGAIN

#: Increment when the file's content changes its meaning.
#: 1: one linear model of the whole mail.
#: 2: sentences are weighed, too.
#: 3: concepts are weighed, too; plain arrays instead of scikit-learn's objects.
#: 4: weights in a byte each; the tables of concepts are part of the file.
#: 5: single words are weighed once more, in a block of their own.
FORMAT = 5
#: Whose training a file holds. Only asked for its version: to judge it is not needed.
_LIBRARY = "scikit-learn"


def dumps(model: Model) -> bytes:
    """The model as the bytes of a file: the same model gives the same bytes."""
    return skopsfile.dumps({"format": FORMAT, "sklearn": version(_LIBRARY), **_plain(model)})


#: The dataclasses that a model is made of: written as dictionaries of arrays, so that the file holds no objects.
_PARTS: dict[str, Callable[..., Any]] = {
    "lexicon": lambda names, stems, **rest: Lexicon(_lines(names), _lines(stems), **rest),
    "of_pieces": Weigher,
    "of_mails": Weigher,
    "pieces": Linear,
    "mails": Linear,
    "reasons": Linear,
    "judge_of_scores": lambda linear, **rest: Judge(linear=Linear(**linear), **rest),
}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _plain(part: Any) -> Any:
    """Dataclasses as dictionaries, the lexicon's words as lines."""
    if isinstance(part, Lexicon):
        words = {"names": "\n".join(part.names), "stems": "\n".join(part.stems)}
        numbers = {"first": part.first, "concept": part.concept, "language": part.language}
        return words | {name: values.astype(np.int32) for name, values in numbers.items()}
    if is_dataclass(part):
        return {field.name: _plain(getattr(part, field.name)) for field in fields(part)}
    return part


def save(model: Model, path: Path, card: dict[str, Any]) -> None:
    """Writes the model and its card (`.json`, with the file's hash) beside each other, each whole or not at all."""
    skopsfile.save(dumps(model), path, card)


def load(path: Path) -> Model:
    """The model in the file; raises ModelError if it is missing, damaged, tampered with, or of another version."""
    state = skopsfile.load(path)
    if state["format"] != FORMAT or _series(state["sklearn"]) != _series(version(_LIBRARY)):
        raise ModelError(f"{path} was made for another version of the program or of scikit-learn; {AGAIN}")
    rest = {name: state[name] for name in Model.__dataclass_fields__}
    return Model(**rest | {name: make(**rest[name]) for name, make in _PARTS.items()})


def _series(number: str) -> list[str]:
    """scikit-learn promises files only within a version; within a series they are read in practice."""
    return number.split(".")[:2]
