"""Chinese names, found by the domains that spell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.labels import Label
from analyzer.track.link import link
from analyzer.track.romanize import romanized
from tests.track.builders import event

NAMES = ("溪谷", "听雨物流", "星河教育", "星河网络", "acornmills", "木")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("xigu", "溪谷"),
        ("xigu-tech", "溪谷"),
        ("tingyu56", "听雨物流"),
        ("tingyuwuliu", "听雨物流"),
        ("xinghejiaoyu", "星河教育"),
        ("xinghe", ""),
        ("xingheedu", "星河教育"),
        ("xinghe-net", "星河网络"),
        ("xinghefin", ""),
        ("acornmills", ""),
        ("mu", ""),
        ("ting", ""),
        ("", ""),
    ],
)
def test_a_label_spells_one_name_or_none(label: str, name: str) -> None:
    assert romanized(NAMES)(label) == name


def test_without_chinese_names_nothing_is_spelled() -> None:
    assert romanized(["acornmills"])("acornmills") == ""


@given(st.lists(st.text("溪谷听雨物流星河abc", max_size=6), max_size=5), st.text(max_size=20))
def test_what_is_found_is_one_of_the_names(names: list[str], label: str) -> None:
    assert romanized(names)(label) in {*names, ""}


def test_mail_that_knows_only_the_domain_joins_the_name() -> None:
    board = event(0, Label.AUTO_ACK, "溪谷科技", "数据分析师", sender="BOSS <a@zhipin.com>", board=True)
    refusal = event(9, Label.REJECTION, "Xigu", "数据分析师", sender="hr@xigu.cn")

    assert [len(group) for group in link([board, refusal])] == [2]
