from dataclasses import replace

from analyzer.domain import Clues
from analyzer.labels import KnownBy, Label
from analyzer.report.channels import board, channel
from tests.report.builders import UNTIL, application, event


def test_each_way_in_is_told_by_what_the_mail_shows() -> None:
    linkedin = event(Label.AUTO_ACK, UNTIL, clues=Clues(system="LinkedIn", board=True))
    found = {
        "agency": application(agency="Harbour Staffing", system="Greenhouse"),
        "referral": application(system="Greenhouse", referred=True),
        "board": replace(application(known_by=KnownBy.BOARD, system="LinkedIn"), events=(linkedin,)),
        "sent": application(known_by=KnownBy.SENT),
        "list": application(known_by=KnownBy.LIST),
        "system": application(system="Greenhouse"),
        "direct": application(),
    }

    assert {name: channel(app) for name, app in found.items()} == {name: name for name in found}
    assert board(found["board"]) == "LinkedIn"
    assert board(found["system"]) == ""
