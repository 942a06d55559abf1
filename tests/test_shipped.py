import json
from pathlib import Path

from analyzer.labels import Label
from analyzer.report.mislabelling import known
from analyzer.shipped import held_out, shipped_model


def test_the_shipped_model_says_how_right_it_was_about_each_label() -> None:
    found = known(held_out(shipped_model()))

    assert found.keys() == set(Label)
    assert all(counts.right <= min(counts.called, counts.mails) for counts in found.values())
    assert (
        sum(counts.mails for counts in found.values())
        == json.loads(shipped_model().with_suffix(".json").read_text("utf-8"))["mails"]
    )


def test_a_card_without_counts_or_without_sense_says_nothing(tmp_path: Path) -> None:
    model = tmp_path / "model.skops"
    found = [held_out(model)]
    for text in ("{}", "[]", '{"held_out": 3}', '{"held_out": {"offer": {"called": "many"}}}', "{"):
        model.with_suffix(".json").write_text(text, "utf-8")
        found.append(held_out(model))

    assert found == [{}] * 6
