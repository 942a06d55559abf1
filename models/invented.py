"""Invented names of companies, in the forms that real ones have and our own mails seldom do: IBM, iCIMS, Nuts.com."""

import random
from collections.abc import Callable

_SYLLABLES_TEXT = """
ba be bi bo bu ca ce co da de di do fa fe fi ga ge go ha he ka ke ki la le li lo ma me mi mo na ne no pa pe po
ra re ri ro sa se si so ta te ti to va ve vi vo xa zu tron lex dyn soft wave path ware med data
"""
_SYLLABLES = _SYLLABLES_TEXT.split()
_CAPITALS = "ABCDEFGHIKLMNPRSTUVX"
_GLUED = ("Works", "Tech", "Labs", "Health", "Path", "AI", "Soft", "Wave", "Pay", "HQ")
_KINDS = (
    "AI",
    "Robotics",
    "Technology",
    "Technologies",
    "Systems",
    "Solutions",
    "Group",
    "Health",
    "Construction",
    "Bank",
    "Software",
    "Software Services",
    "Decision Technology",
    "Sporting Goods",
    "Holding Company",
    "International",
    "Institute for AI",
    "Media",
    "& Co.",
    "& Sons",
)
_LEGAL = (", Inc.", " Inc", ", LLC", " Ltd", " LLC", " Corp.", " GmbH", " AB", " S.A.", "")


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=dice.choice((2, 2, 3)))).capitalize()


#: A form and how often it is taken.
_FORMS: tuple[tuple[float, Callable[[random.Random], str]], ...] = (
    (0.25, lambda dice: "".join(dice.choices(_CAPITALS, k=dice.choice((2, 3, 3, 4))))),
    (0.20, lambda dice: _word(dice) + dice.choice(_GLUED)),
    (0.15, lambda dice: f"{_word(dice)} {dice.choice(_KINDS)}"),
    (0.05, lambda dice: f"{_word(dice)} {_word(dice)} {dice.choice(_KINDS)}"),
    (0.08, lambda dice: dice.choice("eimx") + _word(dice)),
    (0.07, lambda dice: _word(dice) + dice.choice((".com", ".ai", ".io", "24", "360"))),
    (0.05, lambda dice: f"The {_word(dice)} {dice.choice(('Companies', 'Group', 'Institute', 'Trust'))}"),
    (0.15, lambda dice: _word(dice) + dice.choice(_LEGAL)),
)


_TEAMS_TEXT = """
Payments Search Growth Platform Trust Safety Recommendations Infrastructure Ads Cloud Mobile Data Privacy Risk
Logistics Nights Weekends EMEA Paediatrics Oncology Wholesale Retail Fleet Grants Billing Identity Maps
"""
_TEAMS = _TEAMS_TEXT.split()


def _team(dice: random.Random) -> str:
    one, other = dice.sample(_TEAMS, 2)
    return dice.choice((one, one, f"{one} & {other}", f"{one} and {other}"))


#: How titles of roles go on behind their head.
_DRESSES: tuple[Callable[[str, random.Random], str], ...] = (
    lambda role, dice: f"{role}, {_team(dice)}",
    lambda role, dice: f"{role} - {_team(dice)}",
    lambda role, dice: f"{role} ({dice.choice((*_TEAMS, 'Remote', 'f/m/d', 'Part-time', 'Java'))})",
    lambda role, dice: f"{role} {dice.choice(('I', 'II', 'III', '2', 'Intern', 'Trainee'))}",
    lambda role, dice: f"{dice.choice(('Senior', 'Junior', 'Lead', 'Associate', 'Graduate'))} {role}",
)


def dressed(role: str, dice: random.Random) -> str:
    """The role with a team, a level or an aside, as titles have them."""
    return dice.choice(_DRESSES)(role, dice)


def invented(dice: random.Random) -> str:
    """A name that no company is known to have."""
    shares, forms = zip(*_FORMS, strict=True)
    (form,) = dice.choices(forms, shares)
    return str(form(dice))
