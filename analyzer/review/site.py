"""The site as a web application: its addresses, what every answer carries, and what a failure looks like."""

import logging
import threading
from collections.abc import Iterable
from functools import partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from analyzer.errors import AnalyzerError
from analyzer.report.safe_text import clean
from analyzer.review.door import BODY_LIMIT
from analyzer.review.forms import FORMS
from analyzer.review.frame import POLICY, Site
from analyzer.review.pages import PAGES

log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not `no-referrer`: with that, browsers send no Origin with our own forms.
    "Referrer-Policy": "same-origin",
}
_EXPLAINED = frozenset({400, 403, 404, 405, 413, 421, 503})
#: After these one may go back to the page: whoever gets them was let in, or has not tried anything.
_GO_BACK = frozenset({400, 500})
_ERROR_LENGTH = 600


def application(site: Site) -> WSGIApplication:
    """The whole site, for a WSGI server; requests are answered one after the other."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=BODY_LIMIT, MAX_FORM_MEMORY_SIZE=BODY_LIMIT)
    app.before_request(lambda: site.door.check(request))
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, partial(_refused, site))
    app.register_error_handler(AnalyzerError, partial(_failed, site))
    app.register_error_handler(Exception, partial(_broken, site))
    app.add_url_rule("/enter", "enter", partial(_enter, site), methods=["GET"])
    room = site.door.path.rstrip("/")
    for place, show in PAGES.items():
        app.add_url_rule(room + place, show.__name__, partial(show, site), methods=["GET"])
    for place, act in FORMS.items():
        app.add_url_rule(room + place, f"form_{act.__name__}", partial(act, site), methods=["POST"])
    return _one_at_a_time(app)


def _one_at_a_time(app: WSGIApplication) -> WSGIApplication:
    lock = threading.Lock()

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with lock:
            return app(environ, start)

    return answer


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _enter(site: Site) -> Response:
    """The cookie for the token, and on to the page.

    Not by a redirect: after a link from elsewhere, such as the file that opened the browser, a strict cookie is not
    sent along with that.
    """
    site.door.enter(request)
    response = Response(site.bare("enter.html.j2"))
    response.set_cookie(
        site.door.cookie, site.door.session, httponly=True, samesite="Strict", path=site.door.path
    )
    return response


# --- failures ---------------------------------------------------------------------------------------


def _refused(site: Site, error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return _plain(site, site.views.t(f"wrong_{code if code in _EXPLAINED else 500}"), code)


def _failed(site: Site, error: AnalyzerError) -> tuple[str, int]:
    """A file could not be read or written: which, and what to do."""
    nothing_saved = f" {site.views.t('wrong_nothing')}" if request.method == "POST" else ""
    return _plain(site, f"{clean(str(error), _ERROR_LENGTH).text}{nothing_saved}", 500)


def _broken(site: Site, error: Exception) -> tuple[str, int]:
    """A mistake of ours; what it says may be out of a mail, so only its kind and place are told."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    log.error("the review page failed: %s in %s", type(error).__name__, where)
    return _plain(site, site.views.t("wrong_500"), 500)


def _plain(site: Site, text: str, code: int) -> tuple[str, int]:
    root = site.door.path if code in _GO_BACK else ""
    return site.bare("plain.html.j2", text=text, root=root), code
