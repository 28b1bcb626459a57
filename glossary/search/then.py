"""A glossary as it stood in another state: the files of today, without the concepts that were otherwise then."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from glossary.search.cabinet import Opened
from glossary.search.changes import batches, by_concept
from glossary.search.entries import taken
from glossary.search.fresh import Fresh
from glossary.search.reasons import Source
from glossary.search.shelf import Shelf
from glossary.search.values import Feed, Mark, Moment
from glossary.search.wordings import wordings

_KEPT, _LOOKED_THROUGH = 8, 5_000


class Then(NamedTuple):
    """The state of each glossary that is asked about, and where to read what was otherwise."""

    feed: Feed
    states: Mapping[str, Moment]


class States:
    """The states last asked for, each as what is asked: following the log, but to another place than its end."""

    def __init__(self, glossary: str) -> None:
        self._glossary = glossary
        self._kept: OrderedDict[tuple[Moment, int, int], Sequence[Source]] = OrderedDict()

    def sources(self, feed: Feed, state: Moment, mark: Mark, opened: Opened | None) -> Sequence[Source]:
        """What is asked about a state, where the log is known up to a mark."""
        key = (state, mark.seq, id(opened))
        if key not in self._kept:
            self._kept[key] = self._made(feed, state, mark, opened)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def forget(self) -> None:
        """Let go of all."""
        self._kept.clear()

    def _made(self, feed: Feed, state: Moment, mark: Mark, opened: Opened | None) -> Sequence[Source]:
        fresh = Fresh(self._glossary, _LOOKED_THROUGH)
        since = opened.stamp.mark if opened else Mark(seq=0, digest="", at=0)
        earliest = Moment(min(state.seq, since.seq), min(state.at, since.at))
        latest = Mark(seq=mark.seq, digest=mark.digest, at=max(mark.at, state.at))
        differing = feed.differing(self._glossary, earliest, latest, state)
        for batch in batches(sorted(concept for concept, is_held in differing.items() if is_held)):
            self._take(fresh, feed, batch, state, mark)
        if opened is None:
            return [fresh]
        shelf = Shelf(self._glossary, opened.base, opened.texts)
        shelf.hide(differing)
        return [fresh, shelf]

    def _take(self, fresh: Fresh, feed: Feed, concepts: Sequence[str], state: Moment, mark: Mark) -> None:
        for revisions in by_concept(feed.revisions(self._glossary, concepts, mark)).values():
            known = [each for each in revisions if each.seq <= state.seq]
            if found := taken(wordings(known, state.at)):
                fresh.put(found)
