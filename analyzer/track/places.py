"""Where a mail may name company and role: its phrases, its sender, lines that stand alone. Each gives candidates."""

import re
from collections.abc import Iterator
from functools import lru_cache

from analyzer.domain import Address, Email
from analyzer.track import hosts, phrases, senders, words
from analyzer.track.companies import (
    SMALL,
    company_name,
    is_person,
    is_portal,
    is_team,
    sender_company,
    team_company,
)
from analyzer.track.names import company_key
from analyzer.track.roles import role_name
from analyzer.track.said import Origin, Said
from analyzer.track.systems import Place, SenderRow
from analyzer.track.text import SURE_HEADS_CJK, bare, has_head, is_cjk, is_role
from analyzer.track.written import written_out

#: Text that is read: recruiting mail says it early; the end holds signature and footer.
HEAD, TAIL, SUBJECT = 3000, 700, 300
#: A phrase is found so often at most; a long mail repeats itself.
_REPEATS = 4


# --- phrases ----------------------------------------------------------------------------------------

_WRAPPED = re.compile(
    r"(?<=[^\n.!?:;,]{48})[ \t]*\n[ \t]*(?=[a-zà-ÿ(]|[A-Z][\w-]* [a-z])|(?<=[^\n]{60}[,\w])[ \t]*\n[ \t]*(?=\w)"
    r"(?!\w[\w ]{1,30}:)|(?<=\s&)[ \t]*\n[ \t]*(?=\w)|(?<=\w)[ \t]*\n[ \t]*(?=&\s)"
)
_GAP = re.compile(r"\n(?:[ \t\r]*\n)+")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_REPLY = re.compile(r"(?i)^\s*(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|回复|答复|转发|回覆|轉寄)\s*[:：]\s*)+")


def subject_of(email: Email) -> str:
    """The subject without "Re:" and doubled spaces."""
    return _SPACES.sub(" ", _REPLY.sub("", email.subject[:SUBJECT])).strip()


def body_of(email: Email) -> str:
    """Beginning and end of the text, with lines that were wrapped at a width joined, and single spaces."""
    return _body_of(email.text)


#: Whoever looks for names in a mail asks for it.
@lru_cache(maxsize=4)
def _body_of(text: str) -> str:
    read = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"
    return _SPACES.sub(" ", _WRAPPED.sub(" ", _GAP.sub("\n\n", read)))


def told(email: Email) -> Iterator[tuple[str, str, float]]:
    """(company, role, weight) of every phrase found, as written; one of the two names may be empty."""
    subject, body = subject_of(email), body_of(email)
    foreign = is_cjk(subject + body)
    for phrase in phrases.phrases():
        if phrase.cjk and not foreign:
            continue
        for found in phrase.found(subject):
            yield *_names(found), phrase.weight + 0.5
        if phrase.subject_only:
            continue
        for number, found in zip(range(_REPEATS), phrase.found(body), strict=False):
            yield *_names(found), phrase.weight if number == 0 else phrase.weight / 2


def _names(found: re.Match[str]) -> tuple[str, str]:
    names = found.groupdict()
    return (names.get("company") or ""), (names.get("role") or "")


# --- sender -----------------------------------------------------------------------------------------

_BOXES_WORDS = """
no-reply noreply donotreply do-not-reply notification notifications system mailer info support jobs careers
talent hr recruiting workday candidates email mail autoreply service
"""
_BOXES = frozenset(_BOXES_WORDS.split())


#: A display name that nothing confirms; False: of some host, True: of a mail provider, where it is a person's.
_UNSURE_DISPLAY = {False: 2.0, True: 0.5}


