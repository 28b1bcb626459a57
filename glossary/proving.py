"""The record as it proves itself: checked here, or taken away and checked by whoever wants to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glossary import exporting, store
from glossary.opened import Opened
from glossary.times import micros
from glossary.verifying import Chain, Verdict, verify

Progress = Callable[[int, int], None]


class WithProof(Opened):
    """A glossary with the log that proves its history."""

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Check the whole history against its digests, and all that is kept beside it against the history."""
        ending = store.ending(self._database, self.id)
        rows = store.log_rows(self._database, self.id, ending.last)
        return verify(Chain(self.id, ending), rows, self._later, self._unaccounted, progress)

    def _later(self, seq: int) -> store.Later:
        return store.later(self._database, self.id, seq)

    def _unaccounted(self, chain: Chain) -> tuple[int, str] | None:
        account = store.Account(self.id, chain.seq, chain.languages, chain.spoken)
        return store.unaccounted(self._database, account, lambda: micros(self._clock()))

    def log(self, after: int = 0, until: int | None = None) -> Iterator[bytes]:
        """The log after one entry up to another, a line of JSON each, for those who check it themselves."""
        with self._reading() as reader:
            last = reader.head().seq
        rows = store.log_rows(self._database, self.id, last if until is None else min(until, last), after)
        return exporting.lines(rows)
