"""From applications to the numbers of a report: counts, rates with intervals, what waits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

import pandas as pd

from analyzer.domain import Application, Coverage, Doubt, Event, MailCount, Silence
from analyzer.labels import KnownBy, Label, Outcome, Stage
from analyzer.report import changes, schema, survival
from analyzer.report.attention import needs
from analyzer.report.cohorts import cohorts
from analyzer.report.groups import GROUPS, shrunk
from analyzer.report.mislabelling import HeldOut, called
from analyzer.report.patience import Patience
from analyzer.report.spells import Cause, Spell, answer_spell, in_rates, stage_spells
from analyzer.report.texts import percent, say

#: Days at which rates are given: a week, two (the window of Welcome to the Jungle), a month, two months.
DAYS = (7, 14, 30, 60)
STAGE_DAYS = (30, 60)
#: Below this a share says nothing; only counts are given.
MIN_N = 5

ANSWER_RATES: dict[str, Cause | None] = {
    "any_answer": None,
    "positive_answer": Cause.POSITIVE,
    "rejection_answer": Cause.REJECTED,
    "stopped_answer": Cause.STOPPED,
}
#: By which a quarter, half and three quarters have left a stage.
STAGE_SHARES = (0.25, 0.5, 0.75)
#: Of a group only these two are given: by cause the numbers get too small.
_GROUP_RATES = ("any_answer", "positive_answer")
STAGE_RATES: dict[str, Cause] = {
    "passed": Cause.POSITIVE,
    "rejected": Cause.REJECTED,
    "stopped": Cause.STOPPED,
    "withdrawn": Cause.WITHDRAWN,
}
#: S(t) of a stage: neither on nor closed.
STILL_WAITING = "no_answer"
#: Stages one can drop out of.
LEAVABLE = (Stage.APPLIED, Stage.ASSESSMENT, Stage.INTERVIEW)

#: The waits in each stage of those that entered it.
_Entered = Mapping[Stage, Sequence[Spell]]


def summarise(
    applications: Sequence[Application],
    *,
    mails: MailCount,
    coverage: Sequence[Coverage],
    silence: Silence,
    until: datetime,
    generated_at: datetime,
    language: str,
    unsure: Sequence[Event] = (),
    doubts: Sequence[Doubt] = (),
    timezone: tzinfo = UTC,
    held_out: Mapping[Label, HeldOut] = MappingProxyType({}),
) -> schema.Report:
    """All numbers of one night.

    `applications` are settled (they carry their outcome); `until` is the last successful fetch, where waiting
    times end; `unsure` are the mails the classifier would not decide, `doubts` those that
    fit several applications. `timezone` is the user's, for weeks and hours; `held_out` says how often the model was
    right about mail it had not seen.
    """
    ordered = sorted(applications, key=lambda application: (application.applied_at, application.id))
    frame, entered = _frame(ordered, until), _entered(ordered, until)
    return schema.Report(
        generated_at=generated_at,
        data_until=until,
        language=language,
        totals=_totals(frame, mails),
        applications=tuple(_applications(ordered, frame, until)),
        rates=tuple(_rates(frame, entered)),
        silence=schema.SilenceRow(threshold_days=silence.threshold_days, source=silence.source),
        attention=needs(ordered, unsure, doubts, silence, until, generated_at),
        coverage=tuple(_coverage(row) for row in coverage),
        timezone=str(timezone),
        stage_times=tuple(_stage_times(entered)),
        cohorts=tuple(cohorts(ordered, until, timezone, DAYS, MIN_N)),
        changes=changes.changes(ordered, silence, until),
        closings=tuple(changes.months(ordered, timezone)),
        answer_hours=tuple(changes.hours(ordered, timezone)),
        reasons=tuple(changes.reasons(ordered)),
        called=tuple(called(ordered, held_out)),
    )


def headline(report: schema.Report) -> str:
    """One line for the terminal, in the report's language."""
    t = say(report.language)
    totals = report.totals
    if not totals.applications:
        return t("headline_none")
    answered = sum(row.first_answer_at is not None for row in report.applications)
    rate = best_rate(report, "any_answer")
    share = rate and rate.estimate is not None and percent(rate.estimate, report.language)
    within = t("headline_within", share=share, day=rate.day) if rate and share else ""
    return t(
        "headline",
        applications=t("n_applications", n=totals.applications),
        answered=f"{answered}{t('headline_answered')}{within}",
        interviews=t("lead_interviews", n=totals.stages.interview),
        offers=t("n_offers", n=totals.stages.offer),
        stopped=t("headline_stopped", n=totals.outcomes.frozen),
    ).replace("\N{NO-BREAK SPACE}", " ")


