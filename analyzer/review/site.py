"""The pages and what their forms do; who may see them is the door's part."""

import base64
import hashlib
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Blueprint, Flask, Response, abort, redirect, request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from analyzer.errors import AnalyzerError
from analyzer.ledger import label_named
from analyzer.report.safe_text import clean
from analyzer.report.schema import ApplicationRow
from analyzer.report.texts import TAGS, long_time
from analyzer.review import acts, browsing
from analyzer.review.browsing import Search
from analyzer.review.card import Views
from analyzer.review.door import BODY_LIMIT, Door, Field
from analyzer.review.shelf import Entry
from analyzer.review.sitting import MORE, Sitting

log = logging.getLogger(__name__)

_LOADER = ChoiceLoader([PackageLoader("analyzer.review"), PackageLoader("analyzer.report")])
_TEMPLATES = Environment(
    loader=_LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_NAME_LIMIT = 200
"""Of a company or role that somebody types."""

#: What every answer carries, whatever it is.
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


def _file(name: str) -> str:
    return _LOADER.get_source(_TEMPLATES, name)[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


STYLE = _file("style.css") + _file("review.css")
SCRIPT = _file("keys.js")
POLICY = (
    f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

#: Company and role of a mail as they are known now.
Names = Callable[[Entry], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that the pages need."""

    sitting: Sitting
    door: Door
    views: Views
    names: Names
    language: str

    def page(self, template: str, **more: object) -> str:
        """A page of that template."""
        return _TEMPLATES.get_template(template).render(
            t=self.views.t,
            tag=TAGS[self.language],
            style=Markup(STYLE),  # noqa: S704 - our own stylesheet, a file of the package
            script=Markup(SCRIPT),  # noqa: S704 - our own script
            root=self.door.path,
            form_token=self.door.form_token,
            token_field=Field.TOKEN.value,
            keys=self.sitting.keys,
            note=self._note(),
            damaged=[clean(line).text for line in self.sitting.heard.damaged[:3]],
            damaged_count=len(self.sitting.heard.damaged),
            **more,
        )

    def _note(self) -> str:
        """What was done last, by the address: only keys of our own texts stand for something."""
        key = request.args.get("note", "")
        return self.views.t(f"note_{key}") if key in _NOTES else ""

    # --- what a form names

    def entry(self, key: str, status: int) -> Entry:
        """The mail with that key."""
        return self.sitting.shelf.by_key.get(key) or abort(status)

    def posted(self) -> Entry:
        """The mail that a form is about."""
        self.sitting.heard.refresh()
        return self.entry(request.form.get("mail", ""), 400)

    def application(self, name: str) -> ApplicationRow:
        """The application that a form names."""
        return self.sitting.shelf.applications.get(request.form.get(name, "")) or abort(400)

    def back(self, note: str, entry: Entry | None = None) -> AnyResponse:
        """To where the form was: the list, the mail, or the next card."""
        search = browsing.search_from(request.form) if request.form.get("back") == "list" else None
        if entry is not None:
            return self._to(f"mail/{entry.key}", note, search)
        return self._to("list" if search else "", note, search)

    def _to(self, path: str, note: str, search: Search | None) -> AnyResponse:
        query = browsing.query(search, note=note)
        return redirect(f"{self.door.path}{path}?{query}", 303)


_NOTES = frozenset(
    "labelled named same undone undone_before nothing split moved none_ticked".split()  # noqa: SIM905
)


def application(site: Site) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """The whole site, for a WSGI server; requests are answered one after the other."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=BODY_LIMIT, MAX_FORM_MEMORY_SIZE=BODY_LIMIT)
    app.before_request(lambda: site.door.check(request))
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, lambda error: _refused(site, error))
    app.register_error_handler(AnalyzerError, lambda error: _failed(site, error))
    app.register_error_handler(Exception, lambda error: _broken(site, error))
    app.add_url_rule("/enter", view_func=lambda: _enter(site), endpoint="enter", methods=["GET"])
    app.register_blueprint(_pages(site), url_prefix=f"/{site.door.room}")
    app.register_blueprint(_forms(site), url_prefix=f"/{site.door.room}")
    lock = threading.Lock()

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with lock:
            return app(environ, start)

    return answer


def _with_headers(response: Response) -> Response:
    response.headers.update({"Content-Security-Policy": POLICY, **_HEADERS})
    return response


def _refused(site: Site, error: HTTPException) -> tuple[str, int]:
    code = error.code if error.code in (400, 403, 404, 405, 413, 421) else 503
    return _plain(site, site.views.t(f"wrong_{code}"), error.code or 500)


def _failed(site: Site, error: AnalyzerError) -> tuple[str, int]:
    """A file could not be read or written: what it is and what to do."""
    said = f" {site.views.t('wrong_nothing')}" if request.method == "POST" else ""
    return _plain(site, f"{clean(str(error), 600).text}{said}", 500)


def _broken(site: Site, error: Exception) -> tuple[str, int]:
    """A mistake of ours; what it says may be out of a mail, so only its kind and place are told."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    log.error("the review page failed: %s in %s", type(error).__name__, where)
    return _plain(site, site.views.t("wrong_500"), 500)


def _plain(site: Site, text: str, code: int) -> tuple[str, int]:
    page = _TEMPLATES.get_template("plain.html.j2").render(
        t=site.views.t,
        tag=TAGS[site.language],
        style=Markup(STYLE),  # noqa: S704
        text=text,
        root=site.door.path if code in (400, 404, 500) else "",
    )
    return page, code


def _enter(site: Site) -> Response:
    """The cookie for the token, and on to the page: by a page, since a redirect after a foreign link has no cookie."""
    site.door.enter(request)
    page = _TEMPLATES.get_template("enter.html.j2").render(
        t=site.views.t,
        tag=TAGS[site.language],
        style=Markup(STYLE),  # noqa: S704
        root=site.door.path,
    )
    response = Response(page)
    response.set_cookie(
        site.door.cookie, site.door.session, httponly=True, samesite="Strict", path=site.door.path
    )
    return response


# --- pages ------------------------------------------------------------------------------------------


def _pages(site: Site) -> Blueprint:
    pages = Blueprint("pages", __name__)
    sitting = site.sitting

    @pages.get("/")
    def cards() -> str:
        card = sitting.next()
        if sitting.is_over or card is None:
            return _end(site, is_left=card is not None)
        entry = sitting.shelf.entries[card.id]
        return _card(site, entry, hidden=card.held_out, search=None)

    @pages.get("/mail/<key>")
    def mail(key: str) -> str:
        sitting.heard.refresh()
        entry = site.entry(key, 404)
        search = browsing.search_from(request.args) if request.args.get("back") == "list" else None
        return _card(site, entry, hidden=False, search=search)

    @pages.get("/list")
    def mails() -> str:
        sitting.heard.refresh()
        search = browsing.search_from(request.args)
        found = browsing.found(sitting.shelf, sitting.heard.labels, search)
        lines = [site.views.line(entry, sitting.heard.of(entry)) for entry in found.entries]
        return site.page("list.html.j2", search=search, found=found, lines=lines, query=browsing.query)

    @pages.get("/mail/<key>/application")
    def where(key: str) -> str:
        entry = site.entry(key, 404)
        told = request.args.get("q", "")[:_NAME_LIMIT]
        rows, count = browsing.applications(sitting.shelf, entry, told)
        cases = [site.views.case(row, entry, hidden=True) for row in rows]
        subject = clean(entry.subject or site.views.t("no_subject"))
        home = bool(sitting.shelf.lies_in(entry.message_id))
        search = browsing.search_from(request.args) if request.args.get("back") == "list" else None
        return site.page(
            "move.html.j2", key=key, q=told, cases=cases, count=count, subject=subject, home=home, search=search
        )

    return pages


def _card(site: Site, entry: Entry, *, hidden: bool, search: Search | None) -> str:
    sitting = site.sitting
    email = sitting.email(entry)
    if email is None:
        sitting.skip(entry)
        return _plain(site, site.views.t("gone"), 200)[0]
    sitting.show(entry, hidden=hidden)
    alike = sitting.alike(entry) if entry.kept else ()
    correction = sitting.heard.of(entry)
    view = site.views.card(entry, email, correction, alike, site.names(entry), hidden=hidden)
    return site.page("card.html.j2", card=view, search=search, **_around(site))


def _around(site: Site) -> dict[str, Any]:
    """What stands around every card."""
    sitting, shelf = site.sitting, site.sitting.shelf
    told_at = shelf.told_at
    return {
        "at": len(sitting.labelled) + 1,
        "of": sitting.budget,
        "left": sitting.left(),
        "last": sitting.last(),
        "history": [site.views.batch(batch) for batch in sitting.history()],
        "companies": [clean(name).text for name in shelf.companies],
        "roles": [clean(name).text for name in shelf.roles],
        "told_at": long_time(told_at, site.views.timezone, site.language) if told_at else "",
    }


def _end(site: Site, *, is_left: bool) -> str:
    sitting = site.sitting
    labelled = sitting.labelled
    return site.page(
        "end.html.j2",
        is_left=is_left,
        counts=[(site.views.name(label), count) for label, count in sitting.counts()],
        looked=len(labelled),
        changed=sitting.changed(),
        more_mails=sum(one.mails - 1 for one in labelled),
        hidden=sum(one.hidden for one in labelled),
        more=MORE,
        empty=not sitting.shelf.entries,
        last=sitting.last(),
        history=[site.views.batch(batch) for batch in sitting.history()],
    )


# --- forms ------------------------------------------------------------------------------------------


def _forms(site: Site) -> Blueprint:
    forms = Blueprint("forms", __name__)
    sitting = site.sitting

    @forms.post("/say")
    def say() -> AnyResponse:
        entry = site.posted()
        told, names = request.form.get("label", ""), _names()
        if told == "skip":
            sitting.skip(entry)
            return site.back("")
        if told == "names":
            said = list(acts.named(sitting.stamp(), entry, *names))
            if said:
                sitting.say(entry, said)
            return _stay(site, entry, "named" if said else "same")
        label = label_named(told) or abort(400)
        sitting.label(entry, label, names, together="similar" in request.form)
        return site.back("labelled")

    @forms.post("/undo")
    def undo() -> AnyResponse:
        sitting.heard.refresh()
        id_ = request.form.get("batch", "") or sitting.last()
        if not id_:
            return site.back("nothing")
        batch = next((one for one in sitting.heard.batches() if one.id == id_), None) or abort(400)
        sitting.undo(batch)
        return site.back("undone_before" if batch.undone else "undone")

    @forms.post("/split")
    def split() -> AnyResponse:
        entry, row = site.posted(), site.application("application")
        others = [id_ for id_ in acts.ids_of(row) if id_ != entry.message_id]
        ticked = others if "all" in request.form else [id_ for id_ in others if id_ in request.form.getlist("other")]
        if not ticked:
            return _stay(site, entry, "none_ticked")
        sitting.say(entry, list(acts.split(sitting.stamp(), entry, row, ticked)))
        return _stay(site, entry, "split")

    @forms.post("/move")
    def move() -> AnyResponse:
        entry, row = site.posted(), site.application("application")
        home = sitting.shelf.lies_in(entry.message_id)
        act = acts.merged if "whole" in request.form else acts.moved
        said = list(act(sitting.stamp(), entry, home, row))
        if said:
            sitting.say(entry, said)
        return _stay(site, entry, "moved" if said else "same")

    @forms.post("/keys")
    def keys() -> AnyResponse:
        sitting.keys = not sitting.keys
        return site.back("")

    @forms.post("/more")
    def more() -> AnyResponse:
        sitting.go_on()
        return site.back("")

    return forms


def _names() -> tuple[str | None, str | None]:
    """Company and role as typed; None where the form did not change them."""
    return _name("company"), _name("role")


def _name(field: str) -> str | None:
    told, before = request.form.get(field), request.form.get(f"{field}_was", "")
    if told is None or told.strip() == before.strip():
        return None
    return clean(told, _NAME_LIMIT).text


def _stay(site: Site, entry: Entry, note: str) -> AnyResponse:
    """The same card again; one whose guess is hidden is still the next of the queue, and stays hidden there."""
    return site.back(note, None if site.sitting.is_hidden(entry) else entry)
