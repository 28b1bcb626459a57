"""So much work and no more: what the processor may spend on one question of full text."""

from __future__ import annotations

from time import thread_time
from typing import Any

from whoosh.collectors import WrappingCollector

_OFTEN = 32


class EnoughError(Exception):
    """The work that a question may cost is done; what was found so far is the answer."""


class SparingCollector(WrappingCollector):  # type: ignore[misc]  # Whoosh has no types
    """Collects so many documents and no more, fewer only if the thread has worked on them for so many seconds.

    So words that thousands of documents share are cut short, and at the same document whenever they are asked for.
    Raises `EnoughError`.
    """

    def __init__(self, child: Any, most: int, seconds: float) -> None:
        super().__init__(child)
        self._most = most
        self._until = thread_time() + seconds
        self._collected = 0

    def collect(self, sub_docnum: int) -> Any:
        """Take a document, if it is not one too many."""
        is_late = not self._collected % _OFTEN and thread_time() > self._until
        if is_late or self._collected >= self._most:
            raise EnoughError
        self._collected += 1
        return self.child.collect(sub_docnum)
