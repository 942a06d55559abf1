"""What of all that was said is in force."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from analyzer.corrections import (
    NOTHING_SAID,
    Corrections,
    Decision,
    Undo,
    Via,
    as_said,
    in_force,
    text_hash,
)
from analyzer.domain import Verdict
from analyzer.labels import Label, Reason
from tests.track.builders import email

AT = datetime(2026, 11, 1, tzinfo=UTC)
MAIL = email("Your application", "We went with somebody else.", message_id="a@x")


def said(message_id: str = "a@x", via: Via = Via.COMMAND, batch: str = "1", **told: object) -> Decision:
    return replace(Decision(batch, AT, message_id, "", via), **told)  # type: ignore[arg-type]


def of(*lines: Decision | Undo) -> Corrections:
    return in_force(lines)


def test_the_later_word_wins() -> None:
    found = of(said(label=Label.REJECTION), said(label=Label.OFFER, batch="2")).of(MAIL)

    assert found is not None
    assert found.label is Label.OFFER


def test_label_company_and_role_are_said_apart_from_each_other() -> None:
    found = of(said(label=Label.OFFER), said(company="Acme"), said(role="Baker"), said(company="")).of(MAIL)

    assert found is not None
    assert (found.label, found.company, found.role) == (Label.OFFER, "", "Baker")


def test_an_undone_batch_was_never_said() -> None:
    found = of(said(label=Label.OFFER), said(label=Label.REJECTION, batch="2"), Undo("2", AT)).of(MAIL)

    assert found is not None
    assert found.label is Label.OFFER
    assert not of(said(label=Label.OFFER), Undo("1", AT))


def test_a_hand_wins_over_a_folder_whichever_came_last() -> None:
    hand = said(label=Label.REJECTION)
    folder = said(label=Label.OFFER, via=Via.FOLDER, batch="2")
    for lines in ((hand, folder), (folder, hand)):
        found = of(*lines).of(MAIL)
        assert found is not None
        assert (found.label, found.label_via, found.folder_says) == (
            Label.REJECTION,
            Via.COMMAND,
            Label.OFFER,
        )


def test_a_folder_that_agrees_in_the_end_is_no_disagreement() -> None:
    lines = (
        said(label=Label.REJECTION),
        said(label=Label.OFFER, via=Via.FOLDER),
        said(label=Label.REJECTION, via=Via.FOLDER),
    )
    found = of(*lines).of(MAIL)

    assert found is not None
    assert found.folder_says is None


def test_the_later_of_two_folders_wins() -> None:
    lines = (said(label=Label.OFFER, via=Via.FOLDER), said(label=Label.REJECTION, via=Via.FOLDER))
    found = of(*lines).of(MAIL)

    assert found is not None
    assert (found.label, found.folder_says) == (Label.REJECTION, None)


def test_mails_that_share_a_message_id_are_told_apart_by_their_text() -> None:
    other = replace(MAIL, text="We would like to meet you.")
    book = of(
        said(label=Label.REJECTION, text_hash=text_hash(MAIL)),
        said(label=Label.INTERVIEW_INVITE, text_hash=text_hash(other)),
    )

    told = {found.label for found in (book.of(MAIL), book.of(other)) if found}
    assert told == {Label.REJECTION, Label.INTERVIEW_INVITE}
    assert book.of(replace(MAIL, text="A third one.")) is None


def test_a_word_without_the_text_is_about_the_same_mail() -> None:
    book = of(said(label=Label.REJECTION), said(label=Label.OFFER, text_hash=text_hash(MAIL)))

    found = book.of(MAIL)
    assert found is not None
    assert found.label is Label.OFFER
    assert len(book.of_mails) == 1


def test_a_mail_without_message_id_goes_by_its_text() -> None:
    """Its id is that of the bytes, which another server may give otherwise."""
    book = of(said("sha256:one", label=Label.OFFER, text_hash=text_hash(MAIL)))

    found = book.of(replace(MAIL, message_id="sha256:two"))
    assert found is not None
    assert found.label is Label.OFFER
    assert book.of(replace(MAIL, message_id="sha256:two", text="other")) is None


def test_of_one_application_or_not_the_later_word_wins() -> None:
    book = of(said(same_as="b@x"), said("b@x", apart_from="a@x", batch="2"))
    assert (book.same, book.apart) == ((), (("a@x", "b@x"),))

    book = of(said(same_as="b@x"), said("b@x", apart_from="a@x", batch="2"), Undo("2", AT))
    assert (book.same, book.apart) == ((("a@x", "b@x"),), ())


def test_the_hash_does_not_depend_on_case_width_and_space() -> None:
    assert text_hash(MAIL) == text_hash(replace(MAIL, text=" we  WENT with\nsomebody else. "))
    assert text_hash(MAIL) != text_hash(replace(MAIL, text="We went with nobody."))
    assert text_hash(replace(MAIL, text="")) == ""


def test_what_the_model_found_stays_where_it_agrees() -> None:
    model = Verdict(
        Label.REJECTION, 0.6, sure=False, runner_up=Label.OTHER, why=("no",), reason=Reason.FILLED
    )

    agreed, other = as_said(model, Label.REJECTION), as_said(model, Label.OFFER)
    assert (agreed.why, agreed.reason, agreed.sure, agreed.by) == (("no",), Reason.FILLED, True, "user")
    assert (other.why, other.reason, other.runner_up, other.recruiting) == ((), None, Label.REJECTION, 1.0)
    assert as_said(model, Label.OTHER).recruiting == 0.0
    assert as_said(None, Label.OFFER).label is Label.OFFER


DECISIONS = st.builds(
    Decision,
    batch=st.sampled_from("123"),
    at=st.just(AT),
    message_id=st.sampled_from(["a@x", "b@x", "sha256:c"]),
    text_hash=st.sampled_from(["", "h1", "h2"]),
    via=st.sampled_from(Via),
    label=st.none() | st.sampled_from(Label),
    company=st.none() | st.sampled_from(["", "Acme"]),
    same_as=st.none() | st.sampled_from(["a@x", "b@x"]),
    apart_from=st.none() | st.sampled_from(["a@x", "b@x"]),
)


@given(st.lists(DECISIONS | st.builds(Undo, st.sampled_from("123"), st.just(AT)), max_size=12))
def test_nothing_undone_is_in_force_and_no_pair_is_both(lines: list[Decision | Undo]) -> None:
    book = in_force(lines)
    undone = {line.batch for line in lines if isinstance(line, Undo)}
    standing = [line for line in lines if isinstance(line, Decision) and line.batch not in undone]

    assert {mail.label for mail in book.of_mails} <= {line.label for line in standing} | {None}
    assert not set(book.same) & set(book.apart)
    assert book == in_force(standing)
    assert bool(book) or not standing
    by_hand = {m.message_id for m in book.of_mails if m.label and m.label_via is not Via.FOLDER}
    hand_said = {
        (line.message_id, line.text_hash) for line in standing if line.label and line.via is not Via.FOLDER
    }
    assert by_hand <= {message_id for message_id, _ in hand_said}


def test_nothing_said_is_nothing() -> None:
    assert NOTHING_SAID.of(MAIL) is None
    assert not NOTHING_SAID
