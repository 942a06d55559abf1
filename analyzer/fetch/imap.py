"""A connection to an IMAP server that cannot change anything."""

import contextlib
import imaplib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from imapclient.response_parser import parse_response

from analyzer import __version__
from analyzer.fetch import trouble
from analyzer.fetch.batches import HEAD_BYTES
from analyzer.fetch.compress import OFFERED, compress
from analyzer.fetch.explained import explained
from analyzer.fetch.folders import Listed, Purpose, decode_utf7, purpose_flagged, purpose_named
from analyzer.fetch.login import connected, log_in
from analyzer.fetch.pipeline import Answer, Pipeline, Ticket, uid_set
from analyzer.fetch.settings import ImapSettings

log = logging.getLogger(__name__)

#: What is fetched; see RFC 3501, 6.4.5. PEEK leaves a mail unread. Every piece is bounded, whatever size the server
#: says it has: a lie would else break the connection at the same mail every night.
TEXT = f"INTERNALDATE BODY.PEEK[]<0.{HEAD_BYTES}>"
STRUCTURE = "INTERNALDATE BODYSTRUCTURE"
MIME_BYTES = 16_384
_FIELDS_BYTES = 16_384
#: The fields that say who writes to whom about what.
_FIELDS = (
    "MESSAGE-ID DATE FROM REPLY-TO TO SUBJECT IN-REPLY-TO REFERENCES LIST-ID LIST-UNSUBSCRIBE PRECEDENCE"
)
#: Begins the name of their answer, which servers write with or without quotes.
_HEADER = b"BODY[HEADER.FIELDS"
#: Gmail's number of a mail, the same in all folders.
_GMAIL_ID = b"X-GM-MSGID"
#: Folders that hold no mail (RFC 3501, RFC 5258).
_NO_MAIL = frozenset({"\\noselect", "\\nonexistent"})
#: So many questions about folders are sent at once.
_STATUSES = 50


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the server says of a folder."""

    exists: int
    validity: int | None
    """UIDVALIDITY; None: the server gave none."""
    next_uid: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """A mail as the server gave it."""

    raw: bytes
    at: datetime | None
    """INTERNALDATE, in UTC."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The header of a mail, and how big the mail is."""

    head: str
    header: bytes
    size: int
    """RFC822.SIZE in bytes; 0: not said."""


