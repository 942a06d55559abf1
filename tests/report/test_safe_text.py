import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.report.safe_text import clean, mail_links, registered_domain

BAD = st.sampled_from(
    [*"\u202e\u202d\u2066\u2069\u200f\u061c\u200b\u200d\ufeff\x00\x1b\x7f\u0085\u2028\r\n\t\ue000"]
)


@given(st.text(st.characters() | BAD, max_size=400), st.integers(5, 300))
def test_what_is_shown_is_one_short_line_without_controls(text: str, limit: int) -> None:
    shown = clean(text, limit).text
    assert len(shown) <= limit
    assert not any(
        unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp", "Co"} - {"Co"} for letter in shown
    )
    assert not any(unicodedata.bidirectional(letter) in _DIRECTING for letter in shown)


_DIRECTING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(max_size=100))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@pytest.mark.parametrize(
    "text", ["Software Engineer (m/w/d)", "后端开发工程师 – Berlin", "Zoë O’Neill", "👩\u200d💻 dev", "מפתח"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    shown = clean(text)
    assert (shown.text, shown.odd) == (text, ())


def test_reversed_text_is_marked_and_not_applied() -> None:
    shown = clean("invoice\u202egpj.exe")
    assert shown.text == "invoice\ufffdgpj.exe"
    assert shown.odd == ("odd_bidi",)


def test_hidden_characters_are_taken_out_and_told() -> None:
    shown = clean("re\u200bject\u00aded")
    assert (shown.text, shown.odd) == ("rejected", ("odd_invisible",))


def test_a_word_of_two_alphabets_is_told() -> None:
    assert clean("pаypal").odd == ("odd_alphabets",)
    assert clean("Яндекс Yandex 公司 ABC").odd == ()


def test_a_tower_of_accents_is_cut() -> None:
    assert clean("Z" + "\u0301" * 50).text == "Z" + "\u0301" * 4


def test_text_that_was_cut_ends_with_an_ellipsis() -> None:
    assert clean("word " * 100, 20).text == "word word word word…"


@pytest.mark.parametrize("identity", ["CAF=x+y@mail.gmail.com", "20261120.1@x.example", "a$b!c%d@[10.0.0.1]"])
def test_links_hold_the_checked_message_id(identity: str) -> None:
    links = mail_links(identity)
    assert unquote(links.mid) == f"mid:{identity}"
    assert unquote(links.gmail) == f"https://mail.google.com/mail/u/0/#search/rfc822msgid:{identity}"


@pytest.mark.parametrize(
    "identity",
    [
        *("", "sha256:0123", "no-at-sign", "two@at@signs", "a b@c", 'a"b@c', "a'b@c", "a\\b@c", "<a@b>"),
        *("a`b@c", "ä@b.example", "a@b\n", "javascript:alert(1)", "a" * 201 + "@b", "a\u202e@b"),
    ],
)
def test_a_message_id_that_could_break_out_gets_no_link(identity: str) -> None:
    links = mail_links(identity)
    assert (links.mid, links.gmail) == ("", "")


@given(st.text(max_size=60))
def test_a_link_holds_nothing_but_what_a_link_may(identity: str) -> None:
    links = mail_links(identity)
    assert not set(links.mid + links.gmail) & set("\"'<>` \\")
    assert links.mid == "" or links.mid.startswith("mid:")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("no-reply.eu.greenhouse-mail.io", "greenhouse-mail.io"),
        ("careers.example.co.uk", "example.co.uk"),
        ("hr.nordlicht.com.cn", "nordlicht.com.cn"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("mail.bücher.de", "xn--bcher-kva.de"),
        ("localhost", "localhost"),
        ("", ""),
        ("a..b", "a..b"),
    ],
)
def test_the_registered_domain_is_told_in_ascii(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_a_host_is_shown_without_what_a_terminal_obeys() -> None:
    assert registered_domain("\x1b]0;owned\x07.ex ample\u202e") == "?]0;owned?.ex?ample?"
