"""The whole search: when, where and for what the user applied, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example.history import PINS, Path, Pin, paths, quota, walk
from analyzer.example.kinds import KINDS
from analyzer.example.lots import lots
from analyzer.example.steps import Delay, Happening
from analyzer.example.world import Company, candidate, companies, role
from analyzer.labels import LABELS

WEEKS = 26
#: Share of the applications by language.
LANGUAGES: Mapping[str, float] = {"en": 0.7, "zh": 0.3}


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to apply, and the mails that it leaves at once: kind, minutes after, how often."""

    name: str
    language: str
    share: float
    traces: tuple[tuple[str, float, float], ...]


_AT_ONCE = (("ack", 3, 1.0),)
_BY_BOARD = (("ack_board", 1, 1.0), ("ack", 40, 0.3))
_BY_MAIL = (("own_application", 0, 1.0), ("ack_mail", 9, 0.4))
CHANNELS: tuple[Channel, ...] = (
    Channel("site", "en", 0.63, _AT_ONCE),
    Channel("LinkedIn", "en", 0.2, _BY_BOARD),
    Channel("Indeed", "en", 0.07, _BY_BOARD),
    Channel("Wellfound", "en", 0.03, _BY_BOARD),
    Channel("mail", "en", 0.07, _BY_MAIL),
    Channel("site", "zh", 0.44, _AT_ONCE),
    Channel("BOSS直聘", "zh", 0.2, _BY_BOARD),
    Channel("智联招聘", "zh", 0.12, _BY_BOARD),
    Channel("前程无忧", "zh", 0.08, _BY_BOARD),
    Channel("猎聘", "zh", 0.08, _BY_BOARD),
    Channel("mail", "zh", 0.08, _BY_MAIL),
)
#: Of the companies that are applied to on their own site, so many acknowledge nothing.
NO_ACK = 0.13
#: How an application is tied to an earlier one: the same job again after its end, another job at the same company.
TIES: Mapping[str, float] = {"again": 0.025, "second": 0.11, "new": 0.865}
_AFTER_CLOSING, _AFTER_SILENCE = timedelta(days=14), timedelta(days=96)
#: Monday to Sunday, and hours of the user's day, by how often an application is sent then.
_DAYS, _HOURS = (
    (12, 13, 12, 11, 8, 5, 7),
    {8: 2, 9: 3, 12: 4, 13: 3, 17: 2, 19: 4, 20: 6, 21: 6, 22: 4, 23: 2},
)
_QUIET_WEEKS, _QUIET = 2, 0.15
#: So many days ago the offers were applied for of which nothing came.
_CLOSED_OFFERS = (150, 118)


@dataclass(frozen=True, slots=True)
class Course:
    """One application: where and for what, and all that happened until the mailbox is looked at."""

    company: Company
    role: str
    channel: Channel
    applied_at: datetime
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """An application that is to be made: when, on which path, with what pinned."""

    applied_at: datetime
    path: Path
    pin: Pin | None = None


def plan(seed: int, as_of: datetime, applications: int) -> tuple[Course, ...]:
    """The courses of all applications that leave a mail, in the order in which they were made."""
    rng = lots(seed, "plan")
    slots = sorted(_slots(rng, as_of, applications), key=lambda slot: slot.applied_at)
    languages = _dealt(rng, applications, LANGUAGES)
    fields = {language: Field(seed, language, languages.count(language)) for language in LANGUAGES}
    return tuple(
        fields[language].course(slot, as_of) for slot, language in zip(slots, languages, strict=True)
    )


def _dealt(rng: Random, total: int, shares: Mapping[str, float]) -> list[str]:
    """`total` keys in the given shares, shuffled."""
    counts = quota(total, list(shares.values()))
    dealt = [key for key, count in zip(shares, counts, strict=True) for _ in range(count)]
    rng.shuffle(dealt)
    return dealt


# --- when -------------------------------------------------------------------------------------------


def _slots(rng: Random, as_of: datetime, applications: int) -> Iterator[_Slot]:
    left = paths(rng, applications)
    rng.shuffle(left)
    for pin in PINS:
        if (path := _taken(left, pin.state)) is not None:
            yield _Slot(_applied_for(rng, pin, as_of), path, pin)
    for days in _CLOSED_OFFERS:
        if (path := _taken(left, "offer")) is not None:
            yield _Slot((as_of - timedelta(days=days + rng.random())).replace(microsecond=0), path)
    for path, moment in zip(left, _moments(rng, as_of, len(left)), strict=True):
        yield _Slot(moment, path)


def _taken(left: list[Path], state: str) -> Path | None:
    """A path, taken out, that begins with the state (or has an offer in it, an open one before a closed one)."""

    def fits(path: Path) -> bool:
        offered = any(branch.to == "offer" for branch in path)
        return offered if state == "offer" else path[0].to == state and not offered

    fitting = sorted((path for path in left if fits(path)), key=lambda path: path[-1].kind)
    if not fitting:
        return None
    left.remove(fitting[0])
    return fitting[0]


def _applied_for(rng: Random, pin: Pin, as_of: datetime) -> datetime:
    """When one applied for what is pending on the last day: three rounds take about ten weeks."""
    before = timedelta(days=66) if pin.state == "offer" else Delay(9, 0.4).draw(rng)
    return (as_of - timedelta(days=pin.days) - before).replace(microsecond=0)


