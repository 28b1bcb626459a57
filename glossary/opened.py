"""An opened glossary: the only transactions there are, and the clock by which they are dated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from glossary import errors, store
from glossary.review_errors import KeyReused
from glossary.search import Search
from glossary.store import Database, Once, Reader, Writer
from glossary.times import Clock, micros

T = TypeVar("T")


class Opened:
    """A glossary of a database, read in one transaction and written in one; `search` gives one that knows all of it.

    With `once`, what is stored next is stored once, however often it is asked for under that key.
    """

    once: Once | None = None

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

    def _carried_out(
        self,
        once: Once | None,
        act: Callable[[Writer], T],
        name: Callable[[T], Any],
        again: Callable[[Writer, Any], T],
    ) -> T:
        """Do something once. Of what came of it only a name is kept, in the same transaction; by it it is read again.

        Raises `KeyReused` where the key was sent with another request.
        """
        with self._writing() as writer:
            said = store.answered(writer.connection, once) if once else None
            if once and said and said[0] != once.request_sha256:
                raise KeyReused(once.key)
            if said:
                return again(writer, said[1])
            made = act(writer)
            if once:
                store.keep_answered(writer.connection, once, name(made), writer.recorded_at)
            return made

    def _settle(self) -> None:
        """Let scheduled wordings whose hour has come into today's lists; where that must wait, lists are slower."""
        with self._reading() as reader:
            due = reader.due(reader.now(micros(self._clock())))
        if due:
            with suppress(errors.Busy, errors.StorageFailed), self._writing():
                pass
