"""A header read quickly: who writes to whom about what. Thousands of newsletters need no more than that."""

import re
from functools import lru_cache

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
    told = _often(fields.get(b"from", b"")), _often(fields.get(b"reply-to", b""))
    return Head(
        message_id=next(iter(_ids(fields, b"message-id")), ""),
        thread=_ids(fields, b"references", b"in-reply-to"),
        subject=_line(fields.get(b"subject", b"")),
        ends=" ".join(told),
        recipients=_often(fields.get(b"to", b"")),
        bulk=many or _often(fields.get(b"precedence", b"")).strip().lower() in TO_MANY,
        listed=listed,
    )


def _ids(fields: dict[bytes, bytes], *names: bytes) -> tuple[str, ...]:
    """The identifiers in the fields of those names."""
    told = [_line(fields[name]) for name in names if name in fields]
    return message_ids(" ".join(told)) if told else ()


def _line(value: bytes) -> str:
    """The value on one line, encoded words decoded."""
    if value.isascii() and b"=?" not in value:
        return _unfolded(value.decode("ascii")).strip()
    return clean_line(decode_words(_unfolded(decode(value, None))), _LIMIT)


#: The same of fields that many mails have alike: senders write again, and all to the same user.
_often = lru_cache(maxsize=1_000)(_line)


def _unfolded(text: str) -> str:
    return _FOLD.sub(" ", text) if "\n" in text else text
