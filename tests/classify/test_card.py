from analyzer.classify.card import Said, counts
from analyzer.labels import Label

OFFER, OTHER = Label.OFFER, Label.OTHER


def test_every_verdict_is_a_call_and_every_mail_of_a_label_is_one_to_find() -> None:
    said = [
        Said("en", OFFER, OFFER, 0.9, sure=True),
        Said("en", OFFER, OFFER, 0.5, sure=False),
        Said("en", OTHER, OFFER, 0.9, sure=True),
        Said("en", OFFER, OTHER, 0.9, sure=True),
    ]

    assert counts(said)["offer"] == {"called": 3, "right": 2, "mails": 3}
    assert counts(said)["other"] == {"called": 1, "right": 0, "mails": 1}
    assert counts(said).keys() == set(Label)
