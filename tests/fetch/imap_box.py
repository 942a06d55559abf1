"""A mailbox on the test server."""

import imaplib
from dataclasses import replace

from analyzer.fetch.settings import ImapSettings
from tests.fetch.contract import FOREIGN
from tests.servers.dovecot import GOOD_HOST, PASSWORD, Dovecot

#: The password's variable; the variables are given to the source, or set by the test.
VARIABLE = "TEST_MAIL_PASSWORD"
ENVIRON = {VARIABLE: PASSWORD}
_FOLDERS = {"Sent": "Versendetes", FOREIGN: "B&APw-ro &l2KL1Q-"}


class ImapBox:
    def __init__(self, server: Dovecot) -> None:
        self.server = server
        self.account = server.account()

    def settings(self, *, junk: bool = False) -> ImapSettings:
        return ImapSettings(
            "home",
            GOOD_HOST,
            self.server.tls_port,
            self.account.user,
            ca_file=self.server.ca_file,
            password_env=VARIABLE,
            junk=junk,
            batch=200,
            compress=False,
        )

    def plain(self, port: int = 0) -> ImapSettings:
        """Without TLS, so that a proxy can see what is said."""
        return replace(self.settings(), port=port or self.server.port, tls="none", ca_file=None)

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        self.account.deliver(*mails, folder=_FOLDERS.get(folder, folder))

    def deliver_unreadable(self) -> None:
        self.deliver(b"")

    def snapshot(self) -> object:
        """Flags and counts as another client sees them, and the bytes of the mails."""
        with imaplib.IMAP4(GOOD_HOST, self.server.port) as client:
            client.login(self.account.user, PASSWORD)
            counts = client.status("INBOX", "(MESSAGES RECENT UNSEEN UIDNEXT UIDVALIDITY)")
            client.select("INBOX", readonly=True)
            flags = client.fetch("1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE)")
        files = (path for part in ("cur", "new") for path in (self.account.maildir / part).iterdir())
        return counts, flags, sorted((path.name, path.read_bytes()) for path in files)
