"""Fixtures that more than one room's tests use."""

import os
from collections.abc import Iterator

import keyring
import pytest
from hypothesis import settings

# A busy machine is no failure; in CI Hypothesis has a profile of its own, without deadline and always the same.
settings.register_profile("patient", deadline=None)
if os.environ.get("CI") != "true":
    settings.load_profile("patient")

pytest.register_assert_rewrite("tests.fetch.contract")

from tests.drawer import Drawer  # noqa: E402
from tests.servers import dovecot as dovecot_server  # noqa: E402 - after the line that they depend on


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A running Dovecot; `dovecot.account()` makes a fresh user. In CI it is a failure if there is none."""
    reason = dovecot_server.unavailable()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with dovecot_server.running("imap_zlib") as server:
        yield server


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The program narrows its umask; the next test shall not feel it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """A keyring in memory instead of the machine's."""
    before, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)
