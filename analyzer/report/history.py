"""What changed: the totals of each night, a line each, and what they have become since."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from analyzer.report.schema import Report, rfc3339
from analyzer.report.texts import long_day, say

VERSION = 1
#: A night is compared with the last one that is at least so old: a week, a month.
_SPANS = (timedelta(days=7), timedelta(days=30))
#: A night an hour early is still a week ago: cron starts at the same time, a machine wakes up when it does.
_EARLY = timedelta(hours=12)
#: Without one of these, with the oldest night that is at least a day old.
_SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Night:
    """The totals of one night."""

    at: datetime
    counts: Mapping[str, int]
    """By the names that `counted` gives; names of an older program may be missing."""
    made_by: str
    """A mark of the program and model that read the mail."""


def counted(report: Report) -> dict[str, int]:
    """The numbers of a night that are compared with those of others."""
    totals = report.totals
    return {
        "applications": totals.applications,
        "answered": sum(row.first_answer_at is not None for row in report.applications),
        "assessment": totals.stages.assessment,
        "interview": totals.stages.interview,
        "rounds": sum(row.rounds for row in report.applications),
        "offer": totals.stages.offer,
        "rejected": totals.outcomes.rejected,
        "frozen": totals.outcomes.frozen,
        "withdrawn": totals.outcomes.withdrawn,
        "silent": totals.outcomes.silent,
    }


def tonight(report: Report, made_by: str) -> Night:
    """The night of the report."""
    return Night(report.generated_at, counted(report), made_by)


# --- lines ------------------------------------------------------------------------------------------


def line(night: Night) -> str:
    """The night as a line of the file."""
    told = {"v": VERSION, "at": rfc3339(night.at), "made_by": night.made_by, "counts": dict(night.counts)}
    return json.dumps(told)


def nights(text: str) -> list[Night]:
    """The nights of the file, the oldest first; a line that cannot be read costs that line."""
    found = (_parsed(one) for one in text.splitlines())
    return sorted((night for night in found if night), key=lambda night: night.at)


def with_night(text: str, night: Night, timezone: tzinfo) -> str:
    """The file with the night in it, instead of an earlier one of that day where the user is.

    Lines that cannot be read stay: they may be of a newer version of the program.
    """
    day = night.at.astimezone(timezone).date()
    kept = [
        one
        for one in text.splitlines()
        if (known := _parsed(one)) is None or known.at.astimezone(timezone).date() != day
    ]
    return "".join(f"{one}\n" for one in [*kept, line(night)] if one.strip())


def _parsed(one: str) -> Night | None:
    try:
        row = json.loads(one)
        at, counts = datetime.fromisoformat(row["at"]), row["counts"]
        if row["v"] != VERSION or at.tzinfo is None:
            return None
        return Night(at, {str(name): int(n) for name, n in counts.items()}, str(row["made_by"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


# --- sentences --------------------------------------------------------------------------------------


def changes(report: Report, past: Sequence[Night], timezone: tzinfo, language: str) -> list[str]:
    """What changed since about a week and a month ago, a sentence each; no night of the future is looked at."""
    now, t = counted(report), say(language)
    found = compared(report.generated_at, past)
    told = [_since(then, now, report.generated_at, timezone, language) for then in found]
    if not told:
        return [t("changed_later")]
    if any(then.made_by != _latest(past, report.generated_at).made_by for then in found):
        told.append(t("changed_program"))
    return told


def _latest(past: Sequence[Night], now: datetime) -> Night:
    return max((night for night in past if night.at <= now), key=lambda night: night.at)


def compared(now: datetime, past: Sequence[Night]) -> list[Night]:
    """The nights to compare with, the latest first: of each span the last that is old enough, each once."""
    earlier = sorted(past, key=lambda night: night.at)
    old = [[night for night in earlier if now - night.at >= span - _EARLY] for span in _SPANS]
    found = [some[-1] for some in old if some]
    if not found:
        found = [night for night in earlier[:1] if now - night.at >= _SHORTEST - _EARLY]
    return list({night.at: night for night in found}.values())


def _since(then: Night, now: Mapping[str, int], at: datetime, timezone: tzinfo, language: str) -> str:
    t = say(language)
    days = (at.astimezone(timezone).date() - then.at.astimezone(timezone).date()).days
    when = {"day": long_day(then.at, timezone, language), "days": t("n_days", n=days)}
    told = t("lead_comma").join(_differences(then.counts, now, language))
    return t("changed_since", changes=told, **when) if told else t("changed_nothing", **when)


def _differences(then: Mapping[str, int], now: Mapping[str, int], language: str) -> Iterator[str]:
    """What there is more of; and of what fewer. Numbers that the earlier night does not know are passed over."""
    t = say(language)
    for name, count in now.items():
        more = count - then.get(name, count)
        if more:
            yield t(f"{'more' if more > 0 else 'fewer'}_{name}", n=abs(more))
