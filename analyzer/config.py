"""config.toml → frozen, checked settings; every problem at once, with the nearest known key named."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from analyzer.costs import COSTS, Costs
from analyzer.errors import ConfigError
from analyzer.labels import Label, label_named

_SPAN = re.compile(r"(\d+)\s*([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
#: Keys that hold a secret in other programs; here none ever may.
_SECRET_KEYS = frozenset({"password", "passwd", "pass", "secret", "token", "auth_code"})
_NO_SECRETS = (
    "passwords do not belong in this file; delete the line and use password_command, "
    "the environment variable named by password_env, or the system's keyring (`rejection-analyzer init`)"
)


def _span(value: object) -> object:
    """`1y` or `180d` → timedelta; anything else stays as it is."""
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if isinstance(value, str) and not match and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError("write a date like 2026-01-31 or a span like 180d, 26w, 6m or 1y")
    return timedelta(days=int(match[1]) * _DAYS[match[2]]) if match else value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"time zone {value!r} is not known; write it like Europe/Berlin") from None
    return value


def _words(value: object) -> object:
    """A command given as one string means that program without arguments."""
    return [value] if isinstance(value, str) and value else value


_Path = Annotated[Path, AfterValidator(Path.expanduser)]
_Since = Annotated[date | timedelta, BeforeValidator(_span)]
_Command = Annotated[tuple[str, ...], BeforeValidator(_words)]
_Zone = Annotated[str, AfterValidator(_known_zone)]


def _label(value: object) -> object:
    found = label_named(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"is no label; labels are {', '.join(Label)}")
    return found


_LabelFolders = dict[str, Annotated[Label, BeforeValidator(_label)]]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OAuthTable(_Table):
    """How to sign in by token."""

    provider: Literal["microsoft", "google"]
    client_id: str = Field(min_length=1)
    authority: str = Field(default="", pattern=r"^(https://.+)?$")


class ImapMailbox(_Table):
    """A mailbox on an IMAP server."""

    type: Literal["imap"] = "imap"
    host: str = Field(min_length=1)
    user: str = Field(min_length=1)
    port: int | None = Field(None, ge=1, le=65535)
    tls: Literal["tls", "starttls", "none"] = "tls"
    ca_file: _Path | None = None
    password_command: _Command = ()
    password_env: str = ""
    token_command: _Command = ()
    oauth: OAuthTable | None = None
    folders: tuple[str, ...] = ()
    label_folders: _LabelFolders = Field(default_factory=dict)
    """A folder's name → what the user says of a mail by moving it there."""
    junk: bool = False
    since: _Since = timedelta(days=365)

    @model_validator(mode="after")
    def _one_way_in(self) -> "ImapMailbox":
        ways = {
            "password_command": self.password_command,
            "token_command": self.token_command,
            "oauth": self.oauth,
        }
        named = [name for name, way in ways.items() if way]
        if len(named) > 1:
            raise ValueError(f"{' and '.join(named)}: choose one of them")
        return self


class MboxMailbox(_Table):
    """One mbox file, such as Gmail's Takeout or Thunderbird's folders."""

    type: Literal["mbox"]
    path: _Path
    junk: bool = False


class MaildirMailbox(_Table):
    """A Maildir or Maildir++ folder."""

    type: Literal["maildir"]
    path: _Path
    label_folders: _LabelFolders = Field(default_factory=dict)
    junk: bool = False


class EmlMailbox(_Table):
    """A folder of .eml files, or a single one."""

    type: Literal["eml"]
    path: _Path


Mailbox = Annotated[ImapMailbox | MboxMailbox | MaildirMailbox | EmlMailbox, Field(discriminator="type")]


class CostTable(_Table):
    """What errors of the classifier cost; see analyzer.costs."""

    offer: float = Field(default=COSTS.offer, ge=0, le=1e6)
    interview: float = Field(default=COSTS.interview, ge=0, le=1e6)
    assessment: float = Field(default=COSTS.assessment, ge=0, le=1e6)
    false_alarm: float = Field(default=COSTS.false_alarm, ge=0, le=1e6)
    look: float = Field(default=COSTS.look, gt=0, le=1e6)

    def costs(self) -> Costs:
        """The same as the classifier takes it."""
        return Costs(**dict(self))


