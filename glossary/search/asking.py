"""One question answered: whole forms first, then parts of terms, then full text; each concept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import chain, islice

from glossary.search import headwords
from glossary.search.entries import Entry, Told
from glossary.search.facets import facets
from glossary.search.filters import filtered
from glossary.search.grammar import Asked, understood
from glossary.search.ranking import Lead
from glossary.search.reasons import WHOLE, Reason, Rest, Source
from glossary.search.slips import nearest
from glossary.search.telling import Teller
from glossary.search.values import Query, Results

Found = tuple[list[Reason], list[Rest]]


class Question:
    """A query and what it is asked of."""

    def __init__(self, query: Query, sources: Sequence[Source], is_all_known: bool) -> None:
        self._query, self._sources = query, sources
        self._is_degraded = not is_all_known or not all(source.is_whole for source in sources)
        self._asked: Asked = understood(query.text)
        self._within = filtered(query)
        self._teller = Teller(query, self._asked)

    def answer(self) -> Results:
        """The page asked for, the number of all hits, and what may have been meant when there is none."""
        named, rests = self._found() if self._asked.form else ([], [])
        reasons = chain(named, merge(*(rest.reasons for rest in rests), key=lambda reason: -reason.score))
        page = list(islice(reasons, max(0, self._query.offset), max(0, self._query.offset) + max(0, self._query.limit)))
        return Results(
            hits=tuple(map(self._teller.hit, page)),
            total=len(named) + sum(rest.total for rest in rests),
            did_you_mean=self._meant(named, rests) if self._asked.form else None,
            degraded=self._is_degraded,
            facets=facets(named, rests, self._teller) if self._query.facets else None,
        )

    def _found(self) -> Found:
        whole = list(self._reasons(WHOLE, headwords.concepts(self._sources, self._asked.form, self._within)))
        rests = [source.beside(self._asked, self._within, _in(source.glossary, whole)) for source in self._sources]
        if whole or any(rest.total for rest in rests):
            return whole, rests
        if near := list(self._reasons(0.0, headwords.near(self._sources, self._asked.form, self._within))):
            return near, []
        return [], self._with_most()

    def _with_most(self) -> list[Rest]:
        """By the words that say something, or by most of all that was asked."""
        asked = self._asked.by_content()
        rests = [source.beside(asked, self._within, set()) for source in self._sources]
        if any(rest.total for rest in rests):
            self._teller = Teller(self._query, asked)
            return rests
        return [source.most(self._asked, self._within) for source in self._sources]

    def _meant(self, named: Sequence[Reason], rests: Sequence[Rest]) -> str | None:
        """What may have been meant by a line of which nothing is known as it is written."""
        if named:
            lead = named[0].lead
            return lead.form.name.text if lead and lead.matched_on == "fuzzy" else None
        is_found = any(rest.total for rest in rests)
        return None if is_found else nearest(self._sources, self._asked.form, self._within.allows)

    def _reasons(self, base: float, leads: Iterable[Lead]) -> Iterator[Reason]:
        for rank, lead in enumerate(leads, 1):
            made = Reason(lead.form.entry, partial(self._told, lead.form.entry), base + 1 / rank, lead)
            if not self._has_excluded(made):
                yield made._replace(past=self._named_so(made, lead))

    def _told(self, entry: Entry) -> Sequence[Told]:
        among = (source for source in self._sources if source.glossary == entry.glossary)
        return next((told for source in among if (told := source.told(entry.concept))), ())

    def _named_so(self, reason: Reason, lead: Lead) -> Told | None:
        """The last wording in which a term of the past stood, where the past was asked for."""
        name = lead.form.name
        if name.origin != "past" or self._query.within == "current":
            return None
        past = [told for told in reason.told() if told.standing == "past"]
        return next((told for told in reversed(past) if any(_is_named(told, name.language, name.text))), None)

    def _has_excluded(self, reason: Reason) -> bool:
        texts = reason.now() if self._asked.excluded else ()
        return any(phrase.stands_in(text.text) for text in texts for phrase in self._asked.excluded)


def _in(glossary: str, reasons: Iterable[Reason]) -> set[str]:
    return {reason.entry.concept for reason in reasons if reason.entry.glossary == glossary}


def _is_named(told: Told, language: str, name: str) -> Iterator[bool]:
    return ((text.language, text.field, text.text) == (language, "term", name) for text in told.texts)
