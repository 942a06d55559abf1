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
        # From Python 3.14 on the file has another name.
        file = "_file" if hasattr(library, "_file") else "file"
        setattr(library, file, Inflated(getattr(library, file)))
        library.sock = _Deflated(library.sock)


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

    def read1(self, size: int, /) -> bytes:
        """Waits for some bytes, at most so many; none at the end of the connection.

        Raises IMAP4.abort for what is not compressed.
        """
        while packed := self._inflate.unconsumed_tail or self._file.read1(_PIECE):
            try:
                if ready := self._inflate.decompress(packed, size):
                    return ready
            except zlib.error:
                raise imaplib.IMAP4.abort("it sends what cannot be decompressed") from None
        return b""

    def close(self) -> None:
        """Ends the reading end."""
        self._file.close()
