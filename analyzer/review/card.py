"""What the page shows of a mail: made safe, in the user's language, and without its guess where that is hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from analyzer.classify.queue import LABELS as COLUMNS
from analyzer.corrections import Correction
from analyzer.domain import Email, Verdict
from analyzer.labels import LABELS, Label
from analyzer.report.safe_text import Links, Shown, clean, mail_links, registered_domain
from analyzer.report.schema import ApplicationRow, EventRow
from analyzer.report.texts import Say, day, label_name, long_day, percent
from analyzer.review.heard import Batch
from analyzer.review.marking import Marked, marked
from analyzer.review.shelf import Entry, Shelf
from analyzer.review.texts import say

_SUBJECT = 300
_NAME = 120
#: Keys in the order of the labels.
KEYS = "1234567890"


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model takes the mail for."""

    label: Label
    name: str
    chance: str
    runner_up: str
    runner_up_chance: str
    """Empty where the model did not tell."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A button."""

    key: str
    label: Label
    name: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A mail in a list."""

    key: str
    """Empty: there is no page for it."""
    message_id: str
    date: str
    label: str
    by_user: bool
    subject: Shown
    domain: str
    this: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An application."""

    id: str
    company: Shown
    role: Shown
    applied: str
    mails: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """All of a card."""

    key: str
    subject: Marked
    title: str
    sender: Shown
    domain: str
    date: str
    text: Marked
    kept: bool
    odd: tuple[str, ...]
    links: Links
    apple: str
    """Link of Apple's mail program; empty if there is none."""
    guess: Guess | None
    """None: hidden."""
    said: str
    folder_says: str
    answers: tuple[Answer, ...]
    alike: tuple[Line, ...]
    cases: tuple[Case, ...]
    choices: tuple[Case, ...]
    """Applications that the mail fits about equally."""
    company: str
    role: str

    @property
    def is_marked(self) -> bool:
        """Whether the deciding sentence was found in what is shown."""
        return self.subject.decides or self.text.decides


class Views:
    """Makes what is shown of the mails of a shelf."""

    def __init__(self, shelf: Shelf, timezone: tzinfo, language: str) -> None:
        self._shelf, self.timezone, self._language = shelf, timezone, language
        self.t: Say = say(language)
        self.companies = tuple(clean(name, _NAME).text for name in shelf.companies)
        self.roles = tuple(clean(name, _NAME).text for name in shelf.roles)

    def card(
        self,
        entry: Entry,
        email: Email,
        correction: Correction | None,
        alike: Sequence[Entry],
        names: tuple[str, str],
        *,
        hidden: bool,
    ) -> CardView:
        """The card of a mail; `names` are company and role as far as they are known."""
        why = () if hidden else entry.verdict.why
        text, sender = marked(email.text, why), clean(entry.sender, _NAME)
        subject = marked(
            clean(email.subject, _SUBJECT).text or self.t("no_subject"), () if text.decides else why
        )
        links = mail_links(entry.message_id)
        cases = self._shelf.lies_in(entry.message_id)
        candidates = self._shelf.doubts.get(entry.message_id, ())
        others = [self._shelf.applications[id_] for id_ in candidates if id_ in self._shelf.applications]
        return CardView(
            key=entry.key,
            subject=subject,
            title=clean(email.subject, _SUBJECT).text or self.t("no_subject"),
            sender=sender,
            domain=registered_domain(entry.host),
            date=long_day(entry.at, self.timezone, self._language),
            text=text,
            kept=entry.kept,
            odd=tuple(dict.fromkeys((*clean(email.subject).odd, *sender.odd, *text.odd))),
            links=links,
            apple=_apple(links),
            guess=None if hidden else self._guess(entry.verdict),
            said=self.name(correction.label if correction else None),
            folder_says=self.name(correction.folder_says if correction else None),
            answers=tuple(self._answers(entry.verdict, hidden=hidden)),
            alike=tuple(self.line(one, None, hidden=hidden) for one in alike),
            cases=tuple(self.case(row, entry, hidden=hidden) for row in cases),
            choices=tuple(self.case(row, entry, hidden=True) for row in others if row not in cases),
            company=clean(names[0], _NAME).text,
            role=clean(names[1], _NAME).text,
        )

    def line(self, entry: Entry, correction: Correction | None, *, hidden: bool = False) -> Line:
        """A mail in a list, with what it is said to be."""
        told = correction.label if correction and correction.label else None
        guessed = "" if hidden else label_name(entry.verdict.label, self._language)
        return Line(
            key=entry.key,
            message_id=entry.message_id,
            date=day(entry.at, self.timezone),
            label=self.name(told) or guessed,
            by_user=told is not None,
            subject=clean(entry.subject or self.t("no_subject"), _SUBJECT),
            domain=registered_domain(entry.host),
        )

    def case(self, row: ApplicationRow, entry: Entry, *, hidden: bool = False) -> Case:
        """An application; `entry` is the mail from which one looks at it."""
        return Case(
            row.id,
            clean(row.company or self.t("unknown_company"), _NAME),
            clean(row.role or self.t("unknown_role"), _NAME),
            day(row.applied_at, self.timezone),
            tuple(self._event(event, entry, hidden=hidden) for event in _once(row.events)),
        )

    def _event(self, event: EventRow, entry: Entry, *, hidden: bool) -> Line:
        known = self._shelf.by_message.get(event.message_id, ())
        subject = self._shelf.subject(event.message_id) or self.t("no_subject")
        return Line(
            key=known[0].key if known else "",
            message_id=event.message_id,
            date=day(event.at, self.timezone),
            label="" if hidden else label_name(event.label, self._language),
            by_user=event.by == "user",
            subject=clean(subject, _SUBJECT),
            domain="",
            this=event.message_id == entry.message_id,
        )

    def batch(self, batch: Batch) -> tuple[str, str, Shown]:
        """Id, what was said, and of which mail, for the list of the last answers."""
        told = batch.first
        what = self.t("history_links" if told.same_as or told.apart_from else "history_names")
        subject = self._shelf.subject(told.message_id) or self.t("unknown_mail")
        count = self.t("and_mails", mails=self.t("n_mails", n=batch.mails)) if batch.mails > 1 else ""
        return batch.id, (self.name(told.label) or what) + count, clean(subject, _NAME)

    def name(self, label: Label | None) -> str:
        """The title of a label; empty for none."""
        return label_name(label, self._language) if label else ""

    def _guess(self, verdict: Verdict) -> Guess:
        told = dict(zip(COLUMNS, verdict.chances, strict=False))
        second = told.get(verdict.runner_up)
        return Guess(
            verdict.label,
            self.name(verdict.label),
            percent(verdict.confidence, self._language),
            self.name(verdict.runner_up) if verdict.runner_up is not verdict.label else "",
            percent(second, self._language) if second is not None else "",
        )

    def _answers(self, verdict: Verdict, *, hidden: bool) -> Iterable[Answer]:
        for key, label in zip(KEYS, LABELS, strict=True):
            yield Answer(key, label, self.name(label), not hidden and label is verdict.label)


def _apple(links: Links) -> str:
    """The `message:` scheme of macOS and iOS, which wants the whole Message-ID escaped."""
    escaped = links.mid.removeprefix("mid:").replace("@", "%40")
    return f"message://%3C{escaped}%3E" if escaped else ""


def _once(events: Iterable[EventRow]) -> Iterable[EventRow]:
    """Each mail once: one about two roles is two events."""
    return {event.message_id: event for event in events}.values()
