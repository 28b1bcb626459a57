"""The record as it proves itself: checked here, or taken away and checked by whoever wants to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from glossary import exporting, store
from glossary.opened import Opened
from glossary.store import State
from glossary.times import micros
from glossary.verifying import Verdict, verify

Progress = Callable[[int, int], None]


class WithProof(Opened):
    """A glossary with the log that proves its history."""

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Check the whole history against its digests, and the lists against the history."""
        with self._reading() as reader:
            now = State(store.EVERYTHING, reader.now(micros(self._clock())))
        ending = store.ending(self._database, self.id)
        rows = store.log_rows(self._database, self.id, ending.seq)
        verdict = verify(self.id, rows, ending, lambda: store.redactions(self._database, self.id), progress)
        wrong = store.misplaced(self._database, self.id, now)
        if verdict.whole and wrong:
            return msgspec.structs.replace(verdict, bad_seq=verdict.entries, reason=f"lists-differ:{wrong[0]}")
        return verdict

    def log(self, after: int = 0, until: int | None = None) -> Iterator[bytes]:
        """The log after one entry up to another, a line of JSON each, for those who check it themselves."""
        with self._reading() as reader:
            last = reader.head().seq
        rows = store.log_rows(self._database, self.id, last if until is None else min(until, last), after)
        return exporting.lines(rows)
