"""Quoted and forwarded earlier mail: where it begins in a text, in the languages mail programs speak."""

import re
from collections.abc import Iterable


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


#: Words with which mail programs head a quoted or forwarded mail (Outlook, Thunderbird, Gmail, Apple Mail, Foxmail,
#: QQ, NetEase), as seen in their localisations.
_HEADED = _any(
    (
        r"original (?:message|appointment|email)", r"forwarded (?:message|email)", r"forwarded by .{1,80}",
        "原始邮件", "原始郵件", "原邮件", "转发邮件信息", "转发的邮件", "转发邮件", "轉寄的?郵件", "轉寄訊息", "回复的原邮件",
        "ursprüngliche (?:nachricht|mail)", "original-?nachricht", "weitergeleitete (?:nachricht|mail)",
        r"message d['’]origine", "message (?:original|initial|transféré)", "courriel original",
        "mensaje (?:original|reenviado)", "mensagem (?:original|encaminhada|reencaminhada)",
        "messaggio (?:originale|inoltrato)", "oorspronkelijk bericht", "doorgestuurd bericht",
        "(?:oryginalna|pierwotna|przekazana) wiadomość", "wiadomość (?:oryginalna|przekazana)",
        "ursprungligt meddelande", "originalmeddelande", "vidarebefordrat meddelande",
        "(?:opprinnelig|oprindelig|videresendt) (?:melding|meddelelse)", "元のメッセージ", "転送メッセージ", "転送されたメッセージ",
        "원본 ?(?:메일|메시지)", "전달된 ?(?:메일|메시지)", "исходное сообщение", "пересылаемое сообщение",
    )
)  # fmt: skip
_RULED = re.compile(rf"[-_=*]{{2,}}\s*{_HEADED}\s*[-_=*]{{2,}}", re.IGNORECASE)
#: Apple Mail heads a forwarded mail without a rule.
_BEGUN = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)"
    r"|inicio del mensaje reenviado|início da mensagem (?:re)?encaminhada|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht|początek przekazanej wiadomości|vidarebefordrat brev|下面是被转发的邮件|开始转发的邮件"
    r"|以下は転送されたメッセージです|开始转发的信息|전달된 메시지 시작)\s*[:：]",
    re.IGNORECASE,
)

#: The names of header fields as mail programs write them above an earlier mail.
_FROM = _any(
    (
        "from", "von", "de", "da", "van", "od", "från", "fra", "expéditeur", "remitente", "mittente", "afzender",
        "发件人", "發件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 ?사람", "от", "от кого", "lähettäjä", "kimden", "gönderen",
    )
)  # fmt: skip
_SUBJECT = _any(
    (
        "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "ämne", "emne", "aihe",
        "konu", "předmět", "主题", "主題", "主旨", "标题", "標題", "件名", "제목", "тема",
    )
)  # fmt: skip
_OTHERS = _any(
    (
        "sent", "date", "to", "cc", "bcc", "reply-to", "gesendet", "datum", "an", "kopie", "envoyé", "à", "a", "enviado(?: el)?",
        "enviada(?: em)?", "fecha", "data", "para", "inviato", "verzonden", "aan", "wysłano", "do", "dw", "skickat", "till",
        "kopia", "sendt", "dato", "til", "kopi", "lähetetty", "vastaanottaja", "gönderildi", "tarih", "kime",
        "发送时间", "发件时间", "发送日期", "日期", "时间", "收件人", "抄送", "傳送時間", "寄件日期", "寄件時間", "收件者", "副本",
        "送信日時", "日時", "日付", "宛先", "보낸 ?날짜", "날짜", "받는 ?사람", "참조", "отправлено", "дата", "кому", "копия",
    )
)  # fmt: skip
_EDGE = r"[>*_\s]*"
_FROM_LINE = re.compile(rf"{_EDGE}{_FROM}{_EDGE}[:：]{_EDGE}(?=\D)", re.IGNORECASE)
_SUBJECT_LINE = re.compile(rf"{_EDGE}{_SUBJECT}{_EDGE}[:：]", re.IGNORECASE)
_FIELD_LINE = re.compile(rf"{_EDGE}{_any((_FROM, _SUBJECT, _OTHERS))}{_EDGE}[:：]", re.IGNORECASE)
#: A block has four or five fields; a long Cc wraps.
_BLOCK_LINES = 12

#: The verb of the line that introduces a quotation, at its end or before the writer's name.
_WROTE = _any(
    (
        "wrote", "writes", "schrieb", "hat (?:am .{1,60} )?geschrieben", "a écrit", "escribió", "escreveu", "ha scritto",
        "schreef", r"(?:na)?pisał\(?[ao]?\)?", "pisze", "skrev", "kirjoitti", "yazdı", "napsala?", "пишет", r"написал\(?а?\)?",
        "写道", "寫道", "编写", "来信", "が書きました", "のメール", r"님이 (?:작성|쓴 글)",
    )
)  # fmt: skip
_ATTRIBUTION = re.compile(rf"{_EDGE}\S.{{0,400}}?{_WROTE}\s*(?:[^:：]{{0,120}})[:：]\s*", re.IGNORECASE)
#: Gmail in Japanese and Korean writes no verb: a date, a name, an address, a colon.
_DATED = re.compile(r"\s*\d{4}[年년].{0,200}<[^<>@\s]+@[^<>\s]+>\s*[:：]\s*")
_STARTS = re.compile(
    r"\s*(?:on|at|am|le|el|em|il|op|den|dnia|w dniu|dne|在|于|於|\d|[\"'<]|\S+ .{0,80}<\S+@)", re.IGNORECASE
)
_MOMENT = re.compile(r"\d{1,2}[:.：]\d{2}|(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}")
#: An attribution is folded by mail programs into at most so many lines.
_ATTRIBUTION_LINES = 3

