import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.cells import plain, safe

_FORMULA = re.compile(r"(?:^|[;\t\r\n])[ \u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+49 30", "'+49 30"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1+1", "' =1+1"),
        ("\t=1", "'\t'=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ('x";=1+1;"', 'x";\'=1+1;"'),
        ("Dot & Co. - Data", "Dot & Co. - Data"),
        ("'s Heeren Loo", "'s Heeren Loo"),
        ("", ""),
    ],
)
def test_a_cell_that_could_begin_a_formula_gets_an_apostrophe(told: str, shown: str) -> None:
    assert safe(told) == shown


@given(st.text(st.sampled_from("=+-@;'\t\r\n a＝x"), max_size=12) | st.text())
def test_it_is_never_a_formula_and_can_be_taken_back(text: str) -> None:
    assert not _FORMULA.search(safe(text))
    assert plain(safe(text)) == text