def best_rate(report: schema.Report, name: str, group: str = "all") -> schema.Rate | None:
    """The rate of that name at the latest day for which it is known; None if there is none."""
    known = [rate for rate in find_rates(report, name, group) if rate.estimate is not None]
    return max(known, key=lambda rate: rate.day, default=None)


def find_rates(report: schema.Report, name: str, group: str = "all") -> list[schema.Rate]:
    """The rates of that name and group, by day."""
    return [rate for rate in report.rates if rate.name == name and rate.group == group]


def rates(applications: Sequence[Application], until: datetime) -> Iterator[schema.Rate]:
    """Rates of answers (all; by each way to group where n >= 5), then of each stage.

    Group is `all`, `stage:<stage>`, or `<key of GROUPS>:<name>`, such as `month:2026-05` (UTC).
    """
    yield from _rates(_frame(applications, until), _entered(applications, until))


def _entered(applications: Sequence[Application], until: datetime) -> _Entered:
    return {stage: stage_spells(applications, stage, until) for stage in LEAVABLE}


def _rates(frame: pd.DataFrame, entered: _Entered) -> Iterator[schema.Rate]:
    counted = frame[frame["in_rates"]]
    overall = list(answer_rates(counted["spell"].tolist(), "all", tuple(ANSWER_RATES)))
    yield from overall
    whole = {(rate.name, rate.day): rate.estimate for rate in overall}
    for column in GROUPS:
        for name, members in counted[counted[column] != ""].groupby(column, sort=True):
            if len(members) >= MIN_N:
                of_group = answer_rates(members["spell"].tolist(), f"{column}:{name}", _GROUP_RATES)
                yield from (_drawn(rate, whole[rate.name, rate.day]) for rate in of_group)
    for stage, spells in entered.items():
        yield from _stage_rates(spells, f"stage:{stage}")


def _drawn(rate: schema.Rate, overall: float | None) -> schema.Rate:
    """The group's rate with the estimate drawn towards the overall one."""
    if rate.estimate is None or overall is None:
        return rate
    return rate.model_copy(update={"shrunk": _rounded(shrunk(rate.estimate, rate.n, overall))})


def stage_times(applications: Sequence[Application], until: datetime) -> Iterator[schema.StageTime]:
    """By which day a quarter, half and three quarters of those that entered a stage had left it; n >= 5."""
    yield from _stage_times(_entered(applications, until))


def _stage_times(entered: _Entered) -> Iterator[schema.StageTime]:
    for stage, spells in entered.items():
        curve = survival.answered(spells)
        for share in STAGE_SHARES if len(spells) >= MIN_N else ():
            found = survival.quantile(curve, share)
            days = (None if day is None else round(day, 2) for day in (found.day, found.low, found.high))
            yield schema.StageTime(
                stage=stage,
                share=share,
                n=len(spells),
                **dict(zip(("days", "low", "high"), days, strict=True)),
            )


def answer_rates(spells: Sequence[Spell], group: str, names: Iterable[str]) -> Iterator[schema.Rate]:
    """The rates of the given names by each of DAYS."""
    for name in names:
        cause = ANSWER_RATES[name]
        curve = survival.answered(spells) if cause is None else survival.ended_by(spells, cause)
        yield from (_rate(name, group, day, curve.at(day)) for day in DAYS)


def _stage_rates(spells: Sequence[Spell], group: str) -> Iterator[schema.Rate]:
    for name, cause in STAGE_RATES.items():
        curve = survival.ended_by(spells, cause)
        yield from (_rate(name, group, day, curve.at(day)) for day in STAGE_DAYS)
    any_cause = survival.answered(spells)
    yield from (_rate(STILL_WAITING, group, day, _rest(any_cause.at(day))) for day in STAGE_DAYS)


