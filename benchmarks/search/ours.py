"""The product, asked through its public face, on a glossary loaded by its own command."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import ROOT, environment
from benchmarks.search import corpus
from benchmarks.search.documents import Document
from benchmarks.search.peers import TOP, Kind
from glossary import Glossaries, Query, Whereabouts, model

NAME = "Taiyaku"
PATIENCE = 3600.0
ONLY = (corpus.SETTINGS.id,)


class Loaded(NamedTuple):
    """Where the glossary lies, and how many seconds its import took."""

    folder: Path
    seconds: float


def loaded(cache: Path, count: int, reuse: bool = True) -> Loaded:
    """A database into which `taiyaku load` has brought the glossary, perhaps in an earlier run."""
    folder = cache / f"taiyaku-{count}-{_recipe()}"
    done = folder / "loaded.json"
    if not (reuse and done.is_file()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        taiyaku(folder, "glossary", "make", corpus.SETTINGS.id, "--title", "ja=JMdict")
        started = time.perf_counter()
        taiyaku(folder, "load", str(corpus.file(cache, count)), "--glossary", corpus.SETTINGS.id)
        done.write_text(json.dumps(time.perf_counter() - started), encoding="utf-8")
    return Loaded(folder, json.loads(done.read_text(encoding="utf-8")))


def _recipe() -> str:
    """The glossary's, and the shape of what is recorded."""
    return hashlib.sha256(f"{corpus.recipe()} {Path(model.__file__).read_text(encoding='utf-8')}".encode()).hexdigest()[
        :12
    ]


def taiyaku(folder: Path, *arguments: str) -> None:
    """Run the command as a user does, its progress on the screen."""
    command = [sys.executable, "-m", "glossary", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=environment(str(folder)), stdout=sys.stderr)


def opened(folder: Path) -> Glossaries:
    """The glossaries of a folder."""
    return Glossaries.open(Whereabouts(home=folder, database=folder / "glossary.db", index=folder / "index"))


def wait_until_fresh(glossaries: Glossaries) -> float:
    """Seconds until the index has everything. Raises `TimeoutError`."""
    started = time.perf_counter()
    while not glossaries.condition().search:
        if time.perf_counter() - started > PATIENCE:
            raise TimeoutError("the index never became fresh")
        time.sleep(0.1)
    return time.perf_counter() - started


class Engine:
    """The product opened, its index fresh."""

    def __init__(self, folder: Path) -> None:
        self._glossaries = opened(folder)
        wait_until_fresh(self._glossaries)

    @staticmethod
    def build(folder: Path, given: Iterable[Document]) -> None:
        """Nothing: the product makes its index itself when opened."""

    def answer(self, kind: Kind, text: str) -> list[str]:
        """The best ten by the question that a host would ask."""
        if kind in ("form", "romaji"):
            return [match.concept for match in self._glossaries.terms(text, glossaries=ONLY)[:TOP]]
        if kind == "prefix":
            return [match.concept for match in self._glossaries.suggest(text, glossaries=ONLY, limit=TOP)]
        query = Query(text=text, limit=TOP, glossaries=ONLY, facets=kind == "facets")
        return [hit.concept for hit in self._glossaries.search(query).hits]
