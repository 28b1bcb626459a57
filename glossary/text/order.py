"""The order of terms in lists and the headings of an index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from glossary.text.characters import ENLARGED, PLAIN_LATIN, PUNCTUATION, UNVOICED, VOICED, VOWELS
from glossary.text.folding import fold, hiragana

_HEADINGS = {
    "あ": "あいうえお", "か": "かきくけこ", "さ": "さしすせそ", "た": "たちつてと", "な": "なにぬねの",
    "は": "はひふへほ", "ま": "まみむめも", "や": "やゆよ", "ら": "らりるれろ", "わ": "わゐゑをん",
}  # fmt: skip
_HEADING = {kana: heading for heading, row in _HEADINGS.items() for kana in row}
_LONG = {kana: vowel for vowel, row in VOWELS.items() for kana in row}

_OPENING = re.compile(r"""[\s"'「『(\[【〈《〔{<]+""")
_ARTICLE = re.compile(r"the\s+(?=\S)")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ々〆〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = re.compile("[a-z][a-z0-9]*")

# The classes of a list: read terms, kanji without a reading, terms that begin with a Latin letter, the rest.
_READ, _UNREAD, _LATIN, _OTHER = "1234"
_END = "5"


class _Levels(NamedTuple):
    """What kana is compared by, one level after the other (JIS X 4061:1996, 読み・表記照合)."""

    base: str
    voicing: str
    kind: str


_NOTHING = _Levels("", "", "")


def sort_key(text: str, readings: Sequence[str], language: str) -> str:
    """A string that puts terms in the order of a list when compared code point by code point.

    In Japanese: terms that begin with kana or kanji by their first reading (JIS X 4061:1996, 読み・表記照合),
    those in kanji without a reading, terms that begin with a Latin letter by their letters and then by the
    reading, and last digits and signs. In other languages: by letters, whatever the case, accents, hyphens,
    blanks and a leading "The"; terms that begin with no letter come last. Opening brackets and quotes do not
    count.
    """
    start = _from_first_letter(text)
    if _is_japanese(language):
        return _japanese_key(start, text, [reading for reading in readings if reading])
    letters = _ARTICLE.sub("", start, count=1) if start.startswith("the") else start
    letters = letters.translate(PUNCTUATION)
    return f"{_LATIN if _LETTERS.match(letters) else _OTHER}{letters} {text}"


def key_ranges(heading: str, language: str) -> tuple[tuple[str, str], ...]:
    """Where the keys of the terms under a heading lie: each from its first up to, not including, its second.

    Empty for what is no heading of the language.
    """
    if len(heading) == 1 and "A" <= heading <= "Z":
        letter = heading.lower()
        return ((_LATIN + letter, _LATIN + chr(ord(letter) + 1)),)
    if not _is_japanese(language):
        return (("", _LATIN), (_OTHER, _END)) if heading == "#" else ()
    first = _READ + min(_HEADING)
    last = _READ + chr(ord(max(_HEADING)) + 1)
    if heading == "その他":
        return (("", first), (last, _LATIN), (_OTHER, _END))
    row = _HEADINGS.get(heading, "")
    return ((_READ + row[0], _READ + chr(ord(row[-1]) + 1)),) if row else ()


def headings(language: str) -> tuple[str, ...]:
    """Every heading of the index of a language, in its order."""
    letters = tuple(map(chr, range(ord("A"), ord("Z") + 1)))
    return (*_HEADINGS, *letters, "その他") if _is_japanese(language) else (*letters, "#")


def _is_japanese(language: str) -> bool:
    return language.partition("-")[0].lower() == "ja"


def _from_first_letter(text: str) -> str:
    folded = fold(text, "case").translate(PLAIN_LATIN)
    opening = _OPENING.match(folded)
    return folded[opening.end() :] if opening else folded


def _japanese_key(start: str, text: str, readings: Sequence[str]) -> str:
    if _JAPANESE.match(start):
        levels = _read(start, readings)
        return _joined(_READ, levels, text) if levels.base else f"{_UNREAD}{text}"
    compact = start.translate(PUNCTUATION)
    if letters := _LETTERS.match(compact):
        rest = compact[letters.end() :]
        return _joined(_LATIN + letters[0], _levels(readings[0] if rest and readings else rest), text)
    return f"{_OTHER}{start} {text}"


def _joined(prefix: str, levels: _Levels, text: str) -> str:
    return f"{prefix}{levels.base} {levels.voicing} {levels.kind} {text}"


def _read(start: str, readings: Sequence[str]) -> _Levels:
    """The levels of the first reading, or of a notation in kana that says the same more exactly."""
    given = _levels(readings[0]) if readings else _NOTHING
    own = _levels(start)
    return own if _KANA.match(start) and given.base in ("", own.base) else given


def _levels(text: str) -> _Levels:
    weights: list[tuple[str, str, str]] = []
    before = ""
    for character in hiragana(fold(text, "case")).translate(PUNCTUATION):
        weights.append(_weight(character, before))
        before = weights[-1][0]
    return _Levels(*("".join(level) for level in zip(*weights, strict=True))) if weights else _NOTHING


def _weight(character: str, before: str) -> tuple[str, str, str]:
    """Base letter, voicing (清音, 濁音, 半濁音) and kind (長音, 小書き, 繰返し, 直音) of a character."""
    if character == "ー":
        return (_LONG[before], "1", "1") if before in _LONG else ("", "", "")
    if character in "ゝゞ" and before:
        return before, "1" if character == "ゝ" else "2", "3"
    plain = UNVOICED.get(character, character)
    voicing = "1" if plain == character else "2" if VOICED.get(plain) == character else "3"
    return plain.translate(ENLARGED), voicing, "2" if ord(plain) in ENLARGED else "4"


def heading(text: str, readings: Sequence[str], language: str) -> str:
    """The heading of an index that a term stands under: あ to わ, A to Z, and その他 or, outside Japanese, #.

    It follows `sort_key`, whose arguments it takes; kanji without a reading stand under その他.
    """
    where = sort_key(text, readings, language)
    found = {_READ: _HEADING.get(where[1:2], ""), _LATIN: where[1:2].upper()}.get(where[0], "")
    return found or ("その他" if _is_japanese(language) else "#")
