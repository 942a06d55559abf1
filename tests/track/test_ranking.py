import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from analyzer.track.candidates import Candidate
from analyzer.track.ranking import Ranker, Trees
from models import names

RNG = np.random.default_rng(1)
ROWS = RNG.normal(size=(3000, 5))
RIGHT = (ROWS[:, 0] * ROWS[:, 1] > 0) & (ROWS[:, 2] > -0.5)


@pytest.fixture(scope="module")
def trees() -> Trees:
    return names.train_trees(ROWS, RIGHT, 20)


#: The ranker whose only fact is the logarithm of the odds itself.
PLAIN = Ranker(np.zeros(1), np.ones(1), np.ones(1), 0.0, 0.45)


def best(*, kin: bool = False, **chances: float) -> str:
    found = []
    for name in chances:
        found.append(Candidate(name.lower()))
        found[-1].spellings[name.replace("_", " ")] += 1
    odds = np.array([[np.log(chance / (1 - chance))] for chance in chances.values()])
    return PLAIN.best(found, PLAIN.chances(odds), kin=kin)


def test_trees_say_what_scikit_learn_says(trees: Trees, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[GradientBoostingClassifier]()

    class Kept(GradientBoostingClassifier):  # type: ignore[misc]
        def __init__(self, **options: object) -> None:
            super().__init__(**options)
            made.append(self)

    monkeypatch.setattr(names, "GradientBoostingClassifier", Kept)
    again = names.train_trees(ROWS, RIGHT, 20)

    np.testing.assert_allclose(again.odds(ROWS), made[0].decision_function(ROWS), atol=1e-4)
    np.testing.assert_array_equal(again.odds(ROWS), trees.odds(ROWS))


def test_trees_know_what_only_two_facts_together_tell(trees: Trees) -> None:
    assert ((trees.odds(ROWS) > 0) == RIGHT).mean() > 0.9


def test_the_chance_is_the_mean_of_weights_and_trees(trees: Trees) -> None:
    plain = Ranker(np.zeros(5), np.ones(5), np.zeros(5), 0.0, 0.5)
    both = Ranker(np.zeros(5), np.ones(5), np.zeros(5), 0.0, 0.5, trees)

    np.testing.assert_allclose(
        both.chances(ROWS), (plain.chances(ROWS) + 1 / (1 + np.exp(-trees.odds(ROWS)))) / 2
    )


def test_the_likeliest_name_is_said_if_it_is_likely_enough() -> None:
    assert best(Acorn=0.6, Oak=0.3) == "Acorn"
    assert best(Acorn=0.4, Oak=0.3) == ""


def test_names_that_hold_each_other_count_together_where_they_are_kin() -> None:
    assert best(Acorn=0.3, Acorn_Labs=0.2, Baker=0.1) == ""
    assert best(Acorn=0.3, Acorn_Labs=0.2, Baker=0.1, kin=True) == "Acorn"
    assert best(Acorn=0.25, Acorn_Labs=0.15, Baker=0.2, kin=True) == ""
