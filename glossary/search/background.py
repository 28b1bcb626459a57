"""Writing the files of large glossaries in another process, so that nobody who asks has to wait."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from glossary.search.values import Feed, Mark
from glossary.search.volume import Volume
from glossary.times import now

_LOW_PRIORITY = 10
_PAUSE = 30.0


class Background:
    """One process at a time that writes, and stops with this one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: BaseProcess | None = None
        self._begun: dict[str, float] = {}

    def start(self, feed: Feed, glossary: str, mark: Mark) -> bool:
        """Begin with a glossary unless the process is busy; False where the feed cannot be read by another process."""
        carried = feed.carried()
        if carried is None:
            return False
        if not self._is_busy(glossary):
            self._begun[glossary] = time.monotonic()
            spawning = multiprocessing.get_context("spawn")
            task = (self._folder, carried, glossary, mark)
            self._process = spawning.Process(target=_write, args=task, daemon=True, name=f"taiyaku index {glossary}")
            self._process.start()
        return True

    def _is_busy(self, glossary: str) -> bool:
        """Whether the process is at work, or was given this glossary just now: perhaps another one writes it."""
        is_alive = self._process is not None and self._process.is_alive()
        return is_alive or time.monotonic() - self._begun.get(glossary, -_PAUSE) < _PAUSE

    def stop(self) -> None:
        """End the process; what it has not finished is written by another."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


def _write(folder: Path, feed: Feed, glossary: str, mark: Mark) -> None:
    with suppress(OSError):
        os.nice(_LOW_PRIORITY)
    Volume(folder, glossary, now).write(feed, mark, 0.0, lambda done, total: None)
