"""The page on the loopback of this machine, until nobody used it for half an hour."""

import gc
import os
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import waitress
from waitress import wasyncore

from analyzer import nightly, retraining
from analyzer.config import Settings
from analyzer.errors import AnalyzerError
from analyzer.ledger import Ledger
from analyzer.review import shelf
from analyzer.review.card import Views
from analyzer.review.door import BODY_LIMIT, Door
from analyzer.review.frame import Site
from analyzer.review.heard import Heard
from analyzer.review.naming import names_of
from analyzer.review.site import application
from analyzer.review.sitting import Sitting
from analyzer.shipped import shipped_names
from analyzer.track import namefile

IDLE = 30 * 60.0
_LOOPBACK = "127.0.0.1"
_THREADS = 4
_CONNECTIONS = 40
_QUIET = 60


class Clock:
    """How long nobody has been here; turned away does not count as being here."""

    def __init__(self, limit: float | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._now = IDLE if limit is None else limit, now
        self._last = now()

    def touch(self) -> None:
        """Somebody is here."""
        self._last = self._now()

    def left(self) -> float:
        """Seconds until it is enough."""
        return self._limit - (self._now() - self._last)


def site_of(settings: Settings, port: int) -> Site:
    """The site over the stored mails. Raises StoreError or LedgerError."""
    database, costs = settings.state / "mail.db", settings.costs.costs()
    zone = nightly.zone(settings)
    trial = retraining.on_trial(settings)
    held = shelf.load(database, settings.reports, settings.own_addresses(), zone, costs, trial)
    heard = Heard(Ledger(settings.labels), held)
    doubted = partial(_doubted, settings)
    sitting = Sitting(held, heard, partial(shelf.read_mails, database), _now, costs, mistaken=doubted)
    names = names_of(sitting, namefile.load(shipped_names()))
    return Site(sitting, Door(port), Views(held, zone, settings.language), names, settings.language)


def _doubted(settings: Settings) -> list[str]:
    """Message ids of the mails whose labels may be mistakes."""
    return [one.correction.message_id for one in retraining.doubted(settings)]


def _now() -> datetime:
    return datetime.now(UTC)


# --- the server -------------------------------------------------------------------------------------


def bound(port: int) -> socket.socket:
    """A socket of this machine alone; port 0: any that is free. Raises AnalyzerError if it is taken."""
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((_LOOPBACK, port))
    except OSError as error:
        opened.close()
        raise AnalyzerError(
            f"port {port} cannot be used ({error.strerror}); name another by --port, or leave it out"
        ) from error
    return opened


def _watched(app: WSGIApplication, clock: Clock) -> WSGIApplication:
    """The same application; whoever gets an answer other than a refusal is here."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if status[:3] not in ("403", "405", "413", "421"):
                clock.touch()
            return start(status, headers, *more)

        return app(environ, started)

    return answer


@contextmanager
def _settled() -> Iterator[None]:
    """The mailbox stays in memory as it is: looking through it for cycles takes a third of a second, now and then."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def served(site: Site, opened: socket.socket, clock: Clock) -> Iterator[None]:
    """The site answers while this is open."""
    sockets: dict[int, Any] = {}
    server = waitress.create_server(
        _watched(application(site), clock),
        map=sockets,
        sockets=[opened],
        threads=_THREADS,
        ident=None,
        max_request_body_size=BODY_LIMIT,
        max_request_header_size=BODY_LIMIT,
        connection_limit=_CONNECTIONS,
        channel_timeout=_QUIET,
        clear_untrusted_proxy_headers=True,
    )
    runner = threading.Thread(target=server.run, daemon=True)
    runner.start()
    try:
        with _settled():
            yield
    finally:
        # The loop ends by itself when nothing is left to wait for; it must be told so from within.
        # An answer that is just done wakes it too: it may have heard and ended before this call could wake it.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
        runner.join()
        server.task_dispatcher.shutdown()


def run(settings: Settings, port: int, *, browser: bool) -> None:
    """Shows the page until it was left alone for half an hour, or Ctrl-C. Raises AnalyzerError."""
    with bound(port) as opened:
        site, clock = site_of(settings, opened.getsockname()[1]), Clock()
        with served(site, opened, clock), pointer(settings.state, site.door.address) as file:
            sys.stdout.write(f"The review page, good once: {site.door.address}\n")
            sys.stdout.write("It stops after 30 quiet minutes, or by Ctrl-C.\n")
            sys.stdout.flush()
            if browser and _has_screen():
                webbrowser.open(file.as_uri())
            wait(clock)
        sys.stdout.write(f"{_said(site)}\n")


def wait(clock: Clock) -> None:
    """Returns when it was quiet for long enough, or at Ctrl-C."""
    never = threading.Event()
    try:
        while (left := clock.left()) > 0:
            never.wait(left)
    except KeyboardInterrupt:
        sys.stdout.write("\n")


def _said(site: Site) -> str:
    count = len(site.sitting.labelled)
    if not count:
        return "Nothing was labelled."
    mails = f"{count} mail{'s' * (count > 1)} labelled"
    return f"{mails}. They show in the report after the next run, or at once by `rejection-analyzer report`."


@contextmanager
def pointer(folder: Path, address: str) -> Iterator[Path]:
    """A file that only the user can read and that sends a browser to the address.

    A browser's command line can be read by everybody on the machine; the token must not stand there.
    """
    handle, name = tempfile.mkstemp(".html", "review-", folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            told = escape(address, quote=True)
            file.write(
                f'<!doctype html><meta http-equiv="refresh" content="0;url={told}"><title>Review</title>'
            )
        yield Path(name).resolve()
    finally:
        Path(name).unlink(missing_ok=True)


def _has_screen() -> bool:
    """Whether a browser with windows can be opened; one in the terminal would take the terminal from us."""
    return sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
