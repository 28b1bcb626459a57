"""Slips of the pen: one character too many, missing, mistaken or changed with its neighbour, and no other word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Postfix, Prefix

from glossary.search.entries import Form, Table
from glossary.search.ranking import Lead, in_order
from glossary.search.reasons import Source
from glossary.text import fold, key, reading_key, romaji_key, short_key

_SHORT = 5
_ALIKE, _SEEN = 3, 2000
_FEWEST = {"text": 4, "short": 4, "reading": 8, "romaji": 8}
"""How long a key must be. Readings of kanji lie close together: こうせいせい is no slip for こうへいせい."""

_FEWEST_LETTERS = 5
_FEWEST_BESIDE_KANJI, _FEWEST_FOR_ANOTHER_KANJI = 5, 6
_COUNTED = re.compile("[0-9一二三四五六七八九十百千万億兆]")
_NEGATING = re.compile("[非不無未否反]")
_KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_LETTER = re.compile("[a-z]")
_KANA = re.compile("[\u3041-\u3096]")


class _Slip(NamedTuple):
    """What two keys begin with alike, what differs in each, and how long the shorter is."""

    before: str
    one: str
    other: str
    after: str

    @property
    def differing(self) -> str:
        return self.one + self.other

    @property
    def shorter(self) -> int:
        return len(self.before) + len(self.after) + min(len(self.one), len(self.other))

    @property
    def letters(self) -> int:
        """How many Latin letters stand together where the keys differ, in the one that has fewer."""
        around = len(_run(self.before[::-1])) + len(_run(self.after))
        return around + min(len(self.one), len(self.other))


def slips(sources: Sequence[Source], form: str) -> Iterator[Form]:
    """The forms of terms one slip away."""
    for table, wanted in _keys(form):
        if len(wanted) >= _FEWEST[table]:
            for source in sources:
                near = [each for each in source.near(table, wanted) if OSA.distance(wanted, each, score_cutoff=1) == 1]
                near = [each for each in near if is_slip(wanted, each, _FEWEST[table])]
                yield from (form for each in near for form in source.whole(table, each))


def _keys(form: str) -> Iterator[tuple[Table, str]]:
    yield from (("text", each) for each in dict.fromkeys((key(form), fold(form, "script_variant"))))
    yield "short", short_key(form)
    yield "reading", reading_key(form)
    yield "romaji", "" if _KANA.search(fold(form, "kana")) else romaji_key(form)


def is_slip(wanted: str, found: str, fewest: int = 4) -> bool:
    """Whether keys that differ by one slip are the same word mistyped: never where a digit or another word differs.

    A different kanji is a different word in short keys, a letter in an abbreviation, and 非, 不 or 無 anywhere.
    """
    slip = _slip(wanted, found)
    if slip.shorter < fewest or _COUNTED.search(slip.differing) or _NEGATING.search(slip.differing):
        return False
    if _KANJI.search(slip.differing):
        is_another = bool(_KANJI.search(slip.one) and _KANJI.search(slip.other)) and len(slip.one) == 1
        return slip.shorter >= (_FEWEST_FOR_ANOTHER_KANJI if is_another else _FEWEST_BESIDE_KANJI)
    return not _LETTER.search(slip.differing) or slip.letters >= _FEWEST_LETTERS


def _slip(one: str, other: str) -> _Slip:
    alike = Prefix.similarity(one, other)
    before, one, other = one[:alike], one[alike:], other[alike:]
    alike = Postfix.similarity(one, other)
    after = one[len(one) - alike :]
    return _Slip(before, one[: len(one) - alike], other[: len(other) - alike], after)


def _run(text: str) -> str:
    found = re.match("[a-z]*", text)
    return found[0] if found else ""


def nearest(sources: Sequence[Source], form: str, allowed: Callable[[Form], bool]) -> str | None:
    """The term that may have been meant: one slip away, or two in longer ones that begin alike."""
    wanted = key(form)
    if len(wanted) < 2 or (len(wanted) == 2 and wanted.isascii()):
        return None
    leads = [
        (far, Lead(each, "fuzzy"))
        for source in sources
        for found, far in _meant(source, wanted)
        for each in source.whole("text", found)
        if _is_own(each, allowed)
    ]
    return min(leads, key=lambda each: (each[0], in_order(each[1])))[1].form.name.text if leads else None


def _meant(source: Source, wanted: str) -> Iterator[tuple[str, int]]:
    """Keys at most two slips away, and how many; those that are two away begin with the same characters."""
    far = 1 if len(wanted) <= _SHORT else 2
    keys = dict.fromkeys((*source.near("text", wanted), *source.keys("text", wanted[:_ALIKE], _SEEN)))
    for found, distance, _ in process.extract(wanted, list(keys), scorer=OSA.distance, score_cutoff=far, limit=None):
        yield found, int(distance)


def _is_own(form: Form, allowed: Callable[[Form], bool]) -> bool:
    return form.name.origin == "term" and not form.entry.retired and allowed(form)
