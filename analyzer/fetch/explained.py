"""Errors of imaplib, imapclient and the socket, as what they mean for the connection."""

import contextlib
import imaplib
from collections.abc import Iterator

from imapclient.exceptions import ProtocolError

from analyzer.fetch import trouble


@contextlib.contextmanager
def explained(*let_through: type[Exception]) -> Iterator[None]:
    """Raises trouble.Refused or trouble.Lost in their stead."""
    try:
        yield
    except let_through:
        raise
    except (OSError, imaplib.IMAP4.error, ValueError, TypeError, RecursionError) as error:
        # Its text holds what could not be read, and that may be mail.
        unreadable = isinstance(
            error, (ProtocolError, ValueError, TypeError, RecursionError)
        ) and not isinstance(error, OSError)
        raise (trouble.unreadable(error) if unreadable else trouble.answer_to(error)) from None
