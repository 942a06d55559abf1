"""What a model on trial and the one in force are compared on: mails that they read differently, and their labels."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import models, trials
from analyzer.config import Settings
from analyzer.corrections import Correction, text_hash
from analyzer.domain import Email, FolderRole

if TYPE_CHECKING:
    from analyzer.classify.gate import Ruling
    from analyzer.classify.lessons import Lessons
    from analyzer.classify.model import Model


def mails(settings: Settings, old: "Model", new: "Model", lessons: "Lessons") -> Iterator[tuple[str, str]]:
    """Message id and text hash of the mails that the models read differently, in an order as good as random.

    As with all drawn cards none that is surely no step of an application; none that the new model learnt from, or
    that is nearly the same as such a one.
    """
    from analyzer.classify.lessons import strange

    possible = _possible(settings)
    pairs = zip(possible, old.judge(possible), new.judge(possible), strict=True)
    other = [mail for mail, before, after in pairs if before.label is not after.label]
    for mail, is_strange in zip(other, strange(other, lessons.taught), strict=True):
        if is_strange:
            yield mail.message_id, text_hash(mail)


def _possible(settings: Settings) -> list[Email]:
    """The stored mails that may be steps of an application, each once, in an order that no model decides."""
    import numpy as np

    from analyzer.classify import queue
    from analyzer.store import Store

    path, own = settings.state / "mail.db", settings.own_addresses()
    if not path.exists():
        return []
    with Store(path, read_only=True) as store:
        ids = np.array([gist.id for gist in store.gists(queue.POSSIBLE) if gist.step], dtype=np.int64)
        found = {mail.id: mail for mail in store.emails(ids.tolist())}
    order = ids[np.argsort(queue.mixed(ids))].tolist()
    mails = (found[id_] for id_ in order if id_ in found)
    fit = (
        mail.email
        for mail in mails
        if mail.kept
        and mail.verdict
        and mail.verdict.recruiting >= queue.POSSIBLE
        and FolderRole.SENT not in mail.roles
        and mail.email.sender.address.lower() not in own
    )
    return list({(email.message_id, text_hash(email)): email for email in fit}.values())


def left(trial: trials.Trial, said: Sequence[Correction]) -> int:
    """Of how many mails that are asked about for the trial nothing was said yet."""
    labelled = [mail for mail in said if mail.label is not None]
    ids, texts = {mail.message_id for mail in labelled}, {mail.text_hash for mail in labelled}
    return sum(id_ not in ids and text not in texts for id_, text in trial.asked)


def ruling(folder: Path, trial: trials.Trial, lessons: "Lessons", *, over: bool, late: bool) -> "Ruling":
    """The model on trial against the one in force, on held-out mail that neither learnt from."""
    from analyzer.classify import gate, modelfile

    current = models.in_force(folder)
    known = () if current.version == models.STARTER else models.checked(folder, current.version).taught
    held = [
        (lesson, kin)
        for lesson, kin in zip(lessons.held_out, lessons.kin_of_held_out, strict=True)
        if brief(lesson.correction) not in {*known, *trial.taught}
    ]
    emails = [lesson.email for lesson, _ in held]
    old_says, new_says = (
        [verdict.label for verdict in modelfile.load(path).judge(emails)]
        for path in (current.path, trials.model_path(folder))
    )
    answers = [
        gate.Answer(lesson.label, old, fresh, kin)
        for (lesson, kin), old, fresh in zip(held, old_says, new_says, strict=True)
    ]
    return gate.ruled(gate.compared(answers), trial.tries, over=over, late=late)


def brief(correction: Correction) -> str:
    """How a model's card names a text that it learnt from."""
    return correction.text_hash[:16]
