"""What the files know of a glossary, but for the concepts that have changed since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence, Set
from functools import lru_cache

import numpy as np

from glossary.search.arrays import distinct
from glossary.search.base import Base, Mask
from glossary.search.beside import Beside, beginnings
from glossary.search.entries import Form, Table, Told
from glossary.search.filters import Filter
from glossary.search.grammar import Asked
from glossary.search.reasons import Rest
from glossary.search.said import Said, Sections, standings
from glossary.search.tables import Ranked
from glossary.search.texts import Texts
from glossary.search.wordings import Standing

_NO_NAMES: Ranked = np.empty(0, dtype=np.uint32)


class Shelf:
    """A base with the words of its texts, if these are written yet, without the concepts in `hidden`."""

    def __init__(self, glossary: str, base: Base, texts: Texts | None) -> None:
        self.glossary, self.base, self.texts = glossary, base, texts
        self._hidden = np.zeros(len(base), dtype=np.bool_)
        self._concepts = lru_cache(maxsize=16)(self._concepts_for)
        self._names = lru_cache(maxsize=16)(self._names_for)
        self._sections = lru_cache(maxsize=16)(self._sections_for)

    @property
    def is_whole(self) -> bool:
        """Whether the texts can be searched."""
        return self.texts is not None

    def hide(self, concepts: Collection[str]) -> None:
        """Answer no more with some concepts, which are known otherwise."""
        self._hidden[self.base.places(concepts)] = True
        for cached in (self._concepts, self._names, self._sections):
            cached.cache_clear()

    def whole(self, table: Table, key: str, most: int | None = None) -> Iterator[Form]:
        """The names under exactly this key, or so many of the best of them."""
        names = self.base.tables[table].whole(key)
        return self.base.forms(names[~self._hidden[self.base.of_names["concept.u4"][names]]][:most])

    def near(self, table: Table, key: str) -> Iterator[str]:
        """Keys that may be a slip away."""
        return self.base.tables[table].near(key)

    def under(self, table: Table, prefix: str, wanted: Callable[[str], bool], most: int) -> Iterator[Form]:
        """So many of the best names under those of the first keys with a beginning that are wanted."""
        found = self.base.tables[table].under(prefix, wanted, most)
        return self.base.forms(found[~self._hidden[self.base.of_names["concept.u4"][found]]])

    def keys(self, table: Table, prefix: str, most: int) -> list[str]:
        """So many keys that begin so."""
        keys = self.base.tables[table].keys
        start, end = keys.beginning(prefix)
        return [keys[place].decode() for place in range(start, min(end, start + most))]

    def suggested(self, prefixes: Sequence[tuple[Table, str]], within: Filter) -> Iterator[Form]:
        """The names that begin so, the best first, each concept once."""
        best = [self.base.tables[table].best(prefix) for table, prefix in prefixes]
        seen: set[int] = set()
        yield from self._distinct([names for names, _ in best], within, seen)
        if not all(whole for _, whole in best):
            every = [self.base.tables[table].beginning(prefix) for table, prefix in prefixes]
            yield from self._distinct(every, within, seen)

    def _distinct(self, names: Sequence[Ranked], within: Filter, seen: set[int]) -> Iterator[Form]:
        concepts, places = self.base.of_names["concept.u4"], self.base.of_names["place.u2"]
        for name in self.names(names, within):
            if (concept := int(concepts[name])) not in seen:
                seen.add(concept)
                yield self.base.entry(concept).form(int(places[name]))

    def told(self, concept: str) -> Sequence[Told]:
        """All that was ever said of a concept."""
        place = self.base.place(concept)
        return () if place is None else self.base.told(place)

    def beside(self, asked: Asked, within: Filter, without: Set[str]) -> Rest:
        """What has the form as a part of its name, and what has the words in its texts."""
        return self._question(asked, within).rest(self.base.places(without))

    def most(self, asked: Asked, within: Filter) -> Rest:
        """What has most of the words in its texts."""
        return self._question(asked, within).most()

    def _question(self, asked: Asked, within: Filter) -> Beside:
        names = [self.base.tables[table].beginning(prefix) for table, prefix in beginnings(asked)]
        return Beside(self.base, self.names(names, within), self._said(asked, within), asked, within)

    def _said(self, asked: Asked, within: Filter) -> Said | None:
        if self.texts is None:
            return None
        sections = Sections(self._sections(within, standings(within)), self._sections(within, ("past",)))
        return Said(self.base, self.texts, sections, asked, within)

    def concepts(self, within: Filter) -> Mask:
        """Which concepts may be an answer."""
        return self._concepts(within._replace(languages=None, within="all"))

    def names(self, names: Sequence[Ranked], within: Filter) -> Ranked:
        """Those of some names that may be, the best first."""
        found = distinct(np.concatenate((_NO_NAMES, *names)))
        return found[self._names(within)[found]]

    def _concepts_for(self, within: Filter) -> Mask:
        found: Mask = ~self._hidden
        if within.statuses is not None:
            retired = self.base.facts["retired.u1"].astype(np.bool_)
            found &= np.where(retired, "retired" in within.statuses, "current" in within.statuses)
        summary = self.base.summary
        for fact, known, wanted in (
            ("subjects", summary.subjects, within.subjects),
            ("sync", summary.sync, within.syncs),
        ):
            if wanted is not None:
                found &= self.base.having(fact, {known.index(each) for each in wanted if each in known})
        return found

    def _names_for(self, within: Filter) -> Mask:
        found: Mask = self.concepts(within)[self.base.of_names["concept.u4"]]
        if within.languages is not None:
            spoken = np.array([each in within.languages for each in self.base.summary.languages] or [False])
            found &= spoken[self.base.of_names["language.u2"]]
        return found & self.base.of_names["past.u1"].astype(np.bool_) if within.within == "past" else found

    def _sections_for(self, within: Filter, standings: tuple[Standing, ...]) -> Mask:
        if self.texts is None:
            return np.zeros(0, dtype=np.bool_)
        return self.texts.sections(self.concepts(within), standings, within.languages)
