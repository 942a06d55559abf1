"""What stands behind a Chinese, Japanese or Korean company in a sender's name or a signature: office, title, person.

Latin names are parted by marks or known words ("Dana Oak | Acme", "Acme Careers"); these by a space at most:
株式会社ロンド 代表 塩見, 比特港 高远, 폴라베어소프트 유나.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from analyzer.domain import Address
from analyzer.track.companies import CJK_NAME, OFFICES, is_form, without_hiring
from analyzer.track.names import company_key
from analyzer.track.offices import without_office
from analyzer.track.text import is_cjk

#: The end of an office's name, and of nothing that firms are called by (倶楽部, 薬局, 教室, 歯科).
_OFFICE = re.compile(
    r"""(?x)(?:(?<!楽)部|[係課]|(?<![歯内外眼皮児薬])科|事務局|事務|チーム|担当者?|責任者|窓口|採用|総務|人事|営業|[本支]社|支店|営業所|工場
    |サポート|職員|教員|研究科|(?:人事|総務|事務|企画|秘書|広報|管理|業務|推進|研究)室|Recruiter|HR(?:SSC|BP)?
    |[处處]|办公?室?|團隊|团队|小组|人力资源|팀|담당자?)$"""
)
#: A title, alone or at the end of an office's.
_TITLE = re.compile(
    r"""(?x)(?:代表(?:取締役)?|[社会園院店校所]長|副校長|教頭|施設長|事務局?長|工場長|支配人|女将|オーナー|マネージャー|リクルーター
    |相談員|主任|[部課]長|[总經经]理|总监|主管|老师|老師|[校院店]长|老板|대표|매니저|과장|부장|점장|원장)$"""
)
_FAMILIAR = re.compile(r"[老小阿][\u4e00-\u9fff]{1,2}")
_KANA = re.compile(r"[\u3040-\u30ff]")
_JAPANESE = re.compile(r"[\u3040-\u30ff]|会社|法人")
#: May be a family name of Japan; no house ends so.
_KANJI = re.compile(r"[\u3400-\u9fff々]{1,3}(?<![局院園校社店館会亭荘庵房団庁署寮駅])")


def company_before(name: str, sender: Address, people: AbstractSet[str]) -> str:
    """The company without what stands behind it; `people` are keys of the names of those who write and read."""
    if not is_cjk(name):
        return name
    first, *rest = without_office(name).rstrip(" ").split(" ")
    kept = [first]
    for part in rest:
        own = len(kept) == 1 and is_form(first)
        if not own and (
            _OFFICE.search(part) or _TITLE.search(part) or _is_person(part, name, sender, people)
        ):
            break
        kept.append(part)
    return " ".join(kept)


#: How far a run of characters goes on, where it ends a line or stands before a mark.
_RUN_ON = re.compile(r"[^\W\da-z_]{1,12}(?=$|[\s,，。、：:|｜（(<＜\[【])")


def cut_inside(name: str, lines: Iterable[str], sender: Address, people: AbstractSet[str]) -> str:
    """The company of a name that ends amid an office: 衡川学院 for 衡川学院组织, if a line says 衡川学院组织人事处."""
    if not is_cjk(name):
        return name
    for line in lines:
        start = line.find(name)
        going = _RUN_ON.match(line, start + len(name)) if start >= 0 else None
        if going:
            cut = company_before(without_hiring(name + going[0]), sender, people)
            return cut if len(cut) < len(name) else name
    return name


def _is_person(part: str, name: str, sender: Address, people: AbstractSet[str]) -> bool:
    key = company_key(part)
    if is_cjk(part) and key and any(one.startswith(key) or one.endswith(key) for one in people):
        return True
    if not _KANA.search(name) and (CJK_NAME.fullmatch(part) or _FAMILIAR.fullmatch(part)):
        return True
    # A family name of Japan, of which there are thousands: the box tells that a person writes.
    last = name.endswith(f" {part}") and bool(_JAPANESE.search(name))
    return last and bool(_KANJI.fullmatch(part)) and _is_persons_box(sender)


def _is_persons_box(sender: Address) -> bool:
    """Whether the part before the @ may be a person's: letters, no office, and nothing of the domain."""
    box = sender.local.casefold()
    return box.isalpha() and box not in OFFICES and box not in sender.domain
