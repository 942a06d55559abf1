"""From what config.toml says about a mailbox to what the mail source needs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from analyzer.config import EmlMailbox, ImapMailbox, Mailbox, MaildirMailbox, MboxMailbox
from analyzer.fetch import settings as fetch
from analyzer.fetch.settings import is_loopback

#: RFC 8314: implicit TLS on 993; STARTTLS and plain connections on 143.
_PORTS = {"tls": 993, "starttls": 143, "none": 143}


def settings(name: str, box: Mailbox, now: datetime) -> fetch.Settings:
    """What `open_source` needs; a span such as `1y` becomes the day that far before `now`."""
    make: Callable[..., fetch.Settings] = _MAKERS[type(box)]
    return make(name, box, now)


def _imap(name: str, box: ImapMailbox, now: datetime) -> fetch.ImapSettings:
    return fetch.ImapSettings(
        name=name,
        host=box.host,
        port=box.port or _PORTS[box.tls],
        user=box.user,
        tls=box.tls,
        ca_file=box.ca_file,
        password_command=box.password_command,
        password_env=box.password_env,
        token_command=box.token_command,
        oauth=fetch.OAuthSettings(**dict(box.oauth)) if box.oauth else None,
        folders=box.folders,
        also=tuple(box.label_folders),
        junk=box.junk,
        since=_day(box.since, now),
        compress=not is_loopback(box.host),
    )


def _day(since: date | timedelta, now: datetime) -> date:
    return (now - since).date() if isinstance(since, timedelta) else since


_MAKERS: dict[type[Any], Callable[..., fetch.Settings]] = {
    ImapMailbox: _imap,
    MboxMailbox: lambda name, box, _: fetch.MboxSettings(name, box.path, junk=box.junk),
    MaildirMailbox: lambda name, box, _: fetch.MaildirSettings(
        name, box.path, junk=box.junk, also=tuple(box.label_folders)
    ),
    EmlMailbox: lambda name, box, _: fetch.EmlSettings(name, box.path),
}