def _moments(rng: Random, as_of: datetime, total: int) -> list[datetime]:
    """Times at which the user applied: uneven weeks, mostly in the evening, Tuesday more than Saturday."""
    weights = [rng.lognormvariate(0, 0.4) for _ in range(WEEKS)]
    for week in rng.sample(range(2, WEEKS - 2), _QUIET_WEEKS):
        weights[week] *= _QUIET
    weeks = [week for week, count in enumerate(quota(total, weights)) for _ in range(count)]
    found = [_moment(rng, as_of, week) for week in weeks]
    rng.shuffle(found)
    return found


def _moment(rng: Random, as_of: datetime, week: int) -> datetime:
    """A time in the week that ends `week` weeks before `as_of`."""
    zone = ZoneInfo(candidate().zone)
    last = as_of.astimezone(zone).date() - timedelta(weeks=week)
    days = [last - timedelta(days=back) for back in range(7)]
    day = rng.choices(days, [_DAYS[one.weekday()] for one in days])[0]
    hour = rng.choices(list(_HOURS), list(_HOURS.values()))[0]
    moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), zone).astimezone(UTC)
    return moment if moment < as_of - timedelta(hours=1) else moment - timedelta(days=1)


# --- where ------------------------------------------------------------------------------------------


class Field:
    """The companies of one language, and what was tried there so far."""

    def __init__(self, seed: int, language: str, total: int) -> None:
        self._rng = lots(seed, "field", language)
        self._language = language
        self._companies = iter(companies(seed, language))
        self._ties = _dealt(self._rng, total, TIES)
        channels = {row.name: row.share for row in CHANNELS if row.language == language}
        self._channels = _dealt(self._rng, total, channels)
        self._courses: list[Course] = []

    def course(self, slot: _Slot, as_of: datetime) -> Course:
        """What comes of the next application, as far as it has happened by `as_of`."""
        tie, channel = self._ties.pop(), self._channel(self._channels.pop())
        company, title = self._goal(tie, slot.applied_at)
        found = _until(as_of, self._happenings(slot, as_of, company))
        traces = self._traces(slot.applied_at, channel, found)
        happenings = sorted([*_until(as_of, traces), *found], key=lambda one: one.at)
        course = Course(company, title, channel, slot.applied_at, tuple(happenings))
        self._courses.append(course)
        return course

    def _channel(self, name: str) -> Channel:
        return next(row for row in CHANNELS if (row.name, row.language) == (name, self._language))

    def _happenings(self, slot: _Slot, as_of: datetime, company: Company) -> list[Happening]:
        if slot.pin is None:
            return walk(self._rng, slot.path, slot.applied_at, company.zone)
        pinned = (slot.pin.state, as_of - timedelta(days=slot.pin.days))
        walks = (walk(self._rng, slot.path, slot.applied_at, company.zone, pinned) for _ in range(1000))
        # Some walks reach the pinned time before the steps that come before it are over.
        found = next(one for one in walks if one == sorted(one, key=lambda happening: happening.at))
        if slot.pin.unanswered:
            return [one for one in found if one.kind != "action"][:1]
        return found

    def _traces(self, applied_at: datetime, channel: Channel, found: Sequence[Happening]) -> list[Happening]:
        """What confirms the application; nothing, for some that are answered all the same."""
        answered = bool(found) and _answers(found[0])
        if channel.name == "site" and answered and self._rng.random() < NO_ACK:
            return []
        return [
            Happening(kind, applied_at + Delay(minutes / 1440, 0.5).draw(self._rng) * bool(minutes))
            for kind, minutes, share in channel.traces
            if self._rng.random() < share
        ]

    def _goal(self, tie: str, at: datetime) -> tuple[Company, str]:
        """Company and title of the job that is applied for at `at`."""
        earlier = self._ended(at) if tie == "again" else self._courses[-200:] if tie == "second" else []
        company = None if earlier else next(self._companies, None)
        if company is not None:
            return company, role(self._rng, self._language)
        known = self._rng.choice(earlier or self._courses)
        return known.company, known.role if tie == "again" else self._other_role(known.company)

    def _ended(self, at: datetime) -> list[Course]:
        """Applications that one may repeat at `at`: turned down for a while, or without a word for long; each once."""
        tried = [(course.company.name, course.role) for course in self._courses]
        return [
            course
            for course in self._courses
            if tried.count((course.company.name, course.role)) == 1 and _is_over(course, at)
        ]

    def _other_role(self, company: Company) -> str:
        tried = {course.role for course in self._courses if course.company == company}
        titles = (role(self._rng, self._language) for _ in range(1000))
        return next(title for title in titles if title not in tried)


def _answers(happening: Happening) -> bool:
    label = KINDS[happening.kind].label
    return label is not None and LABELS[label].answers


def _is_over(course: Course, at: datetime) -> bool:
    labels = {KINDS[one.kind].label: one.at for one in course.happenings}
    closed = [when for label, when in labels.items() if label and LABELS[label].closes]
    last = max([course.applied_at, *labels.values()])
    return (bool(closed) and max(closed) < at - _AFTER_CLOSING) or last < at - _AFTER_SILENCE


def _until(as_of: datetime, happenings: Sequence[Happening]) -> list[Happening]:
    """Those that have happened, with two minutes for the mail to arrive."""
    return [one for one in happenings if one.at < as_of - timedelta(minutes=2)]
