"""Each engine in a process of its own, so that none pays for the memory of another; asked in turn, a few at a time."""

from __future__ import annotations

import gc
import importlib
import math
import multiprocessing
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from benchmarks.search.queries import Asked

ROUND = 20
MOST_SECONDS = 30.0
_LISTED = ("form", "romaji", "fuzzy")


class Timing(NamedTuple):
    """The CPU milliseconds of each answer, in order, and how many of the queries found what they should."""

    milliseconds: tuple[float, ...]
    found: int

    def at(self, share: float) -> float:
        """The time that this share of the answers kept within."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan

    def mean(self) -> float:
        """The mean time."""
        return sum(self.milliseconds) / len(self.milliseconds) if self.milliseconds else math.nan

    def first(self, number: int) -> Timing:
        """The times of the first so many answers."""
        return self._replace(milliseconds=self.milliseconds[:number])

    def and_then(self, more: Timing) -> Timing:
        """Both together."""
        return Timing(self.milliseconds + more.milliseconds, self.found + more.found)


class Memory(NamedTuple):
    """Resident megabytes of a process, and those that are its own alone."""

    rss: float
    uss: float


class Answering(Protocol):
    """Whatever can be asked and timed: a worker here, a server over HTTP."""

    def ask(self, asked: Sequence[Asked]) -> Timing | None:
        """The times of the answers; None where there is no such question."""


class Worker:
    """An engine in a process of its own."""

    def __init__(self, module: str, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, module, str(folder)), daemon=True)
        self._process.start()
        theirs.close()
        self.opening: float = self._told()

    def ask(self, asked: Sequence[Asked]) -> Timing | None:
        """The times of the answers; None where the engine has no such question."""
        self._pipe.send([*asked])
        found: Timing | None = self._told()
        return found

    def memory(self) -> Memory:
        """What the process occupies now."""
        return memory(self._process.pid or 0)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(10)
        self._process.kill()

    def _told(self) -> Any:
        told = self._pipe.recv()
        if isinstance(told, Exception):
            raise told
        return told


def _work(pipe: Connection, module: str, folder: str) -> None:
    try:
        started = time.perf_counter()
        engine = importlib.import_module(f"benchmarks.search.{module}").Engine(Path(folder))
        pipe.send(time.perf_counter() - started)
        gc.collect()
        while True:
            pipe.send(_timed(engine, pipe.recv()))
    except EOFError:
        return
    except Exception as error:  # told to whoever asked
        pipe.send(RuntimeError(f"{module}: {error!r}"))
        raise


def _timed(engine: Any, asked: Sequence[Asked]) -> Timing | None:
    times: list[float] = []
    found = 0
    for each in asked:
        before = time.thread_time_ns()
        answer = engine.answer(each.kind, each.text)
        times.append((time.thread_time_ns() - before) / 1e6)
        if answer is None:
            return None
        found += each.concept in answer if each.kind in _LISTED else bool(answer)
    return Timing(tuple(times), found)


@contextmanager
def workers(where: Mapping[str, tuple[str, Path]], warm: Sequence[Asked]) -> Iterator[dict[str, Worker]]:
    """The engines by name, each opened and asked a few other things first."""
    with ExitStack() as stack:
        opened = {name: Worker(*place) for name, place in where.items()}
        for each in opened.values():
            stack.callback(each.close)
            for one in warm:
                each.ask([one])
        yield opened


def interleaved(
    engines: Mapping[str, Answering], asked: Sequence[Asked], most_seconds: float = MOST_SECONDS
) -> dict[str, Timing]:
    """Ask all engines the same, in rounds, another one first each time; who has used up its time drops out."""
    found: dict[str, Timing] = {}
    left = dict(engines)
    for start in range(0, len(asked), ROUND):
        for name in _turned(list(left), start // ROUND):
            timing = left[name].ask(asked[start : start + ROUND])
            if timing is None:
                del left[name]
                continue
            found[name] = found.get(name, Timing((), 0)).and_then(timing)
            if sum(found[name].milliseconds) > 1000 * most_seconds:
                del left[name]
    return found


def _turned(names: list[str], by: int) -> list[str]:
    by %= max(1, len(names))
    return names[by:] + names[:by]


def memory(process: int) -> Memory:
    """What a process occupies, by /proc."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
    return Memory(kilobytes["Rss"] / 1024, (kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]) / 1024)
