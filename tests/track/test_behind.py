import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.domain import Address
from analyzer.track.behind import company_before, cut_inside

SHIOMI = Address("株式会社ロンド 代表 塩見", "shiomi@rondo-inc.example")
OFFICE = Address("", "jimu@seirei-gakuin.example")


@pytest.mark.parametrize(
    ("written", "company"),
    [
        ("株式会社ロンド 代表 塩見", "株式会社ロンド"),
        ("合同会社ネコノテ 浅野", "合同会社ネコノテ"),
        ("株式会社ナギサ冷凍 工場総務", "株式会社ナギサ冷凍"),
        ("国立大学法人 北嶺大学 理学研究科", "国立大学法人 北嶺大学"),
        ("医療法人 たちあおい 院長 瀬戸口", "医療法人 たちあおい"),
        ("学校法人 月見里学園 教員採用担当", "学校法人 月見里学園"),
        ("ゲストハウス まるた", "ゲストハウス まるた"),
        ("積水ハウス 採用担当", "積水ハウス"),
        ("さくら 薬局", "さくら 薬局"),
        ("比特港 高远", "比特港"),
        ("恒驰电源 老罗", "恒驰电源"),
        ("溪谷科技 校园 招聘处", "溪谷科技 校园"),
        ("Acorn Mills Recruiter", "Acorn Mills Recruiter"),
    ],
)
def test_office_title_and_person_are_no_part_of_the_company(written: str, company: str) -> None:
    assert company_before(written, SHIOMI, frozenset()) == company


def test_who_writes_is_cut_whatever_the_name() -> None:
    sender = Address("苗苗", "miaomiao@qingtianyou.example")

    assert company_before("青田幼儿园 苗苗", sender, frozenset({"苗苗"})) == "青田幼儿园"
    assert company_before("盛源农机 苗", sender, frozenset({"苗会计"})) == "盛源农机"
    assert company_before("青田幼儿园 分部园", sender, frozenset({"苗苗"})) == "青田幼儿园 分部园"


def test_a_box_of_the_domain_is_no_persons() -> None:
    mill = Address("ガラス工房 青嵐", "seiran@glass-seiran.example")

    assert company_before("ガラス工房 青嵐", mill, frozenset()) == "ガラス工房 青嵐"
    assert company_before("ガラス工房 青嵐", OFFICE, frozenset()) == "ガラス工房"


@given(st.text(max_size=40), st.frozensets(st.text(min_size=1, max_size=4), max_size=3))
def test_it_only_cuts_at_the_end(name: str, people: frozenset[str]) -> None:
    cut = company_before(name, OFFICE, people)

    assert name.startswith(cut)
    assert bool(cut) is bool(name) or " " in name


@pytest.mark.parametrize(
    ("name", "line", "company"),
    [
        ("青禾职业学院组织", "青禾职业学院组织人事处", "青禾职业学院"),
        ("株式会社ロンド 製造", "株式会社ロンド 製造部", "株式会社ロンド"),
        ("トランサス 技術", "トランサス 技術採用", "トランサス"),
        ("トランサス", "トランサス 技術採用", "トランサス"),
        ("青禾科技", "感谢您投递青禾科技的岗位，祝好", "青禾科技"),
        ("Acorn Mills Per", "Acorn Mills Personnel", "Acorn Mills Per"),
    ],
)
def test_a_name_that_ends_amid_an_office_is_cut_before_it(name: str, line: str, company: str) -> None:
    assert cut_inside(name, ["", line], OFFICE, frozenset()) == company
