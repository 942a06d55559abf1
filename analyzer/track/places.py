"""Where a mail may name company and role: its phrases, its sender, lines that stand alone. Each gives candidates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.domain import Address, Email
from analyzer.track import hosts, senders, words
from analyzer.track.clean import (
    bare,
    company_name,
    has_head,
    is_cjk,
    is_person,
    is_role,
    role_name,
    sender_company,
)
from analyzer.track.names import company_key, folded
from analyzer.track.phrases import compiled
from analyzer.track.senders import Place, SenderRow

#: Text that is read: recruiting mail says it early; the end holds signature and footer.
_HEAD, _TAIL = 3000, 700
_SUBJECT = 300
#: A phrase is found so often at most; a long mail repeats itself.
_REPEATS = 4


@dataclass(frozen=True, slots=True)
class Said:
    """A name that some place of the mail gives, and how sure that place is."""

    name: str
    weight: float


# --- phrases ----------------------------------------------------------------------------------------

_WRAPPED = re.compile(
    r"(?<=[^\n.!?:;,]{48})[ \t]*\n[ \t]*(?=[a-zà-ÿ(]|[A-Z][\w-]* [a-z])|(?<=[^\n]{60}[,\w])[ \t]*\n[ \t]*(?=\w)"
)
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_REPLY = re.compile(r"(?i)^\s*(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|回复|答复|转发|回覆|轉寄)\s*[:：]\s*)+")


def subject_of(email: Email) -> str:
    """The subject without "Re:" and doubled spaces."""
    return _SPACES.sub(" ", _REPLY.sub("", email.subject[:_SUBJECT])).strip()


def _body(email: Email) -> str:
    """Beginning and end of the text, with lines that were wrapped at a width joined, and single spaces."""
    text = email.text
    read = text[: _HEAD + _TAIL] if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    return _SPACES.sub(" ", _WRAPPED.sub(" ", read))


def phrases(email: Email) -> Iterator[tuple[str, str, float]]:
    """(company, role, weight) of every phrase found, as written; one of the two names may be empty."""
    subject, body = subject_of(email), _body(email)
    foreign = is_cjk(subject + body)
    for phrase, pattern in compiled():
        if phrase.cjk and not foreign:
            continue
        for found in pattern.finditer(subject):
            yield *_names(found), phrase.weight + 0.5
        if phrase.subject_only:
            continue
        for number, found in zip(range(_REPEATS), pattern.finditer(body), strict=False):
            yield *_names(found), phrase.weight if number == 0 else phrase.weight / 2


def _names(found: re.Match[str]) -> tuple[str, str]:
    names = found.groupdict()
    return (names.get("company") or ""), (names.get("role") or "")


# --- sender -----------------------------------------------------------------------------------------


def sender(email: Email, row: SenderRow | None) -> Iterator[Said]:
    """What display name, domain and local part say about the company."""
    display = sender_company(email.sender, row)
    label = hosts.label(email.sender.domain) or hosts.label(email.reply_to.domain)
    slug = label or _slug(email, row)
    agrees = bool(slug) and _agree(display.name, slug)
    if display.name:
        yield Said(display.name, 5.0 if agrees else 4.0 if display.sure else 3.0 if label else 2.0)
    if slug and not agrees and (written := _written_out(slug, email)):
        yield Said(written, 3.5)


def _agree(name: str, slug: str) -> bool:
    """Whether a display name holds the short name of the domain, or begins like it."""
    goal = re.sub(r"[^a-z0-9]", "", slug.casefold())
    return any(goal in form or (len(goal) > 4 and form[:5] == goal[:5]) for form in _forms(name))


def recipient(email: Email) -> Iterator[Said]:
    """What the display name of the address says that an own mail goes to."""
    to = email.to[0] if email.to else Address()
    display = sender_company(to, senders.by_domain(to.domain))
    if display.name:
        yield Said(display.name, 4.0 if display.sure or not is_person(to) else 1.0)


def last_resort(email: Email, *, own: bool) -> str:
    """The registered name of the company's own domain with a capital; empty where there is no such domain."""
    address = (email.to[0] if email.to else Address()) if own else email.sender
    label = hosts.label(address.domain)
    return company_name(label.capitalize()) if re.fullmatch(r"[a-z][a-z0-9]{2,24}", label) else ""


_BOXES = frozenset(
    """
    no-reply noreply donotreply do-not-reply notification notifications system mailer info support jobs careers talent
    hr recruiting workday candidates email mail autoreply service
    """.split()
)


def _slug(email: Email, row: SenderRow | None) -> str:
    """The employer's short name that Workday, iCIMS and others put before the @; empty where there is none."""
    if row is None or row.board or Place.LOCAL not in row.places:
        return ""
    local = re.split(r"[+._]", email.sender.local)[0]
    return "" if local in _BOXES else local


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
_BARRED = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "đ": "d"})


