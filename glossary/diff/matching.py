"""Which item of a list became which: the same, then nearly the same, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar


class Worded(Protocol):
    """Anything with a text."""

    @property
    def text(self) -> str:
        """Its words."""


Item = TypeVar("Item", bound=Worded)
Same = Callable[[Item], Hashable]
Likeness = Callable[[Item, Item], float]
# Beyond this many pairs of items, or of their characters, nobody could follow which became which, and looking for it
# would take seconds.
_MOST_PAIRS = 40_000
_MOST_CHARACTERS = 1 << 32


def matched(
    old: Sequence[Item], new: Sequence[Item], sames: Sequence[Same[Item]], likeness: Likeness[Item]
) -> dict[int, int]:
    """For each item of the newer list that was in the older: its place there."""
    places: dict[int, int] = {}
    for same in sames:
        places |= _same(_left(old, places.values()), _left(new, places), same)
    return places | _alike(_left(old, places.values()), _left(new, places), likeness)


def reordered(places: Mapping[int, int]) -> bool:
    """Whether the items that stayed now stand in another order."""
    order = [places[place] for place in sorted(places)]
    return order != sorted(order)


def _left(items: Sequence[Item], taken: Iterable[int]) -> dict[int, Item]:
    """The items that have no partner yet, by their place."""
    gone = set(taken)
    return {place: item for place, item in enumerate(items) if place not in gone}


def _same(old: dict[int, Item], new: dict[int, Item], same: Same[Item]) -> dict[int, int]:
    """Pairs of which the named thing is equal; nothing is equal to an empty one."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in reversed(old):
        waiting[same(old[place])].append(place)
    keys = {place: same(item) for place, item in new.items()}
    return {place: waiting[key].pop() for place, key in keys.items() if key and waiting[key]}


def _alike(old: dict[int, Item], new: dict[int, Item], likeness: Likeness[Item]) -> dict[int, int]:
    """Pairs that are alike, the most alike first."""
    if len(old) * len(new) > _MOST_PAIRS or _size(old) * _size(new) > _MOST_CHARACTERS:
        return {}
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, old_place in sorted(_likenesses(old, new, likeness)):
        if place not in pairs and old_place not in taken:
            pairs[place] = old_place
            taken.add(old_place)
    return pairs


def _size(items: dict[int, Item]) -> int:
    return sum(len(item.text) for item in items.values())


def _likenesses(
    old: dict[int, Item], new: dict[int, Item], likeness: Likeness[Item]
) -> Iterator[tuple[float, int, int]]:
    for place, item in new.items():
        for old_place, old_item in old.items():
            if (score := likeness(old_item, item)) > 0:
                yield -score, place, old_place
