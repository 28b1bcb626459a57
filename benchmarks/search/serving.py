"""Over HTTP: our server and Datasette, asked the same by the same client over one connection that stays open."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.processes import free_port, launch
from benchmarks.search import datasette_peer, ours
from benchmarks.search.peers import TOP, Kind
from benchmarks.search.queries import Asked
from benchmarks.search.workers import Memory, Timing, memory

_PATIENCE = 1800.0
PLAIN, TUNED = "Datasette", "Datasette, tuned"
PathOf = Callable[[Kind, str], str]


class Restart(NamedTuple):
    """Seconds from the start of the server to the first 200 of a lookup, and to the first search of full text."""

    terms: float
    search: float


class Server:
    """A started server and the one connection to it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, path: PathOf) -> None:
        self.process = process
        self.path = path
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def ask(self, asked: Sequence[Asked]) -> Timing:
        """The wall milliseconds of each answer, and how many were found."""
        times: list[float] = []
        found = 0
        for each in asked:
            before = time.perf_counter()
            status, body = self._got(self.path(each.kind, each.text))
            times.append(1000 * (time.perf_counter() - before))
            found += status == 200 and _has_any(body)
        return Timing(tuple(times), found)

    def first(self, kind: Kind, text: str) -> dict[str, object]:
        """Ask again and again until the answer is a 200."""
        while True:
            with suppress(OSError, HTTPException):
                status, body = self._got(self.path(kind, text))
                if status == 200:
                    return dict(json.loads(body)) if body.startswith(b"{") else {}
            self._connection.close()
            if self.process.poll() is not None:
                raise RuntimeError("the server has ended")
            time.sleep(0.02)

    def memory(self) -> Memory:
        """What the server occupies."""
        return memory(self.process.pid)

    def _got(self, path: str) -> tuple[int, bytes]:
        self._connection.request("GET", path, headers={"Accept": "application/json"})
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def _has_any(body: bytes) -> bool:
    told = json.loads(body)
    return bool(told) and (isinstance(told, list) or any(told.get(name) for name in ("matches", "suggestions", "hits")))


def _our_path(kind: Kind, text: str) -> str:
    only = {"glossary": ours.ONLY[0]}
    if kind in ("form", "romaji"):
        return f"/api/v1/terms?{urlencode({'form': text, **only})}"
    if kind == "prefix":
        return f"/api/v1/suggest?{urlencode({'prefix': text, 'limit': TOP, **only})}"
    return f"/api/v1/search?{urlencode({'q': text, 'limit': TOP, **only})}"


@contextmanager
def taiyaku(folder: Path) -> Iterator[tuple[Server, Restart]]:
    """Our server, once it answers with full text."""
    port, started = free_port(), time.perf_counter()
    command = [sys.executable, "-m", "glossary", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with _ended(launch(command, str(folder))) as process:
        server = Server(process, port, _our_path)
        server.first("form", "ハルシネーション")
        terms = time.perf_counter() - started
        while server.first("text", "用いる").get("degraded"):
            time.sleep(0.02)
        yield server, Restart(terms, time.perf_counter() - started)


@contextmanager
def datasette(folder: Path) -> Iterator[dict[str, Server]]:
    """Datasette, once it answers: asked as it comes, and tuned."""
    port, nowhere = free_port(), subprocess.DEVNULL
    command = datasette_peer.command(folder, port)
    process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=dict(os.environ), start_new_session=True)
    with _ended(process):
        servers = {PLAIN: datasette_peer.plain, TUNED: datasette_peer.tuned}
        found = {name: Server(process, port, path) for name, path in servers.items()}
        for each in found.values():
            each.first("form", "ハルシネーション")
        yield found


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
