"""Which sentence of a passage became which, so that one written anew is not told in shreds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from glossary.diff.alignment import offsets

# Less than this in common, and two sentences are not the same one in other words.
_ALIKE = 0.4
# Beyond this many pairs to look at, a passage is compared as a whole.
_MOST_PAIRS = 2_500
_MOST_CHARACTERS = 1 << 24


class Passage(NamedTuple):
    """A stretch of the older text and the stretch of the newer one that took its place."""

    start: int
    end: int
    new_start: int
    new_end: int


def passages(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    """The sentences of two texts side by side: each with the one it became, what lies between them together.

    Empty where there is nothing to pair, or too much.
    """
    pairs = len(old) * len(new)
    if pairs < 2 or pairs > _MOST_PAIRS or sum(map(len, old)) * sum(map(len, new)) > _MOST_CHARACTERS:
        return []
    at, new_at = offsets(old), offsets(new)
    places = [(-1, -1), *_best_pairs(_likenesses(old, new)), (len(old), len(new))]
    return list(_side_by_side(places, at, new_at))


def _side_by_side(places: Sequence[tuple[int, int]], at: Sequence[int], new_at: Sequence[int]) -> Iterator[Passage]:
    for (before, new_before), (place, new_place) in pairwise(places):
        between = Passage(at[before + 1], at[place], new_at[new_before + 1], new_at[new_place])
        if between.end > between.start or between.new_end > between.new_start:
            yield between
        if place < len(at) - 1:
            yield Passage(at[place], at[place + 1], new_at[new_place], new_at[new_place + 1])


def _likenesses(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How many characters each pair of sentences has in common, 0 where that is too little."""
    return [[_common(one, other) for other in new] for one in old]


def _common(one: str, other: str) -> float:
    if not one.strip() or not other.strip():
        return 0
    score = Indel.normalized_similarity(one, other, score_cutoff=_ALIKE)
    return score * (len(one) + len(other))


def _best_pairs(likenesses: list[list[float]]) -> list[tuple[int, int]]:
    """The pairs, in the order of both texts, that have the most in common together."""
    totals = _totals(likenesses)
    place, new_place, found = 0, 0, []
    while place < len(likenesses) and new_place < len(likenesses[0]):
        rest = totals[place][new_place]
        if rest == totals[place + 1][new_place]:
            place += 1
        elif rest == totals[place][new_place + 1]:
            new_place += 1
        else:
            found.append((place, new_place))
            place, new_place = place + 1, new_place + 1
    return found


def _totals(likenesses: list[list[float]]) -> list[list[float]]:
    """For each two places, the most that the sentences from there on have in common."""
    width = len(likenesses[0])
    totals = [[0.0] * (width + 1) for _ in range(len(likenesses) + 1)]
    for place in range(len(likenesses) - 1, -1, -1):
        for new_place in range(width - 1, -1, -1):
            paired = likenesses[place][new_place]
            both = totals[place + 1][new_place + 1] + paired if paired else 0.0
            totals[place][new_place] = max(both, totals[place + 1][new_place], totals[place][new_place + 1])
    return totals
