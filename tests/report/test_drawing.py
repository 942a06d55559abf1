import re
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair  # noqa: ICN001 - its usual short name would hide what checks here
import pytest
from jsonschema import ValidationError

from analyzer.report import charts, drawing
from analyzer.report.funnel import funnel
from tests.report.builders import UNTIL, report, search

ROOT = Path(__file__).parents[2]
LIMIT = 45_000


@pytest.fixture(scope="module", params=["en", "zh"])
def drawn(request: pytest.FixtureRequest) -> list[str]:
    apps = search(300)
    found = [
        funnel(apps, request.param),
        charts.answer_times(apps, UNTIL, request.param),
        charts.weekly(apps, UTC, request.param),
        charts.dropout(report(apps), request.param),
    ]
    return [str(chart.svg) for chart in found]


def test_every_chart_is_well_formed_and_has_a_title(drawn: list[str]) -> None:
    for svg in drawn:
        root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
        assert root.get("role") == "img"
        assert root[0].tag.endswith("title")
        assert root[0].text


def test_every_specification_is_one_of_vega_lite(monkeypatch: pytest.MonkeyPatch) -> None:
    specs: list[dict[str, Any]] = []

    class Pencil:
        def vegalite_to_svg(self, spec: dict[str, Any], allowed_base_urls: list[str]) -> str:
            assert allowed_base_urls == []
            specs.append({**spec, "config": dict(spec["config"])})
            return "<svg></svg>"

    monkeypatch.setattr(drawing, "vl_convert", Pencil())
    apps = search(300)
    funnel(apps, "en")
    charts.answer_times(apps, UNTIL, "en")
    charts.weekly(apps, UTC, "en")
    charts.dropout(report(apps), "en")

    assert len(specs) == 4
    for spec in specs:
        # The schema has colours by name or code alone; what else Vega passes on: no ground, and CSS variables.
        del spec["config"]["background"], spec["config"]["axis"]
        altair.Chart.from_dict(spec, validate=True)
        with pytest.raises(ValidationError):
            altair.Chart.from_dict({**spec, "width": "wide"}, validate=True)


def test_no_chart_needs_a_style_a_script_or_the_network(drawn: list[str]) -> None:
    for svg in drawn:
        assert not re.search(r"\sstyle=|<style|<script|href=|url\(|<image|<foreignObject|\son\w+=", svg)
        assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_every_colour_follows_the_page(drawn: list[str]) -> None:
    for svg in drawn:
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert all(c in {"none", "transparent"} or c.startswith("var(--") for c in colours), colours


def test_charts_are_small(drawn: list[str]) -> None:
    assert sum(map(len, drawn)) < 2 * LIMIT


def test_two_charts_of_a_page_share_no_id(drawn: list[str]) -> None:
    ids = [identity for svg in drawn for identity in re.findall(r'\sid="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))


def test_drawing_twice_gives_the_same() -> None:
    apps = search(60)
    assert funnel(apps, "en").svg == funnel(apps, "en").svg


def test_here_charts_can_be_drawn() -> None:
    assert drawing.can_draw()


WITHOUT = """
import sys
sys.modules["vl_convert"] = None
from datetime import UTC
from tests.report.pages import page
from tests.report.builders import report, search
apps = search(40)
html = page(report(apps), apps, "en", UTC)
assert "<svg" not in html
assert "vl-convert-python is not installed" in html
assert html.count("<details open>") >= 4, html.count("<details open>")
"""


def test_without_vl_convert_the_tables_remain_and_the_page_says_so() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT], cwd=ROOT, check=True, timeout=60)
