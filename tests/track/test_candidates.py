import numpy as np

from analyzer.track.candidates import FACTS, Candidate, candidates, facts
from analyzer.track.names import company_key
from analyzer.track.said import Origin, Said
from analyzer.track.tagging import TAGS, Tag
from analyzer.track.tokens import tokens
from tests.track.builders import email

MAIL = tokens(email("Acorn Mills", "Dear Robin, thank you. Acorn Mills Ltd", ""))
#: Nothing is a name.
UNLIKELY = np.log(np.full((len(MAIL), TAGS), 1e-6)) + np.array([13.8, 0, 0, 0, 0])


def found(*said: Said) -> list[Candidate]:
    return candidates(said, company_key, MAIL, UNLIKELY, Tag.COMPANY)


def test_spellings_of_one_name_are_one_candidate() -> None:
    (one,) = found(
        Said("Acorn Mills", Origin.PHRASE, 3), Said("Acorn Mills Ltd", Origin.LINE, 2), Said(" ", Origin.LINE)
    )

    assert (one.name, one.rules) == ("Acorn Mills", 5)
    assert one.fields == [1, 2, 2]


def test_what_the_tagger_finds_adds_nothing_to_the_rules() -> None:
    (one,) = found(Said("Acorn Mills", Origin.TAGGED))

    assert one.rules == 0
    assert one.weights[Origin.TAGGED] == 1


def test_a_name_that_stands_nowhere_has_no_mention_and_bounded_facts() -> None:
    rows = facts(found(Said("Elsewhere", Origin.SENDER, 4)), "", frozenset(), {})

    assert rows.shape == (1, len(FACTS))
    assert np.isfinite(rows).all()
    assert rows[0, list(FACTS).index("mentions")] == 0


def test_a_candidate_is_seen_beside_the_others() -> None:
    both = found(Said("Acorn", Origin.PHRASE, 2), Said("Acorn Mills", Origin.PHRASE, 6))
    short, long = facts(
        both, "acornmills", frozenset({"mills"}), {"is short": lambda name: float(len(name) < 6)}
    )
    column = {name: at for at, name in enumerate([*FACTS, "is short"])}

    assert (short[column["longer ones"]], long[column["shorter ones"]]) == (1, 1)
    assert (short[column["chosen"]], long[column["chosen"]]) == (0, 1)
    assert short[column["other chosen"]] == 1
    assert (short[column["rules first"]], long[column["rules first"]]) == (0, 1)
    assert (short[column["ends commonly"]], long[column["ends commonly"]]) == (0, 1)
    assert (short[column["is short"]], long[column["is short"]]) == (1, 0)