def sender(email: Email, row: SenderRow | None) -> Iterator[Said]:
    """What display names, domains, the local part and the career site linked say about the company."""
    display = sender_company(email.sender, row)
    label = hosts.label(email.sender.domain) or hosts.label(email.reply_to.domain)
    slug = label or _slug(email, row) or hosts.employer(email) or hosts.label(email.list_id)
    agrees = bool(slug) and hosts.is_short_for(slug, display.name)
    private = hosts.is_freemail(email.sender.domain)
    if display.name:
        again = 1.5 if display.name in email.subject else 0.0
        yield Said(
            display.name,
            Origin.SENDER,
            again + (5.0 if agrees else 4.0 if display.sure else 3.0 if label else _UNSURE_DISPLAY[private]),
        )
    if slug and not agrees:
        texts = (email.sender.name, email.subject[:SUBJECT], email.text[:HEAD], email.text[-TAIL:])
        yield Said(written_out(slug, texts), Origin.SENDER, 3.5)
    yield from reply_to(email, slug)


def reply_to(email: Email, slug: str = "") -> Iterator[Said]:
    """What the name says that answers go to, where it is surely no person's: many systems put the recruiter there."""
    found = sender_company(email.reply_to, senders.by_domain(email.reply_to.domain))
    sure = found.sure or (bool(slug) and hosts.is_short_for(slug, found.name))
    if found.name and email.reply_to.name != email.sender.name and (sure or _ORGANISATION.search(found.name)):
        yield Said(found.name, Origin.SENDER, 3.0 if sure else 2.0)


def _slug(email: Email, row: SenderRow | None) -> str:
    """The employer's short name that Workday, iCIMS and others put before the @; empty where there is none."""
    if row is None or row.board or Place.LOCAL not in row.places:
        return ""
    return short_box(email.sender.local)


def short_box(local: str) -> str:
    """What stands before the @, up to a mark, where it may be an employer's short name; else empty."""
    first = re.split(r"[+._]", local, maxsplit=1)[0]
    return "" if first in _BOXES else first


def recipient(email: Email) -> Iterator[Said]:
    """What the display name of the address says that an own mail goes to."""
    to = email.to[0] if email.to else Address()
    display = sender_company(to, senders.by_domain(to.domain))
    if display.name:
        yield Said(display.name, Origin.SENDER, 4.0 if display.sure or not is_person(to) else 1.0)


def last_resort(email: Email, *, own: bool) -> str:
    """The short name of the company's own domain or site with a capital; empty if there is none, or it is a portal.

    A Chinese, Japanese or Korean display name that is no person's names the company better.
    """
    if own:
        address = email.to[0] if email.to else Address()
        return "" if is_portal(address.name) else company_name(hosts.as_name(hosts.label(address.domain)))
    named = is_cjk(email.sender.name) and sender_company(email.sender, senders.find(email)).name
    if named or is_portal(email.sender.name):
        return ""
    return company_name(hosts.as_name(hosts.employer(email)))


# --- lines that are a company -----------------------------------------------------------------------

_PARTS = re.compile(r"\s[-–—|·•/]\s|[:：|｜–—【】\[\]_]|(?<=\w)-(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])-")
_ORGANISATION = re.compile(rf"&|\b(?:{'|'.join(words.ORGANISATION_WORDS.split())})\b")
_CLOSING = re.compile(
    r"""(?imx)^[^\w\n]{0,6}(?:(?:kind|best|warm|many|with|yours|mit|freundliche|viele|cordialement|bien|saludos
    |atenciosamente|distinti|cordiali|met|med
    |vänlig|hälsning|groet|pozdrawiam|z\ powa)\b[^\n]{0,40}
    |(?:sincerely|regards|thanks|thank\ you|cheers|best|all\ the\ best|take\ care)[^\n]{0,20})$"""
)


def company_lines(email: Email) -> Iterator[Said]:
    """Companies that stand alone: in the signature, or as the part of the subject beside the role.

    One that the mail also names elsewhere counts for more.
    """
    subject, body = subject_of(email), body_of(email)
    parts = [part.strip() for part in _PARTS.split(subject) if part and part.strip()]
    if len(parts) > 1 and any(has_head(part) for part in parts):
        for part in parts:
            if not has_head(part) and _is_title(part):
                yield Said(
                    company_name(part, whole=True), Origin.LINE, _line_weight(part, 1.5, again=part in body)
                )
    yield from _signature(email, subject, body)


