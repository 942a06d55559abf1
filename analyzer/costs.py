"""What it costs to believe a verdict that is wrong, and when to ask instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from analyzer.labels import Label


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of errors, judged and not measured; a wrong label without further consequence costs 1."""

    offer: float = 50.0
    """An offer taken for something that can be left unread."""
    interview: float = 30.0
    assessment: float = 20.0
    false_alarm: float = 3.0
    """A mail taken for one of the three that is none."""
    look: float = 1.5
    """Asking the person to look."""

    def of(self, true: Label, said: Label) -> float:
        """The cost of saying `said` of a mail that is `true`."""
        if true is said:
            return 0.0
        missed = {
            Label.OFFER: self.offer,
            Label.INTERVIEW_INVITE: self.interview,
            Label.ASSESSMENT: self.assessment,
        }
        if said in missed:
            return 1.0 if true in missed else self.false_alarm
        return missed.get(true, 1.0)


COSTS = Costs()


def expected(said: Label, share: Mapping[Label, float], costs: Costs) -> float:
    """The mean cost of believing a label, given the probability of each."""
    return sum(chance * costs.of(true, said) for true, chance in share.items())


def is_safe(said: Label, share: Mapping[Label, float], costs: Costs) -> bool:
    """Whether believing the label costs less than a look."""
    return expected(said, share, costs) < costs.look
