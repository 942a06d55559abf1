"""The life of a model: kept, put in force, rolled back, pinned, refused."""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer import models
from analyzer.errors import ModelError, ModelRefused
from analyzer.models import STARTER, Card, Standing
from analyzer.shipped import fingerprint, shipped_model

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def card(folder: Path, data: bytes, day: int = 0) -> Card:
    at = NOW + timedelta(days=day)
    return Card(
        version=models.new_version(folder, at),
        created=at.isoformat(),
        sha256=sha256(data).hexdigest(),
        labels="l",
        corpus="c",
        base=fingerprint(shipped_model()),
        against=STARTER,
        why="better",
        scores={"p": 0.01},
        taught=("abc",),
        sklearn=models.sklearn_here(),
    )


def promoted(folder: Path, day: int = 0, data: bytes = b"weights", *, exact: bool = False) -> str:
    """A new model that is put in force; gives its version. Each day's is another one, unless `exact` is said."""
    data = data if exact else data + bytes([day])
    made = card(folder, data, day)
    models.keep(folder, data, made)
    return models.promote(folder, made, models.read_standing(folder)).version


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def test_without_models_the_shipped_one_is_in_force(folder: Path) -> None:
    current = models.in_force(folder)

    assert (current.version, current.path, current.refused) == (STARTER, shipped_model(), None)
    assert not folder.exists()


def test_what_is_promoted_is_in_force_with_its_card(folder: Path) -> None:
    version = promoted(folder)

    current = models.in_force(folder)

    assert current.version == version == "20261122-030000"
    assert current.path.read_bytes() == b"weights\0"
    assert current.fingerprint == sha256(b"weights\0").hexdigest() == fingerprint(current.path)
    assert current.refused is None
    assert models.cards(folder) == [models.checked(folder, version)]
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in folder.iterdir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_last_three_are_kept(folder: Path) -> None:
    made = [promoted(folder, day) for day in range(5)]

    assert [one.version for one in models.cards(folder)] == made[-3:]
    assert {p.suffix for p in folder.iterdir() if p.stem in made[:2]} == set()


def test_a_pinned_model_stays_and_no_other_files_are_touched(folder: Path) -> None:
    folder.mkdir()
    strange = [
        folder / "starter.skops",
        folder / "starter.json",
        folder / "notes.txt",
        folder / "20261122.skops",
    ]
    for path in strange:
        path.write_text("{}")
    first = promoted(folder)
    models.pin(folder, first)

    standing = models.read_standing(folder)
    for day in range(1, 6):
        made = card(folder, bytes([day]), day)
        models.keep(folder, bytes([day]), made)
        models.promote(folder, made, standing)
        models.pin(folder, first)

    assert models.in_force(folder).version == first
    assert all(path.read_text() == "{}" for path in strange)


def test_rolling_back_goes_step_by_step_to_the_shipped_model(folder: Path) -> None:
    made = [promoted(folder, day) for day in range(3)]

    seen = [models.roll_back(folder).version for _ in made]

    assert seen == [made[1], made[0], STARTER]
    assert models.in_force(folder).fingerprint == fingerprint(shipped_model())
    with pytest.raises(ModelError, match="none before it"):
        models.roll_back(folder)


def test_rolling_back_passes_over_what_cannot_be_used(folder: Path) -> None:
    made = [promoted(folder, day) for day in range(3)]
    (folder / f"{made[1]}.skops").write_bytes(b"other")

    assert models.roll_back(folder).version == made[0]


def test_pinning_and_unpinning(folder: Path) -> None:
    version = promoted(folder)

    assert models.pin(folder, STARTER).pinned
    assert models.in_force(folder).version == STARTER
    assert not models.unpin(folder).pinned
    assert models.pin(folder, version).version == models.in_force(folder).version == version
    with pytest.raises(ModelError, match="cannot be pinned: there is no such model"):
        models.pin(folder, "20200101-000000")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", ".key", "starter.json", "20261122-030000/../x"])
def test_a_version_is_never_a_path(folder: Path, name: str) -> None:
    with pytest.raises(ModelError, match="no such model"):
        models.pin(folder, name)


def _truncated(folder: Path, version: str) -> None:
    path = folder / f"{version}.skops"
    path.write_bytes(path.read_bytes()[:-1])


def _tampered(folder: Path, version: str) -> None:
    data = b"others' weights"
    (folder / f"{version}.skops").write_bytes(data)
    _edit(folder, version, sha256=sha256(data).hexdigest())


