"""Names written in Chinese characters, found by the domains that spell them in Latin letters."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: What follows the spelled part in a domain, and the trades that it stands for at the end of a name.
_TRADES: Mapping[str, tuple[str, ...]] = {
    "56": ("物流",),
    "ai": ("智能",),
    "auto": ("汽车",),
    "bank": ("银行",),
    "bio": ("生物", "生物科技", "生物医药"),
    "edu": ("教育",),
    "energy": ("能源", "新能源"),
    "fin": ("金融",),
    "food": ("食品",),
    "game": ("游戏", "互娱"),
    "games": ("游戏", "互娱"),
    "data": ("数据",),
    "mall": ("商城", "电子商务", "电商"),
    "med": ("医疗", "医药"),
    "media": ("传媒", "文化传媒"),
    "net": ("网络",),
    "pharma": ("医药", "制药"),
    "soft": ("软件",),
    "tech": ("科技", "技术"),
}
_SYLLABLE = re.compile(r"[A-Z][a-z]*|\d+")
#: So many characters at least are spelled, of so many letters.
_CHARACTERS, _LETTERS = 2, 4


def romanized(names: Iterable[str]) -> Callable[[str], str]:
    """Tells which of the names a domain's label spells (`xigu` 溪谷, `tingyu56` 听雨物流); empty for none or several.

    The label spells the name from its begin on, two characters at least; what follows in it may be anything. The
    sounds are anyascii's, one for each character: where a name is read otherwise, it is not found. Of several names
    that begin alike the one is meant whose trade the label tells: `xingheedu` is 星河教育, not 星河网络.
    """
    chinese = [name for name in names if _CHINESE.search(name)]
    if not chinese:
        return lambda _label: ""
    from anyascii import anyascii  # its tables are not needed for mail of the West

    begun: defaultdict[str, set[str]] = defaultdict(set)
    whole: dict[str, str] = {}
    for name in chinese:
        said = [found.lower() for found in _SYLLABLE.findall(anyascii(name))]
        whole[name] = "".join(said)
        for count in range(_CHARACTERS, len(said) + 1):
            begun["".join(said[:count])].add(name)
    return lambda label: _spelled(label.replace("-", "").lower(), begun, whole)


def _spelled(label: str, begun: defaultdict[str, set[str]], whole: dict[str, str]) -> str:
    """The one name of which the label spells the longest begin."""
    for end in range(len(label), _LETTERS - 1, -1):
        found = begun.get(label[:end], set())
        exact = {name for name in found if whole[name] == label}
        trades = _TRADES.get(label[end:], ())
        of_trade = {name for name in found if name.endswith(trades)} if trades else set[str]()
        meant = exact or of_trade or found
        if len(meant) == 1:
            return min(meant)
        if found:
            return ""
    return ""
