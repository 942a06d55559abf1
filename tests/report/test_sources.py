import pytest

from analyzer.domain import Application
from analyzer.labels import Label
from analyzer.report import sources
from analyzer.report.summary import find_rates
from analyzer.report.texts import percent
from tests.report.builders import application, report, search


def _sent(count: int, age: float, answered: int, **more: str) -> list[Application]:
    apps = [application((Label.REJECTION, 5), age=age, **more) for _ in range(answered)]
    return apps + [application((Label.AUTO_ACK, 0), age=age, **more) for _ in range(count - answered)]


def test_groups_show_the_rates_of_the_report_largest_first() -> None:
    found = report(search(300))
    tables = {group.name: group.table for group in sources.group_tables(found, "en")}
    system = tables["Sent through"].rows
    sizes = [int(row.cells[1]) for row in system]
    rate = next(r for r in find_rates(found, "any_answer", f"system:{system[0].cells[0]}") if r.day == 30)

    assert sizes == sorted(sizes, reverse=True)
    assert rate.estimate is not None
    assert system[0].cells[1:3] == (str(rate.n), percent(rate.estimate, "en"))


def test_groups_have_names_in_the_language_and_few_are_grey() -> None:
    apps = _sent(40, 90, 10, role="Data Analyst") + _sent(6, 90, 1, role="Beekeeper")
    table = next(g.table for g in sources.group_tables(report(apps, "zh"), "zh") if g.name == "岗位类型")

    assert [(row.cells[0], row.few) for row in table.rows] == [("数据与分析", False), ("其他", True)]


def test_months_stand_in_their_order() -> None:
    table = next(
        g.table for g in sources.group_tables(report(search(300)), "en") if g.name == "Month applied"
    )
    months = [row.cells[0] for row in table.rows]

    assert months == sorted(months)


def test_a_difference_is_stated_only_where_the_intervals_do_not_overlap() -> None:
    better = list(sources.trend(report(_sent(100, 70, 70) + _sent(100, 150, 20)), "en"))
    same = list(sources.trend(report(_sent(100, 70, 40) + _sent(100, 150, 38)), "en"))

    assert len(better) == len(same) == 1
    assert "70\u00a0%" in better[0]
    assert "more than chance" in better[0]
    assert "no difference that the numbers could carry" in same[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_too_few_no_trend_is_told(language: str) -> None:
    assert list(sources.trend(report(_sent(29, 70, 20) + _sent(100, 150, 20)), language)) == []
    assert list(sources.trend(report([]), language)) == []
