"""Mail text that tries to run, load, redirect, or deceive."""

from dataclasses import replace

from analyzer.domain import Address, Application, Clues
from analyzer.labels import Label
from tests.report.builders import UNTIL, application, event

ELSEWHERE = "http://192.0.2.1"
ATTACKS = (
    "<script>document.title='owned'</script>",
    f"<img src={ELSEWHERE}/i.png onerror=\"document.title='owned'\">",
    f"</q></td><meta http-equiv=refresh content='0;url={ELSEWHERE}/'>",
    f"</title></svg><iframe src={ELSEWHERE}></iframe>",
    f"<style>*{{background:url({ELSEWHERE}/s)}}</style>",
    f'"><a href="javascript:alert(1)" onmouseover="document.title=1">{ELSEWHERE}</a>',
    f"<link rel=stylesheet href={ELSEWHERE}/c><base href={ELSEWHERE}>",
    f"<svg><image href={ELSEWHERE}/v /><animate onbegin=alert(1)></svg>",
    "{{ 7 * 7 }}{% include 'style.css' %}",
    "offer\u202egnp.exe \u2066\u200b&amp;lt;script&gt;",
)


def applications() -> list[Application]:
    """An application for each attack, with the attack in every field a mail can fill."""
    return [_attacked(number, attack) for number, attack in enumerate(ATTACKS)]


def _attacked(number: int, attack: str) -> Application:
    found = application(
        (Label.AUTO_ACK, 0),
        (Label.INTERVIEW_INVITE, 2),
        age=20 + number,
        company=attack,
        role=attack,
        system=attack,
        agency=f"{attack} {number}",
    )
    mails = tuple(
        replace(
            mail,
            message_id=f"{attack}@x" if number % 2 else mail.message_id,
            subject=attack,
            sender=Address(attack, f"a@{attack}"),
            why=(attack,),
            by="model",
            clues=Clues(attack, attack),
        )
        for mail in found.events
    )
    return replace(found, id=attack, events=mails)


UNSURE = tuple(
    event(
        Label.OTHER, UNTIL, message_id=f"{number}@x", sure=False, clues=Clues(attack, attack), why=(attack,)
    )
    for number, attack in enumerate(ATTACKS)
)
