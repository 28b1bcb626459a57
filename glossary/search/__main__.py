"""`python -m glossary.search`: the process that writes the files of a large glossary.

It is told its task on standard input and ends when that is closed, which the system sees to when the process that
began it ends in any way.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from glossary.search.values import Feed, Mark
from glossary.search.volume import Volume
from glossary.times import now

_LOW_PRIORITY = 10


def _write(folder: Path, feed: Feed, glossary: str, mark: Mark) -> None:
    with suppress(OSError):
        os.nice(_LOW_PRIORITY)
    Volume(folder, glossary, now).write(feed, mark, 0.0, lambda done, total: None)


def _end_with_parent() -> None:
    """Past Python's own buffer, whose lock a thread that waits for ever would hold at the end."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that began this one
    Thread(target=_end_with_parent, daemon=True).start()
    _write(*task)
