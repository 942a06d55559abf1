"""Notices of calendars: the words of their own forms say nothing of what they are about."""

import re

from analyzer.domain import Invite

#: What calendars put before the title of the entry: Google's and Outlook's forms in their languages.
_FORMS = re.compile(
    r"(?i)^\s*(?:(?:updated |cancell?ed )?invitation(?: updated)?|updated event|cancell?ed(?: event)?|new event"
    r"|(?:aktualisierte |abgesagte )?einladung|abgesagt(?:er termin)?|terminänderung"
    r"|invitation(?: modifiée| mise à jour)?|événement annulé|annulé"
    r"|invitación(?: actualizada)?|(?:evento )?cancelado|convite(?: atualizado)?"
    r"|invito(?: aggiornato)?|(?:evento )?annullato|(?:bijgewerkte )?uitnodiging|geannuleerd"
    r"|(?:zaktualizowane )?zaproszenie|anulowano|(?:uppdaterad )?inbjudan|inställt"
    r"|(?:更新的)?(?:活动|活動|会议|會議|日程)?邀[请請]|已取消(?:的活[动動])?|(?:更新された)?招待(?:状)?|キャンセル"
    r"|(?:업데이트된 )?초대(?:장)?|취소됨?)\s*[:：]\s*\S"
)
#: An answer to an entry, not one.
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER"})


def is_appointment(subject: str, invite: Invite | None) -> bool:
    """Whether a mail is a calendar's notice of an entry that somebody made, moved or took off."""
    if invite is not None:
        return invite.method not in _ANSWERS
    return _FORMS.match(subject) is not None
