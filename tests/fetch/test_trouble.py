import imaplib
import ssl

import pytest

from analyzer.fetch.trouble import Lost, Refused, answer_to, shown, unreadable


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (imaplib.IMAP4.abort("socket error: EOF"), Lost, "socket error: EOF"),
        (imaplib.IMAP4.error("fetch failed: [UNAVAILABLE] UID FETCH Server error"), Refused, "UNAVAILABLE"),
        (
            imaplib.IMAP4.error("EXAMINE command error: BAD [b'User is authenticated but not connected.']"),
            Lost,
            "",
        ),
        (
            imaplib.IMAP4.error("fetch failed: [OVERQUOTA] Account exceeded bandwidth limits."),
            Lost,
            "OVERQUOTA",
        ),
        (imaplib.IMAP4.error("got more than 1000000 bytes"), Lost, "got more"),
        (imaplib.IMAP4.abort("unexpected response: b'Dear Ms Li'"), Lost, "unexpected response"),
        (imaplib.IMAP4.error(""), Refused, "error"),
        (TimeoutError("timed out"), Lost, "fell silent"),
        (ssl.SSLError("record layer failure"), Lost, "connection broke"),
        (ConnectionResetError(104, "Connection reset by peer"), Lost, "reset by peer"),
    ],
)
def test_an_error_ends_the_connection_or_only_the_command(
    error: Exception, kind: type[Exception], text: str
) -> None:
    answer = answer_to(error)
    assert type(answer) is kind
    assert text in str(answer)


def test_no_part_of_a_mail_gets_into_a_message() -> None:
    assert "Li" not in str(answer_to(imaplib.IMAP4.abort("unexpected response: b'Dear Ms Li\\nthank you'")))
    assert "Li" not in str(unreadable(ValueError("Dear Ms Li")))


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("Request is throttled. Suggested Backoff Time: 1500 milliseconds", 1.5),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", 30.0),
        ("Too many simultaneous connections. (Failure)", 0.0),
    ],
)
def test_the_server_says_how_long_to_wait_but_not_for_ever(text: str, wait: float) -> None:
    answer = answer_to(imaplib.IMAP4.error(text))
    assert isinstance(answer, Lost)
    assert answer.wait == wait


def test_an_answer_is_shown_on_one_line_without_control_characters() -> None:
    assert shown("b'NO \x1b[31mred\r\nline\x00'") == "NO [31mred line"
    assert len(shown("x" * 5000)) == 200
