"""A header read quickly: who writes to whom about what. Thousands of newsletters need no more than that."""

from analyzer.domain import Head
from analyzer.read.header import decode_words, split

_ENDS = ("from", "reply-to")


def glance(raw: bytes) -> Head:
    """What the header says; of anything else empty."""
    header, _ = split(raw)
    listed = bool(header.first("list-id"))
    many = listed or bool(header.first("list-unsubscribe"))
    return Head(
        message_id=next(iter(header.ids("message-id")), ""),
        thread=(*header.ids("references"), *header.ids("in-reply-to")),
        subject=header.text("subject"),
        ends=" ".join(decode_words(header.unicode(name)) for name in _ENDS if header.first(name)),
        recipients=header.unicode("to"),
        bulk=many or header.text("precedence").lower() in {"bulk", "list", "junk"},
        listed=listed,
    )
