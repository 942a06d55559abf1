"""Names written in Chinese characters, found by the domains that spell them in Latin letters."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SYLLABLE = re.compile(r"[A-Z][a-z]*|\d+")
#: So many characters at least are spelled, of so many letters.
_CHARACTERS, _LETTERS = 2, 4


def romanized(names: Iterable[str]) -> Callable[[str], str]:
    """Tells which of the names a domain's label spells (`xigu` 溪谷, `tingyu56` 听雨物流); empty for none or several.

    The label spells the name from its begin on, two characters at least; what follows in it may be anything. The
    sounds are anyascii's, one for each character: where a name is read otherwise, it is not found.
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
        if len(exact or found) == 1:
            return min(exact or found)
        if found:
            return ""
    return ""
