"""Company and role of a mail: candidates from rules and tagger, the best by trained weights, or none."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from analyzer.domain import Email
from analyzer.track import agencies, hosts, places, rules, senders
from analyzer.track.agencies import Agency
from analyzer.track.behind import company_before, cut_inside
from analyzer.track.candidates import LENIENCY, Candidate, candidates, facts
from analyzer.track.companies import company_name, is_team, names_nobody, team_company
from analyzer.track.completing import completed, in_full, with_form, with_initials, with_possessive
from analyzer.track.names import company_key, role_key
from analyzer.track.ranking import Ranker
from analyzer.track.roles import is_whole, role_name, without_post
from analyzer.track.said import TAGGED, Origin, Said
from analyzer.track.systems import SenderRow
from analyzer.track.tagging import Floats, Tag, Tagger, spans
from analyzer.track.text import (
    EDGES,
    ends_in_particle,
    has_both_brackets,
    has_head,
    is_role,
    tidy,
    without_next_sentence,
    without_particle,
)
from analyzer.track.tokens import Tokens, tokens

#: A name has no more tokens: a character of Chinese is one.
_LONGEST = 40
#: Where no company is likely enough, the rules' choice needs this chance, and so does the client of an agency.
_SPOKEN_FOR = 0.1
#: Nothing speaks against the rules' choice, or the domain's name, while all companies have less than this.
_RIVAL = 0.25
#: So much weight of phrases makes another company than the agency its client.
_SURE_CLIENT = 4.0
#: A name with so many spaces that stands in the mail once may have taken in what stands behind it.
_ENDLESS = 5
#: Keys of names up to this long may be parts of words.
_SHORT_NAME = 7


@dataclass(frozen=True)
class Heard:
    """A mail as far as it was looked at."""

    email: Email
    own: bool
    row: SenderRow | None
    people: frozenset[str]
    """Keys of the names of those who write and read."""
    told: tuple[tuple[str, str, float], ...]
    """(company, role, weight) of the phrases found."""
    mail: Tokens
    likely: Floats
    spans: tuple[tuple[Origin, Tag, str], ...]
    """What the tagger found: how leniently, of which kind, and the text."""

    def fitting(self, said: Iterable[Said]) -> Iterator[Said]:
        """The companies without those that no mail of this sender means."""
        return rules.fitting(said, self.row, self.people, senders.employed_by(self.email.subject, self.row))

    @cached_property
    def by_rule(self) -> tuple[Said, ...]:
        """The companies that sender, phrases and lines give."""
        return tuple(_by_rule(self))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The sender's name, and the lines at both ends of the text, where offices stand."""
        email = self.email
        return (
            email.sender.name,
            *email.text[-places.TAIL :].splitlines(),
            *email.text[: places.HEAD].splitlines(),
        )

    @cached_property
    def chosen(self) -> str:
        """The company that the rules choose; empty if they are silent."""
        return rules.best(self.fitting(self.by_rule), company_key, rules.ENOUGH_COMPANY)


