"""What one would build in an afternoon instead: Whoosh by its tutorial, SQLite's FTS5, a lookup by substring."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec
from whoosh.analysis import StandardAnalyzer
from whoosh.fields import ID, NGRAM, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser

from benchmarks.relevance.judged import Finder
from benchmarks.relevance.ours import sets
from glossary import Draft, LanguageSection


class Document(NamedTuple):
    """What the peers are given of a concept: all its forms (readings too), and all its other texts."""

    concept: str
    forms: tuple[str, ...]
    texts: tuple[str, ...]


def peers() -> dict[str, Finder]:
    """The peers by name, each with an index of forms (for terms and suggestions) and one of everything (for search)."""
    documents = {name: [_document(draft) for draft in drafts] for name, drafts in sets().items()}
    return {name: _asking(made, documents) for name, made in PEERS.items()}


def _document(draft: Draft) -> Document:
    sections = draft.concept.languages.values()
    forms = (form for section in sections for form in _forms(section))
    return Document(draft.concept.id, tuple(forms), tuple(text for section in sections for text in _texts(section)))


def _forms(section: LanguageSection) -> Iterator[str]:
    for term in section.terms:
        yield from (term.text, *term.readings)
    yield from section.search_forms


def _texts(section: LanguageSection) -> Iterator[str]:
    if section.definition:
        yield section.definition.text
    yield from (each.text for each in section.notes)
    yield from (each.text for each in section.examples)
    yield from (each.text for term in section.terms for each in term.contexts)


def _asking(made: type[Peer], documents: dict[str, list[Document]]) -> Finder:
    forms_only = {name: [each._replace(texts=()) for each in found] for name, found in documents.items()}
    narrow = {name: made(found) for name, found in forms_only.items()}
    wide = {name: made(found) for name, found in documents.items()}
    return lambda judged: (wide if judged.where == "search" else narrow)[judged.set].find(judged.query)


class Peer(Protocol):
    """Something that finds concepts by a text."""

    def __init__(self, documents: Sequence[Document]) -> None: ...

    def find(self, query: str) -> list[str]:
        """The ids of the concepts found, the best first."""


class WhooshText(Peer):
    """Whoosh as its tutorial uses it: fields of words, a parser over both."""

    def __init__(self, documents: Sequence[Document]) -> None:
        schema = Schema(concept=ID(stored=True), forms=self.field(), texts=self.field())
        self._index = RamStorage().create_index(schema)
        self._parser = MultifieldParser(["forms", "texts"], schema)
        writer = self._index.writer()
        for each in documents:
            writer.add_document(concept=each.concept, forms="\n".join(each.forms), texts="\n".join(each.texts))
        writer.commit()

    def field(self) -> Any:
        """The kind of field that texts are indexed in."""
        return TEXT(analyzer=StandardAnalyzer())

    def find(self, query: str) -> list[str]:
        """What its query language makes of the text."""
        with self._index.searcher() as searcher:
            return [hit["concept"] for hit in searcher.search(self._parser.parse(query), limit=50)]


class WhooshNgram(WhooshText):
    """The same with fields of n-grams, which is what its documentation has for Japanese."""

    def field(self) -> Any:
        """N-grams of two to four characters."""
        return NGRAM(minsize=2, maxsize=4)


class Fts5(Peer):
    """SQLite's full text search: every word asked for, quoted, by bm25."""

    tokenizer = "unicode61"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._database = sqlite3.connect(":memory:")
        columns = f"concept UNINDEXED, forms, texts, tokenize = '{self.tokenizer}'"
        self._database.execute(f"CREATE VIRTUAL TABLE documents USING fts5({columns})")
        rows = [(each.concept, "\n".join(each.forms), "\n".join(each.texts)) for each in documents]
        self._database.executemany("INSERT INTO documents VALUES (?, ?, ?)", rows)

    def find(self, query: str) -> list[str]:
        """What has all the words."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        asked = "SELECT concept FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 50"
        return [concept for (concept,) in self._database.execute(asked, (quoted,))]


class Fts5Trigram(Fts5):
    """The same with its trigrams, which find parts of words from three characters on."""

    tokenizer = "trigram"


class Substring(Peer):
    """A lookup by substring without case: whole forms first, then beginnings, then parts, then texts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        folded = msgspec.json.decode(msgspec.json.encode(documents).decode().casefold(), type=list[Document])
        self._documents = [new._replace(concept=old.concept) for new, old in zip(folded, documents, strict=True)]

    def find(self, query: str) -> list[str]:
        """What contains the text."""
        wanted = query.casefold().strip()
        ranked = [(rank, each.concept) for each in self._documents if (rank := _rank(each, wanted)) is not None]
        return [concept for _, concept in sorted(ranked)]


def _rank(document: Document, wanted: str) -> tuple[int, int] | None:
    begun = [(0 if form == wanted else 1, len(form)) for form in document.forms if form.startswith(wanted)]
    inside = [(2, len(form)) for form in document.forms if wanted in form]
    told = [(3, len(text)) for text in document.texts if wanted in text]
    return min((*begun, *inside, *told), default=None)


PEERS: dict[str, type[Peer]] = {
    "Whoosh, words": WhooshText,
    "Whoosh, n-grams": WhooshNgram,
    "FTS5, unicode61": Fts5,
    "FTS5, trigram": Fts5Trigram,
    "substring": Substring,
}
