import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.track.offices import without_office


@pytest.mark.parametrize(
    ("written", "company"),
    [
        ("青禾职业学院组织人事处", "青禾职业学院"),
        ("橡果创投法务合规部", "橡果创投"),
        ("橡果银行信息科技部", "橡果银行"),
        ("柏溪博物馆办公室", "柏溪博物馆"),
        ("國立松濤大學海洋工程學系", "國立松濤大學"),
        ("松濤教育基金會秘書處", "松濤教育基金會"),
        ("青禾酒店集团护理部", "青禾酒店集团"),
        ("橡果通信项目部", "橡果通信"),
    ],
)
def test_an_office_written_onto_the_company_is_cut(written: str, company: str) -> None:
    assert without_office(written) == company


@pytest.mark.parametrize(
    "name",
    [
        "柏溪大学附属第二医院",
        "橡果银行信用卡中心",
        "青禾俱乐部",
        "柏溪风景区管理处",
        "橡果设计工作室",
        "人力资源部",
        "前海人力资源中心",
        "海外物流中心",
        "Acorn Mills",
        "",
    ],
)
def test_what_may_be_all_of_a_name_stays(name: str) -> None:
    assert without_office(name) == name


@given(st.text("青禾大学集团人事处部办公室银行中心A ", max_size=14))
def test_it_only_cuts_at_the_end_and_leaves_a_name(name: str) -> None:
    cut = without_office(name)

    assert name.startswith(cut)
    assert cut == name or len(cut) > 2
