import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.tokens import Tokens, mentions, shape, tokens
from tests.track.builders import email


def test_a_mail_is_cut_into_words_marks_and_characters() -> None:
    mail = tokens(email("Q3 plan", "Grain-Buyer 岗位\n\nBye", "Acorn Mills <hr@acornmills.com>"))

    assert [word for word in mail.words if word.isalnum()] == (
        ["acorn", "mills", "q0", "plan", "grain", "buyer", "岗", "位", "bye"]
    )
    assert mail.fields.tolist()[:2] == [0, 0]
    assert mail.fields[mail.words.index("plan")] == 1
    assert mail.fields[mail.words.index("bye")] == 2
    assert mail.slug == "acornmills"


@pytest.mark.parametrize(
    ("token", "wanted"),
    [
        ("Acorn", "Aa"),
        ("IBM", "A"),
        ("iCIMS", "aA"),
        ("of", "a"),
        ("X", "A1"),
        ("Q3", "a9"),
        ("12", "9"),
        ("2027", "999"),
        ("岗", "han"),
        ("の", "kana"),
        ("직", "hangul"),
        ("\n", "line"),
        ("\n\n\n", "gap"),
        ("&", "&"),
    ],
)
def test_a_token_has_a_shape(token: str, wanted: str) -> None:
    assert shape(token) == wanted


def test_mentions_are_whole_tokens_in_any_case() -> None:
    mail = tokens(email("ACORN MILLS", "Acorn Mills, not Acorn Millstone", ""))

    assert [mail.piece(*at) for at in mentions("Acorn Mills", mail)] == ["ACORN MILLS", "Acorn Mills"]
    assert list(mentions("", mail)) == []


def test_a_wrapped_name_is_mentioned() -> None:
    mail = tokens(email("", "Thank you from Acorn\nMills", ""))

    assert [mail.piece(*at) for at in mentions("Acorn Mills", mail)] == ["Acorn\nMills"]


@given(st.text(max_size=200), st.text(max_size=80))
def test_tokens_lie_in_their_text(text: str, subject: str) -> None:
    mail = tokens(email(subject, text))

    assert len(mail) == len(mail.fields) == len(mail.shapes) > 0
    breaks = [at for at, shaped in enumerate(mail.shapes) if shaped in ("line", "gap")]
    assert all(mail.piece(at, at + 1).strip() for at in set(range(len(mail))) - set(breaks))


@pytest.mark.parametrize(
    ("role", "last"),
    [
        ("Entwickler:in", "entwickler"),
        ("Sachbearbeiter*innen", "sachbearbeiter"),
        ("Ingénieur·e", "ingénieur"),
        ("Chargé(e)", "chargé"),
        ("Operario/a", "operario"),
        ("Lehrer/-in", "lehrer"),
    ],
)
def test_the_mark_of_both_sexes_belongs_to_the_word_and_is_not_looked_at(role: str, last: str) -> None:
    mail = tokens(email("", f"für {role} data", ""))
    at = mail.words.index(last)

    assert mail.piece(at, at + 1) == role
    assert mail.words[at + 1] == "data"


@pytest.mark.parametrize("text", ["and/or", "I/O", "Re:in", "he(art)", "n/a", "c/o", "A/R", "SAS/R", "i.e"])
def test_other_marks_stay_tokens(text: str) -> None:
    mail = tokens(email("", text, ""))

    assert text not in {mail.piece(at, at + 1) for at in range(len(mail))}


def token_at(mail: Tokens, text: str) -> int:
    return next(at for at in range(len(mail)) if mail.text[mail.starts[at] : mail.ends[at]] == text)


@pytest.mark.parametrize(
    ("text", "start", "whole"),
    [
        ("for O'Dowd bar", "Dowd", "O'Dowd"),
        ("Kita-Werk", "Werk", "Kita-Werk"),
        ("Acorn - Mills", "Mills", "Mills"),
    ],
)
def test_a_word_with_hyphen_or_apostrophe_begins_with_its_first_part(
    text: str, start: str, whole: str
) -> None:
    mail = tokens(email("", text, ""))
    first = token_at(mail, start)

    assert mail.piece(mail.word_start(first), first + 1) == whole


@pytest.mark.parametrize(
    ("text", "start", "whole"),
    [
        ("Ovest Nord-Ovest bar", "Nord", "Nord-Ovest"),
        ("zon-op-dak bar", "zon", "zon-op-dak"),
        ("Ever.green bar", "Ever", "Ever.green"),
        ("Acorn.The mill", "Acorn", "Acorn"),
        ("Acorn - Mills", "Acorn", "Acorn"),
        ("Acorn-王", "Acorn", "Acorn"),
        ("ラメール店", "ラ", "ラメール"),
    ],
)
def test_a_word_with_hyphens_or_in_katakana_ends_with_its_last_part(
    text: str, start: str, whole: str
) -> None:
    mail = tokens(email("", text, ""))
    first = token_at(mail, start)

    assert mail.piece(first, mail.word_end(first + 1)) == whole


def test_a_korean_word_ends_with_its_last_character() -> None:
    mail = tokens(email("", "도토리제분에서 알림 Acorn", ""))
    first = mail.words.index("도")

    assert mail.piece(first, mail.word_end(first + 2)) == "도토리제분에서"
    assert mail.word_end(mail.words.index("acorn") + 1) == mail.words.index("acorn") + 1
    assert mail.word_end(0) == 0
    assert mail.word_end(len(mail)) == len(mail)
