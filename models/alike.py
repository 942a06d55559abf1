"""Finds mails of the corpus that are nearly the same: `make alike`."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from analyzer.classify.corpus import Sample
from models.build import samples

#: Two mails are near-duplicates from this share of their words in common order (rapidfuzz's token_sort_ratio).
ALIKE = 85.0


def text(sample: Sample) -> str:
    """Subject and text in lower case, names of company and role taken out."""
    said = f"{sample.email.subject} {sample.email.text}"
    for name in (sample.company, sample.role):
        said = said.replace(name, "") if name else said
    return " ".join(said.casefold().split())


def pairs(mails: Sequence[Sample]) -> Iterator[tuple[Sample, Sample, float]]:
    """Pairs of one language that are nearly the same, and how much."""
    languages = sorted({mail.lang for mail in mails})
    for lang in languages:
        own = [mail for mail in mails if mail.lang == lang]
        texts = [text(mail) for mail in own]
        table = process.cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, workers=2)
        near = ((i, j) for i, j in combinations(range(len(own)), 2) if table[i, j] and texts[i])
        yield from ((own[i], own[j], float(table[i, j])) for i, j in near)


def main() -> int:
    """Prints each pair and their number by language; fails if more than one mail in a hundred has a near-duplicate."""
    mails = samples()
    found = list(pairs(mails))
    for one, other, share in found:
        sys.stdout.write(f"{share:5.1f}  {one.id}  {other.id}\n")
    doubled = {mail.id for one, other, _ in found for mail in (one, other)}
    counts = Counter(id_.rsplit("-", 2)[0] for id_ in doubled)
    sys.stdout.write(f"{len(doubled)} of {len(mails)} mails have a near-duplicate: {dict(counts)}\n")
    return int(len(doubled) > len(mails) / 100)


if __name__ == "__main__":
    raise SystemExit(main())
