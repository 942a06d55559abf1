"""Of a big mail only what can be read: which sections its BODYSTRUCTURE shows, and a smaller mail made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Real mail nests below ten and has few texts; servers send wilder structures only when they are broken.
_DEEPEST = 12
_MOST_SECTIONS = 20
#: Header fields that describe the whole mail's body, which is another one now.
_OF_THE_BODY = (b"content-", b"mime-version:")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A section worth fetching."""

    section: str


@dataclass(frozen=True, slots=True)
class Container:
    """A multipart with what is kept of it."""

    subtype: str
    children: "tuple[Leaf | Container, ...]"


def outline(structure: Any) -> Container | None:
    """Text and calendar sections of a multipart, in their containers; None: not to be made out.

    `structure` is imapclient's BodyData: a multipart is (list of parts, subtype, ...), a part (type, subtype, ...).
    Section numbers are those of RFC 3501, 6.4.5.
    """
    try:
        found = _outline(structure, "", 0)
    except (TypeError, ValueError, IndexError, AttributeError, RecursionError):
        return None
    return found if isinstance(found, Container) and 0 < len(sections(found)) <= _MOST_SECTIONS else None


def _outline(part: Any, section: str, depth: int) -> Leaf | Container | None:
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if not isinstance(part[0], list):
        return Leaf(section) if _is_readable(part) else None
    inner = [
        _outline(child, f"{section}.{number}".lstrip("."), depth + 1)
        for number, child in enumerate(part[0], 1)
    ]
    kept = tuple(one for one in inner if one is not None)
    return Container(_word(part[1]) or "mixed", kept) if kept else None


def _is_readable(part: Any) -> bool:
    kind, subtype = _word(part[0]), _word(part[1])
    if (kind, subtype) in {("text", "calendar"), ("application", "ics"), ("message", "rfc822")}:
        return True
    return kind == "text" and not any(_is_attachment(field) for field in part)


def _is_attachment(field: Any) -> bool:
    """Whether a field of a part is the disposition `("attachment" (...))` of RFC 2183."""
    return isinstance(field, tuple) and bool(field) and _word(field[0]) == "attachment"


def _word(value: Any) -> str:
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""


def sections(kept: Leaf | Container) -> list[str]:
    """The section numbers, in order."""
    if isinstance(kept, Leaf):
        return [kept.section]
    return [section for child in kept.children for section in sections(child)]


def rebuilt(kept: Container, header: bytes, pieces: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """A mail with that header and those sections: number → (its MIME header, its body)."""
    return b"\r\n".join(_fields(header)) + b"\r\nMIME-Version: 1.0\r\n" + _rendered(kept, "0", pieces)


def _rendered(kept: Leaf | Container, place: str, pieces: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    if isinstance(kept, Leaf):
        mime, body = pieces[kept.section]
        return mime.rstrip(b"\r\n") + b"\r\n\r\n" + body
    # No line of a mail begins so by chance, and the same mail gives the same bytes in every folder.
    boundary = f"=_kept_sections_{place}_=".encode()
    inner = [_rendered(child, f"{place}.{n}", pieces) for n, child in enumerate(kept.children)]
    opening = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kept.subtype.encode(), boundary)
    return opening + b"".join(b"--%s\r\n%s\r\n" % (boundary, one) for one in inner) + b"--%s--\r\n" % boundary


def _fields(header: bytes) -> Iterator[bytes]:
    """The lines of a header without the fields of the body."""
    keeps = True
    for line in _lines(header):
        if not line.startswith((b" ", b"\t")):
            keeps = not line.lower().startswith(_OF_THE_BODY)
        if keeps and line:
            yield line


def _lines(header: bytes) -> Sequence[bytes]:
    return header.replace(b"\r\n", b"\n").split(b"\n")
