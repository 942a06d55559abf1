import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
import skops.io

from analyzer.classify import modelfile
from analyzer.classify.model import Model
from analyzer.errors import ModelError
from analyzer.shipped import fingerprint
from tests.classify.small import small

MODEL: Model = small()[0]
DATA = modelfile.dumps(MODEL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "m.skops").write_bytes(DATA)
    (tmp_path / "m.json").write_text(json.dumps({"sha256": sha256(DATA).hexdigest()}))
    return tmp_path / "m.skops"


def test_what_is_saved_comes_back(path: Path) -> None:
    assert modelfile.dumps(modelfile.load(path)) == DATA


def test_a_model_is_saved_with_its_card(tmp_path: Path) -> None:
    modelfile.save(MODEL, tmp_path / "m.skops", {"mails": 1})

    assert json.loads((tmp_path / "m.json").read_text())["mails"] == 1
    assert fingerprint(tmp_path / "m.skops") == sha256(DATA).hexdigest()


def test_no_type_of_the_file_is_code() -> None:
    assert skops.io.get_untrusted_types(data=DATA) == []


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make model"):
        modelfile.load(tmp_path / "none.skops")


@pytest.mark.parametrize("cut", [0, 100, -1])
def test_a_truncated_file_is_refused(path: Path, cut: int) -> None:
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(ModelError, match="not the file"):
        modelfile.load(path)


def test_a_changed_file_is_refused(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(ModelError, match="not the file"):
        modelfile.load(path)


def test_a_damaged_card_is_refused(path: Path) -> None:
    path.with_suffix(".json").write_text("{}")

    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(path)


def forged(path: Path, change: dict[str, object]) -> None:
    """A file whose card fits it, of another state."""
    state = skops.io.loads(path.read_bytes())
    data = skops.io.dumps(state | change)
    path.write_bytes(data)
    card = {"sha256": sha256(data).hexdigest()}
    path.with_suffix(".json").write_text(json.dumps(card))


@pytest.mark.parametrize("change", [{"sklearn": "1.2.0"}, {"format": 0}])
def test_a_model_of_another_version_is_refused(path: Path, change: dict[str, object]) -> None:
    forged(path, change)

    with pytest.raises(ModelError, match="another version"):
        modelfile.load(path)


def test_a_file_that_would_run_code_is_refused(path: Path) -> None:
    forged(path, {"format": print})

    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(path)


def test_a_zip_of_something_else_is_refused(path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello", "world")
    path.write_bytes(out.getvalue())
    path.with_suffix(".json").write_text(json.dumps({"sha256": sha256(out.getvalue()).hexdigest()}))

    with pytest.raises(ModelError, match="damaged"):
        modelfile.load(path)