_SIGN_OFF = re.compile(
    r"(?:sent (?:from|via) my .{1,40}|get outlook for .{1,20}|sent from (?:mail|outlook|yahoo).{0,40}|发自我的.{1,20}"
    r"|从我的.{1,20}发送|發自我的.{1,20}|von meinem .{1,30} gesendet|envoyé de mon .{1,30}|enviado desde mi .{1,30}"
    r"|iphoneから送信|나의 iphone에서 보냄|[-_=*\s]*|fyi\.?)",
    re.IGNORECASE,
)


def _is_block(lines: list[str], start: int) -> int:
    """How many lines a header block takes that starts there; 0 if none does."""
    if not _FROM_LINE.match(lines[start]):
        return 0
    fields = last = 0
    subject = False
    for offset, line in enumerate(lines[start : start + _BLOCK_LINES]):
        if _FIELD_LINE.match(line):
            fields, last = fields + 1, offset + 1
            subject = subject or bool(_SUBJECT_LINE.match(line))
    return last if subject and fields > 2 else 0


def _attribution(lines: list[str], end: int) -> int | None:
    """The line on which the attribution starts that ends there; None if there is none."""
    if not lines[end].rstrip().endswith((":", "：")):
        return None
    for start in range(end, max(end - _ATTRIBUTION_LINES, -1), -1):
        joined = " ".join(lines[start : end + 1])
        if len(joined) < 500 and _STARTS.match(joined) and _MOMENT.search(joined):
            if _ATTRIBUTION.fullmatch(joined) or _DATED.fullmatch(joined):
                return start
    return None


def _is_marked(line: str) -> bool:
    return line.startswith(">")


def _next_is_marked(lines: list[str], start: int) -> bool:
    following = (line for line in lines[start : start + 4] if line.strip())
    return _is_marked(next(following, ""))


def _cut(lines: list[str]) -> tuple[int, set[int]]:
    """The line from which on everything is earlier mail, and the attributions of marked quotations before it."""
    introductions: set[int] = set()
    for number, line in enumerate(lines):
        if _RULED.fullmatch(line.strip()) or _BEGUN.fullmatch(line.strip()) or _is_block(lines, number):
            return number, introductions
        start = _attribution(lines, number)
        if start is not None and not _next_is_marked(lines, number + 1):
            return start, introductions
        if start is not None:
            introductions.update(range(start, number + 1))
    return len(lines), introductions


def _marked(lines: list[str], introductions: set[int]) -> set[int]:
    """The lines that belong to quotations marked with `>`: two in a row, or one after an attribution."""
    found = set(introductions)
    for number, line in enumerate(lines):
        if _is_marked(line) and (
            any(0 <= near < len(lines) and _is_marked(lines[near]) for near in (number - 1, number + 1))
            or any(near in introductions for near in (number - 1, number - 2))
        ):
            found.add(number)
    return found


def _joined(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def split(text: str) -> tuple[str, str]:
    """What the writer wrote this time, and the earlier mail quoted in it; text must be tidy."""
    lines = text.split("\n")
    cut, introductions = _cut(lines)
    quoted = _marked(lines[:cut], introductions)
    own = _joined(line for number, line in enumerate(lines[:cut]) if number not in quoted)
    return own, _joined([*(lines[number] for number in sorted(quoted)), *lines[cut:]])


def is_empty(text: str) -> bool:
    """Whether nothing is said: no words but a telephone's signature."""
    return all(_SIGN_OFF.fullmatch(line.strip()) for line in text.split("\n"))


def _unheaded(text: str) -> str:
    """A forwarded mail without the lines that say who wrote it."""
    lines = text.split("\n")
    for number in range(min(len(lines), _BLOCK_LINES)):
        length = _is_block(lines, number)
        if length:
            return "\n".join(lines[number + length :]).strip()
    return text if not lines or not _RULED.fullmatch(lines[0].strip()) else "\n".join(lines[1:]).strip()


def separate(own: str, marked: str) -> tuple[str, str]:
    """Text and quoted text of a mail, from tidy text and what its HTML marks as earlier mail.

    Where the writer added nothing, the forwarded mail is the text; nothing is ever lost between the two.
    """
    text, earlier = split(own)
    quoted = "\n\n".join(piece for piece in (earlier, marked) if piece)
    if not is_empty(text) or not quoted:
        return text, quoted
    forwarded = _unheaded(quoted)
    if forwarded == quoted:
        return "\n\n".join(piece for piece in (text, quoted) if piece), ""
    inner, older = split(forwarded)
    head = quoted.removesuffix(forwarded).strip()
    if is_empty(inner):
        return forwarded, head
    return inner, "\n\n".join(piece for piece in (head, older) if piece)
