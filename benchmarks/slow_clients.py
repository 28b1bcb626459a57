"""Open many slow connections to a port of this machine and hold them; loopback only, bounded.

A connection the server cuts is opened again at its next tick, so the pressure stays the same.
"""

import argparse
import asyncio
import json
import time
from dataclasses import asdict, dataclass

HOST = "127.0.0.1"
MOST_CONNECTIONS = 5000
MOST_SECONDS = 120.0
TICK = 1.0
KINDS = {
    "headers": ("GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"a"),
    "bodies": (
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
        b" ",
    ),
    "idle": ("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n", b""),
}


@dataclass
class Tally:
    """What happened to the slow connections."""

    opened: int = 0
    refused: int = 0
    cut_by_server: int = 0
    held_at_end: int = 0


@dataclass
class Drip:
    """What every slow connection sends: the opening, then one byte per tick (none when idle)."""

    port: int
    opening: bytes
    byte: bytes
    until: float
    tally: Tally

    async def hold(self, delay: float) -> None:
        """Keep one connection open until the end, opening it again whenever it is cut."""
        await asyncio.sleep(delay)
        while time.monotonic() < self.until:
            try:
                reader, writer = await asyncio.wait_for(asyncio.open_connection(HOST, self.port), 5)
            except OSError:  # TimeoutError is one
                self.tally.refused += 1
                await asyncio.sleep(TICK)
                continue
            self.tally.opened += 1
            await self._feed(reader, writer)
            writer.transport.abort()

    async def _feed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self.opening)
        while time.monotonic() < self.until:
            writer.write(self.byte)
            if await self._ended_within_tick(reader):
                self.tally.cut_by_server += 1
                return
        self.tally.held_at_end += 1

    async def _ended_within_tick(self, reader: asyncio.StreamReader) -> bool:
        end = time.monotonic() + TICK
        ended = False
        while (left := end - time.monotonic()) > 0:
            if ended:
                await asyncio.sleep(left)
                break
            try:
                ended = await asyncio.wait_for(reader.read(4096), left) == b""
            except TimeoutError:
                break
            except OSError:
                ended = True
        return ended


async def hold_all(port: int, kind: str, path: str, count: int, seconds: float) -> Tally:
    """Hold `count` connections for `seconds`; print `ready` once each was tried, then return the tally."""
    opening, byte = KINDS[kind]
    spread = TICK * max(1.0, count / 1000)
    until = time.monotonic() + spread + seconds
    drip = Drip(port, opening.format(path=path).encode(), byte, until, Tally())
    tasks = [asyncio.create_task(drip.hold(spread * number / count)) for number in range(count)]
    await asyncio.sleep(spread + 0.5)
    print("ready", flush=True)
    await asyncio.gather(*tasks)
    return drip.tally


def main() -> None:
    """Read the command line, hold the connections, print the tally as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    parser.add_argument("--path", default="/")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=12.0)
    options = parser.parse_args()
    count = max(1, min(options.count, MOST_CONNECTIONS))
    seconds = min(options.seconds, MOST_SECONDS)
    tally = asyncio.run(hold_all(options.port, options.kind, options.path, count, seconds))
    print(json.dumps(asdict(tally)), flush=True)


if __name__ == "__main__":
    main()
