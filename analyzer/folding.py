"""Copies of a mail counted once, and of thousands of mails no more in memory than tells them apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from analyzer.corrections import NO_ID, NOTHING_SAID, Correction, Corrections, as_said
from analyzer.deriving import Gist, Stored
from analyzer.domain import Address, Email, FolderRole, Verdict
from analyzer.read.forward import is_forwarded, unwrapped

#: The date above a forwarded mail may be off by a zone; where it cannot be read it is that of the forwarding.
_FORWARDED_DATE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Folded:
    """A mail with all folders in which copies of it lie."""

    id: int
    """Of its first copy that was judged."""
    email: Email
    verdict: Verdict | None
    """With the label that the user said, if they said one."""
    roles: frozenset[FolderRole]
    correction: Correction | None = None
    forwarded: bool = False
    """The user sent it to themselves; `email` is the mail within."""

    @property
    def junk(self) -> bool:
        """Whether it lies among junk alone."""
        return self.roles == {FolderRole.JUNK}

    def is_from(self, own: frozenset[str]) -> bool:
        """Whether the user sent it, whose addresses are `own`."""
        sent = FolderRole.SENT in self.roles and not self.forwarded
        return sent or self.email.sender.address.lower() in own


def told_apart(
    gists: Iterable[Gist], own: frozenset[str], corrections: Corrections = NOTHING_SAID
) -> tuple[list[int], list[Gist]]:
    """The ids of the mails to be read whole, with all copies of them, and the others, which are only counted.

    Whole are read steps of applications, mail that the user wrote, forwarded or spoke of. `gists` are gone through
    twice.
    """
    spoken_of = {one.message_id for one in corrections.of_mails}
    # There may be 100,000 of them: a slice is `what`, and takes half the time.
    whole = {
        (message_id, sender, subject)
        for _, message_id, sender, subject, _, step in gists
        if step
        or sender.lower() in own
        or is_forwarded(subject)
        or (spoken_of and (message_id in spoken_of or message_id.startswith(NO_ID)))
    }
    read, counted = list[int](), list[Gist]()
    for gist in gists:
        if gist[1:4] in whole:
            read.append(gist.id)
        else:
            counted.append(gist)
    return read, counted


def first_sent(plain: Iterable[Gist], now: datetime) -> dict[tuple[str, str, str], datetime]:
    """When each of the mails that are only counted was sent, its first copy."""
    when, sent = datetime.fromisoformat, dict[tuple[str, str, str], datetime]()
    for _, message_id, sender, subject, sent_at, _ in plain:
        at = when(sent_at)
        if at <= now:
            sent.setdefault((message_id, sender, subject), at)
    return sent


def folded(
    stored: Iterable[Stored], own: frozenset[str], zone: tzinfo, corrections: Corrections
) -> Iterator[Folded]:
    """One for each mail, of its first copy that was judged: the same Message-ID, sender and subject.

    Of thousands of mails only what tells them apart is held; `whole` gives the rest.
    """
    groups: dict[tuple[str, ...], Folded] = {}
    for item in stored:
        email = item.email
        key = (email.message_id, email.sender.address, email.subject)
        seen = groups.get(key)
        first = (
            seen if seen and (seen.verdict or not item.verdict) else _received(item, own, zone, corrections)
        )
        groups[key] = replace(first, roles=seen.roles | item.roles) if seen else first
    yield from groups.values()


def _received(item: Stored, own: frozenset[str], zone: tzinfo, corrections: Corrections) -> Folded:
    """The mail as it was received, if the user forwarded it to themselves; else what tells it from others.

    Beside it stands what they said of it.
    """
    inner = unwrapped(item.email, own, zone)
    forwarded = inner is not item.email
    email = inner if forwarded else _outline(item.email)
    said = corrections.of(item.email) if corrections else None
    brief = item.verdict and replace(item.verdict, why=(), chances=())
    return Folded(item.id, email, _as_user_said(brief, said), item.roles, said, forwarded)


def _as_user_said(verdict: Verdict | None, said: Correction | None) -> Verdict | None:
    return as_said(verdict, said.label) if said and said.label else verdict


def _outline(email: Email) -> Email:
    """Number, date, sender and subject of the mail: there may be thousands."""
    return Email(email.message_id, email.sent_at, email.sender, Address(), (), email.subject, "")


def whole(held: dict[int, Folded], stored: Iterable[Stored]) -> Iterator[Folded]:
    """The mails, by their ids, with their texts and all that is said of them; `stored` is gone through once more.

    Each is taken out of `held`, so that what is made of it stands where it stood.
    """
    for item in stored:
        if mail := held.pop(item.id, None):
            email = mail.email if mail.forwarded else item.email
            yield replace(mail, email=email, verdict=_as_user_said(item.verdict, mail.correction))


def without_repeats(
    mails: Sequence[Folded], further: Mapping[tuple[str, str, str], datetime]
) -> list[Folded]:
    """The mails without those forwarded whose original is there too, among them or `further` on."""
    wanted = {_what(mail.email) for mail in mails if mail.forwarded}
    originals: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for mail in mails:
        if not mail.forwarded and _what(mail.email) in wanted:
            originals[_what(mail.email)].append(mail.email.sent_at)
    for (_, sender, subject), at in further.items() if wanted else ():
        if (sender.lower(), subject) in wanted:
            originals[sender.lower(), subject].append(at)
    return [
        mail
        for mail in mails
        if not mail.forwarded
        or all(abs(mail.email.sent_at - at) > _FORWARDED_DATE for at in originals[_what(mail.email)])
    ]


def _what(email: Email) -> tuple[str, str]:
    return email.sender.address.lower(), email.subject
