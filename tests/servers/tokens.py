"""Who gives tokens: the endpoints that Microsoft's and Google's libraries ask, on loopback, with TLS."""

import base64
import contextlib
import http.server
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import trustme

#: What the user signs in with for good.
REFRESH = "refresh-word"


@dataclass(slots=True)
class TokenServer:
    """The running server; what a refresh gives can be changed while it runs."""

    url: str
    ca_file: Path
    give: Callable[[], str]
    """Makes an access token."""
    revoked: bool = False
    polls_before_consent: int = 1
    asked: list[Mapping[str, str]] = field(default_factory=list)
    """The forms sent to the token endpoint."""

    def answer(self, path: str, form: Mapping[str, str]) -> tuple[int, Mapping[str, object]]:
        """What the endpoint at this path says (RFC 8628 for the device code, RFC 6749 for the rest)."""
        if path.endswith("openid-configuration"):
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
            names["device_authorization_endpoint"] = "devicecode"
            return 200, {key: f"{self.url}/{name}" for key, name in names.items()} | {"issuer": self.url}
        if path.endswith("devicecode"):
            told = {
                "device_code": "d",
                "user_code": "ABCD-EFGH",
                "verification_uri": "https://sign.in.example",
            }
            return 200, {**told, "expires_in": 60, "interval": 0, "message": ""}
        self.asked.append(form)
        return self._token(form)

    def _token(self, form: Mapping[str, str]) -> tuple[int, Mapping[str, object]]:
        if form.get("grant_type", "").endswith("device_code"):
            self.polls_before_consent -= 1
            if self.polls_before_consent >= 0:
                return 400, {"error": "authorization_pending"}
        elif self.revoked or form.get("refresh_token") != REFRESH:
            return 400, {"error": "invalid_grant", "error_description": "session 4711 was ended"}
        told = {"access_token": self.give(), "refresh_token": REFRESH, "token_type": "Bearer"}
        return 200, {**told, **self._who(form), "expires_in": 3600, "scope": form.get("scope", "")}

    def _who(self, form: Mapping[str, str]) -> Mapping[str, str]:
        """Whose sign-in it is, as Microsoft tells its library."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "s",
            "aud": form.get("client_id", ""),
            "iat": now,
            "exp": now + 3600,
        }
        id_token = ".".join(_base64(part) for part in ({"alg": "none"}, claims, {}))
        return {"id_token": id_token, "client_info": _base64({"uid": "u", "utid": "t"})}


def _base64(told: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


@contextlib.contextmanager
def giving_tokens(folder: Path, give: Callable[[], str]) -> Iterator[TokenServer]:
    """The server, for as long as the context lasts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "tokens-ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say({name: values[0] for name, values in parse_qs(body).items()})

        def _say(self, form: Mapping[str, str]) -> None:
            status, told = tokens.answer(self.path.partition("?")[0], form)
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        tokens = TokenServer(
            f"https://localhost:{server.server_address[1]}/common", folder / "tokens-ca.pem", give
        )
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield tokens
        finally:
            server.shutdown()
            thread.join()
