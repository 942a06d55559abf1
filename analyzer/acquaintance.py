"""What a sender's other mail says of one of theirs: who writes a hundred newsletters hardly writes a refusal."""

from collections import Counter
from collections.abc import Callable, Iterable

from analyzer.track import senders


def by_sender(mails: Iterable[tuple[str, bool]]) -> Callable[[str, float], float]:
    """Of addresses, and whether that mail is called a step: how likely another mail of an address is recruiting mail.

    The result takes an address and the chance that the words of the mail give (0 to 1), and gives that chance weighed
    by how often else the address writes steps; never a greater one. It is Bayes' rule with the share by Laplace's rule
    of succession in place of even odds. Systems and boards send steps and advertisements from one address, so theirs
    stays as it is.
    """
    steps, ordinary = Counter[str](), Counter[str]()
    for address, is_step in mails:
        (steps if is_step else ordinary)[address.lower()] += 1

    def weighed(address: str, chance: float) -> float:
        key = address.lower()
        for_it, against = steps[key] + 1, ordinary[key] + 1
        if for_it >= against or chance >= 1 or senders.by_domain(key.rpartition("@")[2]):
            return chance
        odds = chance / (1 - chance) * for_it / against
        return odds / (1 + odds)

    return weighed