class Connection:
    """A connection after login.

    Every method raises trouble.Refused if the server says no, and trouble.Lost if the connection is over.
    """

    def __init__(self, settings: ImapSettings, password: str) -> None:
        self._client = connected(settings)
        try:
            log_in(self._client, settings, password)
            with explained():
                self.capabilities = tuple(_text(name) for name in self._client.capabilities())
            self._introduce(settings)
            if OFFERED in self.capabilities and settings.compress:
                with contextlib.suppress(trouble.Refused), explained():
                    compress(self._client._imap)  # noqa: SLF001
            self._pipeline = Pipeline(self._client)
        except BaseException:
            self.drop()
            raise
        gmail = f" {_GMAIL_ID.decode()}" if "X-GM-EXT-1" in self.capabilities else ""
        self.heads = f"RFC822.SIZE{gmail} BODY.PEEK[HEADER.FIELDS ({_FIELDS})]<0.{_FIELDS_BYTES}>"

    def _introduce(self, settings: ImapSettings) -> None:
        """Sends ID where it is known: 163 and 126 open no folder before it, GMX takes no empty one."""
        if "ID" not in self.capabilities:
            return
        fields = {"name": "rejection-analyzer", "version": __version__, "vendor": "rejection-analyzer"}
        try:
            with explained():
                self._client.id_(fields | {"support-email": settings.user})
        except trouble.Refused as refused:
            log.debug("ID refused: %s", refused)

    def listed(self) -> dict[str, tuple[Listed, str]]:
        """Folders that hold mail, by decoded name, each with the name by which the server knows it."""
        with explained():
            answer = self._client.list_folders()
        folders = {}
        for flags, separator, name in answer:
            words = [_text(flag) for flag in flags]
            if not _NO_MAIL & {word.lower() for word in words}:
                sent_as = _text(name)
                shown = decode_utf7(sent_as)
                folders[shown] = (Listed(shown, _purpose(words, shown, _text(separator or b""))), sent_as)
        return folders

    def states(self, folders: Sequence[str]) -> dict[str, FolderState]:
        """What STATUS says of the folders of those server names; one that it says nothing of is left out."""
        found: dict[str, FolderState] = {}
        for start in range(0, len(folders), _STATUSES):
            found |= self._states(folders[start : start + _STATUSES])
        return found

    def _states(self, folders: Sequence[str]) -> dict[str, FolderState]:
        library: Any = self._client._imap  # noqa: SLF001 - imapclient has no other way to send without waiting
        quoted = [self._client._normalise_folder(folder) for folder in folders]  # noqa: SLF001
        with explained():
            tags = [
                library._command("STATUS", name, "(MESSAGES UIDNEXT UIDVALIDITY)")  # noqa: SLF001
                for name in quoted
            ]
        for tag in tags:
            with contextlib.suppress(trouble.Refused), explained():
                library._command_complete("STATUS", tag)  # noqa: SLF001
        lines = library.untagged_responses.pop("STATUS", [])
        return {name: state for name, state in map(_state, lines) if name in folders}

    def examine(self, folder: str) -> FolderState:
        """Opens the folder of that server name, read-only."""
        with explained():
            answer = self._client.select_folder(folder, readonly=True)
        return FolderState(int(answer.get(b"EXISTS", 0)), answer.get(b"UIDVALIDITY"), answer.get(b"UIDNEXT"))

    def search(self, first: int, last: int | None, since: date | None) -> list[int]:
        """UIDs of the open folder from `first` to `last` (None: the end) that arrived from `since` on.

        The server may add one below `first`: `n:*` always includes the last mail (RFC 3501 6.4.8).
        """
        criteria: list[str | date] = ["UID", f"{first}:{last or '*'}"]
        with explained():
            return [int(uid) for uid in self._client.search(criteria + (["SINCE", since] if since else []))]

    def still_there(self, uids: Sequence[int]) -> set[int]:
        """Those of the UIDs that the open folder has."""
        with explained():
            return {int(uid) for uid in self._client.search(["UID", uid_set(uids)])}.intersection(uids)

    def send(self, uids: Sequence[int], what: str) -> Ticket:
        """Asks for `what` of those mails without waiting."""
        with explained():
            return self._pipeline.send(uids, what)

    def take(self, ticket: Ticket) -> dict[int, Answer]:
        """What the server gives for them; some may be missing."""
        with explained():
            return self._pipeline.take(ticket)

    def close(self) -> None:
        """Logs out."""
        try:
            with explained():
                self._client.logout()
        except (trouble.Refused, trouble.Lost):
            self.drop()

    def drop(self) -> None:
        """Closes the socket without a word: after a lost connection even logging out fails."""
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._client.shutdown()


def glimpse(answer: Answer) -> Glimpse | None:
    """The header in an answer; None: there is none."""
    header = next((value for key, value in answer.items() if key.startswith(_HEADER)), None)
    if not isinstance(header, bytes):
        return None
    size = answer.get(b"RFC822.SIZE")
    size = size if isinstance(size, int) else 0
    return Glimpse(_identity(answer, header, size), header, size)


def _identity(answer: Answer, header: bytes, size: int) -> str:
    """Gmail's number; else the header's hash, with the size where the mail has no number of its own."""
    if isinstance(answer.get(_GMAIL_ID), int):
        return f"gmail:{answer[_GMAIL_ID]}"
    alone = b"message-id:" not in header.lower()
    return sha256(header + (b"%d" % size if alone else b"")).hexdigest()


def received(answer: Answer) -> Received | None:
    """The mail, or its first HEAD_BYTES, in an answer; None: there is none."""
    raw = answer.get(b"BODY[]<0>")
    return Received(raw, moment(answer)) if isinstance(raw, bytes) else None


def moment(answer: Answer) -> datetime | None:
    """INTERNALDATE in UTC; None for a date that no calendar has."""
    value = answer.get(b"INTERNALDATE")
    try:
        return value.astimezone(UTC) if isinstance(value, datetime) else None
    except (ValueError, OverflowError):
        return None


def _state(line: Any) -> tuple[str, FolderState]:
    """The name as sent and what is said of it; nobody's name if it cannot be read."""
    try:
        with explained():
            *_, name, told = parse_response([line] if isinstance(line, bytes) else list(line))
        said = dict(_pairs(told))
        return _text(name), FolderState(said[b"MESSAGES"], said.get(b"UIDVALIDITY"), said.get(b"UIDNEXT"))
    except (trouble.Refused, ValueError, TypeError, KeyError, AttributeError):
        return "", FolderState(0, None, None)


def _pairs(told: Sequence[Any]) -> Iterator[tuple[bytes, int]]:
    for name, value in zip(told[::2], told[1::2], strict=True):
        yield name.upper(), int(value)


def _purpose(flags: Sequence[str], name: str, separator: str) -> Purpose:
    leaf = name.rpartition(separator)[2] if separator else name
    return purpose_flagged(flags) or purpose_named(leaf)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
