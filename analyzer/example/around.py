"""The ordinary mail around the search."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from analyzer.example import texts, world
from analyzer.example.casting import pay
from analyzer.example.history import quota
from analyzer.example.letters import link, message_id
from analyzer.example.lots import lots
from analyzer.example.plan import WEEKS
from analyzer.example.texts import Text
from analyzer.example.writing import Mail
from analyzer.labels import Label

#: Ordinary mails for each application.
SHARE = 1.5
_LANGUAGES = ("en", "zh")
_ZONES = {"en": ZoneInfo("Europe/London"), "zh": ZoneInfo("Asia/Shanghai")}
_LAYOUTS = ("card", "table", "plain_card")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """An ordinary mail with what is true of it."""

    mail: Mail
    label: Label | None
    """None: the user's own."""
    junk: bool


def ordinary(seed: int, as_of: datetime, applications: int) -> list[Ordinary]:
    """The ordinary mails of a search of so many applications, in no order."""
    choice = [text for language in _LANGUAGES for text in texts.ordinary(language)]
    counts = quota(round(applications * SHARE), [text.weight for text in choice])
    writer = _Writer(seed, as_of)
    return [
        writer.mail(text, number)
        for text, count in zip(choice, counts, strict=True)
        for number in range(count)
    ]


class _Writer:
    """Writes ordinary mails; they speak of the same companies as the applications."""

    def __init__(self, seed: int, as_of: datetime) -> None:
        self._rng = lots(seed, "around")
        self._seed = seed
        self._as_of = as_of
        self._companies = {language: world.companies(seed, language) for language in _LANGUAGES}

    def mail(self, text: Text, number: int) -> Ordinary:
        """The mail of that number from the text."""
        rng, language, key = self._rng, text.id.partition("/")[0], f"{self._seed}/{text.id}/{number}"
        slots = self._slots(language, key)
        name, address = parseaddr(text.sender.format_map(slots))
        slots["link"] = link(key, address)
        user = world.candidate()
        mail = Mail(
            message_id=message_id(key, address),
            sender=(name, address),
            to=parseaddr(text.to) if text.own else (user.en, user.address),
            subject=text.subject.format_map(slots),
            body=text.body.format_map(slots),
            sent_at=self._moment(),
            zone=_ZONES[language],
            text_id=text.id,
            form=text.form,
            layout=_LAYOUTS[hashlib.sha256(text.sender.encode()).digest()[0] % len(_LAYOUTS)],
            charset=rng.choice(("utf-8", "utf-8", "gb18030")) if language == "zh" else "utf-8",
            headers=_bulk(key, address) if text.bulk else (),
        )
        return Ordinary(mail, None if text.own else Label(text.label), text.junk)

    def _moment(self) -> datetime:
        """Any time of day in the half-year; fewer mails come at night."""
        rng, zone = self._rng, _ZONES["en"]
        day = self._as_of.astimezone(zone).date() - timedelta(days=rng.randrange(WEEKS * 7))
        hour = rng.choice((*range(24), *range(7, 22)))
        moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), zone).astimezone(UTC)
        return moment if moment < self._as_of - timedelta(minutes=2) else moment - timedelta(days=1)

    def _slots(self, language: str, key: str) -> dict[str, str]:
        rng = self._rng
        found = {slot: rng.choice(choices) for slot, choices in world.fillings().items()}
        topics = rng.sample(world.fillings()["topic"], 3)
        found |= {"topic": topics[0], "topic2": topics[1], "topic3": topics[2]}
        for place, company in zip(("", "2", "3"), rng.sample(self._companies["en"], 3), strict=True):
            found[f"other_company{place}"] = company.name
            found[f"other_domain{place}"] = company.domain
            found[f"role{place}"] = world.role(rng, "en")
            found[f"zh_role{place}"] = world.role(rng, "zh")
            found[f"zh_other{place}"] = rng.choice(self._companies["zh"]).name
        person = world.person(rng, "en", found["other_domain"])
        return found | {
            "person": person.name,
            "person_box": person.address.partition("@")[0],
            "zh_person": world.person(rng, "zh", "").name,
            "first": world.candidate().first,
            "city": rng.choice(world.names("en", "cities")),
            "salary": pay(rng, _ZONES[language]),
            "amount": f"£{rng.randrange(300, 9000) / 100:.2f}",
            "amount_zh": f"{rng.randrange(1000, 90000) / 100:.2f}",
            "count": str(rng.randrange(3, 40)),
            "number": str(int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10**6),
        }


def _bulk(key: str, address: str) -> tuple[tuple[str, str], ...]:
    domain = address.rpartition("@")[2]
    return (
        ("List-Unsubscribe", f"<{link(key, address)}>"),
        ("List-Id", f"<news.{domain}>"),
        ("Precedence", "bulk"),
    )
