"""Writing the files of large glossaries in another process, so that nobody who asks has to wait."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

from glossary.search.values import Feed, Mark

_PAUSE = 30.0


class Background:
    """One process at a time that writes, and stops with this one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._begun: dict[str, float] = {}
        self._lock = Lock()

    def start(self, feed: Feed, glossary: str, mark: Mark) -> bool:
        """Begin with a glossary unless the process is busy; False where the feed cannot be read by another process."""
        carried = feed.carried()
        if carried is None:
            return False
        with self._lock, suppress(OSError):
            if not self._is_busy(glossary):
                self._end()
                self._begun[glossary] = time.monotonic()
                self._process = _started(pickle.dumps((self._folder, carried, glossary, mark)))
        return True

    def stop(self) -> None:
        """End the process; what it has not finished is written by another."""
        with self._lock:
            self._end()
            self._begun.clear()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _is_busy(self, glossary: str) -> bool:
        """Whether the process is at work, or was given this glossary just now: perhaps another one writes it."""
        is_alive = self._process is not None and self._process.poll() is None
        return is_alive or time.monotonic() - self._begun.get(glossary, -_PAUSE) < _PAUSE


def _started(task: bytes) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(
        [sys.executable, "-m", "glossary.search"],
        stdin=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    if process.stdin:
        process.stdin.write(task)
        process.stdin.flush()
    return process
