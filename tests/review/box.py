"""An invented mailbox that was judged and reported, and a site over it, for the tests of the review page."""

import http.client
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from analyzer import config
from analyzer.classify.queue import LABELS as COLUMNS
from analyzer.config import Settings
from analyzer.corrections import Correction, Decision, in_force
from analyzer.domain import Address, Batch, Cursor, Email, Folder, FolderRole, Message, Verdict
from analyzer.labels import Label
from analyzer.ledger import Ledger
from analyzer.read import PARSER_VERSION
from analyzer.report.schema import Need
from analyzer.review import serving
from analyzer.review.frame import Site
from analyzer.store import Store
from tests.report import builders

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


CAREERS = Address("Harbour Labs Careers", "jobs@eu.greenhouse-mail.io")


@dataclass(frozen=True)
class Mail:
    """A mail and what the model says of it."""

    name: str
    subject: str
    text: str
    label: Label
    confidence: float = 0.9
    runner_up: Label = Label.OTHER
    why: tuple[str, ...] = ()
    sender: Address = CAREERS
    days_ago: float = 5
    role: FolderRole = FolderRole.MAIL
    message_id: str = ""
    forgotten: bool = False

    @property
    def email(self) -> Email:
        return Email(
            message_id=self.message_id or f"{self.name}@harbourlabs.example",
            sent_at=NOW - timedelta(days=self.days_ago),
            sender=self.sender,
            reply_to=Address(),
            to=(Address("Kim", "me@example.org"),),
            subject=self.subject,
            text=self.text,
        )

    @property
    def verdict(self) -> Verdict:
        chances = {self.runner_up: 1 - self.confidence, self.label: self.confidence}
        recruiting = sum(p for label, p in chances.items() if label is not Label.OTHER)
        return Verdict(
            self.label,
            self.confidence,
            self.confidence > 0.95,
            self.runner_up,
            self.why,
            recruiting=recruiting,
            chances=tuple(chances.get(label, 0.0) for label in COLUMNS),
        )


SORRY = "After careful review we have decided to move forward with other candidates for this position."
MAILS = (
    Mail(
        "ack",
        "Thank you for applying",
        "We have received your application.",
        Label.AUTO_ACK,
        0.97,
        days_ago=30,
    ),
    Mail(
        "maybe",
        "Your application at Harbour Labs",
        "Hello Kim,\n\nwe would like to talk\nto you about the Data Analyst role.\n\nMara",
        Label.OTHER,
        0.5,
        Label.INTERVIEW_INVITE,
        ("we would like to talk to you about the Data Analyst role.", "would like to", "talk"),
        days_ago=20,
    ),
    *(
        Mail(
            f"sorry{n}",
            "News of your application",
            f"Dear Kim,\n\n{SORRY} Number {n}.\n\nHarbour Labs",
            Label.REJECTION,
            0.80 - n / 100,
            Label.ASSESSMENT,
            (SORRY, "other candidates"),
            days_ago=10 - n,
        )
        for n in range(3)
    ),
    Mail(
        "test", "A small task", "Please solve the task within five days.", Label.ASSESSMENT, 0.7, Label.OTHER
    ),
    Mail(
        "stop", "The role is on hold", "The role was put on hold.", Label.HIRING_FREEZE, 0.8, Label.REJECTION
    ),
    Mail(
        "note",
        "Upload your papers",
        "Please upload your certificates.",
        Label.ACTION_NEEDED,
        0.75,
        Label.OTHER,
    ),
    Mail(
        "talk",
        "Interview on Monday",
        "We invite you to an interview.",
        Label.INTERVIEW_INVITE,
        0.9,
        Label.OTHER,
    ),
    Mail("two", "About your application", "We will be in touch about it.", Label.AUTO_ACK, 0.6, Label.OTHER),
    Mail("three", "Talent pool", "We keep your profile in our pool.", Label.OTHER, 0.7, Label.REJECTION),
    Mail("four", "A role for you?", "Are you open to a new role?", Label.OUTREACH, 0.8, Label.OTHER),
    Mail("five", "Your withdrawal", "We confirm that you withdrew.", Label.WITHDRAWN, 0.8, Label.REJECTION),
    Mail("old", "Ten per cent off soup", "", Label.OTHER, 0.99, days_ago=40, forgotten=True),
    Mail(
        "mine",
        "Re: Thank you for applying",
        "Thanks!",
        Label.OTHER,
        sender=Address("Kim", "me@example.org"),
        role=FolderRole.SENT,
        days_ago=29,
    ),
)
#: The report joins these into an application.
JOINED = ("ack", "mine", "maybe", "sorry0")


