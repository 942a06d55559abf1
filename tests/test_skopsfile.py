"""Model files: what skops writes is read as skops reads it, without skops."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analyzer import skopsfile
from analyzer.errors import ModelError
from analyzer.shipped import shipped_model, shipped_names

PLAIN = st.text() | st.integers() | st.floats() | st.booleans() | st.none()
ARRAYS = arrays.arrays(
    st.sampled_from([np.int8, np.int32, np.float16, np.float32, np.float64]),
    arrays.array_shapes(max_dims=2, max_side=4),
)
STATES = st.dictionaries(
    st.text(),
    st.recursive(
        PLAIN | ARRAYS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(st.text(), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=5,
)


def same(one: Any, other: Any) -> Any:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    return repr(one) == repr(other)


@given(STATES)
def test_a_state_comes_back_as_skops_reads_it(state: dict[str, Any]) -> None:
    data = skops.io.dumps(state)
    assert same(skopsfile._loads(data), skops.io.loads(data))


@pytest.mark.parametrize("path", [shipped_model(), shipped_names()])
def test_the_shipped_models_are_read_as_skops_reads_them(path: Path) -> None:
    data = path.read_bytes()
    assert same(skopsfile._loads(data), skops.io.loads(data))


@pytest.mark.parametrize("value", [{1: "a number as a key"}, np.float64(0.5), {"a set"}])
def test_what_this_program_does_not_write_is_left_to_skops(value: Any) -> None:
    data = skops.io.dumps({"value": value})
    assert same(skopsfile._loads(data), skops.io.loads(data))


class Own:
    """A type of whose file skops asks first whether it is trusted."""


def test_a_type_that_nobody_trusts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.skops"
    skopsfile.save(skops.io.dumps({"value": Own()}), path, {})
    with pytest.raises(ModelError, match="UntrustedTypesFoundException"):
        skopsfile.load(path)


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    """Numpy would unpickle it, and a pickle is code."""
    path = tmp_path / "model.skops"
    data = skops.io.dumps({"value": np.array([1.5])})
    skopsfile.save(_with_objects(data), path, {})
    with pytest.raises(ModelError, match="ValueError"):
        skopsfile.load(path)


def _with_objects(data: bytes) -> bytes:
    """The same file with an array of Python objects in place of its numbers."""

    out, held = io.BytesIO(), io.BytesIO()
    np.save(held, np.array([{}], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, held.getvalue() if name.endswith(".npy") else old.read(name))
    return out.getvalue()


def test_judging_needs_no_scikit_learn() -> None:
    """It takes 130 MB and more than a second."""
    code = (
        "import sys; from analyzer.classify import modelfile; from analyzer.shipped import shipped_model;"
        "modelfile.load(shipped_model()); print(sorted({'sklearn', 'skops'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
