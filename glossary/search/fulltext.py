"""Asking the index on disk. It says which revisions have the words; where they stand is found in the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from whoosh import query as q
from whoosh.collectors import TimeLimit, TimeLimitCollector
from whoosh.scoring import BM25F

from glossary.search.documents import FIELDS, SCHEMA, marked
from glossary.search.grammar import Phrase
from glossary.search.sparing import EnoughError, SparingCollector
from glossary.search.stamp import Stamp
from glossary.search.whoosh_compat import FileIndex, IndexTrouble, Shelved, guarded
from glossary.search.wordings import Standing

MOST = 500
"""So many of the best documents are an answer."""

_LOOKED_AT = 1200

_SEEN_BEGINNINGS, _MOST_BEGINNINGS = 256, 32
_SECONDS = 1.0
_SECONDS_OF_WORK = 0.1


class Scope(NamedTuple):
    """In which words a question is asked: languages, how wordings stand, and glossaries unless all."""

    languages: Sequence[str]
    standings: Sequence[Standing]
    glossaries: Sequence[str] | None


class Found(NamedTuple):
    """A revision that has the words, and how well."""

    glossary: str
    concept: str
    number: int
    score: float


class Answer(NamedTuple):
    """The best revisions, best first; not complete where time ran out."""

    found: Sequence[Found]
    is_complete: bool


class Opened:
    """One state of the index, open for questions. One thread at a time asks: Whoosh's files have one position."""

    def __init__(self, folder: Path, stamp: Stamp, before: Opened | None = None) -> None:
        with guarded():
            self.stamp = stamp
            self.storage = Shelved(folder / stamp.folder, stamp.files)
            self.storage.known_from(before.storage if before else None)
            self._searcher = FileIndex(self.storage, SCHEMA).searcher(weighting=BM25F())
            self._lock = Lock()

    def find(self, phrases: Sequence[Phrase], excluded: Sequence[Phrase], scope: Scope, every: bool) -> Answer:
        """The best documents with every (or any) of the phrases and none of the excluded. Raises `IndexTrouble`."""
        with self._lock, guarded():
            sparing = SparingCollector(self._searcher.collector(limit=MOST), _LOOKED_AT, _SECONDS_OF_WORK)
            collector = TimeLimitCollector(sparing, timelimit=_SECONDS, use_alarm=False)
            is_complete = self._collect(self._query(phrases, excluded, scope, every), collector)
            return Answer([_found(hit["id"], hit.score) for hit in collector.results()], is_complete)

    def _collect(self, query: Any, collector: TimeLimitCollector) -> bool:
        try:
            self._searcher.search_with_collector(query, collector)
        except EnoughError:
            collector.finish()
        except TimeLimit:
            return False
        return True

    def _query(self, phrases: Sequence[Phrase], excluded: Sequence[Phrase], scope: Scope, every: bool) -> Any:
        asked = [self._phrase(phrase, scope) for phrase in phrases if phrase.is_searchable]
        wanted = q.And(asked) if every else q.Or(asked)
        if unwanted := [self._phrase(phrase, scope) for phrase in excluded if phrase.is_searchable]:
            wanted = q.AndNot(wanted, q.Or(unwanted))
        if scope.glossaries is None:
            return wanted
        among = q.Or([q.Term("glossary", name) for name in scope.glossaries])
        return q.Require(wanted, among)

    def _phrase(self, phrase: Phrase, scope: Scope) -> Any:
        return q.Or([q.And(list(self._words(phrase, *place))) for place in _places(scope)])

    def _words(self, phrase: Phrase, field: str, standing: Standing, language: str) -> Iterator[Any]:
        for token in phrase.tokens:
            yield q.Term(field, marked(standing, language, token))
        for begin in phrase.beginnings:
            yield q.Or(self._beginning(field, marked(standing, language, begin)))
        if phrase.begun:
            whole = q.Term(field, marked(standing, language, phrase.units[-1]))
            yield q.Or([whole, *self._beginning(field, marked(standing, language, phrase.begun))])

    def _beginning(self, field: str, prefix: str) -> list[Any]:
        reader = self._searcher.reader()
        words = islice(reader.expand_prefix(field, prefix), _SEEN_BEGINNINGS)
        frequent = nlargest(_MOST_BEGINNINGS, words, key=lambda word: int(reader.doc_frequency(field, word)))
        return [q.Term(field, word.decode() if isinstance(word, bytes) else word) for word in frequent]


def _places(scope: Scope) -> Iterable[tuple[str, Standing, str]]:
    return (
        (field, standing, language) for field in FIELDS for standing in scope.standings for language in scope.languages
    )


def _found(name: str, score: float) -> Found:
    try:
        glossary, concept, number = name.split("/")
        return Found(glossary, concept, int(number), score)
    except ValueError as error:
        raise IndexTrouble(name) from error
