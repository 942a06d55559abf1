"""What a look at a mailbox shows, without reading a mail."""

from dataclasses import dataclass

from analyzer.domain import Folder


@dataclass(frozen=True, slots=True)
class Counted:
    """A folder that is read, and how many mails lie in it."""

    folder: Folder
    messages: int | None
    """None: the mailbox does not say."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A mailbox that can be opened: for `check` and `init`."""

    source: str
    folders: tuple[Counted, ...]
    left_out: tuple[str, ...] = ()
    """Names of folders that are there and not read."""
    capabilities: tuple[str, ...] = ()
    """What the server announces (IMAP)."""
