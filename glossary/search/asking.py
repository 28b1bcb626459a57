"""One question answered: whole forms first, then parts of terms, then full text; each concept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from glossary.search import headwords
from glossary.search.entries import Entry, Form, Text
from glossary.search.following import Shelf
from glossary.search.fulltext import Found, Scope
from glossary.search.grammar import Asked, Phrase, understood
from glossary.search.highlight import Range, highlighted, located, occurrences
from glossary.search.index import Index
from glossary.search.tokens import Unit, units
from glossary.search.values import Hit, Query, Results, TermMatch, chosen

_NO_TEXT = Text("", "term", "")


class _Reason(NamedTuple):
    """A concept found, and enough to show why."""

    entry: Entry
    score: float
    match: TermMatch | None = None


class _Spot(NamedTuple):
    """Where the phrases stand in one text of a concept, and which of them."""

    text: Text
    ranges: tuple[Range, ...]
    phrases: frozenset[int]


class Question:
    """A query and what it is asked of."""

    def __init__(self, query: Query, shelf: Shelf, index: Index) -> None:
        self._query = query
        self._shelf = shelf
        self._index = index
        self._asked: Asked = understood(query.text)
        self._is_degraded = not index.is_current

    def answer(self) -> Results:
        """The page asked for, the number of all hits, and what may have been meant when there is none."""
        if not self._asked.form:
            return Results(hits=(), total=0, degraded=self._is_degraded)
        found = self._found()
        begin = max(0, self._query.offset)
        page = found[begin : begin + max(0, self._query.limit)]
        meant = None if found else headwords.nearest(self._shelf, self._asked.form, self._allows)
        hits = tuple(self._hit(reason) for reason in page)
        return Results(hits=hits, total=len(found), did_you_mean=meant, degraded=self._is_degraded)

    def _found(self) -> list[_Reason]:
        found = _once([*self._by_headword(), *self._by_text(every=True)])
        if not found and len(self._asked.phrases) > 1:
            found = _once(self._by_text(every=False))
        return sorted(found, key=lambda reason: -reason.score)

    def _by_headword(self) -> Iterator[_Reason]:
        form = self._asked.form
        yield from self._reasons(2.0, headwords.terms(self._shelf, form, self._allows))
        yield from self._reasons(1.0, headwords.parts(self._shelf, form, self._allows))

    def _reasons(self, base: float, found: Sequence[TermMatch]) -> Iterator[_Reason]:
        for rank, match in enumerate(found, 1):
            entry = self._shelf.entry(match.glossary, match.concept)
            if entry and not self._has_excluded(entry):
                yield _Reason(entry, base + 1 / rank, match)

    def _by_text(self, every: bool) -> Iterator[_Reason]:
        phrases = [phrase for phrase in self._asked.phrases if phrase.is_searchable]
        if not phrases or (every and len(phrases) < len(self._asked.phrases)):
            return
        for found in self._find(phrases, every):
            entry = self._shelf.entry(found.glossary, found.concept)
            if entry and self._takes(entry) and (share := self._share(entry, found, every)):
                yield _Reason(entry, share * found.score / (1 + found.score))

    def _find(self, phrases: Sequence[Phrase], every: bool) -> Sequence[Found]:
        query = self._query
        languages = self._shelf.languages() if query.languages is None else query.languages
        scope = Scope(languages, query.statuses, self._among())
        answer = self._index.find(phrases, self._asked.excluded, scope, every)
        if answer is None or not answer.is_complete:
            self._is_degraded = True
        return answer.found if answer else ()

    def _among(self) -> tuple[str, ...] | None:
        asked = self._query.glossaries
        return None if asked is None or self._shelf.glossaries() <= set(asked) else asked

    def _share(self, entry: Entry, found: Found, every: bool) -> float:
        """How many of the phrases really stand in the texts; all must, or at least half."""
        phrases = self._asked.phrases
        is_sure = every and not self._is_degraded and entry.number == found.number
        if is_sure and all(phrase.is_exact for phrase in phrases):
            return 1.0
        texts = [text.text for text in self._texts(entry)]
        share = sum(any(map(phrase.stands_in, texts)) for phrase in phrases) / len(phrases)
        return share if share >= (1 if every else 0.5) else 0.0

    def _spots(self, entry: Entry) -> list[_Spot]:
        return [spot for text in self._texts(entry) if (spot := _spot(text, self._asked.phrases)).phrases]

    def _texts(self, entry: Entry) -> Iterator[Text]:
        forms = (each.form for each in entry.postings if each.table == "text" and each.form.origin != "past")
        for text in (*entry.texts, *(Text(form.language, "term", form.text) for form in forms)):
            if chosen(text.language, self._query.languages):
                yield text

    def _has_excluded(self, entry: Entry) -> bool:
        texts = [text.text for text in self._texts(entry)] if self._asked.excluded else []
        return any(phrase.stands_in(text) for text in texts for phrase in self._asked.excluded)

    def _allows(self, form: Form) -> bool:
        limits = headwords.Limits(self._query.languages, self._query.glossaries)
        entry = self._shelf.entry(form.glossary, form.concept)
        return limits.allow(form) and entry is not None and self._takes(entry)

    def _takes(self, entry: Entry) -> bool:
        query = self._query
        status = "retired" if entry.retired else "current"
        has_subject = query.subjects is None or not entry.subjects.isdisjoint(query.subjects)
        return status in query.statuses and has_subject and chosen(entry.glossary, query.glossaries)

    def _hit(self, reason: _Reason) -> Hit:
        entry, match = reason.entry, reason.match
        if match is not None:
            return _made(reason, match.matched_on, Text(match.language, "term", match.text), self._ranges(match))
        spots = self._spots(entry)
        best = max(spots, key=lambda spot: (len(spot.phrases), spot.text.field == "definition"), default=None)
        if best is None:
            return _made(reason, "text", next(self._texts(entry), _NO_TEXT), ())
        return _made(reason, "part" if best.text.field == "term" else "text", best.text, best.ranges)

    def _ranges(self, match: TermMatch) -> Sequence[Range]:
        if match.matched_on in ("prefix", "part"):
            return located(match.text, self._asked.form)
        return [(0, len(match.text))]


def _once(reasons: Iterable[_Reason]) -> list[_Reason]:
    """The first reason for each concept."""
    best: dict[tuple[str, str], _Reason] = {}
    for reason in reasons:
        best.setdefault((reason.entry.glossary, reason.entry.concept), reason)
    return list(best.values())


def _spot(text: Text, phrases: Sequence[Phrase]) -> _Spot:
    among: list[Unit] = units(text.text)
    found = {number: occurrences(phrase, among) for number, phrase in enumerate(phrases)}
    ranges = tuple(each for places in found.values() for each in places)
    return _Spot(text, ranges, frozenset(number for number, places in found.items() if places))


def _made(reason: _Reason, matched_on: str, text: Text, ranges: Sequence[Range]) -> Hit:
    entry = reason.entry
    return Hit(
        glossary=entry.glossary,
        concept=entry.concept,
        number=entry.number,
        matched_on=matched_on,
        field=text.field,
        language=text.language,
        score=round(reason.score, 6),
        highlight=highlighted(text.text, text.language, ranges),
    )
