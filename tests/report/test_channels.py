from dataclasses import replace

import pytest

from analyzer.domain import Clues
from analyzer.labels import KnownBy, Label
from analyzer.report.channels import board, channel
from tests.report.builders import UNTIL, application, event


def test_each_way_in_is_told_by_what_the_mail_shows() -> None:
    linkedin = event(Label.AUTO_ACK, UNTIL, clues=Clues(system="LinkedIn", board=True))
    found = {
        "agency": application(agency="Harbour Staffing", system="Greenhouse"),
        "board": replace(application(known_by=KnownBy.BOARD, system="LinkedIn"), events=(linkedin,)),
        "sent": application(known_by=KnownBy.SENT),
        "list": application(known_by=KnownBy.LIST),
        "system": application(system="Greenhouse"),
        "direct": application(),
    }

    assert {name: channel(app) for name, app in found.items()} == {name: name for name in found}
    assert board(found["board"]) == "LinkedIn"
    assert board(found["system"]) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for applying. We see that you were referred by Mara Lindqvist.",
        "Mara Lindqvist has referred you for the Data Analyst role.",
        "您好，您已被内推至我司数据分析师岗位。",
        "Vielen Dank für Ihre Bewerbung, die uns auf Empfehlung von Frau Lindqvist erreicht.",
    ],
)
def test_a_mail_that_says_so_tells_of_a_referral(text: str) -> None:
    app = replace(application(system="Greenhouse"), events=(event(Label.AUTO_ACK, UNTIL, text=text),))

    assert channel(app) == "referral"


@pytest.mark.parametrize(
    "text",
    [
        "Know somebody? Refer a friend with our employee referral programme.",
        "How did you hear of us? Referral, job board, other.",
        "Your letter of recommendation is missing.",
        "我司长期开展内推活动，欢迎推荐朋友。",
    ],
)
def test_other_talk_of_referrals_tells_of_none(text: str) -> None:
    app = replace(application(system="Greenhouse"), events=(event(Label.AUTO_ACK, UNTIL, text=text),))

    assert channel(app) == "system"
