"""The numbers of the page in words, tiles and small tables; tiles link to the applications behind them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from analyzer.domain import Application
from analyzer.labels import Stage
from analyzer.report import survival
from analyzer.report.patience import OPEN, Patience
from analyzer.report.schema import Report, StageTime
from analyzer.report.spells import in_rates
from analyzer.report.summary import MIN_N, best_rate, find_rates
from analyzer.report.tables import COMPARABLE_N, OUTCOMES, Table, TableRow
from analyzer.report.texts import day, label_name, long_day, long_time, percent, rate_text, say

#: A mailbox that was not read for longer is said so at the top; the run is nightly.
_STALE = timedelta(hours=36)
_STAGE_DAY = 60
_SILENT_DAYS = (0, 7, 14, 21, 30, 45, 60, 90)


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline number; `href` leads to the applications behind it, empty if there are none."""

    number: str
    name: str
    note: str
    href: str


def lead(report: Report, timezone: tzinfo, language: str) -> list[str]:
    """Where the search stands: one sentence of counts, and one of the rate if there is one."""
    t = say(language)
    totals = report.totals
    if not totals.applications:
        return [t("lead_none")]
    clauses = t("lead_semicolon").join(_still_open(report, language))
    counts = t(
        "lead",
        applications=t("n_applications", n=totals.applications),
        since=long_day(report.applications[0].applied_at, timezone, language),
        results=t("lead_comma").join(_results(report, language)),
        open=t("lead_open", clauses=clauses) if clauses else "",
    )
    rate = best_rate(report, "any_answer")
    if rate is None:
        return [counts]
    share, span = rate_text(rate, language)
    return [counts, t("lead_rate", share=share, day=rate.day, interval=span)]


def _results(report: Report, language: str) -> Iterator[str]:
    """What came of it; nothing is said of what did not happen, the tiles show it."""
    t = say(language)
    yield t("lead_answered", n=_answered(report))
    if report.totals.stages.interview:
        yield t("lead_interviews", n=report.totals.stages.interview)
    if report.totals.stages.offer:
        yield t("n_offers", n=report.totals.stages.offer)


def _still_open(report: Report, language: str) -> Iterator[str]:
    t = say(language)
    outcomes = report.totals.outcomes
    if outcomes.in_progress:
        yield t("lead_progress", n=outcomes.in_progress)
    if outcomes.silent:
        yield t("lead_silent", n=outcomes.silent, threshold=report.silence.threshold_days)
    if outcomes.too_early:
        yield t("lead_early", n=outcomes.too_early)


def dates(report: Report, timezone: tzinfo, language: str) -> list[str]:
    """How far the mail was read and when this was written; a warning if the reading is old."""
    t = say(language)
    until = long_time(report.data_until, timezone, language)
    written = t("as_of", until=until, generated=long_time(report.generated_at, timezone, language))
    stale = report.generated_at - report.data_until > _STALE
    return [written, t("stale", until=until)] if stale else [written]


def tiles(report: Report, applications: Sequence[Application], language: str) -> list[Tile]:
    """The headline numbers."""
    t = say(language)
    totals, stages = report.totals, report.totals.stages
    rounds = sum(application.rounds for application in applications)
    reply = totals.known_by.reply
    rows = (
        ("applications", totals.applications, t("far_known", n=reply) if reply else "", "#applications"),
        ("answered", _answered(report), t("far_answered"), "#behind-answered"),
        ("assessment", stages.assessment, t("far_assessment"), "#behind-assessment"),
        ("interview", stages.interview, t("n_rounds", n=rounds) if rounds else "", "#behind-interview"),
        ("offer", stages.offer, "", "#behind-offer"),
    )
    return [
        Tile(str(count), t(f"tile_{key}", n=count), note, href if count else "")
        for key, count, note, href in rows
    ]


def _answered(report: Report) -> int:
    return sum(row.first_answer_at is not None for row in report.applications)


def standing(applications: Sequence[Application], language: str) -> Table:
    """Furthest stage by outcome; outcomes and stages without an application are left out."""
    t = say(language)
    counts = Counter((application.stage, application.outcome) for application in applications)
    outcomes = [outcome for outcome in OUTCOMES if any(counts[stage, outcome] for stage in Stage)]
    rows = [(stage, [counts[stage, outcome] for outcome in outcomes]) for stage in reversed(Stage)]
    return Table(
        (t("col_furthest"), *(t(f"outcome_{outcome}") for outcome in outcomes), t("col_total")),
        tuple(
            TableRow((t(f"stage_{stage}"), *(str(count or "") for count in row), str(sum(row))))
            for stage, row in rows
            if sum(row)
        ),
    )


def funnel_caption(report: Report, language: str) -> str:
    """That the funnel holds counts, not rates, and how many of them are still open to anything."""
    early = report.totals.outcomes.too_early
    return say(language)("funnel_caption", early=early) if early else say(language)("funnel_caption_all")


def answer_table(report: Report, language: str) -> Table:
    """Any and positive answers by each day, with intervals."""
    t = say(language)
    pairs = zip(find_rates(report, "any_answer"), find_rates(report, "positive_answer"), strict=True)
    rows = [
        TableRow(
            (
                t("n_days", n=any_rate.day),
                *rate_text(any_rate, language),
                *rate_text(positive, language),
                str(any_rate.at_risk),
            ),
            few=any_rate.n < COMPARABLE_N,
        )
        for any_rate, positive in pairs
        if any_rate.n >= MIN_N
    ]
    span = t("col_interval")
    return Table(
        (t("col_day"), t("any_answer"), span, t("positive_answer"), span, t("col_at_risk")), tuple(rows)
    )


