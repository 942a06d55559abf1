"""The invented world: companies, persons and jobs, by language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from analyzer.example.lots import lots

#: Where English-speaking companies are, and the zone that their people write in; most are in Britain, as the user is.
_PLACES = (("Europe/London", 60), ("America/New_York", 22), ("Europe/Berlin", 12), ("America/Los_Angeles", 6))
_ABROAD = {
    "America/New_York": ("New York", "Boston", "Atlanta"),
    "Europe/Berlin": ("Berlin", "Hamburg"),
    "America/Los_Angeles": ("San Francisco", "Seattle"),
}
_CHINA = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a company."""

    name: str
    first: str
    """How one speaks to them: the first name; in Chinese the whole name."""
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Company:
    """An employer."""

    name: str
    """As it calls itself in everyday mail."""
    full_name: str
    """As it is registered."""
    domain: str
    language: str
    zone: ZoneInfo
    city: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """The person whose mailbox it is."""

    en: str
    zh: str
    first: str
    address: str
    zone: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("analyzer.example").joinpath("world.toml").read_text("utf-8"))


@cache
def candidate() -> Candidate:
    """The user."""
    return Candidate(**_table()["candidate"])


@cache
def names(language: str, key: str) -> tuple[str, ...]:
    """The names of one list of a language (`roles`, `teams`, `cities`, ...), in the order of the file."""
    text: str = _table()[language][key]
    rows = text.strip().splitlines() if "\n" in text else [text]
    return tuple(name for row in rows for name in row.removeprefix("|").split("|"))


@cache
def fillings() -> dict[str, list[str]]:
    """What ordinary mail speaks of: slot → choices."""
    table: dict[str, list[str]] = _table()["fill"]
    return table


def companies(seed: int, language: str) -> tuple[Company, ...]:
    """All companies of a language in the order in which this search meets them; domains differ."""
    rng = lots(seed, "companies", language)
    found = [_MAKERS[language](rng, name) for name in _company_names(rng, language)]
    rng.shuffle(found)
    return tuple(found)


def _company_names(rng: Random, language: str) -> list[str]:
    written = list(names(language, "companies"))
    if language == "zh":
        return written
    suffixes = names(language, "suffixes")
    stems = _table()["en"]["stems"].split()
    return written + [f"{stem} {rng.choice(suffixes)}".strip() for stem in stems]


def _english(rng: Random, name: str) -> Company:
    zone = rng.choices([zone for zone, _ in _PLACES], [weight for _, weight in _PLACES])[0]
    label = "".join(letter for letter in name.lower() if letter.isalnum())
    ending = {"America": ", Inc.", "Europe": " Ltd" if zone.endswith("London") else " GmbH"}[
        zone.split("/")[0]
    ]
    city = rng.choice(_ABROAD.get(zone) or names("en", "cities"))
    return Company(name, name + ending, f"{label}.example", "en", ZoneInfo(zone), city)


def _chinese(rng: Random, name: str) -> Company:
    stem, label = name.split()
    city, suffix = rng.choice(names("zh", "cities")), rng.choice(names("zh", "suffixes"))
    short = stem + suffix
    return Company(short, f"{city}{short}有限公司", f"{label}.example", "zh", ZoneInfo(_CHINA), city)


_MAKERS = {"en": _english, "zh": _chinese}


def role(rng: Random, language: str) -> str:
    """The title of a job as it is advertised."""
    return rng.choice(names(language, "roles")) + rng.choice(names(language, "decorations"))


def person(rng: Random, language: str, domain: str) -> Person:
    """Somebody who recruits at the company with this domain."""
    title = rng.choice(names(language, "titles"))
    if language == "zh":
        name = rng.choice(_words("zh", "surnames")) + rng.choice(_words("zh", "given_names"))
        return Person(name, name, title, f"hr{rng.randrange(10, 99)}@{domain}")
    first, last = rng.choice(_words("en", "first_names")), rng.choice(_words("en", "last_names"))
    return Person(f"{first} {last}", first, title, f"{first}.{last}@{domain}".lower())


@cache
def _words(language: str, key: str) -> tuple[str, ...]:
    return tuple(_table()[language][key].split())
