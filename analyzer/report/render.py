"""The page: one HTML text that loads nothing, runs nothing, and shows mail only as text."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import tzinfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analyzer.domain import Application
from analyzer.report import charts, drawing, figures, grids, reasons, sources
from analyzer.report.funnel import funnel
from analyzer.report.history import Night, changes
from analyzer.report.listing import Listing
from analyzer.report.schema import Report
from analyzer.report.texts import TAGS, Language, method, say

_LOADER = PackageLoader("analyzer.report")
# Autoescape for every name: Jinja's own choice by file ending leaves `.html.j2` unescaped.
_TEMPLATES = Environment(
    loader=_LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_NAV = (
    "needs",
    "far",
    "funnel",
    "time",
    "dropout",
    "reasons",
    "changed",
    "sources",
    "applications",
    "coverage",
    "method",
)
#: Without an application the other sections are not there.
_NAV_EMPTY = ("needs", "coverage", "method")


def page(
    report: Report,
    applications: Sequence[Application],
    language: Language,
    timezone: tzinfo,
    *,
    gmail: bool = True,
    past: Sequence[Night] = (),
    gentle: bool = False,
) -> Iterator[str]:
    """The report as one HTML document in the language, with calendar days of the time zone; in pieces.

    One emoji in a text of four million characters makes each of them take four bytes.

    `gmail`: whether mails also have a link to Gmail's web page; `past` are earlier nights, to tell what changed;
    `gentle`: rejections are counted, and not listed.
    """
    with ThreadPoolExecutor(1) as aside:
        # Charts are drawn without holding Python's lock: the list is made meanwhile.
        drawn = aside.submit(copy_context().run, _figures, report, applications, timezone, language)
        chances = {row.id: row.chance for row in report.applications}
        listing = Listing(
            applications, report.data_until, timezone, language, chances=chances, gmail=gmail, gentle=gentle
        )
        waiting, which, unsure = listing.waiting(report)
        told = drawn.result()
    return pieces(
        "page.html.j2",
        language,
        nav=_NAV if report.totals.applications else _NAV_EMPTY,
        report=report,
        waiting=waiting,
        which=which,
        unsure=unsure,
        groups=listing.groups(),
        behind=listing.behind(),
        by_company=listing.by_company(),
        method=method(language),
        since=changes(report, past, timezone, language),
        **told,
    )


def fill(template: str, language: Language, **values: object) -> str:
    """A template of the package filled with values; texts, stylesheet and its hash are there for each."""
    return "".join(pieces(template, language, **values))


def pieces(template: str, language: Language, **values: object) -> Iterator[str]:
    """The pieces of `fill`, each made when it is asked for."""
    style = _style()
    return _TEMPLATES.get_template(template).generate(
        t=say(language),
        tag=TAGS[language],
        style=Markup(style),  # noqa: S704 - our own stylesheet, a file of the package
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        can_draw=drawing.can_draw(),
        **values,
    )


def colours() -> dict[str, str]:
    """The stylesheet's colours by name, those of a light page."""
    light = _style().partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", light))


def _figures(
    report: Report, applications: Sequence[Application], timezone: tzinfo, language: str
) -> dict[str, object]:
    return {
        "lead": figures.lead(report, timezone, language),
        "dates": figures.dates(report, timezone, language),
        "tiles": figures.tiles(report, applications, language),
        "standing": figures.standing(applications, language),
        "funnel_caption": figures.funnel_caption(report, language),
        "funnel": funnel(applications, language),
        "times": charts.answer_times(applications, report.data_until, language),
        "answers": figures.answer_table(report, language),
        "silence": figures.silence_text(report, language),
        "patience": figures.patience_table(applications, report.data_until, language),
        "last_round": figures.last_round(applications, language),
        "rounds": figures.rounds_table(applications, language),
        "cohorts": grids.cohort_table(report, language),
        "hours": grids.hours_table(report, language),
        "stage_times": figures.stage_time_table(report, language),
        "closings": grids.closings_table(report, language),
        "changed_text": grids.changed_text(report, timezone, language),
        "changes": grids.changes_table(report, language),
        "trend": list(sources.trend(report, language)),
        "by_group": sources.group_tables(report, language),
        "folded_from": sources.OPEN_KINDS,
        "called": figures.called_table(report, language),
        "dropout": charts.dropout(report, language),
        "costlier": figures.costlier_stage(report, language),
        "remarks": reasons.remarks(applications, language),
        "reasons": reasons.reasons_table(applications, language),
        "weekly": charts.weekly(applications, timezone, language),
        "coverage_texts": list(figures.coverage_texts(report, applications, language)),
        "coverage": figures.coverage_table(report, timezone, language),
    }


def _style() -> str:
    source, _, _ = _LOADER.get_source(_TEMPLATES, "style.css")
    return source
