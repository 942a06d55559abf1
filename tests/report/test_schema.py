import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from analyzer.labels import Label
from analyzer.report.changes import CHANGES
from analyzer.report.channels import CHANNELS
from analyzer.report.groups import GROUPS
from analyzer.report.mislabelling import HeldOut
from analyzer.report.schema import Need, Report, rfc3339, to_json
from analyzer.report.summary import ANSWER_RATES, STAGE_RATES, STILL_WAITING
from tests.report.builders import application, event, report, search

DOC = Path(__file__).parents[2] / "docs" / "report-json.md"
SHAPE = {
    "": "schema generated_at data_until language totals applications rates silence attention coverage timezone "
    "stage_times cohorts changes closings answer_hours reasons called",
    "totals": "emails recruiting_emails unsure unreadable applications known_by stages outcomes",
    "known_by": "ack board sent list reply",
    "stages": "applied assessment interview offer",
    "outcomes": "offer rejected frozen withdrawn in_progress silent too_early",
    "applications": "id company role known_by applied_at stage rounds outcome dropped_at first_answer_at "
    "last_event_at events agency channel family seniority last_round chance",
    "chance": "silent_days answer positive group at_risk",
    "events": "message_id at label confidence by",
    "rates": "name group day estimate low high n at_risk shrunk",
    "silence": "threshold_days source",
    "attention": "kind message_id company role due why candidates",
    "coverage": "source folder seen fetched failed last_success",
    "stage_times": "stage share days low high n",
    "cohorts": "week day n answered share",
    "changes": "name last before",
    "closings": "month rejected frozen withdrawn",
    "answer_hours": "weekday hour count",
    "reasons": "reason count",
    "called": "label called precision recall estimate low high",
}


def _json(found: Report) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(to_json(found))
    return value


def test_the_keys_are_those_of_schema_1_in_order() -> None:
    held = {Label.REJECTION: HeldOut(100, 95, 110)}
    unsure = [event(Label.OTHER, report([]).data_until, sure=False)]
    found = _json(report(search(60), unsure=unsure, held_out=held))
    parts: dict[str, Any] = {
        "": found,
        "events": next(row for row in found["applications"] if row["events"])["events"][0],
        **{key: found["totals"][key] for key in ("known_by", "stages", "outcomes")},
        "chance": next(row["chance"] for row in found["applications"] if row["chance"]),
        **{key: rows[0] for key, rows in found.items() if isinstance(rows, list)},
        **{key: found[key] for key in ("totals", "silence")},
    }
    assert {name: " ".join(part) for name, part in parts.items()} == SHAPE
    assert found["schema"] == 1


def test_every_key_rate_and_kind_is_documented() -> None:
    words = set(re.findall(r"`([\w]+)", DOC.read_text("utf-8")))
    groups = {*GROUPS, *CHANNELS, *CHANGES}
    keys = {key for keys in SHAPE.values() for key in keys.split()}
    names = {*ANSWER_RATES, *STAGE_RATES, STILL_WAITING, *(str(need) for need in Need)}
    assert keys | names | groups <= words


def test_a_report_of_an_older_program_can_still_be_read() -> None:
    old = _json(report(search(40)))
    for row in old["applications"]:
        for key in ("channel", "family", "seniority", "last_round", "chance"):
            del row[key]
    for rate in old["rates"]:
        del rate["shrunk"]
    for key in SHAPE[""].split()[-8:]:
        del old[key]

    assert len(Report.model_validate_json(json.dumps(old)).applications) == 40


def test_what_is_written_can_be_read_back() -> None:
    text = to_json(report(search(40)))
    assert to_json(Report.model_validate_json(text)) == text


def test_the_same_report_gives_the_same_text() -> None:
    assert to_json(report(search(40))) == to_json(report(search(40)))


def test_chinese_is_written_as_it_is() -> None:
    assert "青禾科技" in to_json(report([application(company="青禾科技")]))


def test_text_that_is_not_unicode_does_not_stop_the_report() -> None:
    text = to_json(report([application(company="Acme \ud800")]))
    assert text.encode()
    assert '"Acme ?"' in text


def test_times_are_utc_to_the_second() -> None:
    moment = datetime(2026, 5, 1, 8, 30, 15, 999999, tzinfo=timezone(timedelta(hours=8)))
    assert rfc3339(moment) == "2026-05-01T00:30:15Z"
    times = re.findall(
        r'"(?:(?!dropped)\w+_at|at|data_until|last_success|due)": "([^"]+)"', to_json(report(search(20)))
    )
    assert times
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times)


def test_a_key_that_is_not_in_the_schema_is_refused() -> None:
    with pytest.raises(ValidationError):
        Report.model_validate_json(to_json(report([])).replace('"schema"', '"more": 1, "schema"'))


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [sub for kind in model.__subclasses__() for sub in (kind, *_models(kind))]


def test_every_part_of_the_report_says_what_it_is() -> None:
    assert all(model.__doc__ for model in _models(Report.__mro__[1]))
