from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.read.written_dates import parse_written

EAST = timezone(timedelta(hours=8))
AFTERNOON = datetime(2026, 11, 16, 7, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, Nov 16, 2026 at 3:04 PM",
        "Mon, Nov 16, 2026 at 3:04\u202fp.m.",
        "Monday, November 16, 2026 3:04 PM",
        "Monday, 16 November 2026 15:04",
        "Mon, 16 Nov 2026 at 15:04",
        "Mon, 16 Nov 2026 15:04:05 +0800",
        "16 November 2026 at 15:04:05 GMT+8",
        "November 16, 2026 at 07:04:05 UTC",
        "Mo., 16. Nov. 2026 um 15:04 Uhr",
        "Montag, 16. November 2026 15:04",
        "16.11.2026 15:04",
        "lundi 16 novembre 2026 15:04",
        "lun. 16 nov. 2026 à 15:04",
        "lun, 16 nov 2026 a las 15:04",
        "seg., 16 de nov. de 2026 às 15:04",
        "lun 16 nov 2026 alle ore 15:04",
        "ma 16 nov. 2026 om 15:04",
        "pon., 16 lis 2026 o 15:04",
        "16 ноя 2026 г. 15:04",
        "2026年11月16日 15:04",
        "2026年11月16日周一 下午3:04",
        "2026年11月16日(星期一) 下午3:04",
        "2026-11-16 15:04:05",
        "2026년 11월 16일 (월) 오후 3:04",
        "2026/11/16 15:04",
    ],
)
def test_dates_as_mail_programs_write_them(text: str) -> None:
    found = parse_written(text, EAST)
    assert found is not None
    assert found.replace(second=0) == AFTERNOON


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("16 Nov 2026 12:04 AM", 0),
        ("16 Nov 2026 12:04 PM", 12),
        ("2026年11月16日 中午12:04", 12),
        ("16 Nov 2026 9.04", 9),
    ],
)
def test_hours_of_half_a_day(text: str, hour: int) -> None:
    assert parse_written(text, UTC) == datetime(2026, 11, 16, hour, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Monday",
        "11/12/2026 15:04",
        "31 February 2026 15:04",
        "16 Nov 2026",
        "16 Smarch 2026 15:04",
        "99:99",
    ],
)
def test_what_is_no_sure_date_is_none(text: str) -> None:
    assert parse_written(text, UTC) is None


@given(
    st.text(max_size=60)
    | st.from_regex(r"\d{1,2} \w{3} 20\d\d \d{1,2}:\d\d [ap]m [+-]\d{1,4}", fullmatch=True)
)
def test_any_text_gives_a_moment_in_utc_or_none(text: str) -> None:
    found = parse_written(text, EAST)

    assert found is None or found.utcoffset() == timedelta(0)
