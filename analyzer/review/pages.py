"""The pages that show something."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request

from analyzer.report.safe_text import clean
from analyzer.report.texts import long_time
from analyzer.review import browsing
from analyzer.review.browsing import Search
from analyzer.review.frame import Site
from analyzer.review.shelf import Entry
from analyzer.review.sitting import MORE

_LONGEST_SEARCH = 200


def cards(site: Site) -> str:
    """The next card, or the end."""
    sitting = site.sitting
    card = sitting.next()
    if sitting.is_over or card is None:
        return _end(site, is_left=card is not None)
    return _card(site, sitting.shelf.entries[card.id], hidden=card.held_out, search=None)


def mail(site: Site, key: str) -> str:
    """Any mail, with its guess."""
    site.sitting.heard.refresh()
    return _card(site, site.entry(key, 404), hidden=False, search=site.asked_from())


def mails(site: Site) -> str:
    """The list of all mails, as far as they are looked for."""
    sitting, search = site.sitting, browsing.search_from(request.args)
    sitting.heard.refresh()
    found = browsing.found(sitting, search)
    return site.page(
        "list.html.j2",
        search=search,
        found=found,
        lines=[site.views.line(entry, sitting.heard.of(entry)) for entry in found.entries],
        at=min(search.page, found.pages),
        all_which=browsing.WHICH,
    )


def where(site: Site, key: str) -> str:
    """The applications to which a mail may belong instead."""
    entry, told = site.entry(key, 404), request.args.get("q", "")[:_LONGEST_SEARCH]
    shelf = site.sitting.shelf
    rows, count = browsing.applications(shelf, entry, told)
    return site.page(
        "move.html.j2",
        key=key,
        q=told,
        cases=[site.views.case(row, entry, hidden=True) for row in rows],
        count=count,
        subject=clean(entry.subject or site.views.t("no_subject")),
        home=bool(shelf.lies_in(entry.message_id)),
        search=site.asked_from(),
    )


#: Address → what it shows.
PAGES: Mapping[str, Callable[..., str]] = {
    "/": cards,
    "/mail/<key>": mail,
    "/mail/<key>/application": where,
    "/list": mails,
}


def _card(site: Site, entry: Entry, *, hidden: bool, search: Search | None) -> str:
    sitting, t = site.sitting, site.views.t
    email = sitting.email(entry)
    if email is None:
        sitting.skip(entry)
        return site.bare("plain.html.j2", text=t("gone"))
    sitting.show(entry, hidden=hidden)
    alike = sitting.alike(entry) if entry.kept else ()
    correction = sitting.heard.of(entry)
    view = site.views.card(entry, email, correction, alike, site.names(entry), hidden=hidden)
    oddities = t("odd_and").join(t(odd) for odd in view.odd)
    return site.page("card.html.j2", card=view, search=search, oddities=oddities, **_around(site))


def _around(site: Site) -> dict[str, Any]:
    """What stands around every card."""
    sitting, shelf, views = site.sitting, site.sitting.shelf, site.views
    return {
        "at": len(sitting.labelled) + 1,
        "of": sitting.budget,
        "left": sitting.left(),
        "last": sitting.last(),
        "history": [views.batch(batch) for batch in sitting.history()],
        "companies": views.companies,
        "roles": views.roles,
        "told_at": long_time(shelf.told_at, views.timezone, site.language) if shelf.told_at else "",
    }


def _end(site: Site, *, is_left: bool) -> str:
    sitting, views = site.sitting, site.views
    return site.page(
        "end.html.j2",
        heading=views.t("enough" if is_left else "nothing_left"),
        is_left=is_left,
        counts=[(views.name(label), count) for label, count in sitting.counts()],
        looked=bool(sitting.labelled),
        summary=_summary(site),
        mistaken=browsing.query(Search("mistaken")) if sitting.mistaken() else "",
        more=MORE,
        empty=not sitting.shelf.entries,
        last=sitting.last(),
        history=[views.batch(batch) for batch in sitting.history()],
    )


def _summary(site: Site) -> str:
    """What was done in this sitting, in sentences."""
    t, labelled = site.views.t, site.sitting.labelled
    told = {
        "end_done": len(labelled),
        "end_changed": site.sitting.changed(),
        "end_more_mails": sum(one.mails - 1 for one in labelled),
        "end_hidden": sum(one.hidden for one in labelled),
    }
    return t("gap").join(f"{t(key, n=count)}{t('guess_stop')}" for key, count in told.items() if count)
