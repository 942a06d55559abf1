"""Applications and mails as the page lists them: their text made safe, their links built from checked ids."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from types import MappingProxyType

from analyzer.domain import Application, Event
from analyzer.labels import KnownBy, Label, Outcome, Stage
from analyzer.report.reasons import after_practice, by_the_role, on_paper
from analyzer.report.safe_text import Links, Shown, clean, mail_links, registered_domain
from analyzer.report.schema import SENT, AttentionRow, Chance, Need, Report
from analyzer.report.tables import OUTCOMES
from analyzer.report.texts import day, label_name, long_time, odds, percent, say

#: Enough to recognise a mail, and 600 applications stay a page that opens at once.
_SUBJECT_LENGTH = 100
#: An acknowledgement's subject mostly says again what the line above it says.
_ACK_SUBJECT_LENGTH = 60
_SENTENCE_LENGTH = 80
#: The sentence of what needs the reader, of which there are a few.
_WHY_LENGTH = 120
_NAME_LENGTH = 80
#: Three in four verdicts are: a figure beside each of them would say nothing.
_BEYOND_DOUBT = 0.99


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of an application."""

    date: str
    label: str
    colour: str
    confidence: str
    notes: tuple[str, ...]
    subject: Shown
    sentence: Shown
    domain: str
    links: Links


