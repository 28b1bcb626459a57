"""The keys of names in files: found whole, by how they begin, or for being nearly the same.

Names are numbered in the order in which they are suggested, so the least numbers under a key are the best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from glossary.search.arrays import Strings, distinct, read_numbers, write_numbers, write_strings

Ranked = NDArray[np.uint32]

_SHORTEST_NEAR, _LONGEST_NEAR = 2, 64
_CROWDED, _TOP, _LONGEST_TOP = 512, 64, 8
_LOOKED_AT = 500


class KeyTable:
    """A table, read where it lies."""

    def __init__(self, folder: Path, name: str) -> None:
        self.keys = Strings(folder, f"{name}.keys")
        self._first = read_numbers(folder / f"{name}.first.u4")
        self._posted = read_numbers(folder / f"{name}.posted.u4")
        self._tops = Strings(folder, f"{name}.tops")
        self._top = read_numbers(folder / f"{name}.top.u4").reshape(-1, _TOP)
        self._near = read_numbers(folder / f"{name}.near.u4")
        self._near_key = read_numbers(folder / f"{name}.near_key.u4")

    def whole(self, key: str) -> Ranked:
        """The names under exactly this key."""
        place = self.keys.place(key)
        return self._posted[0:0] if place is None else self._under(place, place + 1)

    def beginning(self, prefix: str) -> Ranked:
        """The names under all keys that begin so, in the order of the keys."""
        return self._under(*self.keys.beginning(prefix))

    def under(self, prefix: str, wanted: Callable[[str], bool], most: int) -> Ranked:
        """So many of the best names under those of the first keys with a beginning that are wanted."""
        start, end = self.keys.beginning(prefix)
        places = (at for at in range(start, min(end, start + _LOOKED_AT)) if wanted(self.keys[at].decode()))
        return distinct(np.concatenate((self._posted[0:0], *(self._under(at, at + 1) for at in places))))[:most]

    def best(self, prefix: str) -> tuple[Ranked, bool]:
        """Names under the keys that begin so: all of them, or the best of very many; and whether these are all."""
        if (place := self._tops.place(prefix)) is not None:
            return self._top[place], False
        return self.beginning(prefix), True

    def near(self, key: str) -> Iterator[str]:
        """Keys that may be a slip away, and all that are one character more, less, other or changed with the next."""
        if len(key) > _LONGEST_NEAR + 1:
            return iter(())
        marks = np.fromiter(_marks(key), dtype=np.uint32)
        starts = np.searchsorted(self._near, marks, side="left")
        ends = np.searchsorted(self._near, marks, side="right")
        found = {int(each) for start, end in zip(starts, ends, strict=True) for each in self._near_key[start:end]}
        return (self.keys[place].decode() for place in sorted(found))

    def _under(self, start: int, end: int) -> Ranked:
        return self._posted[self._first[start] : self._first[end]]


def write_table(folder: Path, name: str, posted: Mapping[str, Sequence[int]]) -> None:
    """Write the names under each key, to be read as a `KeyTable`."""
    keys = sorted(posted)
    write_strings(folder, f"{name}.keys", keys)
    many = np.fromiter((len(posted[key]) for key in keys), dtype=np.int64, count=len(keys))
    write_numbers(folder / f"{name}.first.u4", np.concatenate(([0], np.cumsum(many))))
    names = np.fromiter((each for key in keys for each in posted[key]), dtype=np.uint32, count=int(many.sum()))
    write_numbers(folder / f"{name}.posted.u4", names)
    _write_tops(folder, name, keys, names, many)
    _write_near(folder, name, keys)


def _write_tops(folder: Path, name: str, keys: Sequence[str], names: Ranked, many: NDArray[Any]) -> None:
    tops: dict[str, Ranked] = {}
    ends = np.concatenate(([0], np.cumsum(many)))
    for length in range(1, _LONGEST_TOP + 1):
        for prefix, start, end in _crowds(keys, length):
            tops[prefix] = _least(names[ends[start] : ends[end]])
    ordered = sorted(tops)
    write_strings(folder, f"{name}.tops", ordered)
    write_numbers(folder / f"{name}.top.u4", np.concatenate([tops[each] for each in ordered] or [names[:0]]))


def _crowds(keys: Sequence[str], length: int) -> Iterator[tuple[str, int, int]]:
    """The beginnings of a length that a crowd of keys share, and from where to where."""
    start = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at][:length] != keys[start][:length]:
            if at - start > _CROWDED:
                yield keys[start][:length], start, at
            start = at


def _least(names: Ranked) -> Ranked:
    return np.resize(distinct(names)[:_TOP], _TOP)


def _write_near(folder: Path, name: str, keys: Sequence[str]) -> None:
    marks = np.fromiter(_every_mark(keys), dtype=np.dtype([("mark", "<u4"), ("key", "<u4")]))
    order = np.argsort(marks["mark"], kind="stable")
    write_numbers(folder / f"{name}.near.u4", marks["mark"][order])
    write_numbers(folder / f"{name}.near_key.u4", marks["key"][order])


def _every_mark(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place, key in enumerate(keys):
        if _SHORTEST_NEAR <= len(key) <= _LONGEST_NEAR:
            for mark in _marks(key):
                yield mark, place


def _marks(key: str) -> set[int]:
    """By what a key meets those a slip away: itself, and itself without one character (SymSpell's deletes)."""
    marks = {crc32((key[:at] + key[at + 1 :]).encode()) for at in range(len(key))}
    marks.add(crc32(key.encode()))
    return marks