def _edit(folder: Path, name: str, **changes: object) -> None:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def _from_elsewhere(folder: Path, version: str) -> None:
    other = folder.parent / "other"
    promoted(other)
    for end in (".skops", ".json"):
        (folder / f"{version}{end}").write_bytes((other / f"{version}{end}").read_bytes())


def _resealed(folder: Path, version: str, **changes: object) -> None:
    """As another installation in the same folder would have written it."""
    told = json.loads((folder / f"{version}.json").read_text()) | changes
    told.pop("seal")
    made = Card(**told | {"taught": tuple(told["taught"])})
    models.keep(folder, (folder / f"{version}.skops").read_bytes(), made)


SPOILT = {
    "truncated": (_truncated, "the file is damaged"),
    "tampered with": (_tampered, "card was changed"),
    "from elsewhere": (_from_elsewhere, "not made by this program in this folder"),
    "no file": (lambda folder, v: (folder / f"{v}.skops").unlink(), "no such model"),
    "no card": (lambda folder, v: (folder / f"{v}.json").unlink(), "no such model"),
    "card cut": (lambda folder, v: (folder / f"{v}.json").write_text('{"version":'), "no such model"),
    "card of another": (lambda folder, v: _edit(folder, v, version="20200101-000000"), "no such model"),
    "key gone": (lambda folder, _: (folder / ".key").unlink(), "not made by this program"),
    "other scikit-learn": (
        lambda folder, v: _resealed(folder, v, sklearn="1.2.3"),
        "made with scikit-learn 1.2.3",
    ),
    "other shipped model": (
        lambda folder, v: _resealed(folder, v, base="0"),
        "shipped model of another version",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_model_is_refused_and_the_shipped_one_used(folder: Path, case: str) -> None:
    spoil, why = SPOILT[case]
    version = promoted(folder)
    spoil(folder, version)

    current = models.in_force(folder)

    assert (current.version, current.path) == (STARTER, shipped_model())
    assert why in str(current.refused)
    assert f"{version}.skops" in str(current.refused)
    assert "the next night makes a new one" in str(current.refused)
    with pytest.raises(ModelRefused):
        models.checked(folder, version)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": "../x"}', '{"version": "20261122-030000"}', "\x00"]
)
def test_a_damaged_pointer_is_told_and_the_shipped_model_used(folder: Path, text: str) -> None:
    promoted(folder)
    (folder / "current.json").write_text(text)

    current = models.in_force(folder)

    assert current.version == STARTER
    assert "current.json is damaged" in str(current.refused)


@pytest.mark.parametrize("step", range(8))
def test_killed_at_any_write_one_whole_model_is_in_force(
    folder: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = promoted(folder)
    left = step

    def dying(act: Callable[..., object]) -> Callable[..., object]:
        def once(*words: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return act(*words)

        return once

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", dying(os.fsync))
        patch.setattr(Path, "replace", dying(Path.replace))
        try:
            promoted(folder, day=1)
        except KeyboardInterrupt:
            done = False
        else:
            done = True

    current = models.in_force(folder)
    assert current.refused is None
    assert current.version in ({first} if not done else {"20261123-030000"})
    assert not [path for path in folder.iterdir() if path.name.startswith(".2")]
    assert promoted(folder, day=2) == models.in_force(folder).version


def test_a_full_disk_is_told_and_nothing_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = promoted(folder)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ModelError, match="no room is left"):
            promoted(folder, day=1)

    assert models.in_force(folder).version == first


@given(st.lists(st.sampled_from(["promote", "rollback", "pin starter", "unpin", "spoil"]), max_size=12))
def test_whatever_is_done_something_usable_is_in_force(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("life") / "models"
    for day, act in enumerate(acts):
        try:
            if act == "promote":
                promoted(folder, day)
            elif act == "rollback":
                models.roll_back(folder)
            elif act == "pin starter":
                models.pin(folder, STARTER)
            elif act == "unpin":
                models.unpin(folder)
            elif (version := models.in_force(folder).version) != STARTER:
                _truncated(folder, version)
        except ModelError as error:
            assert "none before it" in str(error)  # noqa: PT017 - the only one that may come

        current = models.in_force(folder)
        assert current.path.exists()
        assert fingerprint(current.path) == current.fingerprint
        assert current.refused is None or act == "spoil" or "spoil" in acts


def test_a_standing_is_read_as_it_was_written(folder: Path) -> None:
    standing = Standing(STARTER, True, (STARTER,), 3, 40, "mark", "said", (("abc", 0.25, "offer"),))

    models.stand(folder, standing)

    assert models.read_standing(folder) == standing