@dataclass(frozen=True, slots=True)
class Entry:
    """One application; `anchor` is its id on the page."""

    anchor: str
    company: Shown
    role: Shown
    applied: str
    stage: str
    known_by: str
    """Only where the mails below do not say it."""
    wait: str
    through: str
    """How an agency stands in it; empty if none does."""
    agency: Shown
    chance: str
    """What waiting may still bring; empty if it is closed or too little is known."""
    mails: tuple[Mail, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Applications of one outcome, the latest news first."""

    anchor: str
    name: str
    entries: tuple[Entry, ...]
    open: bool
    unlisted: str = ""
    """Said instead of the entries where they are not listed."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """The applications behind a number."""

    anchor: str
    name: str
    entries: tuple[Entry, ...]
    unlisted: str = ""
    """Said of those that are not listed."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An application that a mail may belong to."""

    anchor: str
    role: Shown
    applied: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the user."""

    kind: str
    company: Shown
    role: Shown
    due: str
    why: Shown
    links: Links
    href: str
    choices: tuple[Choice, ...] = ()


#: Outcomes that are good to see unfolded; rejections are counted, and shown when asked for.
_OPEN_GROUPS = frozenset({Outcome.OFFER, Outcome.IN_PROGRESS})

#: Mails that may be anything, a rejection too.
_UNSETTLED = (Need.WHICH_APPLICATION, Need.UNSURE)

_MAIL_COLOURS: dict[Label | None, str] = {
    Label.ASSESSMENT: "good",
    Label.INTERVIEW_INVITE: "good",
    Label.OFFER: "offer",
    Label.REJECTION: "rejected",
    Label.HIRING_FREEZE: "stopped",
}
_BEHIND: dict[str, Callable[[Application], bool]] = {
    "answered": lambda application: application.first_answer_at is not None,
    "assessment": lambda application: application.stage.rank >= Stage.ASSESSMENT.rank,
    "interview": lambda application: application.stage.rank >= Stage.INTERVIEW.rank,
    "offer": lambda application: application.stage is Stage.OFFER,
    "not_you": by_the_role,
    "on_paper": on_paper,
    "practise": after_practice,
    "reply": lambda application: application.known_by is KnownBy.REPLY,
}


class Listing:
    """All applications of a report, ready to be shown."""

    def __init__(
        self,
        applications: Sequence[Application],
        until: datetime,
        timezone: tzinfo,
        language: str,
        *,
        chances: Mapping[str, Chance | None] = MappingProxyType({}),
        gmail: bool = True,
        gentle: bool = False,
    ) -> None:
        self._timezone, self._language, self._until = timezone, language, until
        self._gentle = gentle
        self._t = say(language)
        self._chances, self._gmail = chances, gmail
        ordered = sorted(applications, key=lambda application: (application.applied_at, application.id))
        self._entries = [
            (application, self._entry(number, application)) for number, application in enumerate(ordered, 1)
        ]
        self._choices = {
            application.id: Choice(entry.anchor, entry.role, entry.applied)
            for application, entry in self._listed()
        }
        self._anchors = {
            event.message_id: entry.anchor
            for application, entry in self._listed()
            for event in application.events
        }

    def _listed(self) -> list[tuple[Application, Entry]]:
        """The applications that are listed: in the gentle mode not those that were rejected."""
        return [pair for pair in self._entries if not (self._gentle and pair[0].outcome is Outcome.REJECTED)]

    def groups(self) -> list[Group]:
        """The applications by outcome."""
        return [group for outcome in OUTCOMES for group in [self._group(outcome)] if group.count]

    def behind(self) -> list[Behind]:
        """The applications behind each headline number that is not 0."""
        lists = (self._behind(key, belongs) for key, belongs in _BEHIND.items())
        return [found for found in lists if found.count]

    def _behind(self, key: str, belongs: Callable[[Application], bool]) -> Behind:
        count = sum(belongs(application) for application, _ in self._entries)
        entries = tuple(entry for application, entry in self._listed() if belongs(application))
        unlisted = self._t("gentle_behind", n=count - len(entries)) if len(entries) < count else ""
        return Behind(f"behind-{key}", self._t(f"behind_{key}"), entries, unlisted, count)

    def by_company(self) -> list[tuple[str, list[Entry]]]:
        """All applications once more in the order of the alphabet, under their first letters."""
        ordered = sorted((entry for _, entry in self._listed()), key=lambda one: one.company.text.casefold())
        letters = groupby(ordered, key=lambda one: one.company.text[:1].upper())
        return [(letter, list(entries)) for letter, entries in letters]

    def waiting(self, report: Report) -> tuple[list[Waiting], list[Waiting], list[Waiting]]:
        """What waits for the user, and apart from it the mails that fit several applications, and the unsure ones."""
        waiting = [self._waiting(row) for row in report.attention if row.kind not in _UNSETTLED]
        which, unsure = (
            [self._waiting(row) for row in report.attention if row.kind is kind] for kind in _UNSETTLED
        )
        return waiting, which, unsure

    def _group(self, outcome: Outcome) -> Group:
        count = sum(application.outcome is outcome for application, _ in self._entries)
        members = [pair for pair in self._listed() if pair[0].outcome is outcome]
        members.sort(key=lambda pair: pair[0].last_event_at, reverse=True)
        return Group(
            f"outcome-{outcome}",
            self._t(f"outcome_{outcome}"),
            tuple(entry for _, entry in members),
            outcome in _OPEN_GROUPS,
            "" if len(members) == count else self._t("gentle_group", n=count),
            count,
        )

    def _entry(self, number: int, application: Application) -> Entry:
        events = sorted(application.events, key=lambda event: event.at)
        told = next((event for event in reversed(events) if _is_telling(event)), None)
        return Entry(
            anchor=f"a{number}",
            company=self._name(application.company, "unknown_company"),
            role=self._name(application.role, "unknown_role"),
            applied=day(application.applied_at, self._timezone),
            stage=self._t(f"stage_{application.stage}"),
            known_by=self._known_by(application),
            wait=self._wait(application),
            through=self._through(application),
            agency=clean(
                "" if application.agency == application.company else application.agency, _NAME_LENGTH
            ),
            chance=self._chance(self._chances.get(application.id)),
            mails=tuple(self._mail(event, gmail=event is told) for event in events),
        )

    def _name(self, name: str, unknown: str) -> Shown:
        """The name as it may be shown; one of which nothing is left then is not known."""
        shown = clean(name, _NAME_LENGTH)
        return shown if shown.text else clean(self._t(unknown))

    def _known_by(self, application: Application) -> str:
        how = self._t(f"known_by_{application.known_by}")
        return "" if application.known_by is KnownBy.ACK else self._t("known_by", how=how)

    def _through(self, application: Application) -> str:
        if not application.agency:
            return ""
        return self._t("agency_only" if application.agency == application.company else "through_agency")

    def _wait(self, application: Application) -> str:
        answered = application.first_answer_at
        if answered is None:
            return self._t("waiting", days=self._days(self._until - application.waiting_since))
        return self._days(answered - application.applied_at)

    def _chance(self, chance: Chance | None) -> str:
        if chance is None:
            return ""
        kind, _, name = chance.group.partition(":")
        return self._t(
            "chance",
            answer=odds(chance.answer, self._language),
            positive=odds(chance.positive, self._language),
            group=self._t("chance_group", name=name) if kind == "system" else "",
        )

    def _days(self, span: timedelta) -> str:
        days = max(span.days, 0)
        return self._t("n_days", n=days) if days else self._t("same_day")

    def _mail(self, event: Event, *, gmail: bool) -> Mail:
        hidden = self._gentle and event.label is Label.REJECTION
        longest = _ACK_SUBJECT_LENGTH if event.label is Label.AUTO_ACK else _SUBJECT_LENGTH
        return Mail(
            date=day(event.at, self._timezone),
            label=self._t("label_list") if event.listed else label_name(event.label or SENT, self._language),
            colour=_MAIL_COLOURS.get(event.label, ""),
            confidence=self._confidence(event),
            notes=tuple(self._notes(event)),
            subject=clean("" if hidden else event.subject, longest),
            sentence=clean("" if hidden else _deciding(event), _SENTENCE_LENGTH),
            domain="" if event.own else registered_domain(event.sender.domain),
            links=mail_links(event.message_id, gmail=gmail and self._gmail),
        )

    def _confidence(self, event: Event) -> str:
        if event.own:
            return ""
        if event.by == "user":
            return self._t("by_user")
        return "" if event.confidence >= _BEYOND_DOUBT else percent(event.confidence, self._language)

    def _notes(self, event: Event) -> Iterable[str]:
        if not event.own and not event.sure:
            yield self._t("unsure")
        if event.junk:
            yield self._t("in_junk")

    def _waiting(self, row: AttentionRow) -> Waiting:
        anchor = self._anchors.get(row.message_id, "")
        due = self._t("due", when=long_time(row.due, self._timezone, self._language)) if row.due else ""
        return Waiting(
            kind=self._t(f"need_{row.kind}"),
            company=clean(row.company, _NAME_LENGTH),
            role=clean(row.role, _NAME_LENGTH),
            due=due,
            why=clean("" if self._gentle and row.kind in _UNSETTLED else row.why, _WHY_LENGTH),
            links=mail_links(row.message_id, gmail=self._gmail),
            href=f"#{anchor}" if anchor else "",
            choices=tuple(self._choices[one] for one in row.candidates if one in self._choices),
        )


def _deciding(event: Event) -> str:
    """The sentence that decided; of an acknowledgement the subject says as much."""
    said = event.why[0] if event.why and event.label is not Label.AUTO_ACK else ""
    return "" if said == event.subject else said


def _is_telling(event: Event) -> bool:
    """Whether it is more than an acknowledgement: one such mail of an application has Gmail's long address, too."""
    return event.label not in (None, Label.AUTO_ACK)
