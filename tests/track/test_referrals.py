import pytest

from analyzer.labels import Label
from analyzer.track.referrals import is_referred
from tests.track.builders import event


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
    assert is_referred([event(1, Label.AUTO_ACK, text=text)])
    assert is_referred([event(1, None, text=text)])
    assert not is_referred([event(1, Label.INTERVIEW_INVITE, text=text)])


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
    assert not is_referred([event(1, Label.AUTO_ACK, text=text)])
