"""Whether waiting is still worth it: what silence so long still promised to others, told for each open application."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from analyzer.domain import Application
from analyzer.labels import Outcome, Stage
from analyzer.report import survival
from analyzer.report.schema import Chance
from analyzer.report.spells import Cause, Spell, answer_spell, in_rates, sign_spells
from analyzer.report.survival import Curve

#: Outcomes of applications from which something may still come.
OPEN = frozenset({Outcome.IN_PROGRESS, Outcome.SILENT, Outcome.TOO_EARLY})
ALL = "all"


class Patience:
    """Curves of all applications and of their groups, each worked out once, when it is first asked for.

    `channels` are those of the applications, in the same order.
    """

    def __init__(self, applications: Sequence[Application], channels: Sequence[str], until: datetime) -> None:
        self._applications, self._until = applications, until
        self._spells: defaultdict[str, list[Spell]] = defaultdict(list)
        self._curves: dict[str, tuple[Curve, Curve]] = {}
        for application, channel in zip(applications, channels, strict=True):
            if in_rates(application):
                spell = answer_spell(application, until)
                for group in _groups(application, channel):
                    self._spells[group].append(spell)

    def chance(self, application: Application, channel: str) -> Chance | None:
        """What the next 30 days may bring, by the narrowest group that tells; None if none does or it is closed."""
        if application.outcome not in OPEN:
            return None
        silent = max((self._until - application.waiting_since) / timedelta(days=1), 0.0)
        waits = application.stage is Stage.APPLIED
        groups = _groups(application, channel) if waits else (f"stage:{application.stage}",)
        return next(self._told(groups, silent), None)

    def after(self, silent_days: float, group: str = ALL) -> Chance | None:
        """What silence of so many days still promises in a group; None if too few are watched so long."""
        return next(self._told((group,), silent_days), None)

    def _told(self, groups: Iterable[str], silent: float) -> Iterator[Chance]:
        for group in groups:
            # No group of fewer can have as many at risk.
            if len(self._waits(group)) < survival.MIN_AT_RISK:
                continue
            whole, positive = self._pair(group)
            answer = survival.chance_after(whole, whole, silent)
            good = survival.chance_after(whole, positive, silent)
            if answer is not None and good is not None:
                at_risk = whole.at_risk(silent)
                yield Chance(
                    silent_days=int(silent),
                    answer=round(answer, 6) + 0.0,
                    positive=round(good, 6) + 0.0,
                    group=group,
                    at_risk=at_risk,
                )

    def _waits(self, group: str) -> list[Spell]:
        kind, _, stage = group.partition(":")
        if kind == "stage" and group not in self._spells:
            self._spells[group] = sign_spells(self._applications, Stage(stage), self._until)
        return self._spells.get(group, [])

    def _pair(self, group: str) -> tuple[Curve, Curve]:
        if group not in self._curves:
            spells = self._waits(group)
            self._curves[group] = survival.answered(spells), survival.ended_by(spells, Cause.POSITIVE)
        return self._curves[group]


def _groups(application: Application, channel: str) -> tuple[str, ...]:
    """The groups of an application that waits for its first answer, the narrowest first."""
    system = (f"system:{application.system}",) if application.system else ()
    return (*system, f"channel:{channel}", ALL)
