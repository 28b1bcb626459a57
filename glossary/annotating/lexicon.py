"""The forms of a glossary's concepts, made ready to be found all at once in a text (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, Self

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from glossary.annotating.forms import Named
from glossary.annotating.gathering import Lines

Flags = NDArray[np.bool_]
Numbers = NDArray[np.signedinteger[Any]]


class Lexicon:
    """The forms of some concepts of a glossary, never changed. A pattern may be a form of several concepts."""

    def __init__(self, glossary: str, concepts: Iterable[Named]) -> None:
        self.glossary = glossary
        self.lines = Lines(concepts)
        self._automaton = AhoCorasick(self.lines.patterns, store_patterns=False)
        self.lines.patterns.clear()
        self._shown = np.ones(len(self.lines.concepts), np.bool_)
        self._usable: dict[str | None, Flags] = {}

    def __len__(self) -> int:
        return len(self.lines.concepts)

    def without(self, concepts: Collection[str]) -> Self:
        """The same, but for some concepts."""
        hidden = [self._numbers[each] for each in concepts if each in self._numbers]
        if not hidden:
            return self
        other = self.__class__.__new__(self.__class__)
        other.__dict__.update(self.__dict__, _shown=self._shown.copy(), _usable={})
        other._shown[hidden] = False
        return other

    def found(self, marked: str, language: str | None) -> Numbers:
        """Where the patterns of a language stand in a folded text with its marks, also those that overlap.

        Three columns: pattern, start and end.
        """
        places = self._automaton.find_matches_as_indexes(marked, overlapping=True)
        found = np.fromiter(chain.from_iterable(places), np.int64, 3 * len(places)).reshape(-1, 3)
        return found[self._patterns(language)[found[:, 0]]]

    def entries(self, pattern: int, language: str | None) -> Iterator[int]:
        """The lines of a pattern for texts of a language, in the order in which they were given."""
        firsts, lines = self.lines.firsts, self.lines
        wanted = self._number(language)
        for line in range(firsts[pattern], firsts[pattern + 1]):
            if self._shown[lines.concept[line]] and wanted in (None, lines.language[line]):
                yield line

    def _patterns(self, language: str | None) -> Flags:
        """Which patterns have a line for texts of a language."""
        if language not in self._usable:
            counted = np.append(0, np.cumsum(self._wanted(language)))[np.frombuffer(self.lines.firsts, np.int64)]
            self._usable[language] = counted[1:] > counted[:-1]
        return self._usable[language]

    def _wanted(self, language: str | None) -> Flags:
        shown: Flags = self._shown[np.frombuffer(self.lines.concept, np.int64)] if len(self.lines.concept) else _NONE
        number = self._number(language)
        return shown if number is None else shown & (np.frombuffer(self.lines.language, np.uint8) == number)

    def _number(self, language: str | None) -> int | None:
        if language is None:
            return None
        return self.lines.languages.index(language) if language in self.lines.languages else -1

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {concept: number for number, concept in enumerate(self.lines.concepts)}


_NONE: Flags = np.ones(0, np.bool_)
