from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Application
from analyzer.labels import KnownBy, Label, Outcome, Stage
from analyzer.report import channels
from analyzer.report.patience import OPEN, Patience
from analyzer.report.spells import Cause, Spell, answer_spells, sign_spells
from tests.report import oracle
from tests.report.builders import UNTIL, application, report, search


def _patience(apps: list[Application]) -> Patience:
    return Patience(apps, [channels.channel(app) for app in apps], UNTIL)


@given(st.integers(0, 30), st.integers(0, 75))
def test_the_chance_is_that_of_those_as_silent_with_the_clock_set_back(seed: int, silent: int) -> None:
    apps = search(150, seed=seed)
    spells = answer_spells(apps, UNTIL)
    chance = _patience(apps).after(silent)
    if chance is not None:
        assert chance.answer == pytest.approx(oracle.chance_after(spells, None, silent, 30), abs=1e-6)
        assert chance.positive == pytest.approx(
            oracle.chance_after(spells, Cause.POSITIVE, silent, 30), abs=1e-6
        )
        assert chance.at_risk == sum(spell.days >= silent for spell in spells)


def test_only_open_applications_have_a_chance() -> None:
    rows = report(search(400)).applications

    assert {row.outcome for row in rows if row.chance} <= OPEN
    assert any(row.chance for row in rows)


def test_the_curve_of_the_own_system_is_used_where_it_reaches() -> None:
    slow = [application((Label.REJECTION, 50), age=120, system="Slow") for _ in range(40)]
    fast = [application((Label.REJECTION, 3), age=120, system="Fast") for _ in range(40)]
    mine = application(age=30, system="Slow")
    rare = application(age=30, system="Rare")
    rows = {row.id: row for row in report([*slow, *fast, mine, rare]).applications}
    patience = _patience([*slow, *fast, mine, rare])
    chance, other = (patience.chance(one, "system") for one in (mine, rare))

    assert rows[mine.id].chance is not None
    assert chance is not None
    assert chance.group == "system:Slow"
    assert chance.answer == pytest.approx(1, abs=0.03)
    assert other is not None
    assert other.group == "channel:system"


def test_nothing_is_said_where_fewer_than_30_are_watched() -> None:
    apps, mine = [application(age=60) for _ in range(29)], application(age=30)

    assert _patience([*apps, mine]).chance(mine, "direct") is None
    assert _patience([*apps, application(age=60), mine]).chance(mine, "direct") is not None


def test_after_an_interview_the_silence_since_the_last_mail_of_it_counts() -> None:
    answered = [
        application((Label.INTERVIEW_INVITE, 2), (Label.INTERVIEW_INVITE, 8), (Label.REJECTION, 60), age=90)
        for _ in range(40)
    ]
    mine = application((Label.INTERVIEW_INVITE, 2), age=7)
    spells = sign_spells([*answered, mine], Stage.INTERVIEW, UNTIL)
    chance = _patience([*answered, mine]).chance(mine, "direct")

    assert spells.count(Spell(pytest.approx(6), Cause.POSITIVE)) == 40  # type: ignore[arg-type]
    assert spells.count(Spell(pytest.approx(52), Cause.REJECTED)) == 40  # type: ignore[arg-type]
    assert chance is not None
    assert (chance.group, chance.silent_days) == ("stage:interview", 5)
    assert (chance.answer, chance.positive) == (0.5, 0.5)


def test_applications_known_only_by_their_answer_shape_no_curve() -> None:
    apps = [application((Label.REJECTION, 40), age=90, known_by=KnownBy.REPLY) for _ in range(60)]

    assert _patience(apps).after(0) is None


def test_silence_counts_up_to_the_last_fetch() -> None:
    apps = [*(application(age=120) for _ in range(40)), application(age=60)]
    later = Patience(apps, ["direct"] * 41, UNTIL + timedelta(days=5)).chance(apps[-1], "direct")

    assert apps[-1].outcome is Outcome.SILENT
    assert later is not None
    assert later.silent_days == 65
