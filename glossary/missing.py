"""Counting what is looked up in vain, in memory, and writing it down at most once a minute.

Kept are the form, folded, and the day; never who asked or when. What is asked only once or twice is not shown, and is
forgotten after a month.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock

from glossary import store
from glossary.errors import Busy, StorageFailed
from glossary.noted import MissedForm
from glossary.store import Database
from glossary.text import fold, key
from glossary.times import Clock

_PAUSE = timedelta(minutes=1)
_MEMORY = timedelta(days=30)
_LEAST = 3
_LONGEST = 80
_MOST_FORMS = 1000


class MissedForms:
    """The forms missed by this process since it last wrote, and all that have been written down."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock, self._lock = database, clock, Lock()
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._written = clock()

    def note(self, form: str, glossary: str | None) -> None:
        """Count a form that nothing was found for; very long ones and those without any letter are passed over."""
        folded = fold(form, "case").strip()
        if not key(form) or len(folded) > _LONGEST:
            return
        with self._lock:
            if len(self._counts) < _MOST_FORMS:
                self._counts[glossary or store.EVERY_GLOSSARY, _day(self._clock()), folded] += 1
        if self._clock() - self._written >= _PAUSE:
            self.write()

    def write(self) -> None:
        """Write the counts down; when the database is busy they wait for the next minute."""
        with self._lock:
            counts, self._counts, self._written = self._counts, Counter(), self._clock()
        if counts:
            with suppress(Busy, StorageFailed):
                self._keep(counts, self._written)

    def shown(self, glossary: str, limit: int) -> list[MissedForm]:
        """What people miss in a glossary, over the last month, the most missed first."""
        since = _day(self._clock() - _MEMORY)
        self.write()
        with self._database.reading() as connection:
            return store.missed(connection, glossary, since, _LEAST, limit)

    def _keep(self, counts: Counter[tuple[str, str, str]], now: datetime) -> None:
        with self._database.writing(alone=True) as connection:
            store.add_missed(connection, counts)
            store.forget_missed(connection, _day(now - _MEMORY), _LEAST)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
