"""Counting in memory, and writing it down at most once a minute: what people do, never who did it or when exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock

from glossary.errors import Busy, StorageFailed
from glossary.times import Clock

MEMORY = timedelta(days=30)
_PAUSE = timedelta(minutes=1)
_MOST = 1000

What = tuple[str, ...]
Keep = Callable[[Mapping[What, int], datetime], None]


class Tally:
    """Counts of this process since it last wrote; `keep` writes them down."""

    def __init__(self, clock: Clock, keep: Keep) -> None:
        self._clock, self._keep, self._lock = clock, keep, Lock()
        self._counts: Counter[What] = Counter()
        self._written = clock()

    def note(self, *what: str) -> None:
        """Count something on this day, the last part of its name; more than a thousand things a minute are not."""
        with self._lock:
            if len(self._counts) < _MOST:
                self._counts[*what, day(self._clock())] += 1
        if self._clock() - self._written >= _PAUSE:
            self.write()

    def write(self) -> None:
        """Write the counts down; when the database is busy they are lost, for nothing waits for them."""
        with self._lock:
            counts, self._counts, self._written = self._counts, Counter(), self._clock()
        if counts:
            with suppress(Busy, StorageFailed):
                self._keep(counts, self._written)


def day(moment: datetime) -> str:
    """The day of a moment (YYYY-MM-DD, UTC)."""
    return moment.date().isoformat()
