"""The data that Datasette serves: forms with an index, and concepts with FTS5 over the same tokens."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from benchmarks.search import corpus
from benchmarks.search.documents import Document, documents
from benchmarks.search.peers import recipe

_TABLES = """
CREATE TABLE concepts (concept TEXT PRIMARY KEY, japanese TEXT, english TEXT, tokens TEXT);
CREATE TABLE forms (key TEXT, concept TEXT, japanese TEXT, english TEXT);
CREATE VIRTUAL TABLE concepts_fts USING fts5(tokens, content = "concepts")
"""
_END = "INSERT INTO concepts_fts (concepts_fts) VALUES ('rebuild'); CREATE INDEX forms_key ON forms (key)"


def built(cache: Path, count: int, reuse: bool) -> Path:
    """The database, made now or in an earlier run."""
    folder = cache / "peers" / f"datasette-{count}-{recipe(__name__)}"
    done = folder / "built"
    if not (reuse and done.is_file()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = sqlite3.connect(folder / "peer.db")
        for statement in _TABLES.split(";"):
            database.execute(statement)
        for each in documents(corpus.drafts(cache, count)):
            _insert(database, each)
        for statement in _END.split(";"):
            database.execute(statement)
        database.commit()
        database.close()
        done.touch()
    return folder


def _insert(database: sqlite3.Connection, each: Document) -> None:
    shown = (each.japanese_terms.partition("\n")[0], each.english_terms.partition("\n")[0])
    words = " ".join((*each.tokens.japanese, *each.tokens.english))
    database.execute("INSERT INTO concepts VALUES (?, ?, ?, ?)", (each.concept, *shown, words))
    database.executemany("INSERT INTO forms VALUES (?, ?, ?, ?)", [(one, each.concept, *shown) for one in each.keys])
