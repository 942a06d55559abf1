import json
from hashlib import sha256
from pathlib import Path

import pytest
import skops.io

from analyzer import skopsfile
from analyzer.errors import ModelError
from analyzer.shipped import shipped_names
from analyzer.track import namefile
from tests.namer import NAMER


def test_what_is_saved_comes_back() -> None:
    assert namefile.dumps(NAMER) == shipped_names().read_bytes()


def test_no_type_of_the_file_is_code() -> None:
    assert skops.io.get_untrusted_types(data=shipped_names().read_bytes()) == []


@pytest.mark.parametrize("change", [{"format": 0}, {"facts": "height"}])
def test_a_model_of_another_version_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "names.skops"
    data = skops.io.dumps(skops.io.loads(shipped_names().read_bytes()) | change)
    path.write_bytes(data)
    path.with_suffix(".json").write_text(json.dumps({"sha256": sha256(data).hexdigest()}))

    with pytest.raises(ModelError, match="another version"):
        namefile.load(path)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make"):
        skopsfile.load(tmp_path / "none.skops")