def _forms(name: str) -> set[str]:
    """How a name may be written in a domain: without accents, or ä as ae; with and without "and"."""
    lower = name.casefold()
    plain = {folded(lower.translate(table)) for table in (_UMLAUTS, _BARRED)}
    return {re.sub(r"[^a-z0-9]", "", form.replace("&", word)) for form in plain for word in ("and", "")}


_RUN = re.compile(r"[\w'’.-]+|&")
_LONGEST_RUN = 5


def _written_out(slug: str, email: Email) -> str:
    """The short name as display name, subject or text write it: "Cold Harbor" for `coldharbor`; empty if they do not."""
    goal = re.sub(r"[^a-z0-9]", "", slug.casefold())
    texts = (email.sender.name, email.subject[:_SUBJECT], email.text[:_HEAD], email.text[-_TAIL:])
    found = (_run_like(goal, slug, text) for text in texts) if len(goal) > 2 else iter(())
    return next((run for run in found if run), "")


def _run_like(goal: str, slug: str, text: str) -> str:
    """The first run of words that is the goal when written together, and what belongs to it; not just the slug itself."""
    tokens = list(_RUN.finditer(text))
    for start, first in enumerate(tokens):
        if folded(first[0])[:1] != goal[0]:
            continue
        for last in tokens[start : start + _LONGEST_RUN]:
            run = text[first.start() : last.end()]
            if len(run) > len(goal) + 8 or "\n" in run:
                break
            around = text[max(0, first.start() - 1) : last.end() + 1]
            if goal in _forms(run) and "@" not in around and "/" not in around:
                more = _KIND_BEHIND.match(text, last.end())
                name = run.strip("-.'’& ")
                return "" if name == slug else name + (more[0].rstrip() if more else "")
    return ""


#: "Borough Council" behind "Kingsmere": up to three words of which the last is a kind of organisation.
_KIND_BEHIND = re.compile(
    r"(?: [A-Z][\w&-]+){0,2} (?:Inc|LLC|Ltd|GmbH|AG|Company|Group|Holdings?|Partners|Labs?|Technolog(?:y|ies)|Systems|Solutions|Software|Hospital|Clinic"
    r"|Trust|University|College|School|Academy|Institute|Council|Bank|Insurance|Society|Studios?|Media|Logistics|Energy|Foods|Health|Healthcare|Robotics"
    r"|Analytics|Consulting|Industries|Services|Capital|Ventures|Games|Motors|Airlines?|Security|Commission|Corporation)\b"
)

# --- lines ------------------------------------------------------------------------------------------

_PARTS = re.compile(r"\s[-–—|·•/]\s|[:：|｜–—【】\[\]_]|(?<=\w)-(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])-")
#: Words by which a line that stands alone shows itself to be an organisation.
_ORGANISATION = re.compile(
    r"(?i)&|\b(?:inc|llc|ltd|limited|gmbh|ag|plc|corp|company|group|holdings?|partners|labs?|laborator\w+|technolog\w+|systems?|solutions|software"
    r"|hospital|clinic|trust|university|college|school|academy|institute|council|bank|insurance|foundation|museum|theatre|society|studios?|media"
    r"|logistics|energy|foods?|health|healthcare|pharma\w*|robotics|analytics|consulting|industries|services|hotel|restaurant|bakery|library)\b\.?"
)
_CLOSING = re.compile(
    r"(?im)^[\W_]*(?:(?:kind|best|warm|many|with|yours|mit|freundliche|viele|cordialement|bien|saludos|atenciosamente|distinti|cordiali|met|med|pozdrawiam|z powa)\b[^\n]{0,40}"
    r"|(?:sincerely|regards|thanks|thank you|cheers|best|all the best|take care)[^\n]{0,20})$"
)


def company_lines(email: Email) -> Iterator[Said]:
    """Companies that stand alone: the last line of the signature, the part of the subject beside the role."""
    yield from _signature(email)
    parts = [part.strip() for part in _PARTS.split(subject_of(email)) if part and part.strip()]
    if len(parts) > 1 and any(has_head(part) for part in parts):
        for part in parts:
            if not has_head(part) and _is_title(part):
                yield Said(company_name(part, whole=True), 2.0 if _ORGANISATION.search(part) else 1.5)


def _signature(email: Email) -> Iterator[Said]:
    lines = [line.strip(" *_|-—–") for line in email.text[-_TAIL:].splitlines() if line.strip()]
    closing = [number for number, line in enumerate(lines) if _CLOSING.match(line)]
    after = lines[closing[-1] + 1 :] if closing else lines[-2:]
    for number, line in enumerate(after[:5]):
        if not _is_title(line) or is_role(line) or line == email.sender.name:
            continue
        for part in re.split(r", (?=\S+ \S)| [-–—|] ", line):
            yield Said(
                company_name(part, whole=True),
                2.0 if _ORGANISATION.search(part) else 1.5 if number > 0 else 1.0,
            )


