"""What became of the applications of each week: how many were answered by which day, where that can be known."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from analyzer.domain import Application
from analyzer.report import survival
from analyzer.report.schema import CohortRow
from analyzer.report.spells import Spell, answer_spell, in_rates


def cohorts(
    applications: Sequence[Application], until: datetime, timezone: tzinfo, days: Sequence[int], least: int
) -> Iterator[CohortRow]:
    """A row for each week of applying and each of the days, the oldest week first.

    Weeks begin on Monday where the user is. A day that not the whole week was watched to has no value: what is not
    yet known is not 0. A week with fewer than `least` applications has a count and no share.
    """
    weeks: defaultdict[date, list[Spell]] = defaultdict(list)
    for application in filter(in_rates, applications):
        weeks[monday(application.applied_at, timezone)].append(answer_spell(application, until))
    for week, spells in sorted(weeks.items()):
        over = datetime.combine(week + timedelta(days=7), time(), timezone)
        curve = survival.answered(spells)
        for day in days:
            watched = over + timedelta(days=day) <= until
            yield CohortRow(
                week=f"{week}",
                day=day,
                n=len(spells),
                answered=sum(bool(spell.cause) and spell.days <= day for spell in spells)
                if watched
                else None,
                share=round(curve.share(day), 6) + 0.0 if watched and len(spells) >= least else None,
            )


def monday(moment: datetime, timezone: tzinfo) -> date:
    """The Monday of the week in which the moment lies where the user is (ISO 8601)."""
    day = moment.astimezone(timezone).date()
    return day - timedelta(days=day.weekday())
