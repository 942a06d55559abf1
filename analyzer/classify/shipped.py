"""Where the shipped model lies, and its hash, without loading it."""

import json
from pathlib import Path

from analyzer.errors import ModelError

#: What to do about a model that cannot be used.
AGAIN = "install the program again, or make a model with `make model`"
_PACKAGED = Path(__file__).parents[1] / "models" / "starter.skops"
_CHECKOUT = Path(__file__).parents[2] / "models" / "starter.skops"


def shipped_model() -> Path:
    """The model file that came with the program: within the package, or beside it in a checkout."""
    return _PACKAGED if _PACKAGED.exists() else _CHECKOUT


def fingerprint(path: Path) -> str:
    """The SHA-256 of the model as its card states it; raises ModelError if there is no readable card."""
    card = path.with_suffix(".json")
    try:
        return str(json.loads(card.read_text("utf-8"))["sha256"])
    except OSError as error:
        raise ModelError(f"{card} cannot be read ({error.strerror}); {AGAIN}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{card} is damaged; {AGAIN}") from error
