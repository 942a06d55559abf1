"""A proxy before a real IMAP server (plain port) that makes it misbehave as real providers do."""

import contextlib
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_UID_FETCH = re.compile(rb"(?i)UID FETCH (\S+) (.*)")


def _as_it_is(data: bytes) -> bytes:
    return data


def _no_answer(_connection: int, _command: bytes) -> bytes | None:
    return None


@dataclass(slots=True)
class Faults:
    """What goes wrong."""

    answer: Callable[[int, bytes], bytes | None] = _no_answer
    """Number of the connection (from 1) and a command without its tag → an answer in the server's stead, such as
    `NO not now`; None: the server answers; empty: the connection is closed."""
    drop_after: Sequence[int] = ()
    """For the first connections: bytes from the server after which each breaks."""
    stall_after: int | None = None
    """Bytes from the server after which nothing more comes."""
    command: Callable[[bytes], bytes] = _as_it_is
    """Changes a command on its way to the server."""
    reply: Callable[[bytes], bytes] = _as_it_is
    """Changes what the server says, chunk by chunk."""


@dataclass(slots=True)
class Proxy:
    """A running proxy."""

    port: int
    faults: Faults
    commands: list[bytes] = field(default_factory=list)
    """Every command line of every connection, without tag and line end."""
    connections: int = 0


@contextlib.contextmanager
def misbehaving(to: int, faults: Faults | None = None) -> Iterator[Proxy]:
    """A proxy before the port `to` of this machine, for as long as the context lasts."""
    proxy = Proxy(0, faults or Faults())

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            proxy.connections += 1
            with socket.create_connection(("127.0.0.1", to)) as server:
                down = threading.Thread(
                    target=_server_to_client, args=(proxy, proxy.connections, server, self.connection)
                )
                down.start()
                _client_to_server(proxy, proxy.connections, self.connection, server)
                down.join()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        proxy.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()


def refusing(uids: set[int], words: bytes = b"NO [UNAVAILABLE] UID FETCH Server error") -> Faults:
    """The server refuses to give the bodies of these mails, and of any list with one of them in it."""

    def answer(_connection: int, command: bytes) -> bytes | None:
        asked = bodies_asked(command)
        return words if asked & uids else None

    return Faults(answer=answer)


def passing_over(uids: set[int]) -> Faults:
    """The server says OK and gives nothing for these mails."""

    def command(line: bytes) -> bytes:
        asked = bodies_asked(line)
        # A UID far above every mail: the server finds nothing and says OK.
        kept = b",".join(b"%d" % uid for uid in sorted(asked - uids)) or b"4000000000"
        return _UID_FETCH.sub(lambda found: b"UID FETCH %s %s" % (kept, found[2]), line) if asked else line

    return Faults(command=command)


def bodies_asked(command: bytes) -> set[int]:
    """UIDs of the mails whose text the command asks for."""
    found = _UID_FETCH.search(command)
    return _uids(found[1]) if found and b"BODY.PEEK[]" in found[2] else set()


def _uids(uid_set: bytes) -> set[int]:
    """`1:3,7` as numbers."""
    runs = (part.partition(b":") for part in uid_set.split(b","))
    return {uid for first, _, last in runs for uid in range(int(first), int(last or first) + 1)}


def _client_to_server(proxy: Proxy, number: int, client: socket.socket, server: socket.socket) -> None:
    with contextlib.suppress(OSError), client.makefile("rb") as lines:
        for line in lines:
            tag, _, command = line.rstrip(b"\r\n").partition(b" ")
            proxy.commands.append(command)
            answer = proxy.faults.answer(number, command)
            if answer == b"":
                break
            if answer is not None:
                client.sendall(tag + b" " + answer + b"\r\n")
            else:
                server.sendall(tag + b" " + proxy.faults.command(command) + b"\r\n" if command else line)
            if command.startswith(b"COMPRESS") and answer is None:
                while data := lines.read1(65536):
                    server.sendall(data)
    _end(client, server)


def _server_to_client(proxy: Proxy, number: int, server: socket.socket, client: socket.socket) -> None:
    faults = proxy.faults
    left = faults.drop_after[number - 1] if number <= len(faults.drop_after) else None
    seen = 0
    with contextlib.suppress(OSError):
        while chunk := server.recv(65536):
            data = faults.reply(chunk)
            if left is not None and seen + len(data) > left:
                client.sendall(data[: left - seen])
                break
            if faults.stall_after is not None and seen + len(data) > faults.stall_after:
                client.sendall(data[: max(0, faults.stall_after - seen)])
                seen += len(data)
                continue
            seen += len(data)
            client.sendall(data)
    _end(client, server)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
