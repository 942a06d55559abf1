from datetime import UTC, datetime

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from analyzer.classify import modelfile
from analyzer.classify.card import card
from analyzer.classify.corpus import Sample, sample
from analyzer.classify.train import folds, look_alikes, train, with_bare_copies
from analyzer.domain import Address, Email
from analyzer.labels import Label, Reason
from tests.classify.test_corpus import CORPUS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A twelfth of the corpus: enough of every label for five folds.
SOME = [sample(record) for record in CORPUS[::12]]


def test_the_same_samples_give_the_same_bytes() -> None:
    one, _ = train(SOME)
    two, _ = train(SOME)

    assert modelfile.dumps(one) == modelfile.dumps(two)


def test_held_out_figures_leave_out_the_copies() -> None:
    _, held = train(SOME)

    assert [s.id for s in held.samples] == [s.id for s in SOME]
    assert np.allclose(held.probabilities.sum(axis=1), 1)


def test_the_card_tells_every_label_and_language() -> None:
    text = card(*train(SOME))

    assert all(f"| {label} |" in text for label in {s.label for s in SOME})
    assert all(f"| {lang} |" in text for lang in {s.lang for s in SOME})


def test_copies_without_subject_and_sender_are_added() -> None:
    mail = Email("x", EPOCH, Address("HR", "hr@x.example"), Address(), (), "Subject", "Text")
    samples = with_bare_copies([Sample("1", "en", mail, Label.OTHER)])

    assert [(s.email.subject, s.email.sender) for s in samples] == [("Subject", mail.sender), ("", Address())]


def test_look_alikes_and_copies_share_a_group() -> None:
    weights = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.7, 0.7]])
    groups = look_alikes(
        csr_matrix(weights / np.linalg.norm(weights, axis=1, keepdims=True)), ["a", "b", "c", "c~"]
    )

    assert groups[0] == groups[1]
    assert groups[2] == groups[3]


def test_groups_are_never_divided_between_folds() -> None:
    y = np.array(["a", "b"] * 20)
    groups = np.repeat(np.arange(20), 2)

    for fit, test in folds(y, groups):
        assert not set(groups[fit]) & set(groups[test])


def test_one_label_alone_cannot_be_trained() -> None:
    mails = [Email(str(n), EPOCH, Address(), Address(), (), "", f"text {n}") for n in range(10)]

    with pytest.raises(ValueError, match="groups"):
        train([Sample(m.message_id, "en", m, Label.REJECTION, Reason.NONE_GIVEN) for m in mails])
