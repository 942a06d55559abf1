"""How long learning from labels takes: of 3,000 mails of the corpus and 2,000 labelled ones, and as a night does it.

`python -m benchmarks retrain`; limit: 60 s for the first. The labelled ones are other mails of the corpus, one in five
held out; the search for labels that may be mistakes is part of it.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from analyzer.classify import corpus, modelfile
from analyzer.classify.corpus import Sample
from analyzer.classify.lessons import lessons
from analyzer.classify.retrain import retrained
from analyzer.corrections import Correction, Split, text_hash
from analyzer.shipped import shipped_corpus, shipped_model

SECONDS, CORPUS, LABELS, A_NIGHT = 60, 3_000, 2_000, 300


def main() -> None:
    """Prints the seconds of both."""
    mail = corpus.read(shipped_corpus())
    spread = [mail[at] for at in range(0, len(mail), len(mail) // (CORPUS + LABELS))]
    labelled, rest = spread[::5] + spread[1::5], spread[2::5] + spread[3::5] + spread[4::5]
    _print(rest[:CORPUS], labelled[:LABELS], f" of {SECONDS}")
    _print([sample for sample in mail if sample not in labelled[:A_NIGHT]], labelled[:A_NIGHT], "")


def _print(mail: Sequence[Sample], labelled: Sequence[Sample], limit: str) -> None:
    emails = [replace(one.email, message_id=f"{number}@labelled") for number, one in enumerate(labelled)]
    hashes = [text_hash(email) for email in emails]
    said = [
        Correction(email.message_id, text, one.label, split=Split.TRAIN if number % 5 else Split.HELD_OUT)
        for number, (email, text, one) in enumerate(zip(emails, hashes, labelled, strict=True))
    ]
    began = time.monotonic()
    told = lessons(said, dict(zip(hashes, emails, strict=True)))
    retrained(modelfile.load(shipped_model()), mail, told)
    took = time.monotonic() - began
    print(
        f"{len(mail)} mails of the corpus, {len(told.taught)} labels learnt from, {len(told.held_out)} held out: "
        f"{took:.0f}{limit} s"
    )
