"""Where the shipped models lie, and their hashes, without loading them."""

import json
from pathlib import Path

from analyzer.errors import ModelError

#: What to do about a model that cannot be used.
AGAIN = "install the program again, or make a model with `make model`"
_PACKAGED, _CHECKOUT = Path(__file__).parent / "models", Path(__file__).parents[1] / "models"


def shipped_model() -> Path:
    """The model of labels that came with the program."""
    return _shipped("starter.skops")


def shipped_names() -> Path:
    """The model of companies and roles that came with the program."""
    return _shipped("names.skops")


def shipped_corpus() -> Path:
    """The folder of training mail that the model of labels was made of."""
    return _shipped("corpus")


def _shipped(name: str) -> Path:
    """The file or folder within the package, or beside it in a checkout."""
    return _PACKAGED / name if (_PACKAGED / name).exists() else _CHECKOUT / name


def fingerprint(path: Path) -> str:
    """The SHA-256 of the model as its card states it; raises ModelError if there is no readable card."""
    card = path.with_suffix(".json")
    try:
        return str(json.loads(card.read_text("utf-8"))["sha256"])
    except OSError as error:
        raise ModelError(f"{card} cannot be read ({error.strerror}); {AGAIN}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{card} is damaged; {AGAIN}") from error


def held_out(path: Path) -> dict[str, dict[str, int]]:
    """How right the model was about mail it was not trained on, as its card counts it: label → called, right, mails.

    Empty for a card without such counts, or one that cannot be read: `fingerprint` says so.
    """
    try:
        found = json.loads(path.with_suffix(".json").read_text("utf-8")).get("held_out", {})
        return {str(label): {key: int(n) for key, n in counts.items()} for label, counts in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
