from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.preprocessing import normalize

from analyzer.classify import alike
from analyzer.domain import Email
from tests.classify.small import SOME

ACK = "Thank you for applying for {} at {}. We will read your application of {} and write again within two weeks."


def mail(subject: str, text: str) -> Email:
    return replace(SOME[0].email, subject=subject, text=text)


def test_one_template_with_other_names_is_nearly_the_same_and_another_mail_is_not() -> None:
    mails = [
        mail("Your application", ACK.format("Data Analyst", "Tarnholm", "3 May 2026")),
        mail("Your application", ACK.format("Data Analyst", "Quillon Labs", "14 August 2026")),
        mail(
            "Your application", "We have decided to go on with other people. Thank you for the time you took."
        ),
    ]

    found = alike.nearly(alike.rows(mails[:1]), alike.rows(mails))

    assert found.tolist() == [True, True, False]


def test_groups_join_what_is_near_over_a_third_one() -> None:
    steps = [
        ACK.format(a, b, c)
        for a, b, c in (("Welder", "A", "1"), ("Welder", "Bright B", "1"), ("Cook", "A", "1"))
    ]
    mails = [mail("x", text) for text in steps] + [mail("", "")]

    assert alike.groups(alike.rows(mails)).tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("text", ["", "\x1e", "好", "😀", "\ud800"])
def test_a_mail_without_words_is_near_nothing(text: str) -> None:
    mails = [mail("", text), mail("", "")]

    assert alike.nearly(alike.rows(mails[:1]), alike.rows(mails)).tolist() == [False, False]


def test_groups_are_those_of_all_products() -> None:
    dice = np.random.default_rng(0)
    many, few = dice.random((400, 6)) < 0.6, dice.random((400, 300)) < 0.01
    few[200:] = few[:200] & (dice.random((200, 300)) < 0.9)  # half of the rows resemble the others
    table = normalize(sparse.csr_matrix(np.hstack([many, few]).astype(float)))
    expected = connected_components((table @ table.T) >= 0.7, directed=False)[1]
    assert 1 < len(set(expected)) < 390
    assert alike.groups(table, 0.7).tolist() == expected.tolist()
