"""When wordings come into force: those that lie ahead of the moment last asked about, and the last that has begun.

The moment of asking may be an earlier one: a clock that was ahead has been set back, or another thread was slower.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from glossary.model import Revision
from glossary.times import micros


class Hours:
    """The hours of scheduled wordings with their concepts. Nothing stands otherwise from `begun` on to the next."""

    def __init__(self, ahead: Iterable[tuple[int, str]] = (), begun: int = 0) -> None:
        self._ahead, self._begun = list(ahead), begun
        heapify(self._ahead)

    def is_due(self, at: int) -> bool:
        """Whether something stands otherwise at a moment than at the one last passed to."""
        return at < self._begun or (bool(self._ahead) and self._ahead[0][0] <= at)

    def due(self, at: int) -> list[str]:
        """The concepts of which a wording is known to have begun by a moment."""
        return [concept for hour, concept in self._ahead if hour <= at]

    def note(self, revision: Revision, at: int) -> None:
        """Remember when a wording begins, or that it has begun by a moment and had been scheduled."""
        if revision.valid_at > at:
            heappush(self._ahead, (revision.valid_at, revision.concept.id))
        elif revision.valid_at > micros(revision.recorded_at):
            self._begun = max(self._begun, revision.valid_at)

    def pass_to(self, at: int) -> None:
        """Let time pass to a moment, or go back to it."""
        self._begun = min(self._begun, at)
        while self._ahead and self._ahead[0][0] <= at:
            self._begun = max(self._begun, heappop(self._ahead)[0])
