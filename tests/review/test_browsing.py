"""Looking for mails and applications."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from analyzer.review import browsing
from analyzer.review.browsing import Search


@given(st.dictionaries(st.sampled_from(["which", "q", "page", "back"]), st.text()))
def test_any_address_is_a_search(values: dict[str, str]) -> None:
    search = browsing.search_from(values)

    assert search.which in browsing.WHICH
    assert search.page >= 1
    assert len(search.q) <= 200


@given(st.sampled_from(browsing.WHICH), st.text(max_size=50), st.integers(1, 99_999))
def test_a_search_comes_back_from_its_address(which: str, q: str, page: int) -> None:
    search = browsing.search_from(
        {"which": which, "q": q.encode("utf-8", "replace").decode(), "page": str(page)}
    )
    told = {
        name: values[0] for name, values in parse_qs(browsing.query(search), keep_blank_values=True).items()
    }

    assert browsing.search_from(told) == search
    assert told["back"] == "list"


def test_without_a_search_only_the_note_is_told() -> None:
    assert browsing.query(None) == ""
    assert browsing.query(None, note="split") == "note=split"
    assert "page=3" in browsing.query(Search(page=2), page=3)
