"""A mailbox as large ones are, invented, and the same for the same seed.

70 % newsletters of 40 to 75 kB, a tenth of them job alerts, 15 % plain mail, 10 % recruiting mail, 5 % mail with an
attachment of 0.3 to 2 MB.
"""

import base64
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path

START = datetime(2024, 1, 2, 8, tzinfo=UTC)
_SPAN_DAYS = 1000
_SHOPS = (
    "Harbour Outfit",
    "Kettle & Co",
    "Paperlane",
    "云朵商城",
    "Radhaus",
    "The Daily Fern",
    "Streamhut",
    "Tea Post",
)
_FIRMS = (
    "Quillmark",
    "Sable Systems",
    "Otterline",
    "山岚科技",
    "Birkenwerk",
    "Lumen Orchard",
    "Pike & Dale",
    "Tessel",
)
_ROLES = (
    "Data Engineer",
    "Backend Developer",
    "Product Analyst",
    "QA Engineer",
    "数据分析师",
    "Systems Administrator",
)
#: One in twenty has a word of work, as in real newsletters.
NEWS = (
    "New in this week: {w}", "{w} at half price", "Your weekly digest: {w}", "周末特惠：{w}", "Nur heute: {w}",
    "{w}: read more", "We picked {w} for you", "Last chance for {w}", "{w} 🎉", "What {w} means for you",
    "Special offers: {w}", "Meet {w}", "{w} is back", "Free shipping on {w}", "Our favourite {w}", "新品上架：{w}",
    "Endlich da: {w}", "{w} in pictures", "Five things about {w}", "You are invited: {w}",
)  # fmt: skip
_LETTERS = (
    ("Thank you for applying to {c}", "we received your application for the position of {r} at {c}."),
    (
        "Your application for {r}",
        "unfortunately we decided to move forward with other candidates for {r} at {c}.",
    ),
    (
        "Interview with {c}: {r}",
        "we would like to invite you to an interview for the {r} position. When suits you?",
    ),
    (
        "Online assessment for {r}",
        "please complete the online assessment for the {r} position within five days.",
    ),
    ("Update on {r} at {c}", "the {r} role has been put on hold because of a hiring freeze at {c}."),
)
_WORDS = """
river lantern copper window morning garden letter market winter orchard paper quiet bridge silver carpet engine harbour
meadow pocket signal thunder velvet wagon yellow 天气 咖啡 新品 周末 旅行 Haus Garten Fenster
"""


