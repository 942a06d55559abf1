from datetime import UTC, datetime

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from analyzer.classify import modelfile
from analyzer.classify.card import card
from analyzer.classify.corpus import Sample
from analyzer.classify.train import folds, look_alikes, train
from analyzer.domain import Address, Email
from analyzer.labels import Label, Reason
from tests.classify.small import SOME, small

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_the_same_samples_give_the_same_bytes() -> None:
    again, _ = train(SOME)

    assert modelfile.dumps(again) == modelfile.dumps(small()[0])


def test_every_sample_is_held_out_once() -> None:
    _, held = small()

    assert [s.id for s in held.samples] == [s.id for s in SOME]
    assert np.allclose(held.probabilities.sum(axis=1), 1)


def test_the_card_tells_every_label_and_language() -> None:
    text = card(*small())

    assert all(f"| {label} |" in text for label in {s.label for s in SOME})
    assert all(f"| {lang} |" in text for lang in {s.lang for s in SOME})


def test_look_alikes_share_a_group() -> None:
    rows = np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0]])

    groups = look_alikes(csr_matrix(rows / np.linalg.norm(rows, axis=1, keepdims=True)))

    assert groups[0] == groups[1] != groups[2]


def test_groups_are_never_divided_between_folds() -> None:
    y = np.array(["a", "b"] * 20)
    groups = np.repeat(np.arange(20), 2)

    for fit, test in folds(y, groups):
        assert not set(groups[fit]) & set(groups[test])


def test_one_label_alone_cannot_be_trained() -> None:
    texts = [
        "no luck",
        "sorry, no",
        "other candidates",
        "not selected",
        "unfortunately not",
        "we chose another",
    ]
    mails = [Email(str(n), EPOCH, Address(), Address(), (), text, text * 3) for n, text in enumerate(texts)]

    with pytest.raises(ValueError, match=r"classes|groups"):
        train(
            [Sample(m.message_id, "en", m, Label.REJECTION, Reason.NONE_GIVEN, deciding="no") for m in mails]
        )
