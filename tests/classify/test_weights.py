from datetime import UTC, datetime

import numpy as np
import pytest

from analyzer.classify import features, hashing
from analyzer.classify.model import NEUTRAL, Model
from analyzer.classify.weights import MAIL_BLOCKS, PIECE_BLOCKS, Weigher, counted
from analyzer.domain import Address, Email
from tests.classify.small import SOME, small

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MODEL: Model = small()[0]
EMAILS: list[Email] = [sample.email for sample in SOME[:40]]


def block_of(weigher: Weigher, block: str) -> slice:
    first = weigher.first(block)
    return slice(first, first + len(weigher.idf[block]))


def test_each_block_of_a_row_has_the_length_of_its_weight() -> None:
    count = counted(EMAILS, MODEL.lexicon, MODEL.kept)

    for weigher, counts, blocks in (
        (MODEL.of_pieces, count.of_pieces, PIECE_BLOCKS),
        (MODEL.of_mails, count.of_mails, MAIL_BLOCKS),
    ):
        rows = weigher.weigh(counts)
        for block, weight in blocks.items():
            inside = rows[:, block_of(weigher, block)]
            lengths = np.sqrt(inside.multiply(inside).sum(axis=1))
            assert np.all((np.abs(lengths - weight) < 1e-3) | (lengths == 0))
            assert np.any(lengths > 0)


def test_the_words_are_those_that_training_saw_three_times() -> None:
    assert len(MODEL.kept["words"]) == len(MODEL.of_pieces.idf["words"])
    assert set(MODEL.kept["words"].tolist()) <= set(MODEL.kept["tokens"].tolist())


@pytest.mark.parametrize("name", ["rejection", "offer"])
def test_what_single_words_say_adds_up_to_their_part_of_the_score(name: str) -> None:
    sentence = "Unfortunately we decided to move forward with other candidates"
    seen = MODEL.see([Email("x", EPOCH, Address(), Address(), (), "", sentence)])
    (alone, *_) = hashing.word_runs(features.words(features.line_of([sentence])))
    inside, column = block_of(MODEL.of_pieces, "words"), MODEL.pieces.classes.index(name)

    said = MODEL._block_leans("words", alone, seen.piece_rows, np.array([column]))

    (part,) = seen.piece_rows[:, inside] @ MODEL.pieces.weights[inside]
    assert said.sum() == pytest.approx(part[column] - part[MODEL.pieces.classes.index(NEUTRAL)], abs=1e-5)
    assert np.any(said != 0)
