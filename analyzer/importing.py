"""A table of applications, as people keep it or a tracker exports it, read line by line; pure."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from analyzer.cells import plain
from analyzer.errors import AnalyzerError
from analyzer.imported import Listed
from analyzer.labels import KnownBy
from analyzer.read.charset import decode
from analyzer.terminal import printable

#: Column → what it is called in lists, in lower case; where a list has several of them, the first one counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "company": (
        "company", "company name", "employer", "organization", "organisation",
        "公司", "公司名称", "企业", "企业名称", "单位", "雇主", "公司名稱",
        "firma", "unternehmen", "entreprise", "empresa", "azienda", "会社名", "企業名",
    ),
    "role": (
        "role", "job title", "title", "position", "job position", "role title", "job",
        "岗位", "职位", "岗位名称", "职位名称", "应聘岗位", "应聘职位", "投递岗位", "投递职位", "職位", "職缺",
        "stelle", "poste", "puesto", "職種",
    ),
    "applied_at": (
        "applied at", "date applied", "applied date", "application date", "applied on", "applied",
        "date of application", "submitted", "date",
        "投递日期", "投递时间", "申请日期", "申请时间", "应聘日期", "投遞日期", "日期",
        "bewerbungsdatum", "beworben am", "date de candidature", "応募日",
    ),
    "source": (
        "source", "job board", "board", "platform", "channel", "via",
        "来源", "渠道", "投递渠道", "平台", "招聘平台", "來源", "quelle",
    ),
    "url": ("url", "job url", "job link", "link", "post url", "posting url", "链接", "职位链接", "岗位链接", "網址"),
    "notes": ("notes", "note", "comments", "comment", "备注", "说明", "備註", "notizen"),
    "known by": ("known by",),
}  # fmt: skip
_NEEDED = ("company", "applied_at")
_DELIMITERS = ",;\t|"
#: Nobody's list of today reaches further back, so an earlier day is a slip.
_FIRST_DAY = date(2000, 1, 1)
_LONGEST = 500


class Order(StrEnum):
    """How days are written whose parts could stand in another order, such as 03/04/2026."""

    ISO = "iso"
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


#: Forms that can be read in one way only; a time may follow.
_CLEAR = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_ORDERED: Mapping[Order, tuple[str, ...]] = {
    Order.ISO: (),
    Order.MONTH_FIRST: ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y"),
    Order.DAY_FIRST: ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d.%m.%y"),
}
_UNCLEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b")
#: A time of day behind a day: `T10:00`, ` 3:45 PM`, ` 15:20:01`.
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$")


@dataclass(frozen=True, slots=True)
class Table:
    """What a list holds."""

    rows: tuple[Listed, ...]
    bad: tuple[str, ...]
    """Of each line that cannot be used its number and why."""
    from_mail: int = 0
    """Lines that say themselves that mail made them known: those of this program's own export."""


def read(raw: bytes, now: datetime, order: Order = Order.ISO) -> Table:
    """The applications of a CSV file, in whatever encoding and with whatever delimiter a spreadsheet wrote it.

    Raises AnalyzerError if its first line does not name the columns that are needed.
    """
    text = decode(raw, None)
    lines = _lines(text)
    head = next(lines, (1, []))[1]
    places = _places(head)
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        raise AnalyzerError(_no_columns(head, missing))
    rows, bad, from_mail = list[Listed](), list[str](), 0
    for number, cells in lines:
        told = {name: _cell(cells, place) for name, place in places.items()}
        if told.get("known by") in set(KnownBy) - {KnownBy.LIST}:
            from_mail += 1
            continue
        found = _row(told, now, order)
        if isinstance(found, Listed):
            rows.append(found)
        else:
            bad.append(f"line {number}: {found}")
    return Table(tuple(rows), tuple(bad), from_mail)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number of the line at which it begins, and cells, of every line that is not empty."""
    reader = csv.reader(
        io.StringIO(text.replace("\0", ""), newline=None), delimiter=_delimiter(text), skipinitialspace=True
    )
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = [""]
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _delimiter(text: str) -> str:
    """The one that makes the most known columns of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda char: len(_places(next(csv.reader([first], delimiter=char), []))))


def _places(head: Sequence[str]) -> dict[str, int]:
    """Column → its place in the line."""
    names = [_name(cell) for cell in head]
    found = {
        column: next((names.index(alias) for alias in aliases if alias in names), None)
        for column, aliases in COLUMNS.items()
    }
    return {column: place for column, place in found.items() if place is not None}


def _name(cell: str) -> str:
    told = unicodedata.normalize("NFKC", cell).casefold()
    return " ".join(re.sub(r"[_\-:*()\ufeff]", " ", told).split())


def _no_columns(head: Sequence[str], missing: Sequence[str]) -> str:
    seen = ", ".join(printable(cell.strip()) for cell in head[:12] if cell.strip()) or "nothing"
    known = "; ".join(f"{name}: {', '.join(COLUMNS[name][:4])}, {COLUMNS[name][-1]}" for name in missing)
    return (
        f"its first line must name the columns; {' and '.join(missing)} cannot be found in: {seen[:300]}. "
        f"Columns may be called, for example, {known}"
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(plain(cells[place]).split()) if place < len(cells) else ""


def _row(told: Mapping[str, str], now: datetime, order: Order) -> Listed | str:
    """The application, or why the line cannot be used."""
    if not told["company"]:
        return "names no company"
    long = next((name for name, value in told.items() if name != "notes" and len(value) > _LONGEST), "")
    if long:
        return f"{long} is longer than {_LONGEST} characters"
    at = _moment(told["applied_at"], order)
    if at is None:
        return _no_day(told["applied_at"], order)
    day = date.fromisoformat(at[:10])
    if not _FIRST_DAY <= day <= (now.astimezone(UTC) + timedelta(days=1)).date():
        return f"{day} lies {'in the future' if day > _FIRST_DAY else 'before the year 2000'}"
    rest = {name: told.get(name, "") for name in ("role", "source", "url", "notes")}
    return Listed(told["company"], at, **rest)


def _moment(text: str, order: Order) -> str | None:
    """The day, with its time where that is written as in ISO 8601; None if it cannot be read."""
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text):
        try:
            return datetime.fromisoformat(text).isoformat(timespec="seconds")
        except ValueError:
            return None
    bare = " ".join(_TIME.sub("", text).replace(",", " ").split())
    for form in (*_CLEAR, *_ORDERED[order]):
        try:
            return datetime.strptime(bare, form).date().isoformat()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def _no_day(text: str, order: Order) -> str:
    shown = printable(text[:40])
    if not text:
        return "says no day of applying"
    if order is Order.ISO and _UNCLEAR.match(text):
        return f"{shown!r} can be read in two ways; write 2026-01-31, or say --dates mdy or --dates dmy"
    return f"{shown!r} is no day that can be read; write it like 2026-01-31"
