"""Where a glossary lives: its folder, its database and its index, from `GLOSSARY_*` or their defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Whereabouts(msgspec.Struct, frozen=True):
    """The folder for everything, the database (an address or a SQLite file), and the folder of the search index."""

    home: Path
    database: str | Path
    index: Path


def from_env(environment: Mapping[str, str] = os.environ) -> Whereabouts:
    """Read `GLOSSARY_HOME` (./var), `GLOSSARY_DATABASE_URL` (SQLite there) and `GLOSSARY_INDEX` (index there)."""
    home = Path(environment.get("GLOSSARY_HOME") or "var").absolute()
    database = environment.get("GLOSSARY_DATABASE_URL") or home / "glossary.db"
    index = Path(environment.get("GLOSSARY_INDEX") or home / "index").absolute()
    return Whereabouts(home=home, database=database, index=index)