#: What divides a sender's name, or a line set by a machine, into pieces; in Chinese and Japanese a space does too. A
#: place in brackets within a name does not: 橡果精密(无锡)有限公司.
_PIECES = re.compile(
    r"\s[-–—/·•]\s|[|｜/·「」『』【】\[\]:：<>《》]"
    r"|(?!(?<=\w)[(（]\w{1,6}[)）][\u3040-\u9fff])[(（]|[)）](?![\u3040-\u9fff])"
    r"|, |\s(?:@|via|at|from|von|bei|über|chez|hos)\s"
    r"|(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])"
)
#: So many lines at each end of the text, of so many characters at most, are looked at for pieces.
_LINES, _LINE = 5, 60


def pieces(email: Email, *, own: bool) -> Iterator[Said]:
    """Pieces of the sender's name, the subject and the first and last short lines that may be a company; see HEAD."""
    lines = [line.strip() for line in email.text[:HEAD].splitlines() if 1 < len(line.strip()) <= _LINE]
    ends = dict.fromkeys([*lines[:_LINES], *lines[-_LINES:]])
    for text in (*([] if own else [email.sender.name]), subject_of(email), *ends):
        found = [piece.strip() for piece in _PIECES.split(text) if piece and piece.strip()]
        if len(found) > 1:
            yield from (
                Said(name, Origin.PART)
                for piece in found
                if (is_cjk(piece) or _is_title(piece)) and (name := company_name(piece, whole=True))
            )


def _signature(email: Email, subject: str, body: str) -> Iterator[Said]:
    for number, line in signed(email):
        if is_role(line):
            continue
        if is_team(line):
            yield Said(team_company(line), Origin.LINE, 2.5)
            continue
        for part in re.split(r", (?=\S+ \S)| [-–—|] ", line):
            again = part in subject or body.count(part) > 1
            yield Said(
                company_name(part, whole=True),
                Origin.LINE,
                _line_weight(part, 1.5 if number else 1.0, again=again),
            )


def signed(email: Email) -> Iterator[tuple[int, str]]:
    """The lines of the signature that are names, but for the sender's own, each with its number."""
    lines = [line.strip(" *_|-—–") for line in email.text[-TAIL:].splitlines() if line.strip(" *_|-—–")]
    closing = [number for number, line in enumerate(lines) if _CLOSING.match(line)]
    behind = lines[closing[-1] + 1 :] if closing else lines[-2:]
    for number, line in enumerate(behind[:5]):
        if _is_title(line) and line != email.sender.name:
            yield number, line


def _line_weight(part: str, weight: float, *, again: bool) -> float:
    return max(weight, 2.0 if _ORGANISATION.search(part) else 0) + (1.0 if again else 0)


def _is_title(line: str) -> bool:
    """Whether a line is a name by itself: short, every word with a capital but for small ones, no sentence."""
    parts = line.split()
    if not 1 <= len(parts) <= 7 or len(line) > 60 or line[-1:] in "?!:,;":
        return False
    big = [word for word in parts if word[0].isupper() or word[0].isdigit() or word == "&"]
    return bool(big) and all(word in big or bare(word) in SMALL for word in parts)


# --- lines and runs that are a role -----------------------------------------------------------------

