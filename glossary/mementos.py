"""The wordings of a concept as mementos (RFC 7089): which there are, and which one answers a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_SECOND = 1_000_000


class Memento(NamedTuple):
    """A wording that has begun: its revision, and since when it holds (microseconds)."""

    number: int
    valid_at: int

    @property
    def second(self) -> int:
        """Since when it holds, in whole seconds: HTTP knows no smaller ones."""
        return self.valid_at // _SECOND


class Timeline(NamedTuple):
    """Every memento of a concept in the order in which they hold; there is at least one."""

    mementos: Sequence[Memento]

    @property
    def first(self) -> Memento:
        """The earliest wording."""
        return self.mementos[0]

    @property
    def last(self) -> Memento:
        """The wording in force."""
        return self.mementos[-1]

    def closest(self, second: int) -> int:
        """The place of the memento that held at a second; before the first wording that of the first."""
        held = sum(each.second <= second for each in self.mementos)
        return max(held - 1, 0)

    def around(self, place: int) -> dict[str, Memento]:
        """The first and the last memento, and those next to one, by their names in the RFC."""
        near = {"first": 0, "prev": place - 1, "next": place + 1, "last": len(self.mementos) - 1}
        return {name: self.mementos[at] for name, at in near.items() if 0 <= at < len(self.mementos)}


def timeline(begun: Iterable[tuple[int, int]]) -> Timeline:
    """The timeline of (number, valid_at), sorted by valid_at and number.

    Of wordings that begin at one instant only the newest ever holds as we know it now: a correction takes the place
    of what it corrects.
    """
    kept = {valid_at: Memento(number, valid_at) for number, valid_at in begun}
    return Timeline(tuple(kept.values()))
