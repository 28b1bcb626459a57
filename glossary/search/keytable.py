"""Keys in memory: found whole, by their beginning, by a part, or for being nearly the same."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from itertools import islice
from typing import Generic, TypeVar

from glossary.search.near import Near

Posted = TypeVar("Posted")

_FEW = 64


class KeyTable(Generic[Posted]):
    """A dict of keys, and the same keys in order. The owner sees to it that one thread at a time is here."""

    def __init__(self) -> None:
        self._posted: dict[str, list[Posted]] = {}
        self._ordered: list[str] = []
        self._fresh: list[str] = []
        self._near: Near | None = None

    def add(self, key: str, posted: Posted) -> None:
        """Post something under a key."""
        if key not in self._posted:
            self._posted[key] = []
            self._fresh.append(key)
            if self._near is not None:
                self._near.add(key)
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
        start = bisect_left(ordered, prefix)
        for key in ordered[start : start + most]:
            if not key.startswith(prefix):
                return
            yield from self._posted[key]

    def containing(self, part: str, most: int) -> Iterator[Posted]:
        """All that is posted under so many keys with this part."""
        for key in islice((key for key in self._posted if part in key), most):
            yield from self._posted[key]

    def near(self, key: str, most: int) -> list[tuple[str, int]]:
        """The keys in use that are at most so many slips away, and how many, the nearest first."""
        if self._near is None:
            self._near = Near(self._posted)
        return [(near, far) for near, far in self._near.within(key, most) if self._posted[near]]

    def _in_order(self) -> list[str]:
        if len(self._fresh) > _FEW:
            self._ordered.extend(self._fresh)
            self._ordered.sort()
        else:
            for key in self._fresh:
                insort(self._ordered, key)
        self._fresh = []
        return self._ordered
