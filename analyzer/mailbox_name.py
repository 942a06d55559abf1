"""A display name with marks that should stand in quotes, as many senders leave them: `Acme, Inc. <hr@acme.example>`."""

import re

from analyzer.domain import Address

#: A name with a comma, colon, bracket or lone @ and without quotes, then the only address. A colon with a semicolon is
#: a group.
_UNQUOTED = re.compile(
    r'(?=[^<>"]*(?:[,:(]|\s@\s))(?![^<>"]*(?:\S@\S|;))([^<>"]*[^<>"\s])\s*<([^<>\s@]+@[^<>\s@]+)>'
)


def unquoted(value: str) -> Address | None:
    """The one address of a field whose name lacks its quotes; None if the field is of another form.

    By RFC 5322 (3.2.2, 3.2.3, 3.4) such a mark ends a name or an address, so that parsers see "Inc." alone, or begins a
    comment, which they put behind the name.
    """
    found = _UNQUOTED.fullmatch(value.strip())
    name = found[1].strip("\"' ,:") if found else ""
    return Address(name, found[2]) if found and name else None
