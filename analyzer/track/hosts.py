"""What a mail host says about a company: its registered name; nothing if it is a mail provider's or a system's."""

import re
from functools import cache, lru_cache

from analyzer.domain import Email
from analyzer.suffixes import extractor
from analyzer.track import senders
from analyzer.track.names import folded

_FREEMAIL_WORDS = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com
mac.com proton.me protonmail.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de posteo.de
mailbox.org orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tin.it wp.pl o2.pl onet.pl
interia.pl yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de yahoo.es hotmail.fr hotmail.es hotmail.co.uk uol.com.br
bol.com.br terra.com.br qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn
aliyun.com 21cn.com tom.com hinet.net yahoo.com.tw naver.com daum.net hanmail.net kakao.com fastmail.com
zoho.com mail.com mail.ru yandex.ru
"""
#: Mail providers that anybody can have an address with.
FREEMAIL = frozenset(_FREEMAIL_WORDS.split())
_CARRIERS_WORDS = """
amazonses sendgrid mailgun mailchimp mandrillapp sparkpostmail example gov google calendar zoom microsoft teams
mail email gmail mailbox postbox postfach correo correio posta poczta
"""
#: Registered names under which mail is only delivered for others.
CARRIERS = frozenset(_CARRIERS_WORDS.split())


@cache
def registered(domain: str) -> str:
    """`acme.co.uk` for `mail.acme.co.uk`; its last two labels where the suffix is on no list; else empty."""
    parts = extractor()(domain)
    if parts.suffix:
        return parts.top_domain_under_public_suffix.lower()
    labels = domain.lower().split(".")
    return ".".join(labels[-2:]) if len(labels) > 1 and not parts.ipv4 else ""


def is_freemail(domain: str) -> bool:
    """Whether anybody can have an address there."""
    return domain in FREEMAIL or registered(domain) in FREEMAIL


@cache
def company_domain(domain: str) -> str:
    """The registered domain if it is a company's own, or its site at a system: `acme.recruitee.com`.

    Empty for freemail, carriers, and what else systems mail from.
    """
    if site := senders.site(domain):
        return site
    name = registered(domain)
    if not name or is_freemail(domain) or senders.by_domain(domain):
        return ""
    return "" if name.split(".")[0] in CARRIERS else name


def label(domain: str) -> str:
    """The first part of the company's domain or site: `acme` for `mail.acme.co.uk`; empty if it is no company's."""
    return company_domain(domain).split(".")[0]


def employer(email: Email) -> str:
    """The short name of who writes, is answered, or has the career site that is linked; empty if no host tells."""
    found = (email.sender.domain, email.reply_to.domain, senders.site_of(email))
    return next(filter(None, map(label, found)), "")


def as_name(short: str) -> str:
    """A short name with a capital, as a company's name where nothing better is known; empty if it may be none."""
    return short.capitalize() if re.fullmatch(r"[a-z][a-z0-9]{2,24}", short) else ""


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
_BARRED = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "đ": "d"})


@lru_cache(maxsize=50_000)  # the same words of the same names are asked about a hundred times a mail
def domain_forms(name: str) -> frozenset[str]:
    """How a name may be written in a domain: without accents, or ä as ae; with and without "and"."""
    lower = name.casefold()
    plain = {folded(lower.translate(table)) for table in (_UMLAUTS, _BARRED)}
    return frozenset(
        re.sub(r"[^a-z0-9]", "", form.replace("&", word)) for form in plain for word in ("and", "")
    )


def is_short_for(slug: str, name: str) -> bool:
    """Whether a name holds the short name of a domain, or begins like it: `acme` and "Acme Labs"."""
    goal = re.sub(r"[^a-z0-9]", "", slug.casefold())
    forms = domain_forms(name)
    return bool(goal) and any(goal in form or (len(goal) > 4 and form[:5] == goal[:5]) for form in forms)
