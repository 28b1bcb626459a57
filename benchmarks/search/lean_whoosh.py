"""Whoosh alone, as well as it can be set up: only ids stored, tokens given as lists, no positions, one searcher."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.analysis import IDAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, FuzzyTerm, Prefix, Term

from benchmarks.search.documents import Document, pairs, tokens
from benchmarks.search.peers import TOP, Kind
from glossary.text import key, romaji_key

_MEGABYTES = 256


def _schema() -> Schema:
    def field() -> TEXT:
        return TEXT(analyzer=IDAnalyzer(), phrase=False)

    return Schema(concept=STORED(), keys=field(), pairs=field(), japanese=field(), english=field())


class Engine:
    """One searcher, open all the time."""

    def __init__(self, folder: Path) -> None:
        self._searcher = open_dir(folder).searcher()

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """One writer, one commit, one segment."""
        writer = create_in(folder, _schema()).writer(limitmb=_MEGABYTES)
        for each in given:
            japanese, english = map(list, each.tokens)
            fields = {"keys": list(each.keys), "pairs": list(each.pairs), "japanese": japanese, "english": english}
            writer.add_document(concept=each.concept, **fields)
        writer.commit()

    def answer(self, kind: Kind, text: str) -> list[str]:
        """The best ten by BM25."""
        found = self._searcher.search(_query(kind, text), limit=TOP)
        return [hit["concept"] for hit in found]


def _query(kind: Kind, text: str) -> Any:
    if kind == "text":
        return And([Term(field, token) for field, found in tokens(text)._asdict().items() for token in found])
    if kind == "part":
        return And([Term("pairs", pair) for pair in pairs(key(text))])
    if kind == "prefix":
        return Prefix("keys", key(text))
    if kind == "fuzzy":
        return FuzzyTerm("keys", key(text), maxdist=1, prefixlength=1)
    return Term("keys", romaji_key(text) if kind == "romaji" else key(text))
