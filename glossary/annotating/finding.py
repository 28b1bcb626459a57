"""Which of the forms that stand in a text are taken: the first, of these the longest, and of homographs the best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple, Self

import numpy as np

from glossary.annotating.addresses import in_addresses
from glossary.annotating.candidates import candidates
from glossary.annotating.folding import as_written, fold
from glossary.annotating.gathering import LINKING
from glossary.annotating.lexicon import Flags, Lexicon, Numbers
from glossary.model import Autolink

_SUFFIXES = ("", "s", "es")
_NEVER = LINKING.index("never")
_BEST, _REFUSED = 0, 8
_SHARED = -1
_REMEMBERED, _SHORT = 50_000, 100


class Meant(NamedTuple):
    """What a stretch of text is a form of, `is_plural` with the ending of an English plural.

    `place` and `autolink` are as in `Form`; `number` is that of the concept's revision.
    """

    glossary: str
    concept: str
    number: int
    language: str
    place: int
    autolink: Autolink
    is_plural: bool


_NOTHING = Meant("", "", 0, "", 0, "never", is_plural=False)


class Found(NamedTuple):
    """Columns: stretches of a text, from and to in code points, and what each is a form of."""

    starts: Numbers
    ends: Numbers
    meant: Sequence[Meant]

    def only(self, kept: Sequence[bool]) -> Self:
        """Those of which it is so."""
        if all(kept):
            return self
        mask = np.array(kept, np.bool_)
        return self.__class__(self.starts[mask], self.ends[mask], [*compress(self.meant, kept)])


class _Places(NamedTuple):
    """Columns: where forms stand in the text, and which pattern of which lexicon that is, with which ending.

    `key` is a number for these three, `_SHARED` where several stand in the same place.
    """

    start: Numbers
    end: Numbers
    key: list[int]
    source: Numbers
    pattern: Numbers
    ending: Numbers


class _Entry(NamedTuple):
    lexicon: Lexicon
    line: int
    ending: int


class Finder:
    """Finds the forms of some lexicons; what a pattern was taken for is remembered, since words come again.

    Where that depends on how the text is written, as with acronyms, it is remembered by the stretch of text.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons or [Lexicon("", ())]
        self._known: dict[str | None, dict[int | str, Meant]] = {}

    def find(self, text: str, language: str | None = None) -> Found:
        """The forms in a text, none overlapping another, also those that may not be linked; in order.

        What stands in different parts, with `BREAK` between them, is not read together.
        """
        places = _places(self._lexicons, text, language)
        known, until = self._remembered(language), 0
        lines, found = list[int](), list[Meant]()
        every = zip(places.start.tolist(), places.end.tolist(), map(known.get, places.key), strict=True)
        for line, (start, end, remembered) in enumerate(every):
            if start >= until:
                meant = remembered or self._meant(places, line, text[start:end], language)
                if meant is not _NOTHING:
                    until = end
                    lines.append(line)
                    found.append(meant)
        at = np.array(lines, np.intp)
        return Found(places.start[at], places.end[at], found)

    def _meant(self, places: _Places, line: int, spot: str, language: str | None) -> Meant:
        known = self._known[language]
        if spot in known:
            return known[spot]
        entries = list(_entries(self._lexicons, places, line, language))
        meant, key = _best(entries, as_written(spot)), places.key[line]
        if key != _SHARED and _is_settled(entries):
            known[key] = meant
        elif len(spot) <= _SHORT:
            known[spot] = meant
        return meant

    def _remembered(self, language: str | None) -> dict[int | str, Meant]:
        known = self._known.get(language, {})
        if len(known) > _REMEMBERED or language not in self._known:
            known = self._known[language] = {}
        return known


def _places(lexicons: Sequence[Lexicon], text: str, language: str | None) -> _Places:
    """Where forms stand, the first and longest first."""
    folded = fold(text)
    every = [candidates(each, folded, language) for each in lexicons]
    source = np.repeat(np.arange(len(every)), [len(each.pattern) for each in every])
    pattern, start, end, ending = (np.concatenate(column) for column in zip(*every, strict=True))
    start, end = folded.starts[start], folded.ends[end - 1]
    order = np.argsort((start.astype(np.int64) << 32) - end, kind="stable")  # of the same place, lexicon by lexicon
    order = order[_outside(in_addresses(text), start[order], end[order])]
    start, end, source, pattern, ending = (column[order] for column in (start, end, source, pattern, ending))
    key = (source << 40) + (pattern << 2) + ending
    same = np.flatnonzero((start[1:] == start[:-1]) & (end[1:] == end[:-1]))
    key[same] = key[same + 1] = _SHARED
    return _Places(start, end, key.tolist(), source, pattern, ending)


def _outside(addresses: Flags | None, start: Numbers, end: Numbers) -> Flags | slice:
    return slice(None) if addresses is None else ~addresses[start] & ~addresses[end - 1]


def _entries(lexicons: Sequence[Lexicon], places: _Places, line: int, language: str | None) -> Iterator[_Entry]:
    """All that may be meant by the stretch of text at a line of the places."""
    spot = places.start[line], places.end[line]
    while line < len(places.start) and (places.start[line], places.end[line]) == spot:
        lexicon = lexicons[places.source[line]]
        for each in lexicon.entries(int(places.pattern[line]), language):
            yield _Entry(lexicon, each, int(places.ending[line]))
        line += 1


def _is_settled(entries: Sequence[_Entry]) -> bool:
    """Whether what is meant is the same however the text is written: all forms are written alike, and none exactly."""
    forms = {(each.lexicon.lines.written[each.line], each.lexicon.lines.exact[each.line]) for each in entries}
    return len(forms) == 1 and not next(iter(forms))[1]


def _best(entries: Iterable[_Entry], text: str) -> Meant:
    """What a stretch of text is taken for.

    The form that stands there as written comes first, then one that may be linked, then the one listed first.
    """
    best, least = None, _REFUSED
    for entry in entries:
        rank = _rank(entry, text)
        if rank < least:
            best, least = entry, rank
        if rank == _BEST:
            break
    return _told(best) if best else _NOTHING


def _rank(entry: _Entry, text: str) -> int:
    """How well a form fits what is written, 0 being the best. The ending of a plural is in small letters."""
    lines, line, suffix = entry.lexicon.lines, entry.line, _SUFFIXES[entry.ending]
    is_as_written = text.endswith(suffix) and hash(text.removesuffix(suffix)) == lines.written[line]
    if not is_as_written and lines.exact[line]:
        return _REFUSED
    return 4 * (not is_as_written) + 2 * (entry.ending > 0) + (lines.linking[line] == _NEVER)


def _told(entry: _Entry) -> Meant:
    lines, line = entry.lexicon.lines, entry.line
    concept = lines.concept[line]
    return Meant(
        entry.lexicon.glossary,
        lines.concepts[concept],
        lines.revisions[concept],
        lines.languages[lines.language[line]],
        lines.place[line],
        LINKING[lines.linking[line]],
        entry.ending > 0,
    )
