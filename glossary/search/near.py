"""Keys a slip of the pen away from another: kept by their length and by their two ends.

One slip harms one end of a key and leaves the other, so only keys of nearly the same length that share the two
characters of either end are compared, by rapidfuzz. Measured against a table of every key with each character left
out (the symmetric deletes of SymSpell): that answers faster still, but holds some ten entries a key (403 MB at
600,000 keys, where this holds two), and one structure serves a small glossary and a large one alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORT = 4

Bucket = tuple[int, str, bool]


class Near:
    """Keys, to be asked which of them differ little from another. Keys are only ever added."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._buckets: dict[Bucket, list[str]] = {}
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        """Keep a key."""
        for bucket in _ends(key, len(key)):
            self._buckets.setdefault(bucket, []).append(key)

    def within(self, wanted: str, most: int) -> list[tuple[str, int]]:
        """The keys at most so many slips away (one or two), and how many: the nearest first.

        All that are one slip away; of those that are two, the ones that leave an end as it is.
        """
        keys = self._candidates(wanted, most)
        found = process.extract(wanted, keys, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(key, int(far)) for key, far, _ in found]

    def _candidates(self, wanted: str, most: int) -> list[str]:
        lengths = range(max(2, len(wanted) - most), len(wanted) + most + 1)
        buckets = {bucket for length in lengths for bucket in _ends(wanted, length)}
        return list(dict.fromkeys(key for bucket in buckets for key in self._buckets.get(bucket, ())))


def _ends(key: str, length: int) -> Iterator[Bucket]:
    """The two ends by which keys of a length are found: two characters, one where two would leave no middle."""
    many = 2 if length > _SHORT else 1
    if min(length, len(key)) > 1:
        yield length, key[:many], True
        yield length, key[-many:], False
