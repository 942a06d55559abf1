"""Reading and judging what the database holds, some mails at a time; each time what was made is stored.

Of many mails it is the work of a process of its own.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from analyzer import models
from analyzer.config import Settings
from analyzer.corrections import in_force
from analyzer.costs import COSTS
from analyzer.domain import Email, Message, Verdict
from analyzer.fetching import Progress
from analyzer.labels import Label
from analyzer.ledger import Ledger
from analyzer.read import PARSER_VERSION
from analyzer.store import Store

if TYPE_CHECKING:
    from analyzer.classify.model import Model

_AT_ONCE = 200
#: From so many mails on another process does it, which takes most of a second to start.
_MANY = 2_000
#: What is surely other mail: its text is not kept. Above the 95 % that `sure` stands for.
_FORGET_ABOVE = 0.95
#: Increment when a verdict tells more than before: all mail is judged anew.
#: 2: the chances of all labels.
_VERDICTS = 3

T = TypeVar("T")


def read(store: Store, progress: Progress) -> None:
    """Reads what this version of the parser has not read. Raises StoreError, WorkStopped."""
    _done(store.count_unread(PARSER_VERSION), _read, store, progress)


def judge(settings: Settings, store: Store, current: models.InForce, progress: Progress) -> None:
    """Judges what the model in force has not judged, and drops the text of what is surely other mail.

    Raises StoreError, ModelError, LedgerError, WorkStopped.
    """
    costs = settings.costs.costs()
    mark = f"{current.fingerprint} {_VERDICTS}" + ("" if costs == COSTS else f" {costs}")
    _done(store.count_unjudged(mark), _judge, store, progress, settings, current, mark)


def _done(mails: int, work: Callable[..., None], store: Store, progress: Progress, *given: Any) -> None:
    if mails < _MANY:
        work(progress, store, *given)
    else:
        from analyzer import apart

        apart.done(_by_another, work, store.path, *given, progress=progress)


def _by_another(progress: Progress, work: Callable[..., None], path: Path, *given: Any) -> None:
    with Store(path) as store:
        work(progress, store, *given)


def _read(progress: Progress, store: Store) -> None:
    done = 0
    for chunk in _chunks(store.unread(PARSER_VERSION), _AT_ONCE):
        store.save_readings(PARSER_VERSION, ((id_, _reading(message)) for id_, message in chunk))
        done += len(chunk)
        progress("read", done, None)


def _reading(message: Message) -> Email | str:
    from analyzer.read.parse import Unreadable, parse

    try:
        return parse(message.raw, message.received_at)
    except Unreadable as error:
        return str(error)


def _judge(progress: Progress, store: Store, settings: Settings, current: models.InForce, mark: str) -> None:
    from analyzer.casebook import awaited
    from analyzer.read.forward import unwrapped

    # A model of the user's may be taken back: what it forgets of older mail no other one could judge again.
    remembered = store.judged() if current.version != models.STARTER else frozenset[int]()
    said = in_force(Ledger(settings.labels).read().lines)
    model, done, own, costs = None, 0, settings.own_addresses(), settings.costs.costs()
    for chunk in _chunks(store.unjudged(mark), _AT_ONCE):
        model = model or _load_model(current.path)
        emails = [unwrapped(email, own) for _, email in chunk]
        verdicts = map(awaited, emails, model.judge(emails, costs))
        judged = list(zip(chunk, verdicts, strict=True))
        forget = {id_ for (id_, email), verdict in judged if _is_forgettable(verdict) and not said.of(email)}
        forget -= remembered
        # The sentence that decided is text of the mail, too.
        kept = ((id_, replace(verdict, why=()) if id_ in forget else verdict) for (id_, _), verdict in judged)
        store.save_verdicts(mark, kept, forget)
        done += len(chunk)
        progress("classify", done, None)


def _load_model(path: Path) -> "Model":
    from analyzer.classify.modelfile import load

    return load(path)


def _is_forgettable(verdict: Verdict) -> bool:
    return verdict.label is Label.OTHER and verdict.sure and verdict.confidence >= _FORGET_ABOVE


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(itertools.islice(rest, size)):
        yield chunk
