"""Writing the words of all texts of a base: where each is and how much it weighs there, and the texts folded."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from glossary.search.arrays import write_blobs, write_numbers
from glossary.search.base import Base
from glossary.search.sections import Section, sections
from glossary.search.whoosh_compat import Postings, WordsWriter
from glossary.search.wordings import STANDINGS

Progress = Callable[[int, int], None]

FIELDS = ("names", "words")
SECTION_FACTS = ("concept.u4", "wording.u4", "language.u2", "standing.u1")
WORDING_FACTS = ("concept.u4", "told.u2", "first.u4")

_OFTEN = 1000


class _Inverted:
    """Words and where they are, gathered document by document."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words, self._documents, self._weights = array("I"), array("I"), array("B")

    def add(self, document: int, weights: dict[str, int]) -> None:
        """Take the words of a document; documents come in rising order."""
        numbers = self._numbers
        self._words.extend([numbers.setdefault(word, len(numbers)) for word in weights])
        self._documents.extend([document] * len(weights))
        self._weights.extend(weights.values())

    def lists(self) -> Iterator[tuple[bytes, Postings]]:
        """The words in order, and where each is."""
        words = np.array(self._words, dtype=np.uint32)
        order = np.argsort(words, kind="stable").astype(np.uint32)
        documents = np.array(self._documents, dtype=np.uint32)[order]
        weights = np.array(self._weights, dtype=np.uint8)[order]
        ends = [0, *np.cumsum(np.bincount(words, minlength=len(self._numbers))).tolist()]
        for word in sorted(self._numbers):
            span = slice(ends[self._numbers[word]], ends[self._numbers[word] + 1])
            yield word.encode(), Postings(documents[span], weights[span])


class WordsMaker:
    """Takes the concepts of a base and writes their words and texts into a folder."""

    def __init__(self, base: Base, folder: Path) -> None:
        self._base, self._folder = base, folder
        self._inverted = {field: _Inverted() for field in FIELDS}
        self._languages: dict[str, int] = {}
        self._sections: list[tuple[int, ...]] = []
        self._wordings: list[tuple[int, ...]] = []

    def write(self, progress: Progress) -> None:
        """Write all files."""
        write_blobs(self._folder, "folded", self._folded(progress))
        self._write_facts("section", SECTION_FACTS, self._sections)
        self._write_facts("wording", WORDING_FACTS, [*self._wordings, (0, 0, len(self._sections))])
        (self._folder / "languages.json").write_bytes(msgspec.json.encode(tuple(self._languages)))
        self._write_words()

    def _write_facts(self, of: str, facts: Sequence[str], rows: Sequence[tuple[int, ...]]) -> None:
        for place, fact in enumerate(facts):
            write_numbers(self._folder / f"{of}.{fact}", np.array([row[place] for row in rows], dtype=np.int64))

    def _write_words(self) -> None:
        writer = WordsWriter(self._folder, FIELDS, len(self._sections))
        for field, gathered in self._inverted.items():
            writer.field(field, gathered.lists())
        writer.close()

    def _folded(self, progress: Progress) -> Iterator[bytes]:
        every = len(self._base)
        for concept in range(every):
            if not concept % _OFTEN:
                progress(concept, every)
            for place, told in enumerate(self._base.told(concept)):
                self._wordings.append((concept, place, len(self._sections)))
                yield from (self._take(concept, section) for section in sections(told))
        progress(every, every)

    def _take(self, concept: int, section: Section) -> bytes:
        document = len(self._sections)
        language = self._languages.setdefault(section.language, len(self._languages))
        self._sections.append((concept, len(self._wordings) - 1, language, STANDINGS.index(section.standing)))
        self._inverted["words"].add(document, section.weights)
        self._inverted["names"].add(document, section.names)
        return section.folded.encode()
