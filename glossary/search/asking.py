"""One question answered: whole forms first, then parts of terms, then full text; each concept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from glossary.search import headwords
from glossary.search.entries import Entry, Form, Past
from glossary.search.facets import facets
from glossary.search.following import Shelf
from glossary.search.fulltext import Found, Scope
from glossary.search.grammar import Asked, Phrase, understood
from glossary.search.index import Index
from glossary.search.slips import nearest
from glossary.search.telling import Reason, Teller
from glossary.search.values import Query, Results, TermMatch, chosen
from glossary.search.wordings import Standing, Text

_WHOLE, _PART, _PAST = 2.0, 1.0, 0.5


class Question:
    """A query and what it is asked of."""

    def __init__(self, query: Query, shelf: Shelf, index: Index) -> None:
        self._query = query
        self._shelf = shelf
        self._index = index
        self._asked: Asked = understood(query.text)
        self._teller = Teller(query, self._asked)
        self._limits = headwords.Limits(query.languages, query.glossaries)
        self._is_degraded = not index.is_current

    def answer(self) -> Results:
        """The page asked for, the number of all hits, and what may have been meant when there is none."""
        found = self._found() if self._asked.form else []
        begin = max(0, self._query.offset)
        page = found[begin : begin + max(0, self._query.limit)]
        return Results(
            hits=tuple(map(self._teller.hit, page)),
            total=len(found),
            did_you_mean=self._meant(found) if self._asked.form else None,
            degraded=self._is_degraded,
            facets=facets(found, self._teller) if self._query.facets else None,
        )

    def _meant(self, found: Sequence[Reason]) -> str | None:
        """What may have been meant by a line of which nothing is known as it is written."""
        if not found:
            return nearest(self._shelf, self._asked.form, self._allows)
        match = found[0].match
        return match.text if match and match.matched_on == "fuzzy" else None

    def _found(self) -> list[Reason]:
        found = _once(chain(self._by_headword(), self._by_text(every=True))) or _once(self._by_slip())
        if not found and len(self._asked.phrases) > 1:
            found = _once(self._by_text(every=False))
        return sorted(found, key=lambda reason: -reason.score)

    def _by_headword(self) -> Iterator[Reason]:
        form = self._asked.form
        yield from self._reasons(_WHOLE, headwords.terms(self._shelf, form, self._allows))
        yield from self._reasons(_PART, headwords.parts(self._shelf, form, self._allows))

    def _by_slip(self) -> Iterator[Reason]:
        """Where nothing has it as it is written: a word that stands in some text is no slip."""
        return self._reasons(0.0, headwords.near(self._shelf, self._asked.form, self._allows))

    def _reasons(self, base: float, found: Sequence[TermMatch]) -> Iterator[Reason]:
        for rank, match in enumerate(found, 1):
            entry = self._shelf.entry(match.glossary, match.concept)
            if entry and not self._has_excluded(entry):
                yield Reason(entry, base + 1 / rank, match, self._named_so(entry, match))

    def _named_so(self, entry: Entry, match: TermMatch) -> Past | None:
        """The last wording in which a term of the past stood, where the past was asked for."""
        if not match.past or self._query.within == "current":
            return None
        name = Text(match.language, "term", match.text)
        return next((past for past in reversed(entry.past) if name in past.texts), None)

    def _by_text(self, every: bool) -> Iterator[Reason]:
        if self._query.within != "past":
            for entry, found in self._with_words(self._query.statuses, every):
                if share := self._share_now(entry, found, every):
                    yield Reason(entry, share * found.score / (1 + found.score))
        if self._query.within != "current":
            yield from self._by_past_text(every)

    def _by_past_text(self, every: bool) -> Iterator[Reason]:
        for entry, found in self._with_words(("past",), every):
            past = next((past for past in reversed(entry.past) if self._said(past, entry, every)), None)
            if past:
                yield Reason(entry, _PAST * found.score / (1 + found.score), past=past)

    def _said(self, past: Past, entry: Entry, every: bool) -> bool:
        """Whether an earlier wording has the phrases, one of them at least in a text that no longer stands."""
        said, stands = list(self._teller.texts(past)), {*self._teller.texts(entry)}
        gone = [text for text in said if text not in stands]
        return self._share(said, every) > 0 and any(self._has_any(text) for text in gone)

    def _has_any(self, text: Text) -> bool:
        return any(phrase.stands_in(text.text) for phrase in self._asked.phrases)

    def _with_words(self, standings: Sequence[Standing], every: bool) -> Iterator[tuple[Entry, Found]]:
        phrases = [phrase for phrase in self._asked.phrases if phrase.is_searchable]
        if not phrases or (every and len(phrases) < len(self._asked.phrases)):
            return
        for found in self._find(phrases, standings, every):
            entry = self._shelf.entry(found.glossary, found.concept)
            if entry and self._takes(entry):
                yield entry, found

    def _find(self, phrases: Sequence[Phrase], standings: Sequence[Standing], every: bool) -> Sequence[Found]:
        asked = self._query.languages
        scope = Scope(self._shelf.languages() if asked is None else asked, standings, self._among())
        answer = self._index.find(phrases, self._asked.excluded, scope, every)
        if answer is None or not answer.is_complete:
            self._is_degraded = True
        return answer.found if answer else ()

    def _among(self) -> tuple[str, ...] | None:
        asked = self._query.glossaries
        return None if asked is None or self._shelf.glossaries() <= set(asked) else asked

    def _share_now(self, entry: Entry, found: Found, every: bool) -> float:
        is_sure = every and not self._is_degraded and entry.number == found.number
        if is_sure and all(phrase.is_exact for phrase in self._asked.phrases):
            return 1.0
        return self._share(list(self._teller.texts(entry)), every)

    def _share(self, texts: Sequence[Text], every: bool) -> float:
        """How many of the phrases really stand in the texts; all must, or at least half."""
        phrases = self._asked.phrases
        share = sum(any(phrase.stands_in(each.text) for each in texts) for phrase in phrases) / len(phrases)
        return share if share >= (1 if every else 0.5) else 0.0

    def _has_excluded(self, entry: Entry) -> bool:
        texts = self._teller.texts(entry) if self._asked.excluded else ()
        return any(phrase.stands_in(text.text) for text in texts for phrase in self._asked.excluded)

    def _allows(self, form: Form) -> bool:
        is_asked = self._query.within != "past" or form.origin == "past"
        entry = self._shelf.entry(form.glossary, form.concept)
        return is_asked and self._limits.allow(form) and entry is not None and self._takes(entry)

    def _takes(self, entry: Entry) -> bool:
        query = self._query
        status = "retired" if entry.retired else "current"
        has_subject = query.subjects is None or not entry.subjects.isdisjoint(query.subjects)
        return status in query.statuses and has_subject and chosen(entry.glossary, query.glossaries)


def _once(reasons: Iterable[Reason]) -> list[Reason]:
    """The first reason for each concept."""
    best: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        best.setdefault((reason.entry.glossary, reason.entry.concept), reason)
    return list(best.values())
