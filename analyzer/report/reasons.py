"""What ended an application: the role, the papers, or a test or talk that can be practised."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.domain import Application
from analyzer.labels import Outcome, Reason, Stage
from analyzer.report import survival
from analyzer.report.summary import MIN_N
from analyzer.report.tables import Table, TableRow
from analyzer.report.texts import interval, percent, say

#: Reasons that lie with the role, whoever applied.
_ROLE_REASONS = frozenset({Reason.FILLED, Reason.BUDGET, Reason.CANCELLED})


@dataclass(frozen=True, slots=True)
class Remark:
    """A heading, a paragraph, and a link to the applications meant."""

    heading: str
    text: str
    href: str


def by_the_role(application: Application) -> bool:
    """Whether it ended for a reason that lies with the role: stopped, cancelled, cut, or already filled."""
    closed = application.outcome in {Outcome.REJECTED, Outcome.FROZEN}
    return application.outcome is Outcome.FROZEN or (closed and application.reason in _ROLE_REASONS)


def on_paper(application: Application) -> bool:
    """Whether it was rejected before a test or a talk, for a reason that does not lie with the role."""
    rejected = application.outcome is Outcome.REJECTED and not by_the_role(application)
    return rejected and application.stage is Stage.APPLIED


def after_practice(application: Application) -> bool:
    """Whether it was rejected after a test or a talk, for a reason that does not lie with the role."""
    rejected = application.outcome is Outcome.REJECTED and not by_the_role(application)
    return rejected and application.stage is not Stage.APPLIED


def remarks(applications: Sequence[Application], language: str) -> list[Remark]:
    """What was never about the user, what was decided on paper, what can be practised."""
    t = say(language)
    role = sum(map(by_the_role, applications))
    paper = sum(map(on_paper, applications))
    late = [application for application in applications if after_practice(application)]
    closed = role + paper + len(late)
    if not closed:
        return []
    tests = sum(application.stage is Stage.ASSESSMENT for application in late)
    practise = (
        t("practise_text", assessment=tests, interview=len(late) - tests) if late else t("practise_none")
    )
    return [
        Remark(t("not_you"), _not_you(role, closed, language), "#behind-not_you" if role else ""),
        Remark(t("on_paper"), t("on_paper_text", n=paper), "#behind-on_paper" if paper else ""),
        Remark(t("practise"), practise, "#behind-practise" if late else ""),
    ]


def _not_you(count: int, closed: int, language: str) -> str:
    t = say(language)
    if not count:
        return t("not_you_none", closed=closed)
    if closed < MIN_N:
        return t("not_you_few", n=count, closed=closed)
    span = interval(*survival.wilson(count, closed), language)
    return t("not_you_text", n=count, closed=closed, share=percent(count / closed, language), interval=span)


def reasons_table(applications: Sequence[Application], language: str) -> Table:
    """Reasons given in closing mails, the most frequent first."""
    t = say(language)
    closed = [a for a in applications if a.outcome in {Outcome.REJECTED, Outcome.FROZEN}]
    counts = Counter(application.reason or Reason.NONE_GIVEN for application in closed)
    rows = (
        TableRow(
            (
                t(f"reason_{reason}"),
                str(count),
                percent(count / len(closed), language) if len(closed) >= MIN_N else "",
            )
        )
        for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return Table((t("col_reason"), t("col_count"), t("col_share")), tuple(rows))
