"""What the files have beside whole forms: names that begin so or have it as a part, and texts with the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from heapq import merge
from itertools import chain, count

import numpy as np

from glossary.search.base import Base, Places
from glossary.search.entries import Form, Table
from glossary.search.filters import Filter
from glossary.search.grammar import Asked, Phrase
from glossary.search.ranking import Lead, as_suggested
from glossary.search.reasons import PART, Counts, Reason, Rest, has_part, part_of
from glossary.search.said import NOTHING, Found, Said
from glossary.search.tables import Ranked
from glossary.text import key, reading_key

_NOWHERE: Places = np.empty(0, dtype=np.uint32)
_FEWEST = 2
_LOOKED_INTO = 200


class Beside:
    """One question asked of a base and its texts, without some concepts that are answers already."""

    def __init__(self, base: Base, names: Ranked, said: Said | None, asked: Asked, within: Filter) -> None:
        self._base, self._said, self._asked, self._within = base, said, asked, within
        self._candidates = names

    def rest(self, without: Places) -> Rest:
        """By names first, then by texts with all of the words."""
        seen = np.concatenate((without, self._said.excluded if self._said else _NOWHERE))
        begun = self._begun(seen)
        seen = np.concatenate((seen, self._concepts(begun)))
        inside = self._inside(seen)
        return self._rest(begun, inside, np.concatenate((seen, inside)))

    def most(self) -> Rest:
        """By texts with most of the words."""
        now = self._said.most(self._said.excluded) if self._said and self._within.within != "past" else NOTHING
        return Rest(now.total, self._reasons(now, []), partial(self._counts, _NOWHERE, _NOWHERE, now, []))

    def _rest(self, begun: Ranked, inside: Places, seen: Places) -> Rest:
        now = self._said.in_force(seen) if self._said and self._within.within != "past" else NOTHING
        seen = np.concatenate((seen, now.concepts))
        past = list(self._said.once(seen)) if self._said and self._within.within != "current" else []
        total = len(begun) + len(inside) + now.total + len(past)
        reasons = chain(self._by_name(begun, inside), self._reasons(now, past))
        return Rest(total, reasons, partial(self._counts, begun, inside, now, past), past)

    def _begun(self, without: Places) -> Ranked:
        """The names that begin so, the best first, one of each concept."""
        return self._candidates[_first(self._concepts(self._candidates), without)]

    def _inside(self, without: Places) -> Places:
        """The concepts with names of which the form is a part."""
        if self._said is None or len(key(self._asked.form)) < _FEWEST:
            return _NOWHERE
        now = self._said.named(self._part) if self._within.within != "past" else _NOWHERE
        now = now[_first(now, without)]
        if not self._part.is_exact:
            now = self._sure(now)
        past = self._said.once_named(self._part)
        return np.concatenate((now, self._sure(past[_first(past, np.concatenate((without, now)))])))

    def _sure(self, concepts: Places) -> Places:
        """Those of some concepts that have the part in a name, as far as they are looked into, and the others."""
        sure = [each for each in concepts[:_LOOKED_INTO] if self._with_part(int(each))]
        return np.concatenate((np.array(sure, dtype=np.uint32), concepts[_LOOKED_INTO:]))

    def _by_name(self, begun: Ranked, inside: Places) -> Iterator[Reason]:
        leads = (Lead(form, "prefix") for form in self._base.forms(begun))
        parts = (Lead(form, "part") for each in inside if (form := self._with_part(int(each))))
        for rank, lead in zip(count(1), chain(leads, parts), strict=False):
            place = self._base.place(lead.form.entry.concept) or 0
            yield Reason(lead.form.entry, partial(self._base.told, place), PART + 1 / rank, lead)

    @cached_property
    def _part(self) -> Phrase:
        return part_of(self._asked.form)

    def _with_part(self, concept: int) -> Form | None:
        entry = self._base.entry(concept)
        forms = (Form(entry, name) for name in entry.names if has_part(name.text, self._part))
        return min(filter(self._within.allows, forms), key=as_suggested, default=None)

    def _concepts(self, names: Ranked) -> Places:
        found: Places = self._base.of_names["concept.u4"][names]
        return found

    def _reasons(self, now: Found, past: Sequence[Reason]) -> Iterator[Reason]:
        return merge(self._said.reasons(now), past, key=lambda each: -each.score) if self._said else iter(())

    def _counts(self, begun: Ranked, inside: Places, now: Found, past: Sequence[Reason]) -> Counts:
        of_past = self._base.places([each.entry.concept for each in past])
        every = (self._concepts(begun), inside, now.concepts, of_past)
        counts = self._base.counts(np.concatenate(every))
        how = {"prefix": len(begun), "part": len(inside), "text": now.total}
        counts.update({("matched_on", reason): many for reason, many in how.items()})
        return +counts


def beginnings(asked: Asked) -> list[tuple[Table, str]]:
    """By which tables and keys the names are found that begin with what is asked; none for a single character."""
    found: list[tuple[Table, str]] = [("text", key(asked.form)), ("reading", reading_key(asked.form))]
    return [each for each in found if each[1]] if len(found[0][1]) >= _FEWEST else []


def _first(places: Places, without: Places) -> Places:
    """Where each place is for the first time, if it is none of some others."""
    distinct, first = np.unique(places, return_index=True)
    return np.sort(first[~np.isin(distinct, without)]).astype(np.uint32)
