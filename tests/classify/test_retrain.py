from dataclasses import replace

import pytest

from analyzer.classify import modelfile
from analyzer.classify.lessons import Lesson, Lessons, lessons
from analyzer.classify.retrain import Retrained, retrained
from analyzer.corrections import Correction, text_hash
from analyzer.domain import Email
from analyzer.labels import Label
from tests.classify.small import SOME, small

MODEL = small()[0]
#: One employer's odd way to invite, which no mail of the corpus has, filled in thrice; and two other texts.
ODD = (
    "The kettle is on at {}. It is {}'s soup, and wellingtons stand by the door, {} says. "
    "The gate is open, the dog is friendly, mind the third step."
)
INVITES = [
    ODD.format(*names)
    for names in (
        ("Wetherby Row", "Monday", "Hannah"),
        ("Quarry Hill", "Friday", "Tom"),
        ("Sedge Lane", "Tuesday", "Ann"),
    )
]
OTHERS = [
    "Dear all, the library closes early on Wednesday because the heating is being mended. Books can go in the box.",
    "Your parcel with twelve tulip bulbs has left our nursery and will be with you before the weekend.",
]


def mail(text: str) -> Email:
    return replace(SOME[0].email, message_id=text[:20], subject="", text=text)


def taught(*said: tuple[str, Label]) -> Lessons:
    mails = {text_hash(mail(text)): mail(text) for text, _ in said}
    return lessons((Correction(text[:20], text_hash(mail(text)), label) for text, label in said), mails)


LESSONS = taught(
    (INVITES[0], Label.INTERVIEW_INVITE),
    (INVITES[1], Label.INTERVIEW_INVITE),
    (OTHERS[0], Label.OTHER),
    (OTHERS[1], Label.OTHER),
)


@pytest.fixture(scope="module")
def learnt() -> Retrained:
    return retrained(MODEL, SOME, LESSONS)


def says(result: Retrained, text: str) -> Label:
    (verdict,) = result.model.judge([mail(text)])
    return verdict.label


def test_what_was_said_of_two_mails_holds_for_a_third_of_their_template(learnt: Retrained) -> None:
    (before,) = MODEL.judge([mail(INVITES[2])])

    assert before.label is not Label.INTERVIEW_INVITE
    assert says(learnt, INVITES[2]) is Label.INTERVIEW_INVITE
    assert says(learnt, OTHERS[0]) is Label.OTHER


def test_the_same_lessons_give_the_same_bytes(learnt: Retrained) -> None:
    again = retrained(MODEL, SOME, LESSONS, doubting=False)

    assert modelfile.dumps(again.model) == modelfile.dumps(learnt.model)


def test_a_label_taken_back_leaves_no_trace(learnt: Retrained) -> None:
    without = retrained(MODEL, SOME, replace(LESSONS, taught=LESSONS.taught[2:]), doubting=False)

    assert says(without, INVITES[2]) is says(retrained(MODEL, SOME, Lessons(), doubting=False), INVITES[2])
    assert modelfile.dumps(without.model) != modelfile.dumps(learnt.model)


def test_lessons_of_one_label_alone_are_learnt() -> None:
    alone = taught((INVITES[0], Label.INTERVIEW_INVITE))

    result = retrained(MODEL, SOME, alone)

    assert says(result, INVITES[2]) is Label.INTERVIEW_INVITE
    assert result.doubts == ()


def test_a_label_that_the_rest_speaks_against_is_doubted_first() -> None:
    sure = [
        sample
        for sample in SOME
        if sample.label is Label.REJECTION and sample.lang == "en" and len(sample.email.text) > 300
    ][:8]
    emails = [replace(sample.email, text=f"{sample.email.text} Wetherby Row.") for sample in sure]
    said = [
        Lesson(Correction(str(n), text_hash(e), Label.REJECTION), e, Label.REJECTION)
        for n, e in enumerate(emails)
    ]
    wrong = Lesson(Correction("0", text_hash(emails[0]), Label.OFFER), emails[0], Label.OFFER)

    found = retrained(MODEL, SOME, Lessons(taught=(wrong, *said[1:]))).doubts

    assert found[0].lesson is wrong
    assert found[0].likelier is Label.REJECTION
    assert found[0].p < 0.2
    assert [doubt.p for doubt in found] == sorted(doubt.p for doubt in found)


def test_a_corpus_that_lacks_a_label_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks a label"):
        retrained(
            MODEL, [sample for sample in SOME if sample.label is not Label.OFFER], LESSONS, doubting=False
        )
