"""Dates as mail programs write them for people: "Mon, Nov 16, 2026 at 3:04 PM", "16. Nov. 2026 um 15:04"."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from analyzer.read.dates import parse_date

#: How names of months begin, without accents where that is enough to tell them; the number is that of the line.
_MONTHS_TEXT = """
jan gen ene sty янв
feb fév fev lut фев
mar mär mrz maa мар
apr avr abr kwi апр
may mai maj mag mei мая май
jun juin giu cze июн
jul juil lug lip июл
aug aoû aou ago sie авг
sep set wrz сен
oct okt ott out paź paz окт
nov lis ноя
dec déc dez dic gru дек
"""
_MONTHS = tuple(
    (name, number)
    for number, line in enumerate(_MONTHS_TEXT.strip().splitlines(), 1)
    for name in sorted(line.split(), key=len, reverse=True)
)
_YEAR = r"(?P<year>20\d\d)"
#: The forms of a day; month and day by numbers and slashes alone may be either way round and are not read.
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s?[年년/.-]\s?(?P<month>\d{{1,2}})\s?[月월/.-]\s?(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})(?:\.|º|st|nd|rd|th|er)?,?\s(?:de\s)?(?P<name>[^\W\d_]{{3,12}})\.?,?\s(?:de\s)?{_YEAR}",
        rf"(?P<name>[^\W\d_]{{3,12}})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    )
)
_TIME = re.compile(
    r"(?i)(?P<before>上午|下午|晚上|中午|午前|午後|오전|오후)?\s?(?<!\d)(?P<hour>\d{1,2})[:：.h](?P<minute>\d{2})(?:[:：]\d{2})?(?!\d)"
    r"\s*(?P<after>[ap]\.?\s?m\b\.?)?"
)
_ZONE = re.compile(
    r"(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b|\b(?:GMT|UTC)\b"
)
_LATER = re.compile(r"(?i)下午|晚上|午後|오후|p")
_NOON = re.compile(r"中午")


def parse_written(text: str, zone: tzinfo) -> datetime | None:
    """The moment in UTC; in `zone` where the text states none. None if day or time cannot be read for sure."""
    found = next((match for pattern in _DAYS if (match := pattern.search(text))), None)
    if found is None:
        return parse_date(text) if re.search(r"\d{4}", text) else None
    rest = text[found.end() :]
    time = _TIME.search(rest) or _TIME.search(text[: found.start()])
    month = int(found["month"]) if "month" in found.re.groupindex else _month(found["name"])
    if time is None or not month:
        return None
    try:
        moment = datetime(
            int(found["year"]),
            month,
            int(found["day"]),
            _hour(time),
            int(time["minute"]),
            tzinfo=_zone(rest, zone),
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _month(name: str) -> int:
    lower = name.casefold()
    return next((number for start, number in _MONTHS if lower.startswith(start)), 0)


def _hour(time: re.Match[str]) -> int:
    half = time["before"] or time["after"] or ""
    hour = int(time["hour"])
    if not half or hour > 12:
        return hour
    if _NOON.search(half):
        return hour if hour > 2 else hour + 12
    return hour % 12 + (12 if _LATER.match(half) else 0)


def _zone(text: str, otherwise: tzinfo) -> tzinfo:
    found = _ZONE.search(text)
    if found is None:
        return otherwise
    if not found["sign"]:
        return UTC
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return (
        timezone(offset if found["sign"] == "+" else -offset) if offset < timedelta(hours=15) else otherwise
    )
