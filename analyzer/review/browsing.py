"""Looking for mails and for applications."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from analyzer.report.schema import ApplicationRow
from analyzer.review.shelf import Entry, Shelf
from analyzer.review.sitting import Sitting
from analyzer.track.names import company_key

PAGE = 50
_MOST_APPLICATIONS = 30
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the list."""

    which: str = "all"
    q: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found."""

    entries: tuple[Entry, ...]
    count: int
    pages: int


#: Name → the mails that are among them, the newest first; of labels that may be mistakes the likeliest first.
_WHICH: Mapping[str, Callable[[Sitting], Sequence[Entry]]] = {
    "all": lambda sitting: sitting.shelf.newest_first,
    "unsure": lambda sitting: [
        entry
        for entry in _newest_first(_with_ids(sitting.shelf, sitting.shelf.unsure))
        if entry.id not in sitting.heard.labels
    ],
    "check": lambda sitting: _newest_first(_with_ids(sitting.shelf, sitting.shelf.doubts)),
    "labelled": lambda sitting: _newest_first(sitting.shelf.entries[id_] for id_ in sitting.heard.labels),
    "mistaken": lambda sitting: list(dict.fromkeys(_with_ids(sitting.shelf, sitting.mistaken()))),
}
WHICH = tuple(_WHICH)


def search_from(values: Mapping[str, str]) -> Search:
    """The search of an address or a form; what makes no sense counts as not given."""
    which, page = values.get("which", ""), values.get("page", "")
    return Search(
        which if which in _WHICH else "all",
        values.get("q", "")[:_LONGEST].strip(),
        int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
    )


def query(search: Search | None, *, page: int | None = None, note: str = "") -> str:
    """The part of an address behind the question mark, so that it leads back to the list; `page` another one of it."""
    told = {"note": note} if note else {}
    if search is None:
        return urlencode(told)
    found = replace(search, page=page or search.page)
    return urlencode({"back": "list", "which": found.which, "q": found.q, "page": found.page, **told})


def found(sitting: Sitting, search: Search) -> Found:
    """The mails that fit; every word must occur."""
    fitting = _WHICH[search.which](sitting)
    for word in search.q.casefold().split():
        fitting = [entry for entry in fitting if word in entry.searched]
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(search.page, pages)
    return Found(tuple(fitting[(page - 1) * PAGE : page * PAGE]), len(fitting), pages)


def _with_ids(shelf: Shelf, message_ids: Iterable[str]) -> Iterator[Entry]:
    return (entry for id_ in message_ids for entry in shelf.by_message.get(id_, ()))


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)


def applications(shelf: Shelf, entry: Entry, q: str) -> tuple[list[ApplicationRow], int]:
    """The applications that fit, but for those where the mail lies, the likeliest first; and how many there are."""
    home = shelf.lies_in(entry.message_id)
    companies = {company_key(row.company) for row in home} - {""}
    doubts, words = shelf.doubts.get(entry.message_id, ()), q.casefold().split()
    fitting = [
        row
        for row in shelf.applications.values()
        if row not in home and all(word in f"{row.company} {row.role}".casefold() for word in words)
    ]
    fitting.sort(key=lambda row: row.last_event_at, reverse=True)
    fitting.sort(key=lambda row: (row.id not in doubts, company_key(row.company) not in companies))
    return fitting[:_MOST_APPLICATIONS], len(fitting)
