"""How many talks there were: invitations, confirmations, reminders and moved times of one talk are one round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from analyzer.domain import Event
from analyzer.labels import Label

#: Without a stated time a talk is taken to have happened when nothing was written for so long: agreeing on a time
#: takes people one to three days, a weekend included; from a talk to the next invitation a week is usual.
SILENT_GAP = timedelta(days=4, hours=12)
#: A mail that moves or confirms speaks of the talk before if it comes so soon after the last mail about it.
SAME_TALK = timedelta(days=10)
#: Sooner after the last mail than this, "next round" speaks of the talk already agreed on.
SAME_BREATH = timedelta(hours=36)

# These three are in lower case, for texts in lower case: that is found in half the time.
_NEXT = re.compile(
    r"\b(?:second|2nd|third|3rd|fourth|next|final|last|further|another|follow-?up)[ -](?:round|interview"
    r"|stage|conversation|call)"
    r"|\bon-?site\b|第[二三四五]轮|第[二三四五]輪|二面|三面|四面|终面|終面|复试|複試|下一轮|下一輪|二次面接"
    r"|最終面接|次の(?:面接|選考)"
    r"|zweite[sn]? (?:gespräch|runde)|deuxième entretien|segunda entrevista|2차 면접|최종 면접"
)
#: The mail moves the talk agreed on.
_MOVES = re.compile(
    r"\breschedul|\bre-?arrang|\b(?:have|need|had|like) to move (?:our|the|your)|\bchange of time"
    r"|\bnew (?:time|date) (?:is|for)|\bpostpone"
    r"|改期|改到|改为|改為|时间调整|時間調整|需要调整|延期|变更|變更|verschieb|verschoben|verlegen"
    r"|reporter (?:notre|l[’'])|décaler|reprogramar|reagendar"
    r"|rinviare|spostare|verzetten|verplaatsen|przełożyć|flytta|boka om|日程変更|変更のお願い|변경"
)
#: The mail repeats or confirms what was agreed on; "please confirm" in an invitation does not.
_REPEATS = re.compile(
    r"\breminder\b|\bconfirmation\b|\b(?:is|been|are|to) confirm(?:ed)? (?:your|our|the|that|for)\b"
    r"|\bhas been confirmed|\bbooked in\b|\bconfirmed\b:?"
    r"|提醒|已确认|已確認|面试确认|面試確認|已为(?:您|你)安排|已為您安排|erinnerung|bestätigen (?:wir|ihnen)"
    r"|bestätigung|nous (?:vous )?confirmons|rappel\b"
    r"|recordatorio|confirmamos|promemoria|confermiamo|herinnering|bevestig|przypomn|potwierdz|påminn|bekräft"
    r"|リマインド|確定|확정|리마인드"
)
#: The mail speaks of the last talk.
_LAST = re.compile(
    r"(?i)\b(?:final|last)[ -](?:round|interview|stage|conversation|call)"
    r"|终面|終面|最终面|最終面|最后一轮|最後一輪|최종 ?면접"
    r"|letzte[sn]? (?:Gespräch|Runde|Interview)|dernier entretien|dernière étape|(?:entrevista|ronda|etapa) final"
    r"|última (?:entrevista|ronda|etapa)|ultimo colloquio|laatste (?:gesprek|ronde)|ostatni etap|slutintervju"
)
_SHORT = 1500
#: The subject of an answer says what the mail before was about.
_ANSWER = re.compile(r"(?i)\s*(?:re|aw|sv|antw|odp|fwd?|wg|回复|回覆|答复|转发|轉寄)\s*[:：]")
#: An invitation to a first talk goes on to tell of all rounds that there are.
_AT_ONCE = 600


@dataclass(frozen=True, slots=True)
class _Round:
    """The talk at hand: its last mail, and when it is to be, where that is known."""

    last_at: datetime
    talk_at: datetime | None
    uids: frozenset[str]


def rounds(events: Sequence[Event]) -> int:
    """The number of talks that the events, in order of time, speak of; 0 where there is no interview mail."""
    return max((count for _, count in _counted(events)), default=0)


def _counted(events: Sequence[Event]) -> Iterator[tuple[Event, int]]:
    """Each event, and how many talks were spoken of by then."""
    count, now = 0, None
    for event in events:
        if event.own and not event.listed and now is not None:
            now = replace(now, last_at=event.at)
        elif event.label is Label.INTERVIEW_INVITE:
            if now is None or _is_next(event, now):
                count, now = count + 1, _Round(event.at, None, frozenset())
            now = _told(event, now)
        yield event, count


def reached_last(events: Sequence[Event]) -> bool:
    """Whether the events, in order of time, tell of the last round: a mail calls it so, or an offer came.

    What the text of the first round's mail says of a last round is still to come.
    """
    if any(event.label is Label.OFFER for event in events):
        return True
    return any(
        _LAST.search(event.subject) or (count > 1 and _LAST.search(event.text[:_AT_ONCE]))
        for event, count in _counted(events)
        if event.label is Label.INTERVIEW_INVITE
    )


def speaks_of_next(event: Event) -> bool:
    """Whether an interview mail speaks of a second talk or a later one."""
    return event.label is Label.INTERVIEW_INVITE and bool(
        _NEXT.search(f"{event.subject}\n{event.text[:_AT_ONCE]}")
    )


def _told(event: Event, now: _Round) -> _Round:
    """The round with what the mail says about it."""
    invite = event.invite
    if invite is None:
        return replace(now, last_at=event.at)
    return _Round(event.at, invite.starts_at or now.talk_at, now.uids | ({invite.uid} - {""}))


def _is_next(event: Event, now: _Round) -> bool:
    """Whether an interview mail speaks of another talk than the round at hand."""
    gap = event.at - now.last_at
    if event.invite and (event.invite.uid in now.uids or event.invite.method == "CANCEL"):
        return False
    subject = "" if _ANSWER.match(event.subject) else event.subject
    text = f"{subject}\n{event.text[:_SHORT]}".lower()
    over = now.talk_at is not None and event.at > now.talk_at
    if gap < SAME_TALK and (_MOVES.search(text) or (_REPEATS.search(text) and not over)):
        return False
    if _NEXT.search(text) and gap > SAME_BREATH:
        return True
    return over if now.talk_at is not None else gap > SILENT_GAP
