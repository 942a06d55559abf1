"""What a mail says about the application it belongs to: company, role, requisition, system.

Every place that may name them gives candidates with a weight; equal names add up; below a threshold nothing is said,
since a wrong company is worse than none.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from analyzer.domain import Clues, Email
from analyzer.labels import Label
from analyzer.track import places, senders
from analyzer.track.companies import company_name, is_person
from analyzer.track.names import company_key, role_key
from analyzer.track.places import Said
from analyzer.track.roles import is_whole, role_name
from analyzer.track.senders import SenderRow

#: A name needs so much weight to be said; see the weights in `phrases`.
ENOUGH_COMPANY = 2.0
ENOUGH_ROLE = 2.0
#: A longer form is the name if it has this share of the weight of the shorter one; else it caught a word too much.
ENOUGH_SHARE = 0.6
#: Text that is searched for ids and for what a board says: recruiting mail says it early.
_HEAD = 3000

_REQUISITION = re.compile(
    r"(?i)\b(?:job|req(?:uisition)?|position|posting|vacancy|reference|ref|stellen|kenn)[ -]?"
    r"(?:id|number|no\.?|nr\.?|code|ref(?:erence)?|nummer|ziffer)?"
    r"\s?[:#.]*\s?#?((?=[a-z_-]{0,8}\d)[a-z]{0,5}[-_]?\d{3,10}(?:[-_]\d{1,6})?)\b"
    r"|\b((?:JR|REQ|R)[-_]?\d{4,9}(?:-\d{1,2})?)\b"
    r"|(?:职位编号|岗位编号|職缺代號|求人番号|求人ID|공고번호)\s?[:：]?\s?([A-Za-z]{0,4}-?\d{3,10})"
)
_SENT_ON = re.compile(
    r"(?i)application (?:was |has been |is )?(?:sent|submitted|on its way)|\b(?:was|were|been) sent to\b"
    r"|\bapplied (?:to|on|for)\b"
    r"|投递成功|投遞成功|成功投递|成功投遞|成功應徵|成功应聘|已投递|已向|送达|送達|已发送|已發送|已送出|已成功申请"
    r"|erfolgreich (?:übermittelt|versendet|gesendet)|Bewerbung (?:wurde )?(?:gesendet|versendet)"
    r"|a (?:bien )?été (?:envoyée|transmise)"
    r"|se ha enviado|ha sido enviada|foi enviada|è stata inviata|verzonden|wysłan|skickat|応募が完了"
    r"|応募を受け付け|지원이 완료|지원 완료"
)


def clues(email: Email, label: Label | None) -> Clues:
    """Company, role, requisition id and system that the email tells; label None: the user wrote it."""
    own = label is None
    row = None if own else senders.find(email)
    told = list(places.told(email))
    companies = list(places.recipient(email) if own else places.sender(email, row))
    companies += [Said(company_name(c), w) for c, r, w in told if c and is_whole(r)]
    companies += places.company_lines(email)
    company = _best(_fitting(companies, row, email), company_key, ENOUGH_COMPANY)
    company = company or places.last_resort(email, own=own)
    roles = [
        Said(name, places.role_weight(name, w)) for _, r, w in told if r and (name := role_name(r, company))
    ]
    return Clues(
        company=company,
        role=_best([*roles, *places.role_lines(email, company)], role_key, ENOUGH_ROLE),
        requisition=requisition(email, row),
        system=row.name if row else "",
        board=bool(row and row.board and label is Label.AUTO_ACK and _SENT_ON.search(_text(email))),
    )


def requisition(email: Email, row: SenderRow | None) -> str:
    """The requisition id in upper case, as the subject or text names it; empty if it does not."""
    found = _REQUISITION.search(_text(email))
    if found:
        return next(group for group in found.groups() if group).upper()
    if row is None or not row.requisition:
        return ""
    own = re.search(rf"[\s(\[#_-]({row.requisition})(?=[\s)\].,_-]|$)", email.subject[:500])
    return own[1].upper() if own else ""


def _text(email: Email) -> str:
    return f"{email.subject[:500]}\n{email.text[:_HEAD]}"


def _fitting(said: Iterable[Said], row: SenderRow | None, email: Email) -> list[Said]:
    """Names without those of systems, of the person who writes, and of the readers."""
    people = {
        company_key(name)
        for address in (email.sender, *email.to)
        if is_person(address)
        for name in (address.name, address.name.split(" ")[0])
    }
    out = []
    for one in said:
        key = company_key(one.name)
        barred = row is not None and senders.plain(one.name) in senders.BRANDS
        if key and key not in people and not barred:
            out.append(one)
    return out


def _best(said: Iterable[Said], key: Callable[[str], str], enough: float) -> str:
    """The name with the highest sum of weights, in the spelling with the most weight; empty below `enough`."""
    sums: defaultdict[str, float] = defaultdict(float)
    spelt: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in said:
        if one.name and (same := key(one.name)):
            sums[same] += one.weight
            spelt[same][one.name] += one.weight
    total = {same: sums[same] + _of_shorter(same, sums, spelt, enough) for same in sums}
    best = max(total, key=lambda same: (total[same], len(same), same), default="")
    if not best or total[best] < enough:
        return ""
    return max(spelt[best], key=lambda name: (spelt[best][name], name))


def _of_shorter(
    key: str, sums: dict[str, float], spelt: dict[str, defaultdict[str, float]], enough: float
) -> float:
    """What the shorter forms of a name add to it, once it is sure enough by itself: "Acme" to "Acme Labs"."""
    if sums[key] < enough:
        return 0.0
    names = [name.casefold() for name in spelt[key]]
    shorter = [
        other
        for other in sums
        if other != key
        and any(name.startswith(f"{short.casefold()} ") for name in names for short in spelt[other])
    ]
    return sum(sums[other] for other in shorter if sums[key] >= ENOUGH_SHARE * sums[other])