#: Words with capitals in a row, with small words between: the title of a role within a sentence.
_TITLED_RUN = re.compile(
    r"(?:[A-Z][\w+#&/.'’-]*,? (?:(?:of|in|and|for|to|&) (?=[A-Z]))?|(?:UX|UI|QA|IT|HR|C\+\+|\.NET) ){0,7}"
    r"[A-Z][\w/-]+(?: (?:I{1,3}|IV|[1-5])\b)?"
)
_OFFICE = re.compile(
    r"(?i)\b(?:talent|recruit\w*|hr|human resources|people|hiring|acquisition|sourcer|dear|hi|hello|team"
    r"|regards|sincerely|thanks)\b"
)
_CJK_RUN = re.compile(
    rf"[^\s，。！？；：:、「」『』《》【】“”\"|·-]{{0,16}}?{SURE_HEADS_CJK}"
    r"|[^\s，。！？；：:、「」『』《》【】“”\"|·-]{2,16}?(?=的?(?:岗位|职位|職位|崗位|一职|一職|職缺"
    r"|ポジション|직무|포지션))"
)
#: What stands before a role in a sentence without spaces.
_CJK_CUT = re.compile(
    r"""(?x)^.*(?:应聘|應聘|投递|投遞|申请|申請|應征|應徵|报名|報名|报考|甄選|竞聘|的|了|您|你|为|為|与|與|和
    |我司|公司|集团|集團|[这這本]次|本校|本院|是|在|该
    |關於|关于|参加|參加|通过|通過|达到|達到|适合|適合|担任|擔任|聘请|聘請|作为|一[名个]|名|感谢|感謝|招聘|校招
    |这边|の|は|を|に|より|から|様)"""
)
_CJK_OFFICE = re.compile(r"招聘|人事|猎头|獵頭|面试|面試|用人|部门|部門|主管您|客户经理您|採用")
_LOOKED_AT = 6


def role_weight(name: str, weight: float) -> float:
    """The weight of a role that a phrase gave: more with the head of a role, less for lower-case words without."""
    if has_head(name):
        return weight + 1.0
    if is_cjk(name):
        return weight - 1.5
    return weight / 2 if name == name.lower() else weight - 0.5


def role_lines(email: Email, company: str) -> Iterator[Said]:
    """Roles that stand alone: parts of the subject, lines beside the company's as boards set them, titles."""
    for part in _PARTS.split(subject_of(email)):
        if part and has_head(part) and (name := role_name(part, company)) and not _OFFICE.search(name):
            yield Said(name, Origin.LINE, 2.0)
    yield from _beside(email, company)
    closing = _CLOSING.search(email.text[:HEAD], 60)
    body = email.text[: closing.start() if closing else HEAD]
    yield from _titles(body, company)
    text = f"{subject_of(email)}\n{body}"
    if is_cjk(text):
        yield from _cjk_runs(text, company)


def role_beside(email: Email, company: str) -> str:
    """The first role that stands in the line before or behind the company's, as boards set it; empty if none does.

    There may be roles among them that read like an office that writes: "Talent Acquisition Specialist".
    """
    return next(
        (name for line, beside in _headed(email, company) if beside and (name := role_name(line, company))),
        "",
    )


def _beside(email: Email, company: str) -> Iterator[Said]:
    for line, beside in _headed(email, company):
        if not _OFFICE.search(line):
            yield Said(role_name(line, company), Origin.LINE, 3.0 if beside else 1.0)


def _headed(email: Email, company: str) -> Iterator[tuple[str, bool]]:
    """Short lines that hold the head of a role, and whether the company's line is next to it."""
    lines = [line.strip() for line in email.text[:1200].splitlines() if line.strip()]
    key = company_key(company)
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if len(line) <= 90 and has_head(line):
            near = {company_key(re.split(r" [·•|–-] ", other)[0]) for other in (before, after)}
            yield line, bool(key) and key in near


def _titles(body: str, company: str) -> Iterator[Said]:
    """Runs of words with capitals that hold the head of a role."""
    for number, found in zip(range(_LOOKED_AT), _TITLED_RUN.finditer(_SPACES.sub(" ", body)), strict=False):
        if has_head(found[0]) and not _OFFICE.search(found[0]):
            yield Said(role_name(found[0], company), Origin.LINE, 1.2 if number < 3 else 0.6)


def _cjk_runs(text: str, company: str) -> Iterator[Said]:
    """Runs that end in the head of a role, or are spoken of as a post."""
    for number, found in zip(range(_LOOKED_AT), _CJK_RUN.finditer(text), strict=False):
        name = role_name(_CJK_CUT.sub("", found[0]), company)
        if name and has_head(name) and not _CJK_OFFICE.search(found[0]):
            yield Said(name, Origin.LINE, 2.0 if number < 2 else 0.8)
