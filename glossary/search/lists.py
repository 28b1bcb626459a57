"""Lists of postings joined at once: which documents have all of a phrase's words, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial, reduce
from math import log
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from glossary.search.grammar import Phrase
from glossary.search.whoosh_compat import Postings, Words

Places = NDArray[np.uint32]
Value = TypeVar("Value", np.uint8, np.float32)

_KEPT = 1024
_SEEN_BEGINNINGS, _MOST_BEGINNINGS = 256, 32
_COMMON = 4
_DENSE = 16
"""A list up to so many times as long as what it is joined with is spread out over all documents; a longer one searched.
"""


class Scored(NamedTuple):
    """Documents in rising order, and how well each has what was asked."""

    documents: Places
    scores: NDArray[np.float32]

    def where(self, is_wanted: NDArray[np.bool_]) -> Scored:
        """Those that a mask over these takes."""
        return Scored(self.documents[is_wanted], self.scores[is_wanted])

    def at(self, places: NDArray[Any]) -> Scored:
        """Those at these places, in that order."""
        return Scored(self.documents[places], self.scores[places])


NONE = Scored(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.float32))


class Lists:
    """The lists of one field."""

    def __init__(self, words: Words, field: str) -> None:
        self._words, self._field = words, field
        self._postings = lru_cache(maxsize=_KEPT)(partial(words.postings, field))

    def having(self, phrase: Phrase) -> Scored:
        """The documents that have all that the index keeps of a phrase, not necessarily one after the other."""
        return self._having_all(self._lists(phrase))

    def fewest(self, phrase: Phrase) -> int:
        """How many documents have a phrase at the most."""
        return _fewest(self._lists(phrase))

    def fewest_words(self, phrase: Phrase) -> int:
        """How many documents have its words by a dictionary at the most."""
        return _fewest(map(self._postings, phrase.words))

    def having_words(self, phrase: Phrase) -> Scored:
        """The documents that have its words by a dictionary; none where it has no words."""
        return self._having_all(map(self._postings, phrase.words))

    def _having_all(self, lists: Iterable[Postings | None]) -> Scored:
        every = list(_to_the_first_missing(lists))
        found = sorted((each for each in every if each is not None), key=lambda each: len(each.documents))
        if not found or len(found) < len(every):
            return NONE
        return reduce(self._joined, found[1:], self._scored(found[0]))

    def each(self, phrase: Phrase) -> list[Scored]:
        """For each word of a phrase the documents that have it."""
        return [NONE if found is None else self._scored(found) for found in self._lists(phrase)]

    def most(self, every: Sequence[Scored], share: float) -> Scored:
        """The documents that have at least such a share of the parts of what was asked.

        Parts that a quarter of all documents have say nothing and are passed over, unless there are no others.
        """
        common = self._words.documents // _COMMON
        parts = [part for part in every if len(part.documents) <= common] or every
        scores = np.zeros(self._words.documents, dtype=np.float32)
        many = np.zeros(self._words.documents, dtype=np.uint8)
        for part in parts:
            scores[part.documents] += part.scores
            many[part.documents] += 1
        documents = np.flatnonzero(many >= max(1, share * len(parts))).astype(np.uint32)
        return Scored(documents, scores[documents])

    def rarity(self, postings: Postings) -> float:
        """How much a word says by being rare (idf)."""
        frequency = len(postings.documents)
        return log(1 + (self._words.documents - frequency + 0.5) / (frequency + 0.5))

    def _lists(self, phrase: Phrase) -> Iterator[Postings | None]:
        yield from map(self._postings, phrase.tokens)
        yield from (self._any(self._beginning(each)) for each in phrase.beginnings)
        if phrase.begun:
            yield self._any([phrase.units[-1], *self._beginning(phrase.begun)])

    def _beginning(self, prefix: str) -> list[str]:
        return self._words.beginning(self._field, prefix, _SEEN_BEGINNINGS)

    def _any(self, words: Sequence[str]) -> Postings | None:
        every = (self._postings(word) for word in dict.fromkeys(words))
        found = sorted((each for each in every if each is not None), key=lambda each: -len(each.documents))
        return _united(found[:_MOST_BEGINNINGS]) if found else None

    def _scored(self, postings: Postings) -> Scored:
        return Scored(postings.documents, postings.weights * np.float32(self.rarity(postings) / 255))

    def _joined(self, so_far: Scored, postings: Postings) -> Scored:
        weights = values_at(so_far.documents, postings.documents, postings.weights)
        has = weights > 0
        kept = so_far.where(has)
        return Scored(kept.documents, kept.scores + weights[has] * np.float32(self.rarity(postings) / 255))


def values_at(wanted: Places, documents: Places, values: NDArray[Value]) -> NDArray[Value]:
    """What belongs to each of the wanted documents; 0 where they are not among those that have a value."""
    if not len(documents):
        return np.zeros(len(wanted), dtype=values.dtype)
    if len(documents) <= _DENSE * len(wanted):
        spread = np.zeros(1 + max(int(documents[-1]), int(wanted.max(initial=0))), dtype=values.dtype)
        spread[documents] = values
        return spread[wanted]
    at = np.searchsorted(documents, wanted)
    at[at == len(documents)] = 0
    return np.where(documents[at] == wanted, values[at], 0).astype(values.dtype)


def _fewest(lists: Iterable[Postings | None]) -> int:
    return min((0 if each is None else len(each.documents) for each in _to_the_first_missing(lists)), default=0)


def _to_the_first_missing(lists: Iterable[Postings | None]) -> Iterator[Postings | None]:
    for each in lists:
        yield each
        if each is None:
            return


def _united(found: Sequence[Postings]) -> Postings:
    """All documents of several lists, with the greatest weight of each."""
    if len(found) == 1:
        return found[0]
    documents = np.concatenate([each.documents for each in found])
    weights = np.concatenate([each.weights for each in found])
    order = np.lexsort((-weights.astype(np.int16), documents))
    once, first = np.unique(documents[order], return_index=True)
    return Postings(once, weights[order][first])
