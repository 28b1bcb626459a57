"""An opened glossary: the only transactions there are, and the clock by which they are dated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from glossary import errors
from glossary.search import Search
from glossary.store import Database, Reader, Writer
from glossary.times import Clock, micros


class Opened:
    """A glossary of a database, read in one transaction and written in one; `search` gives one that knows all of it."""

    def __init__(self, database: Database, glossary: str, clock: Clock, search: Callable[[], Search]) -> None:
        self._database, self.id, self._clock, self._caught_up_search = database, glossary, clock, search

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        with self._database.reading() as connection:
            yield Reader(connection, self.id)

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._database.writing() as connection:
            writer = Writer(connection, self.id, micros(self._clock()))
            writer.settle()
            yield writer

    def _settle(self) -> None:
        """Let scheduled wordings whose hour has come into today's lists; where that must wait, lists are slower."""
        with self._reading() as reader:
            due = reader.due(reader.now(micros(self._clock())))
        if due:
            with suppress(errors.Busy, errors.StorageFailed), self._writing():
                pass
