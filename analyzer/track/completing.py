"""A name made whole: what stands directly beside it wherever the mail has it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from analyzer.track.companies import KINDS_BEFORE
from analyzer.track.text import EDGES, SEX_MARK, bare, is_cjk

#: What a word is joined to without a space: "Node." in "Node.js Engineer", "Full-" in "Full-Stack Developer".
_JOINED = re.compile(r"(?:(?<=\s)|^|(?<=[(（\[【「“\"':：]))(?:[\w+#&]+[./-]|\.)+$")
#: What a word goes on with behind: "Manager:in", "Nord-Ovest"; no post, as in "Analyst-Stelle".
_WORD_ON = re.compile(
    rf"(?i){SEX_MARK}|(?:-(?!\w*\d{{3}}|stell|posit|job|team|roll|bewerb|ausschreib|applic|interv|vacan|role\b|post\b)"
    r"[0-9a-zà-ž][\w./]*)+"
)
#: A remark in brackets directly behind.
_BRACKET = re.compile(r"\s?[(（][^()（）\n]{1,30}[)）]")
#: What goes on in the manner of titles: "- New Grad 2027", ", iOS", "in Test".
_FURTHER = re.compile(r"(?: [-–—/] |, | in )[a-z]?[A-Z0-9][\w+#.&/]*(?: [a-z]?[A-Z0-9][\w+#.&/]*){0,3}")
#: Of the sexes and of working time nobody speaks when naming the role.
_MARK = re.compile(
    r"(?i)[(（]\s*(?:[mwfdhxvi]\s*(?:[/|*,.]\s*[mwfdhxvi]\s*){1,3}|all genders?|gn\*?|alle geschlechter"
    r"|full[- ]time|part[- ]time|contract|permanent|temporary|全职|兼职|急聘|若干)\s*[)）]|\d{4,}"
)


def completed(role: str, company: str, texts: tuple[str, ...]) -> str:
    """The role with what stands directly before and behind it wherever it stands in the texts.

    A part of a word before or behind it, and a remark in brackets, count if every mention has them; what goes on
    behind a comma or dash, if there are two mentions at least.
    """
    mentions = list(_mentions(role, texts))
    if not mentions:
        return role
    on = _common([_at_once(_WORD_ON, rest) for _, rest in mentions])
    if on and not _names(company, on) and on.strip("-").casefold() not in company.casefold():
        role, mentions = f"{role}{on}", [(head, rest[len(on) :]) for head, rest in mentions]
    before = _common([_found(_JOINED, head) for head, _ in mentions])
    bracket = _common([_at_once(_BRACKET, rest) for _, rest in mentions])
    if bracket and not _names(company, bracket) and not _MARK.search(bracket):
        return f"{before}{role}{bracket}"
    further = _common([_at_once(_FURTHER, rest) for _, rest in mentions]) if len(mentions) > 1 else ""
    return f"{before}{role}{'' if _names(company, further) else further}"


#: What stands before the name of a firm that is called after somebody: "J.R. Tolland & Sons".
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}$")


def with_initials(company: str, texts: tuple[str, ...]) -> str:
    """The company with the initials that stand before it at every mention."""
    found = [_found(_INITIALS, head) for head, _ in _mentions(company, texts)]
    return f"{_common(found)}{company}" if found else company


#: Legal forms that are cut where a sentence might end: "Bortex Sp" of "Bortex Sp. z o.o.".
_FORM = re.compile(
    r"(?i),? (?:Sp\. ?z ?o\. ?o\.(?: Sp\. ?k\.)?|Sp\. ?[jk]\.|s\. ?r\. ?o\.|Ges\.m\.b\.H\.|e\. ?V\.|bvba)(?!\w)"
)
_CUT_FORM = re.compile(r",? (?:Sp(?:\. ?z ?o?\.?)?|[Ss](?:\. ?r)?|Ges(?:\.m)?|e)\.?$")


def with_form(company: str, texts: tuple[str, ...]) -> str:
    """The company with a legal form of several parts, where the mail writes it behind the name."""
    bare = _CUT_FORM.sub("", company)
    found = (_at_once(_FORM, rest) for _, rest in _mentions(bare, texts)) if bare else ()
    form = next(filter(None, found), "")
    return f"{bare}{form}" if form else company


def with_possessive(company: str, texts: tuple[str, ...]) -> str:
    """The company with the 's of its name, if "Finch's" is all of a line somewhere, or of the sender's name."""
    lines = {line.strip(EDGES + ".") for text in texts for line in text.splitlines()}
    return next((f"{company}{mark}s" for mark in "'’" if f"{company}{mark}s" in lines), company)


#: What Chinese, Japanese or Korean names of firms and houses end in, and those of offices and roles do not.
_HOUSE_CJK = re.compile(
    r"(?:公司|会社|[(（]株[)）]|[大学學][学學院校会會]|[医醫]院|研究[院所]|代理店|센터|병원|학교)$"
)


def in_full(company: str, wholes: Iterable[str], texts: Sequence[str]) -> str:
    """The one of `wholes`, names that sender and lines give, of which it is a part; the company if it is of none.

    It stands behind a word for such houses there; or it is Chinese, Japanese or Korean and nowhere by itself.
    """
    others = (whole for whole in wholes if whole != company)
    return next((whole for whole in others if _is_part(company, whole, texts)), company)


def _is_part(company: str, whole: str, texts: Sequence[str]) -> bool:
    if whole.endswith(f" {company}"):
        return bare(whole.split(maxsplit=1)[0]) in KINDS_BEFORE
    if not (is_cjk(company) and whole.startswith(company) and _HOUSE_CJK.search(whole)):
        return False
    return sum(text.count(company) for text in texts) == sum(text.count(whole) for text in texts) > 0


def _names(company: str, text: str) -> bool:
    return bool(company) and company.casefold() in text.casefold()


def _mentions(role: str, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What stands in the same line before and behind each mention."""
    for text in texts:
        end = 0
        while (first := text.find(role, end)) >= 0:
            end = first + len(role)
            yield (
                text[max(0, first - 40) : first].rpartition("\n")[2],
                text[end : end + 80].partition("\n")[0],
            )


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _at_once(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""


def _common(found: list[str]) -> str:
    """What all have; empty if they differ."""
    return found[0] if len(set(found)) == 1 else ""