def _is_title(line: str) -> bool:
    """Whether a line is a name by itself: short, every word with a capital but for small ones, no sentence."""
    told = line.split()
    if not 1 <= len(told) <= 7 or len(line) > 60 or line[-1:] in "?!:,;":
        return False
    big = [word for word in told if word[0].isupper() or word[0].isdigit() or word == "&"]
    return bool(big) and all(word in big or bare(word) in words.SMALL for word in told)


# --- roles ------------------------------------------------------------------------------------------

_TITLED_RUN = re.compile(
    r"(?:[A-Z][\w+#&/.'’-]*,? (?:(?:of|in|and|for|to|&) (?=[A-Z]))?|(?:UX|UI|QA|IT|HR|C\+\+|\.NET) ){0,7}[A-Z][\w/-]+(?: (?:I{1,3}|IV|[1-5])\b)?"
)
_OFFICE = re.compile(
    r"(?i)\b(?:talent|recruit\w*|hr|human resources|people|hiring|acquisition|sourcer|dear|hi|hello|team|regards|sincerely|thanks)\b"
)
#: A run of Chinese or Japanese that ends in the head of a role.
_CJK_RUN = re.compile(
    rf"[^\s，。！？；：:、「」『』《》【】“”\"|·-]{{0,16}}?{words.SURE_ROLE_CJK.pattern.removesuffix('$')}|[^\s，。！？；：:、「」『』《》【】“”\"|·-]{{2,16}}?(?=的?(?:岗位|职位|職位|崗位|一职|一職|職缺|ポジション|직무|포지션))"
)
#: What stands before a role in a sentence without spaces.
_CJK_CUT = re.compile(
    r"^.*(?:应聘|應聘|投递|投遞|申请|申請|应征|應徵|报名|報名|报考|甄選|竞聘|的|了|您|你|为|為|与|與|和|我司|公司|集团|集團|这次|這次|本次|本校|本院|是|在|该|该|關於|关于|参加|參加"
    r"|通过|通過|达到|達到|适合|適合|担任|擔任|聘请|聘請|作为|一名|一个|名|感谢|感謝|招聘|校招|这边|の|は|を|に|より|から|様)"
)
_CJK_OFFICE = re.compile(r"招聘|人事|猎头|獵頭|面试|面試|用人|部门|部門|主管您|客户经理您|採用")


def role_weight(name: str, weight: float) -> float:
    """The weight of a role that a phrase gave: more with the head of a role in it, less for lower-case words without."""
    if has_head(name):
        return weight + 1.0
    return weight - 1.5 if is_cjk(name) or name == name.lower() else weight - 0.5


def role_lines(email: Email, company: str) -> Iterator[Said]:
    """Roles that stand alone: a part of the subject, a line beside the company's as boards set them, a title in the text."""
    subject = subject_of(email)
    for part in _PARTS.split(subject):
        if part and has_head(part) and (name := role_name(part, company)) and not _OFFICE.search(name):
            yield Said(name, 2.0)
    yield from _beside(email, company)
    yield from _titles(email, company)


def _beside(email: Email, company: str) -> Iterator[Said]:
    lines = [line.strip() for line in email.text[:1200].splitlines() if line.strip()]
    key = company_key(company)
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        beside = bool(key) and key in {
            company_key(re.split(r" [·•|–-] ", near)[0]) for near in (before, after)
        }
        if (
            len(line) < 90
            and has_head(line)
            and not _OFFICE.search(line)
            and (name := role_name(line, company))
        ):
            yield Said(name, 3.0 if beside else 1.0)


def _titles(email: Email, company: str) -> Iterator[Said]:
    """Capitalised runs with the head of a role, and Chinese ones spoken of as a post, before the signature."""
    body = email.text[:_HEAD]
    closing = _CLOSING.search(body, 60)
    body = body[: closing.start()] if closing else body
    for number, found in zip(range(6), _TITLED_RUN.finditer(_SPACES.sub(" ", body)), strict=False):
        if has_head(found[0]) and not _OFFICE.search(found[0]) and (name := role_name(found[0], company)):
            yield Said(name, 1.2 if number < 3 else 0.6)
    text = f"{subject_of(email)}\n{body}"
    for number, found in zip(range(6), _CJK_RUN.finditer(text) if is_cjk(text) else (), strict=False):
        name = role_name(_CJK_CUT.sub("", found[0]), company)
        if name and has_head(name) and not _CJK_OFFICE.search(found[0]):
            yield Said(name, 2.0 if number < 2 else 0.8)
