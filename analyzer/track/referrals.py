"""Whether mail says that somebody recommended the user."""

import re
from collections.abc import Iterable

from analyzer.domain import Event
from analyzer.labels import Label

#: Mail that says somebody recommended the user; "refer a friend" and "referral programme" do not.
_REFERRED = re.compile(
    r"(?i)\b(?:(?:were|was|been|being|are) (?:recently )?referred (?:by|to|for)|(?:has|have) referred you"
    r"|your (?:employee )?referral (?:from|by)|(?:employee )?referral by"
    r"|auf empfehlung von|empfohlen von|recommandée? par|recomendad[oa] por|référée? par)\b"
    r"|(?:为|給|给)(?:您|你)内推|内推(?:了)?(?:您|你)|(?:您|你)(?:已)?被(?:内推|推荐|推薦)|(?:推荐|推薦)了?(?:您|你)应聘"
    r"|(?:您|你)的(?:内推|推荐|推薦)人"
)
#: One of these is in whatever the expression above finds; most mail has none, and looking for them is far quicker.
_REFERRED_STEMS = ("referr", "empf", "recom", "référ", "推荐", "推薦", "内推")
#: Mail says so where it thanks for the application; what is below are signatures and conditions.
_HEAD = 1200


def is_referred(events: Iterable[Event]) -> bool:
    """Whether an acknowledgement among the events, or the user's own mail, says that somebody recommended them."""
    heads = (
        f"{event.subject}\n{event.text[:_HEAD]}" for event in events if event.label in (None, Label.AUTO_ACK)
    )
    return any(_has_stem(head) and _REFERRED.search(head) for head in heads)


def _has_stem(text: str) -> bool:
    low = text.lower()
    return any(stem in low for stem in _REFERRED_STEMS)
