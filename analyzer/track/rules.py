"""The names that the rules give, weighed: equal names add up, below a threshold nothing is said.

A wrong company is worse than none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from analyzer.domain import Email
from analyzer.track import senders
from analyzer.track.companies import is_person
from analyzer.track.names import company_key
from analyzer.track.said import Said
from analyzer.track.systems import SenderRow

#: A name needs so much weight to be said; see the weights in `phrases`.
ENOUGH_COMPANY = 2.0
ENOUGH_ROLE = 2.0
#: A longer form is the name if it has this share of the weight of the shorter one; else it caught a word too much.
ENOUGH_SHARE = 0.6


def people(email: Email, *, own: bool) -> frozenset[str]:
    """Keys of the names, whole and first, of the person who writes and of the readers.

    The readers of a mail that the user wrote may be companies.
    """
    named = [address for address in (email.sender, email.reply_to, *email.to) if is_person(address)]
    readers = () if own else email.to
    return frozenset(
        company_key(name)
        for address in (*named, *readers)
        for name in (address.name, address.name.split(" ")[0])
        if name
    )


def fitting(
    said: Iterable[Said], row: SenderRow | None, barred: frozenset[str], employer: str = ""
) -> Iterator[Said]:
    """Names without the barred keys and, in mail of a system, without those of systems but for the `employer`."""
    for one in said:
        key = company_key(one.name)
        system = row is not None and bool({key, senders.plain(one.name)} & senders.barred(row))
        if key and key not in barred and (not system or senders.plain(one.name) == employer):
            yield one


def best(said: Iterable[Said], key: Callable[[str], str], enough: float) -> str:
    """The name with the highest sum of weights, in the spelling with the most weight; empty below `enough`."""
    sums: defaultdict[str, float] = defaultdict(float)
    spelt: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in said:
        if one.name and (same := key(one.name)):
            sums[same] += one.weight
            spelt[same][one.name] += one.weight
    total = {same: sums[same] + _of_shorter(same, sums, spelt, enough) for same in sums}
    best = max(total, key=lambda same: (total[same], len(same), same), default="")
    if not best or total[best] < enough:
        return ""
    return max(spelt[best], key=lambda name: (spelt[best][name], name))


def _of_shorter(
    key: str, sums: dict[str, float], spelt: dict[str, defaultdict[str, float]], enough: float
) -> float:
    """What the shorter forms of a name add to it, once it is sure enough by itself: "Acme" to "Acme Labs"."""
    if sums[key] < enough:
        return 0.0
    names = [name.casefold() for name in spelt[key]]
    shorter = [
        other
        for other in sums
        if other != key
        and any(name.startswith(f"{short.casefold()} ") for name in names for short in spelt[other])
    ]
    return sum(sums[other] for other in shorter if sums[key] >= ENOUGH_SHARE * sums[other])
