from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.read.invite import parse_invite, read_entry

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:request
BEGIN:VEVENT
UID:1@x.example
DTSTART:20251023T130000Z
SEQUENCE:3
SUMMARY:Interview\\, round 2
ORGANIZER;CN=HR:MAILTO:HR@x.example
LOCATION:Room 4
DESCRIPTION:Bring a laptop.
END:VEVENT
BEGIN:VEVENT
UID:2@x.example
END:VEVENT
END:VCALENDAR
"""


def test_the_first_event_is_the_invite() -> None:
    invite = parse_invite(CALENDAR)
    assert invite is not None
    assert (invite.method, invite.uid, invite.sequence) == ("REQUEST", "1@x.example", 3)
    assert (invite.summary, invite.organizer, invite.location) == (
        "Interview, round 2",
        "hr@x.example",
        "Room 4",
    )
    assert invite.starts_at == datetime(2025, 10, 23, 13, 0, tzinfo=UTC)


def test_a_calendar_is_read_as_text_too() -> None:
    assert read_entry(CALENDAR.encode()) == "Interview, round 2\nRoom 4\nBring a laptop."


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("DTSTART;VALUE=DATE:20251023", datetime(2025, 10, 23, tzinfo=UTC)),
        ("DTSTART:20251023T130000", datetime(2025, 10, 23, 13, 0, tzinfo=UTC)),
        ("DTSTART;TZID=Asia/Shanghai:20251023T130000", datetime(2025, 10, 23, 5, 0, tzinfo=UTC)),
        ("DTSTART;TZID=China Standard Time:20251023T130000", datetime(2025, 10, 23, 5, 0, tzinfo=UTC)),
        ("X-NOTHING:1", None),
    ],
)
def test_starts_are_in_utc(start: str, moment: datetime | None) -> None:
    invite = parse_invite(CALENDAR.replace("DTSTART:20251023T130000Z", start))
    assert invite is not None
    assert invite.starts_at == moment


def test_the_header_states_the_method_where_the_calendar_does_not() -> None:
    without = CALENDAR.replace("METHOD:request\n", "")
    methods = [
        invite.method for invite in (parse_invite(without, None, "CANCEL"), parse_invite(without)) if invite
    ]
    assert methods == ["CANCEL", "PUBLISH"]


@pytest.mark.parametrize(
    "bad", ["", "nonsense", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VEVENT\n" * 1_000, "END:VEVENT"]
)
def test_what_is_no_calendar_gives_none(bad: str) -> None:
    assert parse_invite(bad) is None
    assert read_entry(bad.encode()) == ""


@settings(deadline=None)
@given(st.integers(0, len(CALENDAR)), st.text(max_size=20), st.integers(0, 30))
def test_damaged_calendars_never_raise(at: int, inserted: str, removed: int) -> None:
    parse_invite(CALENDAR[:at] + inserted + CALENDAR[at + removed :])