class Writer:
    """Writes mails one after the other."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - invented mail
        self._pages = [self._page() for _ in range(40)]
        self._files = [
            base64.encodebytes(self._dice.randbytes(1_500_000)).replace(b"\n", b"\r\n") for _ in range(3)
        ]
        self._number = 0

    def mails(self, count: int) -> Iterator[tuple[str, datetime, bytes]]:
        """Kind, date and bytes of each, in order of time."""
        kinds = self._dice.choices(["news", "plain", "recruiting", "attached"], [70, 15, 10, 5], k=count)
        for place, kind in enumerate(kinds):
            at = START + timedelta(days=_SPAN_DAYS * place / count, seconds=self._dice.randrange(3600))
            yield kind, at, getattr(self, f"_{kind}")(at)

    def _news(self, at: datetime) -> bytes:
        if self._dice.random() < 0.1:
            return self._alert(at)
        shop = self._dice.choice(_SHOPS)
        domain = f"mail.shop{_SHOPS.index(shop)}.example"
        more = (
            f"List-Unsubscribe: <https://{domain}/u/{self._token(80)}>",
            f"List-Id: <{domain}>",
            "Precedence: bulk",
        )
        subject = self._dice.choice(NEWS).format(w=self._words(3))
        page = self._dice.choice(self._pages)[: self._dice.randrange(40_000, 70_000)]
        return self._head(shop, f"news@{domain}", subject, at, more) + _alternative(self._words(120), page)

    def _alert(self, at: datetime) -> bytes:
        more = (f"List-Unsubscribe: <https://linkedin.com/u/{self._token(80)}>",)
        page = self._dice.choice(self._pages)[: self._dice.randrange(40_000, 70_000)]
        head = self._head(
            "LinkedIn Job Alerts", "jobalerts-noreply@linkedin.com", "5 new jobs for you", at, more
        )
        return head + _alternative(self._words(120), page)

    def _plain(self, at: datetime) -> bytes:
        subject = self._dice.choice(["", "", "Re: "]) + self._words(4)
        sender = f"person{self._dice.randrange(400)}@post{self._dice.randrange(30)}.example"
        return self._head("Person Invented", sender, subject, at) + _text(
            "\r\n".join(self._words(14) for _ in range(50))
        )

    def _recruiting(self, at: datetime) -> bytes:
        firm, role = self._dice.choice(_FIRMS), self._dice.choice(_ROLES)
        subject, text = (part.format(c=firm, r=role) for part in self._dice.choice(_LETTERS))
        page = self._dice.choice(self._pages)[: self._dice.randrange(3_000, 9_000)]
        head = self._head(firm, f"careers@firm{_FIRMS.index(firm)}.example", subject, at)
        return head + _alternative(
            f"Dear Robin,\r\n\r\n{text}\r\n\r\n{firm}", f"<p>{text}</p>".encode() + page
        )

    def _attached(self, at: datetime) -> bytes:
        size = int(0.3e6 * (2.0 / 0.3) ** self._dice.random())
        head = self._head("Person Invented", f"p{self._dice.randrange(99)}@corp.example", self._words(4), at)
        file = self._dice.choice(self._files)[:size]
        body = (
            b"--b2\r\n"
            + _text(self._words(200))
            + b'\r\n--b2\r\nContent-Type: application/pdf; name="paper.pdf"\r\n'
        )
        body += b'Content-Disposition: attachment; filename="paper.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        return (
            head + b'Content-Type: multipart/mixed; boundary="b2"\r\n\r\n' + body + file + b"\r\n--b2--\r\n"
        )

    def _head(self, name: str, address: str, subject: str, at: datetime, more: tuple[str, ...] = ()) -> bytes:
        """With the trail that a mail collects on its way: two thirds of a real header."""
        self._number += 1
        domain = address.partition("@")[2]
        hops = (
            f"Received: from mta{n}.{domain} (203.0.113.{n}) by mx{n}.example.com with ESMTPS id {self._token(16)};\r\n"
            f"\t{format_datetime(at)}"
            for n in range(4)
        )
        lines = (
            *hops,
            f"DKIM-Signature: v=1; a=rsa-sha256; d={domain};\r\n\tb={self._token(340)}",
            f"ARC-Seal: i=1; a=rsa-sha256; d=example.com;\r\n\tb={self._token(340)}",
            f"From: {_encoded(name)} <{address}>",
            "To: Robin Vale <robin@example.org>",
            f"Subject: {_encoded(subject)}",
            f"Date: {format_datetime(at)}",
            f"Message-ID: <{self._token(20)}.{self._number}@{domain}>",
            "MIME-Version: 1.0",
            *more,
        )
        return "\r\n".join((*lines, "")).encode()

    def _page(self) -> bytes:
        cell = '<tr><td style="padding:{n}px;font-family:Arial,sans-serif"><a href="https://c.example/{t}">{w}</a></td></tr>'
        cells = (cell.format(n=n % 30, t=self._token(120), w=self._words(9)) for n in range(330))
        return f"<html><body><table>{''.join(cells)}".encode()

    def _words(self, count: int) -> str:
        return " ".join(self._dice.choices(_WORDS.split(), k=count))

    def _token(self, length: int) -> str:
        return f"{self._dice.getrandbits(4 * length):0{length}x}"


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=900).encode()


def _text(text: str, kind: str = "plain") -> bytes:
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return f"{head}{text}\r\n".encode()


def _alternative(text: str, page: bytes) -> bytes:
    lines = b"\r\n".join(page[start : start + 900] for start in range(0, len(page), 900)).decode(
        "utf-8", "ignore"
    )
    inner = b"--b1\r\n" + _text(text) + b"--b1\r\n" + _text(lines, "html") + b"--b1--\r\n"
    return b'Content-Type: multipart/alternative; boundary="b1"\r\n\r\n' + inner


def fill(maildir: Path, count: int, owner: int, seed: int = 1) -> int:
    """Writes `count` mails into a Maildir whose folders are there; gives their bytes in all."""
    total = 0
    for number, (_, at, raw) in enumerate(Writer(seed).mails(count)):
        path = maildir / "cur" / f"{int(at.timestamp())}.M{number:06d}P1.bench,S={len(raw)}:2,S"
        path.write_bytes(raw)
        os.utime(path, (at.timestamp(), at.timestamp()))
        os.chown(path, owner, owner)
        total += len(raw)
    return total
