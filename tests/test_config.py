from datetime import date, timedelta
from pathlib import Path

import pytest

from analyzer import config
from analyzer.costs import COSTS
from analyzer.errors import ConfigError

IMAP = '[mailbox.main]\nhost = "imap.example.org"\nuser = "me@example.org"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        config.load(write(folder, text))
    return caught.value.problems


def test_a_host_and_a_user_are_enough(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, IMAP))

    box = settings.mailbox["main"]
    assert isinstance(box, config.ImapMailbox)
    assert (box.tls, box.port, box.since) == ("tls", None, timedelta(days=365))


def test_relative_paths_start_at_the_file(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, IMAP + '[mailbox.old]\ntype = "mbox"\npath = "old.mbox"\n'))

    assert settings.state == tmp_path / "state"
    assert settings.mailbox["old"].path == tmp_path / "old.mbox"  # type: ignore[union-attr]


def test_a_tilde_is_the_home_folder(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, '[mailbox.a]\ntype = "maildir"\npath = "~/Mail"\n'))

    assert settings.mailbox["a"].path == Path.home() / "Mail"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('"180d"', timedelta(180)),
        ('"26w"', timedelta(182)),
        ('"1y"', timedelta(365)),
        ("2026-01-31", date(2026, 1, 31)),
    ],
)
def test_since_is_a_span_or_a_day(tmp_path: Path, text: str, meant: object) -> None:
    settings = config.load(write(tmp_path, f"{IMAP}since = {text}\n"))

    assert settings.mailbox["main"].since == meant  # type: ignore[union-attr]


def test_all_problems_are_told_at_once_with_the_nearest_key(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        'langauge = "en"\ntimezone = "Mars/Olympus"\n[mailbox.main]\nhost = "h"\nport = 99999\nfolder = ["A"]\n',
    )

    assert any("langauge" in p and "'language'" in p for p in told)
    assert any("Mars/Olympus" in p and "Europe/Berlin" in p for p in told)
    assert any(p.startswith("mailbox.main.port") for p in told)
    assert any(p.startswith("mailbox.main.folder:") and "'folders'" in p for p in told)
    assert any(p == "mailbox.main.user: is missing" for p in told)
    assert len(told) == 5


@pytest.mark.parametrize("key", ["password", "token", "passwd"])
def test_a_password_in_the_file_is_refused_without_repeating_it(tmp_path: Path, key: str) -> None:
    (told,) = problems(tmp_path, f'{IMAP}{key} = "hunter2"\n')

    assert "password_command" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "rejection-analyzer init"),
        ("[mailbox.x]\ntype = 'pop3'\n", "must be one of imap, mbox, maildir, eml"),
        ("[mailbox.x]\ntype = 'mbox'\n", "mailbox.x.path: is missing"),
        ("[mailbox]\n", "mailbox"),
        ("mailbox = 3\n", "mailbox"),
        ("language = [", "not valid TOML"),
        (f"{IMAP}since = 'yesterday'\n", "180d"),
        (f'{IMAP}["mailbox"."a b/c"]\nhost="h"\nuser="u"\n', "letters, digits"),
    ],
)
def test_bad_files_are_told_what_to_do(tmp_path: Path, text: str, word: str) -> None:
    assert any(word in problem for problem in problems(tmp_path, text))


def test_a_missing_file_names_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="rejection-analyzer init"):
        config.load(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(path)


def test_own_addresses_are_those_named_and_the_imap_users(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, 'addresses = ["Kim@Example.org"]\n' + IMAP))

    assert settings.own_addresses() == {"kim@example.org", "me@example.org"}


def test_costs_are_taken_from_their_table(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, IMAP + "[costs]\ninterview = 90\n"))

    assert settings.costs.costs().interview == 90
    assert config.load(write(tmp_path, IMAP)).costs.costs() == COSTS


def test_a_misspelt_cost_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"costs\.interviews: is not known; did you mean 'interview'"):
        config.load(write(tmp_path, IMAP + "[costs]\ninterviews = 90\n"))


def test_a_cost_below_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"costs\.offer"):
        config.load(write(tmp_path, IMAP + "[costs]\noffer = -1\n"))


def test_aliases_are_names_with_their_others(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, IMAP + '[aliases]\n"Acme Holding" = ["Acme Labs", "ACME"]\n'))

    assert settings.aliases == {"Acme Holding": ("Acme Labs", "ACME")}


def test_an_alias_that_is_no_list_is_named(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, IMAP + '[aliases]\nAcme = "Acme Labs"\n')

    assert "aliases.Acme" in problem


@pytest.mark.parametrize(
    ("text", "is_gmail"),
    [
        (IMAP, False),
        (IMAP.replace("imap.example.org", "imap.gmail.com"), True),
        (IMAP.replace("me@example.org", "me@gmail.com"), True),
        ('[mailbox.main]\ntype = "mbox"\npath = "takeout.mbox"\n', True),
        ('[mailbox.main]\ntype = "maildir"\npath = "Mail"\n', False),
    ],
)
def test_mail_of_gmail_is_known_by_server_address_or_takeout(
    tmp_path: Path, text: str, *, is_gmail: bool
) -> None:
    assert config.load(write(tmp_path, text)).is_gmail() is is_gmail
