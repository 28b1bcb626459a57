"""Counting which sites show which concepts, for those who are about to change one.

Kept are the host and the day, for a month; never a reader, an address or a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from glossary import store
from glossary.store import Database
from glossary.tallying import MEMORY, Tally, What, day
from glossary.times import Clock

_LONGEST = 253


class Embeds:
    """The embeds that this process showed since it last wrote."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._tally = Tally(clock, self._keep)

    def note(self, glossary: str, concept: str, host: str) -> None:
        """Count that a site shows a concept; what is too long to be a host's name is passed over."""
        if len(host) <= _LONGEST:
            self._tally.note(glossary, concept, host)

    def write(self) -> None:
        """Write the counts down."""
        self._tally.write()

    def _keep(self, counts: Mapping[What, int], now: datetime) -> None:
        with self._database.writing(alone=True) as connection:
            store.add_embeds(connection, counts)
            store.forget_embeds(connection, since(now))


def since(now: datetime) -> str:
    """The first day that is still remembered."""
    return day(now - MEMORY)
