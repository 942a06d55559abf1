"""Model files: a skops file (arrays and texts, no code) and its card beside it, with the file's hash."""

import io
import itertools
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from analyzer.errors import ModelError
from analyzer.packing import Packed, packed
from analyzer.shipped import AGAIN, fingerprint

#: skops reads these types beside its own; none of them can run code.
_TRUSTED: tuple[str, ...] = ()
#: The keys of weights in a byte each.
_PACKED = ("roots", "top")


def dumps(state: dict[str, Any]) -> bytes:
    """A state of texts, numbers, arrays and dictionaries of them as bytes: the same state gives the same bytes.

    Weights (two-dimensional float32) take a byte each, other float32 two.
    """
    import skops.io

    return _canonical(skops.io.dumps(_small(state)))


def save(data: bytes, path: Path, card: dict[str, Any]) -> None:
    """Writes the model and its card (`.json`, with the file's hash) beside each other, each whole or not at all."""
    _replace(path, data)
    text = json.dumps({"sha256": sha256(data).hexdigest(), **card}, ensure_ascii=False, indent=1) + "\n"
    _replace(path.with_suffix(".json"), text.encode())


def load(path: Path) -> dict[str, Any]:
    """The state in the file; raises ModelError if it is missing, damaged or tampered with."""
    data = _read(path)
    if sha256(data).hexdigest() != fingerprint(path):
        raise ModelError(f"{path} is not the file that {path.with_suffix('.json')} describes; {AGAIN}")
    try:
        state = _loads(data)
    except Exception as error:
        raise ModelError(f"{path} is damaged ({type(error).__name__}); {AGAIN}") from error
    return {key: _whole(part) for key, part in state.items()}


def _loads(data: bytes) -> dict[str, Any]:
    """What skops reads in the bytes; skops itself only if there is more in them than this program writes.

    For it comes with all of scikit-learn, which judging does without: 130 MB, and a second and a half.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            state: dict[str, Any] = _part(json.loads(archive.read("schema.json")), _arrays(archive))
        except LookupError:
            import skops.io

            state = skops.io.loads(data, trusted=list(_TRUSTED))
    return state


def _arrays(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The arrays by their files' names, two unpacked at a time: that goes without Python's lock."""

    def loaded(name: str) -> Any:
        return np.load(io.BytesIO(archive.read(name)), allow_pickle=False)

    sizes = {info.filename: info.file_size for info in archive.infolist() if info.filename.endswith(".npy")}
    names = sorted(sizes, key=sizes.__getitem__, reverse=True)
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(loaded, names), strict=True))


def _part(node: dict[str, Any], arrays: dict[str, Any]) -> Any:
    """What a node of the schema stands for. Raises LookupError for a kind that is not known."""
    return _NODES[node["__module__"], node["__class__"], node["__loader__"]](node, arrays)


def _parts(node: dict[str, Any], arrays: dict[str, Any]) -> Iterator[Any]:
    return (_part(child, arrays) for child in node["content"])


def _named(node: dict[str, Any], arrays: dict[str, Any]) -> dict[str, Any]:
    if any(kind["__class__"] != "str" for kind in node["key_types"]["content"]):
        raise LookupError(node["__id__"])
    return {key: _part(child, arrays) for key, child in node["content"].items()}


def _array(node: dict[str, Any], arrays: dict[str, Any]) -> Any:
    if node["type"] != "numpy":
        raise LookupError(node["type"])
    return arrays[node["file"]]


#: Module, class and loader of a node → what reads it.
_NODES: Mapping[tuple[str, str, str], Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    ("builtins", "dict", "DictNode"): _named,
    ("builtins", "list", "ListNode"): lambda node, arrays: list(_parts(node, arrays)),
    ("builtins", "tuple", "TupleNode"): lambda node, arrays: tuple(_parts(node, arrays)),
    ("builtins", "str", "JsonNode"): lambda node, _: json.loads(node["content"]),
    ("numpy", "ndarray", "NdArrayNode"): _array,
}


def _small(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _small(value) for key, value in part.items()}
    if isinstance(part, Packed):
        return dict(zip(_PACKED, (part.roots, part.top), strict=True))
    if isinstance(part, np.ndarray) and part.dtype == np.float32:
        return dict(zip(_PACKED, packed(part), strict=True)) if part.ndim > 1 else part.astype(np.float16)
    return part


def _whole(part: Any) -> Any:
    if isinstance(part, dict) and tuple(part) == _PACKED:
        return Packed(*part.values())
    if isinstance(part, dict):
        return {key: _whole(value) for key, value in part.items()}
    if isinstance(part, np.ndarray) and part.dtype == np.float16:
        return part.astype(np.float32)
    return part


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
