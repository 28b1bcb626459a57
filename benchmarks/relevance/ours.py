"""The product as it answers the queries, over its shipped glossary and that of the CNCF."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.relevance import cncf
from benchmarks.relevance.judged import Finder, Judged
from glossary import Draft, Glossaries, Query, Whereabouts
from glossary.seed import shipped_seed

SEED = "ai-finance"


def sets() -> dict[str, list[Draft]]:
    """The concepts of each set that is here."""
    seed = {"seed": list(shipped_seed().drafts)}
    return {**seed, "cncf": cncf.drafts()} if cncf.is_here() else seed


@contextmanager
def taiyaku() -> Iterator[Finder]:
    """The product, with the shipped glossary and that of the CNCF, asked for one of them at a time."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        where = Whereabouts(home=home, database=home / "glossary.db", index=home / "index")
        with Glossaries.open(where) as opened:
            opened.seed()
            if cncf.is_here():
                opened.make(cncf.SETTINGS, opened.house()).load(cncf.drafts(), opened.house())
            yield lambda judged: list(dict.fromkeys(_found(opened, judged)))


def _found(opened: Glossaries, judged: Judged) -> Iterator[str]:
    among = (SEED if judged.set == "seed" else judged.set,)
    if judged.where == "search":
        return (hit.concept for hit in opened.search(Query(text=judged.query, glossaries=among)).hits)
    ask = opened.terms if judged.where == "terms" else opened.suggest
    return (match.concept for match in ask(judged.query, glossaries=among))
