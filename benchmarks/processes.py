"""Start a server as a process of its own, know its workers, and end it."""

import asyncio
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.candidates import command
from benchmarks.load import wait_for_answer
from glossary import Glossaries, from_env

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 10.0


@dataclass(frozen=True)
class Target:
    """What is asked: an application object, the path of the GET, the path of the POST."""

    app: str
    get: str
    post: str


TARGETS = {
    "constant": Target("benchmarks.constant:app", "/", "/"),
    "concept": Target(
        "benchmarks.concept:app",
        "/api/v1/glossaries/ai-finance/concepts/hallucination",
        "/api/v1/terms/lookup",
    ),
}


@dataclass
class Server:
    """A started server: its process, its port, and the workers it began with."""

    process: subprocess.Popen[bytes]
    port: int
    target: Target
    workers: list[int] = field(default_factory=list)

    def children(self) -> list[int]:
        """The process ids of the server's workers."""
        pid = self.process.pid
        try:
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def health(self) -> str:
        """Whether the process, and every worker it began with, still lives."""
        if self.process.poll() is not None:
            return "DEAD"
        return "alive" if set(self.workers) <= set(self.children()) else "WORKER DIED"

    def memory(self) -> int:
        """Highest resident megabytes of the process and its workers, added."""
        return sum(_peak_kilobytes(pid) for pid in [self.process.pid, *self.children()]) // 1024

    def stop(self) -> str:
        """Ask the process to end as a service manager would; say how that went."""
        if self.process.poll() is not None:
            return "-"
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return "did not stop"
        return f"{time.monotonic() - started:.1f} s, code {code}"


def _peak_kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def seed_home(home: str) -> None:
    """Make the database of the shipped glossaries that every candidate for the concept target serves."""
    with Glossaries.open(from_env({"GLOSSARY_HOME": home})) as glossaries:
        glossaries.seed()


def environment(home: str) -> dict[str, str]:
    """The environment of a served application: ours, without the settings of any other Taiyaku."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("GLOSSARY_")}
    return {**usual, "PYTHONPATH": str(ROOT), "GLOSSARY_HOME": home}


def launch(arguments: list[str], home: str) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own; its log goes nowhere, so that all pay the same for it."""
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        arguments, stdout=nowhere, stderr=nowhere, env=environment(home), cwd=ROOT, start_new_session=True
    )


@contextmanager
def serving(name: str, target: Target, home: str) -> Iterator[Server]:
    """Start the named server and hand it over once it answers; end it, and its workers, afterwards."""
    port = free_port()
    arguments = command(name, target.app, port)
    process = launch(arguments, home)
    server = Server(process, port, target)
    try:
        if asyncio.run(wait_for_answer(port, target.get, PATIENCE)) is None:
            raise RuntimeError(f"{name} did not start: {shlex.join(arguments)}")
        time.sleep(0.5)  # until every worker is there
        server.workers = server.children()
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
