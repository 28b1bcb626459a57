"""Writing what is known of a glossary into files: its entries, and the names that lead to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from glossary.search.arrays import write_blobs, write_numbers, write_strings
from glossary.search.base import Summary
from glossary.search.entries import TABLES, Entry, Table, Taken
from glossary.search.ranking import as_suggested
from glossary.search.tables import write_table


class BaseMaker:
    """Takes the concepts of a glossary in the order of their ids and writes a `Base`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: list[Entry] = []
        self._posted: dict[Table, dict[str, list[int]]] = {table: {} for table in TABLES}
        self._names: list[tuple[int, int]] = []
        self._use: Counter[str] = Counter()
        self._ahead: list[tuple[int, str]] = []

    def write(self, every: Iterable[Taken], ahead: Sequence[tuple[int, str]]) -> None:
        """Write all files. What lies ahead of concepts that are not known yet is there when all are taken."""
        write_blobs(self._folder, "told", (msgspec.msgpack.encode(each.told) for each in self._each(every)))
        self._ahead += ahead
        entries = [self._with_use(each) for each in self._entries]
        write_strings(self._folder, "ids", (each.concept for each in entries))
        write_blobs(self._folder, "entries", map(msgspec.msgpack.encode, entries))
        self._write_names(entries)
        self._write_facts(entries)

    def _each(self, every: Iterable[Taken]) -> Iterator[Taken]:
        for each in every:
            self._take(each)
            yield each

    def _take(self, taken: Taken) -> None:
        concept, base = len(self._entries), len(self._names)
        self._entries.append(taken.entry)
        self._names += [(concept, place) for place in range(len(taken.entry.names))]
        self._use.update(taken.related)
        self._ahead += [(at, taken.entry.concept) for at in taken.ahead]
        for table, key, place in taken.postings:
            self._posted[table].setdefault(key, []).append(base + place)

    def _with_use(self, entry: Entry) -> Entry:
        use = self._use[entry.concept]
        return msgspec.structs.replace(entry, use=use) if use else entry

    def _write_names(self, entries: Sequence[Entry]) -> None:
        """Number the names in the order in which they are suggested, and write the tables by these numbers."""
        forms = [entries[concept].form(place) for concept, place in self._names]
        order = sorted(range(len(forms)), key=lambda at: as_suggested(forms[at]))
        number = np.empty(len(order), dtype=np.uint32)
        number[order] = np.arange(len(order), dtype=np.uint32)
        for table, posted in self._posted.items():
            ranked = {key: sorted({int(number[each]) for each in names}) for key, names in posted.items()}
            write_table(self._folder, table, ranked)
        self._languages = _numbers(name.language for entry in entries for name in entry.names)
        self._numbers("name.concept.u4", (self._names[at][0] for at in order))
        self._numbers("name.place.u2", (self._names[at][1] for at in order))
        self._numbers("name.language.u2", (self._languages[forms[at].name.language] for at in order))
        self._numbers("name.past.u1", (forms[at].name.origin == "past" for at in order))

    def _write_facts(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for language in entry.languages:
                self._languages.setdefault(language, len(self._languages))
        subjects = _numbers(subject for entry in entries for subject in entry.subjects)
        sync = _numbers(state for entry in entries for state in entry.sync)
        self._numbers("concept.retired.u1", (entry.retired for entry in entries))
        self._many("languages", [[self._languages[each] for each in entry.languages] for entry in entries])
        self._many("subjects", [[subjects[each] for each in entry.subjects] for entry in entries])
        self._many("sync", [[sync[each] for each in entry.sync] for entry in entries])
        summary = Summary(tuple(self._languages), tuple(subjects), tuple(sync), tuple(sorted(self._ahead)))
        (self._folder / "summary.json").write_bytes(msgspec.json.encode(summary))

    def _many(self, fact: str, values: Sequence[Sequence[int]]) -> None:
        self._numbers(f"concept.{fact}.u2", (each for of in values for each in of))
        self._numbers(f"concept.{fact}.first.u4", np.cumsum([0, *map(len, values)]))

    def _numbers(self, name: str, numbers: Iterable[int]) -> None:
        write_numbers(self._folder / name, np.fromiter(numbers, dtype=np.int64))


def _numbers(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(dict.fromkeys(words))}
