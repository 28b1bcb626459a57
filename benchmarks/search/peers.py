"""What every engine must be able to do, and which engines there are."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import shutil
import sqlite3
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from benchmarks.search import corpus, documents
from benchmarks.search.documents import Document
from glossary import text

Kind = Literal["form", "romaji", "prefix", "part", "fuzzy", "text", "facets"]
TOP = 10


class Peer(Protocol):
    """An engine opened on a folder where it has been built."""

    def __init__(self, folder: Path) -> None: ...

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """Make the index in an empty folder."""

    def answer(self, kind: Kind, text: str) -> list[str] | None:
        """The ids of the best ten concepts; None where the engine has no such question."""


class Offer(NamedTuple):
    """An engine by the name of its column: where its class is, which package it needs, up to which size it goes."""

    module: str
    package: str
    largest: int = corpus.LARGEST

    def made(self) -> type[Peer]:
        """The class. Raises `ImportError` where the package is not installed."""
        importlib.import_module(self.package.partition("-")[0])
        found: type[Peer] = importlib.import_module(f"benchmarks.search.{self.module}").Engine
        return found

    def version(self) -> str:
        """The version of the package, or that it is not installed."""
        try:
            return sqlite3.sqlite_version if self.package == "sqlite3" else version(self.package)
        except PackageNotFoundError:
            return "not installed"


class Built(NamedTuple):
    """Where an engine has been built, in how many seconds, into how many bytes."""

    folder: Path
    seconds: float
    bytes: int


PEERS = {
    "plain Whoosh": Offer("plain_whoosh", "whoosh-reloaded", 10_000),
    "lean Whoosh": Offer("lean_whoosh", "whoosh-reloaded"),
    "FTS5": Offer("fts5", "sqlite3"),
    "tantivy": Offer("tantivy_peer", "tantivy"),
}


def built(name: str, cache: Path, count: int, reuse: bool = True) -> Built:
    """Build an engine for a size, or take what an earlier run has built by the same recipe."""
    made = PEERS[name].made()
    folder = cache / "peers" / f"{PEERS[name].module}-{count}-{recipe(made.__module__)}"
    done = folder / "built.json"
    if not (reuse and done.is_file()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.perf_counter()
        made.build(folder, documents.documents(corpus.drafts(cache, count)))
        done.write_text(json.dumps([time.perf_counter() - started, _bytes(folder)]), encoding="utf-8")
    return Built(folder, *json.loads(done.read_text(encoding="utf-8")))


def recipe(module: str) -> str:
    """Changes when the module, the documents, the folding or the glossary do: what was built goes by this name."""
    sources = [inspect.getsource(importlib.import_module(each)) for each in (module, documents.__name__)]
    sources += [each.read_text(encoding="utf-8") for each in sorted(Path(text.__file__).parent.glob("*.py"))]
    return hashlib.sha256("".join([*sources, corpus.recipe()]).encode()).hexdigest()[:12]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
