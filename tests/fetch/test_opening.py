import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from analyzer.errors import SourceError
from analyzer.fetch.opening import _SOURCES, open_source, probe
from analyzer.fetch.settings import EmlSettings, ImapSettings, MaildirSettings, MboxSettings, Settings


def test_every_kind_of_settings_has_a_source(tmp_path: Path) -> None:
    assert set(_SOURCES) == set(get_args(Settings))
    for settings in (
        ImapSettings("a", "127.0.0.1", 1, "me"),
        MboxSettings("a", tmp_path),
        MaildirSettings("a", tmp_path),
        EmlSettings("a", tmp_path),
    ):
        source = open_source(settings)
        assert source.name == "a"
        source.close()


def test_a_mailbox_on_disk_costs_no_imap_library() -> None:
    code = (
        "import sys, pathlib; from analyzer.fetch.opening import open_source;"
        "from analyzer.fetch.settings import EmlSettings;"
        "open_source(EmlSettings('a', pathlib.Path('.'))); assert 'imapclient' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_a_probe_of_a_mailbox_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        probe(EmlSettings("a", tmp_path / "nowhere"))
