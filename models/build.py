"""Makes the shipped model of the corpus, and its card: `make model`. The same corpus gives the same bytes.

`make model EXAM=FILE` adds the figures of an exam to the card: JSON lines as in the corpus, seven labels.
"""

import sys
from pathlib import Path

from analyzer.classify import card, corpus, lexicon, modelfile
from analyzer.classify.train import train

HERE = Path(__file__).parent


def samples() -> list[corpus.Sample]:
    """The whole corpus, in a fixed order."""
    return corpus.read(HERE / "corpus")


def exam(path: Path) -> list[corpus.Sample]:
    """Labelled mails of other sources; reasons and deciding sentences are not looked at."""
    wanted = ("id", "lang", "label", "subject", "from", "body")
    return [
        corpus.sample({key: record.get(key) or "" for key in wanted})
        for record in corpus.records(path.read_text("utf-8").splitlines())
    ]


def main(arguments: list[str]) -> int:
    """Writes starter.skops, starter.json and MODEL_CARD.md beside this file."""
    model, held = train(samples())
    asked = exam(Path(arguments[0])) if arguments else []
    text = card.card(model, held, card.examined(asked, list(model.judge(s.email for s in asked))))
    facts = {
        "mails": len(held.samples),
        "sure_above": model.sure_above,
        "concepts": lexicon.fingerprint(lexicon.tables()),
        "held_out": card.counts(card.held_out(model, held)),
    }
    modelfile.save(model, HERE / "starter.skops", facts)
    (HERE / "MODEL_CARD.md").write_text(text, "utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
