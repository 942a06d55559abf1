"""What the folders of a mailbox are for, and which of them are read."""

import base64
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analyzer.domain import Folder, FolderRole
from analyzer.errors import SourceError


class Purpose(StrEnum):
    """What a folder is for, as mail programs see it."""

    MAIL = "mail"
    ALL = "all"
    SENT = "sent"
    JUNK = "junk"
    TRASH = "trash"
    DRAFTS = "drafts"
    VIEW = "view"
    """It shows mail of other folders (starred, important)."""


#: Special-use attributes (RFC 6154, RFC 8457) and the two names that Gmail's older XLIST gave them.
SPECIAL_USE: Mapping[str, Purpose] = {
    "\\all": Purpose.ALL,
    "\\allmail": Purpose.ALL,
    "\\sent": Purpose.SENT,
    "\\junk": Purpose.JUNK,
    "\\spam": Purpose.JUNK,
    "\\trash": Purpose.TRASH,
    "\\drafts": Purpose.DRAFTS,
    "\\flagged": Purpose.VIEW,
    "\\important": Purpose.VIEW,
}

#: Names that Gmail, Outlook, Thunderbird, Apple Mail, QQ, NetEase, GMX and Dovecot give these folders.
_NAMES: Mapping[Purpose, str] = {
    Purpose.SENT: """
        sent|sent mail|sent items|sent messages|sent-mail|gesendet|gesendete elemente|gesendete objekte
        |gesendete nachrichten|envoyés|messages envoyés|éléments envoyés|objets envoyés|courrier envoyé|enviados
        |elementos enviados|mensajes enviados|itens enviados|mensagens enviadas|e-mails enviados|inviata|inviati
        |posta inviata|messaggi inviati|verzonden|verzonden items|verzonden berichten|skickat|sendt|wysłane
        |elementy wysłane|отправленные|gönderilmiş postalar|已发送|已发送邮件|已发邮件|已发送消息|寄件備份|已傳送郵件
        |寄件備份匣|送信済み|送信済みメール|送信済みアイテム|보낸편지함|보낸 편지함""",
    Purpose.JUNK: """
        junk|junk mail|junk e-mail|junk email|spam|bulk mail|bulk|unerwünscht|spamverdacht|junk-e-mail|courrier
        indésirable|indésirables|pourriel|correo no deseado|no deseado|lixo eletrônico|lixo eletrónico|posta
        indesiderata|indesiderata|ongewenste e-mail|ongewenst|skräppost|søppelpost|wiadomości-śmieci|спам|垃圾邮件
        |垃圾箱|垃圾郵件|迷惑メール|스팸|스팸함|스팸편지함""",
    Purpose.TRASH: """
        trash|bin|deleted|deleted items|deleted messages|papierkorb|gelöscht|gelöschte elemente|gelöschte objekte
        |corbeille|éléments supprimés|messages supprimés|papelera|elementos eliminados|lixeira|itens excluídos
        |cestino|posta eliminata|prullenbak|verwijderde items|papperskorgen|papirkurv|kosz|elementy usunięte
        |корзина|удаленные|çöp kutusu|已删除|已删除邮件|已删除消息|垃圾桶|刪除的郵件|ゴミ箱|削除済みアイテム|휴지통""",
    Purpose.DRAFTS: """
        drafts|draft|entwürfe|entwurf|brouillons|borradores|rascunhos|bozze|concepten|utkast|kladder|wersje
        robocze|szkice|черновики|taslaklar|草稿|草稿箱|草稿匣|下書き|임시보관함|임시 보관함""",
}
_PURPOSE_OF: Mapping[str, Purpose] = {
    " ".join(name.split()): purpose for purpose, names in _NAMES.items() for name in names.split("|")
}

_ROLES: Mapping[Purpose, FolderRole] = {Purpose.SENT: FolderRole.SENT, Purpose.JUNK: FolderRole.JUNK}
#: Sent first: the copies of the user's own mail that lie elsewhere are then known to be the user's own.
_ORDER = (FolderRole.SENT, FolderRole.MAIL, FolderRole.JUNK)
_LEFT_OUT = frozenset({Purpose.TRASH, Purpose.DRAFTS, Purpose.VIEW})

_UTF7_RUN = re.compile(r"&([A-Za-z0-9+,]*)-")


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder as the mailbox lists it."""

    name: str
    purpose: Purpose


def purpose_named(leaf: str) -> Purpose:
    """What a folder of that last name part is for by custom; MAIL if the name says nothing."""
    plain = unicodedata.normalize("NFC", leaf).casefold().strip()
    return _PURPOSE_OF.get(plain, Purpose.MAIL)


def purpose_flagged(flags: Iterable[str]) -> Purpose | None:
    """What the special-use attributes say; None if they say nothing. Cyrus writes them in lower case."""
    return next((SPECIAL_USE[flag.lower()] for flag in flags if flag.lower() in SPECIAL_USE), None)


def chosen(listed: Sequence[Listed], *, junk: bool) -> list[Folder]:
    """The folders that are read when none are named: Sent, then all mail or every folder of mail, then Junk.

    A folder that holds all mail (Gmail) stands for every other one but Sent and Junk.
    """
    everything = [one for one in listed if one.purpose is Purpose.ALL]
    left_out = _LEFT_OUT | (set() if junk else {Purpose.JUNK}) | ({Purpose.MAIL} if everything else set())
    return in_order(_folder(one) for one in listed if one.purpose not in left_out)


def named(listed: Sequence[Listed], names: Sequence[str], source: str) -> list[Folder]:
    """The folders of these names, in that order.

    Raises SourceError for a name that is not there; it lists those that are, the nearest first.
    """
    by_name = {one.name: one for one in listed}
    folded = {one.name.casefold(): one for one in listed}
    found = [by_name.get(name) or folded.get(name.casefold()) for name in names]
    missing = [name for name, one in zip(names, found, strict=True) if one is None]
    if missing:
        raise SourceError(_missing(missing, list(by_name), source))
    return [_folder(one) for one in found if one is not None]


def with_also(folders: Sequence[Folder], listed: Sequence[Listed], also: Sequence[str]) -> list[Folder]:
    """The folders and those of the names in `also` that are there, last and each once."""
    wanted, known = {name.casefold() for name in also}, {folder.name for folder in folders}
    more = [_folder(one) for one in listed if one.name.casefold() in wanted and one.name not in known]
    return [*folders, *more]


def in_order(folders: Iterable[Folder]) -> list[Folder]:
    """Sent, mail, Junk; INBOX before the others, which stand by name."""
    return sorted(folders, key=lambda f: (_ORDER.index(f.role), f.name.upper() != "INBOX", f.name))


def decode_utf7(name: str) -> str:
    """A folder name from modified UTF-7 (RFC 3501 5.1.3); as it is where it is not that."""
    if not name.isascii():
        return name
    try:
        return _UTF7_RUN.sub(_decoded_run, name)
    except ValueError:
        return name


def _decoded_run(run: re.Match[str]) -> str:
    packed = run[1].replace(",", "/")
    return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-16-be") if packed else "&"


def _folder(one: Listed) -> Folder:
    return Folder(one.name, _ROLES.get(one.purpose, FolderRole.MAIL))


def _missing(missing: Sequence[str], there: Sequence[str], source: str) -> str:
    plain = missing[0].casefold()
    near = sorted(there, key=lambda name: -difflib.SequenceMatcher(None, plain, name.casefold()).ratio())
    wanted = ", ".join(repr(name) for name in missing)
    known = ", ".join(repr(name) for name in near) or "none"
    return f"{source}: no folder {wanted}; mend `folders` in config.toml. There are: {known}"
