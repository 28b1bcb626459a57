"""The record as the search index sees it: what changed since it last looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.model import Revision
from glossary.search import Mark
from glossary.store import Database, Reader, heads
from glossary.times import Clock, micros

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
        """The concepts with entries or begun wordings between two marks, in batches."""
        with self._database.reading() as connection:
            reader = Reader(connection, glossary)
            concepts = reader.changed(since.seq if since else 0, until.seq)
            if since:
                concepts = sorted({*concepts, *reader.begun(since.at, until.at)})
        for start in range(0, len(concepts), _BATCH):
            yield concepts[start : start + _BATCH]

    def revisions(self, glossary: str, concepts: Sequence[str], until: Mark) -> list[Revision]:
        """Every revision of some concepts known at a mark."""
        with self._database.reading() as connection:
            found = Reader(connection, glossary).all_revisions(concepts)
        return [revision for revision in found if revision.seq <= until.seq]
