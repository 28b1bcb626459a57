"""The two measuring clients, the same for every server: keep-alive load, and a canary."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import cast

HOST = "127.0.0.1"
TIME_LIMIT = 2.0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def request_bytes(path: str, *, close: bool = False) -> bytes:
    """One GET request as bytes."""
    ending = "Connection: close\r\n\r\n" if close else "\r\n"
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{ending}".encode()


def is_complete(answer: bytes) -> bool:
    """Whether the answer's head and body have both arrived."""
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    length = LENGTH.search(head)
    return len(body) >= int(length.group(1)) if length else body.endswith(b"0\r\n\r\n")


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


@dataclass
class Load:
    """What the keep-alive load saw."""

    port: int
    request: bytes
    running: bool = True
    seconds: float = 0.0
    failures: int = 0
    latencies: list[float] = field(default_factory=list)

    def rate(self) -> float:
        """Answers per second of the time that really passed (a busy loop oversleeps)."""
        return len(self.latencies) / self.seconds

    async def connect(self) -> None:
        """Open one more connection; it asks until the load stops."""
        try:
            await asyncio.get_running_loop().create_connection(lambda: _Asker(self), HOST, self.port)
        except OSError:
            self.failures += 1


class _Asker(asyncio.Protocol):
    """One connection that asks again as soon as it is answered, and reconnects when closed."""

    def __init__(self, load: Load) -> None:
        self.load = load

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        self.answer = b""
        self.asked = time.perf_counter()
        self.transport.write(self.load.request)

    def data_received(self, data: bytes) -> None:
        self.answer += data
        if not is_complete(self.answer):
            return
        self.load.latencies.append(time.perf_counter() - self.asked)
        self.load.failures += not self.answer.startswith(b"HTTP/1.1 200")
        if self.load.running:
            self._ask()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.load.running:
            asyncio.get_running_loop().create_task(self.load.connect())


async def press(port: int, path: str, seconds: float, connections: int = 16) -> Load:
    """Ask over `connections` keep-alive connections as fast as the answers come."""
    load = Load(port, request_bytes(path))
    for _ in range(connections):
        await load.connect()
    load.latencies.clear()
    started = time.perf_counter()
    await asyncio.sleep(seconds)
    load.running, load.seconds = False, time.perf_counter() - started
    return load


async def ask(port: int, path: str, timeout: float = TIME_LIMIT) -> float | None:
    """Seconds until one fresh connection got a whole 200 answer, or None."""
    started = time.perf_counter()
    try:
        async with asyncio.timeout(timeout):
            answer = await _fetch(port, path)
    except OSError:  # TimeoutError is one
        return None
    return time.perf_counter() - started if answer.startswith(b"HTTP/1.1 200") else None


async def _fetch(port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(request_bytes(path, close=True))
        answer = b""
        while not is_complete(answer):
            data = await reader.read(65536)
            if not data:
                return b""
            answer += data
        return answer
    finally:
        writer.transport.abort()


async def watch(port: int, path: str, seconds: float, every: float = 0.03) -> list[float | None]:
    """The canary: one fresh question every `every` seconds, never waiting for the one before."""
    tasks = []
    for _ in range(round(seconds / every)):
        tasks.append(asyncio.create_task(ask(port, path)))
        await asyncio.sleep(every)
    return list(await asyncio.gather(*tasks))


async def wait_for_answer(port: int, path: str, patience: float) -> float | None:
    """Seconds until the server answers quickly, or None when it does not within `patience`."""
    started = time.perf_counter()
    while time.perf_counter() - started < patience:
        if await ask(port, path, timeout=1.0) is not None:
            return time.perf_counter() - started
        await asyncio.sleep(0.05)
    return None
