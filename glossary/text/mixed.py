"""Terms of which some kanji are written in kana: 金融ちょう and きんゆう庁 for 金融庁.

No dictionary says which kana is whose. The kana of the term itself anchor the reading; between them each kanji takes
one to five kana, and of all ways of sharing them out those count in which kanji sound as kanji do (せい, がく, しゅう)
or all but one, which has two other kana: きん to 金 and ゆう to 融, never きんゆう to 金.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from glossary.text.characters import VOWELS
from glossary.text.folding import key
from glossary.text.letters import is_spelled_out

_IS_KANA, _IS_KANJI = "ぁ-ゖー", r"\u3400-\u9fff\U00020000-\U0003ffff"
_UNIT = re.compile(f"[{_IS_KANA}{_IS_KANJI}]|[^{_IS_KANA}{_IS_KANJI}]+")
_PARTS = re.compile(f"[{_IS_KANA}]+|[^{_IS_KANA}]+")
_KANA = re.compile(f"[{_IS_KANA}]+")
_KANJI = re.compile(f"[{_IS_KANJI}]")

_ON_READING = re.compile(
    f"[{VOWELS['あ']}][いくちつん]?|[{VOWELS['い']}](?:[きくちつん]|[やゆよ][うくつん]?)?"
    f"|[{VOWELS['う']}][いうくつん]?|[{VOWELS['え']}][いきちつん]?|[{VOWELS['お']}][うくつん]?"
)
_SPOKEN = re.compile(f"(?!ん)[{_IS_KANA}]+")
_DEAR = {1: 0, 2: 2, 3: 5, 4: 8, 5: 11}
_ODD_WORD = 4
_LEEWAY = 2
_LONGEST, _MOST_UNITS, _MOST_WAYS = 120, 32, 100
_ANY_KANJI = "漢"

# A key has おう for おお and えい for ええ, though the second may begin the reading of another kanji, or be a particle.
_BEGUN = {"う": "お", "い": "え"}
_LENGTHENING = {"う": VOWELS["お"], "い": VOWELS["え"]}

_At = tuple[int, int, bool]
"""How far the reading and the form are used up, and whether kana has stood for anything yet."""

_Place = TypeVar("_Place")


class Beginning(NamedTuple):
    """What a term begins with: its own key (`text`) or that of its reading, and the other parts such a key has."""

    table: str
    key: str
    others: tuple[str, ...]

    def is_had_by(self, key: str) -> bool:
        """Whether a key begins so and has the other parts after that, in their order."""
        return key.startswith(self.key) and _stand_in(key, [self.key, *self.others])


def mixed_beginning(form: str) -> Beginning | None:
    """By what to look up the terms that a form in mixed script may be: 金融 for 金融ちょう, きんゆう for きんゆう庁.

    None for a form in one script only, which is a term as it is written or read, and for one that begins with a single
    letter or kana, which says too little.
    """
    written = key(form)
    parts = _PARTS.findall(written)
    if len(parts) < 2:
        return None
    is_read = bool(_KANA.match(parts[0]))
    others = tuple((_sounds_of(written) if is_read else _literals(written))[1:])
    says_enough = others or _KANJI.match(parts[0]) or len(parts[0]) > 1
    return Beginning("reading" if is_read else "text", parts[0], others) if says_enough else None


def is_written_with_kana(form: str, text: str, reading: str) -> bool:
    """Whether a form is the term with some of its kanji, or its Latin letters, written as they are read.

    きかい学習 is 機械学習 (きかいがくしゅう), 従来がたAI is 従来型AI with the letters kept. Width, katakana and all
    that `key` folds do not count, and keys may be given instead of texts. Never true for kana alone, which is a
    reading, nor for a form that has no kana in place of anything.
    """
    written, term, read = _folded(form), _folded(text), _folded(reading)
    if max(len(written), len(term), len(read)) > _LONGEST or not _may_be(written, term, read):
        return False
    units = tuple(_UNIT.findall(term))
    return len(units) <= _MOST_UNITS and _is_aligned(written, units, read)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return key(text)


def _may_be(written: str, term: str, read: str) -> bool:
    """What can be told at a glance: the parts of the form stand in the term or in its reading, in their order."""
    if _KANA.fullmatch(written) or not (written and term and read):
        return False
    if written[-1] not in (term[-1], read[-1]):
        return False
    return _stand_in(term, _literals(written)) and _stand_in(read, _sounds_of(written))


@lru_cache(maxsize=64)
def _literals(written: str) -> list[str]:
    return [part for part in _PARTS.findall(written) if not _KANA.match(part)]


@lru_cache(maxsize=64)
def _sounds_of(written: str) -> list[str]:
    return [part[1:] if part[0] in _BEGUN.values() else part for part in _KANA.findall(written)]


def _stand_in(text: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        if (at := text.find(part, at) + 1) == 0:
            return False
        at += len(part) - 1
    return True


def _is_aligned(written: str, units: tuple[str, ...], read: str) -> bool:
    price = _price(written, units, read)
    return price is not None and price <= _least(units, read) + _LEEWAY


def _price(written: str, units: tuple[str, ...], read: str) -> int | None:
    """How oddly kanji have to be read for the form to be this term; None where it cannot be."""
    ways: dict[_At, int] = {(0, 0, False): 0}
    for left, unit in zip(range(len(units) - 1, -1, -1), units, strict=True):
        last = len(read) - left
        ways = _cheapest(
            (after, price + more) for at, price in ways.items() for after, more in _after(at, unit, read, written, last)
        )
        if not 0 < len(ways) <= _MOST_WAYS:
            return None
    return ways.get((len(read), len(written), True))


def _after(at: _At, unit: str, read: str, written: str, last: int) -> Iterator[tuple[_At, int]]:
    start, done, replaced = at
    is_kept = written.startswith(unit, done)
    for sounds, price in _takes(unit, read, start):
        if (far := start + len(sounds)) > last:
            return
        if is_kept:
            yield (far, done + len(unit), replaced), price
        if sounds != unit and written.startswith(_spellings(sounds, read[start - 1 : start]), done):
            yield (far, done + len(sounds), True), price


def _spellings(sounds: str, before: str) -> tuple[str, ...]:
    """Kana as they are written where what is read before them is in kanji: 応 of 基礎応用 has its own お."""
    is_long = before and before in _LENGTHENING.get(sounds[0], "")
    return (sounds, _BEGUN[sounds[0]] + sounds[1:]) if is_long else (sounds,)


@lru_cache(maxsize=1024)
def _least(units: tuple[str, ...], read: str) -> int:
    """How oddly the kanji of a term are read at the least."""
    ways = {0: 0}
    for unit in units:
        ways = _cheapest(
            (at + len(sounds), price + more) for at, price in ways.items() for sounds, more in _takes(unit, read, at)
        )
    return ways.get(len(read), 0)


def _cheapest(ways: Iterable[tuple[_Place, int]]) -> dict[_Place, int]:
    found: dict[_Place, int] = {}
    for place, price in ways:
        if price < found.get(place, price + 1):
            found[place] = price
    return found


def _takes(unit: str, read: str, start: int) -> tuple[tuple[str, int], ...]:
    """The kana that a unit of a term may be read as at this place of the reading, and how odd that is."""
    return _sounds(unit if len(unit) > 1 or not _KANJI.match(unit) else _ANY_KANJI, read[start : start + 5 * len(unit)])


@lru_cache(maxsize=8192)
def _sounds(unit: str, coming: str) -> tuple[tuple[str, int], ...]:
    if coming.startswith(unit) or _BEGUN.get(coming[:1]) == unit:
        return ((coming[: len(unit)], 0),)
    spoken = _SPOKEN.match(coming)
    if _KANA.match(unit) or not spoken:
        return ()
    beginnings = (coming[:width] for width in range(1, spoken.end() + 1))
    return tuple((sounds, _oddness(unit, sounds)) for sounds in beginnings)


def _oddness(unit: str, sounds: str) -> int:
    if unit != _ANY_KANJI:
        return 0 if is_spelled_out(unit, sounds) else _ODD_WORD
    return 0 if _ON_READING.fullmatch(sounds) else _DEAR[len(sounds)]
