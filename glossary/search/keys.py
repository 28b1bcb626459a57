"""The keys of names in memory: found whole, by how they begin, or for being nearly the same."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from glossary.search.entries import Form
from glossary.search.near import Near

_FEW = 64


class Keys:
    """The keys of one table, and the names under each."""

    def __init__(self) -> None:
        self.posted: dict[str, list[Form]] = {}
        self._ordered: list[str] = []
        self._new: list[str] = []
        self._near: Near | None = None

    def add(self, key: str, form: Form) -> None:
        """Post a name."""
        if key not in self.posted:
            self.posted[key] = []
            self._new.append(key)
            if self._near is not None:
                self._near.add(key)
        self.posted[key].append(form)

    def beginning(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in order."""
        ordered = self._in_order()
        for at in range(bisect_left(ordered, prefix), len(ordered)):
            if not ordered[at].startswith(prefix):
                return
            yield ordered[at]

    def near(self, key: str) -> list[str]:
        """The keys a slip away."""
        if self._near is None:
            self._near = Near(self.posted)
        return [near for near, _ in self._near.within(key, 1)]

    def _in_order(self) -> list[str]:
        if len(self._new) > _FEW:
            self._ordered.extend(self._new)
            self._ordered.sort()
        else:
            for key in self._new:
                insort(self._ordered, key)
        self._new = []
        return self._ordered
