"""The words by which mail programs mark an earlier mail: one row per language.

As the localisations of Outlook, Gmail, Apple Mail, Thunderbird, Foxmail, QQ and NetEase write them. Every
word is a regular expression, matched without regard to case.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """How one language heads, lists and introduces an earlier mail."""

    language: str
    headed: tuple[str, ...]
    """Stands between dashes above the earlier mail, or alone before a colon."""
    sender: tuple[str, ...]
    """The name of the From field."""
    subject: tuple[str, ...]
    """The name of the Subject field."""
    fields: tuple[str, ...]
    """The names of the other fields."""
    wrote: tuple[str, ...]
    """The verb of the line that introduces a quotation."""
    starts: tuple[str, ...] = ()
    """The words with which that line starts."""
    sign_off: tuple[str, ...] = ()
    """What telephones write below every mail."""


LANGUAGES = (
    Words(
        "en",
        headed=(
            r"original (?:message|appointment|e?-?mail)",
            r"(?:begin )?forwarded (?:message|e?-?mail)",
            r"forwarded by .{1,80}",
        ),
        sender=("from",),
        subject=("subject",),
        fields=("sent", "date", "to", "cc", "bcc", "reply-to", "importance", "attachments"),
        wrote=("wrote", "writes"),
        starts=("on", "at"),
        sign_off=(
            r"sent (?:from|via) my .{1,40}",
            r"sent from (?:mail|outlook|yahoo|gmail|proton).{0,40}",
            r"get outlook for .{1,20}",
        ),
    ),
    Words(
        "zh",
        headed=(
            "原始邮件", "原邮件", "回复的原邮件", "转发邮件信息", "转发的?邮件",
            "(?:下面是被|开始)转发的(?:邮件|信息)",
            "原始郵件", "原始訊息", "轉寄的?(?:郵件|訊息)", "開始轉寄郵件",
        ),
        sender=("发件人", "發件人", "寄件者", "寄件人"),
        subject=("主题", "主題", "主旨", "标题", "標題"),
        fields=(
            "发送时间", "发件时间", "发送日期", "发送", "日期", "时间", "收件人", "抄送", "傳送時間",
            "寄件日期", "寄件時間", "已傳送", "收件者", "副本",
        ),
        wrote=("写道", "寫道", "编写", "来信"),
        starts=("在", "于", "於"),
        sign_off=("发自我的.{1,20}", "从我的.{1,20}(?:发送|发出)", "從我的.{1,20}傳送", "發自我的.{1,20}"),
    ),
    Words(
        "de",
        headed=(
            "ursprüngliche (?:nachricht|mail)",
            "original-?nachricht",
            "(?:anfang der )?weitergeleiteten? (?:nachricht|e-?mail)",
        ),
        sender=("von",),
        subject=("betreff",),
        fields=("gesendet", "datum", "an", "kopie"),
        wrote=("schrieb", "hat (?:am .{1,60} )?geschrieben"),
        starts=("am",),
        sign_off=("von meinem .{1,30} gesendet", "gesendet von .{1,30}"),
    ),
    Words(
        "fr",
        headed=(
            r"message d['’]origine",
            "(?:début du )?message (?:original|initial|transféré|réexpédié)",
            "courriel original",
        ),
        sender=("de", "expéditeur"),
        subject=("objet",),
        fields=("envoyé", "date", "à", "a"),
        wrote=("a écrit",),
        starts=("le",),
        sign_off=("envoyé de(?:puis)? mon .{1,30}",),
    ),
    Words(
        "es",
        headed=("(?:inicio del )?mensaje (?:original|reenviado)",),
        sender=("de", "remitente"),
        subject=("asunto",),
        fields=("enviado(?: el)?", "fecha", "para"),
        wrote=("escribió",),
        starts=("el",),
        sign_off=("enviado desde mi .{1,30}",),
    ),
    Words(
        "pt",
        headed=("(?:início da )?mensagem (?:original|(?:re)?encaminhada)",),
        sender=("de",),
        subject=("assunto",),
        fields=("enviad[ao](?: em)?", "data", "para"),
        wrote=("escreveu",),
        starts=("em", "a"),
        sign_off=("enviado do meu .{1,30}",),
    ),
    Words(
        "it",
        headed=("(?:inizio )?messaggio (?:originale|inoltrato)",),
        sender=("da", "mittente"),
        subject=("oggetto",),
        fields=("inviato", "data", "a"),
        wrote=("ha scritto",),
        starts=("il",),
        sign_off=("inviato da(?:l mio)? .{1,30}",),
    ),
    Words(
        "nl",
        headed=("oorspronkelijk bericht", "(?:begin )?doorgestuurd bericht"),
        sender=("van", "afzender"),
        subject=("onderwerp",),
        fields=("verzonden", "datum", "aan"),
        wrote=("schreef",),
        starts=("op",),
        sign_off=("verstuurd vanaf mijn .{1,30}",),
    ),
    Words(
        "pl",
        headed=(
            "(?:oryginalna|pierwotna|przekazana) wiadomość",
            "wiadomość (?:oryginalna|przekazana)",
            "początek przekazanej wiadomości",
        ),
        sender=("od",),
        subject=("temat",),
        fields=("wysłano", "data", "do", "dw"),
        wrote=(r"(?:na)?pisał\(?[ao]?\)?", "pisze"),
        starts=("dnia", "w dniu"),
    ),
    Words(
        "sv, da, no",
        headed=(
            "ursprungligt meddelande",
            "originalmeddelande",
            "vidarebefordrat (?:meddelande|brev)",
            "(?:oprindelig|opprinnelig|videresendt) (?:meddelelse|melding)",
        ),
        sender=("från", "fra"),
        subject=("ämne", "emne"),
        fields=("skickat", "datum", "till", "kopia", "sendt", "dato", "til", "kopi"),
        wrote=("skrev",),
        starts=("den",),
        sign_off=("skickat från min .{1,30}", "sendt fra min .{1,30}"),
    ),
    Words(
        "ja",
        headed=("元のメッセージ", "転送(?:された)?メッセージ", "以下は転送されたメッセージです"),
        sender=("差出人", "送信者"),
        subject=("件名",),
        fields=("送信日時", "日時", "日付", "宛先"),
        wrote=("が書きました", "のメール", "は書きました"),
        sign_off=("iphoneから送信",),
    ),
    Words(
        "ko",
        headed=("원본 ?(?:메일|메시지)", "전달된 ?(?:메일|메시지)(?: 시작)?"),
        sender=("보낸 ?사람",),
        subject=("제목",),
        fields=("보낸 ?날짜", "날짜", "받는 ?사람", "참조"),
        wrote=("님이 (?:작성|쓴 글|작성한 메시지)",),
        sign_off=("나의 iphone에서 보냄",),
    ),
    Words(
        "ru",
        headed=("исходное сообщение", "пересылаемое сообщение", "пересланное сообщение"),
        sender=("от", "от кого"),
        subject=("тема",),
        fields=("отправлено", "дата", "кому", "копия"),
        wrote=("пишет", r"написал\(?а?\)?"),
        sign_off=("отправлено с .{1,30}",),
    ),
)  # fmt: skip
