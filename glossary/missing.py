"""Counting what is looked up in vain.

Kept are the form, folded, and the day; never who asked or when. What is asked only once or twice is not shown, and is
forgotten after a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from glossary import store
from glossary.noted import MissedForm
from glossary.store import Database
from glossary.tallying import MEMORY, Tally, What, day
from glossary.text import fold, key
from glossary.times import Clock

_LEAST = 3
_LONGEST = 80


class MissedForms:
    """The forms missed by this process since it last wrote, and all that have been written down."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._tally = Tally(clock, self._keep)

    def note(self, form: str, glossary: str | None) -> None:
        """Count a form that nothing was found for; very long ones and those without any letter are passed over."""
        folded = fold(form, "case").strip()
        if key(form) and len(folded) <= _LONGEST:
            self._tally.note(glossary or store.EVERY_GLOSSARY, folded)

    def write(self) -> None:
        """Write the counts down."""
        self._tally.write()

    def shown(self, glossary: str, limit: int) -> list[MissedForm]:
        """What people miss in a glossary, over the last month, the most missed first."""
        since = day(self._clock() - MEMORY)
        self.write()
        with self._database.reading() as connection:
            return store.missed(connection, glossary, since, _LEAST, limit)

    def _keep(self, counts: Mapping[What, int], now: datetime) -> None:
        with self._database.writing(alone=True) as connection:
            store.add_missed(connection, counts)
            store.forget_missed(connection, day(now - MEMORY), _LEAST)
