"""All texts of the report in English and Chinese, and how numbers and dates are written."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import Literal

from analyzer.labels import LABELS, Label
from analyzer.report.asides import ASIDES
from analyzer.report.groupwords import GROUP_WORDS
from analyzer.report.method import METHOD
from analyzer.report.schema import Rate
from analyzer.report.sentences import SENTENCES
from analyzer.report.tellings import TELLINGS
from analyzer.report.words import WORDS, Text

Language = Literal["en", "zh"]
Say = Callable[..., str]

TEXTS: dict[str, Text] = WORDS | GROUP_WORDS | SENTENCES | TELLINGS | ASIDES
#: BCP 47 tags for the `lang` attribute.
TAGS: dict[str, str] = {"en": "en", "zh": "zh-Hans"}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def say(language: str) -> Say:
    """A function that gives the text of a key in the language, filled with its arguments.

    Of a text `one|many` the argument `n` chooses the form.
    """
    return say_from(TEXTS, language)


def say_from(texts: Mapping[str, Text], language: str) -> Say:
    """The same for other texts."""

    def text(key: str, /, **values: object) -> str:
        found: str = getattr(texts[key], language)
        one, bar, many = found.partition("|")
        return (many if bar and values.get("n") != 1 else one).format(**values)

    return text


def method(language: str) -> list[tuple[str, str]]:
    """Term and explanation of every number."""
    return [(getattr(term, language), getattr(meaning, language)) for term, meaning in METHOD.values()]


def label_name(label: Label | Literal["sent"], language: str) -> str:
    """The title of a label."""
    return say(language)("label_sent") if label == "sent" else getattr(LABELS[Label(label)], language)


def percent(share: float, language: str) -> str:
    """A share in whole per cent; what is not quite nothing or not quite all is not rounded to it."""
    space = "\N{NO-BREAK SPACE}" if language == "en" else ""
    if 0 < share < 0.01:
        return f"<1{space}%"
    if 0.99 < share < 1:
        return f">99{space}%"
    return f"{share * 100:.0f}{space}%"


#: How chances are put into words: 1 in so many.
_ODDS = (50, 30, 20, 15, 10, 8, 6, 5, 4, 3)


def odds(share: float, language: str) -> str:
    """A chance in words that promise no more precision than a curve has, such as "about 1 in 10"."""
    t = say(language)
    if share < 0.015:
        return t("odds_few")
    if share > 0.42:
        return t("odds_half" if share < 0.58 else "odds_most")
    return t("odds", n=min(_ODDS, key=lambda n: abs(n - 1 / share)))


def interval(low: float, high: float, language: str) -> str:
    """Two shares in whole per cent, such as 44-53 %."""
    space = "\N{NO-BREAK SPACE}" if language == "en" else ""
    return f"{low * 100:.0f}–{high * 100:.0f}{space}%"


def rate_text(rate: Rate, language: str) -> tuple[str, str]:
    """Share and interval of a rate; where it has none, why, and nothing."""
    if rate.estimate is None or rate.low is None or rate.high is None:
        return say(language)("counts_only" if rate.n < 5 else "not_yet"), ""
    return percent(rate.estimate, language), interval(rate.low, rate.high, language)


def day(moment: datetime, timezone: tzinfo) -> str:
    """The calendar day where the user is, such as 2026-11-20."""
    return moment.astimezone(timezone).date().isoformat()


def week(moment: datetime, timezone: tzinfo) -> str:
    """The week where the user is, such as 2026-W47 (ISO 8601)."""
    return iso_week(moment.astimezone(timezone).date())


def iso_week(of: date) -> str:
    """The week in which the day lies, such as 2026-W47 (ISO 8601)."""
    year, number, _ = of.isocalendar()
    return f"{year}-W{number:02}"


def long_day(moment: datetime, timezone: tzinfo, language: str) -> str:
    """The calendar day in words; not by strftime, which follows the machine's locale."""
    local = moment.astimezone(timezone)
    if language == "zh":
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def long_time(moment: datetime, timezone: tzinfo, language: str) -> str:
    """Calendar day and time of day where the user is."""
    local = moment.astimezone(timezone)
    comma = " " if language == "zh" else ", "
    return f"{long_day(moment, timezone, language)}{comma}{local:%H:%M}"
