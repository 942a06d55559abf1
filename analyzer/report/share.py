"""The page to show around: the same numbers without a company, role, person, mail, or day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from analyzer.domain import Application, Clues, Event
from analyzer.report import charts, drawing, figures, reasons, render, sources
from analyzer.report.funnel import funnel
from analyzer.report.schema import ApplicationRow, EventRow, Report
from analyzer.report.texts import Language, method, say, week

#: Groups of rates with names of our own; sending systems and boards stay at home.
_GROUPS = ("all", "channel:", "family:", "seniority:", "month:", "period:", "stage:")


def files(
    report: Report, applications: Sequence[Application], language: Language, timezone: tzinfo
) -> dict[str, str | bytes]:
    """File name → content: the page, and the funnel as SVG and PNG where charts can be drawn."""
    bare, people = anonymous(report, applications)
    made: dict[str, str | bytes] = {"share.html": _page(bare, people, language, timezone)}
    picture = funnel(people, language).svg
    if picture is None:
        return made
    heading = _heading(bare, language, timezone)
    svg = drawing.standalone(picture, render.colours(), heading)
    return made | {"share-funnel.svg": svg, "share-funnel.png": drawing.as_png(svg)}


def anonymous(report: Report, applications: Sequence[Application]) -> tuple[Report, tuple[Application, ...]]:
    """Report and applications without any text out of a mail; what is not there cannot be shown.

    Times stay as they are, since waiting times are made of them; only weeks and months of them are written.
    """
    people = tuple(_bare(f"{number}", one) for number, one in enumerate(applications))
    kept = tuple(rate for rate in report.rates if rate.group.startswith(_GROUPS))
    return report.model_copy(
        update={
            "applications": tuple(map(_bare_row, report.applications)),
            "rates": kept,
            "attention": (),
            "coverage": (),
        }
    ), people


def _bare(name: str, one: Application) -> Application:
    events = tuple(_bare_event(f"{name}.{number}", event) for number, event in enumerate(one.events))
    return replace(one, id=name, company="", role="", system="", agency="", events=events)


def _bare_event(name: str, event: Event) -> Event:
    return Event(
        message_id=name,
        at=event.at,
        label=event.label,
        confidence=event.confidence,
        sure=event.sure,
        by="",
        clues=Clues(),
        reason=event.reason,
    )


def _bare_row(row: ApplicationRow) -> ApplicationRow:
    events = tuple(
        EventRow(message_id="", at=event.at, label=event.label, confidence=event.confidence, by="")
        for event in row.events
    )
    names = dict.fromkeys(("id", "company", "role", "agency", "channel", "family", "seniority"), "")
    return row.model_copy(update={**names, "chance": None, "events": events})


def _heading(report: Report, language: Language, timezone: tzinfo) -> str:
    """How many applications, and the weeks that they span."""
    t = say(language)
    if not report.totals.applications:
        return t("lead_none")
    first = min(row.applied_at for row in report.applications)
    return t(
        "share_lead",
        applications=t("n_applications", n=report.totals.applications),
        first=week(first, timezone),
        last=week(report.data_until, timezone),
    )


def _page(report: Report, applications: Sequence[Application], language: Language, timezone: tzinfo) -> str:
    tiles = figures.tiles(report, applications, language)
    return render.fill(
        "share.html.j2",
        language,
        report=report,
        lead=_heading(report, language, timezone),
        tiles=[replace(tile, href="") for tile in tiles],
        standing=figures.standing(applications, language),
        funnel=funnel(applications, language),
        funnel_caption=figures.funnel_caption(report, language),
        times=charts.answer_times(applications, report.data_until, language),
        answers=figures.answer_table(report, language),
        silence=figures.silence_text(report, language),
        patience=figures.patience_table(applications, report.data_until, language),
        by_group=sources.group_tables(report, language),
        dropout=charts.dropout(report, language),
        costlier=figures.costlier_stage(report, language),
        remarks=[replace(remark, href="") for remark in reasons.remarks(applications, language)],
        reasons=reasons.reasons_table(applications, language),
        weekly=charts.weekly(applications, timezone, language, numbered=True),
        method=method(language),
    )
