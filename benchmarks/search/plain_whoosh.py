"""Whoosh as its tutorial uses it: everything stored, a parser over all fields, a new searcher for each request."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from whoosh.fields import ID, NGRAM, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import MultifieldParser
from whoosh.query import QueryError

from benchmarks.search.documents import Document
from benchmarks.search.peers import TOP, Kind

_FIELDS = ("japanese_terms", "readings", "english_terms", "japanese", "english")


def _schema() -> Schema:
    words = {name: TEXT(stored=True) for name in _FIELDS if name.startswith("english")}
    grams = {name: NGRAM(minsize=2, maxsize=4, stored=True) for name in _FIELDS if name not in words}
    return Schema(concept=ID(stored=True), **words, **grams)


class Engine:
    """The index, its parser, and nothing kept between two requests."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(folder)
        self._parser = MultifieldParser(list(_FIELDS), self._index.schema)

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """One writer, one commit."""
        writer = create_in(folder, _schema()).writer()
        for each in given:
            writer.add_document(concept=each.concept, **{name: getattr(each, name) for name in _FIELDS})
        writer.commit()

    def answer(self, kind: Kind, text: str) -> list[str]:
        """What its parser makes of the text as typed, starred after a beginning; an error finds nothing."""
        query = self._parser.parse(f"{text}*" if kind == "prefix" else text)
        with self._index.searcher() as searcher, suppress(QueryError):
            return [hit["concept"] for hit in searcher.search(query, limit=TOP)]
        return []
