"""The texts of the mails: from the files of the package, by language and kind, and their slots filled."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Text:
    """A mail text with slots; blank lines part paragraphs, `- ` begins a list item, `[[label|address]]` is a link."""

    id: str
    subject: str
    body: str
    by: tuple[str, ...] = ()
    """Who sends it: sides, or names of mailers."""
    form: str = "both"
    """`html`, `plain` or `both`."""
    attachment: str = ""
    sender: str = ""
    """Of ordinary mail: `Name <address>`, with slots."""
    to: str = ""
    """Of the user's own ordinary mail."""
    weight: int = 0
    label: str = "other"
    bulk: bool = False
    junk: bool = False
    own: bool = False


def _read(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("analyzer.example").joinpath(name).read_text("utf-8"))


@cache
def texts(language: str) -> Mapping[str, tuple[Text, ...]]:
    """The texts of applications in a language, by kind."""
    return {
        kind: tuple(_text(f"{language}/{kind}/{number}", row) for number, row in enumerate(rows))
        for kind, rows in _read(f"texts_{language}.toml").items()
    }


@cache
def ordinary(language: str) -> tuple[Text, ...]:
    """The texts of ordinary mail in a language."""
    rows = _read(f"around_{language}.toml")["mail"]
    return tuple(_text(f"{language}/around/{number}", row) for number, row in enumerate(rows))


def _text(identity: str, row: dict[str, object]) -> Text:
    fields = {("sender" if key == "from" else key): value for key, value in row.items()}
    by = fields.pop("by", [])
    assert isinstance(by, list)
    return Text(id=identity, by=tuple(by), **fields)  # type: ignore[arg-type]


def available(language: str, kind: str, senders: frozenset[str]) -> tuple[Text, ...]:
    """The texts of a kind that one of the senders (sides, names of mailers) may write."""
    return tuple(text for text in texts(language)[kind] if senders & set(text.by))


# --- slots ------------------------------------------------------------------------------------------


def day(at: datetime, zone: ZoneInfo, language: str) -> str:
    """The date as people write it in a mail, in their zone: `Tuesday 12 May`, `Tuesday, May 12`, `5月12日（周二）`."""
    local = at.astimezone(zone)
    month, weekday = _MONTHS[local.month - 1], _WEEKDAYS[local.weekday()]
    if language == "zh":
        return f"{local.month}月{local.day}日（周{_ZH_WEEKDAYS[local.weekday()]}）"
    return f"{weekday}, {month} {local.day}" if _american(zone) else f"{weekday} {local.day} {month}"


def clock(at: datetime, zone: ZoneInfo, language: str) -> str:
    """The time of day as people write it in a mail, in their zone: `14:30 BST`, `2:30 PM EDT`, `14:30`."""
    local = at.astimezone(zone)
    if language == "zh":
        return f"{local:%H:%M}"
    return f"{local.hour % 12 or 12}:{local:%M %p %Z}" if _american(zone) else f"{local:%H:%M %Z}"


def _american(zone: ZoneInfo) -> bool:
    return zone.key.startswith("America/")
