"""The record as the search index sees it: what changed since it last looked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from glossary.model import Revision
from glossary.search import Mark, Moment
from glossary.store import Database, Journal, Reader, State, heads
from glossary.times import Clock, micros, now

_BATCH = 500


class DatabaseFeed:
    """Answers the questions of `glossary.search.Feed` from the database, each in one short transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def marks(self) -> dict[str, Mark]:
        """The head of every glossary's log, and now."""
        with self._database.reading() as connection:
            found = heads(connection)
        now = micros(self._clock())
        return {
            glossary: Mark(seq=seq, digest=digest, at=max(now, recorded_at))
            for glossary, (seq, digest, recorded_at) in found.items()
        }

    def digest_at(self, glossary: str, seq: int) -> str | None:
        """The digest of one entry, to notice that the database was replaced."""
        with self._database.reading() as connection:
            return Reader(connection, glossary).digest_at(seq)

    def changed(self, glossary: str, since: Mark | None, until: Mark) -> Iterator[Sequence[str]]:
        """The concepts with entries between two marks, or wordings that begin between them, each once, in batches."""
        after = since.seq if since else 0
        begun = self._begun(glossary, since, until) if since else []
        while found := self._entered(glossary, after, until.seq):
            yield [concept for _, concept in found]
            after = found[-1][0]
        if begun:
            yield begun

    def differing(self, glossary: str, since: Moment, until: Mark, state: Moment) -> dict[str, bool]:
        """The concepts with an entry or a begun wording between two moments, and whether each had one in a state."""
        with self._database.reading() as connection:
            return Reader(connection, glossary).differing(State(*since), until.at, State(*state))

    def revisions(self, glossary: str, concepts: Sequence[str], until: Mark) -> list[Revision]:
        """Every revision of some concepts known at a mark."""
        with self._database.reading() as connection:
            found = Reader(connection, glossary).all_revisions(concepts)
        return [revision for revision in found if revision.seq <= until.seq]

    def carried(self) -> DatabaseFeed:
        """The same feed for another process, which opens the database for itself and has the time from its machine."""
        return self

    def __reduce__(self) -> tuple[Callable[[str, Journal], DatabaseFeed], tuple[str, Journal]]:
        return _reopened, (self._database.address, self._database.journal)

    def _entered(self, glossary: str, after: int, until: int) -> list[tuple[int, str]]:
        with self._database.reading() as connection:
            return Reader(connection, glossary).changed(after, until, _BATCH)

    def _begun(self, glossary: str, since: Mark, until: Mark) -> list[str]:
        """The concepts with wordings that begin between the marks, of which the later may have the earlier clock.

        Without those that have an entry between them.
        """
        first, last = sorted((since.at, until.at))
        with self._database.reading() as connection:
            return Reader(connection, glossary).begun(State(since.seq, first), State(until.seq, last))


def _reopened(address: str, journal: Journal) -> DatabaseFeed:
    return DatabaseFeed(Database(address, journal), now)
