"""The shipped glossary: settings, concepts and editions from the files under `data/`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from glossary.formats import concept_json
from glossary.model import Draft, Edition, Settings
from glossary.resources import shipped

SEED = "ai-finance"


class Seed(msgspec.Struct, frozen=True):
    """All that makes a glossary: what it says of itself, its concepts in order, its editions."""

    settings: Settings
    drafts: list[Draft]
    editions: list[Edition]


def shipped_seed() -> Seed:
    """The glossary that comes with the product."""
    return read_folder(shipped("data") / SEED)


def read_folder(folder: Path) -> Seed:
    """A glossary kept as a folder: `glossary.json`, `concepts/*.json`, `editions/*.json`."""
    drafts = [
        draft for path in sorted(folder.glob("concepts/*.json")) for draft in concept_json.read(path.read_bytes())
    ]
    editions = [msgspec.json.decode(path.read_bytes(), type=Edition) for path in sorted(folder.glob("editions/*.json"))]
    return Seed(msgspec.json.decode((folder / "glossary.json").read_bytes(), type=Settings), drafts, editions)
