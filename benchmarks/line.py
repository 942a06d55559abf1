"""A line to a server that counts bytes and notes what the client says, and may be long.

A process of its own, so that it does not share the measured one's time:
`python -m benchmarks.line PORT_OF_SERVER SECONDS_OF_ROUND_TRIP MEGABITS_A_SECOND`, ended by a line on stdin.
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
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, rate: float, count: object
) -> None:
    """Bytes from one end to the other, each piece `delay` seconds later, `rate` bytes in a second."""
    loop = asyncio.get_running_loop()
    free = 0.0
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
            free = max(free, loop.time()) + len(piece) / rate
            waiting.append((free + delay, piece))
            filled.set()
    waiting.append((max(free, loop.time()) + delay, b""))
    filled.set()
    with contextlib.suppress(OSError):
        await handing
        writer.close()


async def _serve(to: int, round_trip: float, megabits: float) -> None:
    counts = _Counts()

    def down(piece: bytes) -> None:
        counts.down += len(piece)

    def up(piece: bytes) -> None:
        counts.up += len(piece)
        counts.said += piece

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = await asyncio.open_connection("127.0.0.1", to, limit=1 << 20)
        delay, rate = round_trip / 2, megabits * 1e6 / 8
        await asyncio.gather(
            _carry(reader, server[1], delay, rate, up), _carry(server[0], writer, delay, rate, down)
        )

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    listening.close()
    commands = counts.said.decode("utf-8", "replace").splitlines()
    print(json.dumps({"down": counts.down, "up": counts.up, "commands": commands}), flush=True)
    # Whatever a client left open is of no interest any more.
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), *map(float, sys.argv[2:])))
