"""Readings: hiragana, and such as the term can be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.checks.registry import check
from glossary.checks.surroundings import Surroundings
from glossary.checks.texts import terms
from glossary.checks.values import Place
from glossary.model import Concept
from glossary.text import fold, hiragana

_READING = re.compile(r"[ぁ-ゖー・\s]+")
_IS_KANA, _IS_KANJI = "ぁ-ゖー", r"\u3400-\u9fff豈-\ufaff\U00020000-\U0003ffff"
_SILENT = "\u30fb"
_UNIT = re.compile(rf"[{_IS_KANA}]|[{_IS_KANJI}]+|[a-z]+|\d|.", re.DOTALL)
# ー is left out of a reading at the end of a word alone (サーバー), or where it stands for a dash (東京ー大阪).
_DROPPED = re.compile(r"(?<![ぁ-ゖ])ー|ー(?=\W|$)")
_KANA, _KANJI = re.compile(f"[{_IS_KANA}]"), re.compile(f"[{_IS_KANJI}]")
_FOREIGN_B, _B_ROW = re.compile("ゔ([ぁぃぇぉ]?)"), {"": "ぶ", "ぁ": "ば", "ぃ": "び", "ぇ": "べ", "ぉ": "ぼ"}
_MOST_OF_A_KANJI, _MOST_OF_KANJI, _MOST_OF_A_LETTER, _MOST_OF_A_DIGIT, _MOST_OF_A_SIGN = 6, 3, 7, 7, 6
_SAME = {
    "は": "はわ", "へ": "へえ", "を": "をお", "ぢ": "ぢじ", "づ": "づず", "ゖ": "かがこけ", "け": "けかがこ",
    "ゕ": "かがこ", "ー": "ーあいうえお", "ぃ": "ぃい", "ぁ": "ぁあ", "ぅ": "ぅう", "ぇ": "ぇえ", "ぉ": "ぉお",
    "ゃ": "ゃや", "ゅ": "ゅゆ", "ょ": "ょよ", "っ": "っつ",
}  # fmt: skip


@check("E301")
def is_not_a_reading(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The reading “{reading}” is not in kana."""
    for pointer, reading, _ in _readings(concept):
        if not _is_kana(reading):
            yield Place(pointer, {"reading": reading})


@check("W302")
def is_not_the_reading_of_the_term(concept: Concept, known: Surroundings) -> Iterator[Place]:
    """The reading “{reading}” does not fit the term “{term}”."""
    for pointer, reading, term in _readings(concept):
        if _is_kana(reading) and not fits(term, reading):
            yield Place(pointer, {"reading": reading, "term": term})


def fits(term: str, reading: str) -> bool:
    """Whether the kana of a term stand in its reading in order, with room between them for all else that is read."""
    sounds = _spoken(reading)
    places = {0}
    for unit in _UNIT.findall(_DROPPED.sub(_SILENT, _spoken(term))):
        places = {after for place in places for after in _after(unit, sounds, place)}
    return len(sounds) in places


def _readings(concept: Concept) -> Iterator[tuple[str, str, str]]:
    """Each Japanese reading, with its place and its term."""
    for pointer, language, term in terms(concept):
        if language.split("-")[0] == "ja":
            yield from ((f"{pointer}/readings/{number}", each, term.text) for number, each in enumerate(term.readings))


def _is_kana(reading: str) -> bool:
    return bool(_READING.fullmatch(hiragana(reading)))


def _spoken(term: str) -> str:
    """A term or a reading in hiragana, kanji and small letters, without what is never read; ヴァ as ば."""
    plain = re.sub(r"[・\s]", "", unicodedata.normalize("NFC", fold(term, "kana")))
    return _FOREIGN_B.sub(lambda match: _B_ROW[match[1]], plain)


def _after(unit: str, sounds: str, place: int) -> range:
    """Where in the reading a unit of the term may end that begins at a place."""
    if _KANA.match(unit):
        return range(place + 1, place + 1 + _sounds_as(unit, sounds, place))
    if unit == _SILENT:
        return range(place, place + 1 + _sounds_as("ー", sounds, place))
    least, most = _room(unit)
    return range(place + least, min(place + most, len(sounds)) + 1)


def _sounds_as(kana: str, sounds: str, place: int) -> bool:
    return sounds[place : place + 1] in tuple(_SAME.get(kana, kana))


def _room(unit: str) -> tuple[int, int]:
    """How many kana a run of kanji, a Latin word, a digit or a sign takes at least and at most."""
    if _KANJI.match(unit):
        return len(unit), max(_MOST_OF_A_KANJI, _MOST_OF_KANJI * len(unit) + 1)
    if unit.isascii() and unit.isalpha():
        return 1, _MOST_OF_A_LETTER * len(unit)
    return 0, _MOST_OF_A_DIGIT if unit.isdigit() else _MOST_OF_A_SIGN
