"""What a mail says about the application it belongs to: company, role, requisition, system."""

import re
from dataclasses import replace

from analyzer.domain import Clues, Email
from analyzer.labels import LABELS, Label
from analyzer.track import senders, several
from analyzer.track.naming import Namer
from analyzer.track.systems import SenderRow

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


#: Of each part of a mail its label (None: the user wrote it) and clues; most mails have one part.
Parts = tuple[tuple[Label | None, Clues], ...]


def parts(email: Email, label: Label | None, namer: Namer) -> Parts:
    """The parts of a mail with that label, by nothing but mail, label and model."""
    if label is None:
        return ((None, clues(email, None, namer)),)
    if not LABELS[label].event:
        return ((label, Clues()),)
    return divided(email, label, clues(email, label, namer))


def clues(email: Email, label: Label | None, namer: Namer) -> Clues:
    """Company, role, requisition id and system that the email tells; label None: the user wrote it."""
    heard = namer.hear(email, own=label is None)
    (company, agency), row = namer.employer(heard), heard.row
    return Clues(
        company=company,
        role=namer.role(heard, company),
        requisition=requisition(email, row),
        system=row.name if row else "",
        board=bool(row and row.board and label is Label.AUTO_ACK and _SENT_ON.search(_text(email))),
        agency=agency,
        site="" if heard.own else senders.site_of(email),
    )


def divided(email: Email, label: Label, told: Clues) -> tuple[tuple[Label, Clues], ...]:
    """Label and clues of each role of a mail that is certainly about several; else those of the mail."""
    found = several.parts(email, told.company) if label in several.DIVIDED else ()
    return tuple(
        (part.label or label, replace(told, role=part.role, requisition=_named(part.said))) for part in found
    ) or ((label, told),)


def requisition(email: Email, row: SenderRow | None) -> str:
    """The requisition id in upper case, as the subject or text names it; empty if it does not."""
    if found := _named(_text(email)):
        return found
    if row is None or not row.requisition:
        return ""
    own = re.search(rf"[\s(\[#_-]({row.requisition})(?=[\s)\].,_-]|$)", email.subject[:500])
    return own[1].upper() if own else ""


def _named(text: str) -> str:
    found = _REQUISITION.search(text)
    return next(group for group in found.groups() if group).upper() if found else ""


def _text(email: Email) -> str:
    return f"{email.subject[:500]}\n{email.text[:_HEAD]}"