def _rest(found: survival.Estimate) -> survival.Estimate:
    """What is left of the whole: S(t) of 1 - S(t)."""
    if found.value is None or found.low is None or found.high is None:
        return found
    return replace(found, value=1 - found.value, low=1 - found.high, high=1 - found.low)


def _rate(name: str, group: str, day: int, found: survival.Estimate) -> schema.Rate:
    known = found.value is not None and found.n >= MIN_N
    return schema.Rate(
        name=name,
        group=group,
        day=day,
        estimate=_rounded(found.value) if known else None,
        low=_rounded(found.low) if known else None,
        high=_rounded(found.high) if known else None,
        n=found.n,
        at_risk=found.at_risk,
    )


def _rounded(share: float | None) -> float | None:
    """Six digits: more would differ between machines and say nothing."""
    return None if share is None else round(share, 6) + 0.0


def _frame(applications: Sequence[Application], until: datetime) -> pd.DataFrame:
    """One row per application with what is counted and grouped by."""
    rows = [
        {
            "known_by": str(application.known_by),
            "stage": str(application.stage),
            "outcome": str(application.outcome),
            **{name: key(application, until) for name, key in GROUPS.items()},
            "in_rates": in_rates(application),
            "spell": answer_spell(application, until),
        }
        for application in applications
    ]
    columns = ["known_by", "stage", "outcome", *GROUPS, "in_rates", "spell"]
    return pd.DataFrame(rows, columns=columns).astype({"in_rates": bool})


def _totals(frame: pd.DataFrame, mails: MailCount) -> schema.Totals:
    highest = _counts(frame, "stage", Stage)
    reached = {stage: sum(highest[later] for later in Stage if later.rank >= stage.rank) for stage in Stage}
    return schema.Totals(
        emails=mails.emails,
        recruiting_emails=mails.recruiting,
        unsure=mails.unsure,
        unreadable=mails.unreadable,
        applications=len(frame),
        known_by=schema.KnownByCounts(**_counts(frame, "known_by", KnownBy)),
        stages=schema.StageCounts(**reached),
        outcomes=schema.OutcomeCounts(**_counts(frame, "outcome", Outcome)),
    )


def _counts(frame: pd.DataFrame, column: str, names: Iterable[str]) -> dict[str, int]:
    found = frame[column].value_counts()
    return {str(name): int(found.get(str(name), 0)) for name in names}


def _applications(
    applications: Sequence[Application], frame: pd.DataFrame, until: datetime
) -> Iterator[schema.ApplicationRow]:
    """A row for each application; the frame has the same in the same order."""
    channels = frame["channel"].tolist()
    patience = Patience(applications, channels, until)
    groups = zip(channels, frame["family"], frame["seniority"], strict=True)
    for application, (channel, family, seniority) in zip(applications, groups, strict=True):
        yield schema.ApplicationRow(
            id=application.id,
            company=application.company,
            role=application.role,
            known_by=application.known_by,
            applied_at=application.applied_at,
            stage=application.stage,
            rounds=application.rounds,
            outcome=application.outcome,
            dropped_at=application.dropped_at,
            first_answer_at=application.first_answer_at,
            last_event_at=application.last_event_at,
            events=tuple(_event(event) for event in sorted(application.events, key=lambda event: event.at)),
            agency=application.agency,
            channel=channel,
            family=family,
            seniority=seniority,
            last_round=application.last_round,
            chance=patience.chance(application, channel),
        )


def _event(event: Event) -> schema.EventRow:
    return schema.EventRow(
        message_id=event.message_id,
        at=event.at,
        label=event.label or schema.SENT,
        confidence=round(event.confidence, 4),
        by=event.by,
    )


def _coverage(row: Coverage) -> schema.CoverageRow:
    return schema.CoverageRow(
        source=row.source,
        folder=row.folder,
        seen=row.seen,
        fetched=row.fetched,
        failed=row.failed,
        last_success=row.last_success,
    )
