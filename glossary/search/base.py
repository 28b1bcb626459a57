"""What is known of a glossary up to an entry of its log, in files: read where they lie and never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from glossary.search.arrays import Blobs, Strings, read_numbers
from glossary.search.entries import TABLES, Entry, Form, Table, Told
from glossary.search.tables import KeyTable, Ranked

_KEPT = 4096
_FEW = 20
_ENTRY = msgspec.msgpack.Decoder(Entry)
_TOLD = msgspec.msgpack.Decoder(tuple[Told, ...])

Mask = NDArray[np.bool_]
Places = NDArray[np.uint32]


class Summary(msgspec.Struct, frozen=True):
    """The words for which numbers stand in the files, and when wordings that lie ahead begin."""

    languages: tuple[str, ...]
    subjects: tuple[str, ...]
    sync: tuple[str, ...]
    ahead: tuple[tuple[int, str], ...]


class Base:
    """The entries of a glossary by place, in the order of their ids, and the tables that lead to them."""

    def __init__(self, folder: Path) -> None:
        self.summary = msgspec.json.decode((folder / "summary.json").read_bytes(), type=Summary)
        self.ids = Strings(folder, "ids")
        self.tables: dict[Table, KeyTable] = {table: KeyTable(folder, table) for table in TABLES}
        self.of_names = {name: read_numbers(folder / f"name.{name}") for name in NAME_FACTS}
        self.facts = {name: read_numbers(folder / f"concept.{name}") for name in CONCEPT_FACTS}
        self._entries, self._told = Blobs(folder, "entries", is_reread=True), Blobs(folder, "told", is_reread=True)
        self.entry = lru_cache(maxsize=_KEPT)(self._entry)
        self.told = lru_cache(maxsize=_KEPT // 8)(self._all_told)

    def __len__(self) -> int:
        return len(self.ids)

    def place(self, concept: str) -> int | None:
        """Where a concept is; None where it is unknown."""
        return self.ids.place(concept)

    def places(self, concepts: Collection[str]) -> Places:
        """Where those of some concepts are that are known; many are found in one pass over all."""
        if len(concepts) * _FEW < len(self):
            found = (self.place(concept) for concept in concepts)
            return np.array([each for each in found if each is not None], dtype=np.uint32)
        wanted = {concept.encode() for concept in concepts}
        return np.array([at for at in range(len(self)) if self.ids[at] in wanted], dtype=np.uint32)

    def forms(self, names: Ranked) -> Iterator[Form]:
        """The forms with these numbers."""
        concepts, places = self.of_names["concept.u4"], self.of_names["place.u2"]
        return (self.entry(int(concepts[each])).form(int(places[each])) for each in names)

    def having(self, fact: str, wanted: set[int]) -> Mask:
        """Which concepts have one of several values of a fact with many values: a subject, a language."""
        first, values = self.facts[f"{fact}.first.u4"], self.facts[f"{fact}.u2"]
        has = np.isin(values, np.fromiter(wanted, dtype=np.uint16))
        found = np.zeros(len(self), dtype=np.bool_)
        found[np.repeat(np.arange(len(self)), np.diff(first))[has]] = True
        return found

    def counts(self, concepts: Places) -> Counter[tuple[str, str]]:
        """How many of these concepts have each language, subject, state of translation and status."""
        found = Counter[tuple[str, str]]()
        for facet, fact, words in (
            ("language", "languages", self.summary.languages),
            ("subject", "subjects", self.summary.subjects),
            ("sync", "sync", self.summary.sync),
        ):
            counted = self._counted(fact, concepts)
            found.update({(facet, words[each]): int(counted[each]) for each in np.flatnonzero(counted)})
        retired = int(self.facts["retired.u1"][concepts].sum())
        return found + Counter({("status", "retired"): retired, ("status", "current"): len(concepts) - retired})

    def _counted(self, fact: str, concepts: Places) -> NDArray[np.int64]:
        first, values = self.facts[f"{fact}.first.u4"], self.facts[f"{fact}.u2"]
        times = np.bincount(concepts, minlength=len(self)).repeat(np.diff(first))
        return np.bincount(values, weights=times).astype(np.int64)

    def _entry(self, place: int) -> Entry:
        return _ENTRY.decode(self._entries[place])

    def _all_told(self, place: int) -> tuple[Told, ...]:
        return _TOLD.decode(self._told[place])


NAME_FACTS = ("concept.u4", "place.u2", "language.u2", "past.u1")
CONCEPT_FACTS = (
    "retired.u1",
    *(f"{fact}.{kind}" for fact in ("languages", "subjects", "sync") for kind in ("u2", "first.u4")),
)
