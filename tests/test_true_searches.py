"""What the report makes of simulated searches whose truth is known, when every mail is labelled right.

The searches are made by a simulator beside the project; without it these tests are skipped. Two ways: with the true
grouping of the mails the report must be the truth; with the true company and role of each mail the linking may err,
and how far is bounded.
"""

import json
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analyzer.domain import Application, Clues, Email, Event, MailCount, Silence
from analyzer.labels import Label, Stage
from analyzer.read.parse import parse
from analyzer.report.schema import Report
from analyzer.report.summary import summarise
from analyzer.track import link, stages

SHARED = Path(os.environ.get("REJECTION_ANALYZER_MATERIAL", Path(__file__).parents[2] / "shared"))
SEEDS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Search:
    """A simulated search: its truth, and its mails by Message-ID."""

    truth: dict[str, Any]
    mails: dict[str, Email]


@pytest.fixture(scope="module")
def searches(tmp_path_factory: pytest.TempPathFactory) -> list[Search]:
    if not (SHARED / "eval" / "make_search.py").exists():
        reason = f"{SHARED} has no simulator of searches"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    noise = tmp_path_factory.mktemp("noise")
    with tarfile.open(SHARED / "mail" / "noise.tar.xz") as packed:
        # Pythons before 3.11.4 know no filters.
        packed.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        packed.extractall(noise)  # noqa: S202 - material of our own
    return [_search(seed, noise, tmp_path_factory.mktemp(f"search{seed}")) for seed in SEEDS]


def _search(seed: int, noise: Path, out: Path) -> Search:
    exams = SHARED / "eval"
    command = [
        sys.executable,
        str(exams / "make_search.py"),
        "--mails",
        str(exams / "mails.jsonl"),
        "--noise",
        str(noise),
    ]
    command += [
        "--hard-negatives",
        str(exams / "hard_negatives.jsonl"),
        "--seed",
        str(seed),
        "--out",
        str(out),
    ]
    subprocess.run(command, check=True, capture_output=True)
    truth = json.loads((out / "truth.json").read_text("utf-8"))
    steps = {event["message_id"] for one in truth["applications"] for event in one["events"]}
    found = (_read(path.read_bytes(), steps) for path in (out / "maildir").rglob("*.search,*"))
    return Search(truth, {email.message_id: email for email in found if email is not None})


def _read(raw: bytes, wanted: set[str]) -> Email | None:
    """The mail, if it is a step of an application; the others are not read, there are three times as many."""
    head = raw.partition(b"\n\n")[0].decode("utf-8", "replace")
    return parse(raw, None) if any(message_id in head for message_id in _ids(head) & wanted) else None


def _ids(head: str) -> set[str]:
    lines = head.replace("\n ", " ").replace("\n\t", " ").splitlines()
    return {line.partition(":")[2].strip() for line in lines if line.lower().startswith("message-id:")}


def _groups(search: Search) -> list[tuple[Event, ...]]:
    """The mails of each application as events with true labels and clues."""
    return [
        tuple(
            _event(told, one, search.mails[told["message_id"].strip("<>")], not place)
            for place, told in enumerate(one["events"])
        )
        for one in search.truth["applications"]
    ]


def _event(told: dict[str, str], one: dict[str, Any], email: Email, first: bool) -> Event:
    board = first and one["known_by"] == "board"
    return Event(
        message_id=email.message_id,
        at=datetime.fromisoformat(told["at"]),
        label=None if told["label"] == "sent" else Label(told["label"]),
        confidence=1.0,
        sure=True,
        by="user",
        clues=Clues(one["company"], one["role"], board=board),
        subject=email.subject,
        sender=email.sender,
        to=email.to,
        thread=tuple(id_ for id_ in dict.fromkeys((*email.references, email.in_reply_to)) if id_),
        invite=email.invite,
        text=email.text,
    )


def _report(search: Search, groups: Sequence[Sequence[Event]]) -> tuple[Report, tuple[Application, ...]]:
    until = datetime.fromisoformat(search.truth["as_of"])
    silence = Silence(search.truth["silence_days"], "default")
    settled = stages.settle([stages.application(group) for group in groups], silence, until)
    report = summarise(
        settled,
        mails=MailCount(0, 0, 0, 0),
        coverage=(),
        silence=silence,
        until=until,
        generated_at=until,
        language="en",
    )
    return report, settled


def _truths(search: Search, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(one[key] for key in keys) for one in search.truth["applications"]]


def test_with_the_true_grouping_every_stage_outcome_and_trace_is_the_true_one(searches: list[Search]) -> None:
    for search in searches:
        _, settled = _report(search, _groups(search))
        found = [(str(one.stage), str(one.outcome), str(one.known_by)) for one in settled]

        assert found == _truths(search, "stage", "outcome_at_as_of", "known_by")


def test_with_the_true_grouping_the_totals_are_the_true_ones(searches: list[Search]) -> None:
    for search in searches:
        totals = _report(search, _groups(search))[0].totals
        truth = search.truth["applications"]
        order = [str(stage) for stage in Stage]
        highest = [order.index(one["stage"]) for one in truth]

        assert totals.applications == len(truth)
        assert totals.stages.model_dump() == {
            stage: sum(rank <= reached for reached in highest) for rank, stage in enumerate(order)
        }
        for counts, key in ((totals.outcomes, "outcome_at_as_of"), (totals.known_by, "known_by")):
            assert {name: n for name, n in counts.model_dump().items() if n} == Counter(
                one[key] for one in truth
            )


def test_rounds_are_told_from_the_texts_with_few_exceptions(searches: list[Search]) -> None:
    """Two talks a few days apart, with no date that can be read, look like one."""
    true, wrong = 0, 0
    for search in searches:
        _, settled = _report(search, _groups(search))
        true += sum(one["rounds"] for one in search.truth["applications"])
        wrong += sum(
            abs(one.rounds - rounds)
            for one, (rounds,) in zip(settled, _truths(search, "rounds"), strict=True)
        )

    assert true > 400
    assert wrong / true <= 0.01


def test_linking_by_company_and_role_changes_the_totals_by_two_at_most(searches: list[Search]) -> None:
    """Real doubt is left: the same role again, mail about two roles at one company."""
    for search in searches:
        groups = _groups(search)
        given = _report(search, groups)[0].totals
        linked = _report(search, link.link([event for group in groups for event in group]))[0].totals

        assert abs(linked.applications - given.applications) <= 2
        for one, other in ((linked.stages, given.stages), (linked.outcomes, given.outcomes)):
            assert all(abs(n - other.model_dump()[name]) <= 2 for name, n in one.model_dump().items())
