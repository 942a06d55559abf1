"""What happened when: the last 30 days against the 30 before, closings by month, answers by weekday and hour."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from analyzer.domain import Application, Silence
from analyzer.labels import LABELS, Label, Outcome, Reason
from analyzer.report.schema import ChangeRow, HourRow, MonthRow, ReasonRow

#: A month of the same length each time, so that the two can be compared.
WINDOW = timedelta(days=30)
_CLOSING = (Outcome.REJECTED, Outcome.FROZEN, Outcome.WITHDRAWN)

When = Callable[[Application], datetime | None]


def _first(label: Label) -> When:
    """When the first sure mail of the label came."""
    return lambda application: min(
        (event.at for event in application.events if event.label is label and event.sure), default=None
    )


def closed_at(application: Application) -> datetime | None:
    """When the mail came that closed it; None if it is open, was offered, or the mail is gone."""
    label = application.closed_by
    if label is None or not LABELS[label].closes:
        return None
    return max((event.at for event in application.events if event.label is label), default=None)


def _closed(outcome: Outcome) -> When:
    return lambda application: closed_at(application) if application.outcome is outcome else None


#: What is counted, by when it happened to an application.
_HAPPENINGS: Mapping[str, When] = {
    "applied": lambda application: application.applied_at,
    "answered": lambda application: application.first_answer_at,
    "assessment": _first(Label.ASSESSMENT),
    "interview": _first(Label.INTERVIEW_INVITE),
    "offer": _first(Label.OFFER),
    **{str(outcome): _closed(outcome) for outcome in _CLOSING},
}
#: Names of the rows of `changes`, in order.
CHANGES = (*_HAPPENINGS, "turned_silent")


def changes(applications: Sequence[Application], silence: Silence, until: datetime) -> tuple[ChangeRow, ...]:
    """How often each thing happened in the 30 days up to `until` and in the 30 days before."""
    patience = timedelta(days=silence.threshold_days)

    def turned_silent(application: Application) -> datetime | None:
        return application.waiting_since + patience if application.outcome is Outcome.SILENT else None

    happenings = {**_HAPPENINGS, "turned_silent": turned_silent}
    return tuple(_change(name, map(when, applications), until) for name, when in happenings.items())


def _change(name: str, moments: Iterable[datetime | None], until: datetime) -> ChangeRow:
    ago = Counter((until - at) // WINDOW for at in moments if at is not None)
    return ChangeRow(name=name, last=ago[0], before=ago[1])


def months(applications: Iterable[Application], timezone: tzinfo) -> Iterator[MonthRow]:
    """Closing mails by the month in which they came where the user is, the oldest first."""
    counts: Counter[tuple[str, Outcome]] = Counter()
    for application in applications:
        at = closed_at(application)
        if at is not None:
            counts[f"{at.astimezone(timezone):%Y-%m}", application.outcome] += 1
    for month in sorted({month for month, _ in counts}):
        yield MonthRow(month=month, **{str(outcome): counts[month, outcome] for outcome in _CLOSING})


def hours(applications: Iterable[Application], timezone: tzinfo) -> Iterator[HourRow]:
    """First answers by ISO weekday and hour where the user is; hours without one are left out."""
    moments = (application.first_answer_at for application in applications)
    local = (at.astimezone(timezone) for at in moments if at is not None)
    counts = Counter((at.isoweekday(), at.hour) for at in local)
    for (weekday, hour), count in sorted(counts.items()):
        yield HourRow(weekday=weekday, hour=hour, count=count)


def reasons(applications: Iterable[Application]) -> Iterator[ReasonRow]:
    """Reasons given for closing, the most frequent first."""
    closed = (one for one in applications if one.outcome in {Outcome.REJECTED, Outcome.FROZEN})
    counts = Counter(one.reason or Reason.NONE_GIVEN for one in closed)
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield ReasonRow(reason=reason, count=count)
