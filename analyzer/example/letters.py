"""An application's mails: who writes each, with which text, in which thread."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from analyzer.example import layout, texts
from analyzer.example.casting import Cast, cast
from analyzer.example.kinds import KINDS
from analyzer.example.lots import lots
from analyzer.example.mailers import OWN_SITE, Side
from analyzer.example.plan import Course
from analyzer.example.steps import Happening
from analyzer.example.texts import Text
from analyzer.example.world import candidate
from analyzer.example.writing import Mail, Meeting
from analyzer.labels import Label

#: Mails about a talk: people answer these even where a system sends them in a recruiter's name.
_TALKS = ("invite_", "next_", "final_", "confirm", "booked", "move")
#: How many of the mails that name the time of a talk bring a calendar file, by the end of their kind.
_WITH_CALENDAR = {"booked": 1.0, "confirm": 0.6, "_fixed": 0.6, "move": 0.7, "moved": 0.7}
_MOVES = frozenset({"move", "moved"})
#: Of what people there write, so much goes into the thread; what answers the user at once always does.
_THREADED, _QUOTED = 0.6, 0.6
_ANSWERS = frozenset({"ack_mail", "confirm", "moved", "withdrawn_reply"})
_TESTS = ("test", "homework")
_ANSWER = re.compile(r"^(?:Re: |回复：)+")
_ANSWER_MARKS = {"en": ("Re: ",), "zh": ("回复：", "Re: ")}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail with what is true of it."""

    mail: Mail
    label: Label | None
    """None: the user's own."""
    kind: str
    number: int
    """The how-manieth talk it speaks of; 0: of none."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A mail to be written: what happened, who writes, with which text."""

    happening: Happening
    side: Side
    text: Text
    key: str
    """No other mail has it."""


