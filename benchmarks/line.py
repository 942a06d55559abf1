"""A line to a server that counts bytes and notes what the client says, and may be long.

A process of its own, so that it does not share the measured one's time:
`python -m benchmarks.line PORT_OF_SERVER SECONDS_OF_ROUND_TRIP`, ended by a line on stdin.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections import deque


class _Counts:
    def __init__(self) -> None:
        self.down = self.up = 0
        self.said = bytearray()
        """What the client said."""


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, count: object
) -> None:
    """Bytes from one end to the other, each piece `delay` seconds later, at any rate."""
    loop = asyncio.get_running_loop()
    waiting: deque[tuple[float, bytes]] = deque()
    filled = asyncio.Event()

    async def hand_over() -> None:
        while True:
            while not waiting:
                filled.clear()
                await filled.wait()
            due, piece = waiting.popleft()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not piece:
                return
            writer.write(piece)
            await writer.drain()

    handing = asyncio.create_task(hand_over())
    with contextlib.suppress(OSError, asyncio.CancelledError):
        while piece := await reader.read(262_144):
            count(piece)  # type: ignore[operator]
            waiting.append((loop.time() + delay, piece))
            filled.set()
    waiting.append((loop.time() + delay, b""))
    filled.set()
    with contextlib.suppress(OSError):
        await handing
        writer.close()


async def _serve(to: int, round_trip: float) -> None:
    counts = _Counts()

    def down(piece: bytes) -> None:
        counts.down += len(piece)

    def up(piece: bytes) -> None:
        counts.up += len(piece)
        counts.said += piece

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = await asyncio.open_connection("127.0.0.1", to, limit=1 << 20)
        ways = _carry(reader, server[1], round_trip / 2, up), _carry(server[0], writer, round_trip / 2, down)
        await asyncio.gather(*ways)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    listening.close()
    commands = counts.said.decode("utf-8", "replace").splitlines()
    print(json.dumps({"down": counts.down, "up": counts.up, "commands": commands}), flush=True)
    # Whatever a client left open is of no interest any more.
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))
