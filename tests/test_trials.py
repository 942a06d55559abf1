"""A trial is found again as it was begun, or not at all."""

import json
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from analyzer import models, trials
from analyzer.models import STARTER
from analyzer.shipped import fingerprint, shipped_model
from analyzer.trials import Trial

DATA = b"weights"
TRIAL = Trial(
    sha256=sha256(DATA).hexdigest(),
    began="2026-11-22T03:00:00+00:00",
    against=STARTER,
    base=fingerprint(shipped_model()),
    sklearn=models.sklearn_here(),
    labels="mark",
    tries=2,
    taught=("ab", "cd"),
    asked=(("a@x", "h1"), ("b@x", "h2")),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trials.begin(tmp_path / "models", DATA, TRIAL)
    return tmp_path / "models"


def test_a_trial_is_read_as_it_was_begun(folder: Path) -> None:
    assert trials.read(folder) == TRIAL
    assert trials.model(folder) == DATA
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())


def test_a_model_on_trial_is_none_of_the_users_models(folder: Path) -> None:
    assert models.cards(folder) == []
    assert models.refusal(folder, "trial") == "there is no such model"


def test_there_is_none_before_the_first_and_after_the_end(folder: Path, tmp_path: Path) -> None:
    assert trials.read(tmp_path / "nowhere") is None
    trials.end(folder)
    trials.end(folder)
    assert trials.read(folder) is None
    assert not [*folder.glob("trial*")]


def _change(folder: Path, name: str, value: object) -> None:
    told = json.loads((folder / "trial.json").read_text("utf-8"))
    (folder / "trial.json").write_text(json.dumps({**told, name: value}), "utf-8")


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut off": lambda folder: (folder / "trial.json").write_text("{", "utf-8"),
    "no object": lambda folder: (folder / "trial.json").write_text("[3]", "utf-8"),
    "something is missing": lambda folder: (folder / "trial.json").write_text('{"seal": ""}', "utf-8"),
    "asked is no list of pairs": lambda folder: _change(folder, "asked", [3]),
    "more is asked about": lambda folder: _change(folder, "asked", [["c@x", "h"]]),
    "the model is cut off": lambda folder: trials.model_path(folder).write_bytes(DATA[:-1]),
    "the model is gone": lambda folder: trials.model_path(folder).unlink(),
    "the key is gone": lambda folder: (folder / ".key").unlink(),
    "made upon another shipped model": lambda folder: trials.begin(folder, DATA, replace(TRIAL, base="x")),
    "made with another scikit-learn": lambda folder: trials.begin(
        folder, DATA, replace(TRIAL, sklearn="0.1")
    ),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_or_from_elsewhere_is_no_trial(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder)

    assert trials.read(folder) is None


def test_a_whole_folder_may_be_moved(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")

    assert trials.read(tmp_path / "other") == TRIAL
