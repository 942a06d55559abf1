"""Who is let in: a real server, and a client that sends whatever it likes."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.config import Settings
from analyzer.review.door import BODY_LIMIT
from analyzer.review.frame import Site
from tests.review.box import Visitor, decisions, fill, key, serving_site

ELSEWHERE = "http://evil.example"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return fill(tmp_path_factory.mktemp("box"))


@pytest.fixture(scope="module")
def site(settings: Settings) -> Iterator[Site]:
    with serving_site(settings) as site:
        yield site


@pytest.fixture(scope="module")
def guest(site: Site) -> Visitor:
    return Visitor(site)


@pytest.fixture
def stranger(site: Site) -> Visitor:
    return Visitor(site, invited=False)


def test_the_guest_sees_the_page(guest: Visitor) -> None:
    assert guest.see().status == 200


def test_the_token_is_good_once(guest: Visitor, stranger: Visitor, site: Site) -> None:
    replayed = stranger.get(f"/enter?t={site.door.token}")

    assert replayed.status == 403
    assert "set-cookie" not in replayed.headers


@pytest.mark.parametrize("path", ["/enter", "/enter?t=", "/enter?t=wrong", "/enter?t=%F0%9F%98%80"])
def test_a_wrong_token_opens_nothing(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_a_wrong_token_does_not_use_up_the_right_one(settings: Settings) -> None:
    with serving_site(settings) as fresh:
        assert Visitor(fresh, invited=False).get("/enter?t=wrong").status == 403
        assert Visitor(fresh).see().status == 200


def test_fetching_ahead_does_not_use_up_the_token(settings: Settings) -> None:
    with serving_site(settings) as fresh:
        ahead = Visitor(fresh, invited=False).get(f"/enter?t={fresh.door.token}", Sec_Purpose="prefetch")
        assert ahead.status == 503
        assert "set-cookie" not in ahead.headers
        assert Visitor(fresh).see().status == 200


def test_two_at_once_with_the_same_token_one_comes_in(settings: Settings) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with serving_site(settings) as fresh, ThreadPoolExecutor(8) as pool:
        told = [
            pool.submit(Visitor(fresh, invited=False).get, f"/enter?t={fresh.door.token}") for _ in range(16)
        ]
        assert sorted(one.result().status for one in told) == [200] + [403] * 15


def test_secrets_are_of_256_bits_and_never_the_same(settings: Settings) -> None:
    from analyzer.review.door import Door

    doors = [Door(1), Door(1)]
    secrets = [secret for door in doors for secret in (door.token, door.session, door.form_token)]

    assert len({*secrets}) == 6
    assert all(len(secret) >= 43 for secret in secrets), "43 characters of base64 are 256 bits"


def test_without_a_cookie_nothing_is_shown(stranger: Visitor, site: Site, guest: Visitor) -> None:
    for path in ("", "list", f"mail/{key(site, 'ack')}"):
        answer = stranger.see(path)
        assert answer.status == 403
        assert "Harbour" not in answer.text


@pytest.mark.parametrize("value", ["", "x", "é"])
def test_a_wrong_cookie_opens_nothing(stranger: Visitor, site: Site, value: str) -> None:
    stranger.cookie = f"{site.door.cookie}={value}"

    assert stranger.see().status == 403


def test_the_cookie_is_out_of_reach_of_scripts_sites_and_other_ports(settings: Settings) -> None:
    with serving_site(settings) as fresh:
        entered = Visitor(fresh, invited=False).get(f"/enter?t={fresh.door.token}").headers["set-cookie"]
    told = {part.strip() for part in entered.split(";")}

    assert f"review_{fresh.door.port}={fresh.door.session}" in told
    assert {"HttpOnly", "SameSite=Strict", f"Path={fresh.door.path}"} <= told
    assert len(fresh.door.room) >= 16, "nobody else on this machine can guess the path"
    assert not any(part.lower().startswith(("domain", "expires", "max-age")) for part in told)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:{port}",
        "localhost:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "127.1:{port}",
        "",
    ],
)
def test_another_name_of_this_machine_is_not_answered(guest: Visitor, site: Site, host: str) -> None:
    """DNS rebinding: a page of another site whose name suddenly means this machine."""
    told = host.format(port=site.door.port)
    for path in (site.door.path, f"/enter?t={site.door.token}"):
        answer = guest.get(path, Host=told)
        # A request without any Host is refused by the server itself.
        assert answer.status == 421 or (not host and answer.status == 400)
        assert "Harbour" not in answer.text


@pytest.mark.parametrize("site_said", ["cross-site", "same-site"])
def test_other_sites_can_not_even_look(guest: Visitor, site_said: str, site: Site) -> None:
    assert guest.get(site.door.path, Sec_Fetch_Site=site_said).status == 403
    assert guest.get(site.door.path, Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": ELSEWHERE},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://localhost:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Cookie": ""},
    ],
    ids=repr,
)
def test_forms_of_others_say_nothing(
    guest: Visitor, site: Site, settings: Settings, headers: dict[str, str]
) -> None:
    """Cross-site POST, with the right form token even."""
    told = {name: value.format(port=site.door.port) for name, value in headers.items()}
    form = {"mail": key(site, "ack"), "label": "offer"}

    assert guest.post("say", form, **told).status == 403
    assert decisions(settings) == []


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_without_its_token_says_nothing(
    guest: Visitor, site: Site, settings: Settings, token: str
) -> None:
    form = {"mail": key(site, "ack"), "label": "offer", "proof": token}

    assert guest.post("say", form).status == 403
    assert decisions(settings) == []


@pytest.mark.parametrize("path", ["say", "undo", "split", "move", "keys", "more"])
def test_no_form_acts_by_a_link(guest: Visitor, site: Site, path: str) -> None:
    query = f"?mail={key(site, 'ack')}&label=offer&proof={site.door.form_token}"

    assert guest.see(path + query).status == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH", "CONNECT"])
def test_other_methods_are_refused(guest: Visitor, site: Site, method: str) -> None:
    assert guest.ask(method, site.door.path).status == 405


def test_a_large_body_is_refused(guest: Visitor, site: Site, settings: Settings) -> None:
    form = {"mail": key(site, "ack"), "label": "offer", "company": "x" * BODY_LIMIT}

    assert guest.post("say", form).status == 413
    assert decisions(settings) == []


def test_a_large_body_of_unknown_length_is_refused(guest: Visitor, site: Site, settings: Settings) -> None:
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    headers = {
        "Transfer-Encoding": "chunked",
        "Content-Length": "",
        "Origin": site.door.origin,
        "Content-Type": "application/x-www-form-urlencoded",
    }

    assert guest.ask("POST", site.door.path + "say", headers, chunk * 3 + b"0\r\n\r\n").status == 413
    assert decisions(settings) == []


def test_every_answer_carries_the_headers(guest: Visitor, stranger: Visitor, site: Site) -> None:
    answers = [
        guest.see(),
        guest.see("list"),
        guest.see("nothing"),
        stranger.see(),
        guest.get("/enter?t=wrong"),
        guest.get(site.door.path, Host="evil.example"),
        guest.post("say", {"mail": "?", "label": "offer"}),
    ]

    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in answer.headers, "which program answers is nobody's business"


def test_only_this_machine_can_connect(site: Site) -> None:
    with socket.socket() as line:
        line.settimeout(2)
        line.connect(("127.0.0.1", site.door.port))
    # Every address of the loopback network is this machine, but only one of them was bound.
    with socket.socket() as line, pytest.raises(ConnectionRefusedError):
        line.connect(("127.0.0.2", site.door.port))


def test_broken_requests_do_not_stop_the_page(site: Site, guest: Visitor, tmp_path: Path) -> None:
    for raw in (
        b"\x00\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /say HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", site.door.port), timeout=5) as line:
            line.sendall(raw)
            line.recv(100)

    assert guest.see().status == 200
