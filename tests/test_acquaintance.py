"""What a sender's other mail says of one of theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.acquaintance import by_sender

NEWS, JOBS, BOARD = "news@weekly.example", "jobs@acorn.example", "jobs-noreply@linkedin.com"
MAILS = [(NEWS, False)] * 98 + [(NEWS, True)] + [(JOBS, True)] * 3 + [(BOARD, False)] * 50


@pytest.mark.parametrize(
    ("address", "chance", "weighed"),
    [
        (NEWS, 0.9, 0.9 * 2 / (0.9 * 2 + 0.1 * 99)),
        (NEWS.upper(), 0.9, 0.9 * 2 / (0.9 * 2 + 0.1 * 99)),
        (NEWS, 1.0, 1.0),
        (JOBS, 0.9, 0.9),
        (BOARD, 0.9, 0.9),
        ("nobody@else.example", 0.3, 0.3),
        ("", 0.3, 0.3),
    ],
)
def test_who_writes_ordinary_mail_hardly_writes_a_step(address: str, chance: float, weighed: float) -> None:
    assert by_sender(MAILS)(address, chance) == pytest.approx(weighed)


@given(st.lists(st.tuples(st.sampled_from([NEWS, JOBS, BOARD]), st.booleans())), st.floats(0, 1))
def test_no_mail_becomes_likelier_by_its_sender(mails: list[tuple[str, bool]], chance: float) -> None:
    weighed = by_sender(mails)(NEWS, chance)

    assert 0 <= weighed <= chance
    assert by_sender([*mails, (NEWS, False)])(NEWS, chance) <= weighed
