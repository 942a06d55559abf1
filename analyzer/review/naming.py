"""Company and role of a mail as they are known while it is shown."""

from collections.abc import Callable
from functools import lru_cache

from analyzer.domain import Email
from analyzer.labels import LABELS
from analyzer.review.shelf import Entry
from analyzer.review.sitting import Sitting
from analyzer.track import extract
from analyzer.track.naming import Namer

#: Company and role of a mail as they are known now.
Names = Callable[[Entry], tuple[str, str]]
_REMEMBERED = 200


def names_of(sitting: Sitting, namer: Namer) -> Names:
    """Company and role: what somebody said, else those of its application, else what the mail itself tells."""

    @lru_cache(maxsize=_REMEMBERED)
    def told(id_: int) -> tuple[str, str]:
        entry = sitting.shelf.entries[id_]
        email: Email | None = sitting.email(entry)
        if email is None or not email.text or not LABELS[entry.verdict.label].event:
            return "", ""
        clues = extract.clues(email, entry.verdict.label, namer)
        return clues.company, clues.role

    def names(entry: Entry) -> tuple[str, str]:
        said = sitting.heard.of(entry)
        rows = sitting.shelf.lies_in(entry.message_id)
        company, role = (rows[0].company, rows[0].role) if rows else told(entry.id)
        return (
            said.company if said and said.company is not None else company,
            said.role if said and said.role is not None else role,
        )

    return names
