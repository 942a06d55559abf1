"""One mail about several roles: "your applications for A and B", or a list of roles each with its state.

Two roles are told apart only where the mail says that they are several and each is certainly one: "Sales and Marketing
Manager" is one role.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analyzer.domain import Email
from analyzer.labels import Label
from analyzer.track import places, senders
from analyzer.track.names import Likeness, likeness, role_key
from analyzer.track.roles import role_name
from analyzer.track.text import SURE_HEADS_CJK, has_head, is_cjk

#: Mail that may be about several applications at once; a talk or an offer is about one.
DIVIDED = frozenset({Label.AUTO_ACK, Label.REJECTION, Label.HIRING_FREEZE, Label.WITHDRAWN})
#: More roles than this are a list of openings.
_MOST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One of the roles that a mail is about."""

    role: str
    said: str
    """The words of the mail that name it."""
    label: Label | None = None
    """What the mail says of it alone; None: what it says of all."""


# --- said in a sentence -----------------------------------------------------------------------------

#: In the patterns below: <YOURS> what shows that the reader applied, <ROLES> a run of roles, <JOBS> "positions", <END>
#: where the run ends. A space also matches a line break.
_SLOTS = {
    "<YOURS>": r"\b(?:(?:your|both) applications|(?:you(?:[’']ve| have)? |recently )applied"
    r"|your (?:application|candidacy)|you (?:have been|were|are being) considered|for applying)",
    "<ROLES>": r"(?P<roles>[^\n.!?;:“”\"()]{8,160}?)",
    "<JOBS>": r"(?:positions|roles|jobs|vacancies|openings)",
    "<THE>": r"(?:both )?(?:the |our )?",
    "<END>": r"(?=\s*(?:[.!?;:]|,(?! (?-i:[A-Z]))|$|\n)| (?:at|with|has|have|was|were|is|are|on|that|which|here|bei"
    r"|chez|en|wurden|sind|haben)\b)",
    "<APPLY>": r"(?:应聘|應聘|应征|應徵|投递|投遞|申请|申請)",
    "<POST>": r"(?:岗位|崗位|职位|職位|职缺|職缺)",
}
#: Ways to say that roles are several.
_SENTENCES = r"""
<YOURS> (?:for|to|as) <THE><ROLES> <JOBS>\b
\byour interest in (?:both )?(?:the|our) <ROLES> <JOBS>\b
<YOURS> (?:for|to|in) <THE>(?:following )?(?:two |three )?<JOBS>(?: of| as|:)? (?:both )?<ROLES><END>
\b(?:your|both) applications for <THE><ROLES><END>
\bneither (?:for )?(?:the |our )?(?P<roles>[^\n.!?;:]{4,70}? nor [^\n.!?;:]{4,70}?) (?:position|role|job)s?\b
\b(?:Bewerbungen|beworben) (?:als|für|um|auf) (?:die (?:Stellen|Positionen) )?(?:als )?<ROLES><END>
\b(?:vos candidatures|postulé) (?:aux postes de|pour les postes de|aux offres de) <ROLES><END>
\b(?:sus|tus|suas) (?:candidaturas|solicitudes) (?:a|para) (?:los puestos|as vagas) de <ROLES><END>
<APPLY>的?(?P<roles>[^\n，。！？；：]{5,60}?)(?:这|這)?(?:两|兩|三)?(?:个|個)?<POST>
"""
#: A role named with its own "role" behind it, twice: nothing is left to guess.
_TWICE = (
    r"<YOURS> (?:for|to|in) <THE>(?P<one>[^\n.!?;:]{4,70}?) (?:position|role|job) and (?:also )?(?:for |to )?<THE>"
    r"(?P<two>[^\n.!?;:]{4,70}?) (?:position|role|job)\b"
)
_BETWEEN = re.compile(
    r"(?i),?\s(?:and|as well as|nor|und|sowie|et|y|e)\s(?:also\s)?(?:for\s|to\s|als\s|de\s)?(?:the\s|our\s|an?\s)?"
    r"|,\s+(?:the\s|our\s)?|\s?[、和与與及]\s?|以及"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    for slot, meaning in _SLOTS.items():
        pattern = pattern.replace(slot, meaning)
    return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)


_SENTENCE_PATTERNS = tuple(map(_compiled, _SENTENCES.strip().splitlines()))
_TWICE_PATTERN = _compiled(_TWICE)

# --- set in lines -----------------------------------------------------------------------------------