@dataclass(frozen=True)
class Namer:
    """All that is learned of names."""

    tagger: Tagger
    common_words: tuple[str, ...]
    """Words that are mostly written small, sorted."""
    companies: Ranker
    roles: Ranker

    @cached_property
    def common(self) -> frozenset[str]:
        """The common words, to be asked for."""
        return frozenset(self.common_words)

    def hear(self, email: Email, *, own: bool) -> Heard:
        """Looks at the mail once for all that follows; `own`: the user wrote it."""
        mail = tokens(email)
        likely = self.tagger.likely(mail)
        row = None if own else senders.find(email)
        people, told = rules.people(email, own=own), tuple(places.told(email))
        return Heard(email, own, row, people, told, mail, likely, tuple(_spans(mail, likely)))

    def company(self, heard: Heard) -> str:
        """The company that the mail names, or its agency; empty if there is none."""
        return self._named(heard, *self._weighed(heard))

    def _weighed(self, heard: Heard) -> tuple[list[Candidate], Floats]:
        """Companies that the mail may mean, and a chance of each."""
        found, rows = self.company_facts(heard)
        return found, self.companies.chances(rows)

    def _named(self, heard: Heard, found: Sequence[Candidate], chances: Floats) -> str:
        """The likeliest candidate; where none is likely, what the rules choose; else what the domain is called.

        Nothing is said where another name is less unlikely: a wrong company is worse than none.
        """
        rules, domain = heard.chosen, places.last_resort(heard.email, own=heard.own)
        # The ranker has learned from mail that companies write.
        if named := (heard.own and rules) or self.companies.best(found, chances, kin=True):
            return _made_whole(_without_rest(named, found), found, heard.email)
        if chances.max(initial=0.0) < _RIVAL or _answers(heard.email, rules):
            return rules or domain
        same = [chance for one, chance in zip(found, chances, strict=True) if one.key == company_key(rules)]
        return rules if max(same, default=0.0) >= _SPOKEN_FOR else ""

    def employer(self, heard: Heard) -> tuple[str, str]:
        """The company, and the agency that recruits for it; the agency is the company where no client is named."""
        found, chances = self._weighed(heard)
        company = self._named(heard, found, chances)
        if heard.own:
            return company, ""
        if known := agencies.agency(heard.email):
            return agencies.parted(known, _for_whom(heard, known) or company, heard.email)
        client = _client(company, heard.email, found, chances)
        return (client, company) if client else (company, "")

    def role(self, heard: Heard, company: str) -> str:
        """The likeliest role of a mail of that company, or what a board sets beside it; empty if there is none."""
        found, rows = self.role_facts(heard, company)
        role = self.roles.best(found, self.roles.chances(rows))
        if not role and _of_board(heard):
            role = places.role_beside(heard.email, company)
        return completed(role, company, (heard.email.subject, heard.email.text)) if role else ""

    def company_facts(self, heard: Heard) -> tuple[list[Candidate], Floats]:
        """Companies that the mail may mean, and a row of facts of each."""
        found = candidates(
            heard.fitting(_companies(heard)), company_key, heard.mail, heard.likely, Tag.COMPANY
        )
        further = {name: partial(fact, heard) for name, fact in ABOUT_COMPANIES.items()}
        return found, facts(found, company_key(heard.chosen), self.common, further)

    def role_facts(self, heard: Heard, company: str) -> tuple[list[Candidate], Floats]:
        """Roles that a mail of that company may mean, and a row of facts of each."""
        said = [
            one
            for one in _roles(heard, company)
            if not _names_person(one.name, heard.people)
            and not _only_in_company(one.name, company, heard.email)
        ]
        found = candidates(said, role_key, heard.mail, heard.likely, Tag.ROLE)
        chosen = role_key(rules.best(said[: _rules_only(said)], role_key, rules.ENOUGH_ROLE))
        return found, facts(found, chosen, self.common, ABOUT_ROLES)


def _spans(mail: Tokens, likely: Floats) -> Iterator[tuple[Origin, Tag, str]]:
    for origin, leniency in zip(TAGGED, LENIENCY, strict=True):
        for span in spans(likely, leniency):
            if span.end - span.first <= _LONGEST:
                whole = mail.word_start(span.first), mail.word_end(span.end)
                for first, end in dict.fromkeys(((span.first, span.end), whole)):
                    yield origin, span.tag, mail.piece(first, end)


def _answers(email: Email, company: str) -> bool:
    """Whether answers go to that company by name; the corpus, and so the ranker, knows no Reply-To."""
    return bool(company) and any(
        company_key(one.name) == company_key(company) for one in places.reply_to(email)
    )


def _without_rest(name: str, found: Sequence[Candidate]) -> str:
    """Of an endless name, as torn mail has it, the candidate that it begins with and that the mail repeats."""
    if name.count(" ") < _ENDLESS:
        return name
    often = {one.name: len(one.fields) for one in found}
    if often.get(name, 0) > 1:
        return name
    repeated = [one for one in found if len(one.fields) > 1 and name.startswith(f"{one.name} ")]
    return max(repeated, key=lambda one: len(one.fields)).name if repeated else name


def _made_whole(name: str, found: Sequence[Candidate], email: Email) -> str:
    texts = (email.subject, email.text, email.sender.name)
    wholes = [one.name for one in found if one.rules > 0]
    return with_possessive(in_full(with_form(with_initials(name, texts), texts), wholes, texts), texts)


def _for_whom(heard: Heard, found: Agency) -> str:
    """The company with whose role a surely named agency's mail deals: "the Data Analyst position at Acme"."""
    told = (
        Said(company_name(company), Origin.PHRASE, weight) for company, _, weight in heard.told if company
    )
    others = [one for one in told if found.name and not agencies.is_like(one.name, found.name)]
    return rules.best(heard.fitting(others), company_key, _SURE_CLIENT)


def _client(company: str, email: Email, found: Sequence[Candidate], chances: Floats) -> str:
    """The likeliest other company beside a sender that sounds like an agency; empty where it is unlikely."""
    if not (agencies.sounds_like_one(company) and agencies.is_senders(company, email)):
        return ""
    others = [
        (chance, one.name)
        for one, chance in zip(found, chances, strict=True)
        if chance >= _SPOKEN_FOR
        and not agencies.is_like(one.name, company)
        and not agencies.sounds_like_one(one.name)
    ]
    return max(others, default=(0.0, ""))[1]


def _by_rule(heard: Heard) -> Iterator[Said]:
    return _cleared(heard, _told_by_rule(heard))


