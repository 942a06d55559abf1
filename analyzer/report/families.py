"""What kind of work a role is and how senior, by words of its title; what no word tells stays `other`.

Titles say little and companies use them loosely: this is for grouping, not for judging a role.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

#: The family or level of a title that no word tells.
OTHER = "other"

#: Family → beginnings of words, the more special family first: "product designer" is design, "data center" is not data.
#: A word of Latin letters fits where a word begins; `word$` fits a whole word only. Others fit anywhere.
FAMILIES: Mapping[str, str] = {
    "teaching": """teacher tutor docent lecturer professor lehrer enseignant profesor insegnante 教师
        老师 讲师 教授 講師 教師""",
    "health": """nurse$ nurses$ nursing physician clinical pharmacist therapist medical$ pflegefach
        infirmi enfermer 护士 医生 医师 药剂 看護 医療 临床""",
    "legal": """lawyer$ counsel$ paralegal attorney legal$ jurist avocat abogad compliance 法务 律师 合规
        法務""",
    "people": """recruit talent$ hr$ human-resources people-partner people-operations personalreferent
        personaler ressources-humaines recursos-humanos 人事 人力资源 招聘 人資 採用""",
    "finance": """financ accounts$ accountant accounting auditor controller$ controlling buchhalt
        treasury actuar tax$ comptab contable contabil banker investment quant$ risk$ 财务 会计 审计 金融
        投资 风控""",
    "security": """security cyber penetration-test infosec 安全工程 网络安全 信息安全 セキュリティ
        sicherheit""",
    "data": """data-sc data-a data-eng data-mod data-platform data$ analytics analyst bi$
        business-intelligence statistic datenanaly donnees données datos dati 数据 分析师 资料分析 資料
        データ""",
    "research": """research scientist$ scientists$ machine-learning deep-learning ml$ ai$ nlp$
        computer-vision postdoc wissenschaftl chercheur investigador 算法 研究 机器学习 人工智能 演算法
        機械学習""",
    "design": """design ux$ ui$ illustrat art-director grafik graphiste diseñ 设计 交互 視覺 设计师
        デザイナ""",
    "product": """product-manager product-owner product-lead product-analyst product-marketing
        head-of-product vp-product chef-de-produit produktmanag 产品经理 产品负责 产品运营 產品
        プロダクト""",
    "infrastructure": """devops sre$ site-reliability platform-eng infrastructure cloud kubernetes
        system-admin systems-admin sysadmin network-eng network-admin database dba$ systemadmin 运维
        基础设施 云计算 网络工程 インフラ""",
    "quality": """qa$ quality test-eng tester$ sdet$ testing 测试 質量 质量 品质 品質 テスト""",
    "hardware": """hardware embedded firmware mechanical electrical electronics civil-eng chemical-eng
        process-eng manufacturing robotics fpga$ asic$ maschinenbau elektro mecan 硬件 嵌入式 机械 电气
        电子 结构 工艺 組込み 機械設計""",
    "software": """software back-end backend front-end frontend full-stack fullstack web-dev developer$
        developers$ programm mobile-eng android ios$ java$ python$ golang engineer-ii softwareentwick
        entwickler développeur desarrollador sviluppatore ontwikkelaar programist utvecklare 开发 软件
        前端 后端 全栈 客户端 程序员 架构师 軟體 後端 ソフトウェア エンジニア 개발자""",
    "project": """project program$ programme$ scrum$ delivery-manager pmo$ projekt chef-de-projet
        proyecto 项目 專案 プロジェクト""",
    "marketing": """market growth seo$ brand content communicat copywrit writer$ editor$ journalist
        social-media redakteur rédact 市场 营销 品牌 文案 编辑 内容 新媒体 增长 行銷 マーケ""",
    "sales": """sales account-exec account-manager business-develop vertrieb verkäuf commercial$ ventas
        vended vendas partnership 销售 商务 客户经理 大客户 業務 営業""",
    "support": """customer support service-desk help-desk helpdesk client-success call-cent kundenservice
        kunden soporte clientèle 客服 客户成功 技术支持 售后 客戶 カスタマー""",
    "operations": """operations supply logist logíst procure purchas warehouse$ planner$ buyer$ einkauf
        einkäuf achats lager magazijn 运营 供应链 采购 物流 仓储 營運 購買""",
    "administration": """admin assistant$ secretary receptionist office-manager clerk$ sekret 行政 文员
        助理 秘书 事務""",
    "consulting": """consult advisor berater beratung conseil 咨询 顾问 顧問 コンサル""",
    "engineering": """engineer ingenieur ingénieur ingenier ingegner inżynier 工程师 工程師 技術者
        엔지니어""",
}

#: Level → words as above; the first that fits.
SENIORITIES: Mapping[str, str] = {
    "intern": """intern$ interns$ internship coop$ co-op$ trainee$ working-student werkstudent praktik
        stage$ stagiaire alternan becari tirocin apprentic ausbildung 实习 實習 インターン 인턴 管培生""",
    "junior": """junior jr$ graduate$ grad$ grads$ entry-level early-career associate$ assistant$
        débutant principiante berufseinsteig 初级 应届 校招 校园招聘 助理 初級 新卒 신입""",
    "head": """head-of head$ director vp$ vice-president chief cto$ ceo$ cfo$ coo$ leiter leitung
        directeur directrice responsable 总监 总经理 副总裁 首席 负责人 總監 部長""",
    "lead": """lead$ staff$ principal$ architect team-lead teamleit tech-lead 主管 组长 资深专家 架构师
        技术专家 リード""",
    "senior": """senior sr$ sénior expert$ experienced 高级 资深 高級 資深 シニア 시니어""",
    "manager": """manager$ managers$ gerente 经理 經理 マネージャ 매니저""",
}


def family(role: str) -> str:
    """The key of FAMILIES that the title's words tell, else `other`; empty for no title."""
    return _first(role, "family") if role else ""


def seniority(role: str) -> str:
    """The key of SENIORITIES that the title's words tell, else `other`; empty for no title."""
    return _first(role, "seniority") if role else ""


def _pattern(words: str) -> re.Pattern[str]:
    """One expression of all words: `-` is any gap, `$` the end of a word."""
    return re.compile("|".join(map(_word, words.split())))


def _word(word: str) -> str:
    body = r"[\s\-/]*".join(map(re.escape, word.rstrip("$").split("-")))
    latin = word[0] < "\u2e80"
    return rf"(?<![^\W\d_]){body}" + (r"(?![^\W\d_])" if word.endswith("$") else "") if latin else body


_PATTERNS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    kind: {key: _pattern(words) for key, words in table.items()}
    for kind, table in (("family", FAMILIES), ("seniority", SENIORITIES))
}


#: Ends the title proper; what follows is the team, the place, the product: "Data Engineer, Risk".
_ASIDE = re.compile(r"[,，(（|｜:：/]| [-–—@] ")


@lru_cache(maxsize=4096)
def _first(role: str, kind: str) -> str:
    low = role.casefold()[:200]
    found = (
        key
        for text in (_ASIDE.split(low, maxsplit=1)[0], low)
        for key, pattern in _PATTERNS[kind].items()
        if pattern.search(text)
    )
    return next(found, OTHER)
