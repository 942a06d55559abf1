"""An office in one run with its company, as Chinese writes it: 衡川职业技术学院|组织人事处, 同窗创投|法务合规部."""

import re

#: What an office of a firm or house is for, in its name.
_TASK = (
    "国际|國際|科研|人力|人事|人资|人資|行政|组织|組織|法务|法務|合规|合規|财务|財務|业务|業務|教务|教務|学生|學生|招生|后勤|市场"
    "|运营|营运|營運|合作|资源|資源|规划|审计|宣传|保卫|采购|採購|质量|品管|研发|研發|综合|就业|指导|招聘|招录|考务|教师|药剂|护理"
    "|总务|總務|筹建|党建|拓展|海外|客服|销售|銷售|营销|行銷|战略|风控|仓储|物流|门店|内容|干部|政治|人才|招考|招工|校务|校務|总编|总经理"
)
#: A house whose offices are called after it. No bank's card centre, no university's hospital: those are employers.
_HOUSE = (
    "大学|大學|学院|學院|学校|學校|小学|小學|中学|中學|国中|國中|高中|幼儿园|幼稚園|医院|醫院|银行|銀行|律所|事务所|事務所|博物馆"
    "|博物館|美术馆|图书馆|圖書館|公司|集团|集團|基金会|基金會|研究院|委员会|委員會|管委会|街道办事处|支队|酒店|饭店"
)
#: Characters of a company to which an office is added: two may be those of a place alone (前海|人力资源办公室).
_SHORTEST = 3
#: Of 管理处 and 研究室, of 设计部 and 俱乐部 nobody can tell whether they are all of the name.
_TELLING = re.compile(
    rf"(?:(?:{_TASK})+(?:[部处處科股组組办室]|办公室|辦公室)|(?:研发|研發|招聘|人才)中心|办公室|辦公室|秘[书書][处處]|项目部|筹建处"
    r"|籌備處)"
)
#: Behind a house more is one, but for a bank's centre.
_BEHIND_HOUSE = re.compile(
    rf"(?!.*(?:{_HOUSE}))[\u3400-\u9fff]{{1,9}}(?:(?<![楽乐樂])部|[处處科]|[学學]系|(?<!信用卡)中心)"
)
_ENDS_IN_HOUSE = re.compile(rf"(?:{_HOUSE})$")


def without_office(name: str) -> str:
    """The company without an office that is written onto it; the name where hardly anything would be left of it."""
    for start in range(1, len(name)):
        if _TELLING.fullmatch(name, start) or (
            _ENDS_IN_HOUSE.search(name[:start]) and _BEHIND_HOUSE.fullmatch(name, start)
        ):
            return name[:start] if start >= _SHORTEST else name
    return name
