"""Who may come in: one browser, by a token that is good once, from this page only.

Other sites, other names for this machine, frames and other users of it are turned away before anything is read.
"""

import hmac
import secrets
import threading
from dataclasses import dataclass, field

from flask import Request
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    MisdirectedRequest,
    ServiceUnavailable,
)

#: A form of ours is far smaller.
BODY_LIMIT = 16 * 1024
#: The field of every form that proves it to be ours.
FORM_FIELD = "proof"
_BYTES = 32


def _secret() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


@dataclass
class Door:
    """The secrets of one sitting, and the checks of every request."""

    port: int
    token: str = field(default_factory=_secret)
    """Good once, for the address that is printed."""
    session: str = field(default_factory=_secret)
    form_token: str = field(default_factory=_secret)
    room: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """First part of every address. A cookie knows no port, but it knows a path: a server of somebody else on another
    port of this machine is never sent ours."""
    _used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        """The only name by which the page may be asked for."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """Where forms must come from."""
        return f"http://{self.host}"

    @property
    def address(self) -> str:
        """What opens the page, once."""
        return f"{self.origin}/enter?t={self.token}"

    @property
    def cookie(self) -> str:
        """Its name tells the ports of one machine apart."""
        return f"review_{self.port}"

    @property
    def path(self) -> str:
        """Under which the page lies, and the cookie is sent."""
        return f"/{self.room}/"

    def enter(self, request: Request) -> None:
        """Takes the token; raises Forbidden if it is wrong or was used, ServiceUnavailable if it is only fetched ahead.

        The request may come from anywhere: nobody else can know the token, and a browser calls it foreign when it
        was sent here by a file.
        """
        if "Sec-Purpose" in request.headers:
            raise ServiceUnavailable
        right = _same(request.args.get("t", ""), self.token)
        with self._lock:
            if not right or self._used:
                raise Forbidden
            self._used = True

    @property
    def is_used(self) -> bool:
        """Whether somebody came in."""
        return self._used

    def check(self, request: Request) -> None:
        """Raises what the request is answered with, if it may not pass."""
        if refused := self._refusal(request):
            raise refused

    def _refusal(self, request: Request) -> HTTPException | None:
        if request.headers.get("Host") != self.host:
            return MisdirectedRequest()
        if request.method not in ("GET", "HEAD", "POST"):
            return MethodNotAllowed(["GET", "HEAD", "POST"])
        if request.path == "/enter":
            return None
        own_page = request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        known = _same(request.cookies.get(self.cookie, ""), self.session)
        if not (own_page and known and request.path.startswith(self.path)):
            return Forbidden()
        return Forbidden() if request.method == "POST" and not self._is_our_form(request) else None

    def _is_our_form(self, request: Request) -> bool:
        ours = request.headers.get("Origin") == self.origin
        return ours and _same(request.form.get(FORM_FIELD, ""), self.form_token)


def _same(told: str, secret: str) -> bool:
    """Whether they are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), secret.encode())
