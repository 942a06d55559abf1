from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.classify.model import Model, pooled
from analyzer.classify.modelfile import load
from analyzer.costs import Costs
from analyzer.domain import Address, Email, Verdict
from analyzer.labels import Reason
from analyzer.shipped import shipped_model

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MODEL: Model = load(shipped_model())


def judge(text: str, subject: str = "") -> Verdict:
    (verdict,) = MODEL.judge([Email("x", EPOCH, Address(), Address(), (), subject, text)])
    return verdict


#: Plain mails of each kind, in English and Chinese; none is in the corpus.
PLAIN = """
auto_ack|We have received your application for the Baker position and will review it shortly. If you are selected for \
an interview, our team will contact you.
auto_ack|您好，您投递的会计岗位简历我们已收到，我们会尽快评估，如合适将与您联系。
assessment|As the next step, please complete the online coding test on HackerRank within five days. You will have \
90 minutes.
assessment|请您于48小时内完成在线测评，测评链接如下，建议使用电脑作答。
interview_invite|We were impressed by your profile and would like to invite you to an interview with the hiring \
manager. Please let us know your availability next week.
interview_invite|恭喜您通过简历筛选，现邀请您参加面试。时间：周四下午2点，方式：腾讯会议，请回复确认。
offer|We are delighted to offer you the position of Nurse. Please find your offer letter and contract attached.
rejection|Thank you for your interest. Unfortunately, we have decided not to move forward with your application and \
will proceed with other candidates.
rejection|感谢您的投递。经综合评估，很遗憾您的经历与该岗位暂不匹配，您的简历已进入我们的人才库。
hiring_freeze|Due to a company-wide hiring freeze, the position has been cancelled and we will not be filling it.
hiring_freeze|很抱歉通知您，由于公司业务调整，该岗位招聘已取消，HC冻结。
other|Your parcel is on its way and will arrive on Tuesday. Track it here.
other|Unfortunately, your loan application was declined because of your credit history.
"""


@pytest.mark.parametrize("line", PLAIN.strip().splitlines())
def test_a_plain_mail_of_each_kind_is_known(line: str) -> None:
    label, _, text = line.partition("|")

    assert judge(text).label == label


def test_the_deciding_sentence_comes_first() -> None:
    text = "Thank you for applying. Unfortunately, we have decided to move forward with other candidates. Kind regards."

    assert judge(text).why[0] == "Unfortunately, we have decided to move forward with other candidates."


def test_a_closing_mail_has_a_reason_and_others_have_none() -> None:
    filled = judge("Unfortunately the position has already been filled by another candidate.")

    assert filled.reason in set(Reason)
    assert judge("Lunch at noon?").reason is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ok",
        "\x00\x07",
        "页" * 10,
        "a" * 2_000_000,
        "𝕌𝕟𝕗𝕠𝕣𝕥𝕦𝕟𝕒𝕥𝕖𝕝𝕪",
        "مرحبا بك",
        "-- \nunsubscribe | privacy",
        "😀" * 500,
    ],
    ids=["empty", "blank", "word", "controls", "han", "2 MB", "fancy", "arabic", "footer", "emoji"],
)
def test_any_text_gets_a_verdict(text: str) -> None:
    verdict = judge(text)

    assert 0 <= verdict.confidence <= 1
    assert verdict.label is not verdict.runner_up


@pytest.mark.parametrize("text", ["", "مرحبا بك", "ok", "Interview", "unfortunately", "很遗憾", "\x00\x07"])
def test_a_mail_of_a_word_or_two_is_not_sure(text: str) -> None:
    assert not judge(text).sure
    assert judge(text).confidence < 0.75
    assert judge(text).recruiting < 0.9


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_verdicts_are_the_same_alone_and_in_company(text: str, subject: str) -> None:
    mail = Email("x", EPOCH, Address(), Address(), (), subject, text)
    other = Email("y", EPOCH, Address(), Address(), (), "", "something else")

    assert next(iter(MODEL.judge([mail]))) == list(MODEL.judge([other, mail]))[1]


def test_who_finds_a_look_cheap_is_asked_more_often() -> None:
    mails = [
        Email("x", EPOCH, Address(), Address(), (), "", line.split("|")[1])
        for line in PLAIN.strip().splitlines()
    ]
    usual, careful = (sum(v.sure for v in MODEL.judge(mails, Costs(look=look))) for look in (1.0, 1e-9))

    assert usual > careful == 0


def test_the_largest_and_the_mean_of_a_mails_sentences_are_pooled() -> None:
    scores = np.array([[1.0, -1.0], [3.0, -3.0], [5.0, 0.0]])

    assert pooled(scores, np.array([0, 2])).tolist() == [[3.0, -1.0, 2.0, -2.0], [5.0, 0.0, 5.0, 0.0]]


def test_a_verdict_on_unknown_words_is_not_sure() -> None:
    text = "Unfortunately, we have decided not to move forward with your application."
    unknown = " ".join(f"quixolam{letter} brontifel{letter}" for letter in "abcdefgh")

    assert judge(text).sure
    assert not judge(f"{text} {unknown}").sure
