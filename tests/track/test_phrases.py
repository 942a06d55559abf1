from analyzer.track.phrases import phrases
from tests.classify.test_corpus import CORPUS

#: Mails in the scripts whose phrases begin with a name.
EASTERN = [record for record in CORPUS if record["lang"] in {"zh-Hans", "zh-Hant", "ja", "ko"}][::40]


def test_looking_first_for_what_stands_behind_a_name_hides_nothing() -> None:
    texts = [text for record in EASTERN for text in (record["subject"], record["body"])]
    asked = [phrase for phrase in phrases() if phrase.behind]
    found = 0

    for phrase in asked:
        for text in texts:
            spans = [match.span() for match in phrase.pattern.finditer(text)]
            assert [match.span() for match in phrase.found(text)] == spans
            found += len(spans)

    assert asked
    assert found
