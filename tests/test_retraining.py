"""When a night learns, what it learns from, and what it says; the gate decides as tests/classify/test_gate.py says."""

import sqlite3
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analyzer import cli, config, contest, judging, models, nightly, retraining, trials
from analyzer.classify import gate, retrain
from analyzer.corrections import Decision, Split, Undo, Via, text_hash
from analyzer.domain import Email
from analyzer.errors import ModelError, TrainingFailed
from analyzer.labels import PRECIOUS, Label
from analyzer.ledger import Ledger
from analyzer.models import STARTER
from analyzer.shipped import shipped_corpus
from tests import mails
from tests.classify.small import SOME
from tests.mails import NOW

#: What an odd employer writes, filled in; the shipped model takes it for ordinary mail.
ODD = "The kettle is on at {0}. Come along on {1} and bring your wellingtons, {2} wants to hear of your {3}."
PLACES = ["Wetherby Row", "Quarry Hill", "Sedge Lane", "Otter Bank"]
DAYS = ["Monday", "Tuesday", "Friday"]
NAMES = ["Hannah", "Tom", "Ann", "Jo"]


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some three hundred of the training mails, so that a training takes seconds."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in sorted(shipped_corpus().glob("*/*.jsonl")):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (folder / path.parent.name).mkdir(exist_ok=True)
        (folder / path.parent.name / path.name).write_text("".join(lines[30::180]), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def of_few(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Training takes the few."""
    monkeypatch.setattr(retraining, "shipped_corpus", lambda: few)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small mailbox, read once; it is the working folder."""
    mails.maildir(tmp_path / "mail", mails.SEARCH)
    mails.config(tmp_path)
    monkeypatch.chdir(tmp_path)
    night(tmp_path)
    return tmp_path


def night(home: Path, days: float = 0) -> nightly.Night:
    return nightly.run(settings(home), NOW + timedelta(days=days))


def settings(home: Path) -> config.Settings:
    return config.load(home / "config.toml")


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rejection-analyzer", *words])
    try:
        return cli.main()
    except SystemExit as stop:
        return int(stop.code or 0)


def odd(number: int) -> Email:
    places, days, names = PLACES[number % 4], DAYS[number % 3], NAMES[number // 4 % 4]
    text = ODD.format(places, days, names, f"work number {'abcdefghijklmnopqrstuvwxyz'[number % 26]}")
    return replace(SOME[0].email, message_id=f"odd{number}@example.org", subject="Come along", text=text)


#: Mails that no model can miss: only what it costs to be wrong about them is in question.
HARMLESS = [sample for sample in SOME if sample.label not in PRECIOUS][::7]


def ordinary(number: int) -> Email:
    """A mail of the corpus."""
    return replace(HARMLESS[number].email, message_id=f"known{number}@example.org")


def label_of(number: int) -> Label:
    return HARMLESS[number].label


def say(home: Path, *said: tuple[Email, Label, Split], batch: str = "b") -> None:
    decisions = [
        Decision(f"{batch}{n}", NOW, email.message_id, text_hash(email), Via.REVIEW, label, split=split)
        for n, (email, label, split) in enumerate(said)
    ]
    Ledger(home / "labels.jsonl").add(decisions, [email for email, _, _ in said])


def taught(count: int, start: int = 0) -> list[tuple[Email, Label, Split]]:
    return [(odd(n), Label.INTERVIEW_INVITE, Split.TRAIN) for n in range(start, start + count)]


def held_out(count: int) -> list[tuple[Email, Label, Split]]:
    return [(ordinary(n), label_of(n), Split.HELD_OUT) for n in range(count)]


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that lets every model take over that misses no more: what it asks for is tested on its own."""
    monkeypatch.setattr(gate, "LEAST", 0)
    monkeypatch.setattr(gate, "LEAST_LABELS", 0)
    monkeypatch.setattr(gate, "STANDARD", 50.0)


def verdicts(home: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "state" / "mail.db") as db:
        found = list(db.execute("SELECT * FROM verdict ORDER BY mail"))
    db.close()
    return found


def test_a_night_learns_only_from_twenty_new_labels_on(home: Path) -> None:
    say(home, *taught(19))
    assert night(home, 1).learnt == ""

    say(home, *taught(1, 19), batch="c")
    assert night(home, 2).learnt.startswith("the model in force stays. not enough labels yet: 0 mails")

    assert night(home, 3).learnt == ""
    assert models.read_standing(home / "models").lines == 20


def test_labels_taken_back_or_given_again_are_new_too() -> None:
    said = [Decision(f"b{n}", NOW, f"m{n}", "", Via.REVIEW, Label.OTHER) for n in range(3)]
    standing = models.Standing(lines=3)

    assert retraining.new_labels(said, standing) == 0
    assert retraining.new_labels([*said, Undo("b1", NOW)], standing) == 1
    assert retraining.new_labels([*said, replace(said[0], label=Label.OFFER), said[0]], standing) == 1
    assert retraining.new_labels([*said, replace(said[0], label=None, company="Acme")], standing) == 0
    assert retraining.new_labels(said[:2], standing) == 2


@pytest.mark.usefixtures("lenient")
def test_a_better_model_takes_over_and_rolling_back_brings_the_old_verdicts_back(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = verdicts(home)
    say(home, *taught(20), *held_out(12))

    told = night(home, 1)

    assert told.learnt.startswith("a new model is in force. better")
    assert (told.problems, told.exit_code) == ((), 0)
    current = models.in_force(home / "models")
    assert current.version == "20261121-030000"
    assert [str(row[1]).split()[0] == current.fingerprint for row in verdicts(home)].count(True) == 3
    card = models.checked(home / "models", current.version)
    assert (card.scores["learnt_from"], card.scores["held_out"]) == (20, 12)
    assert night(home, 1).headline == ""

    assert run(monkeypatch, "model", "rollback") == 0
    night(home, 1.1)

    assert [row for row in verdicts(home) if row in before] == [
        row for row in before if row in verdicts(home)
    ]
    assert verdicts(home) == before
    assert "in force: starter" in capfd.readouterr().out


def test_a_model_that_does_not_prove_better_is_not_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "LEAST", 5)
    monkeypatch.setattr(gate, "LEAST_LABELS", 12)
    say(home, *taught(20), *held_out(len(HARMLESS)))

    assert night(home, 1).learnt.startswith("the model in force stays. ")
    assert models.in_force(home / "models").version == STARTER
    assert models.read_standing(home / "models").tries == 1
    assert not [*(home / "models").glob("*.skops")]

    assert run(monkeypatch, "train") == 0
    assert "the model in force stays" in capfd.readouterr().out
    assert models.read_standing(home / "models").tries == 1


@pytest.fixture
def contested(monkeypatch: pytest.MonkeyPatch) -> list[Email]:
    """Mails of the odd employer, about which a model on trial asks; one label is enough."""
    mails = [odd(n) for n in (40, 41)]
    asked = [(mail.message_id, text_hash(mail)) for mail in mails]
    monkeypatch.setattr(contest, "mails", lambda *_: iter(asked))
    monkeypatch.setattr(gate, "LEAST", 1)
    monkeypatch.setattr(gate, "LEAST_LABELS", 0)
    monkeypatch.setattr(gate, "STANDARD", 0.6)
    return mails


def drawn(home: Path, email: Email, label: Label) -> None:
    """What is said of a mail that was drawn for the trial that is on."""
    trial = retraining.on_trial(settings(home))
    assert trial is not None
    split = Split.HELD_OUT
    said = Decision(
        "drawn", NOW, email.message_id, text_hash(email), Via.REVIEW, label, split=split, drawn_for=trial.name
    )
    Ledger(home / "labels.jsonl").add([said], [email])


def test_a_new_model_is_on_trial_until_it_proves_better_on_what_was_drawn_for_it(
    home: Path, contested: list[Email], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    say(home, *taught(20))
    before = verdicts(home)

    assert night(home, 1).learnt.startswith("a new model is on trial: 0 of 1 mails")
    assert models.in_force(home / "models").version == STARTER
    assert verdicts(home) == before, "it judges nothing yet"
    trial = retraining.on_trial(settings(home))
    assert trial is not None

    say(home, *taught(5, 20), batch="c")
    assert night(home, 2).learnt.startswith("a new model is on trial: 0 of 1 mails")
    assert retraining.on_trial(settings(home)) == trial, "labels to learn from change nothing of it"
    assert run(monkeypatch, "train") == 0
    assert "a new model is on trial" in capfd.readouterr().out

    drawn(home, contested[0], Label.INTERVIEW_INVITE)
    assert night(home, 3).learnt.startswith("a new model is in force. better")
    current = models.in_force(home / "models")
    assert (current.fingerprint, models.checked(home / "models", current.version).taught) == (
        trial.sha256,
        trial.taught,
    )
    assert retraining.on_trial(settings(home)) is None
    assert not [*(home / "models").glob("trial*")]


def test_a_lead_waits_for_sixty_held_out_labels(
    home: Path, contested: list[Email], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "LEAST_LABELS", 60)
    put_on_trial(home)
    drawn(home, contested[0], Label.INTERVIEW_INVITE)
    drawn(home, contested[1], Label.INTERVIEW_INVITE)

    assert night(home, 2).learnt.startswith("not enough labels yet: 2 mails are held out, 60 are needed")
    assert retraining.on_trial(settings(home)) is not None
    told = night(home, 2 + retraining.PATIENCE.days).learnt
    assert told.startswith("the model in force stays. not enough labels yet")
    assert models.read_standing(home / "models").tries == 0, "nothing was compared"


def put_on_trial(home: Path) -> None:
    """A night that learns from twenty labels."""
    say(home, *taught(20))
    night(home, 1)


def test_a_model_that_fails_its_trial_is_dropped_and_what_was_drawn_for_it_is_learnt_from(
    home: Path, contested: list[Email]
) -> None:
    put_on_trial(home)
    drawn(home, contested[0], Label.OTHER)

    assert night(home, 2).learnt.startswith("the model in force stays. not surely better")
    assert models.in_force(home / "models").version == STARTER
    assert models.read_standing(home / "models").tries == 1
    assert not [*(home / "models").glob("trial*")]

    say(home, *taught(20, 20), batch="d")
    night(home, 3)
    again = retraining.on_trial(settings(home))
    assert again is not None
    assert again.tries == 2
    assert text_hash(contested[0])[:16] in again.taught


def test_a_trial_that_nobody_answers_ends(home: Path, contested: list[Email]) -> None:
    put_on_trial(home)
    assert retraining.on_trial(settings(home)) is not None

    told = night(home, 2 + retraining.PATIENCE.days)

    assert told.learnt.startswith("the model in force stays. ")
    assert retraining.on_trial(settings(home)) is None
    assert models.read_standing(home / "models").tries == 0, "nothing was compared"


def test_a_trial_against_a_model_that_is_no_longer_in_force_is_dropped(
    home: Path, contested: list[Email]
) -> None:
    put_on_trial(home)
    trial = trials.read(home / "models")
    assert trial is not None
    trials.begin(home / "models", trials.model(home / "models"), replace(trial, against="20200101-000000"))
    say(home, *taught(1, 20), batch="c")

    assert retraining.on_trial(settings(home)) is None
    assert night(home, 2).learnt == ""
    assert not [*(home / "models").glob("trial*")]


def test_a_spoilt_trial_costs_no_night_and_the_next_labels_make_another(
    home: Path, contested: list[Email]
) -> None:
    put_on_trial(home)
    path = trials.model_path(home / "models")
    path.write_bytes(path.read_bytes()[:-100])
    say(home, *taught(20, 20), batch="c")

    told = night(home, 2)

    assert (told.problems, told.learnt[:26]) == ((), "a new model is on trial: 0")
    assert retraining.on_trial(settings(home)) is not None


@pytest.mark.usefixtures("lenient")
def test_a_spoilt_model_is_told_once_and_made_again_of_the_labels(home: Path) -> None:
    say(home, *taught(20), *held_out(12))
    night(home, 1)
    first = models.in_force(home / "models")
    first.path.write_bytes(first.path.read_bytes()[:-100])

    told = night(home, 2)

    assert [type(problem).__name__ for problem in told.problems] == ["ModelRefused"]
    assert told.exit_code == 1
    again = models.in_force(home / "models")
    assert again.version not in {STARTER, first.version}
    assert again.fingerprint == first.fingerprint
    assert night(home, 3).problems == ()


def test_a_pinned_model_is_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models.pin(home / "models", STARTER)
    say(home, *taught(30))

    assert night(home, 1).learnt == ""
    with pytest.raises(ModelError, match="is pinned"):
        retraining.by_hand(settings(home), NOW)


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("error", [ValueError("odd"), MemoryError(), OSError(28, "No space left")])
def test_a_training_that_fails_costs_no_report(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(*_: object) -> None:
        raise error

    say(home, *taught(20), *held_out(12))
    monkeypatch.setattr(retrain, "retrained", failing)
    (home / "reports" / "report.html").unlink()

    told = night(home, 1)

    assert [type(problem) for problem in told.problems] == [TrainingFailed]
    assert told.exit_code == 1
    assert (home / "reports" / "report.html").exists()


def test_labels_that_contradict_each_other_are_told_first(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    twin = replace(odd(0), message_id="twin@example.org")
    say(home, *taught(1), (twin, Label.OTHER, Split.TRAIN), (ordinary(1), label_of(1), Split.TRAIN))
    hashed = text_hash(ordinary(1))
    models.stand(home / "models", models.Standing(doubts=((hashed, 0.1, "offer"), ("gone", 0.2, "offer"))))

    found = retraining.doubted(settings(home))

    assert [(one.correction.message_id, one.likelier) for one in found] == [
        ("odd0@example.org", None),
        ("twin@example.org", None),
        ("known1@example.org", Label.OFFER),
    ]
    assert run(monkeypatch, "model", "show") == 0
    assert (
        "odd0@example.org: interview_invite; the same text has another label, too" in capfd.readouterr().out
    )


def test_nothing_said_is_nothing_to_learn_from(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "train") == 0
    assert "nothing to learn from yet" in capfd.readouterr().out

    assert run(monkeypatch, "model", "list") == 0
    assert "* starter" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("model", "rollback"), 2, "there is none before it"),
        (("model", "pin", "20200101-000000"), 2, "no such model"),
        (("model", "show", "nonsense"), 2, "there is no model 'nonsense'"),
        (("model", "pin", "starter"), 0, ""),
        (("model", "unpin"), 0, ""),
        (("model", "show"), 0, ""),
    ],
)
def test_commands_say_what_is_wrong(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    error: str,
) -> None:
    assert run(monkeypatch, *words) == code
    assert error in capfd.readouterr().err


def test_what_a_users_model_thinks_of_older_mail_forgets_no_text(home: Path) -> None:
    """Else no other model could judge it again once that one is taken back."""
    store = nightly.opened(home / "state")
    with store:
        first = {mail.id for mail in store.emails() if mail.kept}
        shipped = models.in_force(home / "models")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(judging, "_is_forgettable", lambda _: True)
            own = replace(shipped, version="20261121-030000", fingerprint="own")
            judging.judge(settings(home), store, own, nightly.silent)
            after_own = {mail.id for mail in store.emails() if mail.kept}
            judging.judge(settings(home), store, shipped, nightly.silent)

        assert (len(first), after_own) == (3, first)
        assert not [mail.id for mail in store.emails() if mail.kept]
