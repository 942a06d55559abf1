from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.track.tagging import TAGS, WIDTH, Span, Tag, columns, spans
from analyzer.track.tokens import tokens
from tests.namer import NAMER
from tests.track.builders import email

_FOLLOWS = {Tag.COMPANY_ON: (Tag.COMPANY, Tag.COMPANY_ON), Tag.ROLE_ON: (Tag.ROLE, Tag.ROLE_ON)}
LIKELY = st.lists(st.lists(st.integers(-9, 0), min_size=TAGS, max_size=TAGS), min_size=1, max_size=4)


def allowed(path: tuple[int, ...]) -> bool:
    return all(
        tag not in _FOLLOWS or before in _FOLLOWS[Tag(tag)]
        for before, tag in zip((0, *path), path, strict=False)
    )


def names_in(path: tuple[int, ...]) -> list[Span]:
    """The runs of a path, read off slowly."""
    out: list[Span] = []
    for at, tag in enumerate(path):
        if tag in (Tag.COMPANY, Tag.ROLE):
            out.append(Span(Tag(tag), at, at + 1))
        elif tag in _FOLLOWS:
            out[-1] = Span(out[-1].tag, out[-1].first, at + 1)
    return out


@settings(deadline=None)
@given(LIKELY)
def test_the_likeliest_sequence_is_found(rows: list[list[int]]) -> None:
    likely = np.array(rows, dtype=float) + np.arange(TAGS) / 1000  # no ties between tags
    paths = [path for path in product(range(TAGS), repeat=len(rows)) if allowed(path)]
    score = {path: sum(likely[at, tag] for at, tag in enumerate(path)) for path in paths}
    top = max(score.values())

    assert list(spans(likely)) in [names_in(path) for path in paths if score[path] > top - 1e-9]


def test_leniency_finds_more() -> None:
    likely = np.log(np.array([[0.6, 0.4, 1e-9, 1e-9, 1e-9], [0.5, 0.01, 0.49, 1e-9, 1e-9]]))

    assert list(spans(likely)) == []
    assert list(spans(likely, 1.5)) == [Span(Tag.COMPANY, 0, 2)]


def test_every_token_has_as_many_columns_within_the_width() -> None:
    mail = tokens(email("Hi", "a b", ""))
    found = columns(mail, frozenset({"a"}))

    assert found.shape[0] == len(mail)
    assert 0 <= found.min() <= found.max() < WIDTH


def test_a_rare_word_is_seen_by_its_shape_alone() -> None:
    one, other = (tokens(email("", f"We at {name} thank you")) for name in ("Xanthorix", "Quiblorix"))

    assert (columns(one, frozenset()) == columns(other, frozenset())).mean() > 0.9


def test_names_that_no_training_saw_are_found_by_what_stands_around_them() -> None:
    mail = tokens(
        email("", "Thank you for applying for the Grain Buyer position at Quiblorix Mills. Kind regards")
    )
    found = {(span.tag, mail.piece(span.first, span.end)) for span in spans(NAMER.tagger.likely(mail))}

    assert (Tag.ROLE, "Grain Buyer") in found
    assert (Tag.COMPANY, "Quiblorix Mills") in found


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_tagged(text: str) -> None:
    mail = tokens(email(text[:50], text))
    likely = NAMER.tagger.likely(mail)

    assert likely.shape == (len(mail), TAGS)
    assert np.isfinite(likely).all()
    assert all(0 <= span.first < span.end <= len(mail) for span in spans(likely, 3.0))
