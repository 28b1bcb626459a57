"""tantivy, the search library in Rust, over the same tokens and keys."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.search.documents import Document, pairs, tokens
from benchmarks.search.peers import TOP, Kind
from glossary.text import key, romaji_key

_MEGABYTES = 256 << 20


def _library() -> Any:
    return importlib.import_module("tantivy")


def _schema() -> Any:
    builder = _library().SchemaBuilder()
    builder.add_text_field("concept", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("keys", tokenizer_name="raw", index_option="basic")
    for name in ("pairs", "japanese", "english"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Engine:
    """One searcher, open all the time."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._searcher = _library().Index(self._schema, path=str(folder)).searcher()
        self._query = _library().Query

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """One thread, one commit, then its segments merged."""
        schema = _schema()
        writer = _library().Index(schema, path=str(folder)).writer(heap_size=_MEGABYTES, num_threads=1)
        for each in given:
            writer.add_document(_document(each))
        writer.commit()
        writer.wait_merging_threads()

    def answer(self, kind: Kind, text: str) -> list[str]:
        """The best ten by BM25."""
        found = self._searcher.search(self._asked(kind, text), limit=TOP, count=False).hits
        return [str(self._searcher.doc(address)["concept"][0]) for _, address in found]

    def _asked(self, kind: Kind, text: str) -> Any:
        if kind == "text":
            return self._every([(field, token) for field, some in tokens(text)._asdict().items() for token in some])
        if kind == "part":
            return self._every([("pairs", pair) for pair in pairs(key(text))])
        if kind == "prefix":
            return self._query.regex_query(self._schema, "keys", re.escape(key(text)) + ".*")
        if kind == "fuzzy":
            return self._query.fuzzy_term_query(self._schema, "keys", key(text), distance=1)
        return self._query.term_query(self._schema, "keys", romaji_key(text) if kind == "romaji" else key(text))

    def _every(self, words: list[tuple[str, str]]) -> Any:
        must = _library().Occur.Must
        return self._query.boolean_query([(must, self._query.term_query(self._schema, *word)) for word in words])


def _document(each: Document) -> Any:
    document = _library().Document()
    document.add_text("concept", each.concept)
    for found in each.keys:
        document.add_text("keys", found)
    for field, words in (("pairs", each.pairs), *each.tokens._asdict().items()):
        document.add_text(field, " ".join(words))
    return document
