"""SQLite: FTS5 over the tokens, and a b-tree of the keys for whole forms and their beginnings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from benchmarks.search.documents import Document, pairs, tokens
from benchmarks.search.peers import TOP, Kind
from glossary.text import key, romaji_key

_TABLES = """
CREATE TABLE concepts (number INTEGER PRIMARY KEY, concept TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(pairs, japanese, english, content = '', detail = 'column', tokenize = 'unicode61')
"""
_WHOLE = f"SELECT concept FROM keys JOIN concepts USING (number) WHERE key = ? LIMIT {TOP}"
_BEGINNING = f"""
SELECT DISTINCT concept FROM (SELECT key, number FROM keys WHERE key >= ? AND key < ? ORDER BY key)
JOIN concepts USING (number) LIMIT {TOP}
"""
_TEXT = f"""
SELECT concept FROM (SELECT rowid AS number FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {TOP})
JOIN concepts USING (number)
"""
_LAST = "\U0010ffff"


class Engine:
    """One connection, its statements prepared once."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "peer.db")

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """One transaction, then the index of texts merged into one."""
        database = sqlite3.connect(folder / "peer.db")
        for statement in _TABLES.split(";"):
            database.execute(statement)
        for number, each in enumerate(given, 1):
            _insert(database, number, each)
        database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        database.commit()
        database.close()

    def answer(self, kind: Kind, text: str) -> list[str] | None:
        """The best ten; it has no fuzzy search."""
        if kind == "fuzzy":
            return None
        if kind == "prefix":
            return self._ask(_BEGINNING, key(text), key(text) + _LAST)
        if kind in ("text", "part"):
            return self._ask(_TEXT, _match(kind, text))
        return self._ask(_WHOLE, romaji_key(text) if kind == "romaji" else key(text))

    def _ask(self, statement: str, *values: str) -> list[str]:
        return [concept for (concept,) in self._database.execute(statement, values)]


def _insert(database: sqlite3.Connection, number: int, each: Document) -> None:
    database.execute("INSERT INTO concepts VALUES (?, ?)", (number, each.concept))
    database.executemany("INSERT INTO keys VALUES (?, ?)", [(one, number) for one in each.keys])
    texts = (" ".join(found) for found in (each.pairs, *each.tokens))
    database.execute("INSERT INTO texts (rowid, pairs, japanese, english) VALUES (?, ?, ?, ?)", (number, *texts))


def _match(kind: Kind, text: str) -> str:
    if kind == "part":
        return _every("pairs", pairs(key(text)))
    return " AND ".join(chain.from_iterable([_every(*each)] for each in tokens(text)._asdict().items() if each[1]))


def _every(column: str, words: Sequence[str]) -> str:
    return "(" + " AND ".join(f'{column} : "{word}"' for word in words) + ")"