class _Correspondence:
    """The mails of an application while they are written one after the other."""

    def __init__(self, rng: Random, members: Cast) -> None:
        self._rng = rng
        self._cast = members
        self._language = members.course.company.language
        self._last: Mail | None = None
        self._test_side: Side | None = None

    def letter(self, happening: Happening, key: str) -> Letter:
        """The next mail."""
        side, choice = self._choice(happening.kind)
        # A system sends all its applicants the same text; people write a new one each time.
        same = lots(self._cast.house, happening.kind)
        text = (same if side is Side.SYSTEM else self._rng).choice(choice)
        mail = self._mail(_Call(happening, side, text, key))
        if side in {Side.OWN, Side.PERSON} or happening.kind.startswith(_TALKS):
            self._last = mail
        return Letter(mail, KINDS[happening.kind].label, happening.kind, happening.number)

    def _choice(self, kind: str) -> tuple[Side, Sequence[Text]]:
        """The side that writes, and the texts that it may use."""
        usable = {side: self._usable(side, kind) for side in KINDS[kind].sides}
        found = {side: choice for side, choice in usable.items() if choice}
        side = self._rng.choices(list(found), [KINDS[kind].sides[side] for side in found])[0]
        if kind.startswith(_TESTS):
            # Whoever sends a test also reminds of it and receives it.
            self._test_side = self._test_side or side
            side = self._test_side if self._test_side in found else side
        return side, found[side]

    def _usable(self, side: Side, kind: str) -> tuple[Text, ...]:
        mailer = self._cast.mailers.get(side)
        names = [mailer.name] if mailer else []
        if side is Side.BOARD and not mailer:
            return ()
        return texts.available(self._language, kind, frozenset({side.value, *names}))

    def _mail(self, call: _Call) -> Mail:
        side, happening = call.side, call.happening
        company, mailer = self._cast.course.company, self._cast.mailers.get(side)
        sender, to = self._ends(call)
        slots = self._slots(call, sender[1])
        thread = self._thread(call)
        user = ZoneInfo(candidate().zone)
        return Mail(
            message_id=message_id(call.key, sender[1]),
            sender=sender,
            to=to,
            subject=self._subject(call.text.subject.format_map(slots), answers=bool(thread)),
            body=self._body(call, slots),
            sent_at=happening.at.replace(microsecond=0),
            zone=user if side is Side.OWN else company.zone,
            text_id=call.text.id,
            form=self._form(call),
            layout=mailer.layout if mailer else self._cast.layout,
            charset=mailer.charset if mailer else self._charset(side),
            wrapped=mailer is not None and self._language == "en",
            quote=self._quote() if thread else "",
            thread=thread,
            headers=self._headers(call),
            meeting=self._meeting(call),
            attachment=call.text.attachment,
        )

    def _body(self, call: _Call, slots: dict[str, str]) -> str:
        text = call.text.body.format_map(slots)
        signed = call.side is Side.PERSON and self._cast.signature
        return f"{text}\n{self._cast.signature}\n" if signed else text

    def _charset(self, side: Side) -> str:
        return "utf-8" if side is Side.OWN else self._cast.charset

    def _form(self, call: _Call) -> str:
        """Own mail and half of people's is plain; the rest as the text says."""
        plain = call.side is Side.OWN or (call.side is Side.PERSON and self._rng.random() < 0.3)
        return "plain" if plain else call.text.form

    def _ends(self, call: _Call) -> tuple[tuple[str, str], tuple[str, str]]:
        """Sender and recipient: name and address."""
        user, recruiter = candidate(), self._cast.recruiter
        own = (user.zh if self._language == "zh" else user.en, user.address)
        if call.side is Side.OWN:
            box = OWN_SITE[self._language].sender(self._cast.course.company)
            applying = call.happening.kind == "own_application"
            return own, box if applying else (recruiter.name, recruiter.address)
        mailer = self._cast.mailers.get(call.side)
        sender = mailer.sender(self._cast.course.company) if mailer else (recruiter.name, recruiter.address)
        return sender, own

    def _slots(self, call: _Call, address: str) -> dict[str, str]:
        """The slots of the text: facts that stay, and times."""
        zone, happening = self._cast.course.company.zone, call.happening
        due = happening.due or happening.at + timedelta(days=7)
        talk = happening.talk_at or due
        was = happening.was_at or talk
        moments = {"": talk, "was_": was}
        found = dict(self._cast.slots)
        for prefix, moment in moments.items():
            found[f"{prefix}date"] = texts.day(moment, zone, self._language)
            found[f"{prefix}time"] = texts.clock(moment, zone, self._language)
        found["deadline"] = texts.day(due, zone, self._language)
        found["start"] = texts.day(happening.at + timedelta(days=45), zone, self._language)
        found["link"] = link(call.key, address)
        return found

    # --- thread ---

    def _thread(self, call: _Call) -> tuple[str, ...]:
        """The message-ids that it answers; people sometimes begin a new mail, systems always do."""
        at_once = call.happening.kind in _ANSWERS or self._rng.random() < _THREADED
        answers = call.side is Side.OWN or (call.side is Side.PERSON and at_once)
        if self._last is None or not answers:
            return ()
        return (*self._last.thread, self._last.message_id)[-8:]

    def _subject(self, subject: str, *, answers: bool) -> str:
        if not answers or self._last is None:
            return _ANSWER.sub("", subject)
        return self._rng.choice(_ANSWER_MARKS[self._language]) + _ANSWER.sub("", self._last.subject)

    def _quote(self) -> str:
        """The mail before, as mail programs put it below an answer; not all do."""
        if self._last is None or self._rng.random() > _QUOTED:
            return ""
        name, address = self._last.sender
        at = self._last.sent_at.astimezone(self._last.zone)
        date = texts.day(at, self._last.zone, self._language)
        lines = layout.plain(self._last.body, wrapped=False).strip().split("\n")
        quoted = "\n".join(f"> {line}".rstrip() for line in lines)
        intro = {
            "en": f"On {date} {at.year} at {at:%H:%M}, {name} <{address}> wrote:",
            "zh": f"{name} <{address}> 于{at.year}年{date} {at:%H:%M}写道：",
        }
        return f"{intro[self._language]}\n{quoted}\n"

    # --- headers and calendar ---

    def _headers(self, call: _Call) -> tuple[tuple[str, str], ...]:
        recruiter, kind = self._cast.recruiter, call.happening.kind
        found: list[tuple[str, str]] = []
        if call.side is Side.SYSTEM and kind.startswith(_TALKS):
            found.append(("Reply-To", recruiter.address))
        if kind in {"ack", "ack_mail", "ack_board", "test_receipt"} and call.side is not Side.PERSON:
            found.append(("Auto-Submitted", "auto-replied" if kind == "ack_mail" else "auto-generated"))
        if call.side is Side.BOARD:
            found.append(("List-Unsubscribe", f"<{link(call.key, call.side.value + '.example')}>"))
        if call.side is Side.PERSON and self._cast.layout == "outlook":
            found.append(("X-Mailer", "Microsoft Outlook 16.0"))
        return tuple(found)

    def _meeting(self, call: _Call) -> Meeting | None:
        happening, course = call.happening, self._cast.course
        ending = next((end for end in _WITH_CALENDAR if happening.kind.endswith(end)), None)
        if ending is None or happening.talk_at is None or self._rng.random() > _WITH_CALENDAR[ending]:
            return None
        uid = hashlib.sha256(
            f"{self._cast.house}/{course.role}/{course.applied_at}/{happening.number}".encode()
        )
        return Meeting(
            uid=f"{uid.hexdigest()[:20]}@{course.company.domain}",
            sequence=int(happening.kind in _MOVES),
            starts_at=happening.talk_at,
            minutes=int(self._cast.slots["minutes"]),
            summary=f"{course.company.name} / {self._cast.slots['candidate']}: {course.role}",
        )


def letters(seed: int, number: int, course: Course) -> list[Letter]:
    """The mails of one application in order of time; `number` tells it from the others of the search."""
    rng = lots(seed, "letters", number)
    writing = _Correspondence(rng, cast(rng, seed, course))
    return [
        writing.letter(happening, f"{seed}/{number}/{place}")
        for place, happening in enumerate(course.happenings)
    ]


def message_id(key: str, address: str) -> str:
    """A Message-ID without angle brackets, made by the host of the address."""
    return f"{hashlib.sha256(key.encode()).hexdigest()[:26]}@{address.rpartition('@')[2]}"


def link(key: str, address: str) -> str:
    """An address to click at, on the sender's host."""
    token = hashlib.sha256(f"link/{key}".encode()).hexdigest()[:16]
    return f"https://{address.rpartition('@')[2]}/c/{token}"
