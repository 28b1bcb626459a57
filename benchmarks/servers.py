"""Start each WSGI server in turn, measure it, drill it with slow clients, print a Markdown table."""

import argparse
import asyncio
import json
import os
import platform
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.candidates import WORKERS, able_to_serve
from benchmarks.load import TIME_LIMIT, Load, percentile, press, wait_for_answer, watch
from benchmarks.processes import PATIENCE, ROOT, TARGETS, Server, Target, seed_home, serving

HEADROOM_COUNT = 2500
ENOUGH = 0.99
DRILLS = [  # what is slow, how many of it, for how many seconds: longer than the header timeout of 5 s where one is set
    ("headers", 1000, 6.0),
    ("bodies", 1000, 3.0),
    ("idle", 1000, 3.0),
    ("bodies", HEADROOM_COUNT, 3.0),
]
COLUMNS = ["Server", "req/s (least–most)", "p50 ms", "p99 ms"]
COLUMNS += [f"{count:,} {'idle keep-alive' if kind == 'idle' else f'slow {kind}'}" for kind, count, _ in DRILLS]
COLUMNS += ["memory MB", "SIGTERM", "verdict"]


@dataclass
class Drill:
    """What the canary saw while slow clients held their connections, and after they left."""

    answered: float
    p99: float
    cut: int
    refused: int
    back: float | None
    health: str

    def cell(self) -> str:
        """The drill as a table cell: the canary's share and p99, then whatever is remarkable."""
        notes = [f"{self.answered:.0%}", f"{self.p99 * 1000:.0f} ms"]
        notes += [f"cut {self.cut}"] if self.cut else []
        notes += [f"refused {self.refused}"] if self.refused else []
        notes += ["does not recover"] if self.back is None and self.health != "DEAD" else []
        notes += [f"back after {self.back:.1f} s"] if self.back and self.back > 0.5 else []
        return " · ".join(notes + ([] if self.health == "alive" else [self.health]))

    def passed(self) -> bool:
        """Whether the server went on answering."""
        return self.answered >= ENOUGH and self.health == "alive" and self.back is not None


@dataclass
class Row:
    """All that was measured of one server."""

    name: str
    loads: list[Load] = field(default_factory=list)
    drills: list[Drill] = field(default_factory=list)
    memory: int = 0
    stop: str = "-"

    def verdict(self) -> str:
        """Whether the server went on answering in every drill, up to which count."""
        if not all(drill.passed() for drill in self.drills[:-1]):
            return "out"
        return "in" if self.drills[-1].passed() else f"in, but not at {HEADROOM_COUNT:,}"

    def cells(self) -> list[str]:
        """The row as table cells, in the order of COLUMNS."""
        rates = sorted(load.rate() for load in self.loads)
        rate = f"{median(rates):,.0f} ({rates[0]:,.0f}–{rates[-1]:,.0f})"
        failures = sum(load.failures for load in self.loads)
        times = [median(percentile(load.latencies, share) for load in self.loads) for share in (0.5, 0.99)]
        return [
            self.name,
            rate + (f" {failures} failed" if failures else ""),
            *(f"{seconds * 1000:.1f}" for seconds in times),
            *(drill.cell() for drill in self.drills),
            str(self.memory),
            self.stop,
            self.verdict(),
        ]


def start_slow_clients(server: Server, kind: str, count: int, seconds: float) -> subprocess.Popen[str]:
    """Start the slow clients as a process of their own, to outlast the canary; return once each has tried."""
    path = server.target.post if kind == "bodies" else server.target.get
    arguments = ["--port", str(server.port), "--kind", kind, "--path", path]
    limits = ["--count", str(count), "--seconds", str(seconds + TIME_LIMIT + 0.5)]
    script = [sys.executable, "-m", "benchmarks.slow_clients", *arguments, *limits]
    process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if process.stdout is None or process.stdout.readline().strip() != "ready":
        raise RuntimeError("the slow clients did not start")
    return process


def drill(server: Server, kind: str, count: int, seconds: float) -> Drill:
    """Ask with the canary while slow clients hold their connections, then see the server recover."""
    slow = start_slow_clients(server, kind, count, seconds)
    path = server.target.get
    answers = asyncio.run(watch(server.port, path, seconds))
    tally = json.loads(slow.communicate(timeout=60)[0])
    back = asyncio.run(wait_for_answer(server.port, path, 0 if server.health() == "DEAD" else PATIENCE))
    waits = [TIME_LIMIT if answer is None else answer for answer in answers]
    answered = sum(answer is not None for answer in answers) / len(answers)
    return Drill(answered, percentile(waits, 0.99), tally["cut_by_server"], tally["refused"], back, server.health())


def measure(name: str, target: Target, seconds: float, home: str) -> Row:
    """Everything about one server, started afresh for each drill; the rate is taken before each."""
    row = Row(name)
    for kind, count, length in DRILLS:
        with serving(name, target, home) as server:
            asyncio.run(press(server.port, target.get, 0.5))
            row.loads.append(asyncio.run(press(server.port, target.get, seconds)))
            row.drills.append(drill(server, kind, count, length))
            row.memory = max(row.memory, server.memory())
            row.stop = server.stop()
    return row


def raise_file_limit() -> int:
    """Allow this process and its children as many open files as the system permits."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def conditions(seconds: float, files: int) -> str:
    """What the tables were measured with."""
    names = ", ".join(f"{name} {version(name)}" for name in ("granian", "gunicorn", "gevent", "waitress"))
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {files} open files"
    busy = f"load average before {os.getloadavg()[0]:.1f}"
    return f"{WORKERS} workers unless said otherwise, each rate over {seconds:g} s; {names}; {machine}, {busy}."


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def report(options: argparse.Namespace, home: str) -> Iterator[str]:
    """A table for each target, every line as soon as it is known."""
    yield conditions(options.seconds, raise_file_limit())
    for target in [options.target] if options.target else TARGETS:
        yield from ["", f"Target `{target}`:", "", _line(COLUMNS), "|---" * len(COLUMNS) + "|"]
        for name in able_to_serve(target):
            if options.only in name:
                yield _line(measure(name, TARGETS[target], options.seconds, home).cells())


def command_line() -> argparse.Namespace:
    """What to measure, for how long, and where to write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each rate is taken (default: %(default)s)")
    parser.add_argument("--target", choices=list(TARGETS), help="only this target (default: both)")
    parser.add_argument("--only", default="", help="only servers whose name contains this")
    parser.add_argument("--markdown", type=Path, help="write the tables here as well")
    return parser.parse_args()


def main() -> None:
    """Measure every chosen server, print a table for each target and perhaps write them."""
    options = command_line()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that no server is left behind
    lines = []
    with tempfile.TemporaryDirectory() as home:
        seed_home(home)
        for line in report(options, home):
            print(line, flush=True)
            lines.append(f"{line}\n")
    if options.markdown:
        options.markdown.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
