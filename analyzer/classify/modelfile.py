"""Model files: a skops file (arrays and parameters, no code) and its card beside it. The only I/O of the room."""

import io
import itertools
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import sklearn
import skops.io

from analyzer.classify.model import Model, Weigher
from analyzer.classify.shipped import AGAIN, fingerprint
from analyzer.errors import ModelError

#: Increment when the file's content changes its meaning.
#: 1: one linear model of the whole mail.
#: 2: sentences are weighed, too.
FORMAT = 2
#: skops reads these types beside its own; none of them can run code.
_TRUSTED: tuple[str, ...] = ()


def dumps(model: Model) -> bytes:
    """The model as the bytes of a file: the same model gives the same bytes."""
    state = {name: getattr(model, name) for name in Model.__dataclass_fields__}
    state |= {"blocks": [_plain(w) for w in model.blocks], "sentence": _plain(model.sentence)}
    return _canonical(skops.io.dumps({"format": FORMAT, "sklearn": sklearn.__version__, **state}))


def _plain(weigher: Weigher) -> dict[str, Any]:
    return {"columns": weigher.columns, "idf": weigher.idf}


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
    weighers = {
        "blocks": tuple(Weigher(**w) for w in state["blocks"]),
        "sentence": Weigher(**state["sentence"]),
    }
    return Model(**{name: state[name] for name in Model.__dataclass_fields__} | weighers)


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
