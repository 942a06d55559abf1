"""The file of the model of names."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analyzer import skopsfile
from analyzer.errors import ModelError
from analyzer.shipped import AGAIN
from analyzer.track.candidates import FACTS
from analyzer.track.naming import ABOUT_COMPANIES, ABOUT_ROLES, Namer
from analyzer.track.ranking import Ranker, Trees
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
            "companies": _plain(namer.companies),
            "roles": _plain(namer.roles),
        }
    )


def load(path: Path) -> Namer:
    """The model in the file; raises ModelError if it is missing, damaged, tampered with, or of another version."""
    state = skopsfile.load(path)
    rankers = _ranker(state["companies"]), _ranker(state["roles"])
    weighed = tuple(len(ranker.weights) - len(FACTS) for ranker in rankers)
    fits = state["facts"] == "\n".join(FACTS) and weighed == (len(ABOUT_COMPANIES), len(ABOUT_ROLES))
    if state["format"] != FORMAT or not fits or len(state["weights"]) != WIDTH:
        raise ModelError(f"{path} was made for another version of the program; {AGAIN}")
    tagger = Tagger(tuple(state["frequent"].split("\n")), state["weights"], state["bias"])
    common = tuple(state["common"].split("\n"))
    return Namer(tagger, common, *rankers)


def _plain(ranker: Ranker) -> dict[str, Any]:
    """The ranker as dictionaries; trees are left out where there are none."""
    return {name: part for name, part in asdict(ranker).items() if part is not None}


def _ranker(state: dict[str, Any]) -> Ranker:
    trees = {"trees": Trees(**state["trees"])} if "trees" in state else {}
    return Ranker(**(state | trees))
