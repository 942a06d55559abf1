"""Groups that rates are given for: one row per way to group, each a key or empty for none."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from analyzer.domain import Application
from analyzer.report.channels import board, channel
from analyzer.report.families import family, seniority

#: Applications of the last so many days are compared with those before.
TREND = timedelta(days=90)
RECENT, EARLIER = "last 90 days", "before"

GROUPS: Mapping[str, Callable[[Application, datetime], str]] = {
    "month": lambda application, _: f"{application.applied_at:%Y-%m}",
    "system": lambda application, _: application.system,
    "channel": lambda application, _: channel(application),
    "board": lambda application, _: board(application),
    "family": lambda application, _: family(application.role),
    "seniority": lambda application, _: seniority(application.role),
    "period": lambda application, until: RECENT if until - application.applied_at <= TREND else EARLIER,
}

#: An estimate of few is drawn towards that of all as if so many average applications were added.
_WEIGHT = 30


def shrunk(share: float, n: int, overall: float) -> float:
    """The share of n, drawn towards the overall one: (n share + 30 overall) / (n + 30).

    A posterior mean with a Beta prior worth 30 applications; it keeps small groups from leading the list by luck.
    """
    return (n * share + _WEIGHT * overall) / (n + _WEIGHT)