def fill(
    folder: Path, mails: Sequence[Mail] = MAILS, joined: Sequence[str] = JOINED, more: str = ""
) -> Settings:
    """Database, report.json and config.toml in the folder, as a night would leave them."""
    path = folder / "config.toml"
    path.write_text(
        f'timezone = "UTC"\naddresses = ["me@example.org"]\n{more}\n[mailbox.main]\ntype = "maildir"\npath = "mail"\n',
        "utf-8",
    )
    settings = config.load(path)
    with Store(settings.state / "mail.db") as store:
        for number, mail in enumerate(mails, 1):
            raw = f"{mail.name} {mail.subject}\n\n{mail.text}".encode()
            message = Message("main", mail.role, str(number), raw, NOW)
            store.add("main", Folder(mail.role, mail.role), Batch((message,), (), Cursor("1", number)))
        ids = [id_ for id_, _ in store.unread(PARSER_VERSION)]
        told = list(zip(ids, mails, strict=True))
        store.save_readings(PARSER_VERSION, [(id_, mail.email) for id_, mail in told])
        gone = {id_ for id_, mail in told if mail.forgotten}
        store.save_verdicts("test", [(id_, mail.verdict) for id_, mail in told], gone)
    report(settings, [mail for mail in mails if mail.name in joined])
    return settings


def report(settings: Settings, joined: Sequence[Mail]) -> None:
    """A report with one application of these mails, and another company's, which `two` may belong to as well."""
    events = tuple(
        builders.event(
            None if mail.role is FolderRole.SENT else mail.label,
            mail.email.sent_at,
            message_id=mail.email.message_id,
        )
        for mail in sorted(joined, key=lambda mail: -mail.days_ago)
    )
    first = replace(
        builders.application((Label.AUTO_ACK, 0), id="first", company="Harbour Labs", role="Data Analyst"),
        events=events,
    )
    other = builders.application(
        (Label.AUTO_ACK, 0), (Label.REJECTION, 9), age=60, id="other", company="Harbour Labs", role="Cook"
    )
    found = builders.report([first, other])
    doubt = {"kind": Need.WHICH_APPLICATION, "message_id": "two@harbourlabs.example", "why": "", "due": None}
    told = json.loads(found.model_dump_json())
    told["attention"] = [{**doubt, "company": "", "role": "", "candidates": ["first", "other"]}]
    settings.reports.mkdir(parents=True, exist_ok=True)
    (settings.reports / "report.json").write_text(json.dumps(told), "utf-8")


@contextmanager
def serving_site(settings: Settings, clock: serving.Clock | None = None) -> Iterator[Site]:
    """A real server over the settings' mail."""
    opened = serving.bound(0)
    site = serving.site_of(settings, opened.getsockname()[1])
    with serving.served(site, opened, clock or serving.Clock()):
        yield site


@dataclass
class Answer:
    """What came over the line."""

    status: int
    headers: Mapping[str, str]
    text: str


class Visitor:
    """Somebody at the line who sends just what is said, as no browser would."""

    def __init__(self, site: Site, *, invited: bool = True) -> None:
        self.site, self.cookie = site, ""
        if invited:
            entered = self.get(f"/enter?t={site.door.token}")
            assert entered.status == 200
            self.cookie = entered.headers["set-cookie"].partition(";")[0]

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
    ) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.site.door.port, timeout=10)
        told = (
            {"Host": self.site.door.host}
            | ({"Cookie": self.cookie} if self.cookie else {})
            | dict(headers or {})
        )
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            raw = body.encode() if isinstance(body, str) else body
            if raw is not None:
                told = {"Content-Length": str(len(raw)), **told}
            for name, value in told.items():
                if value:
                    line.putheader(name, value)
            line.endheaders(raw)
            got = line.getresponse()
            text = got.read().decode("utf-8", "replace")
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, text)
        finally:
            line.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def see(self, path: str = "") -> Answer:
        """A page of the site."""
        return self.get(self.site.door.path + path)

    def post(self, path: str, form: Mapping[str, str | Sequence[str]], **headers: str) -> Answer:
        """A form as the page sends it; `headers` change what goes with it, empty ones are left out."""
        fields = {"proof": self.site.door.form_token, **form}
        told = {
            "Origin": self.site.door.origin,
            "Content-Type": "application/x-www-form-urlencoded",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.ask("POST", self.site.door.path + path, told, urlencode(fields, doseq=True))

    def say(self, name: str, label: str, **more: str | Sequence[str]) -> Answer:
        """Labels the mail of that name."""
        return self.post("say", {"mail": key(self.site, name), "label": label, **more})


def key(site: Site, name: str) -> str:
    """The key of the mail of that name."""
    (entry,) = site.sitting.shelf.by_message[f"{name}@harbourlabs.example"]
    return entry.key


def decisions(settings: Settings) -> list[Decision]:
    """All decisions that were written, undone ones too."""
    return [one for one in Ledger(settings.labels).read().lines if isinstance(one, Decision)]


def force(settings: Settings) -> dict[str, Correction]:
    """Name of a mail → what is in force about it."""
    told = in_force(Ledger(settings.labels).read().lines)
    return {mail.message_id.partition("@")[0]: mail for mail in told.of_mails}
