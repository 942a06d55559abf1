from analyzer.labels import LABELS, Label, Outcome, Stage


def test_every_label_has_its_row() -> None:
    assert list(LABELS) == list(Label)
    assert all(label is row.label for label, row in LABELS.items())


def test_closing_labels_are_rejection_freeze_and_withdrawal() -> None:
    assert [row.label for row in LABELS.values() if row.closes] == [
        Label.REJECTION,
        Label.HIRING_FREEZE,
        Label.WITHDRAWN,
    ]


def test_an_offer_decides_without_closing() -> None:
    assert LABELS[Label.OFFER].outcome is Outcome.OFFER
    assert not LABELS[Label.OFFER].closes


def test_stages_rise() -> None:
    assert [stage.rank for stage in Stage] == [0, 1, 2, 3]


def test_titles_are_there_in_both_languages() -> None:
    assert all(row.en and row.zh and not row.zh.isascii() for row in LABELS.values())
