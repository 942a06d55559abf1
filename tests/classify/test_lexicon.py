import tomllib

import pytest

from analyzer.classify.lexicon import fingerprint, lexicon, plain, tables

WRITTEN = tables()
TABLES = {lang: tomllib.loads(table) for lang, table in WRITTEN.items()}


@pytest.mark.parametrize("lang", TABLES)
def test_every_table_has_the_concepts_of_english_and_no_others(lang: str) -> None:
    assert set(TABLES[lang]) <= set(TABLES["en"])
    assert len(TABLES[lang]) >= 60


@pytest.mark.parametrize("lang", TABLES)
def test_stems_are_lower_case_and_stand_once_in_a_concept(lang: str) -> None:
    for concept, text in TABLES[lang].items():
        stems = [" ".join(stem.split()) for stem in text.split("|")]
        assert all((stem and stem == stem.casefold().strip()) or stem == stem.lower() for stem in stems), (
            concept
        )
        assert len(stems) == len(set(stems)), concept


def test_a_stem_of_two_languages_has_two_meanings() -> None:
    made = lexicon({"en": 'job = "post"\nsorry = "sorry"', "de": 'mail = "post"'})

    assert made.names == ("job", "mail", "sorry")
    assert made.stems == (" post", " sorry")
    assert made.first.tolist() == [0, 2, 3]
    assert list(zip(made.concept.tolist(), made.language.tolist(), strict=True)) == [(0, 0), (1, 1), (2, 0)]
    assert made.weight.tolist() == [5, 5, 6]


def test_the_automaton_finds_stems_at_the_start_of_words() -> None:
    made = lexicon({"en": 'job = "post$|post off"'})

    found = [made.stems[number] for _, number in made.automaton.iter(plain("a post office, apost, posts"))]

    assert found == [" post ", " post off"]


def test_a_changed_table_changes_the_fingerprint() -> None:
    assert fingerprint({"en": "a"}) != fingerprint({"en": "b"})
