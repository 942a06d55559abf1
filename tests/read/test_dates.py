from datetime import UTC, datetime, timedelta, timezone

import pytest

from analyzer.read.dates import EPOCH, parse_date, sent_at, utc

MARCH = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 04 Mar 2024 18:00:00 +0800 (CST)", MARCH),
        ("Mon, 4 Mar 24 02:00 PST", MARCH),
        ("2024-03-04T10:00:00Z", MARCH),
        ("2024-03-04 10:00:00", MARCH),
        ("Mon, 04 Mar 2024 10:00:00 -0000", MARCH),
        ("Sun, 31 Feb 2024 10:00:00 GMT", None),
        ("Mon, 99 Foo 20241 99:99:99 +9999", None),
        ("Mon, 04 Mar 2024 10:00:00 +99999999999", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("", None),
    ],
)
def test_dates_are_read_in_utc(text: str, moment: datetime | None) -> None:
    assert parse_date(text) == moment


def test_a_naive_moment_counts_as_utc() -> None:
    assert utc(MARCH.replace(tzinfo=None)) == MARCH
    assert utc(MARCH.astimezone(timezone(timedelta(hours=8)))).tzinfo is UTC


@pytest.mark.parametrize(
    ("stated", "received", "hop", "expected"),
    [
        (MARCH, None, None, (MARCH, True)),
        (MARCH, MARCH - timedelta(days=1), None, (MARCH, True)),
        (MARCH, MARCH - timedelta(days=3), None, (MARCH - timedelta(days=3), False)),
        (MARCH, MARCH + timedelta(days=900), None, (MARCH, True)),
        (datetime(1980, 1, 1, tzinfo=UTC), MARCH, None, (MARCH, False)),
        (datetime(3610, 1, 1, tzinfo=UTC), None, MARCH, (MARCH, False)),
        (datetime(3610, 1, 1, tzinfo=UTC), None, None, (EPOCH, False)),
        (None, None, MARCH, (MARCH, False)),
        (None, None, None, (EPOCH, False)),
    ],
)
def test_a_date_is_believed_only_if_it_can_be_true(
    stated: datetime | None, received: datetime | None, hop: datetime | None, expected: tuple[datetime, bool]
) -> None:
    assert sent_at(stated, received, hop) == expected
