"""How many of the hits there are of each language, status, subject, state of translation and kind of match."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.search.fresh import facts
from glossary.search.reasons import Counts, Reason, Rest
from glossary.search.telling import Teller

_FACETS = ("language", "status", "subject", "sync", "matched_on")

Facets = dict[str, dict[str, int]]


def facets(named: Iterable[Reason], rests: Iterable[Rest], teller: Teller) -> Facets:
    """The counts of each facet, the most frequent first."""
    counted = Counts()
    for reason in named:
        counted.update(facts(reason.entry))
        counted["matched_on", teller.matched_on(reason)] += 1
    for rest in rests:
        counted.update(rest.counts())
        counted.update(("matched_on", teller.matched_on(reason)) for reason in rest.past)
    made: Facets = {facet: {} for facet in _FACETS}
    for (facet, value), count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        made[facet][value] = count
    return made
