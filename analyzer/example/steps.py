"""The single steps of an application: a talk with all its mails, a test, an offer, an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example.world import candidate


@dataclass(frozen=True, slots=True)
class Happening:
    """A mail that is written at a time, and what it speaks of."""

    kind: str
    """A row of `kinds.KINDS`."""
    at: datetime
    talk_at: datetime | None = None
    was_at: datetime | None = None
    """Of a talk that is moved: when it was to be."""
    due: datetime | None = None
    number: int = 0
    """The how-manieth talk it speaks of; 0: of none."""


@dataclass(frozen=True, slots=True)
class Delay:
    """A log-normal waiting time: median in days, and sigma of its logarithm."""

    days: float
    sigma: float = 0.6

    def draw(self, rng: Random) -> timedelta:
        """One waiting time; half a minute at least."""
        return timedelta(days=max(0.0004, rng.lognormvariate(0, self.sigma) * self.days))


#: What happened in a step, in order of time, and when it was over.
Entered = tuple[list[Happening], datetime]
#: Hours (local, from and to) at which people there talk to somebody in London.
_TALK_HOURS = {"America": (9, 12), "Asia": (15, 20), "Europe": (9, 16)}
_STYLES: Mapping[str, Mapping[str, float]] = {
    "invite": {"ask": 0.42, "link": 0.28, "fixed": 0.30},
    "next": {"ask": 0.5, "fixed": 0.5},
    "final": {"ask": 0.4, "fixed": 0.6},
}
_MOVED_BY_THEM, _MOVED_BY_USER, _REMINDED = 0.14, 0.05, 0.22
_USER_ANSWERS, _AGREED = Delay(0.25, 0.7), Delay(0.6, 0.6)


# --- hours ------------------------------------------------------------------------------------------


def office(rng: Random, at: datetime, zone: ZoneInfo) -> datetime:
    """`at`, or the next morning on which people there work."""
    local = at.astimezone(zone)
    if local.weekday() < 5 and 9 <= local.hour < 18:
        return at
    day = local.date() + timedelta(days=local.hour >= 18)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return _clock(rng, day, (9, 11), zone)


def office_before(rng: Random, at: datetime, zone: ZoneInfo) -> datetime:
    """`at`, or the last working time before it."""
    local = at.astimezone(zone)
    if local.weekday() < 5 and 9 <= local.hour < 18:
        return at
    day = local.date() - timedelta(days=local.hour < 18)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return _clock(rng, day, (14, 17), zone)


def awake(rng: Random, at: datetime) -> datetime:
    """`at`, or the next morning hour of the user."""
    zone = ZoneInfo(candidate().zone)
    local = at.astimezone(zone)
    if 7 <= local.hour < 23:
        return at
    day = local.date() + timedelta(days=local.hour >= 23)
    return _clock(rng, day, (7, 8), zone)


def _clock(rng: Random, day: date, hours: tuple[int, int], zone: ZoneInfo) -> datetime:
    moment = time(rng.randint(*hours), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, moment, zone).astimezone(UTC)


def _appointment(rng: Random, earliest: datetime, zone: ZoneInfo) -> datetime:
    """A half or full hour on a working day, up to a week after `earliest`."""
    day = earliest.astimezone(zone).date() + timedelta(days=rng.randint(1, 6))
    while day.weekday() >= 5:
        day += timedelta(days=1)
    hours = _TALK_HOURS[zone.key.split("/")[0]]
    return datetime.combine(day, time(rng.randint(*hours), rng.choice((0, 30))), zone).astimezone(UTC)


# --- steps ------------------------------------------------------------------------------------------


def talk(rng: Random, at: datetime, zone: ZoneInfo, opening: str, number: int) -> Entered:
    """An invitation (`invite`, `next` or `final`) and the mails up to the talk, which ends the step."""
    styles = _STYLES[opening]
    style = rng.choices(list(styles), list(styles.values()))[0]
    agreeing = _AGREEING[style](rng, at, zone)
    last = max([at, *(one.at for one in agreeing)])
    when = _appointment(rng, last, zone)
    found = [Happening(f"{opening}_{style}", at), *agreeing]
    found = [replace(one, talk_at=when) for one in found]
    moving, when = _moved(rng, last, when, zone)
    found += moving
    found += _reminded(rng, found[-1].at, when, zone)
    return [replace(one, number=number) for one in found if one.at < when], when


def _asked(rng: Random, at: datetime, zone: ZoneInfo) -> list[Happening]:
    own = awake(rng, at + _USER_ANSWERS.draw(rng))
    return [Happening("own_times", own), Happening("confirm", office(rng, own + _AGREED.draw(rng), zone))]


def _booked(rng: Random, at: datetime, _: ZoneInfo) -> list[Happening]:
    return [Happening("booked", awake(rng, at + _USER_ANSWERS.draw(rng)))]


def _accepted(rng: Random, at: datetime, _: ZoneInfo) -> list[Happening]:
    return [Happening("own_yes", awake(rng, at + _USER_ANSWERS.draw(rng)))]


_AGREEING: Mapping[str, Callable[[Random, datetime, ZoneInfo], list[Happening]]] = {
    "ask": _asked,
    "link": _booked,
    "fixed": _accepted,
}


def _moved(rng: Random, last: datetime, when: datetime, zone: ZoneInfo) -> tuple[list[Happening], datetime]:
    """The mails by which the talk is moved, if it is, and when it is in the end."""
    chance = rng.random()
    if chance > _MOVED_BY_THEM + _MOVED_BY_USER:
        return [], when
    at = office(rng, last + (when - last) * rng.uniform(0.3, 0.8), zone)
    later = _appointment(rng, max(at, when), zone)
    if at > when - timedelta(hours=2):
        return [], when
    theirs = chance < _MOVED_BY_THEM
    found = (_moved_by_them if theirs else _moved_by_user)(rng, at, zone)
    return [replace(one, talk_at=later, was_at=when) for one in found], later


def _moved_by_them(rng: Random, at: datetime, _: ZoneInfo) -> list[Happening]:
    return [Happening("move", at), Happening("own_yes", awake(rng, at + _USER_ANSWERS.draw(rng)))]


def _moved_by_user(rng: Random, at: datetime, zone: ZoneInfo) -> list[Happening]:
    own = awake(rng, at)
    return [Happening("own_move", own), Happening("moved", office(rng, own + Delay(0.1).draw(rng), zone))]


def _reminded(rng: Random, last: datetime, when: datetime, zone: ZoneInfo) -> list[Happening]:
    """A mail on the day before the talk, for some talks."""
    eve = _clock(rng, when.astimezone(zone).date() - timedelta(days=1), (9, 17), zone)
    if rng.random() > _REMINDED or eve < last + timedelta(hours=6):
        return []
    return [Happening("reminder", eve, talk_at=when)]


def attempt(rng: Random, at: datetime, _: ZoneInfo, kind: str = "test") -> Entered:
    """A test, perhaps a reminder, perhaps a receipt; the step ends when it is done."""
    due = at + timedelta(days=7)
    found = [Happening(kind, at)]
    done = at + timedelta(days=rng.uniform(0.5, 3.8))
    if rng.random() < 0.35:
        found.append(Happening("test_reminder", at + timedelta(days=rng.uniform(4, 5))))
        done = found[-1].at + timedelta(hours=rng.uniform(2, 40))
    done = awake(rng, done)
    if rng.random() < 0.7:
        found.append(Happening("test_receipt", done))
    return [replace(one, due=due) for one in found], done


def last_talk(rng: Random, at: datetime, zone: ZoneInfo) -> Entered:
    """The final talk, after which some ask for references."""
    found, end = talk(rng, at, zone, "final", 3)
    if rng.random() < 0.4:
        end = office(rng, end + timedelta(hours=5), zone)
        found.append(Happening("references", end))
    return found, end


def offer(rng: Random, at: datetime, _: ZoneInfo) -> Entered:
    """An offer, for which the user says thanks at once."""
    due = at + timedelta(days=8)
    thanks = awake(rng, at + timedelta(hours=rng.uniform(1, 9)))
    return [Happening("offer", at, due=due), Happening("own_thanks", thanks, due=due)], thanks


def taking_back(rng: Random, at: datetime, zone: ZoneInfo) -> Entered:
    """The user withdraws by mail, and they confirm."""
    own = awake(rng, at)
    reply = office(rng, own + timedelta(hours=rng.uniform(1, 30)), zone)
    return [Happening("own_withdraw", own), Happening("withdrawn_reply", reply)], reply
