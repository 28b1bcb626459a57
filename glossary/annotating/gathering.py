"""The forms of many concepts gathered into columns, so that hundreds of thousands take little room."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from glossary.annotating.folding import fold_all, written_all
from glossary.annotating.forms import Form, Named
from glossary.model import Autolink, choices

LINKING: tuple[Autolink, ...] = choices(Autolink)  # type: ignore[assignment]  # they are the words of the list
_SHORTEST = 2
"""A form of fewer characters is not looked for."""

_BATCH = 20_000


class Lines:
    """Columns with one line for each form. `firsts` leads from a pattern, a folded form, to the first of its lines.

    `concept` counts in `concepts` and `revisions`, `language` in `languages`, `linking` in `LINKING`; `written` is the
    hash of the form with its capitals and small letters as they are.
    """

    def __init__(self, concepts: Iterable[Named]) -> None:
        self.concepts: list[str] = []
        self.revisions = array("q")
        self.languages: list[str] = []
        self.concept, self.place, self.written = array("q"), array("h"), array("q")
        self.language, self.linking, self.exact = array("B"), array("B"), array("B")
        self._pattern = array("q")
        self.patterns = self._gathered(concepts)
        self.firsts = self._ordered(len(self.patterns))

    def _gathered(self, concepts: Iterable[Named]) -> list[str]:
        patterns: dict[str, int] = {}
        unread = iter(concepts)
        while batch := list(islice(unread, _BATCH)):
            self._take(batch, patterns)
        return list(patterns)

    def _take(self, batch: Sequence[Named], patterns: dict[str, int]) -> None:
        texts = [form.text for each in batch for form in each.forms]
        keys = iter(zip(fold_all(texts), written_all(texts), strict=True))
        for each in batch:
            self.concepts.append(each.concept)
            self.revisions.append(each.number)
            for form in each.forms:
                key, written = next(keys)
                if len(written) >= _SHORTEST:
                    self._pattern.append(patterns.setdefault(key, len(patterns)))
                    self._add(form, written)

    def _add(self, form: Form, written: str) -> None:
        self.concept.append(len(self.concepts) - 1)
        self.place.append(form.place)
        self.written.append(hash(written))
        self.language.append(self._numbered(form.language))
        self.linking.append(LINKING.index(form.autolink))
        self.exact.append(form.is_exact)

    def _numbered(self, language: str) -> int:
        if language not in self.languages:
            self.languages.append(language)
        return self.languages.index(language)

    def _ordered(self, patterns: int) -> array[int]:
        """Put the lines of each pattern beside each other, in the order in which they came."""
        of = np.array(self._pattern, np.int64)
        order = np.argsort(of, kind="stable")
        for name in ("concept", "place", "written", "language", "linking", "exact"):
            setattr(self, name, _reordered(getattr(self, name), order))
        del self._pattern
        return array("q", np.searchsorted(of[order], np.arange(patterns + 1)).astype(np.int64).tobytes())


def _reordered(column: array[int], order: Any) -> array[int]:
    made = array(column.typecode)
    made.frombytes(np.frombuffer(column, column.typecode)[order].tobytes())
    return made