def silence_text(report: Report, language: str) -> str:
    """Which silence is normal, and where the day is from."""
    days = report.silence.threshold_days
    own = "silence_long" if days == survival.LONGEST_DAYS else "silence_own"
    return say(language)(own if report.silence.source == "own curve" else "silence_default", days=days)


def patience_table(applications: Sequence[Application], until: datetime, language: str) -> Table:
    """What silence of so many days still promises, and how many of the open applications are there now."""
    t = say(language)
    patience = Patience(applications, [""] * len(applications), until)
    waiting = [a for a in applications if a.outcome in OPEN and a.stage is Stage.APPLIED]
    silent = [(until - application.waiting_since).days for application in waiting]
    rows = []
    for first, after in zip(_SILENT_DAYS, (*_SILENT_DAYS[1:], None), strict=True):
        mine = sum(first <= days and (after is None or days < after) for days in silent)
        chance = patience.after(first)
        if chance is None and not mine:
            continue
        shares = (
            (percent(chance.answer, language), percent(chance.positive, language), str(chance.at_risk))
            if chance
            else (t("not_yet"), "", "")
        )
        band = t("days_band", first=first, last=after - 1) if after else t("days_on", first=first)
        rows.append(TableRow((band, *shares, str(mine or ""))))
    columns = ("silent_for", "next_30", "next_30_positive", "at_risk", "open_now")
    return Table(tuple(t(f"col_{column}") for column in columns), tuple(rows))


def last_round(applications: Sequence[Application], language: str) -> str:
    """How often the last round was reached; empty if never."""
    count = sum(application.last_round for application in applications)
    return say(language)("last_round", n=count) if count else ""


def rounds_table(applications: Sequence[Application], language: str) -> Table:
    """How many applications had how many interview rounds; those without one are left out."""
    t = say(language)
    counts = Counter(application.rounds for application in applications if application.rounds)
    rows = tuple(TableRow((str(rounds), str(count))) for rounds, count in sorted(counts.items()))
    return Table((t("col_rounds"), t("col_count")), rows)


def stage_time_table(report: Report, language: str) -> Table:
    """By which day a quarter, half and three quarters have left each stage."""
    t = say(language)
    stages = {row.stage: row.n for row in report.stage_times}
    rows = (
        TableRow(
            (
                t(f"stage_{stage}"),
                *(_days(row, language) for row in report.stage_times if row.stage is stage),
                str(n),
            ),
            few=n < COMPARABLE_N,
        )
        for stage, n in stages.items()
    )
    columns = ("stage", "quarter", "half", "three_quarters", "n")
    return Table(tuple(t(f"col_{column}") for column in columns), tuple(rows))


def _days(row: StageTime, language: str) -> str:
    t = say(language)
    if row.days is None:
        return t("not_reached")
    low, high = ("…" if day is None else f"{day:.0f}" for day in (row.low, row.high))
    return t("days_between", days=t("n_days", n=round(row.days)), low=low, high=high)


def called_table(report: Report, language: str) -> Table:
    """How often the model was right about each label, and how many such mails there truly are."""
    t = say(language)
    rows = (
        TableRow(
            (
                label_name(row.label, language),
                str(row.called),
                percent(row.precision, language),
                percent(row.recall, language),
                f"{row.low:.0f}–{row.high:.0f}",
            )
        )
        for row in report.called
    )
    columns = ("label", "called", "precision", "recall", "range")
    return Table(tuple(t(f"col_{column}") for column in columns), tuple(rows))


def costlier_stage(report: Report, language: str) -> str:
    """Whether fewer pass the assessment or the interview: said only if their intervals do not overlap."""
    t = say(language)
    passed = [
        (stage, rate)
        for stage in (Stage.ASSESSMENT, Stage.INTERVIEW)
        for rate in find_rates(report, "passed", f"stage:{stage}")
        if rate.day == _STAGE_DAY and rate.n >= MIN_N
    ]
    if len(passed) < 2:
        return ""
    (low_stage, low), (high_stage, high) = sorted(passed, key=lambda pair: pair[1].estimate or 0)
    if min(low.n, high.n) < COMPARABLE_N or low.high is None or high.low is None or low.high >= high.low:
        return t("dropout_open")
    low_share, low_interval = rate_text(low, language)
    high_share, high_interval = rate_text(high, language)
    return t(
        "dropout_lower",
        lower=t(f"stage_{low_stage}"),
        low_share=low_share,
        low_interval=low_interval,
        higher=t(f"stage_{high_stage}"),
        high_share=high_share,
        high_interval=high_interval,
    )


def coverage_texts(report: Report, applications: Sequence[Application], language: str) -> Iterator[str]:
    """What the numbers rest on, what is left out of them, and what can not be known."""
    t = say(language)
    totals = report.totals
    yield t(
        "coverage_mails",
        emails=totals.emails,
        recruiting=totals.recruiting_emails,
        unsure=totals.unsure,
        unreadable=totals.unreadable,
    )
    reply = totals.known_by.reply
    untimed = sum(not in_rates(application) for application in applications) - reply
    failed = sum(row.failed for row in report.coverage)
    counts = {"coverage_failed": failed, "coverage_reply": reply, "coverage_untimed": untimed}
    yield from (t(key, n=count) for key, count in counts.items() if count)
    yield t("coverage_unknown")


def coverage_table(report: Report, timezone: tzinfo, language: str) -> Table:
    """Each folder and how completely it was read."""
    t = say(language)
    columns = ("source", "folder", "seen", "fetched", "failed", "last_success")
    rows = (
        TableRow(
            (
                row.source,
                row.folder,
                str(row.seen),
                str(row.fetched),
                str(row.failed),
                day(row.last_success, timezone) if row.last_success else t("never"),
            )
        )
        for row in report.coverage
    )
    return Table(tuple(t(f"col_{column}") for column in columns), tuple(rows))
