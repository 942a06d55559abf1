from pathlib import Path

import pytest

from analyzer import apart, config, judging, models, nightly
from analyzer.errors import ModelError
from tests import mails
from tests.mails import NOW
from tests.test_nightly import content, night, report


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the same small mailbox."""
    both = tmp_path / "one", tmp_path / "other"
    for home in both:
        home.mkdir()
        mails.maildir(home / "mail", mails.SEARCH)
        mails.config(home)
    return both


def test_another_process_reads_and_judges_as_this_one(
    homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = homes
    night(here)
    said: list[str] = []
    asked: list[object] = []
    done = apart.done

    def noted(*given: object, **named: object) -> None:
        asked.append(given)
        done(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(apart, "done", noted)
    monkeypatch.setattr(judging, "_MANY", 1)
    nightly.run(config.load(there / "config.toml"), NOW, lambda step, *_: said.append(step))

    assert len(asked) == 2
    assert {"read", "classify"} <= set(said)
    assert report(there)["applications"] == report(here)["applications"]
    for table in ("reading", "verdict"):
        assert content(there)[table] == content(here)[table]


def test_few_mails_are_read_and_judged_here(
    homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "done", lambda *_, **__: pytest.fail("another process was asked"))

    assert night(homes[0]).new_mails == 4


def test_what_is_read_and_judged_is_not_gone_through_again(
    homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    night(homes[0])
    monkeypatch.setattr(judging, "_MANY", 1)
    monkeypatch.setattr(apart, "done", lambda *_, **__: pytest.fail("another process was asked"))

    nightly.report_again(config.load(homes[0] / "config.toml"), NOW)


def test_a_model_that_is_gone_is_named_by_the_other_process_as_by_this_one(
    homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = config.load(homes[0] / "config.toml")
    night(homes[0])
    current = models.InForce("starter", tmp_path / "starter.skops", "another")
    monkeypatch.setattr(judging, "_MANY", 1)

    with (
        nightly.opened(settings.state) as store,
        pytest.raises(ModelError, match=r"starter\.skops cannot be read"),
    ):
        judging.judge(settings, store, current, nightly.silent)