class Settings(_Table):
    """Everything that config.toml can say."""

    language: Literal["en", "zh"] = "en"
    timezone: _Zone = ""
    addresses: tuple[str, ...] = ()
    state: _Path = Path("state")
    reports: _Path = Path("reports")
    labels: _Path = Path("labels.jsonl")
    models: _Path = Path("models")
    imported: _Path = Path("applications.jsonl")
    gentle: bool = False
    """Rejections are counted on the page, and not listed."""
    costs: CostTable = CostTable()
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """A company's name → other names that mail calls it by."""
    mailbox: dict[str, Mailbox] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_plain(self) -> "Settings":
        for name in self.mailbox:
            if not re.fullmatch(r"[\w.-]{1,64}", name):
                raise ValueError(f"mailbox name {name!r}: use letters, digits, dot, dash and underscore")
        return self

    def own_addresses(self) -> frozenset[str]:
        """The user's addresses, lower case: those named, and the IMAP users that look like one."""
        users = (box.user for box in self.mailbox.values() if isinstance(box, ImapMailbox))
        return frozenset(a.strip().lower() for a in (*self.addresses, *users) if "@" in a)

    def is_gmail(self) -> bool:
        """Whether mail may be looked up in Gmail: it is fetched from there, sent from there, or a Takeout of it."""
        hosts = (box.host for box in self.mailbox.values() if isinstance(box, ImapMailbox))
        ends = (*hosts, *(address.rpartition("@")[2] for address in self.own_addresses()))
        exported = any(isinstance(box, MboxMailbox) for box in self.mailbox.values())
        return exported or any(end.lower().endswith(("gmail.com", "googlemail.com")) for end in ends)


def load(path: Path) -> Settings:
    """The settings in `path`, its relative paths taken from its own folder.

    Raises ConfigError with every problem if it cannot be read or is not right.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(str(path), ["is not there; make one with `rejection-analyzer init`"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [f"cannot be read: {error}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), [f"is not valid TOML: {error}"]) from None
    return check(data, str(path), path.resolve().parent)


def check(data: dict[str, Any], name: str, base: Path) -> Settings:
    """The settings in `data`, its relative paths taken from `base`; `name` is said in errors."""
    try:
        settings = Settings.model_validate(_typed(data))
    except ValidationError as error:
        raise ConfigError(name, list(_problems(error))) from None
    return _rooted(settings, base)


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    """A mailbox with a host and no type is an IMAP mailbox."""
    boxes = data.get("mailbox")
    if not isinstance(boxes, dict):
        return data
    named = {
        name: {"type": "imap", **box} if isinstance(box, dict) and "type" not in box else box
        for name, box in boxes.items()
    }
    return {**data, "mailbox": named}


def _rooted(settings: Settings, base: Path) -> Settings:
    def at(model: Any) -> Any:
        paths = {k: base / v for k, v in model if isinstance(v, Path)}
        return model.model_copy(update=paths)

    rooted: Settings = at(settings)
    return rooted.model_copy(update={"mailbox": {name: at(box) for name, box in settings.mailbox.items()}})


# --- problems in words ----------------------------------------------------------------------------

_MODELS: dict[str, type[BaseModel]] = {
    "imap": ImapMailbox,
    "mbox": MboxMailbox,
    "maildir": MaildirMailbox,
    "eml": EmlMailbox,
}


def _problems(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_url=False):
        where = [str(part) for part in item["loc"]]
        yield _problem(item["type"], where, item["msg"], item.get("input"))


def _problem(kind: str, where: Sequence[str], message: str, given: object) -> str:
    if kind == "extra_forbidden":
        return f"{_spelt(where)}: {_unknown_key(where)}"
    if kind == "missing":
        if list(where) == ["mailbox"]:
            return "no mailbox is given: add a table like [mailbox.main], or run `rejection-analyzer init`"
        return f"{_spelt(where)}: is missing"
    if kind == "union_tag_invalid":
        return f"{_spelt(where)}.type: must be one of {', '.join(_MODELS)}"
    shown = f" (it is {given!r})" if isinstance(given, str | int | float | bool) else ""
    return f"{_spelt(where) or 'file'}: {message.removeprefix('Value error, ')}{shown}"


def _spelt(where: Sequence[str]) -> str:
    """The key as the user wrote it: without the tag that the union adds behind the mailbox's name."""
    tagged = len(where) > 2 and where[0] == "mailbox" and where[2] in _MODELS
    return ".".join([*where[:2], *where[3:]] if tagged else where)


def _unknown_key(where: Sequence[str]) -> str:
    key = where[-1]
    if key.lower() in _SECRET_KEYS:
        return _NO_SECRETS
    tables: dict[str, type[BaseModel]] = {"costs": CostTable}
    model = _MODELS.get(where[2], Settings) if len(where) > 2 else tables.get(where[0], Settings)
    known = list(model.model_fields)
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return (
        f"is not known; did you mean {near[0]!r}?" if near else f"is not known; known are {', '.join(known)}"
    )
