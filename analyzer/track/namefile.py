"""The file of the model of names."""

from dataclasses import asdict
from pathlib import Path

from analyzer import skopsfile
from analyzer.errors import ModelError
from analyzer.shipped import AGAIN
from analyzer.track.candidates import FACTS
from analyzer.track.naming import ABOUT_COMPANIES, ABOUT_ROLES, Namer, Ranker
from analyzer.track.tagging import WIDTH, Tagger

#: Increment when the file's content changes its meaning.
FORMAT = 1


def dumps(namer: Namer) -> bytes:
    """The model as the bytes of a file: the same model gives the same bytes."""
    return skopsfile.dumps(
        {
            "format": FORMAT,
            "facts": "\n".join(FACTS),
            "frequent": "\n".join(namer.tagger.frequent),
            "common": "\n".join(namer.common_words),
            "weights": namer.tagger.weights,
            "bias": namer.tagger.bias,
            "companies": asdict(namer.companies),
            "roles": asdict(namer.roles),
        }
    )


def load(path: Path) -> Namer:
    """The model in the file; raises ModelError if it is missing, damaged, tampered with, or of another version."""
    state = skopsfile.load(path)
    rankers = Ranker(**state["companies"]), Ranker(**state["roles"])
    weighed = tuple(len(ranker.weights) - len(FACTS) for ranker in rankers)
    fits = state["facts"] == "\n".join(FACTS) and weighed == (len(ABOUT_COMPANIES), len(ABOUT_ROLES))
    if state["format"] != FORMAT or not fits or len(state["weights"]) != WIDTH:
        raise ModelError(f"{path} was made for another version of the program; {AGAIN}")
    tagger = Tagger(tuple(state["frequent"].split("\n")), state["weights"], state["bias"])
    common = tuple(state["common"].split("\n"))
    return Namer(tagger, common, *rankers)
