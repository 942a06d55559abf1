from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import AnalyzerError
from analyzer.imported import Listed
from analyzer.importing import COLUMNS, Order, Table, read

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PLAIN = "company,role,applied_at\nAcorn Mills,Analyst,2026-05-01\n"
ACORN = Listed("Acorn Mills", "2026-05-01", "Analyst")


def table(text: str, order: Order = Order.ISO) -> Table:
    return read(text.encode(), NOW, order)


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        b'"Company" , "Job_Title" , "Date Applied"\n"Acorn  Mills","Analyst","2026-05-01"\n',
        b"\n\n" + PLAIN.encode(),
        b"applied,title,employer\n2026-05-01,Analyst,Acorn Mills\n",
    ],
)
def test_however_the_spreadsheet_wrote_it_the_rows_are_the_same(raw: bytes) -> None:
    assert read(raw, NOW) == Table((ACORN,), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_chinese_columns_in_every_encoding_of_excel(encoding: str) -> None:
    text = "公司,职位,投递日期,渠道,备注\n青禾科技有限公司,后端开发工程师,2026年5月1日,BOSS直聘,内推\n"

    assert read(text.encode(encoding), NOW).rows == (
        Listed("青禾科技有限公司", "2026-05-01", "后端开发工程师", "BOSS直聘", "", "内推"),
    )


def test_western_letters_of_windows() -> None:
    raw = "Firma;Stelle;Bewerbungsdatum\nBäckerei Müller & Söhne;Verkäufer;01.05.2026\n".encode("cp1252")

    assert read(raw, NOW, Order.DAY_FIRST).rows == (
        Listed("Bäckerei Müller & Söhne", "2026-05-01", "Verkäufer"),
    )


@pytest.mark.parametrize(
    "head",
    [
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name",
        "Company,Job Title,Location,Date Applied,Post Url,Status",
        "Job Position,Company,Max. Salary,Location,Status,Date Saved,Deadline,Date Applied,Excitement",
    ],
)
def test_columns_of_trackers_are_known(head: str) -> None:
    names = head.split(",")
    told = {"Application Date": "2026-05-01", "Date Applied": "2026-05-01", "Job Title": "Analyst"}
    told |= {
        "Job Position": "Analyst",
        "Company": "Acorn Mills",
        "Company Name": "Acorn Mills",
        "Date Saved": "2026-04-01",
    }
    line = ",".join(told.get(name, "") for name in names)

    assert table(f"{head}\n{line}\n").rows == (ACORN,)


@pytest.mark.parametrize(
    ("told", "order", "day"),
    [
        ("2026-05-01", Order.ISO, "2026-05-01"),
        ("2026/5/1", Order.ISO, "2026-05-01"),
        ("2026.05.01", Order.ISO, "2026-05-01"),
        ("1 May 2026", Order.ISO, "2026-05-01"),
        ('"May 1, 2026"', Order.ISO, "2026-05-01"),
        ("2026-05-01T10:00:00Z", Order.ISO, "2026-05-01T10:00:00+00:00"),
        ("2026-05-01 10:00", Order.ISO, "2026-05-01T10:00:00"),
        ('"5/1/26, 3:45 PM"', Order.MONTH_FIRST, "2026-05-01"),
        ("5/1/2026", Order.DAY_FIRST, "2026-01-05"),
        ("01.05.26", Order.DAY_FIRST, "2026-05-01"),
    ],
)
def test_days_are_read(told: str, order: Order, day: str) -> None:
    assert [row.applied_at for row in table(f"company,date\nAcorn,{told}\n", order).rows] == [day]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",Analyst,2026-05-01", "names no company"),
        ("Acorn,Analyst,", "says no day of applying"),
        ("Acorn,Analyst", "says no day of applying"),
        ("Acorn,Analyst,03/04/2026", "can be read in two ways"),
        ("Acorn,Analyst,soon", "'soon' is no day that can be read"),
        ("Acorn,Analyst,2026-02-30", "is no day that can be read"),
        ("Acorn,Analyst,2027-01-01", "2027-01-01 lies in the future"),
        ("Acorn,Analyst,1970-01-01", "1970-01-01 lies before the year 2000"),
        ("Acorn,Analyst,9999-12-31", "9999-12-31 lies in the future"),
        (f"{'A' * 600},Analyst,2026-05-01", "company is longer than 500 characters"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_kept(line: str, why: str) -> None:
    found = table(
        f"company,role,applied_at\nAcorn Mills,Analyst,2026-05-01\n\n{line}\nOak,Clerk,2026-05-02\n"
    )

    assert [row.company for row in found.rows] == ["Acorn Mills", "Oak"]
    assert len(found.bad) == 1
    assert found.bad[0].startswith("line 4: ")
    assert why in found.bad[0]


def test_the_number_is_that_of_the_line_also_behind_cells_of_several_lines() -> None:
    found = table('company,applied_at,notes\nAcorn,2026-05-01,"one\ntwo\nthree"\n,2026-05-02,\n')

    assert found.bad == ("line 5: names no company",)
    assert found.rows[0].notes == "one two three"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "what,ever\n1,2\n", "company,role\nAcorn,Clerk\n", "\0\0\0", '"']
)
def test_without_its_columns_it_says_which_are_missing(text: str) -> None:
    with pytest.raises(AnalyzerError, match=r"its first line must name the columns; .*applied_at"):
        table(text)


def test_an_own_export_brings_in_only_what_was_on_a_list() -> None:
    found = table(
        "id,company,role,known_by,applied_at\n"
        "1,Acorn,Clerk,ack,2026-05-01T08:00:00Z\n2,Oak,Clerk,reply,2026-05-01T08:00:00Z\n"
        "3,'=Elm,Clerk,list,2026-05-01T10:00:00Z\n"
    )

    assert [row.company for row in found.rows] == ["=Elm"]
    assert found.from_mail == 2


def test_no_name_stands_for_two_columns() -> None:
    names = [name for aliases in COLUMNS.values() for name in aliases]

    assert len(names) == len(set(names))


@given(st.binary(max_size=300))
def test_no_bytes_break_it(raw: bytes) -> None:
    try:
        told = "\n".join(read(raw, NOW).bad)
    except AnalyzerError as error:
        told = str(error)
    assert told.replace("\n", "").isprintable()


@given(st.text(max_size=200), st.sampled_from(",;\t"))
def test_no_text_below_good_columns_breaks_it(text: str, delimiter: str) -> None:
    found = table(f"company{delimiter}applied_at\n{text}".replace("\ud800", ""))

    assert all(row.company and row.at(UTC) <= datetime(2026, 11, 23, tzinfo=UTC) for row in found.rows)
