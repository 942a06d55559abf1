from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.classify import hashing
from analyzer.classify.features import BREAK, line_of, words

LINES = st.lists(st.text(max_size=40), min_size=1, max_size=6).map(line_of)


def test_there_is_a_row_for_each_piece() -> None:
    tables = hashing.counts(line_of(["one two", "", "three"]))

    assert tables["tokens"].shape == (3, hashing.COLUMNS)
    assert tables["words"].shape == (3, hashing.HALF)
    assert [table[1].nnz for table in tables.values()] == [0, 0]


def test_runs_of_words_and_of_characters_are_counted() -> None:
    table = hashing.counts("ab cd")["tokens"]

    assert table[:, : hashing.HALF].sum() == 3  # ab, cd, ab cd
    assert table[:, hashing.HALF :].sum() == 4  # ab_, b_c, _cd; ab_cd


def test_single_words_are_counted_once_more_by_themselves() -> None:
    tables = hashing.counts("on hold, on")
    (alone, *_) = hashing.word_runs(["on", "hold"])

    assert {column: tables["words"][0, column] for column in alone.columns.tolist()} == dict(
        zip(alone.columns.tolist(), (2, 1), strict=True)
    )
    assert tables["words"].sum() == 3
    assert (tables["tokens"][:, alone.columns] != tables["words"][:, alone.columns]).nnz == 0


def test_no_run_reaches_into_the_next_piece() -> None:
    together = hashing.counts(line_of(["not selected", "for us"]))["tokens"]

    assert (together[0] != hashing.counts("not selected")["tokens"]).nnz == 0
    assert (together[1] != hashing.counts("for us")["tokens"]).nnz == 0


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_piece_is_counted_alike_alone_and_in_company(line: str) -> None:
    tables = hashing.counts(line)

    for row, piece in enumerate(line.split(BREAK)):
        for block, alone in hashing.counts(piece).items():
            assert (tables[block][row] != alone).nnz == 0


def test_word_runs_tell_where_they_start() -> None:
    tokens = words("we chose others")
    found = {(" ".join(tokens[s : s + runs.size])) for runs in hashing.word_runs(tokens) for s in runs.starts}

    assert found == {"we", "chose", "others", "we chose", "chose others", "we chose others"}


def test_columns_do_not_depend_on_the_run_of_the_program() -> None:
    (first, *_) = hashing.word_runs(["interview"])

    assert first.columns.tolist() == [373521]
