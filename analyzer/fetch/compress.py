"""COMPRESS=DEFLATE (RFC 4978), which imapclient has not: headers of mail shrink to a third on the line."""

import imaplib
import zlib
from typing import Any, Protocol

#: What the capability is called.
OFFERED = "COMPRESS=DEFLATE"
#: Raw deflate without header, as RFC 4978 asks for.
_RAW = -15
_PIECE = 65_536


class _File(Protocol):
    def read1(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


def compress(library: Any) -> None:
    """Turns compression on for imaplib's connection after login. Raises as imaplib does; a NO leaves all as it is."""
    # imaplib sends no command that it does not know, nor in another state than it knows for it.
    imaplib.Commands.setdefault("COMPRESS", ("AUTH", "SELECTED"))
    kind, _ = library._simple_command("COMPRESS", "DEFLATE")  # noqa: SLF001
    if kind == "OK":
        library.file, library.sock = Inflated(library.file), _Deflated(library.sock)


class _Deflated:
    """A socket that compresses what is sent; everything else is the socket's."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._deflate = zlib.compressobj(wbits=_RAW)

    def sendall(self, data: bytes) -> None:
        """Sends it so that the server can read all of it at once."""
        self._sock.sendall(self._deflate.compress(data) + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Inflated:
    """The reading end of a compressed connection; never holds more than a piece beyond what is asked for."""

    def __init__(self, file: _File) -> None:
        self._file = file
        self._inflate = zlib.decompressobj(wbits=_RAW)
        self._ready = b""

    def read(self, size: int) -> bytes:
        """So many bytes; fewer if the connection ends. Raises IMAP4.abort for what is not compressed."""
        pieces, missing = [], size
        while missing > 0 and (self._ready or self._more()):
            piece, self._ready = self._ready[:missing], self._ready[missing:]
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def readline(self, limit: int) -> bytes:
        """To the end of the line, at most `limit` bytes."""
        pieces, missing = [], limit
        while missing > 0 and (self._ready or self._more()):
            end = self._ready.find(b"\n", 0, missing) + 1 or min(missing, len(self._ready))
            piece, self._ready = self._ready[:end], self._ready[end:]
            pieces.append(piece)
            missing -= len(piece)
            if piece.endswith(b"\n"):
                break
        return b"".join(pieces)

    def close(self) -> None:
        """Ends the reading end."""
        self._file.close()

    def _more(self) -> bool:
        """Waits for more; False at the end of the connection."""
        while not self._ready:
            packed = self._inflate.unconsumed_tail or self._file.read1(_PIECE)
            if not packed:
                return False
            try:
                self._ready = self._inflate.decompress(packed, _PIECE)
            except zlib.error:
                raise imaplib.IMAP4.abort("it sends what cannot be decompressed") from None
        return True
