"""The forms that say something. Each answers with where to go on, so that loading a page again repeats nothing."""

from collections.abc import Callable, Mapping

from flask import abort, request
from werkzeug.wrappers import Response

from analyzer.labels import label_named
from analyzer.report.safe_text import clean
from analyzer.review import acts
from analyzer.review.frame import Site

_LONGEST_NAME = 200


def say(site: Site) -> Response:
    """A label, company and role, or a skip."""
    sitting, entry = site.sitting, site.posted()
    told, names = request.form.get("label", ""), (_name("company"), _name("role"))
    if told == "skip":
        sitting.skip(entry)
        return site.back()
    if told == "names":
        said = list(acts.named(sitting.stamp(), entry, *names))
        if said:
            sitting.say(entry, said)
        return site.stay(entry, "named" if said else "same")
    label = label_named(told) or abort(400)
    sitting.label(entry, label, names, together="similar" in request.form)
    return site.back("labelled")


def undo(site: Site) -> Response:
    """Takes back a batch; the last of this sitting, if the form names none."""
    sitting = site.sitting
    sitting.heard.refresh()
    id_ = request.form.get("batch", "") or sitting.last()
    if not id_:
        return site.back("nothing")
    batch = sitting.heard.batch(id_) or abort(400)
    sitting.undo(batch)
    return site.back("undone_before" if batch.undone else "undone")


def split(site: Site) -> Response:
    """Mails of its application that do not belong with the mail."""
    entry, row = site.posted(), site.application()
    others = [id_ for id_ in acts.ids_of(row) if id_ != entry.message_id]
    told = frozenset(others if "all" in request.form else request.form.getlist("other"))
    ticked = [id_ for id_ in others if id_ in told]
    if not ticked:
        return site.stay(entry, "none_ticked")
    site.sitting.say(entry, list(acts.split(site.sitting.stamp(), entry, row, ticked)))
    return site.stay(entry, "split")


def move(site: Site) -> Response:
    """The mail, or all of its application, belongs to another one."""
    sitting, entry, row = site.sitting, site.posted(), site.application()
    home = sitting.shelf.lies_in(entry.message_id)
    stamp = sitting.stamp()
    whole = "whole" in request.form
    said = list(acts.merged(stamp, home, row) if whole else acts.moved(stamp, entry, home, row))
    if said:
        sitting.say(entry, said)
    return site.stay(entry, "moved" if said else "same")


def keys(site: Site) -> Response:
    """Single keys act, or do not."""
    site.sitting.keys = not site.sitting.keys
    return site.back()


def more(site: Site) -> Response:
    """Some more cards."""
    site.sitting.go_on()
    return site.back()


#: Address → what its form does.
FORMS: Mapping[str, Callable[[Site], Response]] = {
    "/say": say,
    "/undo": undo,
    "/split": split,
    "/move": move,
    "/keys": keys,
    "/more": more,
}


def _name(field: str) -> str | None:
    """Company or role as typed; None where it was not changed."""
    told, before = request.form.get(field), request.form.get(f"{field}_was", "")
    return None if told is None or told.strip() == before.strip() else clean(told, _LONGEST_NAME).text
