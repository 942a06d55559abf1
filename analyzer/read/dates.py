"""When a mail was sent: the Date field if it can be believed, else what the servers say."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Mail from before is a wrong clock: nobody's search for work lies in it.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
#: How far a sender's clock and zone may run ahead of the receiving server.
_AHEAD = timedelta(days=2)


def parse_date(text: str) -> datetime | None:
    """The moment in UTC of an RFC 5322 or ISO 8601 date, UTC if no zone is stated; None if it is no date."""
    for reader in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return utc(reader(text.strip()))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a naive one is taken for UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC)


def sent_at(
    stated: datetime | None, received_at: datetime | None, first_hop: datetime | None
) -> tuple[datetime, bool]:
    """The moment in UTC, and whether `stated` was believed.

    It is not if it lies before 1990 or more than two days after the mail arrived; then the arrival counts,
    by the mailbox or the topmost Received field, else 1970-01-01.
    """
    known = (utc(moment) for moment in (received_at, first_hop) if moment is not None)
    arrived = next((moment for moment in known if _EARLIEST <= moment < _LATEST), None)
    if stated is not None and _EARLIEST <= stated < (arrived + _AHEAD if arrived else _LATEST):
        return stated, True
    return arrived or EPOCH, False
