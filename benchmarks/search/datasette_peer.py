"""Datasette on the same data, twice: asked as it comes, and asked in the fastest way that does the same job."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.search.documents import tokens
from benchmarks.search.peers import TOP, Kind
from glossary.text import key

PACKAGE = "datasette"
_SHOWN = "concept, japanese, english"
_WHOLE = f"SELECT {_SHOWN} FROM forms WHERE key = :a LIMIT {TOP}"
_BEGINNING = f"SELECT DISTINCT {_SHOWN} FROM forms WHERE key >= :a AND key < :b ORDER BY key LIMIT {TOP}"
_BEST = f"SELECT rowid AS number FROM concepts_fts WHERE concepts_fts MATCH :a ORDER BY rank LIMIT {TOP}"
_TEXT = f"SELECT {_SHOWN} FROM ({_BEST}) JOIN concepts ON concepts.rowid = number"


def command(folder: Path, port: int) -> list[str]:
    """The command line that serves it, told that the data never changes, with time enough for every statement."""
    serve = ("-m", "datasette", "serve", "--immutable", str(folder / "peer.db"), "--port", str(port))
    return [sys.executable, *serve, "--setting", "sql_time_limit_ms", "20000"]


def plain(kind: Kind, text: str) -> str:
    """The address of a table with a filter or a search, as its own pages link it."""
    usual = {"_shape": "array", "_size": str(TOP)}
    if kind in ("form", "prefix"):
        condition = "key__exact" if kind == "form" else "key__startswith"
        return f"/peer/forms.json?{urlencode({**usual, condition: key(text)})}"
    columns = urlencode([("_col", "japanese"), ("_col", "english")])
    return f"/peer/concepts.json?{urlencode({**usual, '_search': ' '.join(_words(text))})}&{columns}"


def tuned(kind: Kind, text: str) -> str:
    """The address of a statement: by the index, nothing counted, the best by bm25."""
    if kind in ("form", "prefix"):
        statement = _WHOLE if kind == "form" else _BEGINNING
        asked = {"sql": statement, "a": key(text), "b": key(text) + "\U0010ffff"}
    else:
        asked = {"sql": _TEXT, "a": " ".join(f'"{word}"' for word in _words(text))}
    return f"/peer.json?{urlencode({**asked, '_shape': 'array'})}"


def _words(text: str) -> list[str]:
    return [token for found in tokens(text) for token in found]
