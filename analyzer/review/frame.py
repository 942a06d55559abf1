"""What all pages share: templates, style, policy, and the parts that a request needs."""

import base64
import hashlib
from dataclasses import dataclass

from flask import abort, redirect, request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.wrappers import Response

from analyzer.report.safe_text import clean
from analyzer.report.schema import ApplicationRow
from analyzer.report.texts import TAGS
from analyzer.review import browsing
from analyzer.review.browsing import Search
from analyzer.review.card import Views
from analyzer.review.door import FORM_FIELD, Door
from analyzer.review.naming import Names
from analyzer.review.shelf import Entry
from analyzer.review.sitting import Sitting

_LOADER = ChoiceLoader([PackageLoader("analyzer.review"), PackageLoader("analyzer.report")])
# Autoescape for every name: Jinja's own choice by file ending leaves `.html.j2` unescaped.
_TEMPLATES = Environment(
    loader=_LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_DAMAGED_SHOWN = 3
#: After what was done, the address says so by one of these; nothing else of the address is shown.
_NOTES = frozenset(
    (
        "labelled",
        "named",
        "same",
        "undone",
        "undone_before",
        "nothing",
        "split",
        "moved",
        "none_ticked",
    )
)


def _file(name: str) -> str:
    return _LOADER.get_source(_TEMPLATES, name)[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


#: The report's style and what the forms need beside it.
STYLE = _file("style.css") + _file("review.css")
SCRIPT = _file("keys.js")
POLICY = (
    f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


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
        damaged = self.sitting.heard.damaged
        return self.bare(
            template,
            script=Markup(SCRIPT),  # noqa: S704 - our own script
            form_token=self.door.form_token,
            token_field=FORM_FIELD,
            keys=self.sitting.keys,
            note=self._note(),
            damaged=[clean(line).text for line in damaged[:_DAMAGED_SHOWN]],
            damaged_count=len(damaged),
            query=browsing.query,
            **more,
        )

    def bare(self, template: str, **more: object) -> str:
        """A page that tells nothing of the mailbox."""
        known = {"root": self.door.path, **more}
        return _TEMPLATES.get_template(template).render(
            t=self.views.t,
            tag=TAGS[self.language],
            style=Markup(STYLE),  # noqa: S704 - our own stylesheet, a file of the package
            **known,
        )

    def _note(self) -> str:
        key = request.args.get("note", "")
        return self.views.t(f"note_{key}") if key in _NOTES else ""

    # --- what a request names

    def entry(self, key: str, status: int) -> Entry:
        """The mail with that key; else the request ends with that status."""
        return self.sitting.shelf.by_key.get(key) or abort(status)

    def posted(self) -> Entry:
        """The mail that a form is about."""
        self.sitting.heard.refresh()
        return self.entry(request.form.get("mail", ""), 400)

    def application(self) -> ApplicationRow:
        """The application that a form names."""
        return self.sitting.shelf.applications.get(request.form.get("application", "")) or abort(400)

    def asked_from(self) -> Search | None:
        """The search from whose list one came; None: from the cards."""
        values = request.form if request.method == "POST" else request.args
        return browsing.search_from(values) if values.get("back") == "list" else None

    # --- where it goes on

    def back(self, note: str = "") -> Response:
        """To the list if the form came from there, else to the next card."""
        search = self.asked_from()
        return self._to("list" if search else "", note, search)

    def stay(self, entry: Entry, note: str) -> Response:
        """The same mail again; one whose guess is hidden is still the next card, and stays hidden there."""
        if self.sitting.is_hidden(entry):
            return self.back(note)
        return self._to(f"mail/{entry.key}", note, self.asked_from())

    def _to(self, path: str, note: str, search: Search | None) -> Response:
        told = browsing.query(search, note=note)
        return redirect(f"{self.door.path}{path}{'?' * bool(told)}{told}", 303)
