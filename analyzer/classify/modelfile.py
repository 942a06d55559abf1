"""Model files: a skops file (arrays and parameters, no code) and its card beside it. The only I/O of the room."""

import io
import itertools
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
import skops.io

from analyzer.classify.model import Judge, Linear, Model
from analyzer.classify.shipped import AGAIN, fingerprint
from analyzer.classify.weights import Weigher
from analyzer.errors import ModelError

#: Increment when the file's content changes its meaning.
#: 1: one linear model of the whole mail.
#: 2: sentences are weighed, too.
#: 3: concepts are weighed, too; plain arrays instead of scikit-learn's objects.
FORMAT = 3
#: skops reads these types beside its own; none of them can run code.
_TRUSTED: tuple[str, ...] = ()


def dumps(model: Model) -> bytes:
    """The model as the bytes of a file: the same model gives the same bytes."""
    return _canonical(skops.io.dumps({"format": FORMAT, "sklearn": sklearn.__version__, **_plain(model)}))


#: The dataclasses that a model is made of: written as dictionaries of arrays, so that the file holds no objects.
_PARTS: dict[str, Callable[..., Any]] = {
    "of_pieces": Weigher,
    "of_mails": Weigher,
    "pieces": Linear,
    "mails": Linear,
    "reasons": Linear,
    "judge_of_scores": lambda linear, **rest: Judge(linear=Linear(**linear), **rest),
}


def _plain(part: Any) -> Any:
    """Dataclasses as dictionaries; weights, many and small, in half precision."""
    if is_dataclass(part):
        return {field.name: _plain(getattr(part, field.name)) for field in fields(part)}
    if isinstance(part, np.ndarray) and part.dtype == np.float32:
        return part.astype(np.float16)
    return part


def _whole(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _whole(value) for key, value in part.items()}
    if isinstance(part, np.ndarray) and part.dtype == np.float16:
        return part.astype(np.float32)
    return part


def save(model: Model, path: Path, card: dict[str, Any]) -> None:
    """Writes the model and its card (`.json`, with the file's hash) beside each other, each whole or not at all."""
    data = dumps(model)
    _replace(path, data)
    text = json.dumps({"sha256": sha256(data).hexdigest(), **card}, ensure_ascii=False, indent=1) + "\n"
    _replace(path.with_suffix(".json"), text.encode())


def load(path: Path) -> Model:
    """The model in the file; raises ModelError if it is missing, damaged, tampered with, or of another version."""
    data = _read(path)
    if sha256(data).hexdigest() != fingerprint(path):
        raise ModelError(f"{path} is not the file that {path.with_suffix('.json')} describes; {AGAIN}")
    try:
        state = skops.io.loads(data, trusted=list(_TRUSTED))
    except Exception as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}); {AGAIN}") from error
    if state["format"] != FORMAT or _series(state["sklearn"]) != _series(sklearn.__version__):
        raise ModelError(f"{path} was made for another version of the program or of scikit-learn; {AGAIN}")
    rest = {name: _whole(state[name]) for name in Model.__dataclass_fields__}
    return Model(**rest | {name: make(**rest[name]) for name, make in _PARTS.items()})


def _series(version: str) -> list[str]:
    """scikit-learn promises files only within a version; within a series they are read in practice."""
    return version.split(".")[:2]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); {AGAIN}") from error


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o644)  # noqa: PTH101 - a model holds weights, no mail
    os.replace(name, path)  # noqa: PTH105 - atomic


# --- the same bytes each time ---------------------------------------------------------------------
# skops names parts by their address in memory and stamps them with the clock.


def _canonical(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        schema = json.loads(archive.read("schema.json"))
        files: dict[str, str] = {}
        numbers = itertools.count()
        renamed = _renumbered(schema, numbers, files)
        parts = {new: archive.read(old) for old, new in files.items()}
    parts["schema.json"] = json.dumps(renamed, indent=0).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _renumbered(node: Any, numbers: Iterator[int], files: dict[str, str]) -> Any:
    """The schema with parts numbered and files named in order of appearance; `files` collects old and new names."""
    if isinstance(node, list):
        return [_renumbered(item, numbers, files) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _renumbered(value, numbers, files) for key, value in node.items()}
    if "__id__" in out:
        out["__id__"] = next(numbers)
    if isinstance(out.get("file"), str):
        out["file"] = files.setdefault(out["file"], f"{len(files):03}.npy")
    return out
