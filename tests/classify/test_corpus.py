import json
from collections import Counter
from pathlib import Path

from analyzer.classify.corpus import address, email, records, sample
from analyzer.domain import Address
from analyzer.labels import Label, Reason

FOLDER = Path(__file__).parents[2] / "models" / "corpus"
CORPUS = [
    r for file in sorted(FOLDER.glob("*/*.jsonl")) for r in records(file.read_text("utf-8").splitlines())
]
CLOSING = {"rejection", "hiring_freeze"}


def test_every_record_is_as_the_readme_says() -> None:
    keys = {
        "id",
        "lang",
        "label",
        "subject",
        "from",
        "body",
        "company",
        "role",
        "reason",
        "deciding",
        "source",
    }

    assert all(set(record) - {"unusual"} == keys for record in CORPUS)
    assert all(record["subject"].strip() or record["body"].strip() for record in CORPUS)
    assert all(bool(record["reason"]) == (record["label"] in CLOSING) for record in CORPUS)


def test_ids_are_unique_and_files_hold_what_their_names_say() -> None:
    assert not [id_ for id_, n in Counter(record["id"] for record in CORPUS).items() if n > 1]
    for file in FOLDER.glob("*/*.jsonl"):
        for record in records(file.read_text("utf-8").splitlines()):
            assert (record["lang"], record["label"]) == (file.parent.name, file.stem)


def test_no_text_stands_twice() -> None:
    texts = Counter("".join((r["subject"] + r["body"]).casefold().split()) for r in CORPUS)

    assert not [text[:80] for text, n in texts.items() if n > 1]


def test_the_deciding_sentence_stands_in_the_mail() -> None:
    for record in CORPUS:
        if record["deciding"]:
            assert record["deciding"] in record["body"] + "\n" + record["subject"], record["id"]


def test_every_mail_but_other_has_a_deciding_sentence() -> None:
    assert not [r["id"] for r in CORPUS if r["label"] != "other" and not r["deciding"]]


def test_there_is_enough_of_every_label_and_english_and_chinese_first() -> None:
    labels, languages = Counter(r["label"] for r in CORPUS), Counter(r["lang"] for r in CORPUS)

    assert set(labels) == set(Label)
    assert min(labels.values()) >= 150
    assert labels["other"] >= 600
    assert len(CORPUS) >= 3000
    assert languages["en"] >= 1500
    assert languages["zh-Hans"] + languages["zh-Hant"] >= 600
    assert all(languages[lang] >= 60 for lang in ["de", "fr", "es", "pt", "ja", "ko", "nl", "it", "pl", "sv"])
    assert [lang for lang, _ in languages.most_common(2)] == ["en", "zh-Hans"]


def test_unusual_mail_is_at_most_a_third_of_the_weight_of_a_large_language() -> None:
    for lang in ["en", "zh-Hans", "zh-Hant", "de", "fr", "es", "pt", "ja", "ko", "nl", "it", "pl", "sv"]:
        weights = [(sample(r).weight, bool(r.get("unusual"))) for r in CORPUS if r["lang"] == lang]
        assert sum(w for w, unusual in weights if unusual) <= sum(w for w, _ in weights) / 3, lang


def test_a_record_becomes_a_sample() -> None:
    record = json.loads(
        '{"id":"a","lang":"en","label":"rejection","subject":"S\\n t","from":"HR <hr@x.example>","body":"No.",'
        '"company":"X","role":null,"reason":"filled","deciding":"No."}'
    )
    found = sample(record)

    assert (found.label, found.reason, found.company, found.role) == (Label.REJECTION, Reason.FILLED, "X", "")
    assert (found.email.subject, found.email.sender) == ("S t", Address("HR", "hr@x.example"))


def test_missing_fields_are_empty() -> None:
    assert email({"id": 3}).text == ""
    assert address("Just A Name") == Address("Just A Name", "")
    assert address("a@b.example") == Address("", "a@b.example")
