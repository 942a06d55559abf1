"""A model of a twentieth of the corpus: enough of every label for five folds, trained once."""

from functools import cache

from analyzer.classify.corpus import Sample, sample
from analyzer.classify.model import Model
from analyzer.classify.train import HeldOut, train
from tests.classify.test_corpus import CORPUS

SOME: list[Sample] = [sample(record) for record in CORPUS[::20]]


@cache
def small() -> tuple[Model, HeldOut]:
    """The model and its held-out verdicts."""
    return train(SOME)