def _cleared(heard: Heard, said: Iterable[Said]) -> Iterator[Said]:
    """The companies without office, title and person behind them, and none that names nobody."""
    for one in said:
        name = company_before(one.name, heard.email.sender, heard.people)
        name = cut_inside(name, heard.lines, heard.email.sender, heard.people)
        if not names_nobody(name) and has_both_brackets(name):
            yield one if name == one.name else replace(one, name=name)


def _told_by_rule(heard: Heard) -> Iterator[Said]:
    email = heard.email
    yield from places.recipient(email) if heard.own else places.sender(email, heard.row)
    for company, role, weight in heard.told:
        if company and is_whole(role):
            yield Said(company_name(company), Origin.PHRASE, weight)
    yield from places.company_lines(email)


def _companies(heard: Heard) -> Iterator[Said]:
    yield from heard.by_rule
    yield from _cleared(heard, _further_companies(heard))


def _further_companies(heard: Heard) -> Iterator[Said]:
    for company, role, weight in heard.told:
        if company and not is_whole(role):
            yield Said(company_name(company), Origin.LOOSE, weight)
    yield Said(places.last_resort(heard.email, own=heard.own), Origin.DOMAIN)
    yield from places.pieces(heard.email, own=heard.own)
    for origin, tag, text in heard.spans:
        if tag is Tag.COMPANY:
            name = without_next_sentence(tidy(text)).removesuffix("'s").removesuffix("’s").strip(" ,;:")
            written = () if ends_in_particle(name) else (name,)
            variants = dict.fromkeys([*written, without_particle(name), team_company(name)])
            yield from (Said(one, origin) for one in variants if one)


def _roles(heard: Heard, company: str) -> Iterator[Said]:
    """Roles by rule first, then those of the tagger, cleaned and, where that changes them, as they stand."""
    for _, role, weight in heard.told:
        if role and (name := role_name(role, company)):
            yield Said(name, Origin.PHRASE, places.role_weight(name, weight))
    yield from places.role_lines(heard.email, company)
    for origin, tag, text in heard.spans:
        if tag is Tag.ROLE:
            whole = without_post(without_next_sentence(tidy(text)).strip(EDGES))
            cleaned = role_name(whole, company)
            if cleaned and _ADDRESSED.search(whole):
                whole = cleaned
            # "Acme intern" for Acme's programme: without the company nothing is left that is a role.
            if cleaned or not company or company.casefold() not in whole.casefold():
                yield from (Said(name, origin) for name in dict.fromkeys([cleaned, whole]))


#: Words of a Chinese sentence to the reader.
_ADDRESSED = re.compile("[您你]")


def _names_person(role: str, people: frozenset[str]) -> bool:
    """Whether the text is a name of somebody who writes or reads, or holds a whole one, as footers of boards do."""
    key = company_key(role)
    return any(name == key or (len(name) > _SHORT_NAME and name in key) for name in people)


def _only_in_company(role: str, company: str, email: Email) -> bool:
    """Whether the words stand in the mail only as a part of the company's name: "Analyst" at "Analysts AG"."""
    part, whole = role.casefold(), company.casefold()
    if part not in whole:
        return False
    text = f"{email.subject}\n{email.text}".casefold()
    return text.count(part) <= text.count(whole) * whole.count(part)


def _rules_only(said: Sequence[Said]) -> int:
    """How many of the names come before the first of the tagger."""
    return next((at for at, one in enumerate(said) if one.origin in TAGGED), len(said))


#: What sender and domain say of a company's name: a fact → its value. Together with FACTS what its ranker weighs.
ABOUT_COMPANIES: Mapping[str, Callable[[Heard, str], float]] = {
    "like the domain": lambda heard, name: float(_is_like(heard.mail.slug, name)),
    "there is a domain": lambda heard, _: float(bool(heard.mail.slug)),
    "like the box": lambda heard, name: float(_is_like(heard.mail.box, name)),
    "is a system": lambda _, name: float(senders.plain(name) in senders.BRANDS),
    "is the board": lambda heard, name: float(_of_board(heard) and senders.plain(name) in senders.BRANDS),
    "of a system": lambda heard, _: float(heard.row is not None),
    "of a board": lambda heard, _: float(_of_board(heard)),
    "is a role": lambda _, name: float(is_role(name)),
    "sounds like an agency": lambda _, name: float(agencies.sounds_like_one(name)),
    "names a team": lambda _, name: float(is_team(name)),
}
#: The same of a role's name.
ABOUT_ROLES: Mapping[str, Callable[[str], float]] = {"has head": lambda name: float(has_head(name))}


def _is_like(slug: str, name: str) -> bool:
    return bool(slug) and hosts.is_short_for(slug, name)


def _of_board(heard: Heard) -> bool:
    return bool(heard.row and heard.row.board)
