"""Opens the source that belongs to a mailbox's settings; a kind of mailbox costs nothing until it is used."""

import contextlib
import importlib
from collections.abc import Mapping
from typing import Protocol

from analyzer.fetch import MailSource
from analyzer.fetch.probe import Probe
from analyzer.fetch.settings import EmlSettings, ImapSettings, MaildirSettings, MboxSettings, Settings


class ProbedSource(MailSource, Protocol):
    """A source that can say what is in it."""

    def probe(self) -> Probe:
        """Folders, counts and capabilities. Raises SourceError if the mailbox cannot be opened."""
        ...


#: Module and class by kind of settings; imported when used, since imapclient alone takes 50 ms.
_SOURCES: Mapping[type[Settings], tuple[str, str]] = {
    ImapSettings: ("analyzer.fetch.imap_source", "ImapSource"),
    MboxSettings: ("analyzer.fetch.mbox", "MboxSource"),
    MaildirSettings: ("analyzer.fetch.maildir", "MaildirSource"),
    EmlSettings: ("analyzer.fetch.eml", "EmlSource"),
}


def open_source(settings: Settings) -> ProbedSource:
    """The source for the settings. What cannot be opened raises SourceError at its first use."""
    module, name = _SOURCES[type(settings)]
    source: ProbedSource = getattr(importlib.import_module(module), name)(settings)
    return source


def probe(settings: Settings) -> Probe:
    """What is in the mailbox. Raises SourceError (LoginRefused) if it cannot be opened."""
    with contextlib.closing(open_source(settings)) as source:
        return source.probe()
