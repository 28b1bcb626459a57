"""Keys in memory: found whole, by their beginning, or by a part."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import islice
from typing import Generic, TypeVar

Posted = TypeVar("Posted")

_FEW = 64


class KeyTable(Generic[Posted]):
    """A dict of keys, and the same keys in order. The owner sees to it that one thread at a time is here."""

    def __init__(self) -> None:
        self._posted: dict[str, list[Posted]] = {}
        self._ordered: list[str] = []
        self._fresh: list[str] = []

    def add(self, key: str, posted: Posted) -> None:
        """Post something under a key."""
        if key not in self._posted:
            self._posted[key] = []
            self._fresh.append(key)
        self._posted[key].append(posted)

    def remove(self, key: str, posted: Posted) -> None:
        """Take back what was posted; an empty key stays in its place."""
        self._posted[key].remove(posted)

    def whole(self, key: str) -> list[Posted]:
        """All that is posted under exactly this key."""
        return self._posted.get(key, [])

    def beginning(self, prefix: str, most: int) -> Iterator[Posted]:
        """All that is posted under the first so many keys with this beginning."""
        ordered = self._in_order()
        for key in islice(ordered, bisect_left(ordered, prefix), bisect_left(ordered, prefix) + most):
            if not key.startswith(prefix):
                return
            yield from self._posted[key]

    def containing(self, part: str) -> Iterator[Posted]:
        """All that is posted under keys with this part."""
        for key in [key for key in self._posted if part in key]:
            yield from self._posted[key]

    def keys(self) -> list[str]:
        """The keys under which something is posted."""
        return [key for key, posted in self._posted.items() if posted]

    def _in_order(self) -> list[str]:
        if len(self._fresh) > _FEW:
            self._ordered.extend(self._fresh)
            self._ordered.sort()
        else:
            for key in self._fresh:
                insort(self._ordered, key)
        self._fresh = []
        return self._ordered