#: What a list says of a role → how that begins.
_STATES: Mapping[Label, str] = {
    Label.REJECTION: r"(?:application |candidate )?(?:not|no longer) (?:selected|being considered|under consideration"
    r"|in consideration|moving forward|successful|progressing|proceeding)"
    r"|unsuccessful|rejected|declined|(?:role |position )?filled|regretted|abgelehnt|absage|refusée?|rechazad[ao]"
    r"|未通过|未通過|不合适|不合適|已拒绝",
    Label.HIRING_FREEZE: r"(?:role |position |req(?:uisition)? )?(?:cancell?ed|on hold|frozen)|已取消|已暂停|已暫停",
    Label.WITHDRAWN: r"withdrawn|zurückgezogen|retirée?|已撤回|已撤销",
    Label.AUTO_ACK: r"(?:application )?(?:received|submitted|in (?:progress|review|process)|in bearbeitung"
    r"|eingegangen|(?:still )?(?:under|being) (?:review\w*|consider\w*)|en cours|en proceso)"
    r"|筛选中|篩選中|处理中|處理中|已收到|已投递",
}
_STATE_PATTERNS = {label: re.compile(pattern, re.IGNORECASE) for label, pattern in _STATES.items()}
#: What stands before a line of a list.
_BULLET = r"[*•·▪–—-]|\d{1,2}[.)]"
_STATED = re.compile(
    rf"^\s*(?:(?:{_BULLET})\s*)?(?P<role>[^\n:：|]{{4,90}}?)\s*"
    r"(?:[:：|]|\s[-–—]+\s|\s?[-–—]{2,}\s?|\t)\s*(?P<state>\S[^\n]{2,60})$"
)
_LISTED = re.compile(rf"^\s*(?:{_BULLET})\s*(?P<role>[^\n:：|]{{4,90}}?)\s*[,;]?\s*$")
#: The line above a list of roles that the reader applied for, and not of others that may please.
_HEADED = re.compile(
    r"(?i)\b(?:you(?:[’']ve| have)? applied|your applications|applications (?:for|to)|beworben|Bewerbungen"
    r"|vos candidatures|sus candidaturas)\b.{0,80}[:：]\s*$"
    r"|(?:应聘|應聘|投递|投遞|申请|申請).{0,20}(?:岗位|职位|職位).{0,10}[:：]\s*$"
)
_ELSEWHERE = re.compile(r"(?i)\s(?:at|bei|chez|with|@)\s")


def parts(email: Email, company: str) -> tuple[Part, ...]:
    """The roles that the mail is about, if it is certainly about several; else nothing."""
    row = senders.find(email)
    if row and row.board:
        return ()
    ways = (_stated(email, company), _listed(email, company), *_said(email, company))
    return next((found for found in ways if len(found) > 1), ())


def _said(email: Email, company: str) -> Iterator[tuple[Part, ...]]:
    """What each sentence names that speaks of several."""
    text = f"{places.subject_of(email)}\n\n{places.body_of(email)}"[: places.HEAD]
    if twice := _TWICE_PATTERN.search(text):
        yield _certain([Part(role_name(twice[name], company), twice[name]) for name in ("one", "two")])
    for sentence in _SENTENCE_PATTERNS:
        for found in sentence.finditer(text):
            pieces = [piece for piece in _BETWEEN.split(found["roles"]) if piece.strip()]
            yield _certain([Part(role_name(piece, company), piece) for piece in pieces])


def _stated(email: Email, company: str) -> tuple[Part, ...]:
    """Lines in a row that are a role and its state."""
    found = [
        match for line in email.text[: places.HEAD].splitlines() if (match := _STATED.match(line.rstrip()))
    ]
    told = ((match["role"], _state(match["state"])) for match in found)
    return _certain([Part(role_name(role, company), role, label) for role, label in told if label])


def _state(text: str) -> Label | None:
    return next((label for label, pattern in _STATE_PATTERNS.items() if pattern.match(text.strip())), None)


def _listed(email: Email, company: str) -> tuple[Part, ...]:
    """The lines of a list below "the roles you applied for:"."""
    lines = [line for line in email.text[: places.HEAD].splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if _HEADED.search(line):
            rows: list[str] = []
            for below in lines[number + 1 : number + 2 + _MOST]:
                if not (row := _LISTED.match(below)):
                    break
                rows.append(row["role"])
            return _certain([Part(role_name(row, company), row) for row in rows])
    return ()


def _certain(found: Sequence[Part]) -> tuple[Part, ...]:
    """The parts if each is certainly a role and no two are the same; else none of them."""
    if not 1 < len(found) <= _MOST or not all(map(_is_certain, found)):
        return ()
    keys = [role_key(part.role) for part in found]
    apart = all(likeness(a, b) is Likeness.OTHER for a, b in combinations(keys, 2))
    return tuple(found) if apart else ()


def _is_certain(part: Part) -> bool:
    name = part.role
    if not name or _ELSEWHERE.search(part.said):
        return False
    if is_cjk(name):
        return re.search(rf"{SURE_HEADS_CJK}$", name) is not None
    return has_head(name) and name[0].isupper()
