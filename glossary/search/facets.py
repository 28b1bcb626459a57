"""How many of the hits there are of each language, status, subject, state of translation and kind of match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from glossary.search.telling import Reason, Teller

_FACETS = ("language", "status", "subject", "sync", "matched_on")

Facets = dict[str, dict[str, int]]


def facets(found: Iterable[Reason], teller: Teller) -> Facets:
    """The counts of each facet, the most frequent first."""
    counted = Counter(value for reason in found for value in _values(reason, teller))
    made: Facets = {facet: {} for facet in _FACETS}
    for (facet, value), count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        made[facet][value] = count
    return made


def _values(reason: Reason, teller: Teller) -> Iterator[tuple[str, str]]:
    entry = reason.entry
    yield from (("language", language) for language in entry.languages)
    yield "status", "retired" if entry.retired else "current"
    yield from (("subject", subject) for subject in entry.subjects)
    yield from (("sync", state) for state in entry.sync)
    yield "matched_on", teller.matched_on(reason)
