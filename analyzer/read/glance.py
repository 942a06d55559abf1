"""A header read quickly: who writes to whom about what. Thousands of newsletters need no more than that."""

import re

from analyzer.domain import Head
from analyzer.read.charset import decode
from analyzer.read.clean import clean_line
from analyzer.read.header import TO_MANY, decode_words, message_ids

_FIELD = re.compile(
    rb"(?im)^(from|reply-to|to|subject|message-id|in-reply-to|references|list-id|list-unsubscribe|precedence)[ \t]*:"
    rb"((?:[^\n]*(?:\n[ \t][^\n]*)*))"
)
_FOLD = re.compile(r"\s*\r?\n\s*")
#: Longest value looked at, in bytes.
_LIMIT = 4_000


def glance(raw: bytes) -> Head:
    """What the header says; of anything else empty. The first field of a name counts."""
    fields: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(raw):
        fields.setdefault(name.lower(), value[:_LIMIT])
    listed = bool(fields.get(b"list-id", b"").strip())
    many = listed or bool(fields.get(b"list-unsubscribe", b"").strip())
    return Head(
        message_id=next(iter(message_ids(_text(fields, b"message-id"))), ""),
        thread=message_ids(f"{_text(fields, b'references')} {_text(fields, b'in-reply-to')}"),
        subject=_text(fields, b"subject"),
        ends=f"{_text(fields, b'from')} {_text(fields, b'reply-to')}",
        recipients=_text(fields, b"to"),
        bulk=many or _text(fields, b"precedence").strip().lower() in TO_MANY,
        listed=listed,
    )


def _text(fields: dict[bytes, bytes], name: bytes) -> str:
    """The value on one line, encoded words decoded."""
    value = fields.get(name, b"")
    if not value:
        return ""
    if value.isascii() and b"=?" not in value:
        return _FOLD.sub(" ", value.decode("ascii")).strip()
    return clean_line(decode_words(_FOLD.sub(" ", decode(value, None))), _LIMIT)
