"""Who takes part in an application, and its facts as they stand in the mails."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example import mailers, texts
from analyzer.example.lots import lots
from analyzer.example.mailers import Mailer, Side
from analyzer.example.plan import Course
from analyzer.example.world import Person, candidate, names, person

#: Layout and charset of what people write, by language: Gmail, Outlook, Foxmail and the like.
_STYLES = {
    "en": (
        ("person", "utf-8"),
        ("person", "us-ascii"),
        ("outlook", "windows-1252"),
        ("outlook", "iso-8859-1"),
    ),
    "zh": (("person", "utf-8"), ("outlook", "gb2312"), ("person", "gb18030")),
}
#: Currency, and the range of yearly pay in thousands (in China in ten thousands).
_PAY = {
    "Europe/London": ("£{},000", 46, 84),
    "Europe/Berlin": ("€{},000", 54, 86),
    "America/New_York": ("${},000", 95, 160),
    "America/Los_Angeles": ("${},000", 110, 175),
    "Asia/Shanghai": ("{}万元", 28, 60),
}
#: What mail programs put below what people write; none where the company has no rule for it.
_SIGNATURES = {
    "en": (
        "",
        "",
        "--\n{recruiter}\n{recruiter_title}\n{company_full}, {city}",
        (
            "{recruiter} | {recruiter_title} | {company}\n{city}\n\nThis mail may be confidential. If you are not the "
            "person it was meant for, please delete it and tell the sender. {company_full} is registered in {city}."
        ),
    ),
    "zh": (
        "",
        "----------\n{recruiter}  {recruiter_title}\n{company_full}\n地址：{city}市",
        "{company} · {recruiter_title}\n{recruiter}",
    ),
}
_BRACKETS = {"en": " ({})", "zh": "（{}）"}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in an application, and what their mails say of it."""

    course: Course
    recruiter: Person
    mailers: Mapping[Side, Mailer]
    layout: str
    """Of what the people there write."""
    charset: str
    slots: Mapping[str, str]
    """The slots of texts that stay the same throughout."""
    signature: str
    """Below what the recruiter writes, with its slots filled; may be empty."""
    house: str
    """The same for all applications at the company."""


def cast(rng: Random, seed: int, course: Course) -> Cast:
    """The cast of an application; recruiter, style and system stay the same for a company."""
    company = course.company
    house = f"{seed}/{company.name}"
    habits = lots(house)
    recruiter = person(habits, company.language, company.domain)
    layout, charset = habits.choice(_STYLES[company.language])
    signature = habits.choice(_SIGNATURES[company.language])
    systems = _mailers(rng, habits, course)
    slots = _facts(rng, course) | _people(rng, course, recruiter) | _system_facts(rng, systems, course)
    return Cast(course, recruiter, systems, layout, charset, slots, signature.format_map(slots), house)


def _mailers(rng: Random, habits: Random, course: Course) -> dict[Side, Mailer]:
    language, channel = course.company.language, course.channel.name
    system = _drawn(habits, mailers.of(Side.SYSTEM, language))
    found = {
        Side.SYSTEM: mailers.OWN_SITE[language] if channel == "mail" else system,
        Side.TEST: _drawn(rng, mailers.of(Side.TEST, language)),
    }
    boards = [row for row in mailers.of(Side.BOARD, language) if row.name == channel]
    found.update((Side.BOARD, board) for board in boards)
    return found


def _drawn(rng: Random, rows: tuple[Mailer, ...]) -> Mailer:
    return rng.choices(rows, [row.weight for row in rows])[0]


def _facts(rng: Random, course: Course) -> dict[str, str]:
    company = course.company
    return {
        "company": company.name,
        "company_full": company.full_name,
        "role": course.role,
        "city": company.city,
        "team": rng.choice(names(company.language, "teams")),
        "minutes": rng.choice(("30", "45", "60")),
        "salary": pay(rng, company.zone),
        "applied": texts.day(course.applied_at, company.zone, company.language),
    }


def pay(rng: Random, zone: ZoneInfo) -> str:
    """A year's pay as it is written where the zone is."""
    form, low, high = _PAY[zone.key]
    return form.format(rng.randint(low, high))


def _people(rng: Random, course: Course, recruiter: Person) -> dict[str, str]:
    language, user = course.company.language, candidate()
    return {
        "recruiter": recruiter.name,
        "recruiter_first": recruiter.first,
        "recruiter_title": recruiter.title,
        "manager": person(rng, language, course.company.domain).name,
        "candidate": user.zh if language == "zh" else user.en,
        "first": user.first,
    }


def _system_facts(rng: Random, systems: Mapping[Side, Mailer], course: Course) -> dict[str, str]:
    form = systems[Side.SYSTEM].requisition
    number = form.format(rng.randrange(10000, 99999))
    reference = _BRACKETS[course.company.language].format(number) if form else ""
    return {"ref": reference, "platform": systems[Side.TEST].name}
