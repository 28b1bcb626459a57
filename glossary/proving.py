"""The record as it proves itself, here or wherever it is taken, and as it forgets what it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from glossary import exporting, forgetting, recording, repeating, store
from glossary.model import Part, Revision
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

    def redact(self, concept: str, number: int, part: Part, reason: str, author: str) -> Revision:
        """Remove the text or the change note of a revision from the record, and record that it was removed.

        `Glossaries.redact` also sees to the files. Raises `NothingToRedact`.
        """
        with self._writing() as writer:
            return forgetting.redact(writer, concept, number, part, reason, author)

    def repeated(self, concept: str, numbers: Sequence[int]) -> list[Revision]:
        """The other revisions, of any concept, that repeat a longer text which some revisions of a concept have.

        What its newest revision has as well is left out. Raises `RevisionNotFound`.
        """
        with self._reading() as reader:
            return repeating.repeated(reader, [recording.kept(reader, concept, number) for number in numbers])
